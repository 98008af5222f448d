CREATE SCHEMA "Dome 2";
CREATE TABLE "Order" ("Id" bigint PRIMARY KEY, "user" text);
CREATE TABLE "Dome 2"."Order" ("Id" bigint PRIMARY KEY);
CREATE PUBLICATION "Order" FOR TABLE "Order" ("Id", "user");
