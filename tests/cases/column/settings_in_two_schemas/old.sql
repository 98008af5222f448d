CREATE SCHEMA "Archive";
CREATE TABLE public.notes (id integer PRIMARY KEY, "select" text);
CREATE TABLE "Archive".notes (id integer PRIMARY KEY, "select" text);
