//! Durations: times that a statement may take, and spans of the calendar that only people and later commands read.

use super::value::Value;

/// Units of a timeout in milliseconds, as in `postgresql.conf` (manual, "Setting Parameters").
const UNITS: &[(&str, u64)] = &[
    ("ms", 1),
    ("s", 1_000),
    ("min", 60_000),
    ("h", 3_600_000),
    ("d", 86_400_000),
];

/// Words of an interval of the calendar, without a plural's `s`.
const WORDS: &[&str] = &[
    "second", "minute", "hour", "day", "week", "month", "quarter", "year",
];

/// A timeout in milliseconds: `"500ms"`, `"2s"`, `"1min"`.
pub(crate) fn timeout(value: Value<'_>) -> Option<u64> {
    let text = value.text()?;
    let milliseconds = number_and_unit(text).and_then(|(number, unit)| {
        let (_, factor) = UNITS.iter().find(|(known, _)| *known == unit)?;
        // PostgreSQL keeps timeouts in an `int` of milliseconds.
        number
            .checked_mul(*factor)
            .filter(|milliseconds| i32::try_from(*milliseconds).is_ok())
    });
    if milliseconds.is_none() {
        value.bad(
            format!("`{}` is no duration: \"{text}\"", value.name()),
            "write a number and one of ms, s, min, h, d, such as \"2s\"; the longest is about 24 days",
        );
    }
    milliseconds
}

/// A span of the calendar, kept as written: `"24 months"`, `"15 minutes"`.
pub(crate) fn interval(value: Value<'_>) -> Option<&str> {
    let text = value.text()?;
    let known = number_and_unit(text)
        .is_some_and(|(number, unit)| number > 0 && WORDS.contains(&unit.strip_suffix('s').unwrap_or(unit)));
    if !known {
        value.bad(
            format!("`{}` is no duration: \"{text}\"", value.name()),
            format!(
                "write a number and one of {}, such as \"15 minutes\"",
                WORDS.join(", ")
            ),
        );
    }
    known.then_some(text)
}

fn number_and_unit(text: &str) -> Option<(u64, &str)> {
    let digits = text.find(|character: char| !character.is_ascii_digit())?;
    Some((text[..digits].parse().ok()?, text[digits..].trim_start()))
}

/// Writes milliseconds as [`timeout`] reads them, in the largest unit that needs no fraction.
pub(crate) fn write(milliseconds: u64) -> String {
    let unit = UNITS
        .iter()
        .rev()
        .find(|(_, factor)| milliseconds.is_multiple_of(*factor) && milliseconds > 0);
    let (unit, factor) = unit.unwrap_or(&UNITS[0]);
    format!("{}{unit}", milliseconds / factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timeouts_are_written_in_the_largest_whole_unit() {
        assert_eq!(write(2_000), "2s");
        assert_eq!(write(1_500), "1500ms");
        assert_eq!(write(60_000), "1min");
        assert_eq!(write(0), "0ms");
    }
}
