CREATE TABLE public.owners (id bigint PRIMARY KEY);
CREATE TABLE public.pets (
    id bigint PRIMARY KEY,
    owner_id bigint,
    legs integer,
    CONSTRAINT fk_pets_owner FOREIGN KEY (owner_id) REFERENCES public.owners (id) NOT VALID,
    CONSTRAINT has_legs CHECK (legs >= 0) NOT VALID
);
