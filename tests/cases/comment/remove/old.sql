CREATE TABLE users (id integer PRIMARY KEY);
CREATE VIEW people AS SELECT id FROM users;
COMMENT ON TABLE users IS 'People';
COMMENT ON COLUMN users.id IS 'Number';
COMMENT ON VIEW people IS 'The same';
