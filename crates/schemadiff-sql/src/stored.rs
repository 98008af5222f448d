//! How a normal form is kept: small, comparable, and printed when somebody asks.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

use pg_query::protobuf as pb;
use prost::Message;

use crate::references::{self, Mentions};

/// A tree in normal form.
///
/// It is kept encoded: a decoded tree takes some six hundred bytes a node, and a catalog holds many thousand trees
/// that nobody looks into. Encoding is deterministic, so equal bytes are equal trees.
pub(crate) struct Stored {
    tree: Box<[u8]>,
    sql: OnceLock<Box<str>>,
    mentions: OnceLock<Box<Mentions>>,
}

impl Stored {
    /// Keeps a tree.
    pub(crate) fn new(tree: &pb::Node) -> Self {
        Self {
            tree: tree.encode_to_vec().into_boxed_slice(),
            sql: OnceLock::new(),
            mentions: OnceLock::new(),
        }
    }

    /// The tree again.
    pub(crate) fn tree(&self) -> pb::Node {
        pb::Node::decode(&*self.tree).expect("these bytes were encoded from a tree of the same type")
    }

    /// The tree as SQL, printed by `print` the first time.
    pub(crate) fn sql(&self, print: impl FnOnce(pb::Node) -> String) -> &str {
        self.sql.get_or_init(|| print(self.tree()).into_boxed_str())
    }
}

impl Stored {
    /// What the tree refers to, looked for the first time only.
    pub(crate) fn mentions(&self) -> &Mentions {
        self.mentions
            .get_or_init(|| Box::new(references::collect(&mut self.tree())))
    }
}

impl PartialEq for Stored {
    fn eq(&self, other: &Self) -> bool {
        self.tree == other.tree
    }
}

impl Eq for Stored {}

impl PartialOrd for Stored {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Stored {
    fn cmp(&self, other: &Self) -> Ordering {
        self.tree.cmp(&other.tree)
    }
}

impl Hash for Stored {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.tree.hash(state);
    }
}
