//! Renaming a relation wherever a tree speaks of it: what PostgreSQL does by keeping references by OID.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use crate::syntax::ObjectName;
use crate::tree;
use crate::walk::{Visitor, walk_node, walk_relation};

/// Renames a relation in a tree whose names are qualified.
pub(crate) fn rename_relation(node: &mut pb::Node, from: &ObjectName, to: &ObjectName) {
    let mut rename = Rename {
        from,
        to,
        unaliased: false,
    };
    rename.node(node);
    if rename.unaliased {
        Qualifier {
            from: &from.name,
            to: &to.name,
        }
        .node(node);
    }
}

struct Rename<'a> {
    from: &'a ObjectName,
    to: &'a ObjectName,
    /// Whether the relation stands anywhere under its own name, so that columns may be qualified by it.
    unaliased: bool,
}

impl Visitor for Rename<'_> {
    fn relation(&mut self, relation: &mut pb::RangeVar, _target: bool) {
        walk_relation(self, relation);
        if tree::relation_name(relation) == *self.from {
            relation.schemaname = self.to.schema.clone().unwrap_or_default();
            relation.relname.clone_from(&self.to.name);
            self.unaliased |= relation.alias.is_none();
        }
    }
}

struct Qualifier<'a> {
    from: &'a str,
    to: &'a str,
}

impl Visitor for Qualifier<'_> {
    fn node(&mut self, node: &mut pb::Node) {
        walk_node(self, node);
        if let Some(NodeEnum::ColumnRef(column)) = &mut node.node
            && column.fields.len() > 1
            && tree::text(&column.fields[0]) == Some(self.from)
        {
            column.fields[0] = tree::string(self.to);
        }
    }
}

/// Writes a reference to a whole row as PostgreSQL prints it: `t.*` for `t`.
pub(crate) fn whole_row(node: &mut pb::Node, table: &str) {
    WholeRow(table).node(node);
}

struct WholeRow<'a>(&'a str);

impl Visitor for WholeRow<'_> {
    fn node(&mut self, node: &mut pb::Node) {
        walk_node(self, node);
        if let Some(NodeEnum::ColumnRef(column)) = &mut node.node
            && let [only] = column.fields.as_slice()
            && tree::text(only) == Some(self.0)
        {
            column.fields.push(tree::node(NodeEnum::AStar(pb::AStar {})));
        }
    }
}
