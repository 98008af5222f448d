CREATE EXTENSION btree_gist;
CREATE TABLE public.rooms (id integer NOT NULL, open daterange NOT NULL, CONSTRAINT rooms_pkey PRIMARY KEY (id, open WITHOUT OVERLAPS));
CREATE TABLE public.stays (room integer, during daterange, CONSTRAINT stays_room_during_fkey FOREIGN KEY (room, PERIOD during) REFERENCES public.rooms(id, PERIOD open));
