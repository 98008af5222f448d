//! Temporary tables.
/// A column.
#[derive(Clone, Debug)]
pub struct ScratchColumn {}
/// Tables.
#[derive(Clone, Debug, Default)]
pub struct ScratchTables {}
