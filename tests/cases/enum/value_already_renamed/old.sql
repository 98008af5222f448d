CREATE TYPE status AS ENUM ('open', 'shipped');
CREATE TABLE orders (id integer PRIMARY KEY, status status DEFAULT 'shipped'::status NOT NULL);
