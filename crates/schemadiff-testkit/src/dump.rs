//! Making two dumps comparable without hiding a difference that matters.
//!
//! Everything that is taken out or put into another order is named here with the reason; all else is compared to the
//! byte.

use crate::attached::name_attached;

/// Brings a schema dump into the form that is compared.
///
/// * What comes before the first object and after the last goes: settings of the session and remarks, the same for all.
/// * Objects are put in the order of their headings. `pg_dump` orders by name and dependency, and breaks ties by when
///   things were created (`src/bin/pg_dump/pg_dump_sort.c`).
/// * In a table, the columns and constraints, and the statements that follow it (storage, statistics), are put in the
///   order of their text: a column that is added comes last, and PostgreSQL cannot reorder columns.
/// * NOT NULL constraints lose names that PostgreSQL has chosen, which it keeps when a table or column is renamed.
/// * Storage parameters and options of views are put in the order of their names, and those that are on or off are written
///   `true` or `false`: PostgreSQL keeps the order and spelling in which they were set. Options of views that are off, which
///   is the default, are left out.
/// * In views, the names of the columns of a function in FROM are left out where it goes by its own name: PostgreSQL prints
///   those that its row type had when the view was made.
/// * Settings of a function are put in the order of their names: PostgreSQL keeps the order in which they were set.
/// * The columns of `UPDATE OF` of a trigger are put in the order of their names, which means nothing.
/// * So are the tags of an event trigger, and the columns of extended statistics, which PostgreSQL prints in the order of
///   the table.
/// * The statements about the privileges on one object are put in the order of their text: `pg_dump` writes them in the
///   order in which they were given, which means nothing.
/// * An index of a partition that belongs to an index of the partitioned table is called after both: PostgreSQL chose its
///   name, by the names that columns had and the names that were taken at the time, and no model says it. So is a key of a
///   partition whose name looks like one that PostgreSQL has chosen. The comment of an index is left out of those of its
///   partitions: before PostgreSQL 17 they got it when the type of a column changed (observed on 14 to 18).
/// * The table space and access method are settings between the objects; they become remarks at those objects that they
///   apply to, when they are not the defaults.
pub fn normalize(dump: &str) -> String {
    let lines: Vec<&str> = dump.lines().collect();
    let starts: Vec<usize> = (0..lines.len()).filter(|at| is_heading(&lines[*at..])).collect();
    let mut session = Session::default();
    if let Some(first) = starts.first() {
        session.take(&mut lines[..*first].to_vec());
    }
    let mut objects = Vec::new();
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(lines.len());
        let mut body = lines[start + 3..end].to_vec();
        let heading = format!("{}{}", lines[start + 1], session.remarks());
        session.take(&mut body);
        let body = body.join("\n").trim().to_owned();
        let body = match type_of(&heading) {
            "TABLE" | "FOREIGN TABLE" => table(&options(&body)),
            "VIEW" => without_defaults(&options(&without_column_names(&body))),
            "MATERIALIZED VIEW" => options(&without_column_names(&body)),
            "INDEX" | "CONSTRAINT" => options(&body),
            "TRIGGER" => trigger(&body),
            "STATISTICS" => statistics(&body),
            "EVENT TRIGGER" => event_trigger(&body),
            "ACL" | "DEFAULT ACL" => lines_in_order(&body),
            "FUNCTION" | "PROCEDURE" => settings(&body),
            _ => body,
        };
        objects.push((heading, body));
    }
    name_attached(&mut objects);
    objects.sort();
    let objects: Vec<_> = objects
        .iter()
        .map(|(heading, body)| format!("{heading}\n{body}\n"))
        .collect();
    objects.join("\n")
}

/// The type in a heading: `-- Name: users; Type: TABLE; Schema: public; Owner: postgres`.
pub(crate) fn type_of(heading: &str) -> &str {
    let rest = heading.split_once("; Type: ").map_or("", |(_, rest)| rest);
    rest.split_once(';').map_or(rest, |(kind, _)| kind)
}

