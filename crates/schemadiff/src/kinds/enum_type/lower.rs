//! Comparing and changing enum types.

use schemadiff_sql::quote;
use schemadiff_sql::syntax::ObjectName;

use super::EnumType;
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::{Attribute, Catalog, ObjectKind, Schema};
use crate::lower::{Lowering, Operation, Operations, comment};
use crate::plan::PermissionKind;
use crate::source::{RowError, Snapshot};

/// How two enums of one name can differ.
#[derive(Clone, Debug)]
pub enum EnumChange {
    /// A value that is new, with where it stands: before or after one that is there by then.
    AddValue {
        /// The value.
        value: String,
        /// Its place.
        place: Place,
    },
    /// Values that are there and not wanted, or wanted in another order.
    Rearrange {
        /// The values that are not wanted.
        removed: Vec<String>,
    },
    /// The comment.
    Comment(Option<String>),
}

/// Where a new value stands.
#[derive(Clone, Debug)]
pub enum Place {
    /// At the end.
    Last,
    /// Before another value.
    Before(String),
    /// After another value.
    After(String),
}

impl ObjectKind for EnumType {
    const KIND: Kind = Kind::EnumType;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    type Change = EnumChange;

    fn id(&self) -> ObjectId {
        ObjectId::named(self.name.clone())
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, _canon: &mut Canon<'_>) {}

    fn references(&self) -> Vec<ObjectRef> {
        Schema::needed_by(&self.name).into_iter().collect()
    }

    fn diff(pair: Pair<&Self>) -> Vec<EnumChange> {
        let Pair { old, new } = pair;
        let mut changes = Vec::new();
        let kept: Vec<&String> = new.values.iter().filter(|value| old.values.contains(value)).collect();
        if kept.iter().copied().eq(&old.values) {
            changes.extend(additions(old, new));
        } else {
            let removed = old.values.iter().filter(|value| !new.values.contains(value)).cloned().collect();
            changes.push(EnumChange::Rearrange { removed });
        }
        if old.comment != new.comment {
            changes.push(EnumChange::Comment(new.comment.clone()));
        }
        changes
    }

    /// No statement takes a value away or moves it: a new type takes the name of the old one.
    fn replacement(_pair: Pair<&Self>, changes: &[EnumChange]) -> Option<String> {
        changes.iter().find_map(|change| match change {
            EnumChange::Rearrange { removed } if removed.is_empty() => Some("its values change their order".to_owned()),
            EnumChange::Rearrange { removed } => {
                let removed: Vec<_> = removed.iter().map(|value| format!("'{value}'")).collect();
                Some(format!("it loses {}", removed.join(", ")))
            }
            EnumChange::AddValue { .. } | EnumChange::Comment(_) => None,
        })
    }

    fn disturbs(pair: Pair<&Self>, changes: &[EnumChange]) -> Vec<ObjectRef> {
        Self::replacement(pair, changes).map(|_| pair.new.object_ref()).into_iter().collect()
    }

    fn details(_pair: Pair<&Self>, changes: &[EnumChange]) -> Vec<String> {
        let added = changes.iter().filter(|change| matches!(change, EnumChange::AddValue { .. })).count();
        crate::diff::count(added, "value", "added").into_iter().collect()
    }

    fn lower(delta: &Delta<Self>, cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(kind) => {
                let create = kind.create_operation().because("new enum").undo(format!("DROP TYPE {}", kind.name));
                let comment = kind.comment.as_deref().map(|text| kind.comment_operation(Some(text)));
                out.recipe([Some(create), comment].into_iter().flatten());
            }
            Delta::Drop(kind) => out.add(
                Operation::new(OpCode::DropEnum, kind.object_ref(), format!("DROP TYPE {}", kind.name))
                    .drops(kind.object_ref())
                    .releases(kind.references())
                    .permission(PermissionKind::DropEnum)
                    .because("no longer in the model"),
            ),
            Delta::Alter { new, changes, .. } => {
                // Each addition may stand beside the one before it, so they keep their order.
                let mut columns = cx.columns_of_type(&new.name);
                // One that goes mentions nothing any more, and its going need not be waited for.
                columns.retain(|column| !cx.goes_away(&column.id.name) && !cx.drops_any(std::slice::from_ref(column)));
                let changes = changes.iter().map(|change| change.clone().before_renames(&new.name, cx));
                let operations = changes.filter_map(|change| new.change(&change));
                // What mentions such a column may mention the value: it waits as if the column were new.
                out.recipe(operations.map(|operation| match operation.code {
                    OpCode::AddEnumValue => operation.creates_all(columns.iter().cloned()),
                    _ => operation,
                }));
            }
            Delta::Replace { old, new, because } => out.recipe(super::swap::replace(old, new, because, cx)),
        }
    }
}

