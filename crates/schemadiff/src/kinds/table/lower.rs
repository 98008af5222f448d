//! Comparing and changing tables: what the engine asks of the kind.

use schemadiff_sql::syntax::{Column, Constraint, ConstraintKind, ObjectName, TypeName};

use super::change::{self, ColumnChange, TableChange};
use super::{OwnColumn, Table, alter, create, typed};
use crate::canon::{Canon, parameters, serial_sequence_name};
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, refs};
use crate::diff::Delta;
use crate::kinds::index::{builtin, canonical_element};
use crate::kinds::{Attribute, Catalog, ObjectKind, Schema, Since, access_method};
use crate::lower::{Lowering, Operations};
use crate::settle::{Form, Questions};
use crate::source::{RowError, Snapshot};

impl ObjectKind for Table {
    const KIND: Kind = Kind::Table;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    type Change = TableChange;

    fn id(&self) -> ObjectId {
        ObjectId::named(self.name.clone())
    }

    fn relation(&self) -> Option<ObjectName> {
        self.partition_of.as_ref().map(|partition| partition.parent.clone())
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        self.columns.iter_mut().for_each(|column| canonical_column(canon, &self.name, column));
        for constraint in &mut self.constraints {
            match &mut constraint.kind {
                ConstraintKind::ForeignKey(key) => canon.relation(&mut key.table),
                ConstraintKind::Check(check) => {
                    canon.expression(&mut check.expression);
                    if !self.columns.iter().any(|column| column.name == self.name.name) {
                        check.expression = check.expression.whole_row(&self.name.name);
                    }
                }
                ConstraintKind::Exclude(exclude) => {
                    exclude.elements.iter_mut().for_each(|(element, _)| canonical_element(canon, element));
                    canon.optional(&mut exclude.predicate);
                    parameters(&mut exclude.parameters);
                }
                ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) => parameters(&mut key.parameters),
            }
            // What is initially deferred is deferrable (manual, "CREATE TABLE").
            constraint.deferrable |= constraint.initially_deferred;
            constraint.validated |= !constraint.enforced;
        }
        if let Some(key) = &mut self.partition_by {
            for element in &mut key.elements {
                if let schemadiff_sql::syntax::IndexValue::Expression(expression) = &mut element.value {
                    canon.expression(expression);
                }
                if let Some(collation) = &mut element.collation {
                    canon.collation(collation);
                }
                element.operator_class.iter_mut().for_each(builtin);
            }
        }
        if let Some(of_type) = &mut self.of_type {
            let mut data_type = TypeName { name: of_type.clone(), modifiers: Vec::new(), array: false };
            canon.data_type(&mut data_type, None);
            *of_type = data_type.name;
        }
        self.inherits.iter_mut().for_each(|parent| canon.relation(parent));
        if let Some(partition) = &mut self.partition_of {
            canon.relation(&mut partition.parent);
            for own in partition.columns.values_mut() {
                super::settings::canonicalize(&mut own.settings, None);
                if let Some(default) = &mut own.default {
                    canon.expression(default);
                }
            }
            partition.columns.retain(|_, own| *own != OwnColumn::default());
        }
        parameters(&mut self.parameters);
        self.physical.canonicalize();
    }

    fn references(&self) -> Vec<ObjectRef> {
        let mut objects: Vec<ObjectRef> = Schema::needed_by(&self.name).into_iter().collect();
        objects.extend(self.columns.iter().flat_map(|column| column_references(&self.name, column)));
        for constraint in &self.constraints {
            if let ConstraintKind::Check(check) = &constraint.kind
                && super::sql::is_inline(constraint)
            {
                objects.extend(refs::mentioned(&check.expression.references(), None));
            }
        }
        if let Some(partition) = &self.partition_of {
            objects.push(ObjectRef::named(Kind::Table, &partition.parent));
        }
        objects.extend(self.physical.access_method.as_deref().and_then(access_method::lower::used));
        objects.extend(typed::references(self));
        objects.extend(self.inherits.iter().map(|parent| ObjectRef::named(Kind::Table, parent)));
        objects
    }

    fn since(&self) -> Vec<Since> {
        super::since::of(self)
    }

    fn changes_since(pair: Pair<&Self>, changes: &[TableChange]) -> Vec<Since> {
        super::since::of_changes(pair, changes)
    }

    fn diff(pair: Pair<&Self>) -> Vec<TableChange> {
        change::compare(pair)
    }

    fn impossible(pair: Pair<&Self>, changes: &[TableChange]) -> Vec<(String, String)> {
        let name = &pair.new.name;
        let rekeyed = changes.iter().any(|change| matches!(change, TableChange::PartitionKey));
        let refusal = (
            format!("table `{name}` would be partitioned in another way"),
            "define a new table beside it and move the rows".to_owned(),
        );
        rekeyed.then_some(refusal).into_iter().chain(typed::impossible(pair, changes)).collect()
    }

    fn disturbs(pair: Pair<&Self>, changes: &[TableChange]) -> Vec<ObjectRef> {
        let column = |column: &Column| ObjectRef::column(&pair.new.name, &column.name);
        changes
            .iter()
            .filter_map(|change| match change {
                TableChange::ReplaceConstraint { old, .. } => {
                    let key = matches!(old.kind, ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_));
                    key.then(|| ObjectRef::constraint(&pair.new.name, old.name.as_deref().unwrap_or_default()))
                }
                TableChange::DropColumn(old) => Some(column(old)),
                TableChange::AlterColumn { new, changes, .. } => {
                    let remade = |change: &ColumnChange| {
                        matches!(change, ColumnChange::Type | ColumnChange::Generated | ColumnChange::Remake)
                    };
                    changes.iter().any(remade).then(|| column(new))
                }
                _ => None,
            })
            .collect()
    }

    fn details(_pair: Pair<&Self>, changes: &[TableChange]) -> Vec<String> {
        change::details(changes)
    }

    fn doubts(pair: Pair<&mut Self>, questions: &mut Questions<'_>) {
        let Pair { old, new } = pair;
        let about = ObjectRef::named(Kind::Table, &new.name);
        if let (Some(old), Some(key)) = (&old.partition_by, &mut new.partition_by) {
            questions.partition_key(&about, &new.name, old, key);
        }
        if let (Some(old), Some(partition)) = (&old.partition_of, &mut new.partition_of)
            && old.parent == partition.parent
        {
            questions.bound(&about, &partition.parent, &old.bound, &mut partition.bound);
        }
        if let (Some(old), Some(partition)) = (&old.partition_of, &mut new.partition_of) {
            for (name, own) in &mut partition.columns {
                let before = old.columns.get(name).and_then(|before| before.default.as_ref());
                if let (Some(before), Some(default), Some(data_type)) = (before, &mut own.default, &own.data_type) {
                    let form = Form::Default(data_type.clone());
                    questions.expression(&ObjectRef::column(&new.name, name), &new.name, &form, before, default);
                }
            }
        }
        for column in &mut new.columns {
            let Some(before) = old.columns.iter().find(|before| before.name == column.name) else { continue };
            let about = ObjectRef::column(&new.name, &column.name);
            if let (Some(old), Some(new_default)) = (&before.default, &mut column.default) {
                let form = Form::Default(column.data_type.clone());
                questions.expression(&about, &new.name, &form, old, new_default);
            }
            if let (Some(old), Some(generated)) = (&before.generated, &mut column.generated) {
                questions.expression(&about, &new.name, &Form::Generated, &old.expression, &mut generated.expression);
            }
        }
        // A check whose name follows from a column that was renamed is compared with one that no other name matches.
        let mut unmatched: Vec<&Constraint> =
            old.constraints.iter().filter(|constraint| !has_constraint(new, constraint)).collect();
        for constraint in &mut new.constraints {
            let about = ObjectRef::constraint(&new.name, constraint.name.as_deref().unwrap_or_default());
            let before = match old.constraints.iter().find(|before| before.name == constraint.name) {
                Some(before) => before,
                None => match unmatched.iter().position(|before| is_check(before) && is_check(constraint)) {
                    Some(index) => unmatched.remove(index),
                    None => continue,
                },
            };
            match (&before.kind, &mut constraint.kind) {
                (ConstraintKind::Check(old), ConstraintKind::Check(check)) => {
                    questions.expression(&about, &new.name, &Form::Check, &old.expression, &mut check.expression);
                }
                (ConstraintKind::Exclude(old), ConstraintKind::Exclude(exclude)) => {
                    if let (Some(old), Some(predicate)) = (&old.predicate, &mut exclude.predicate) {
                        questions.expression(&about, &new.name, &Form::IndexPredicate, old, predicate);
                    }
                }
                _ => {}
            }
        }
    }

    fn lower(delta: &Delta<Self>, cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(table) => create::create(table, cx, out),
            Delta::Drop(table) => create::drop_table(table, cx, out),
            Delta::Alter { old, new, changes, .. } => alter::alter(Pair { old, new }, changes, cx, out),
            // Tables are never replaced: what cannot be altered is reported as impossible.
            Delta::Replace { .. } => {}
        }
    }
}

