//! Altering domains that are in use.

use schemadiff_sql::syntax::{DomainConstraint, ObjectName};

use super::change::DomainChange;
use super::lower::constraint_references;
use super::{Domain, constraint_name, sql};
use crate::catalog::{Kind, ObjectRef, Pair, ident, refs};
use crate::facts::{Hazard, OpCode, Work};
use crate::kinds::ObjectKind;
use crate::lower::{Lowering, Operation, Operations};
use crate::plan::PermissionKind;

/// The first version in which NOT NULL of a domain is a constraint with a name.
const NAMED_NOT_NULL: u32 = 17;

/// The operations that turn the old domain into the new one.
pub(super) fn alter(pair: Pair<&Domain>, changes: &[DomainChange], cx: &Lowering<'_>, out: &mut Operations) {
    let new = pair.new;
    for change in changes {
        match change {
            // Made anew; see `replacement`.
            DomainChange::Base => {}
            DomainChange::Default => out.add(default(pair)),
            DomainChange::Add(constraint) => out.recipe(add(new, constraint, cx)),
            DomainChange::Drop(constraint) => {
                let drop = drop_constraint(new, constraint).because("no longer in the model");
                out.add(drop.permission(PermissionKind::DropConstraint));
            }
            DomainChange::Replace { old, new: constraint } => {
                let drop = drop_constraint(new, old).because("replaced by another of the same name");
                out.recipe(std::iter::once(drop).chain(add(new, constraint, cx)));
            }
            DomainChange::Rename { old, new: constraint } => out.recipe(rename(new, old, constraint, cx)),
            DomainChange::Validate(constraint) => out.add(validate(new, constraint, cx)),
            DomainChange::ConstraintComment(constraint) => {
                if !constraint.is_not_null() || cx.server_major() >= NAMED_NOT_NULL {
                    out.add(new.constraint_comment(constraint));
                }
            }
            DomainChange::Comment => out.add(new.comment_operation()),
        }
    }
}

/// Sets or drops the default. Values that are there keep what they have.
fn default(pair: Pair<&Domain>) -> Operation {
    let Pair { old, new } = pair;
    let mentioned = |domain: &Domain| {
        let default = domain.definition.default.iter();
        default.flat_map(|default| refs::mentioned(&default.references(), None)).collect::<Vec<_>>()
    };
    let words = |domain: &Domain| match &domain.definition.default {
        Some(default) => format!("ALTER {} SET DEFAULT {}", domain.words(), default.sql()),
        None => format!("ALTER {} DROP DEFAULT", domain.words()),
    };
    let code = if new.definition.default.is_some() { OpCode::SetDomainDefault } else { OpCode::DropDomainDefault };
    Operation::new(code, new.object_ref(), words(new))
        .needs([new.object_ref()])
        .needs(mentioned(new))
        .releases(mentioned(old))
        .because("another default")
        .undo(words(old))
}

/// Adds a constraint to a domain that may be in use.
///
/// # Locks
/// * A check: none (`NOT VALID`); then `VALIDATE` reads every table that has a column of the domain, and keeps writers out
///   of all of them meanwhile (SHARE; `validateDomainCheckConstraint()` in `src/backend/commands/typecmds.c`).
/// * NOT NULL: as `VALIDATE`, at once.
fn add(domain: &Domain, constraint: &DomainConstraint, cx: &Lowering<'_>) -> Vec<Operation> {
    let mut operations = if constraint.is_not_null() {
        vec![set_not_null(domain, constraint, cx)]
    } else if using_tables(domain, cx).is_empty() {
        vec![add_constraint(domain, constraint, constraint.validated).because("no table has a column of the domain")]
    } else {
        let add = add_constraint(domain, constraint, false).because("new values have to satisfy it from here on");
        let validate = constraint.validated.then(|| validate(domain, constraint, cx));
        std::iter::once(add).chain(validate).collect()
    };
    if constraint.comment.is_some() && (!constraint.is_not_null() || cx.server_major() >= NAMED_NOT_NULL) {
        operations.push(domain.constraint_comment(constraint));
    }
    operations
}

/// `ADD CONSTRAINT` of a check.
pub(super) fn add_constraint(domain: &Domain, constraint: &DomainConstraint, valid: bool) -> Operation {
    let target = domain.constraint_ref(constraint);
    let valid = if valid { "" } else { " NOT VALID" };
    let sql = format!("ALTER {} ADD {}{valid}", domain.words(), sql::constraint(constraint));
    let name = ident(&constraint_name(&domain.definition.name, constraint));
    Operation::new(OpCode::AddDomainConstraint, target.clone(), sql)
        .needs([domain.object_ref()])
        .needs(constraint_references(constraint))
        .creates(target)
        .undo(format!("ALTER {} DROP CONSTRAINT {name}", domain.words()))
}

