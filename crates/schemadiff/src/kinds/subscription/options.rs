//! The options of a subscription that are part of what it is.

/// An option with its default.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SubscriptionOption {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it is when nothing is said.
    pub(crate) default: &'static str,
    /// Whether it is a boolean.
    pub(crate) is_flag: bool,
    /// Whether changing it asks the publisher, or cannot be done at all.
    pub(crate) fixed: bool,
    /// The first major version that has it.
    pub(crate) since: u32,
}

const fn flag(name: &'static str, default: &'static str, fixed: bool, since: u32) -> SubscriptionOption {
    SubscriptionOption {
        name,
        default,
        is_flag: true,
        fixed,
        since,
    }
}

/// All of them but `slot_name` and `streaming` (manual, "CREATE SUBSCRIPTION"; `parse_subscription_options()` in
/// `src/backend/commands/subscriptioncmds.c`).
pub(crate) const OPTIONS: &[SubscriptionOption] = &[
    flag("binary", "false", false, 14),
    flag("disable_on_error", "false", false, 15),
    flag("failover", "false", true, 17),
    SubscriptionOption {
        name: "origin",
        default: "any",
        is_flag: false,
        fixed: false,
        since: 16,
    },
    flag("password_required", "true", false, 16),
    flag("run_as_owner", "false", false, 16),
    SubscriptionOption {
        name: "synchronous_commit",
        default: "off",
        is_flag: false,
        fixed: false,
        since: 14,
    },
    flag("two_phase", "false", true, 15),
];

/// Options that only say how the statement that creates it runs.
pub(crate) const OF_THE_STATEMENT: &[&str] = &["connect", "create_slot", "copy_data", "enabled"];

/// The value of an option that the server does not have: it differs from nothing.
pub(crate) const UNKNOWN: &str = "";

/// The option of a name.
pub(crate) fn find(name: &str) -> Option<&'static SubscriptionOption> {
    OPTIONS.iter().find(|option| option.name == name)
}

/// The spelling of a boolean that is compared.
pub(crate) fn boolean(text: &str) -> Option<&'static str> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "on" | "1" | "t" | "yes" => Some("true"),
        "false" | "off" | "0" | "f" | "no" => Some("false"),
        _ => None,
    }
}

/// The spelling of `streaming` that is compared.
pub(crate) fn streaming(text: &str) -> Option<&'static str> {
    match (text.eq_ignore_ascii_case("parallel"), boolean(text)) {
        (true, _) => Some("parallel"),
        (false, Some("true")) => Some("on"),
        (false, Some(_)) => Some("off"),
        (false, None) => None,
    }
}
