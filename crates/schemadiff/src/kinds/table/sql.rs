//! Tables, columns and constraints as SQL.

use std::fmt::Write as _;

use schemadiff_sql::syntax::{
    BoundValue, Column, Constraint, ConstraintKind, Identity, IndexElement, Key, PartitionBound, PartitionKey,
    Persistence, ReferentialAction,
};

use super::{Table, not_null};
use crate::catalog::{ident, idents};
use crate::kinds::index::sql as index_sql;
use crate::kinds::sequence::options_sql;
use crate::lower::option_list;

/// Infallible `write!` to a string.
macro_rules! push {
    ($sql:expr, $($argument:tt)*) => {
        write!($sql, $($argument)*).expect("writing to a string never fails")
    };
}

/// `CREATE TABLE`, with the constraints that can be written in it: all but foreign keys.
pub(super) fn create(table: &Table) -> String {
    create_as(table, false)
}

/// `CREATE TABLE` for a partition that is attached afterwards: with everything that one gets from its parent, and nothing
/// that it does not get. An identity cannot be there before.
pub(super) fn create_beside(table: &Table) -> String {
    create_as(table, true)
}

fn create_as(table: &Table, beside: bool) -> String {
    let unlogged = if table.persistence == Persistence::Unlogged { "UNLOGGED " } else { "" };
    let mut sql = format!("CREATE {unlogged}TABLE {}", table.name);
    if let Some(of_type) = &table.of_type {
        push!(sql, " OF {of_type}");
    }
    let columns = table.columns.iter().filter(|column| table.declares(&column.name));
    let columns = columns.filter_map(|own| if table.of_type.is_some() { column_of_type(own) } else { Some(column(own)) });
    let constraints =
        table.constraints.iter().filter(|constraint| is_inline(constraint)).map(constraint_with_name);
    let like = table.partition_of.as_ref().filter(|_| beside).map(|partition| {
        format!(
            "LIKE {} INCLUDING ALL EXCLUDING COMMENTS EXCLUDING IDENTITY EXCLUDING STATISTICS",
            partition.parent
        )
    });
    let elements = like.into_iter().chain(columns).chain(constraints);
    let elements: Vec<_> = elements.map(|element| format!("    {element}")).collect();
    match table.partition_of.as_ref().filter(|_| !beside) {
        Some(partition) => {
            push!(sql, " PARTITION OF {}", partition.parent);
            if !elements.is_empty() {
                push!(sql, " (\n{}\n)", elements.join(",\n"));
            }
            push!(sql, " {}", bound(&partition.bound));
        }
        None if elements.is_empty() && table.of_type.is_some() => {}
        None if elements.is_empty() => sql.push_str(" ()"),
        None => push!(sql, " (\n{}\n)", elements.join(",\n")),
    }
    if !table.inherits.is_empty() {
        let parents: Vec<_> = table.inherits.iter().map(ToString::to_string).collect();
        push!(sql, " INHERITS ({})", parents.join(", "));
    }
    if let Some(key) = &table.partition_by {
        push!(sql, " PARTITION BY {}", partition_key(key));
    }
    let [access_method, tablespace] = table.physical.clauses();
    sql.push_str(&access_method);
    if !table.parameters.is_empty() {
        push!(sql, " WITH ({})", option_list(&table.parameters));
    }
    sql.push_str(&tablespace);
    sql
}

/// Whether `CREATE TABLE` states the constraint. A foreign key waits until every table is there, and what is not valid
/// would be valid if it were stated there.
pub(super) fn is_inline(constraint: &Constraint) -> bool {
    let waits = match &constraint.kind {
        ConstraintKind::ForeignKey(_) => true,
        // A function of the model may itself need the table's row type.
        ConstraintKind::Check(check) => {
            check.expression.references().functions.iter().any(|function| function.schema.is_some())
        }
        ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) | ConstraintKind::Exclude(_) => false,
    };
    !waits && constraint.validated
}

