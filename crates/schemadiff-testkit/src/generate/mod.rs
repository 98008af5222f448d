//! Pairs of schemas that nobody wrote: what is there and what is wanted, made at random and alike enough that the way
//! from one to the other is long and tangled.
//!
//! A [`Blueprint`] describes both sides at once. Each of its parts is on one side or on both, and may differ between
//! them; parts name each other by number, and a number is always good for something, so that any part can be left out
//! and the rest still makes two schemas. That is what lets a failure shrink to the few parts that matter.

mod blueprint;
mod extras;
mod over;
mod parts;
mod print;
mod types;
mod views;

pub use blueprint::{Blueprint, blueprint};
pub use extras::ROLES;
pub use parts::Side;
