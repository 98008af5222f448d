//! What the names of columns can mean at one level of a query.

use crate::tree;
use pg_query::NodeEnum;
use pg_query::protobuf as pb;

/// One thing in `FROM` that has columns.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// What its columns can be qualified with: the alias, or else the relation's name.
    pub(super) qualifier: Option<String>,
    /// The schema, where columns can be qualified with that too: of a relation without an alias.
    pub(super) schema: Option<String>,
    /// Its columns, when they are known.
    pub(super) columns: Option<Vec<String>>,
}

impl Item {
    fn has(&self, column: &str) -> bool {
        self.columns.iter().flatten().any(|known| known == column)
    }
}

/// Everything in one `FROM`.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    /// Its items, from left to right.
    pub(super) items: Vec<Item>,
    /// Columns that `USING` merges: a name that belongs to no item alone.
    pub(super) merged: Vec<String>,
    /// Whether something stands here whose columns cannot be known.
    pub(super) opaque: bool,
}

/// What a name is at one level.
pub(super) enum Found<'a> {
    /// A column of this item alone.
    Column(&'a Item),
    /// Nothing, so that the level around this one decides.
    Nothing,
    /// Something that cannot be told, or that has to stay as it is.
    Unclear,
}

impl Level {
    /// A level about which nothing is known.
    pub(super) fn unknown() -> Self {
        Self {
            opaque: true,
            ..Self::default()
        }
    }

    /// Adds what another level holds.
    pub(super) fn extend(&mut self, other: Self) {
        self.items.extend(other.items);
        self.merged.extend(other.merged);
        self.opaque |= other.opaque;
    }

    /// Whether every column is known.
    pub(super) fn is_complete(&self) -> bool {
        !self.opaque && self.items.iter().all(|item| item.columns.is_some())
    }

    /// What a name without a qualifier is.
    pub(super) fn find(&self, column: &str) -> Found<'_> {
        if !self.is_complete() || self.merged.iter().any(|merged| merged == column) {
            return Found::Unclear;
        }
        let mut with_it = self.items.iter().filter(|item| item.has(column));
        match (with_it.next(), with_it.next()) {
            (Some(item), None) => Found::Column(item),
            (None, _) if !self.names(column) => Found::Nothing,
            // In more than one item, or a whole row.
            _ => Found::Unclear,
        }
    }

    /// Whether something here goes by this name.
    pub(super) fn names(&self, qualifier: &str) -> bool {
        self.opaque
            || self
                .items
                .iter()
                .any(|item| item.qualifier.as_deref() == Some(qualifier))
    }

    /// The item of a qualifier, when only one has it.
    pub(super) fn item(&self, qualifier: &str) -> Option<&Item> {
        let mut with_it = self
            .items
            .iter()
            .filter(|item| item.qualifier.as_deref() == Some(qualifier));
        with_it
            .next()
            .filter(|_| with_it.next().is_none() && !self.opaque)
    }

    /// All columns in order with their qualifiers: what `*` stands for.
    pub(super) fn star(&self) -> Option<Vec<pb::Node>> {
        if !self.is_complete() || !self.merged.is_empty() || self.items.is_empty() {
            return None;
        }
        let mut columns = Vec::new();
        for item in &self.items {
            columns.extend(self.star_of(item)?);
        }
        Some(columns)
    }

    /// The columns of an item with its qualifier: what `t.*` stands for.
    pub(super) fn star_of(&self, item: &Item) -> Option<Vec<pb::Node>> {
        let qualifier = item
            .qualifier
            .as_deref()
            .filter(|qualifier| self.item(qualifier).is_some())?;
        let columns = item.columns.as_ref().filter(|columns| !columns.is_empty())?;
        Some(
            columns
                .iter()
                .map(|column| tree::column(&[qualifier, column]))
                .collect(),
        )
    }
}

/// The column names of an item after those that its alias gives.
pub(super) fn renamed(columns: Option<Vec<String>>, alias: Option<&pb::Alias>) -> Option<Vec<String>> {
    let mut columns = columns?;
    let given = alias
        .map(|alias| tree::owned_strings(&alias.colnames))
        .unwrap_or_default();
    for (column, given) in columns.iter_mut().zip(given) {
        *column = given;
    }
    Some(columns)
}

/// The alias of a `FROM` item, if it has one.
pub(super) fn alias_name(alias: Option<&pb::Alias>) -> Option<String> {
    alias
        .map(|alias| alias.aliasname.clone())
        .filter(|name| !name.is_empty())
}

/// The parts of a column's reference, unless a star is among them.
pub(super) fn reference(node: &pb::Node) -> Option<Vec<String>> {
    match &node.node {
        Some(NodeEnum::ColumnRef(column)) => {
            let parts = tree::owned_strings(&column.fields);
            (parts.len() == column.fields.len()).then_some(parts)
        }
        _ => None,
    }
}