/// Takes `(a, b)` off `FROM app.f(1) f(a, b)`.
fn without_column_names(view: &str) -> String {
    let mut out = String::new();
    for line in view.split_inclusive('\n') {
        let called = line
            .trim_start()
            .strip_prefix("FROM ")
            .or_else(|| line.split_once("JOIN ").map(|(_, rest)| rest));
        let bare = called
            .and_then(|called| called.split_once('('))
            .map(|(name, _)| name.rsplit('.').next().unwrap_or(name));
        let alias = bare.map(|bare| format!(") {bare}("));
        let list = alias.and_then(|alias| {
            let begin = line.find(&alias)? + alias.len() - 1;
            Some((begin, begin + line[begin..].find(')')? + 1))
        });
        match list {
            Some((begin, end)) => {
                out += &line[..begin];
                out += &line[end..];
            }
            None => out += line,
        }
    }
    out
}

/// Sorts statements of a line each.
fn lines_in_order(body: &str) -> String {
    let mut lines: Vec<&str> = body.lines().collect();
    lines.sort_unstable();
    lines.join("\n")
}

/// Sorts what stands in `WITH (…)`, and gives it one spelling.
fn options(body: &str) -> String {
    let mut out = String::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once("WITH (") {
        out += before;
        out += "WITH (";
        rest = after;
        let Some(end) = closing(after) else { continue };
        let mut parts: Vec<String> = split(&after[..end]).into_iter().map(option).collect();
        parts.sort();
        out += &parts.join(", ");
        rest = &after[end..];
    }
    out + rest
}

/// Sorts the settings of a function, which come before its body.
fn settings(body: &str) -> String {
    let mut lines: Vec<&str> = body.lines().collect();
    let setting = "    SET ";
    let first = lines.iter().position(|line| line.starts_with(setting));
    let first = first.unwrap_or(lines.len());
    let many = lines[first..]
        .iter()
        .take_while(|line| line.starts_with(setting))
        .count();
    lines[first..first + many].sort_unstable();
    lines.join("\n")
}

/// A view without options that are off, which is what they are anyway.
fn without_defaults(view: &str) -> String {
    let Some((head, query)) = view.split_once(" AS\n") else {
        return view.to_owned();
    };
    let mut head = head.to_owned();
    for name in ["security_barrier", "security_invoker"] {
        let off = format!("{name}='false'");
        for text in [format!("{off}, "), format!(", {off}"), format!(" WITH ({off})")] {
            head = head.replace(&text, "");
        }
    }
    format!("{head} AS\n{query}")
}

/// `fillfactor='80'`, whether it was written with quotes or without.
fn option(text: &str) -> String {
    match text.split_once('=') {
        Some((name, value)) => {
            let value = value.trim_matches('\'');
            let value = match value {
                "on" => "true",
                "off" => "false",
                other => other,
            };
            format!("{name}='{value}'")
        }
        None => text.to_owned(),
    }
}

/// Sorts the columns of `UPDATE OF`.
fn trigger(body: &str) -> String {
    let columns = body
        .split_once(" UPDATE OF ")
        .and_then(|(before, rest)| Some((before, rest.split_once(" ON ")?)));
    let Some((before, (columns, after))) = columns else {
        return body.to_owned();
    };
    let (columns, others) = columns.split_once(" OR ").unwrap_or((columns, ""));
    let mut columns = split(columns);
    columns.sort_unstable();
    let others = if others.is_empty() {
        String::new()
    } else {
        format!(" OR {others}")
    };
    format!("{before} UPDATE OF {}{others} ON {after}", columns.join(", "))
}

/// Sorts the tags of an event trigger.
fn event_trigger(body: &str) -> String {
    let tags = body
        .split_once(" WHEN TAG IN (")
        .and_then(|(before, rest)| Some((before, rest.split_once(')')?)));
    let Some((before, (tags, after))) = tags else {
        return body.to_owned();
    };
    let mut tags = split(tags);
    tags.sort_unstable();
    format!("{before} WHEN TAG IN ({}){after}", tags.join(", "))
}

/// Sorts the columns of extended statistics, which come before the expressions.
fn statistics(body: &str) -> String {
    let elements = body
        .split_once(" ON ")
        .and_then(|(before, rest)| Some((before, rest.split_once(" FROM ")?)));
    let Some((before, (elements, after))) = elements else {
        return body.to_owned();
    };
    let (mut columns, expressions): (Vec<_>, Vec<_>) =
        split(elements).into_iter().partition(|one| !one.contains('('));
    columns.sort_unstable();
    columns.extend(expressions);
    format!("{before} ON {} FROM {after}", columns.join(", "))
}

