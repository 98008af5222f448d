//! The rule `constraint-name`: primary keys, foreign keys and checks are called after their table.

use schemadiff_sql::syntax::ConstraintKind;

use crate::canon::implied_name;
use crate::lint::subject::spellings;
use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL108",
    name: "constraint-name",
    group: Group::Names,
    minimal: Level::Off,
    document: Level::Note,
    wants: "Primary keys, foreign keys and checks are called after their table",
    why: "It is the name that an application sees when a row is refused. Names that PostgreSQL \
          chooses itself are always right.",
    keys: &["names.check", "names.primary_key_constraint", "names.foreign_key_constraint"],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    let names = &subject.conventions.names;
    let english = subject.english();
    for view in subject.tables() {
        for constraint in &view.table.constraints {
            let (template, what, columns, referenced) = match &constraint.kind {
                ConstraintKind::PrimaryKey(key) => {
                    (&names.primary_key_constraint, "primary key", key.columns.clone(), None)
                }
                ConstraintKind::ForeignKey(key) => {
                    (&names.foreign_key_constraint, "foreign key", key.columns.clone(), Some(&key.table.name))
                }
                ConstraintKind::Check(check) => {
                    let columns = check.expression.references().columns.into_iter().collect();
                    (&names.check, "check", columns, None)
                }
                ConstraintKind::Unique(_) | ConstraintKind::Exclude(_) => continue,
            };
            let name = constraint.name.as_deref().unwrap_or_default();
            // Where its name was taken, PostgreSQL puts a number behind it.
            let implied = implied_name(view.table, constraint);
            let number = name.strip_prefix(&implied);
            if number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit())) {
                continue;
            }
            let fill = |gap: &str| match gap {
                "table" => vec![view.name().to_owned()],
                "table_singular" => vec![english.singular(view.name())],
                "columns" => spellings(&columns),
                "referenced_table" => referenced.into_iter().cloned().collect(),
                "referenced_table_singular" => referenced.map(|name| english.singular(name)).into_iter().collect(),
                _ => Vec::new(),
            };
            if template.takes(name, &fill) {
                continue;
            }
            let help = match template.make(&fill) {
                Some(better) => format!("call it `{better}`"),
                None => format!("call it as `{}` says", template.text()),
            };
            out.find(
                view.constraint(constraint),
                format!("{what} `{name}` of `{}` is not called `{}`", view.name(), template.text()),
                help,
            );
        }
    }
}
