CREATE TYPE mood AS ENUM ('dead', 'bad', 'fine', 'good');
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;

CREATE FUNCTION is_good(m mood) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$SELECT m > 'fine'$$;
CREATE FUNCTION best(VARIADIC moods mood[]) RETURNS mood LANGUAGE sql IMMUTABLE AS $$SELECT max(m) FROM unnest(moods) m$$;
CREATE FUNCTION usual() RETURNS mood LANGUAGE sql IMMUTABLE AS $$SELECT 'fine'::mood$$;
CREATE TABLE people (
    id integer PRIMARY KEY,
    mood mood NOT NULL DEFAULT usual(),
    earlier mood[],
    word text DEFAULT ('good'::mood)::text,
    is_good boolean GENERATED ALWAYS AS (is_good(mood)) STORED,
    is_fine boolean GENERATED ALWAYS AS (mood = 'fine') STORED,
    CONSTRAINT good_has_word CHECK (mood <> 'good' OR word IS NOT NULL),
    CONSTRAINT known CHECK (mood IS NOT NULL),
    UNIQUE (id, mood)
);
COMMENT ON CONSTRAINT good_has_word ON people IS 'Good news have words';
COMMENT ON COLUMN people.is_fine IS 'Neither';
CREATE TABLE visits (id integer PRIMARY KEY, person integer, mood mood, FOREIGN KEY (person, mood) REFERENCES people (id, mood));
CREATE INDEX people_mood ON people (mood);
CREATE INDEX people_good ON people (id) WHERE mood = 'good';
CREATE INDEX people_max ON people (best(mood, 'bad'));
COMMENT ON INDEX people_good IS 'The happy few';
CREATE VIEW good_people AS SELECT id, mood FROM people WHERE mood = 'good';
COMMENT ON VIEW good_people IS 'Happy';
CREATE VIEW good_ids AS SELECT id FROM good_people;
CREATE MATERIALIZED VIEW moods AS SELECT mood, count(*) AS count FROM people GROUP BY mood;
CREATE UNIQUE INDEX moods_mood ON moods (mood);
CREATE TRIGGER touch BEFORE UPDATE ON people FOR EACH ROW WHEN (new.mood = 'good') EXECUTE FUNCTION touch();
ALTER TABLE people DISABLE TRIGGER touch;
ALTER TABLE people ENABLE ROW LEVEL SECURITY;
CREATE POLICY good ON people USING (mood >= 'fine');
