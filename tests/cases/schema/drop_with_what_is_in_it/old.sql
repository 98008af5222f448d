CREATE SCHEMA legacy;
CREATE TYPE legacy.state AS ENUM ('open', 'closed');
CREATE TABLE legacy.orders (id integer PRIMARY KEY, state legacy.state NOT NULL);
CREATE VIEW legacy.open_orders AS SELECT id FROM legacy.orders WHERE state = 'open';
