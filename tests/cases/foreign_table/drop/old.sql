CREATE FOREIGN DATA WRAPPER antenna;
CREATE SERVER southern FOREIGN DATA WRAPPER antenna;
CREATE FOREIGN TABLE public.signals (
    id bigint NOT NULL,
    strength numeric
)
SERVER southern
OPTIONS (
    table_name 'signals'
);
ALTER FOREIGN TABLE ONLY public.signals ALTER COLUMN id OPTIONS (
    column_name 'number'
);
