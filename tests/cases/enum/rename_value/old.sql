CREATE TYPE status AS ENUM ('open', 'sent', 'closed');
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;
CREATE TABLE orders (
    id integer PRIMARY KEY,
    status status NOT NULL DEFAULT 'sent',
    history status[] NOT NULL DEFAULT '{sent}',
    note text DEFAULT 'sent',
    is_sent boolean GENERATED ALWAYS AS (status = 'sent') STORED,
    CONSTRAINT sent_has_no_note CHECK (status <> 'sent' OR note IS NULL OR note = 'sent')
);
CREATE INDEX orders_sent ON orders (id) WHERE status IN ('sent', 'closed');
CREATE VIEW sent_orders AS SELECT id, note FROM orders WHERE status = 'sent'::status AND note <> 'sent';
CREATE TRIGGER touch BEFORE UPDATE ON orders FOR EACH ROW WHEN (new.status = 'sent') EXECUTE FUNCTION touch();
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY only_sent ON orders USING (status = 'sent');
