CREATE SCHEMA "Shop";
CREATE TYPE "Shop"."select" AS ENUM ('Sent', 'it''s back');
CREATE TYPE "select" AS ENUM ('Sent', 'it''s back');
CREATE TABLE "Shop"."Order" (id integer PRIMARY KEY, "select" "Shop"."select" NOT NULL DEFAULT 'Sent');
CREATE TABLE "order" (id integer PRIMARY KEY, "select" "select" NOT NULL DEFAULT 'Sent');
CREATE VIEW "Shop"."View" AS SELECT a.id FROM "Shop"."Order" a, "order" b WHERE a."select" = 'Sent' AND b."select" = 'Sent';
