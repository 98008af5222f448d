CREATE SCHEMA "Reports";
CREATE TABLE people (id bigint PRIMARY KEY, mail text);
CREATE VIEW "Reports".mails AS SELECT id, mail FROM people;
CREATE TABLE "Reports".sent (person bigint REFERENCES people (id));
