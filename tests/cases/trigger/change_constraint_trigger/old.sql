CREATE FUNCTION check_balance() RETURNS trigger LANGUAGE plpgsql AS 'begin return null; end';
CREATE TABLE entries (id integer PRIMARY KEY);
CREATE CONSTRAINT TRIGGER balance AFTER INSERT ON entries FOR EACH ROW EXECUTE FUNCTION check_balance();
