CREATE FOREIGN DATA WRAPPER antenna;
CREATE SERVER southern FOREIGN DATA WRAPPER antenna;
CREATE FOREIGN TABLE public.signals (
    id bigint NOT NULL,
    strength numeric(6,2) DEFAULT 0,
    CONSTRAINT signals_strength_check CHECK ((strength > (0)::numeric))
)
SERVER southern
OPTIONS (
    schema_name 'public',
    table_name 'signals'
);
ALTER FOREIGN TABLE ONLY public.signals ALTER COLUMN id OPTIONS (
    column_name 'number'
);
