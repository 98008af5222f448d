//! Names that are put together: `idx_{table}_{columns}`.

use crate::diag::nearest;

/// A name with gaps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    text: String,
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Gap(String),
}

/// What a gap is filled with: all that would do, the best first; nothing for whatever is at least one character long.
pub(super) type Fill<'a> = &'a dyn Fn(&str) -> Vec<String>;

impl Template {
    /// Reads a template that may have these gaps.
    ///
    /// # Errors
    /// With what is wrong and what to do, for people.
    pub(super) fn parse(text: &str, gaps: &[&str]) -> Result<Self, (String, String)> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, gap)) = rest.split_once('{') {
            let Some((gap, after)) = gap.split_once('}') else {
                return Err((
                    format!("`{text}` has a `{{` without a `}}`"),
                    "close it".to_owned(),
                ));
            };
            if !gaps.contains(&gap) {
                let known: Vec<_> = gaps.iter().map(|gap| format!("`{{{gap}}}`")).collect();
                let help = match nearest(gap, gaps.iter().copied()) {
                    Some(near) => format!("did you mean `{{{near}}}`?"),
                    None => format!("write one of {}", known.join(", ")),
                };
                return Err((format!("there is no `{{{gap}}}` here"), help));
            }
            if !before.is_empty() {
                parts.push(Part::Text(before.to_owned()));
            }
            parts.push(Part::Gap(gap.to_owned()));
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        Ok(Self {
            text: text.to_owned(),
            parts,
        })
    }

    /// One that is known to be right.
    pub(super) fn known(text: &str, gaps: &[&str]) -> Self {
        Self::parse(text, gaps).unwrap_or_else(|_| Self {
            text: text.to_owned(),
            parts: vec![Part::Text(text.to_owned())],
        })
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether a name is what it makes.
    pub(super) fn takes(&self, name: &str, fill: Fill<'_>) -> bool {
        takes(&self.parts, name, fill)
    }

    /// The best name that it makes; nothing where a gap stands for anything.
    pub(super) fn make(&self, fill: Fill<'_>) -> Option<String> {
        let mut name = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => name.push_str(text),
                Part::Gap(gap) => name.push_str(fill(gap).first()?),
            }
        }
        Some(name)
    }

    /// Whether a name is what it makes up to a gap: names that are too long are shortened at their end by everybody in a way
    /// of his own.
    pub(super) fn takes_up_to(&self, gap: &str, name: &str, fill: Fill<'_>) -> bool {
        let end = self
            .parts
            .iter()
            .position(|part| matches!(part, Part::Gap(known) if known == gap));
        let mut parts = self.parts[..end.unwrap_or(self.parts.len())].to_vec();
        parts.push(Part::Gap(String::new()));
        takes(&parts, name, &|asked| {
            if asked.is_empty() { Vec::new() } else { fill(asked) }
        })
    }
}

fn takes(parts: &[Part], name: &str, fill: Fill<'_>) -> bool {
    let Some((first, rest)) = parts.split_first() else {
        return name.is_empty();
    };
    match first {
        Part::Text(text) => name
            .strip_prefix(text.as_str())
            .is_some_and(|name| takes(rest, name, fill)),
        Part::Gap(gap) => {
            let fillings = fill(gap);
            if fillings.is_empty() {
                let mut ends = name
                    .char_indices()
                    .map(|(index, character)| index + character.len_utf8());
                return ends.any(|end| takes(rest, &name[end..], fill));
            }
            fillings.iter().any(|filling| {
                name.strip_prefix(filling.as_str())
                    .is_some_and(|name| takes(rest, name, fill))
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(gap: &str) -> Vec<String> {
        match gap {
            "table" => vec!["users".to_owned()],
            "columns" => vec!["tenant_id_email".to_owned(), "tenant_email".to_owned()],
            _ => Vec::new(),
        }
    }

    #[test]
    fn gaps_are_filled() {
        let gaps = ["table", "columns", "any"];
        let template = Template::parse("idx_{table}_{columns}", &gaps).unwrap();
        assert_eq!(template.make(&fill).as_deref(), Some("idx_users_tenant_id_email"));
        assert!(template.takes("idx_users_tenant_email", &fill));
        assert!(!template.takes("idx_users_email", &fill));
        assert!(template.takes_up_to("columns", "idx_users_whatever", &fill));
        let open = Template::parse("{table}_{any}_check", &gaps).unwrap();
        assert!(open.takes("users_a_b_check", &fill));
        assert!(!open.takes("users_check", &fill));
        assert_eq!(open.make(&fill), None);
    }

    #[test]
    fn what_is_no_template_is_refused() {
        let (message, help) = Template::parse("idx_{tabel}", &["table"]).unwrap_err();
        assert_eq!(message, "there is no `{tabel}` here");
        assert_eq!(help, "did you mean `{table}`?");
        assert!(Template::parse("idx_{table", &["table"]).is_err());
    }
}
