//! From names that a text mentions to the objects they may stand for.
//!
//! A text says "a relation called `users`", not whether that is a table or a view. All kinds that it can be are named;
//! the order graph ignores those that nothing creates.

use schemadiff_sql::References;
use schemadiff_sql::syntax::{ObjectName, TypeName};

use super::{Kind, ObjectId, ObjectRef};

/// What a relation's name can stand for.
pub(crate) fn relation(name: &ObjectName) -> impl Iterator<Item = ObjectRef> + use<> {
    let name = name.clone();
    [
        Kind::Table,
        Kind::ForeignTable,
        Kind::View,
        Kind::MaterializedView,
        Kind::Sequence,
    ]
    .into_iter()
    .map(move |kind| ObjectRef::named(kind, &name))
}

/// What a type's name can stand for: every relation is a type too.
pub(crate) fn data_type(data_type: &TypeName) -> Vec<ObjectRef> {
    named_type(&data_type.name)
}

/// The kinds that are types and nothing else.
pub(crate) const TYPES: [Kind; 4] = [Kind::EnumType, Kind::Domain, Kind::CompositeType, Kind::RangeType];

fn named_type(name: &ObjectName) -> Vec<ObjectRef> {
    if name.schema.is_none() {
        return Vec::new();
    }
    let rows = [
        Kind::Table,
        Kind::ForeignTable,
        Kind::View,
        Kind::MaterializedView,
    ];
    TYPES
        .into_iter()
        .chain(rows)
        .map(|kind| ObjectRef::named(kind, name))
        .collect()
}

/// An operator of any types, unless it is PostgreSQL's own; creating an operator creates this beside the operator itself.
pub(crate) fn operator(name: &ObjectName) -> Option<ObjectRef> {
    name.schema.as_ref()?;
    Some(ObjectRef::named(Kind::Operator, name))
}

/// A collation, unless it is PostgreSQL's own.
pub(crate) fn collation(name: &ObjectName) -> Option<ObjectRef> {
    name.schema.as_ref()?;
    Some(ObjectRef::named(Kind::Collation, name))
}

/// A function of any signature; creating a function creates this beside the function itself.
pub(crate) fn function(name: &ObjectName) -> ObjectRef {
    ObjectRef {
        kind: Kind::Function,
        id: ObjectId {
            name: name.clone(),
            part: None,
        },
    }
}

/// Everything that a piece of SQL mentions. `own` is the table that unqualified columns belong to, if any.
pub(crate) fn mentioned(references: &References, own: Option<&ObjectName>) -> Vec<ObjectRef> {
    let mut objects: Vec<ObjectRef> = Vec::new();
    for name in references.relations.iter().chain(own) {
        if references.relations.contains(name) {
            objects.extend(relation(name));
        }
        objects.extend(
            references
                .columns
                .iter()
                .map(|column| ObjectRef::column(name, column)),
        );
    }
    objects.extend(
        references
            .functions
            .iter()
            .filter(|name| name.schema.is_some())
            .map(function),
    );
    objects.extend(references.types.iter().flat_map(named_type));
    objects.extend(references.collations.iter().filter_map(collation));
    objects.extend(references.operators.iter().filter_map(operator));
    let composites = references.types.iter().filter(|name| name.schema.is_some());
    objects.extend(composites.flat_map(|name| {
        let attributes = references.attributes.iter();
        attributes.map(|attribute| ObjectRef::new(Kind::Attribute, ObjectId::part(name.clone(), attribute)))
    }));
    objects
}
