CREATE TYPE parcel_row AS (id bigint, weight numeric, label text);
CREATE TYPE letter_row AS (id bigint, weight integer);
CREATE TYPE note_row AS (id bigint, weight integer, "Said" text);
CREATE TABLE parcels OF parcel_row (id NOT NULL, weight DEFAULT 1);
CREATE TABLE letters (id bigint NOT NULL, weight integer, extra text);
CREATE TABLE moves OF note_row;