/// Three lines that begin an object: a bare comment, its name and type, a bare comment.
fn is_heading(lines: &[&str]) -> bool {
    matches!(lines, ["--", name, "--", ..] if name.starts_with("-- Name: "))
}

/// The settings that decide where the tables that follow are put.
#[derive(Debug, Default)]
struct Session {
    tablespace: String,
    access_method: String,
}

impl Session {
    /// Takes what stands after an object but belongs to what follows, and the remarks at the end of the dump.
    fn take(&mut self, lines: &mut Vec<&str>) {
        let (mut tablespace, mut access_method) = (None, None);
        while let Some(line) = lines.last() {
            if let Some(value) = line.strip_prefix("SET default_tablespace = ") {
                tablespace.get_or_insert(value);
            } else if let Some(value) = line.strip_prefix("SET default_table_access_method = ") {
                access_method.get_or_insert(value);
            } else if !(line.is_empty() || line.starts_with("--") || line.starts_with("\\unrestrict")) {
                break;
            }
            lines.pop();
        }
        if let Some(value) = tablespace {
            value.clone_into(&mut self.tablespace);
        }
        if let Some(value) = access_method {
            value.clone_into(&mut self.access_method);
        }
    }

    fn remarks(&self) -> String {
        let tablespace = Some(&self.tablespace).filter(|value| !["", "'';"].contains(&value.as_str()));
        let method = Some(&self.access_method).filter(|value| !["", "heap;"].contains(&value.as_str()));
        let mut remarks = String::new();
        for (name, value) in [("tablespace", tablespace), ("access method", method)] {
            if let Some(value) = value {
                remarks += &format!(" ({name} {value})");
            }
        }
        remarks
    }
}

/// Sorts the columns and constraints of a table, and the statements that follow its creation.
fn table(body: &str) -> String {
    let mut statements: Vec<String> = body
        .split_inclusive(";\n")
        .map(|text| text.trim().to_owned())
        .collect();
    for statement in &mut statements {
        if statement.starts_with("CREATE")
            && let Some((head, rest)) = statement.split_once("(\n")
            && let Some(end) = closing(rest)
        {
            let mut parts: Vec<String> = split(&rest[..end])
                .into_iter()
                .map(without_not_null_name)
                .collect();
            parts.sort();
            *statement = format!("{head}(\n    {}\n{}", parts.join(",\n    "), &rest[end..]);
        }
    }
    statements.sort();
    statements.join("\n")
}

/// A column without the name that PostgreSQL chose for its NOT NULL constraint: `id integer CONSTRAINT people_id_not_null NOT NULL`.
fn without_not_null_name(column: &str) -> String {
    let named = column
        .rsplit_once(" NOT NULL")
        .and_then(|(before, after)| Some((before.rsplit_once(" CONSTRAINT ")?, after)))
        .filter(|((_, name), _)| looks_chosen(name));
    match named {
        Some(((before, _), after)) => format!("{before} NOT NULL{after}"),
        None => column.to_owned(),
    }
}

/// Whether PostgreSQL has probably chosen the name of a NOT NULL: `ChooseConstraintName` in `src/backend/catalog/pg_constraint.c`
/// lets it end in `_not_null`, and a number where something else has it.
fn looks_chosen(name: &str) -> bool {
    let bare = name
        .trim_end_matches('"')
        .trim_end_matches(|digit: char| digit.is_ascii_digit());
    bare.ends_with("_not_null") && walk(name).all(|(_, character, _)| character != ' ')
}

/// Where the parenthesis closes that was opened before the text.
fn closing(text: &str) -> Option<usize> {
    walk(text)
        .find(|(_, character, depth)| *character == ')' && *depth == 0)
        .map(|(at, ..)| at)
}

/// The parts between the commas that are in no parentheses.
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, character, depth) in walk(text) {
        if character == ',' && depth == 0 {
            parts.push(text[from..at].trim());
            from = at + 1;
        }
    }
    parts.push(text[from..].trim());
    parts
}

