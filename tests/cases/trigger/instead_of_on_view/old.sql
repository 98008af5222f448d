CREATE FUNCTION insert_person() RETURNS trigger LANGUAGE plpgsql AS 'begin insert into users values (new.id); return new; end';
CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE VIEW people AS SELECT id, name FROM users;
CREATE TRIGGER insert_person INSTEAD OF INSERT ON people FOR EACH ROW EXECUTE FUNCTION insert_person();
