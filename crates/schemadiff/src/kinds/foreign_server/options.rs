//! `OPTIONS (…)`, given and changed.

use std::collections::BTreeMap;

use schemadiff_sql::quote;

use crate::catalog::ident;

/// Options by name.
pub(crate) type Options = BTreeMap<String, String>;

/// ` OPTIONS (name 'value')` with a blank in front, or nothing.
pub(crate) fn given(options: &Options) -> String {
    clause(
        options
            .iter()
            .map(|(name, value)| format!("{} {}", ident(name), quote::literal(value))),
    )
}

/// ` OPTIONS (ADD …, SET …, DROP …)` that makes `new` of `old`, or nothing.
pub(crate) fn changed(old: &Options, new: &Options) -> String {
    let wanted = new.iter().filter_map(|(name, value)| match old.get(name) {
        Some(before) if before == value => None,
        Some(_) => Some(format!("SET {} {}", ident(name), quote::literal(value))),
        None => Some(format!("ADD {} {}", ident(name), quote::literal(value))),
    });
    let gone = old
        .keys()
        .filter(|name| !new.contains_key(*name))
        .map(|name| format!("DROP {}", ident(name)));
    clause(wanted.chain(gone))
}

fn clause(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    match items.as_slice() {
        [] => String::new(),
        items => format!(" OPTIONS ({})", items.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_said() {
        let options = |pairs: &[(&str, &str)]| -> Options {
            pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect()
        };
        let old = options(&[("a", "1"), ("b", "2"), ("user", "3")]);
        let new = options(&[("a", "1"), ("b", "it's"), ("d", "4")]);
        assert_eq!(
            changed(&old, &new),
            " OPTIONS (SET b 'it''s', ADD d '4', DROP \"user\")"
        );
        assert_eq!(changed(&old, &old), "");
        assert_eq!(given(&options(&[("a", "1")])), " OPTIONS (a '1')");
        assert_eq!(given(&options(&[])), "");
    }
}
