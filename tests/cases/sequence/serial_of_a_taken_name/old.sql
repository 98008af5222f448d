CREATE SEQUENCE public.copies_id_seq;
CREATE TABLE public.copies_id_seq1 (id integer);
CREATE TABLE public.copies (id serial PRIMARY KEY);
