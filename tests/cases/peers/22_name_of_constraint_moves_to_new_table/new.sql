CREATE TABLE new_users (id uuid CONSTRAINT the_key PRIMARY KEY, email text NOT NULL);
