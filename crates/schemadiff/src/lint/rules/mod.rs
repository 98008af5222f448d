//! The rules, one file each, registered once, here; the order is that of their codes.

mod index_names;

use super::report::Report;
use super::rule::{Choice, Group, Level, Rule, RuleOption};
use super::subject::Subject;

macro_rules! rules {
    ($($module:ident,)*) => {
        $(mod $module;)*

        /// Every rule.
        pub(super) const ALL: &[&Rule] = &[$(&$module::RULE,)*];
    };
}

rules! {
    table_name,
    column_name,
    enum_name,
    primary_key_name,
    foreign_key_name,
    index_name,
    unique_index_name,
    constraint_name,
    junction_table_name,
    boolean_name,
    timestamp_name,
    reserved_name,
    standard_columns,
    standard_column_definition,
    updated_at_trigger,
    soft_delete_unique,
    boolean_default,
    table_comment,
    money_type,
    timestamp_type,
    json_type,
    ip_address_type,
    string_type,
    url_type,
    key_type,
    key_overflow,
    foreign_key_type,
    duration_type,
    date_type,
    enum_type,
    serial_column,
    missing_primary_key,
    foreign_key_without_index,
    duplicate_index,
    redundant_index,
    invalid_index,
    constraint_not_valid,
    concurrent_refresh,
    tenant_row_security,
    policy_without_row_security,
    row_security_without_policy,
    security_definer_search_path,
    unused_exception,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::toml::{COLUMNS, NAMES, TYPES};
    use super::*;

    #[test]
    fn codes_and_names_are_each_given_once_and_in_order() {
        let codes: Vec<_> = ALL.iter().map(|rule| rule.code).collect();
        assert!(codes.is_sorted(), "{codes:?}");
        assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), ALL.len());
        assert_eq!(
            ALL.iter().map(|rule| rule.name).collect::<BTreeSet<_>>().len(),
            ALL.len()
        );
    }

    #[test]
    fn every_key_that_a_rule_names_is_read() {
        for key in ALL.iter().flat_map(|rule| rule.keys) {
            assert!(
                [NAMES, TYPES, COLUMNS].iter().any(|known| known.contains(key)),
                "{key}"
            );
        }
    }

    #[test]
    fn what_is_asked_of_the_document_is_asked_no_less_than_elsewhere() {
        for rule in ALL {
            assert!(
                rule.document >= rule.minimal && rule.document > Level::Off,
                "{}",
                rule.name
            );
        }
    }
}
