//! The names that functions in `FROM` give their columns.
//!
//! PostgreSQL prints the names of all columns that a function of a row type had when the view was made. Once the type has
//! got more, the view that is there names fewer than one that is made now, and both say the same.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use crate::tree;
use crate::walk::{Visitor, walk_node};

/// Takes names off at the end of each list that begins as the list in the same place of `like` does.
///
/// A tree with a star is left alone: what stands for all columns stands for those at the end too.
pub(crate) fn shorten(node: &mut pb::Node, like: &mut pb::Node) {
    let mut wanted = Lists::default();
    wanted.node(like);
    let mut own = Lists::default();
    own.node(&mut node.clone());
    if own.has_star || own.lists.len() != wanted.lists.len() {
        return;
    }
    Shorten(wanted.lists.into_iter()).node(node);
}

/// The lists, in the order of the walk.
#[derive(Default)]
struct Lists {
    lists: Vec<Vec<String>>,
    has_star: bool,
}

impl Visitor for Lists {
    fn node(&mut self, node: &mut pb::Node) {
        match &node.node {
            Some(NodeEnum::AStar(_)) => self.has_star = true,
            Some(NodeEnum::RangeFunction(function)) => self.lists.push(names(function)),
            _ => {}
        }
        walk_node(self, node);
    }
}

struct Shorten(std::vec::IntoIter<Vec<String>>);

impl Visitor for Shorten {
    fn node(&mut self, node: &mut pb::Node) {
        if let Some(NodeEnum::RangeFunction(function)) = &mut node.node {
            let own = names(function);
            let wanted = self.0.next().unwrap_or_default();
            if let Some(alias) = &mut function.alias
                && !wanted.is_empty()
                && own.starts_with(&wanted)
            {
                alias.colnames.truncate(wanted.len());
            }
        }
        walk_node(self, node);
    }
}

fn names(function: &pb::RangeFunction) -> Vec<String> {
    let alias = function.alias.as_ref();
    alias
        .map(|alias| tree::owned_strings(&alias.colnames))
        .unwrap_or_default()
}
