//! How relations are kept, as keys: `tablespace`, `access_method`, `cluster_on`, `replica_identity`.

use schemadiff_sql::syntax::ReplicaIdentity;

use super::Physical;
use crate::render::toml::Fields;

/// Adds what is not the default.
pub(in crate::kinds) fn put(physical: &Physical, fields: &mut Fields) {
    fields.put_some("tablespace", physical.tablespace.as_ref());
    fields.put_some("access_method", physical.access_method.as_ref());
    fields.put_some("cluster_on", physical.cluster_on.as_ref());
    match &physical.replica_identity {
        ReplicaIdentity::Default => {}
        ReplicaIdentity::Nothing => fields.put("replica_identity", "nothing"),
        ReplicaIdentity::Full => fields.put("replica_identity", "full"),
        ReplicaIdentity::Index(index) => {
            let mut named = Fields::default();
            named.put("index", index);
            fields.put("replica_identity", named);
        }
    }
}