/// The characters outside of quotes, each with how many parentheses are open before it. A doubled quote closes and opens
/// again, which comes to the same.
fn walk(text: &str) -> impl Iterator<Item = (usize, char, usize)> {
    let mut quote = None;
    let mut depth = 0_usize;
    text.char_indices().filter_map(move |(at, character)| {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (None, '\'' | '"') => quote = Some(character),
            (Some(_), _) => {}
            (None, _) => {
                let before = depth;
                match character {
                    '(' => depth += 1,
                    ')' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                return Some((at, character, before));
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::normalize;

    fn dump(objects: &[(&str, &str)]) -> String {
        let mut text =
            "--\n-- PostgreSQL database dump\n--\n\n\\restrict abc\nSET lock_timeout = 0;\n\n".to_owned();
        for (heading, body) in objects {
            text += &format!("--\n-- Name: {heading}; Schema: public; Owner: postgres\n--\n\n{body}\n\n\n");
        }
        text + "--\n-- PostgreSQL database dump complete\n--\n\n\\unrestrict abc\n\n"
    }

    fn tables(columns: &str) -> String {
        normalize(&dump(&[(
            "t; Type: TABLE",
            &format!("CREATE TABLE public.t (\n{columns}\n);"),
        )]))
    }

    #[test]
    fn names_behind_a_function_that_goes_by_its_own_name_do_not_count() {
        let view = |from: &str| {
            let body = format!("CREATE VIEW public.v AS\n SELECT f.a\n   FROM {from};");
            normalize(&dump(&[("v; Type: VIEW", &body)]))
        };
        assert_eq!(view("public.f(1) f(a)"), view("public.f(1) f(a, b)"));
        assert_ne!(view("public.f(1) f(a)"), view("public.f(2) f(a)"));
        assert_ne!(view("public.f(1) g(a)"), view("public.f(1) g(b)"));
    }

    #[test]
    fn the_order_of_columns_does_not_count() {
        let one = tables("    a integer DEFAULT f(1, 2),\n    b text DEFAULT 'x), (y'::text NOT NULL");
        let other = tables("    b text DEFAULT 'x), (y'::text NOT NULL,\n    a integer DEFAULT f(1, 2)");
        assert_eq!(one, other);
        assert!(
            one.contains("    a integer DEFAULT f(1, 2),\n    b text"),
            "{one}"
        );
        assert_ne!(
            one,
            tables("    a integer DEFAULT f(2, 1),\n    b text DEFAULT 'x), (y'::text NOT NULL")
        );
    }

    #[test]
    fn the_order_of_objects_does_not_count() {
        let (one, other) = (
            ("a; Type: VIEW", "CREATE VIEW a"),
            ("b; Type: VIEW", "CREATE VIEW b"),
        );
        assert_eq!(normalize(&dump(&[one, other])), normalize(&dump(&[other, one])));
        assert_ne!(normalize(&dump(&[one, other])), normalize(&dump(&[one])));
    }

    #[test]
    fn what_has_no_meaning_does_not_count() {
        assert_eq!(
            tables("    id integer CONSTRAINT \"a b_id_not_null1\" NOT NULL"),
            tables("    id integer NOT NULL")
        );
        assert_ne!(
            tables("    id integer CONSTRAINT \"a b\" NOT NULL"),
            tables("    id integer NOT NULL")
        );
        assert_ne!(tables("    id integer"), tables("    id integer NOT NULL"));

        let trigger = |columns: &str| {
            let body = format!(
                "CREATE TRIGGER t AFTER INSERT OR UPDATE OF {columns} OR TRUNCATE ON public.t FOR EACH ROW"
            );
            normalize(&dump(&[("t t; Type: TRIGGER", &body)]))
        };
        assert_eq!(trigger("b, a"), trigger("a, b"));
        assert_ne!(trigger("a, b"), trigger("a"));

        let attached = |name: &str, on: &str| {
            normalize(&dump(&[
                (
                    &format!("{}; Type: INDEX", crate::attached::unquoted(name)),
                    &format!("CREATE INDEX {name} ON public.t_1 USING btree ({on});"),
                ),
                (
                    &format!("{}; Type: INDEX ATTACH", crate::attached::unquoted(name)),
                    &format!("ALTER INDEX public.t_a_idx ATTACH PARTITION public.{name};"),
                ),
            ]))
        };
        assert_eq!(attached("t_1_a_idx", "a"), attached("t_1_old_idx", "a"));
        assert_ne!(attached("t_1_a_idx", "a"), attached("t_1_a_idx", "b"));
        assert_eq!(
            attached("t_1_a_idx", "a"),
            attached("\"t_1_a \"\"b\"\".c_idx1\"", "a")
        );

        let commented = |part: &str| {
            normalize(&dump(&[
                (
                    "p_idx; Type: INDEX",
                    "CREATE INDEX p_idx ON public.t_1 USING btree (a);",
                ),
                (
                    "p_idx; Type: INDEX ATTACH",
                    "ALTER INDEX public.t_idx ATTACH PARTITION public.p_idx;",
                ),
                (
                    "INDEX t_idx; Type: COMMENT",
                    "COMMENT ON INDEX public.t_idx IS 'one';",
                ),
                ("INDEX p_idx; Type: COMMENT", part),
            ]))
        };
        let (same, other) = (
            commented("COMMENT ON INDEX public.p_idx IS 'one';"),
            commented("COMMENT ON INDEX public.p_idx IS 'two';"),
        );
        assert!(
            !same.contains("p_idx IS") && other.contains("IS 'two'"),
            "{same}{other}"
        );

        let key = |name: &str, unique: &str| {
            normalize(&dump(&[
                (
                    &format!("t_1 {name}; Type: CONSTRAINT"),
                    &format!("ALTER TABLE ONLY \"a.b\".t_1\n    ADD CONSTRAINT {name} {unique};"),
                ),
                (
                    &format!("{name}; Type: INDEX ATTACH"),
                    &format!("ALTER INDEX \"a.b\".t_key ATTACH PARTITION \"a.b\".{name};"),
                ),
            ]))
        };
        assert_eq!(key("t_1_a_key", "UNIQUE (a)"), key("t_1_a_key1", "UNIQUE (a)"));
        assert_ne!(key("t_1_a_key", "UNIQUE (a)"), key("t_1_a_key", "UNIQUE (b)"));
        assert_ne!(key("t_1_once", "UNIQUE (a)"), key("t_1_a_key", "UNIQUE (a)"));
    }

    #[test]
    fn options_have_one_order_and_spelling() {
        let index = |options: &str| {
            normalize(&dump(&[(
                "i; Type: INDEX",
                &format!("CREATE INDEX i ON public.t USING btree (a) WITH ({options}) WHERE (b > 0);"),
            )]))
        };
        assert_eq!(
            index("fillfactor='90', deduplicate_items=off"),
            index("deduplicate_items='false', fillfactor='90'")
        );
        assert_ne!(index("fillfactor='90'"), index("fillfactor='80'"));
    }

    #[test]
    fn options_of_views_that_are_off_do_not_count() {
        let view = |options: &str| {
            normalize(&dump(&[(
                "v; Type: VIEW",
                &format!("CREATE VIEW public.v{options} AS\n SELECT 1 AS a;"),
            )]))
        };
        assert_eq!(view(" WITH (security_barrier=off)"), view(""));
        assert_eq!(
            view(" WITH (security_invoker='true', security_barrier='false')"),
            view(" WITH (security_invoker='true')")
        );
        assert_ne!(view(" WITH (security_invoker='true')"), view(""));
    }

    #[test]
    fn bodies_are_kept_to_the_byte() {
        let body = "CREATE FUNCTION f() RETURNS void\n    AS $$\n-- a remark\n\nSET x = 1;\n$$;";
        assert!(normalize(&dump(&[("f(); Type: FUNCTION", body)])).contains(body));
    }

    #[test]
    fn a_setting_between_objects_belongs_to_the_next() {
        let table = |name: &str, after: &str| {
            (
                format!("{name}; Type: TABLE"),
                format!("CREATE TABLE {name} (\n);\n\n{after}"),
            )
        };
        let write = |tables: &[(String, String)]| {
            let tables: Vec<_> = tables.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            normalize(&dump(&tables))
        };
        let usual = write(&[table("a", "SET default_tablespace = '';"), table("b", "")]);
        let fast = write(&[table("a", "SET default_tablespace = fast;"), table("b", "")]);
        assert_ne!(usual, fast);
        assert!(
            fast.contains("(tablespace fast;)") && !usual.contains("tablespace"),
            "{fast}"
        );
    }
}
