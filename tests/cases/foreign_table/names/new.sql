CREATE SCHEMA "Dome 2";
CREATE FOREIGN DATA WRAPPER antenna;
CREATE SERVER southern FOREIGN DATA WRAPPER antenna;
CREATE FOREIGN TABLE "Order" ("Id" bigint NOT NULL, "user" text OPTIONS ("select" 'x')) SERVER southern OPTIONS ("Place" 'y');
CREATE FOREIGN TABLE "Dome 2"."Order" ("Id" bigint, CONSTRAINT "check" CHECK ("Id" > 1)) SERVER southern;
COMMENT ON COLUMN "Dome 2"."Order"."Id" IS 'Reserved';
