CREATE TABLE users (tenant_id integer, id integer, PRIMARY KEY (tenant_id, id));
CREATE TABLE posts (tenant_id integer NOT NULL, author_id integer, CONSTRAINT posts_author FOREIGN KEY (tenant_id, author_id) REFERENCES users (tenant_id, id));
