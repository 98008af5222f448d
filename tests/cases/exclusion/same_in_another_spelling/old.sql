CREATE TABLE public.bookings (
    room integer NOT NULL,
    starts timestamp with time zone NOT NULL,
    ends timestamp with time zone NOT NULL,
    cancelled boolean NOT NULL
);
ALTER TABLE ONLY public.bookings
    ADD CONSTRAINT no_double_booking EXCLUDE USING gist (tstzrange(starts, ends) WITH &&) WHERE ((NOT cancelled));
