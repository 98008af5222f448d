//! The rule `money-type`: money is numeric, never a float.

use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL301",
    name: "money-type",
    group: Group::Types,
    minimal: Level::Warning,
    document: Level::Error,
    wants: "Money is numeric, never a float",
    why: "A float cannot hold 0.10, so that sums are off by cents. The type money depends on a \
          setting of the server for its currency and its digits.",
    keys: &["types.money"],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    let money = &subject.conventions.types.money;
    for (view, column) in subject.columns() {
        let data_type = &column.data_type;
        let is_money = money.names(&column.name);
        let is_numeric = data_type.is_builtin("numeric");
        let refused = (is_money && money.refuses(data_type)) || data_type.is_builtin("money");
        // An amount in whole cents is an integer, and nobody's mistake.
        let another = is_money && is_numeric && money.data_type.as_ref().is_some_and(|wanted| wanted != data_type);
        if !refused && !another {
            continue;
        }
        let wanted = money.data_type.as_ref().map_or_else(|| "numeric".to_owned(), ToString::to_string);
        out.find(
            view.column(&column.name),
            format!("`{}.{}` holds money as `{data_type}`", view.name(), column.name),
            format!("write `{wanted}`"),
        );
    }
}
