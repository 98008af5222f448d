-- A library with names that nobody should choose: words of SQL, quotes, dots, other alphabets, the longest, the same ones.

CREATE SCHEMA "user";
CREATE SCHEMA "a.b";
CREATE SCHEMA "Ünïcödé";

CREATE TYPE "user"."order" AS ENUM ('asc', 'desc', 'ASC', ' ', '"', 'a,b', '{}');
CREATE TYPE "user".text AS ENUM ('short', 'long');
CREATE TYPE public.date AS ENUM ('today');

CREATE FUNCTION "user".length(text) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 42';
CREATE FUNCTION public.coalesce_("a b" integer DEFAULT 1, "user" text DEFAULT 'x, y) --'::text, "c" pg_catalog.date DEFAULT now()::pg_catalog.date)
    RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION "a.b"."f(x)"("in" integer, "OUT" public.date) RETURNS "user".text LANGUAGE sql AS $$ SELECT 'long'::"user".text $$;
CREATE FUNCTION "a.b"."f(x)"("user"."order"[]) RETURNS void LANGUAGE plpgsql AS 'BEGIN END';

CREATE TABLE "user"."user" (
    "user" integer PRIMARY KEY,
    "select" text,
    "from" "user"."order" DEFAULT 'asc' NOT NULL,
    "where" "user"."order"[] DEFAULT '{asc,"a,b"}',
    "Group By" "user".text DEFAULT 'long'::"user".text,
    "table" pg_catalog.date,
    day public.date DEFAULT 'today',
    "end" boolean,
    "time" time without time zone DEFAULT LOCALTIME,
    "position" integer,
    "left" text DEFAULT left('abc', 2),
    "time zone" timestamp with time zone DEFAULT CURRENT_TIMESTAMP(3),
    "primary" "char",
    "check" oid DEFAULT 0,
    CONSTRAINT "check" CHECK ("end" OR ("position" > 0 AND "select" IS NOT NULL)),
    CONSTRAINT "a ""quoted"" check" CHECK ("Group By" <> 'short' OR "from" = ANY ("where")),
    CONSTRAINT "unique" UNIQUE ("select", "position")
);
CREATE INDEX "select" ON "user"."user" ("select", "from" DESC, (lower("select")), (("position" + 1)));
COMMENT ON COLUMN "user"."user"."Group By" IS '';
COMMENT ON COLUMN "user"."user"."time zone" IS 'with ''''doubled'''' quotes';

CREATE TABLE public."user" (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    "user" integer REFERENCES "user"."user" ("user"),
    self bigint REFERENCES public."user"
);
CREATE TABLE "a.b"."c.d" (
    "e.f" serial,
    "(g)" integer DEFAULT 1,
    """" text,
    "%" integer CHECK ("%" % 2 = 0),
    PRIMARY KEY ("e.f", "(g)"),
    FOREIGN KEY ("e.f", "(g)") REFERENCES "a.b"."c.d" ("e.f", "(g)")
);
CREATE TABLE "a.b"."C.D" ("e.f" integer REFERENCES "user"."user", "E.F" bigserial PRIMARY KEY);
CREATE UNIQUE INDEX ON "a.b"."C.D" ("e.f");
CREATE INDEX ON "a.b"."C.D" ("e.f", ("e.f" + 1));
CREATE INDEX ON "a.b"."C.D" ((1));

CREATE TABLE "Ünïcödé"."Бібліотека" (
    "ключ" integer PRIMARY KEY,
    "書名" text COLLATE "POSIX" NOT NULL UNIQUE,
    "naïve" text DEFAULT 'naïve — “quoted”',
    "𝒞" numeric(1000,0)
);
COMMENT ON TABLE "Ünïcödé"."Бібліотека" IS 'Книжки 📚';
CREATE TABLE nothing ();
COMMENT ON TABLE nothing IS 'A table without columns';

CREATE TABLE a_table_with_a_name_that_is_as_long_as_postgresql_will_allow_it (
    a_column_with_a_name_that_is_as_long_as_postgresql_will_allow__ integer UNIQUE,
    another_column_with_a_name_that_is_as_long_as_postgresql_allows serial,
    CHECK (a_column_with_a_name_that_is_as_long_as_postgresql_will_allow__ > 0),
    CHECK (another_column_with_a_name_that_is_as_long_as_postgresql_allows > 0),
    CHECK (a_column_with_a_name_that_is_as_long_as_postgresql_will_allow__ > another_column_with_a_name_that_is_as_long_as_postgresql_allows)
);
CREATE INDEX ON a_table_with_a_name_that_is_as_long_as_postgresql_will_allow_it
    (a_column_with_a_name_that_is_as_long_as_postgresql_will_allow__, another_column_with_a_name_that_is_as_long_as_postgresql_allows);

-- Names that PostgreSQL chooses, taken before it can.
CREATE TABLE books (id integer, title text, CONSTRAINT books_title_key CHECK (title <> ''), UNIQUE (title));
CREATE SEQUENCE copies_id_seq;
CREATE TABLE copies (id serial PRIMARY KEY, book integer, shelf integer);
ALTER TABLE books ADD CONSTRAINT books_other PRIMARY KEY (id);
ALTER TABLE copies ADD CONSTRAINT copies_shelf_fkey FOREIGN KEY (book) REFERENCES books;
ALTER TABLE copies ADD FOREIGN KEY (shelf) REFERENCES copies (id);

CREATE FUNCTION "user"."trigger"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER "use" AFTER INSERT ON "user"."user" FOR EACH ROW EXECUTE FUNCTION "user"."trigger"('a''b', '\', 'c,d', '');
CREATE TRIGGER "use" AFTER INSERT ON public."user" FOR EACH ROW EXECUTE FUNCTION "user"."trigger"('a''b', '\', 'c,d', '');
CREATE TRIGGER "after" BEFORE UPDATE OF "select", "Group By" ON "user"."user" FOR EACH ROW
    WHEN (OLD."select" IS DISTINCT FROM NEW."select" AND OLD."Group By" = 'long') EXECUTE FUNCTION "user"."trigger"();
CREATE POLICY "for" ON "user"."user" USING ("user" = "user".length("select") AND "from" <> 'ASC');
CREATE POLICY "to" ON public."user" FOR DELETE USING (EXISTS (SELECT FROM "user"."user" u WHERE u."user" = "user"."user"));

CREATE VIEW "user"."view" AS SELECT u.*, u."user" AS "User", c."e.f", "user".length(u."select") AS "length", 'long'::"user".text AS t
    FROM "user"."user" u LEFT JOIN "a.b"."c.d" c ON c."e.f" = u."user" WHERE false;
CREATE VIEW "a.b"."c.d view" ("a.b", """") AS SELECT "e.f", u FROM "a.b"."c.d", public."user" u;
CREATE VIEW public."Order" AS TABLE "Ünïcödé"."Бібліотека" ORDER BY "書名" COLLATE "C" DESC;
CREATE VIEW v AS VALUES (1, 'one'::text), (2, 'two');
