CREATE TABLE users (id integer NOT NULL, name text, state varchar(10));
CREATE VIEW new_users AS
    SELECT id, name, CASE WHEN id < 10 THEN 'early' ELSE 'late' END AS wave
    FROM users
    WHERE state = 'new';
