-- What PostgreSQL 18 added.

CREATE EXTENSION btree_gist WITH SCHEMA sky;
CREATE TABLE sky.leases (
    dome integer,
    during daterange,
    rate integer CONSTRAINT "Rated" NOT NULL NO INHERIT,
    doubled integer GENERATED ALWAYS AS (rate * 2) VIRTUAL,
    CONSTRAINT cheap CHECK (rate < 100) NOT ENFORCED,
    CONSTRAINT leases_once UNIQUE (dome, during WITHOUT OVERLAPS)
);
CREATE FOREIGN TABLE sky.named_far (id bigint CONSTRAINT is_known NOT NULL) SERVER southern;
