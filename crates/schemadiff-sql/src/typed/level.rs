//! Which columns a query's names can mean.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use super::ColumnTypes;
use crate::syntax::{ObjectName, TypeName};
use crate::tree;

/// What a `FROM` clause brings.
pub(super) struct Level {
    items: Vec<Item>,
    /// Whether there is more than the items: what has columns that cannot be told.
    has_more: bool,
}

/// What a name means in a level.
pub(super) enum Found {
    /// Nothing: the query around may have it.
    Nothing,
    /// A column whose type cannot be told, or more than one thing.
    Unclear,
    /// A column of a type.
    Column(TypeName),
}

/// One relation in it.
pub(super) struct Item {
    /// The name that qualifies its columns.
    name: String,
    relation: ObjectName,
}

impl Item {
    pub(super) fn named(relation: ObjectName) -> Self {
        Self {
            name: relation.name.clone(),
            relation,
        }
    }
}

impl Level {
    pub(super) fn of(items: impl IntoIterator<Item = Item>) -> Self {
        Self {
            items: items.into_iter().collect(),
            has_more: false,
        }
    }

    /// One of which nothing is known.
    pub(super) fn unknown() -> Self {
        Self {
            items: Vec::new(),
            has_more: true,
        }
    }

    pub(super) fn from(clause: &[pb::Node]) -> Self {
        let mut level = Self::of([]);
        for item in clause {
            level.add(item);
        }
        level
    }

    fn add(&mut self, node: &pb::Node) {
        match &node.node {
            Some(NodeEnum::RangeVar(relation)) => {
                let alias = relation.alias.as_ref();
                // A list of column names beside the alias renames them.
                if alias.is_some_and(|alias| !alias.colnames.is_empty()) {
                    self.has_more = true;
                    return;
                }
                let item = Item::named(tree::relation_name(relation));
                self.items.push(Item {
                    name: alias.map_or(item.name, |alias| alias.aliasname.clone()),
                    relation: item.relation,
                });
            }
            Some(NodeEnum::JoinExpr(join)) if join.alias.is_none() && join.join_using_alias.is_none() => {
                for side in [&join.larg, &join.rarg].into_iter().flatten() {
                    self.add(side);
                }
            }
            _ => self.has_more = true,
        }
    }

    /// What a column reference means.
    pub(super) fn find(&self, parts: &[&str], types: &dyn ColumnTypes) -> Found {
        let (qualifier, column) = match parts {
            [column] => (None, *column),
            [qualifier, column] => (Some(*qualifier), *column),
            _ => return Found::Unclear,
        };
        // What cannot be told may have a column of the name too.
        if qualifier.is_none() && self.has_more {
            return Found::Unclear;
        }
        let mut found = Found::Nothing;
        let is_meant = |item: &&Item| qualifier.is_none_or(|qualifier| item.name == qualifier);
        for item in self.items.iter().filter(is_meant) {
            let Some(columns) = types.columns(&item.relation) else {
                return Found::Unclear;
            };
            if let Some((_, data_type)) = columns.iter().find(|(name, _)| name == column) {
                found = match (found, data_type) {
                    (Found::Nothing, Some(data_type)) => Found::Column(data_type.clone()),
                    // In two relations: one of USING, or a mistake.
                    _ => Found::Unclear,
                };
            }
        }
        match found {
            Found::Nothing if self.has_more => Found::Unclear,
            found => found,
        }
    }
}