fn set_not_null(domain: &Domain, constraint: &DomainConstraint, cx: &Lowering<'_>) -> Operation {
    let target = domain.constraint_ref(constraint);
    let words = match &constraint.name {
        Some(_) if cx.server_major() >= NAMED_NOT_NULL => format!("ADD {}", sql::constraint(constraint)),
        _ => "SET NOT NULL".to_owned(),
    };
    let set = Operation::new(OpCode::SetDomainNotNull, target.clone(), format!("ALTER {} {words}", domain.words()))
        .needs([domain.object_ref()])
        .creates(target)
        .because("values have to be there from here on")
        .undo(format!("ALTER {} DROP NOT NULL", domain.words()));
    reading(set, &using_tables(domain, cx))
}

fn validate(domain: &Domain, constraint: &DomainConstraint, cx: &Lowering<'_>) -> Operation {
    let name = ident(&constraint_name(&domain.definition.name, constraint));
    let target = domain.constraint_ref(constraint);
    let sql = format!("ALTER {} VALIDATE CONSTRAINT {name}", domain.words());
    let validate = Operation::new(OpCode::ValidateDomainConstraint, target.clone(), sql)
        .needs([target.clone()])
        .creates(target)
        .because("values that were there before have to satisfy it too");
    reading(validate, &using_tables(domain, cx))
}

/// Names the tables that are read; where there is none, nothing is locked and nothing can hurt.
fn reading(mut operation: Operation, tables: &[ObjectName]) -> Operation {
    if tables.is_empty() {
        operation.lock = None;
        operation.work = Work::Instant;
        operation.hazards.retain(|hazard| !matches!(hazard, Hazard::BlocksWrites | Hazard::MayFail));
    }
    tables.iter().fold(operation, Operation::on)
}

pub(super) fn drop_constraint(domain: &Domain, constraint: &DomainConstraint) -> Operation {
    let target = domain.constraint_ref(constraint);
    let name = ident(&constraint_name(&domain.definition.name, constraint));
    let (words, undo) = if constraint.is_not_null() {
        ("DROP NOT NULL".to_owned(), "SET NOT NULL".to_owned())
    } else {
        let valid = if constraint.validated { "" } else { " NOT VALID" };
        (format!("DROP CONSTRAINT {name}"), format!("ADD {}{valid}", sql::constraint(constraint)))
    };
    Operation::new(OpCode::DropDomainConstraint, target.clone(), format!("ALTER {} {words}", domain.words()))
        .needs([domain.object_ref()])
        .drops(target)
        .releases(constraint_references(constraint))
        .undo(format!("ALTER {} {undo}", domain.words()))
}

/// Gives a constraint another name. Before 17 NOT NULL has none, and there is nothing to do.
fn rename(domain: &Domain, old: &DomainConstraint, new: &DomainConstraint, cx: &Lowering<'_>) -> Option<Operation> {
    if new.is_not_null() && cx.server_major() < NAMED_NOT_NULL {
        return None;
    }
    let name = |constraint: &DomainConstraint| ident(&constraint_name(&domain.definition.name, constraint));
    let words = |from: &str, to: &str| format!("ALTER {} RENAME CONSTRAINT {from} TO {to}", domain.words());
    Some(
        Operation::new(
            OpCode::RenameDomainConstraint,
            domain.constraint_ref(new),
            words(&name(old), &name(new)),
        )
        .needs([domain.object_ref()])
        .drops(domain.constraint_ref(old))
        .creates(domain.constraint_ref(new))
        .because("the same constraint under another name")
        .undo(words(&name(new), &name(old))),
    )
}

/// The tables that have a column of the domain, or of a domain over it, and hold rows of their own.
fn using_tables(domain: &Domain, cx: &Lowering<'_>) -> Vec<ObjectName> {
    let uses = cx.uses_of_type(&domain.definition.name);
    let mut tables: Vec<ObjectName> = Vec::new();
    for column in uses.directly {
        for table in cx.with_rows(&column.id.name) {
            let known = ObjectRef::named(Kind::Table, &table).id.name;
            if !tables.contains(&known) {
                tables.push(known);
            }
        }
    }
    tables
}
