//! The seal of a saved plan: a hash over the rest of the file, as its last line.
//!
//! It is looked at before anything is read out of the file, so that one that was cut short, merged or edited is refused as a
//! whole. It is no signature: whoever can write the file can seal it again.

use sha2::{Digest, Sha256};

const BEFORE: &str = ",\n  \"seal\": \"";
const AFTER: &str = "\"\n}\n";
/// Hex digits of a SHA-256.
const DIGITS: usize = 64;

/// Puts the seal behind the last member of a JSON object that was written with an indent of two.
pub(super) fn seal(text: &str) -> String {
    let body = text.trim_end().strip_suffix('}').unwrap_or(text).trim_end();
    format!("{body}{BEFORE}{}{AFTER}", hash(body))
}

/// Gives the object without its seal.
///
/// # Errors
/// When there is none, or it is another file's; in words for people.
pub(super) fn open(text: &str) -> Result<String, String> {
    let length = BEFORE.len() + DIGITS + AFTER.len();
    let sealed = text
        .len()
        .checked_sub(length)
        .and_then(|at| text.split_at_checked(at))
        .and_then(|(body, end)| Some((body, end.strip_prefix(BEFORE)?.strip_suffix(AFTER)?)));
    let Some((body, found)) = sealed else {
        return Err(
            "its end is missing, or it was written anew by another program: the seal is not where it was"
                .to_owned(),
        );
    };
    if found != hash(body) {
        return Err("it is not as it was saved: the seal is that of other content".to_owned());
    }
    Ok(format!("{body}\n}}\n"))
}

fn hash(text: &str) -> String {
    let digest = Sha256::digest(text);
    digest.iter().fold(String::with_capacity(DIGITS), |hex, byte| {
        hex + &format!("{byte:02x}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const OBJECT: &str = "{\n  \"a\": 1,\n  \"b\": \"é\"\n}\n";

    #[test]
    fn what_is_sealed_opens() {
        let sealed = seal(OBJECT);
        assert!(
            sealed.ends_with(AFTER) && sealed.starts_with("{\n  \"a\": 1,\n"),
            "{sealed}"
        );
        assert_eq!(open(&sealed).as_deref(), Ok(OBJECT));
    }

    #[test]
    fn no_byte_of_it_can_be_another_or_missing() {
        let sealed = seal(OBJECT).into_bytes();
        for at in 0..sealed.len() {
            let mut other = sealed.clone();
            other[at] ^= 1;
            // What is no text any more is refused before.
            if let Ok(other) = String::from_utf8(other) {
                assert!(open(&other).is_err(), "{other}");
            }
            if let Ok(cut) = str::from_utf8(&sealed[..at]) {
                assert!(open(cut).is_err(), "{cut}");
            }
        }
        let longer = String::from_utf8(sealed).unwrap() + "\n";
        assert!(open(&longer).is_err());
    }
}
