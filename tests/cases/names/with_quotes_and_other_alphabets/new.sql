CREATE TABLE "say ""hi""" ("it's $1" integer PRIMARY KEY, "back\slash" text DEFAULT 'a\b', "größe" numeric, "名前" text, "100 %" integer CHECK ("100 %" <= 100));
CREATE INDEX "größe_👍" ON "say ""hi""" ("größe", "名前");
CREATE VIEW "ansicht für ""hi""" AS SELECT "it's $1" AS "$", "名前" AS "a""b" FROM "say ""hi""";
COMMENT ON COLUMN "say ""hi"""."名前" IS 'Name';
