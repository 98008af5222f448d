CREATE TABLE a_docs (id integer PRIMARY KEY);
CREATE TABLE z_members (doc_id integer REFERENCES a_docs, user_name text NOT NULL);
ALTER TABLE a_docs ENABLE ROW LEVEL SECURITY;
CREATE POLICY members ON a_docs USING (id IN (SELECT doc_id FROM z_members WHERE user_name = current_user));
