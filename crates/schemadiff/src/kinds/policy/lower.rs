//! Comparing and changing them.

use super::Policy;
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair};
use crate::diff::Delta;
use crate::kinds::{Catalog, ObjectKind};
use crate::lower::{Lowering, Operations};
use crate::source::{RowError, Snapshot};

impl ObjectKind for Policy {
    const KIND: Kind = Kind::Policy;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::part(self.definition.table.clone(), self.definition.name.clone())
    }
    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }
    fn canonicalize(&mut self, _canon: &mut Canon<'_>) {
        todo!()
    }
    fn references(&self) -> Vec<ObjectRef> {
        todo!()
    }
    fn diff(_pair: Pair<&Self>) -> Vec<Self::Change> {
        todo!()
    }
    fn lower(_delta: &Delta<Self>, _cx: &Lowering<'_>, _out: &mut Operations) {
        todo!()
    }
}
