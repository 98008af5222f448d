create foreign data wrapper antenna;
create server southern foreign data wrapper antenna;
create foreign table signals (id int8 options (column_name 'number') not null, strength decimal(6, 2) default 0 check (strength > 0))
  server southern options (table_name 'signals', schema_name 'public');
