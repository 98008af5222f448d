//! Domains, composite types and range types.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use super::{Problem, Result, column, data_type, optional, options, refuse, required};
use crate::syntax::{
    AlterDomainAction, CreateCompositeType, CreateDomain, CreateRangeType, DomainConstraint,
    DomainConstraintKind, ObjectName, Statement, TypeAttribute,
};
use crate::tree;

/// Converts `CREATE DOMAIN`.
pub(crate) fn create_domain(node: &pb::CreateDomainStmt) -> Result<CreateDomain> {
    let mut domain = CreateDomain {
        name: tree::object_name(&node.domainname),
        data_type: data_type(node.type_name.as_ref())?,
        collation: node.coll_clause.as_deref().and_then(column::collation),
        default: None,
        constraints: Vec::new(),
    };
    for item in &node.constraints {
        let Some(NodeEnum::Constraint(constraint)) = &item.node else {
            continue;
        };
        match pb::ConstrType::try_from(constraint.contype).unwrap_or(pb::ConstrType::Undefined) {
            pb::ConstrType::ConstrNull => {}
            pb::ConstrType::ConstrDefault => domain.default = optional(constraint.raw_expr.as_deref())?,
            _ => domain.constraints.push(domain_constraint(constraint)?),
        }
    }
    Ok(domain)
}

fn domain_constraint(node: &pb::Constraint) -> Result<DomainConstraint> {
    let kind = match pb::ConstrType::try_from(node.contype).unwrap_or(pb::ConstrType::Undefined) {
        pb::ConstrType::ConstrNotnull => DomainConstraintKind::NotNull,
        pb::ConstrType::ConstrCheck => {
            refuse(node.is_no_inherit, "NO INHERIT of a domain's check")?;
            DomainConstraintKind::Check(required(node.raw_expr.as_deref(), node.location)?)
        }
        _ => {
            return Err(Problem::at(
                node.location,
                "a domain takes CHECK, NOT NULL and DEFAULT alone",
            ));
        }
    };
    Ok(DomainConstraint {
        name: (!node.conname.is_empty()).then(|| node.conname.clone()),
        kind,
        validated: !node.skip_validation,
        comment: None,
    })
}

/// Converts `ALTER DOMAIN`.
///
/// Source: the codes are those of `AlterDomainStmt` in `src/include/nodes/parsenodes.h`.
pub(super) fn alter_domain(node: &pb::AlterDomainStmt) -> Result<Statement> {
    let action = match node.subtype.as_str() {
        "T" => AlterDomainAction::SetDefault(optional(node.def.as_deref())?),
        "N" => AlterDomainAction::SetNotNull(false),
        "O" => AlterDomainAction::SetNotNull(true),
        "C" => match tree::inner(node.def.as_deref()) {
            Some(NodeEnum::Constraint(constraint)) => {
                AlterDomainAction::AddConstraint(domain_constraint(constraint)?)
            }
            _ => return Err(Problem::new("a constraint is missing")),
        },
        "X" => AlterDomainAction::DropConstraint(node.name.clone()),
        "V" => AlterDomainAction::ValidateConstraint(node.name.clone()),
        _ => return Err(Problem::unsupported("this form of ALTER DOMAIN")),
    };
    Ok(Statement::AlterDomain {
        name: tree::object_name(&node.type_name),
        action,
    })
}

/// Converts `CREATE TYPE … AS (…)`.
pub(super) fn create_composite(node: &pb::CompositeTypeStmt) -> Result<Statement> {
    let name = super::relation(node.typevar.as_ref())?;
    let attributes = node.coldeflist.iter().filter_map(|item| match &item.node {
        Some(NodeEnum::ColumnDef(column)) => Some(attribute(column)),
        _ => None,
    });
    Ok(Statement::CreateCompositeType(CreateCompositeType {
        name,
        attributes: attributes.collect::<Result<_>>()?,
    }))
}

/// Converts an attribute of a composite type.
pub(crate) fn attribute(node: &pb::ColumnDef) -> Result<TypeAttribute> {
    if let Some(NodeEnum::Constraint(constraint)) =
        node.constraints.first().and_then(|item| item.node.as_ref())
    {
        return Err(Problem::at(
            constraint.location,
            "an attribute of a composite type has a type and a collation alone",
        ));
    }
    Ok(TypeAttribute {
        name: node.colname.clone(),
        data_type: data_type(node.type_name.as_ref())?,
        collation: node.coll_clause.as_deref().and_then(column::collation),
        comment: None,
    })
}

/// Converts `CREATE TYPE … AS RANGE`.
pub(super) fn create_range(node: &pb::CreateRangeStmt) -> Result<Statement> {
    let mut subtype = None;
    let mut range = CreateRangeType {
        name: tree::object_name(&node.type_name),
        subtype: crate::syntax::TypeName::builtin(""),
        operator_class: None,
        collation: None,
        canonical: None,
        subtype_diff: None,
        multirange: None,
    };
    for option in options::elements(&node.params) {
        let name = || name_of(option);
        match option.defname.to_ascii_lowercase().as_str() {
            "subtype" => match tree::inner(option.arg.as_deref()) {
                Some(NodeEnum::TypeName(node)) => subtype = Some(data_type(Some(node))?),
                _ => return Err(Problem::at(option.location, "a data type is missing")),
            },
            "subtype_opclass" => range.operator_class = Some(name()),
            "collation" => range.collation = Some(name()).filter(|name| *name != ObjectName::bare("default")),
            "canonical" => range.canonical = Some(name()),
            "subtype_diff" => range.subtype_diff = Some(name()),
            "multirange_type_name" => range.multirange = Some(name()),
            other => {
                return Err(Problem::at(
                    option.location,
                    format!("type attribute \"{other}\" not recognized"),
                ));
            }
        }
    }
    range.subtype = subtype.ok_or_else(|| Problem::new("a range type needs SUBTYPE"))?;
    Ok(Statement::CreateRangeType(range))
}

/// The value of an option that is a name, `pg_catalog` dropped.
///
/// Source: `defGetQualifiedName()` in `src/backend/commands/define.c`.
pub(super) fn name_of(option: &pb::DefElem) -> ObjectName {
    match tree::inner(option.arg.as_deref()) {
        Some(NodeEnum::TypeName(name)) => tree::object_name(&name.names),
        Some(NodeEnum::List(list)) => tree::object_name(&list.items),
        _ => ObjectName::bare(options::text(option)),
    }
}
