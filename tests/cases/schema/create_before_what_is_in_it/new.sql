CREATE SCHEMA billing;

CREATE TYPE billing.state AS ENUM ('open', 'paid');

CREATE SEQUENCE billing.numbers;

CREATE TABLE billing.invoices (
    number bigint NOT NULL DEFAULT nextval('billing.numbers') PRIMARY KEY,
    state billing.state NOT NULL DEFAULT 'open'
);

CREATE VIEW billing.open_invoices AS SELECT number FROM billing.invoices WHERE state = 'open';
