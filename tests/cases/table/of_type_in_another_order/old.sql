CREATE TYPE parcel_row AS (id bigint, weight numeric, label text);
CREATE TABLE parcels (id bigint, label text);
