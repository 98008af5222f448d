CREATE FOREIGN DATA WRAPPER antenna;
CREATE SERVER southern FOREIGN DATA WRAPPER antenna;
CREATE FOREIGN TABLE signals (id bigint OPTIONS (column_name 'number'), band text) SERVER southern OPTIONS (table_name 'signals', fetch_size '100');
