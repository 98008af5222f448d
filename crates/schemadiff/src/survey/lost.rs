//! What goes with an object that is dropped and created anew, because no kind models it and nobody restores it.

use super::{Survey, Unmanaged};
use crate::catalog::{Kind, ObjectRef};
use crate::diag::{Diagnostic, code};
use crate::plan::{Action, Plan};

/// A warning for each object that a plan makes anew and that has something which is not managed.
pub(crate) fn lost(plan: &Plan) -> Vec<Diagnostic> {
    let Some(survey) = &plan.survey else {
        return Vec::new();
    };
    if survey.unmanaged.is_empty() {
        return Vec::new();
    }
    plan.changes
        .iter()
        .filter(|change| change.action == Action::Replace)
        .filter_map(|change| warning(&change.object, survey))
        .collect()
}

fn warning(object: &ObjectRef, survey: &Survey) -> Option<Diagnostic> {
    let lost: Vec<_> = survey
        .unmanaged
        .iter()
        .filter(|found| is_about(found, object))
        .map(|found| format!("{}: {}", found.class, found.name))
        .collect();
    if lost.is_empty() {
        return None;
    }
    let message = format!("{object} is dropped and created anew, and loses what is not managed");
    let warning = Diagnostic::warning(code::LOSES_UNMANAGED, message);
    let warning = lost.into_iter().fold(warning, Diagnostic::note);
    Some(warning.help("write it down first and restore it afterwards"))
}

/// Whether what was found is the object, or is on it: `public.v`, `public.v.rule`, `public.f(integer)`.
fn is_about(found: &Unmanaged, object: &ObjectRef) -> bool {
    let name = &object.id.name;
    if found.schema != name.schema {
        return false;
    }
    let prefix = found.schema.as_ref().map_or(0, |schema| schema.len() + 1);
    let own = found.name.get(prefix..).unwrap_or_default();
    match own.strip_prefix(name.name.as_str()) {
        Some("") => true,
        Some(rest) if object.kind == Kind::Function => {
            let arguments = object.id.part.as_deref().unwrap_or_default();
            // The server names arguments too; how many there are tells overloads apart well enough for a warning.
            rest.starts_with('(') && rest.matches(',').count() == arguments.matches(',').count()
        }
        Some(rest) => rest.starts_with('.'),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use schemadiff_sql::syntax::ObjectName;

    use super::*;
    use crate::catalog::ObjectId;
    use crate::plan::Change;

    fn found(class: &str, name: &str) -> Unmanaged {
        Unmanaged {
            class: class.to_owned(),
            name: format!("public.{name}"),
            schema: Some("public".to_owned()),
        }
    }

    fn change(action: Action, object: ObjectRef) -> Change {
        Change {
            object,
            action,
            details: Vec::new(),
            size: None,
        }
    }

    #[test]
    fn what_is_made_anew_loses_what_is_on_it() {
        let name = |name: &str| ObjectName::qualified("public", name);
        let function = ObjectRef::new(Kind::Function, ObjectId::part(name("f"), "integer, text"));
        let plan = Plan {
            changes: vec![
                change(Action::Replace, ObjectRef::named(Kind::View, &name("v"))),
                change(Action::Replace, function),
                change(Action::Alter, ObjectRef::named(Kind::View, &name("altered"))),
                change(Action::Replace, ObjectRef::named(Kind::View, &name("plain"))),
            ],
            survey: Some(Survey {
                unmanaged: vec![
                    found("label", "v"),
                    found("rule", "v.quiet"),
                    found("rule", "v2.quiet"),
                    found("label", "f(a integer, b text)"),
                    found("label", "f(a integer)"),
                    found("label", "altered"),
                ],
                ..Survey::default()
            }),
            ..Plan::default()
        };
        let notes: Vec<_> = lost(&plan).into_iter().map(|warning| warning.notes).collect();
        assert_eq!(
            notes,
            [
                vec!["label: public.v".to_owned(), "rule: public.v.quiet".to_owned()],
                vec!["label: public.f(a integer, b text)".to_owned()],
            ]
        );
    }
}
