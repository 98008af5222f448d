CREATE TABLE public.very_long_table_name_that_goes_on_and_on_for_quite_a_while (
    another_long_column_name_for_good_measure integer NOT NULL,
    b integer,
    CONSTRAINT very_long_table_name_that_go_another_long_column_name_for_check CHECK ((another_long_column_name_for_good_measure > 0)),
    CONSTRAINT very_long_table_name_that_goe_another_long_column_name_for__key UNIQUE (another_long_column_name_for_good_measure),
    CONSTRAINT very_long_table_name_that_goes_on_and_on_for_quite_a_while_pkey PRIMARY KEY (another_long_column_name_for_good_measure, b)
);
CREATE INDEX very_long_table_name_that_goe_another_long_column_name_for__idx ON public.very_long_table_name_that_goes_on_and_on_for_quite_a_while USING btree (another_long_column_name_for_good_measure, b);
CREATE INDEX very_long_table_name_that_goes_on_and_on_for_quite_a__lower_idx ON public.very_long_table_name_that_goes_on_and_on_for_quite_a_while USING btree (lower((b)::text));
CREATE TABLE public.users (
    name_of_reference_to_the_long_table_above integer,
    CONSTRAINT users_name_of_reference_to_the_long_table_above_fkey FOREIGN KEY (name_of_reference_to_the_long_table_above) REFERENCES public.very_long_table_name_that_goes_on_and_on_for_quite_a_while(another_long_column_name_for_good_measure)
);
