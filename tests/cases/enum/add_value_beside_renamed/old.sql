CREATE TYPE status AS ENUM ('open', 'sent', 'closed');
CREATE TABLE orders (id integer PRIMARY KEY, status status NOT NULL);
