CREATE TYPE mood AS ENUM ('ok', 'sad');
CREATE CAST (text AS mood) WITH INOUT AS IMPLICIT;
CREATE CAST (varchar AS mood) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS mood) IS 'As it is stored';
