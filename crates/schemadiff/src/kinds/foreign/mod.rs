//! What foreign data wrappers, servers, user mappings and foreign tables share: their options.

pub(crate) mod options;
pub(crate) mod secret;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;
