CREATE SCHEMA "Reports";
CREATE TABLE users (id bigint CONSTRAINT people_pkey PRIMARY KEY, email text);
CREATE VIEW "Reports".mails AS SELECT id, email AS mail FROM users;
CREATE TABLE "Reports".sent (person bigint REFERENCES users (id));
