//! Tests against real servers, of every version that the machine has.

mod execute;
mod scratch;
mod servers;
mod settle;
mod snapshot;
