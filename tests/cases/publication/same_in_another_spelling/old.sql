CREATE SCHEMA billing;
CREATE TABLE public.orders (id bigint PRIMARY KEY, region text, total numeric);
CREATE TABLE public.lines (id bigint PRIMARY KEY);
CREATE PUBLICATION shop WITH (publish = 'insert', publish_via_partition_root = true);
ALTER PUBLICATION shop ADD TABLE ONLY public.lines;
ALTER PUBLICATION shop ADD TABLE ONLY public.orders WHERE ((region = ANY (ARRAY['north'::text, 'south'::text])));
CREATE PUBLICATION billing WITH (publish = 'insert, update, delete, truncate');
ALTER PUBLICATION billing ADD TABLES IN SCHEMA billing;
