//! The real binary, run as a user runs it: what it prints where, and how it ends.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod apply;
mod check;
mod demonstrations;
mod docs;
mod export;
mod harness;
mod help;
mod hostile;
mod import;
mod interruptions;
mod ledger;
mod lint;
mod markup;
mod partitions;
mod plan;
mod queries;
mod readme;
mod refusals;
mod rights;
mod seed;
mod server;
mod states;
mod survey;
mod tenants;
mod yardstick;
