//! Build.
/// Build.
pub fn build() { todo!() }
