CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL, age integer, born date);
CREATE VIEW v WITH (security_barrier = true) AS SELECT name, id FROM users;
COMMENT ON VIEW v IS 'Barrier';
COMMENT ON COLUMN v.id IS 'Number';
CREATE VIEW w WITH (check_option = local) AS SELECT id FROM v WHERE id > 0;
COMMENT ON VIEW w IS 'Checked';
