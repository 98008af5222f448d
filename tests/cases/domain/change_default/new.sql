CREATE DOMAIN status AS text DEFAULT 'open';
CREATE DOMAIN priority AS integer DEFAULT 5;
CREATE DOMAIN weight AS integer;
CREATE TABLE tasks (id integer, status status);
