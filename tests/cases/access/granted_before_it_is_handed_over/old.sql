CREATE TABLE notes (id integer);
ALTER TABLE notes OWNER TO case_writer;
GRANT SELECT ON notes TO case_reader;
