CREATE UNLOGGED TABLE limits (
    id integer NOT NULL,
    key text
);

CREATE SEQUENCE limits_id_seq AS integer;

ALTER SEQUENCE limits_id_seq OWNED BY limits.id;

ALTER TABLE limits ALTER COLUMN id SET DEFAULT nextval('limits_id_seq'::regclass);
