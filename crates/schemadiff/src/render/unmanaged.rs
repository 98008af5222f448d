//! What a database has that no model can say, in words.

use std::fmt::Write as _;

use super::visible;
use crate::survey::{self, Survey};

/// How much there is of each class: `2 casts, 1 operator class, 3 with column storage`; nothing when there is none.
pub fn counts(survey: &Survey) -> Option<String> {
    let classes = survey::classes();
    let counts: Vec<_> = survey
        .counts()
        .into_iter()
        .map(|(class, many)| match classes.get(class) {
            Some(about) if !about.is_object => format!("{many} with {class}"),
            _ if many == 1 => format!("1 {class}"),
            _ => format!("{many} {}", plural(class)),
        })
        .collect();
    (!counts.is_empty()).then(|| counts.join(", "))
}

/// Every one of them, a line each.
pub fn names(survey: &Survey) -> String {
    let mut lines = String::new();
    for found in &survey.unmanaged {
        let _ = writeln!(lines, "{}: {}", found.class, visible(&found.name));
    }
    lines
}

/// What is nobody's business, a line each: what comes and goes with extensions, and what is out of scope.
pub fn left_out(survey: &Survey) -> String {
    let of: Vec<_> = survey
        .left_out
        .iter()
        .map(|(extension, many)| format!("{many} of {extension}"))
        .collect();
    let mut lines = String::new();
    if !of.is_empty() {
        let _ = writeln!(lines, "Objects that belong to extensions: {}", of.join(", "));
    }
    if survey.out_of_scope > 0 {
        let _ = writeln!(
            lines,
            "Objects out of scope, left as they are: {}",
            survey.out_of_scope
        );
    }
    lines
}

/// The plural of the words for a class.
fn plural(class: &str) -> String {
    let (noun, rest) = class.split_once(" of ").unwrap_or((class, ""));
    let rest = if rest.is_empty() {
        String::new()
    } else {
        format!(" of {rest}")
    };
    if noun.ends_with("statistics") || noun.ends_with("privileges") {
        return class.to_owned();
    }
    match noun.strip_suffix('y') {
        Some(stem) => format!("{stem}ies{rest}"),
        None if noun.ends_with('s') => format!("{noun}es{rest}"),
        None => format!("{noun}s{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::Unmanaged;

    #[test]
    fn counts_are_words() {
        let found = |class: &str| Unmanaged {
            class: class.to_owned(),
            name: "x".to_owned(),
            schema: None,
        };
        let survey = Survey {
            unmanaged: [
                "cast",
                "cast",
                "operator class",
                "operator class",
                "text search dictionary",
                "text search dictionary",
                "column storage",
                "type of an unknown kind",
                "type of an unknown kind",
            ]
            .map(found)
            .into(),
            ..Survey::default()
        };
        assert_eq!(
            counts(&survey).as_deref(),
            Some(
                "2 casts, 1 with column storage, 2 operator classes, 2 text search dictionaries, 2 types of an unknown kind"
            )
        );
        assert_eq!(counts(&Survey::default()), None);
    }
}
