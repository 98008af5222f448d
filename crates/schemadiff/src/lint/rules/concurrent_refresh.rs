//! The rule `concurrent-refresh`: a materialized view that is refreshed concurrently has a unique index over all rows.

use schemadiff_sql::syntax::IndexValue;

use crate::catalog::{Kind, ObjectRef};
use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL407",
    name: "concurrent-refresh",
    group: Group::Keys,
    minimal: Level::Error,
    document: Level::Error,
    wants: "A materialized view that is refreshed concurrently has a unique index over all rows",
    why: "REFRESH MATERIALIZED VIEW CONCURRENTLY fails without one: a unique index on columns \
          alone, without a condition.",
    keys: &[],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    for view in subject.catalog.materialized_views.values() {
        let about = ObjectRef::named(Kind::MaterializedView, &view.name);
        let refresh = subject.canonical.annotations().get(&about).map(|annotation| &annotation.refresh);
        if refresh.and_then(|refresh| refresh.get("concurrently")).map(String::as_str) != Some("true") {
            continue;
        }
        let serves = subject.indexes_of(&view.name).iter().any(|index| {
            let definition = &index.definition;
            let of_columns = definition.elements.iter().all(|element| matches!(element.value, IndexValue::Column(_)));
            definition.unique && definition.predicate.is_none() && of_columns
        });
        if !serves {
            out.find(
                about,
                format!("materialized view `{}` cannot be refreshed concurrently", view.name.name),
                "add a unique index on columns alone, without `where`",
            );
        }
    }
}
