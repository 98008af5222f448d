//! Domains as SQL statements write them.

use schemadiff_sql::Expr;
use schemadiff_sql::syntax::{
    AlterDomainAction, CreateDomain, DomainConstraint, DomainConstraintKind, ObjectName,
};

use super::{Domain, constraint_name};
use crate::catalog::{ObjectId, ObjectRef};
use crate::diag::code;
use crate::kinds::Kind;
use crate::source::Script;

/// `CREATE DOMAIN`.
pub(crate) fn create(script: &mut Script<'_>, mut definition: CreateDomain) {
    definition.name = script.own_name(definition.name);
    script.mention_type(&mut definition.data_type);
    if let Some(collation) = &mut definition.collation {
        script.mention_collation(collation);
    }
    script.mention_in(&mut definition.default);
    script.mention_in(definition.constraints.iter_mut().filter_map(expression));
    script.define(Domain {
        definition,
        comment: None,
    });
}

fn expression(constraint: &mut DomainConstraint) -> Option<&mut Expr> {
    match &mut constraint.kind {
        DomainConstraintKind::Check(expression) => Some(expression),
        DomainConstraintKind::NotNull => None,
    }
}

/// `ALTER DOMAIN`.
pub(crate) fn alter(script: &mut Script<'_>, name: ObjectName, mut action: AlterDomainAction) {
    match &mut action {
        AlterDomainAction::SetDefault(default) => script.mention_in(default),
        AlterDomainAction::AddConstraint(constraint) => script.mention_in(expression(constraint)),
        AlterDomainAction::SetNotNull(_)
        | AlterDomainAction::ValidateConstraint(_)
        | AlterDomainAction::DropConstraint(_) => {}
    }
    let name = script.type_name(name);
    let id = ObjectId::named(name.clone());
    let Some(domain) = script.into.catalog.domains.get_mut(&id) else {
        return script.missing(code::MISSING_OBJECT, ObjectRef::new(Kind::Domain, id));
    };
    let constraints = &mut domain.definition.constraints;
    let position = |constraints: &[DomainConstraint], wanted: &str| {
        constraints
            .iter()
            .position(|constraint| constraint_name(&name, constraint) == wanted)
    };
    let missing = match action {
        AlterDomainAction::SetDefault(default) => {
            domain.definition.default = default;
            None
        }
        AlterDomainAction::SetNotNull(wanted) => {
            constraints.retain(|constraint| !constraint.is_not_null());
            if wanted {
                constraints.push(DomainConstraint::new(None, DomainConstraintKind::NotNull));
            }
            None
        }
        AlterDomainAction::AddConstraint(constraint) => {
            constraints.push(constraint);
            None
        }
        AlterDomainAction::ValidateConstraint(wanted) => match position(constraints, &wanted) {
            Some(index) => {
                constraints[index].validated = true;
                None
            }
            None => Some(wanted),
        },
        AlterDomainAction::DropConstraint(wanted) => match position(constraints, &wanted) {
            Some(index) => {
                constraints.remove(index);
                None
            }
            None => Some(wanted),
        },
    };
    if let Some(wanted) = missing {
        script.missing(code::MISSING_OBJECT, ObjectRef::constraint(&name, &wanted));
    }
}

/// `COMMENT ON CONSTRAINT … ON DOMAIN`.
pub(crate) fn comment_on_constraint(
    script: &mut Script<'_>,
    domain: ObjectName,
    wanted: &str,
    text: Option<String>,
) {
    let name = script.type_name(domain);
    let found = script.into.catalog.domains.get_mut(&ObjectId::named(name.clone()));
    let constraint = found.and_then(|domain| {
        let constraints = domain.definition.constraints.iter_mut();
        constraints
            .into_iter()
            .find(|constraint| constraint_name(&name, constraint) == wanted)
    });
    match constraint {
        Some(constraint) => constraint.comment = text,
        None => script.missing(code::MISSING_OBJECT, ObjectRef::constraint(&name, wanted)),
    }
}
