//! The catalog: every object of a schema, by kind and name, and what is known about where each was defined.

mod annotation;
mod document;
mod object;
mod origin;
pub(crate) mod refs;
mod scope;
mod store;

pub use annotation::{
    Annotation, Annotations, LEDGER, ListPolicy, NamedTarget, PartitionPolicy, Retire, Settings, Size,
    is_ledger,
};
pub use document::{
    Approval, Connections, DocumentSettings, Domain, Edition, Fact, FactValue, QueryStandard, Setting,
    Standard,
};
pub use object::{ObjectId, ObjectRef, Pair};
pub(crate) use object::{ident, idents, operator};
pub use origin::{FileId, Origin, Origins, SourceFile, Sources};
pub(crate) use scope::matches;
pub use scope::{PLATFORM_OWNERS, Pattern, Scope};
pub use store::Store;

pub use crate::kinds::{Catalog, Kind};
