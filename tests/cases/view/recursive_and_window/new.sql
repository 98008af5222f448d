CREATE TABLE folders (id integer PRIMARY KEY, parent_id integer REFERENCES folders, name text NOT NULL, size bigint NOT NULL DEFAULT 0);
CREATE VIEW folder_paths AS
    WITH RECURSIVE paths AS (
        SELECT id, name AS path FROM folders WHERE parent_id IS NULL
        UNION ALL
        SELECT f.id, p.path || '/' || f.name FROM folders f JOIN paths p ON f.parent_id = p.id
    )
    SELECT id, path FROM paths;
CREATE VIEW folder_ranks AS
    SELECT p.path, f.size, rank() OVER (PARTITION BY f.parent_id ORDER BY f.size DESC) AS rank,
        (SELECT count(*) FROM folders c WHERE c.parent_id = f.id) AS children
    FROM folders f JOIN folder_paths p USING (id)
    WHERE EXISTS (SELECT FROM folders x WHERE x.id = f.parent_id) OR f.size = ANY (ARRAY[1, 2]);
