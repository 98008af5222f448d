CREATE FOREIGN DATA WRAPPER antenna;
CREATE SERVER southern VERSION '2' FOREIGN DATA WRAPPER antenna OPTIONS (place 'Chile', port '5432');
CREATE SERVER northern FOREIGN DATA WRAPPER antenna;
COMMENT ON SERVER southern IS 'Under the southern sky';