/// The additions that turn the old values into the new ones, each beside a value that is there when it runs.
fn additions(old: &EnumType, new: &EnumType) -> Vec<EnumChange> {
    let mut present: Vec<&String> = old.values.iter().collect();
    let mut additions = Vec::new();
    for (index, value) in new.values.iter().enumerate() {
        if old.values.contains(value) {
            continue;
        }
        let previous = index.checked_sub(1).map(|index| &new.values[index]);
        let place = match (previous, present.first()) {
            (Some(previous), _) if present.last() == Some(&previous) => Place::Last,
            (Some(previous), _) => Place::After(previous.clone()),
            (None, Some(first)) => Place::Before((*first).clone()),
            (None, None) => Place::Last,
        };
        let position = previous.map_or(0, |previous| present.iter().position(|value| *value == previous).map_or(0, |at| at + 1));
        present.insert(position, value);
        additions.push(EnumChange::AddValue { value: value.clone(), place });
    }
    additions
}

impl EnumChange {
    /// Values are added before others are renamed, so one that is still to be renamed goes by the name that it has.
    fn before_renames(mut self, data_type: &ObjectName, cx: &Lowering<'_>) -> Self {
        if let Self::AddValue { place: Place::Before(other) | Place::After(other), .. } = &mut self {
            let to = ObjectRef::new(Kind::EnumValue, ObjectId::part(data_type.clone(), other.clone()));
            let rename = cx.changes().renames.iter().find(|rename| rename.to == to);
            if let Some(from) = rename.and_then(|rename| rename.from.id.part.as_ref()) {
                other.clone_from(from);
            }
        }
        self
    }
}

impl EnumType {
    /// `CREATE TYPE`.
    pub(super) fn create_operation(&self) -> Operation {
        let values: Vec<_> = self.values.iter().map(|value| quote::literal(value)).collect();
        let sql = format!("CREATE TYPE {} AS ENUM ({})", self.name, values.join(", "));
        Operation::new(OpCode::CreateEnum, self.object_ref(), sql).needs(self.references()).creates(self.object_ref())
    }

    /// Its values across kinds.
    pub(crate) fn value_refs(&self) -> impl Iterator<Item = ObjectRef> {
        self.values.iter().map(|value| ObjectRef::new(Kind::EnumValue, ObjectId::part(self.name.clone(), value)))
    }

    pub(super) fn comment_operation(&self, text: Option<&str>) -> Operation {
        comment(OpCode::Comment, self.object_ref(), &format!("TYPE {}", self.name), text)
    }

    fn change(&self, change: &EnumChange) -> Option<Operation> {
        match change {
            EnumChange::AddValue { value, place } => {
                let place = match place {
                    Place::Last => String::new(),
                    Place::Before(other) => format!(" BEFORE {}", quote::literal(other)),
                    Place::After(other) => format!(" AFTER {}", quote::literal(other)),
                };
                let sql = format!("ALTER TYPE {} ADD VALUE {}{place}", self.name, quote::literal(value));
                Some(
                    Operation::new(OpCode::AddEnumValue, self.object_ref(), sql)
                        .creates(self.object_ref())
                        .creates(ObjectRef::new(Kind::EnumValue, ObjectId::part(self.name.clone(), value)))
                        .because(format!("new value '{value}'; committed before anything uses it")),
                )
            }
            EnumChange::Comment(text) => Some(self.comment_operation(text.as_deref())),
            EnumChange::Rearrange { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(old: &[&str], new: &[&str]) -> Vec<String> {
        let kind = |values: &[&str]| EnumType {
            name: ObjectName::qualified("public", "mood"),
            values: values.iter().map(|value| (*value).to_owned()).collect(),
            comment: None,
        };
        let (old, new) = (kind(old), kind(new));
        EnumType::diff(Pair { old: &old, new: &new })
            .iter()
            .map(|change| match new.change(change).map(|operation| operation.sql) {
                Some(crate::lower::Sql::Statement(sql)) => sql.replace("ALTER TYPE public.mood ADD VALUE ", ""),
                _ => "cannot".to_owned(),
            })
            .collect()
    }

    #[test]
    fn every_value_stands_beside_one_that_is_there() {
        assert_eq!(plan(&["c"], &["a", "b", "c"]), ["'a' BEFORE 'c'", "'b' AFTER 'a'"]);
        assert_eq!(plan(&["a", "c"], &["a", "b", "c", "d", "e"]), ["'b' AFTER 'a'", "'d'", "'e'"]);
        assert_eq!(plan(&[], &["a", "b"]), ["'a'", "'b'"]);
    }

    #[test]
    fn removing_and_reordering_is_no_addition() {
        assert_eq!(plan(&["a", "b"], &["a"]), ["cannot"]);
        assert_eq!(plan(&["a", "b"], &["b", "a"]), ["cannot"]);
    }
}
