CREATE OPERATOR CLASS points FOR TYPE point USING gist AS STORAGE box, OPERATOR 6 ~=,
    FUNCTION 1 gist_point_consistent(internal, point, smallint, oid, internal), FUNCTION 2 gist_box_union(internal, internal),
    FUNCTION 3 gist_point_compress(internal), FUNCTION 5 gist_box_penalty(internal, internal, internal),
    FUNCTION 6 gist_box_picksplit(internal, internal), FUNCTION 7 gist_box_same(box, box, internal);
CREATE TABLE days (place point, CONSTRAINT one_place EXCLUDE USING gist (place points WITH ~=));
