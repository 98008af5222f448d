CREATE FUNCTION current_user_id() RETURNS integer LANGUAGE sql STABLE AS $$SELECT current_setting('app.user_id', true)::integer$$;
CREATE TABLE members (project_id integer, user_id integer, PRIMARY KEY (project_id, user_id));
CREATE TABLE a_projects (id integer PRIMARY KEY, name text);
ALTER TABLE a_projects ENABLE ROW LEVEL SECURITY;
CREATE POLICY member ON a_projects
    USING (EXISTS (SELECT FROM members m WHERE m.project_id = a_projects.id AND m.user_id = current_user_id()));
