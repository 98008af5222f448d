//! Privileges as a model writes them: what stands between `GRANT` and `ON`.

use pg_query::NodeEnum;

use super::place::Place;
use crate::syntax::Granted;
use crate::{SqlError, convert};

/// What a grant may end with here.
const OPTION: &str = "with grant option";

/// Parses privileges, and whether they may be passed on: `select, update (name)`, `all with grant option`.
///
/// ```
/// let (privileges, option) = schemadiff_sql::parse_privileges("select, update (name) with grant option")?;
/// assert_eq!(privileges[1].columns, ["name"]);
/// assert!(option);
/// # Ok::<(), schemadiff_sql::SqlError>(())
/// ```
pub fn parse_privileges(text: &str) -> Result<(Vec<Granted>, bool), SqlError> {
    let (words, option) = without_option(text);
    let place = Place::between("GRANT ", " ON TABLE x TO y", "a list of privileges");
    let privileges = place.read(words, |statement| match statement {
        NodeEnum::GrantStmt(grant) if !grant.grant_option => Some(convert::privileges(&grant.privileges)),
        _ => None,
    })?;
    Ok((privileges, option))
}

/// Takes the grant option off, however its words are spaced.
fn without_option(text: &str) -> (&str, bool) {
    let mut rest = text.trim_end();
    for word in OPTION.rsplit(' ') {
        let start = rest.len().saturating_sub(word.len());
        let Some((before, last)) = rest.split_at_checked(start) else {
            return (text, false);
        };
        if !last.eq_ignore_ascii_case(word) {
            return (text, false);
        }
        rest = before.trim_end();
    }
    (rest, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_option_is_told_from_privileges() {
        assert_eq!(without_option("select  WITH grant\n option "), ("select", true));
        assert_eq!(without_option("select"), ("select", false));
        assert!(parse_privileges("fly").is_err());
        assert!(parse_privileges("select on table y to z; grant insert").is_err());
    }
}
