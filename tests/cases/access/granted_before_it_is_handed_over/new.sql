CREATE TABLE notes (id integer);
GRANT SELECT ON notes TO case_reader, case_writer;
ALTER TABLE notes OWNER TO case_writer;
