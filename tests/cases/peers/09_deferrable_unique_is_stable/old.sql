CREATE TABLE public.steps (
    list integer,
    place integer
);
ALTER TABLE ONLY public.steps ADD CONSTRAINT steps_place UNIQUE (list, place) DEFERRABLE INITIALLY DEFERRED;
