//! Tests against real servers, of every version that the machine has.

mod connect;
mod execute;
mod network;
mod scratch;
mod servers;
mod settle;
mod snapshot;