/// A column as in `CREATE TABLE` and `ADD COLUMN`.
pub(in crate::kinds) fn column(column: &Column) -> String {
    let mut sql = format!("{} {}", ident(&column.name), column.data_type);
    if let Some(collation) = &column.collation {
        push!(sql, " COLLATE {collation}");
    }
    if let Some(default) = &column.default {
        push!(sql, " DEFAULT {}", operand(default.sql()));
    }
    if let Some(generated) = &column.generated {
        let storage = if generated.is_virtual { "VIRTUAL" } else { "STORED" };
        push!(sql, " GENERATED ALWAYS AS ({}) {storage}", generated.expression.sql());
    }
    if let Some(identity) = &column.identity {
        push!(sql, " {}", generated_as_identity(identity));
    }
    if column.not_null && column.required().validated {
        push!(sql, " {}", not_null::beside_column(column));
    }
    sql
}

/// A column of a typed table, where there is something to say beyond what its type says.
fn column_of_type(column: &Column) -> Option<String> {
    let mut sql = String::new();
    if let Some(default) = &column.default {
        push!(sql, " DEFAULT {}", operand(default.sql()));
    }
    if column.not_null && column.required().validated {
        push!(sql, " {}", not_null::beside_column(column));
    }
    (!sql.is_empty()).then(|| format!("{}{sql}", ident(&column.name)))
}

/// A default. The grammar takes only simple expressions without parentheses; in doubt they are put around it.
pub(in crate::kinds) fn operand(sql: &str) -> String {
    let simple = sql.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '\'' | '-' | ':' | '(' | ')' | '[' | ']' | '{' | '}' | ','));
    if simple || is_one_string(sql) { sql.to_owned() } else { format!("({sql})") }
}

/// Whether the text is one plain string literal.
fn is_one_string(sql: &str) -> bool {
    let inner = sql.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    inner.is_some_and(|inner| !inner.replace("''", "").contains('\''))
}

/// `GENERATED … AS IDENTITY (…)`.
pub(super) fn generated_as_identity(identity: &Identity) -> String {
    let mut sql = format!("GENERATED {} AS IDENTITY", if identity.always { "ALWAYS" } else { "BY DEFAULT" });
    let mut options = options_sql(&identity.options);
    if let Some(name) = &identity.options.name {
        options = format!(" SEQUENCE NAME {name}{options}");
    }
    if !options.is_empty() {
        push!(sql, " ({})", options.trim_start());
    }
    sql
}

/// `CONSTRAINT name …`.
pub(in crate::kinds) fn constraint_with_name(constraint: &Constraint) -> String {
    let name = ident(constraint.name.as_deref().unwrap_or_default());
    format!("CONSTRAINT {name} {}", constraint_body(constraint))
}

/// What follows the name; without `NOT VALID`.
pub(crate) fn constraint_body(constraint: &Constraint) -> String {
    let mut sql = match &constraint.kind {
        ConstraintKind::PrimaryKey(key) => format!("PRIMARY KEY{}", key_columns(key)),
        ConstraintKind::Unique(key) => format!("UNIQUE{}", key_columns(key)),
        ConstraintKind::Check(check) => {
            format!("CHECK ({}){}", check.expression.sql(), if check.no_inherit { " NO INHERIT" } else { "" })
        }
        ConstraintKind::ForeignKey(key) => {
            let mut sql = format!(
                "FOREIGN KEY ({}) REFERENCES {} ({})",
                with_period(&key.columns, key.period),
                key.table,
                with_period(&key.referenced_columns, key.period)
            );
            if key.match_full {
                sql.push_str(" MATCH FULL");
            }
            if key.on_update != ReferentialAction::NoAction {
                push!(sql, " ON UPDATE {}", key.on_update.as_sql());
            }
            if key.on_delete != ReferentialAction::NoAction {
                push!(sql, " ON DELETE {}", key.on_delete.as_sql());
                if !key.on_delete_columns.is_empty() {
                    push!(sql, " ({})", idents(&key.on_delete_columns));
                }
            }
            sql
        }
        ConstraintKind::Exclude(exclude) => {
            let elements: Vec<_> = exclude
                .elements
                .iter()
                .map(|(element, operator)| format!("{} WITH {}", index_sql::element(element), operator_name(operator)))
                .collect();
            let mut sql = format!("EXCLUDE USING {} ({})", ident(&exclude.method), elements.join(", "));
            if !exclude.include.is_empty() {
                push!(sql, " INCLUDE ({})", idents(&exclude.include));
            }
            if !exclude.parameters.is_empty() {
                push!(sql, " WITH ({})", option_list(&exclude.parameters));
            }
            if let Some(tablespace) = &exclude.tablespace {
                push!(sql, " USING INDEX TABLESPACE {}", ident(tablespace));
            }
            if let Some(predicate) = &exclude.predicate {
                push!(sql, " WHERE ({})", predicate.sql());
            }
            sql
        }
    };
    sql.push_str(deferrability(constraint));
    if !constraint.enforced {
        sql.push_str(" NOT ENFORCED");
    }
    sql
}

