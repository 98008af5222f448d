CREATE TABLE a (id integer NOT NULL, CONSTRAINT a_pkey PRIMARY KEY (id));
CREATE TABLE b (id integer NOT NULL, CONSTRAINT known PRIMARY KEY (id));
CREATE TABLE c (id integer NOT NULL, x integer, CONSTRAINT c_pkey PRIMARY KEY (id), CONSTRAINT c_x_key UNIQUE (x));
CREATE TABLE d (x integer, y integer, CONSTRAINT either UNIQUE (x, y), CONSTRAINT d_y_x_key UNIQUE (y, x));
CREATE TABLE e (id integer NOT NULL, CONSTRAINT e_pkey PRIMARY KEY (id), CONSTRAINT e_id_key UNIQUE (id) DEFERRABLE);
