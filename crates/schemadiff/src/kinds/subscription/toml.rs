//! `[subscriptions]`.

use super::{Subscription, options};
use crate::diag::{Diagnostic, code};
use crate::source::toml::{Entry, Reader, Value, comment, scalar};

const STREAMING: &[(&str, &str)] = &[("off", "off"), ("on", "on"), ("parallel", "parallel")];

/// `warehouse = { publications = ["shop"], slot_name = "warehouse", streaming = "on" }`.
pub(crate) fn read(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let name = entry.part_name();
    let Some(table) = entry.table("subscription") else {
        return;
    };
    let mut subscription = Subscription::new(name.clone().unwrap_or_default());
    let publications = table.required("publications").and_then(Value::one_or_more);
    subscription.publications = publications
        .unwrap_or_default()
        .into_iter()
        .filter_map(|(_, value)| value.part_name())
        .collect();
    if let Some(slot) = table.get("slot_name").and_then(Value::text) {
        subscription.slot_name = (slot != "none").then(|| slot.to_owned());
    }
    subscription.streaming = table.one_of("streaming", STREAMING).map(str::to_owned);
    for option in options::OPTIONS {
        let Some(value) = table.get(option.name) else { continue };
        let text = if option.is_flag { value.flag().map(|flag| flag.to_string()) } else { scalar(value) };
        if let Some(text) = text.filter(|text| text != option.default) {
            subscription.options.insert(option.name.to_owned(), text);
        }
    }
    subscription.comment = comment(&table);
    if table.has("connection") && table.get("connection").is_some() {
        let message = format!("how subscription `{}` connects is a secret", entry.name);
        table.value().report(
            Diagnostic::error(code::SECRET, message)
                .help("take `connection` out of the model, and set it on the server with ALTER SUBSCRIPTION … CONNECTION"),
        );
    }
    let is_secret = table.has("connection");
    table.finish();
    // One whose place would show how it connects is left out, so that no other message shows it.
    if name.is_some() && !is_secret {
        reader.define(subscription, &entry.origin());
    }
}
