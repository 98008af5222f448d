//! Two texts beside each other, for messages.

use similar::TextDiff;

/// What has to be taken from one text and added to it to get the other, with three lines around each place; nothing when
/// they are equal.
pub fn unified(old: &str, new: &str, old_name: &str, new_name: &str) -> String {
    if old == new {
        return String::new();
    }
    TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(3)
        .header(old_name, new_name)
        .to_string()
}
