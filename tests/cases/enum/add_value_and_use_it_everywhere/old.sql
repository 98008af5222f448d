CREATE TYPE state AS ENUM ('open', 'paid');
CREATE TABLE orders (id integer PRIMARY KEY, state state NOT NULL, note text);
