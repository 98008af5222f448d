-- A forum: text, trees, votes; old tables with serial columns, names that need quotes, views upon views.

CREATE TABLE users (
    id serial PRIMARY KEY,
    name character varying(40) NOT NULL,
    email character varying DEFAULT ''::character varying NOT NULL,
    signature text,
    ip inet,
    network cidr,
    mac macaddr,
    last_seen timestamp without time zone DEFAULT '1970-01-01 00:00:00'::timestamp without time zone NOT NULL,
    level smallint DEFAULT '1'::smallint NOT NULL,
    karma real DEFAULT 0.0 NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);
CREATE UNIQUE INDEX index_users_on_lower_name ON users USING btree (lower((name)::text));
CREATE INDEX index_users_on_last_seen ON users USING btree (last_seen) WHERE (level > 0);

CREATE TABLE "Boards" (
    id bigserial PRIMARY KEY,
    "Title" text NOT NULL UNIQUE,
    "order" integer NOT NULL DEFAULT 0,
    moderators integer[] DEFAULT '{}'::integer[] NOT NULL,
    rules xml,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);

CREATE TABLE topics (
    id bigserial PRIMARY KEY,
    board_id bigint NOT NULL REFERENCES "Boards",
    author_id integer NOT NULL CONSTRAINT topics_author REFERENCES users (id) ON DELETE SET DEFAULT,
    title text NOT NULL,
    pinned boolean DEFAULT false,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);

CREATE TABLE posts (
    id bigserial,
    topic_id bigint NOT NULL,
    parent_id bigint,
    author_id integer DEFAULT 1 NOT NULL,
    body text NOT NULL,
    search tsvector GENERATED ALWAYS AS (to_tsvector('english', body)) STORED,
    score integer DEFAULT 0 NOT NULL,
    flags bigint DEFAULT 0 NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL,
    CONSTRAINT "posts primary" PRIMARY KEY (id),
    CONSTRAINT check_body CHECK ((char_length(body) <= 30000)),
    CONSTRAINT check_metadata CHECK (((jsonb_typeof(metadata) = 'object'::text) AND ((metadata ->> 'v'::text) IS NOT NULL))),
    CONSTRAINT "no self" CHECK (id <> parent_id) NO INHERIT
);
ALTER TABLE ONLY posts ADD CONSTRAINT fk_posts_topic FOREIGN KEY (topic_id) REFERENCES topics (id) ON DELETE CASCADE;
ALTER TABLE ONLY posts ADD CONSTRAINT posts_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES posts (id);
ALTER TABLE ONLY posts ADD CONSTRAINT posts_author_id_fkey FOREIGN KEY (author_id) REFERENCES users (id);
CREATE INDEX index_posts_on_search ON posts USING gin (search);
CREATE INDEX index_posts_on_topic_id_and_id ON posts USING btree (topic_id, id DESC);
CREATE INDEX index_posts_on_metadata_kind ON posts USING btree (((metadata ->> 'kind'::text)), created_at)
    WHERE ((metadata ->> 'kind'::text) IS NOT NULL);
CREATE INDEX index_posts_on_day ON posts USING btree (date_trunc('day'::text, created_at), COALESCE(parent_id, (0)::bigint));
CREATE INDEX index_posts_on_author_hash ON posts USING hash (author_id);
CREATE INDEX "index_posts_on_recent%" ON posts (created_at NULLS FIRST) WITH (fillfactor = 90, deduplicate_items = off)
    WHERE created_at > '2020-01-01 00:00:00'::timestamp AND score NOT IN (-1, -2) AND body NOT LIKE '%''%';

CREATE TABLE votes (
    post_id bigint NOT NULL,
    user_id integer NOT NULL,
    value smallint NOT NULL,
    voted_at timestamp with time zone DEFAULT timezone('utc', now()),
    PRIMARY KEY (user_id, post_id),
    CONSTRAINT votes_value_check CHECK (value = ANY (ARRAY['-1'::integer, 1])),
    CONSTRAINT votes_value_check1 CHECK (value::integer <> 0)
);
ALTER TABLE votes ADD FOREIGN KEY (post_id) REFERENCES posts ON DELETE CASCADE, ADD FOREIGN KEY (user_id) REFERENCES users;

CREATE FUNCTION count_votes() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
      BEGIN
        UPDATE posts SET score = score + new.value WHERE id = new.post_id;
        RETURN new;
      END;
    $$;
CREATE TRIGGER count_votes AFTER INSERT ON votes FOR EACH ROW WHEN (new.value <> 0) EXECUTE FUNCTION count_votes();

CREATE FUNCTION reverse_words(t text) RETURNS text LANGUAGE sql IMMUTABLE STRICT
    AS $_$ SELECT string_agg(reverse(w), ' ') FROM regexp_split_to_table($1, '\s+') w $_$;
CREATE FUNCTION "Top Posts"(integer, since timestamp without time zone DEFAULT (now() - '7 days'::interval))
    RETURNS SETOF posts LANGUAGE sql STABLE AS $_$ SELECT * FROM posts WHERE created_at > since ORDER BY score DESC LIMIT $1 $_$;

CREATE VIEW active_authors AS
    SELECT u.id, u.name, count(*) AS posts, max(p.created_at) AS latest,
        CASE WHEN count(*) > 100 THEN 'many'::text WHEN count(*) > 10 THEN 'some' ELSE 'few' END AS "How Many"
    FROM users u JOIN posts p ON p.author_id = u.id
    GROUP BY u.id;
CREATE VIEW top_authors AS SELECT id, name, posts FROM active_authors WHERE posts > 100
    UNION ALL SELECT 0, 'all', (SELECT count(*) FROM posts)
    ORDER BY 3 DESC LIMIT 100;
CREATE VIEW board_topics AS SELECT b.*, array_agg(t.title ORDER BY t.pinned DESC, t.id) AS titles
    FROM "Boards" b LEFT JOIN topics t ON t.board_id = b.id GROUP BY b.id;
CREATE RECURSIVE VIEW threads (post, root, depth) AS
    SELECT id, id, 0 FROM posts WHERE parent_id IS NULL
    UNION SELECT p.id, t.root, t.depth + 1 FROM posts p JOIN threads t ON p.parent_id = t.post;
CREATE VIEW editable_topics AS SELECT id, title, pinned FROM topics WHERE NOT COALESCE(pinned, false) WITH CASCADED CHECK OPTION;
