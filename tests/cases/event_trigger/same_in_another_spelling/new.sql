create function watch() returns event_trigger language plpgsql as $$ begin end $$;
create event trigger watched on ddl_command_start when tag in ('drop table', 'create table') execute procedure watch();
alter event trigger watched enable always;
