//! Which versions of PostgreSQL there are, and which of them a case is for.

use serde::Deserialize;

/// The versions that schemadiff supports, all of which the live tests run on.
pub const SUPPORTED: std::ops::RangeInclusive<u32> = 14..=18;

/// Versions as a case names them: `">=15"`, `"<18"`, `">=15, <18"`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Versions {
    /// The oldest, when one is named.
    since: Option<u32>,
    /// The first that is too new, when one is named.
    before: Option<u32>,
}

impl Versions {
    /// Whether a major version is among them.
    pub fn contains(&self, major: u32) -> bool {
        self.since.is_none_or(|since| major >= since) && self.before.is_none_or(|before| major < before)
    }
}

impl TryFrom<String> for Versions {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let mut versions = Self::default();
        for part in text.split(',') {
            let part = part.trim();
            let (bound, number) = match (part.strip_prefix(">="), part.strip_prefix('<')) {
                (Some(number), _) => (&mut versions.since, number),
                (None, Some(number)) => (&mut versions.before, number),
                (None, None) => {
                    return Err(format!("`{part}` is not like `>=15` or `<18`"));
                }
            };
            let number = number
                .trim()
                .parse()
                .map_err(|_| format!("`{part}` does not end in a major version"))?;
            if bound.replace(number).is_some() {
                return Err(format!("`{part}` repeats a bound"));
            }
        }
        if !SUPPORTED.into_iter().any(|major| versions.contains(major)) {
            return Err(format!("`{text}` leaves none of the supported versions"));
        }
        Ok(versions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str) -> Result<Vec<u32>, String> {
        let versions = Versions::try_from(text.to_owned())?;
        Ok(SUPPORTED.filter(|major| versions.contains(*major)).collect())
    }

    #[test]
    fn bounds_are_read() {
        assert_eq!(kept(">=16"), Ok(vec![16, 17, 18]));
        assert_eq!(kept("<16"), Ok(vec![14, 15]));
        assert_eq!(kept(">=15, <17"), Ok(vec![15, 16]));
    }

    #[test]
    fn nonsense_is_refused() {
        for text in ["", "15", ">15", ">=x", ">=15, >=16", ">=19", "<14"] {
            assert!(kept(text).is_err(), "{text}");
        }
    }
}
