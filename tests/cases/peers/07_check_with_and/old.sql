CREATE TABLE public.slots (
    low integer,
    high integer,
    note text,
    CONSTRAINT slots_sane CHECK (((low >= 0) AND (high <= 100) AND (low < high) AND ((note IS NULL) OR (length(note) > 2))))
);
