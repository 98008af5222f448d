CREATE COLLATION c_copy FROM "C";
CREATE COLLATION german (provider = icu, locale = 'de-u-co-phonebk');
CREATE COLLATION german_too FROM german;
CREATE COLLATION ci (provider = 'icu', locale = 'und-u-ks-level2', deterministic = false);
COMMENT ON COLLATION ci IS 'No case';
CREATE TABLE t (a text COLLATE german_too, b text COLLATE ci, c text COLLATE c_copy);
