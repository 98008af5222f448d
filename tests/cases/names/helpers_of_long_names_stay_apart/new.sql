CREATE TABLE a_name_that_is_almost_as_long_as_a_name_can_be_in_postgres (
    one_column_of_many integer NOT NULL,
    one_column_of_more integer NOT NULL
);
