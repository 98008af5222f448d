//! Names of what a plan makes for a while.

use crate::canon::LONGEST_NAME;

/// A name for a helper of an object: what it helps, then what it is. Two long names that begin alike stay apart, by a
/// checksum of what was cut off them.
pub(crate) fn helper_name(stem: &str, suffix: &str) -> String {
    if stem.len() + suffix.len() <= LONGEST_NAME {
        return format!("{stem}{suffix}");
    }
    let sum = checksum(stem);
    let end = stem.floor_char_boundary(LONGEST_NAME - suffix.len() - sum.len());
    format!("{}{sum}{suffix}", &stem[..end])
}

/// Whether a name is one of these: what an interrupted run left belongs to nobody.
pub(crate) fn is_helper(name: &str) -> bool {
    const SUFFIXES: &[&str] = &[
        "_schemadiff_not_null",
        "_schemadiff_bound",
        "_schemadiff_rest",
        "_schemadiff_old",
        "_schemadiff_new",
    ];
    SUFFIXES.iter().any(|suffix| name.ends_with(suffix))
}

/// FNV-1a in 32 bits: the same on every machine and in every release, as names that a later plan has to find must be.
fn checksum(text: &str) -> String {
    let sum = text.bytes().fold(0x811c_9dc5_u32, |sum, byte| {
        (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    format!("_{sum:08x}")
}

#[cfg(test)]
mod tests {
    use super::helper_name;

    #[test]
    fn short_names_are_kept_whole() {
        assert_eq!(
            helper_name("users_email", "_schemadiff_new"),
            "users_email_schemadiff_new"
        );
    }

    #[test]
    fn long_names_that_begin_alike_stay_apart() {
        let stem = "a_name_that_is_almost_as_long_as_a_name_can_be_in_postgres";
        let names = ["one", "two"].map(|end| helper_name(&format!("{stem}_{end}"), "_schemadiff_not_null"));
        assert_ne!(names[0], names[1]);
        assert!(names.iter().all(|name| name.len() <= 63));
        let other = helper_name(&"ä".repeat(40), "_schemadiff_new");
        assert!(other.len() <= 63 && other.ends_with("_schemadiff_new"));
    }
}
