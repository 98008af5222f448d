//! `COMMENT ON`: the text goes to the object that it is about.

use schemadiff_sql::syntax::{CommentTarget, Constraint, NamedKind, ObjectName, TypeName};

use super::Script;
use super::define::constraint_name;
use crate::catalog::{Kind, ObjectId, ObjectRef};
use crate::diag::{Code, code};
use crate::kinds::{
    AccessMethod, Conversion, EventTrigger, ForeignDataWrapper, ForeignServer, ForeignTable, InCatalog,
    Language, Publication, Role, Schema, Statistics, Subscription, TextSearchConfiguration,
    TextSearchDictionary, TextSearchParser, TextSearchTemplate, cast, domain, operator, operator_class,
    operator_family, table, transform,
};

impl Script<'_> {
    pub(super) fn comment(&mut self, on: CommentTarget, text: Option<String>) {
        match on {
            CommentTarget::Schema(name) => {
                // initdb's own comment on public, which older dumps repeat.
                let text = text.filter(|text| name != "public" || text != "standard public schema");
                self.put(
                    Schema::id_of(&name),
                    code::MISSING_OBJECT,
                    |schema: &mut Schema| schema.comment = text,
                );
            }
            CommentTarget::Extension(name) => {
                // Every database has plpgsql, and so no script creates it.
                if name != "plpgsql" {
                    let id = ObjectId::named(ObjectName::bare(name));
                    self.put(
                        id,
                        code::MISSING_OBJECT,
                        |extension: &mut crate::kinds::Extension| extension.comment = text,
                    );
                }
            }
            CommentTarget::Type(name) => {
                let name = self.type_name(name);
                self.comment_on_type(&ObjectId::named(name), text);
            }
            CommentTarget::Function(name, types) => self.comment_on_function(name, &types, text),
            CommentTarget::Trigger(table, name) => {
                let id = ObjectId::part(self.relation_name(table), name);
                self.put(id, code::MISSING_OBJECT, |trigger: &mut crate::kinds::Trigger| {
                    trigger.comment = text;
                });
            }
            CommentTarget::Policy(table, name) => {
                let id = ObjectId::part(self.relation_name(table), name);
                self.put(id, code::MISSING_OBJECT, |policy: &mut crate::kinds::Policy| {
                    policy.comment = text;
                });
            }
            CommentTarget::Rule(table, name) => {
                let id = ObjectId::part(self.relation_name(table), name);
                self.put(id, code::MISSING_OBJECT, |rule: &mut crate::kinds::Rule| {
                    rule.comment = text;
                });
            }
            CommentTarget::Constraint(table, name) => {
                let table = self.relation_name(table);
                if !self.comment_on_not_null(&table, &name, text.as_ref()) {
                    self.comment_on_constraint(&table, &name, |found| found.comment = text);
                }
            }
            CommentTarget::Aggregate(name, types) => self.comment_on_aggregate(name, &types, text),
            CommentTarget::Cast(source, target) => {
                cast::statement::comment(self, (source, target), text);
            }
            CommentTarget::Operator(name, left, right) => {
                operator::statement::comment(self, name, (left, right), text);
            }
            CommentTarget::OperatorClass(name, method) => {
                operator_class::statement::comment(self, name, &method, text);
            }
            CommentTarget::OperatorFamily(name, method) => {
                operator_family::statement::comment(self, name, &method, text);
            }
            CommentTarget::Collation(mut name) => {
                self.mention_collation(&mut name);
                let id = ObjectId::named(self.own_name(name));
                self.put(
                    id,
                    code::MISSING_OBJECT,
                    |collation: &mut crate::kinds::Collation| {
                        collation.comment = text;
                    },
                );
            }
            CommentTarget::DomainConstraint(name, constraint) => {
                domain::statement::comment_on_constraint(self, name, &constraint, text);
            }
            CommentTarget::Column(relation, column) => {
                let relation = self.relation_name(relation);
                self.comment_on_column(&relation, column, text);
            }
            CommentTarget::Table(name) => self.comment_on_relation(name, Kind::Table, text),
            CommentTarget::View(name) => self.comment_on_relation(name, Kind::View, text),
            CommentTarget::MaterializedView(name) => {
                self.comment_on_relation(name, Kind::MaterializedView, text);
            }
            CommentTarget::Sequence(name) => self.comment_on_relation(name, Kind::Sequence, text),
            CommentTarget::Index(name) => self.comment_on_relation(name, Kind::Index, text),
            CommentTarget::Named(kind, name) => self.comment_on_named(kind, name, text),
            CommentTarget::Transform(data_type, language) => {
                transform::statement::comment(self, data_type, language, text);
            }
            CommentTarget::Other(what) => self.unsupported(&format!("COMMENT ON {what}")),
        }
    }

    fn comment_on_named(&mut self, kind: NamedKind, name: ObjectName, text: Option<String>) {
        let in_schema = matches!(
            kind,
            NamedKind::Conversion
                | NamedKind::ForeignTable
                | NamedKind::Statistics
                | NamedKind::TextSearchConfiguration
                | NamedKind::TextSearchDictionary
                | NamedKind::TextSearchParser
                | NamedKind::TextSearchTemplate
        );
        let id = ObjectId::named(if in_schema { self.own_name(name) } else { name });
        match kind {
            NamedKind::Conversion => self.comment_on::<Conversion>(id, |object| &mut object.comment, text),
            NamedKind::EventTrigger => {
                self.comment_on::<EventTrigger>(id, |object| &mut object.comment, text);
            }
            NamedKind::ForeignDataWrapper => {
                self.comment_on::<ForeignDataWrapper>(id, |object| &mut object.comment, text);
            }
            NamedKind::ForeignTable => {
                self.comment_on::<ForeignTable>(id, |object| &mut object.comment, text);
            }
            NamedKind::ForeignServer => {
                self.comment_on::<ForeignServer>(id, |object| &mut object.comment, text);
            }
            NamedKind::AccessMethod => {
                self.comment_on::<AccessMethod>(id, |object| &mut object.comment, text);
            }
            NamedKind::Language => self.comment_on::<Language>(id, |object| &mut object.comment, text),
            NamedKind::Publication => self.comment_on::<Publication>(id, |object| &mut object.comment, text),
            NamedKind::Role => self.comment_on::<Role>(id, |object| &mut object.comment, text),
            NamedKind::Statistics => self.comment_on::<Statistics>(id, |object| &mut object.comment, text),
            NamedKind::Subscription => {
                self.comment_on::<Subscription>(id, |object| &mut object.comment, text);
            }
            NamedKind::TextSearchConfiguration => {
                self.comment_on::<TextSearchConfiguration>(id, |object| &mut object.comment, text);
            }
            NamedKind::TextSearchDictionary => {
                self.comment_on::<TextSearchDictionary>(id, |object| &mut object.comment, text);
            }
            NamedKind::TextSearchParser => {
                self.comment_on::<TextSearchParser>(id, |object| &mut object.comment, text);
            }
            NamedKind::TextSearchTemplate => {
                self.comment_on::<TextSearchTemplate>(id, |object| &mut object.comment, text);
            }
        }
    }

    fn comment_on<K: InCatalog>(
        &mut self,
        id: ObjectId,
        place: fn(&mut K) -> &mut Option<String>,
        text: Option<String>,
    ) {
        self.put(id, code::MISSING_OBJECT, |object: &mut K| *place(object) = text);
    }

    /// A type of any kind.
    fn comment_on_type(&mut self, id: &ObjectId, text: Option<String>) {
        let catalog = &mut self.into.catalog;
        let enum_type = catalog.enums.get_mut(id).map(|found| &mut found.comment);
        let found = enum_type
            .or_else(|| catalog.domains.get_mut(id).map(|found| &mut found.comment))
            .or_else(|| {
                catalog
                    .composite_types
                    .get_mut(id)
                    .map(|found| &mut found.comment)
            })
            .or_else(|| catalog.range_types.get_mut(id).map(|found| &mut found.comment));
        match found {
            Some(comment) => *comment = text,
            None => self.missing(code::MISSING_OBJECT, format_args!("type `{}`", id.name)),
        }
    }

    /// Changes an object that must exist.
    fn put<K: InCatalog>(&mut self, id: ObjectId, code: Code, change: impl FnOnce(&mut K)) {
        match K::store_mut(&mut self.into.catalog).get_mut(&id) {
            Some(object) => change(object),
            None => self.missing(code, ObjectRef::new(K::KIND, id)),
        }
    }

    fn comment_on_relation(&mut self, name: ObjectName, kind: Kind, text: Option<String>) {
        let name = self.relation_name(name);
        let held = self.relation(&name).cloned();
        if let Some(constraint) = held.as_ref().filter(|held| held.kind == Kind::Constraint)
            && let Some(part) = &constraint.id.part
        {
            return self.comment_on_constraint(&constraint.id.name, part, |found| found.index_comment = text);
        }
        let held = held.map(|held| held.kind);
        let code = if kind == Kind::Table {
            code::MISSING_TABLE
        } else {
            code::MISSING_OBJECT
        };
        let catalog = &mut self.into.catalog;
        let id = ObjectId::named(name.clone());
        let comment = match held {
            Some(held) if held != kind => None,
            Some(Kind::Table) => catalog.tables.get_mut(&id).map(|table| &mut table.comment),
            Some(Kind::View) => catalog.views.get_mut(&id).map(|view| &mut view.comment),
            Some(Kind::MaterializedView) => catalog
                .materialized_views
                .get_mut(&id)
                .map(|view| &mut view.comment),
            Some(Kind::Sequence) => catalog
                .sequences
                .get_mut(&id)
                .map(|sequence| &mut sequence.comment),
            Some(Kind::Index) => catalog.indexes.get_mut(&id).map(|index| &mut index.comment),
            _ => None,
        };
        match comment {
            Some(comment) => *comment = text,
            None => self.missing(code, ObjectRef::named(kind, &name)),
        }
    }

    fn comment_on_column(&mut self, relation: &ObjectName, column: String, text: Option<String>) {
        let id = ObjectId::named(relation.clone());
        let catalog = &mut self.into.catalog;
        if let Some(table) = catalog.tables.get_mut(&id) {
            if let Some(found) = table.columns.iter_mut().find(|found| found.name == column) {
                found.comment = text;
            } else if let Some(partition) = &mut table.partition_of {
                partition.columns.entry(column).or_default().comment = text;
            } else {
                self.missing(code::MISSING_COLUMN, ObjectRef::column(relation, &column));
            }
            return;
        }
        if let Some(table) = catalog.foreign_tables.get_mut(&id) {
            match table.columns.iter_mut().find(|found| found.name == column) {
                Some(found) => found.comment = text,
                None => self.missing(code::MISSING_COLUMN, ObjectRef::column(relation, &column)),
            }
            return;
        }
        if let Some(composite) = catalog.composite_types.get_mut(&id) {
            let part = composite.attribute_ref(&column);
            let mut attributes = composite.definition.attributes.iter_mut();
            match attributes.find(|attribute| attribute.name == column) {
                Some(attribute) => attribute.comment = text,
                None => self.missing(code::MISSING_COLUMN, part),
            }
            return;
        }
        let view = catalog.views.get_mut(&id).map(|view| &mut view.column_comments);
        let comments = view.or_else(|| {
            catalog
                .materialized_views
                .get_mut(&id)
                .map(|view| &mut view.column_comments)
        });
        match (comments, text) {
            (Some(comments), Some(text)) => drop(comments.insert(column, text)),
            (Some(comments), None) => drop(comments.remove(&column)),
            (None, _) => self.missing(code::MISSING_TABLE, ObjectRef::named(Kind::Table, relation)),
        }
    }

    /// Whether the name is that of a NOT NULL, which is said something of then.
    fn comment_on_not_null(&mut self, table: &ObjectName, name: &str, text: Option<&String>) -> bool {
        let Some(found) = self.into.catalog.tables.get_mut(&ObjectId::named(table.clone())) else {
            return false;
        };
        if found
            .constraints
            .iter()
            .any(|constraint| constraint_name(found, constraint) == name)
        {
            return false;
        }
        table::statement::change_not_null(found, name, |required| required.comment = text.cloned())
    }

    /// A constraint without a name has the one that PostgreSQL gives it.
    fn comment_on_constraint(
        &mut self,
        table: &ObjectName,
        name: &str,
        change: impl FnOnce(&mut Constraint),
    ) {
        let id = ObjectId::named(table.clone());
        if let Some(foreign) = self.into.catalog.foreign_tables.get_mut(&id) {
            let mut checks = foreign.checks.iter_mut();
            match checks.find(|check| check.name.as_deref() == Some(name)) {
                Some(check) => change(check),
                None => self.missing(code::MISSING_OBJECT, ObjectRef::constraint(table, name)),
            }
            return;
        }
        let found = self.into.catalog.tables.get_mut(&id);
        let Some(found) = found else {
            return self.missing(code::MISSING_TABLE, ObjectRef::named(Kind::Table, table));
        };
        let position = found
            .constraints
            .iter()
            .position(|constraint| constraint_name(found, constraint) == name);
        match position {
            Some(position) => change(&mut found.constraints[position]),
            None if found.partition_of.is_some() => {
                self.unsupported("a comment on what a partition has from its parent");
            }
            None => self.missing(code::MISSING_OBJECT, ObjectRef::constraint(table, name)),
        }
    }

    fn comment_on_function(&mut self, mut name: ObjectName, types: &[TypeName], text: Option<String>) {
        self.mention_function(&mut name);
        let name = self.own_name(name);
        if let Some(id) = self.function(&name, types)
            && let Some(function) = self.into.catalog.functions.get_mut(&id)
        {
            function.comment = text;
            return;
        }
        let written: Vec<String> = types.iter().map(ToString::to_string).collect();
        let about = ObjectRef::new(Kind::Function, ObjectId::part(name, written.join(", ")));
        self.missing(code::MISSING_OBJECT, about);
    }

    /// Of an ordered-set aggregate all arguments count.
    fn comment_on_aggregate(&mut self, mut name: ObjectName, types: &[TypeName], text: Option<String>) {
        self.mention_function(&mut name);
        let name = self.own_name(name);
        let aggregates = self
            .into
            .catalog
            .aggregates
            .iter_mut()
            .map(|(_, aggregate)| aggregate);
        let found = aggregates
            .filter(|aggregate| aggregate.definition.name == name)
            .find(|aggregate| {
                let signature = aggregate.definition.signature();
                signature.len() == types.len() && signature.iter().zip(types).all(|(a, b)| is_same_type(a, b))
            });
        if let Some(aggregate) = found {
            aggregate.comment = text;
            return;
        }
        let written: Vec<String> = types.iter().map(ToString::to_string).collect();
        let about = ObjectRef::new(Kind::Aggregate, ObjectId::part(name, written.join(", ")));
        self.missing(code::MISSING_OBJECT, about);
    }

    /// The types of a function's arguments as its definition has them.
    pub(crate) fn function_of(&self, name: &ObjectName, types: &[TypeName]) -> Option<Vec<TypeName>> {
        let function = self.into.catalog.functions.get(&self.function(name, types)?)?;
        Some(function.definition.signature())
    }

    /// The function that is meant. Types may be qualified in one place and not in the other.
    fn function(&self, name: &ObjectName, types: &[TypeName]) -> Option<ObjectId> {
        let named = self.into.catalog.functions.parts_of(name);
        let mut functions = named.map(|function| &function.definition);
        let found = functions.find(|definition| {
            let signature = definition.signature();
            signature.len() == types.len() && signature.iter().zip(types).all(|(a, b)| is_same_type(a, b))
        });
        found.map(crate::kinds::Function::id_of)
    }
}

/// Whether two types can be the same where one is qualified and the other is not.
pub(crate) fn is_same_type(a: &TypeName, b: &TypeName) -> bool {
    let (own, other) = (a.name.schema.as_ref(), b.name.schema.as_ref());
    let compatible = own.is_none() || other.is_none() || own == other;
    a.name.name == b.name.name && a.array == b.array && compatible
}
