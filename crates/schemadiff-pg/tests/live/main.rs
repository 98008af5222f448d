//! Tests against real servers, of every version that the machine has.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod asking;
mod connect;
mod execute;
mod interrupt;
mod network;
mod pooler;
mod scratch;
mod servers;
mod settle;
mod snapshot;
mod trace;
