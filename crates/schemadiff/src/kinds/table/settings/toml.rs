//! Settings of columns as keys: `storage`, `compression`, `statistics`, `options`.

use schemadiff_sql::syntax::{ColumnSettings, Storage};

use crate::source::toml::{Table as Node, Value, storage};

/// Ways to write a storage.
const STORAGES: &[(&str, Option<Storage>)] = &[
    ("plain", Some(Storage::Plain)),
    ("external", Some(Storage::External)),
    ("extended", Some(Storage::Extended)),
    ("main", Some(Storage::Main)),
    ("default", None),
];

/// Ways to write a compression.
const COMPRESSIONS: &[(&str, Option<&str>)] = &[("pglz", Some("pglz")), ("lz4", Some("lz4")), ("default", None)];

/// Takes over what stands in a table of keys.
pub(in crate::kinds) fn read(node: &Node<'_>, settings: &mut ColumnSettings) {
    if let Some(storage) = node.one_of("storage", STORAGES) {
        settings.storage = storage;
    }
    if let Some(compression) = node.one_of("compression", COMPRESSIONS) {
        settings.compression = compression.map(str::to_owned);
    }
    if let Some(value) = node.get("statistics") {
        settings.statistics = statistics(value);
    }
    settings.options.extend(storage(node.get("options")));
}

/// A statistics target; −1 leaves it to `default_statistics_target`.
pub(in crate::kinds) fn statistics(value: Value<'_>) -> Option<u16> {
    match value.integer()? {
        -1 => None,
        target => {
            let fits = u16::try_from(target).ok().filter(|target| *target <= 10_000);
            if fits.is_none() {
                value.bad(
                    format!("`{}` cannot be {target}", value.name()),
                    "write a number from 0 to 10000, or -1 for the default",
                );
            }
            fits
        }
    }
}
