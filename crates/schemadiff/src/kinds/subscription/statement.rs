//! Subscriptions as SQL statements write them.

use schemadiff_sql::syntax::CreateSubscription;

use super::{Subscription, options};
use crate::diag::{Diagnostic, code};
use crate::source::Script;

/// `CREATE SUBSCRIPTION`. How to connect is left out, and no message shows the line.
pub(crate) fn create(script: &mut Script<'_>, create: CreateSubscription) {
    let mut subscription = Subscription::new(create.name);
    subscription.publications = create.publications;
    if create.has_connection {
        let message = format!("how subscription `{}` connects is left out", subscription.name);
        script.report(
            Diagnostic::warning(code::SECRET, message)
                .help("it is a secret: set it on the server itself with ALTER SUBSCRIPTION … CONNECTION"),
        );
    }
    for (name, value) in create.options {
        match (name.as_str(), options::find(&name)) {
            ("slot_name", _) => subscription.slot_name = (value != "none").then_some(value),
            ("streaming", _) => subscription.streaming = options::streaming(&value).map(str::to_owned),
            (_, Some(option)) => {
                let value = match options::boolean(&value) {
                    Some(flag) if option.is_flag => flag.to_owned(),
                    _ => value.to_ascii_lowercase(),
                };
                if value != option.default {
                    subscription.options.insert(name, value);
                }
            }
            (name, None) if options::OF_THE_STATEMENT.contains(&name) => {}
            (name, None) => script.unsupported(&format!("the option {name} of a subscription")),
        }
    }
    if !create.has_connection {
        return script.define(subscription);
    }
    let message = format!("subscription `{}` is defined twice", subscription.name);
    if script.into.catalog.insert(subscription).is_some() {
        script.report(Diagnostic::error(code::DUPLICATE, message).help("remove one of them"));
    }
}
