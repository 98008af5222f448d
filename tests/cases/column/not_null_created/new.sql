CREATE TABLE "Order" (
    id integer CONSTRAINT "is numbered" NOT NULL PRIMARY KEY,
    "select" text CONSTRAINT has_text NOT NULL NO INHERIT,
    placed date,
    paid date NOT NULL
);
ALTER TABLE "Order" ADD CONSTRAINT is_placed NOT NULL placed NOT VALID;
COMMENT ON CONSTRAINT is_placed ON "Order" IS 'Old ones are not';
COMMENT ON CONSTRAINT "Order_paid_not_null" ON "Order" IS 'Always';
