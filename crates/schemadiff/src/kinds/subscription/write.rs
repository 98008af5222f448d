//! `[subscriptions]`.

use super::options;
use crate::render::toml::{Fields, Writer};

/// Writes all subscriptions.
pub(crate) fn write(writer: &mut Writer<'_>) {
    for subscription in writer.catalog().subscriptions.values() {
        let mut fields = Fields::default();
        let publications: Vec<String> = subscription.publications.iter().cloned().collect();
        fields.put("publications", &publications);
        match &subscription.slot_name {
            Some(slot) if *slot == subscription.name => {}
            Some(slot) => fields.put("slot_name", slot),
            None => fields.put("slot_name", "none"),
        }
        fields.put_some("streaming", subscription.streaming.as_ref());
        for (name, value) in &subscription.options {
            let flag = options::find(name).is_some_and(|option| option.is_flag);
            if flag {
                fields.put(name, value == "true");
            } else {
                fields.put(name, value);
            }
        }
        fields.put_some("comment", subscription.comment.as_ref());
        writer.document.section(&["subscriptions", &subscription.name], &fields);
    }
}
