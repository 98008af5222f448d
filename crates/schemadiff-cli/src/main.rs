//! schemadiff-cli
fn main() {}
