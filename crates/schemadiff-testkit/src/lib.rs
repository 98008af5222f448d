//! What the tests of the repository share: cases as data, servers of every version, databases to throw away, dumps, laws.
//!
//! Never published and never needed at run time. The tests that use it are in `tests/`: `cases` runs every case without
//! a server, `live` runs it on every version, `tidy` looks at the repository itself.

pub mod applications;
mod attached;
pub mod breadth;
pub mod case;
pub mod clients;
pub mod describe;
pub mod detach;
pub mod differential;
pub mod dump;
pub mod generate;
pub mod introspect;
pub mod lint_page;
pub mod linters;
pub mod live;
pub mod locks_page;
pub mod offline;
pub mod pairs;
pub mod phases;
pub mod place;
pub mod registry;
pub mod round_trip;
pub mod rows;
pub mod schema_page;
pub mod servers;
pub mod settled;
pub mod state;
pub mod type_changes;
pub mod versions;
pub mod views_beside;

mod honest;
mod text;

pub use case::Case;
pub use text::unified;
