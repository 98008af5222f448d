CREATE TABLE m_users (id integer PRIMARY KEY);
CREATE VIEW a_first AS SELECT id FROM m_users;
CREATE VIEW z_second AS SELECT id FROM a_first;
CREATE VIEW b_third AS SELECT id FROM z_second JOIN a_first USING (id);
