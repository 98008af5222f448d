//! The rule `ip-address-type`: addresses of machines are inet.

use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL304",
    name: "ip-address-type",
    group: Group::Types,
    minimal: Level::Off,
    document: Level::Warning,
    wants: "Addresses of machines are inet",
    why: "inet refuses what is no address, knows networks, and takes less room.",
    keys: &["types.ip_address"],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    let convention = &subject.conventions.types.ip_address;
    for (view, column) in subject.columns() {
        if convention.names(&column.name) && convention.refuses(&column.data_type) {
            let wanted = convention.data_type.as_ref().map_or_else(String::new, ToString::to_string);
            let array = if column.data_type.array { "[]" } else { "" };
            out.find(
                view.column(&column.name),
                format!("`{}.{}` holds an address as `{}`", view.name(), column.name, column.data_type),
                format!("write `{wanted}{array}`"),
            );
        }
    }
}
