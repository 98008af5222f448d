CREATE TYPE state AS ENUM ('open', 'paid', 'void');
CREATE TABLE orders (
    id integer PRIMARY KEY,
    state state NOT NULL,
    note text,
    CONSTRAINT void_has_note CHECK (state <> 'void' OR note IS NOT NULL)
);
CREATE INDEX orders_void ON orders (id) WHERE state = 'void';
CREATE VIEW void_orders AS SELECT id, note FROM orders WHERE state = 'void';
INSERT INTO orders (id, state, note) VALUES (1, 'void', 'the first one was a test') ON CONFLICT (id) DO NOTHING;
