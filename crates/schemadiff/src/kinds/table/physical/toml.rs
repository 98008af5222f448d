//! How relations are kept, as keys: `tablespace`, `access_method`, `cluster_on`, `replica_identity`.

use schemadiff_sql::syntax::ReplicaIdentity;

use super::Physical;
use crate::source::toml::{Table as Node, Value};

/// What stands in a table of keys.
pub(in crate::kinds) fn read(node: &Node<'_>) -> Physical {
    let name = |key: &'static str| node.get(key).and_then(Value::part_name);
    Physical {
        tablespace: name("tablespace"),
        access_method: name("access_method"),
        cluster_on: name("cluster_on"),
        replica_identity: node.get("replica_identity").and_then(replica_identity).unwrap_or_default(),
    }
}

/// `"full"`, `"nothing"`, `"default"` or `{ index = "users_key" }`.
fn replica_identity(value: Value<'_>) -> Option<ReplicaIdentity> {
    if value.is_table() {
        let table = value.table("")?;
        let index = table.required("index").and_then(Value::part_name);
        table.finish();
        return index.map(ReplicaIdentity::Index);
    }
    let words: &[(&str, usize)] = &[("default", 0), ("nothing", 1), ("full", 2)];
    let kinds = [ReplicaIdentity::Default, ReplicaIdentity::Nothing, ReplicaIdentity::Full];
    value.one_of(words).and_then(|chosen| kinds.into_iter().nth(chosen))
}
