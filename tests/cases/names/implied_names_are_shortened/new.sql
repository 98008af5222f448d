CREATE TABLE very_long_table_name_that_goes_on_and_on_for_quite_a_while (
    another_long_column_name_for_good_measure integer UNIQUE CHECK (another_long_column_name_for_good_measure > 0),
    b integer,
    PRIMARY KEY (another_long_column_name_for_good_measure, b)
);
CREATE INDEX ON very_long_table_name_that_goes_on_and_on_for_quite_a_while (another_long_column_name_for_good_measure, b);
CREATE INDEX ON very_long_table_name_that_goes_on_and_on_for_quite_a_while (lower(b::text));
CREATE TABLE users (
    name_of_reference_to_the_long_table_above integer
        REFERENCES very_long_table_name_that_goes_on_and_on_for_quite_a_while (another_long_column_name_for_good_measure)
);
