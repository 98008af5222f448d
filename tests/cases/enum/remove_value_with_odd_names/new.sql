CREATE SCHEMA "Shop";
CREATE TYPE "Shop"."Order" AS ENUM ('It''s open', 'Sent');
CREATE TYPE "Order" AS ENUM ('It''s open', 'Sent', 'select');
CREATE TABLE "Shop"."table" (id integer PRIMARY KEY, "User" "Shop"."Order" DEFAULT 'It''s open', "Other" "Order"[]);
CREATE VIEW "Shop"."View" AS SELECT "User" FROM "Shop"."table" WHERE "User" = 'Sent' AND 'Sent' = ANY ("Other");
