CREATE DOMAIN status AS text DEFAULT 'new';
CREATE DOMAIN priority AS integer;
CREATE DOMAIN weight AS integer DEFAULT 1;
CREATE TABLE tasks (id integer, status status);