fn has_constraint(table: &Table, constraint: &Constraint) -> bool {
    table.constraints.iter().any(|other| other.name == constraint.name)
}

/// Whether a constraint is a check.
pub(super) fn is_check(constraint: &Constraint) -> bool {
    matches!(constraint.kind, ConstraintKind::Check(_))
}

/// What a column needs besides its table.
pub(in crate::kinds) fn column_references(table: &ObjectName, column: &Column) -> Vec<ObjectRef> {
    let mut objects = refs::data_type(&column.data_type);
    objects.extend(column.collation.as_ref().and_then(refs::collation));
    let expressions = column.default.iter().chain(column.generated.iter().map(|generated| &generated.expression));
    for expression in expressions {
        objects.extend(refs::mentioned(&expression.references(), Some(table)));
    }
    objects.retain(|object| object.kind != Kind::Column || object.id.part.as_ref() != Some(&column.name));
    objects
}

/// Brings a column of a table into canonical form.
pub(in crate::kinds) fn canonical_column(canon: &mut Canon<'_>, table: &ObjectName, column: &mut Column) {
    let name = column.name.clone();
    canon.data_type(&mut column.data_type, Some(&name));
    canon.own_collation(&mut column.collation, &column.data_type);
    if let Some(default) = &mut column.default {
        canon.default(default, &column.data_type);
    }
    // `DEFAULT NULL` is no default (`AddRelationNewConstraints` in `src/backend/catalog/heap.c`).
    if column.default.as_ref().is_some_and(|default| default.sql().eq_ignore_ascii_case("null")) {
        column.default = None;
    }
    if let Some(generated) = &mut column.generated {
        canon.expression(&mut generated.expression);
    }
    super::not_null::canonicalize(table, column);
    super::settings::canonicalize(&mut column.settings, canon.own_storage(&column.data_type));
    if let Some(identity) = &mut column.identity {
        let options = &mut identity.options;
        // It is always in the schema of the table (`process_owned_by` in `src/backend/commands/sequence.c`).
        options.name = options
            .name
            .take()
            .map(|name| ObjectName { schema: table.schema.clone(), ..name })
            .filter(|name| *name != serial_sequence_name(table, &column.name, 0));
        options.owned_by = None;
        // The sequence has the column's type, which decides its limits.
        options.data_type = Some(column.data_type.clone());
        canon.sequence(options);
        options.data_type = None;
    }
}
