CREATE UNLOGGED TABLE public.t (id bigint GENERATED ALWAYS AS IDENTITY, number integer NOT NULL);
CREATE SEQUENCE public.t_number_seq AS integer OWNED BY public.t.number;
