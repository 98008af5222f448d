//! `[subscriptions]`.

use super::options;
use crate::render::toml::{Fields, Writer};

/// Writes all subscriptions.
pub(crate) fn write(writer: &mut Writer<'_>) {
    for subscription in writer.catalog().subscriptions.values() {
        let mut fields = Fields::default();
        fields.put("publications", &subscription.publications);
        match &subscription.slot_name {
            Some(slot) if *slot == subscription.name => {}
            Some(slot) => fields.put("slot_name", slot),
            None => fields.put("slot_name", "none"),
        }
        fields.put_some("streaming", subscription.streaming.as_ref());
        let known = subscription.options.iter().filter(|(_, value)| *value != options::UNKNOWN);
        for (name, value) in known {
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
