-- What PostgreSQL 18 added.

CREATE TABLE public.boxes (
  width integer NOT NULL,
  height integer NOT NULL,
  area integer GENERATED ALWAYS AS (width * height) VIRTUAL
);
