CREATE SCHEMA "Archive";
CREATE TABLE public.notes (id integer PRIMARY KEY, "select" text);
CREATE TABLE "Archive".notes (id integer PRIMARY KEY, "select" text);
ALTER TABLE ONLY "Archive".notes ALTER COLUMN "select" SET STORAGE MAIN;
ALTER TABLE ONLY "Archive".notes ALTER COLUMN "select" SET STATISTICS 10;
ALTER TABLE ONLY "Archive".notes ALTER COLUMN "select" SET (n_distinct=20);
ALTER TABLE "Archive".notes CLUSTER ON notes_pkey;
ALTER TABLE ONLY "Archive".notes REPLICA IDENTITY FULL;
