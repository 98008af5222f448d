CREATE FUNCTION "On Change"() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TABLE "User" ("Id" integer PRIMARY KEY, "from" text);
