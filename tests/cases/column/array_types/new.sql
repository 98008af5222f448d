CREATE TABLE grids (
    cells int[3][3],
    labels varchar(10) ARRAY NOT NULL DEFAULT '{}'
);
