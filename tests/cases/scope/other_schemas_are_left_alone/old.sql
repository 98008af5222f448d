CREATE SCHEMA billing;
CREATE SCHEMA audit;
CREATE TABLE audit.log (id bigint PRIMARY KEY, what text);
CREATE INDEX log_what ON audit.log (what);
CREATE FUNCTION audit.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER noted BEFORE INSERT ON audit.log FOR EACH ROW EXECUTE FUNCTION audit.note();
CREATE TABLE public.settings (name text PRIMARY KEY);
CREATE TABLE billing.invoices (id bigint PRIMARY KEY);
CREATE TABLE billing.legacy (id bigint);
