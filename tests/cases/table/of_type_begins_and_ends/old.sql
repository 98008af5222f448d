CREATE TYPE parcel_row AS (id bigint, weight numeric, label text);
CREATE TYPE letter_row AS (id bigint, weight integer);
CREATE TABLE parcels (id bigint NOT NULL, weight numeric DEFAULT 1);
CREATE TABLE letters OF letter_row (id NOT NULL);
CREATE TABLE moves OF letter_row;
