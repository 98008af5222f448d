//! The rule `constraint-not-valid`: every constraint holds for the rows that were there before it.

use schemadiff_sql::syntax::ConstraintKind;
use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL406",
    name: "constraint-not-valid",
    group: Group::Keys,
    minimal: Level::Note,
    document: Level::Warning,
    wants: "Every constraint holds for the rows that were there before it",
    why: "A constraint that is NOT VALID says nothing of older rows, and the planner does not \
          rely on it.",
    keys: &[],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    for view in subject.tables() {
        let checked = view.table.constraints.iter().filter(|constraint| {
            matches!(constraint.kind, ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_))
        });
        for constraint in checked.filter(|constraint| !constraint.validated && constraint.enforced) {
            let name = constraint.name.as_deref().unwrap_or_default();
            out.find(
                view.constraint(constraint),
                format!("`{name}` of `{}` is not validated", view.name()),
                "take `valid = false` off once older rows keep to it; the plan then validates it",
            );
        }
    }
}
