//! Tests against real servers, of every version that the machine has.

mod scratch;
mod servers;
mod settle;
mod snapshot;
