CREATE TYPE mood AS ENUM ('ok');
CREATE TYPE moods AS RANGE (subtype = mood, multirange_type_name = all_moods);
CREATE TABLE t (moods all_moods);
