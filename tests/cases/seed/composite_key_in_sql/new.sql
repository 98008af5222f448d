CREATE SCHEMA auth;
CREATE TABLE auth.grants (role text, action text, note text, PRIMARY KEY (role, action));
INSERT INTO auth.grants (role, action, note) VALUES
    ('admin', 'read', NULL),
    ('admin', 'write', 'it''s fine')
ON CONFLICT (role, action) DO UPDATE SET note = excluded.note;