/// `DEFERRABLE INITIALLY DEFERRED` with a blank before, or nothing.
pub(super) fn deferrability(constraint: &Constraint) -> &'static str {
    match (constraint.deferrable, constraint.initially_deferred) {
        (_, true) => " DEFERRABLE INITIALLY DEFERRED",
        (true, false) => " DEFERRABLE",
        (false, false) => "",
    }
}

/// An operator; one of another schema than `pg_catalog` needs the long form.
fn operator_name(operator: &str) -> String {
    match operator.split_once('.') {
        Some((schema, name)) => format!("OPERATOR({}.{name})", ident(schema)),
        None => operator.to_owned(),
    }
}

/// Columns of a foreign key, of which the last may be a period.
fn with_period(columns: &[String], period: bool) -> String {
    match columns.split_last() {
        Some((last, others)) if period => {
            let mut all: Vec<String> = others.iter().map(|column| ident(column)).collect();
            all.push(format!("PERIOD {}", ident(last)));
            all.join(", ")
        }
        _ => idents(columns),
    }
}

fn key_columns(key: &Key) -> String {
    let mut sql = String::new();
    if key.nulls_not_distinct {
        sql.push_str(" NULLS NOT DISTINCT");
    }
    let overlaps = if key.without_overlaps { " WITHOUT OVERLAPS" } else { "" };
    push!(sql, " ({}{overlaps})", idents(&key.columns));
    if !key.include.is_empty() {
        push!(sql, " INCLUDE ({})", idents(&key.include));
    }
    sql + &index_storage(key)
}

/// `WITH (…) USING INDEX TABLESPACE …` of a key, with a blank before, or nothing.
fn index_storage(key: &Key) -> String {
    let mut sql = String::new();
    if !key.parameters.is_empty() {
        push!(sql, " WITH ({})", option_list(&key.parameters));
    }
    if let Some(tablespace) = &key.tablespace {
        push!(sql, " USING INDEX TABLESPACE {}", ident(tablespace));
    }
    sql
}

/// What follows `PARTITION BY`.
pub(crate) fn partition_key(key: &PartitionKey) -> String {
    let elements: Vec<_> = key
        .elements
        .iter()
        .map(|element| {
            index_sql::element(&IndexElement {
                value: element.value.clone(),
                collation: element.collation.clone(),
                operator_class: element.operator_class.clone(),
                operator_class_parameters: std::collections::BTreeMap::new(),
                descending: false,
                nulls_first: false,
            })
        })
        .collect();
    format!("{} ({})", key.strategy.as_sql(), elements.join(", "))
}

/// `FOR VALUES …` or `DEFAULT`.
pub(crate) fn bound(bound: &PartitionBound) -> String {
    let values = |values: &[BoundValue]| {
        let values: Vec<_> = values
            .iter()
            .map(|value| match value {
                BoundValue::Min => "MINVALUE".to_owned(),
                BoundValue::Max => "MAXVALUE".to_owned(),
                BoundValue::Value(value) => value.sql().to_owned(),
            })
            .collect();
        values.join(", ")
    };
    match bound {
        PartitionBound::Default => "DEFAULT".to_owned(),
        PartitionBound::List(list) => {
            let list: Vec<_> = list.iter().map(schemadiff_sql::Expr::sql).collect();
            format!("FOR VALUES IN ({})", list.join(", "))
        }
        PartitionBound::Range { from, to } => format!("FOR VALUES FROM ({}) TO ({})", values(from), values(to)),
        PartitionBound::Hash { modulus, remainder } => {
            format!("FOR VALUES WITH (MODULUS {modulus}, REMAINDER {remainder})")
        }
    }
}
