CREATE DOMAIN age AS integer CONSTRAINT in_range CHECK (VALUE > 0 AND VALUE < 150);
CREATE TABLE users (age age);
