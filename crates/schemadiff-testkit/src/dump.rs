//! Making two dumps comparable without hiding a difference that matters.
//!
//! Everything that is taken out or put into another order is named here with the reason; all else is compared to the
//! byte.

/// Brings a schema dump into the form that is compared.
///
/// * What comes before the first object and after the last goes: settings of the session and remarks, the same for all.
/// * Objects are put in the order of their headings. `pg_dump` orders by name and dependency, and breaks ties by when
///   things were created (`src/bin/pg_dump/pg_dump_sort.c`).
/// * In a table, the columns and constraints, and the statements that follow it (storage, statistics), are put in the
///   order of their text: a column that is added comes last, and PostgreSQL cannot reorder columns.
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
        let mut body = body.join("\n").trim().to_owned();
        if heading.contains("; Type: TABLE;") || heading.contains("; Type: FOREIGN TABLE;") {
            body = table(&body);
        }
        objects.push(format!("{heading}\n{body}\n"));
    }
    objects.sort();
    objects.join("\n")
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
            let mut parts = split(&rest[..end]);
            parts.sort();
            *statement = format!("{head}(\n    {}\n{}", parts.join(",\n    "), &rest[end..]);
        }
    }
    statements.sort();
    statements.join("\n")
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
