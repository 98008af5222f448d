-- What PostgreSQL 18 added.

CREATE TABLE public.boxes (
  width integer NOT NULL,
  height integer NOT NULL,
  area integer GENERATED ALWAYS AS (width * height) VIRTUAL
);

CREATE TABLE public.spans (
  id int4range NOT NULL,
  during daterange NOT NULL,
  number integer,
  CONSTRAINT spans_pkey PRIMARY KEY (id, during WITHOUT OVERLAPS),
  CONSTRAINT positive CHECK (number > 0) NOT ENFORCED
);
CREATE TABLE public.span_parts (
  span int4range,
  during daterange,
  CONSTRAINT span_parts_fkey FOREIGN KEY (span, PERIOD during) REFERENCES public.spans (id, PERIOD during)
);
ALTER TABLE public.span_parts ADD CONSTRAINT span_parts_loose FOREIGN KEY (span, PERIOD during) REFERENCES public.spans (id, PERIOD during) NOT ENFORCED;
