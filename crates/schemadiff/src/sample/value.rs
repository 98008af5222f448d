//! Values, how `COPY` writes them, and how literals are read back.

use std::fmt::Write as _;

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Flag(bool),
    /// A number, a day or a time, counted in the units of its form.
    Scalar(i64, Form),
    /// What its type reads.
    Text(String),
    /// The elements of an array.
    List(Vec<Value>),
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Int,
    /// With so many digits behind the point.
    Decimal(u8),
    /// Days since 1970.
    Date,
    /// Microseconds since 1970, with a time zone or without.
    Stamp {
        zone: bool,
    },
    /// Seconds since midnight.
    Time {
        zone: bool,
    },
    /// Seconds.
    Span,
}

/// Microseconds of a day.
pub(super) const DAY: i64 = 86_400_000_000;

impl Value {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn int(number: i64) -> Self {
        Self::Scalar(number, Form::Int)
    }

    /// As the input function of its type reads it; nothing for NULL.
    pub(super) fn literal(&self) -> Option<String> {
        let mut out = String::new();
        match self {
            Self::Null => return None,
            Self::Flag(flag) => out.push(if *flag { 't' } else { 'f' }),
            Self::Scalar(units, form) => write_scalar(&mut out, *units, *form),
            Self::Text(text) => out.push_str(text),
            Self::List(values) => {
                out.push('{');
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    write_element(&mut out, value, "NULL");
                }
                out.push('}');
            }
        }
        Some(out)
    }

    /// Writes it as a field of `COPY … FROM STDIN` in the text format (manual, `COPY`, "File Formats").
    pub(super) fn copy(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("\\N"),
            Self::Scalar(units, form) => write_scalar(out, *units, *form),
            Self::Text(text) => escape(out, text),
            Self::Flag(_) | Self::List(_) => escape(out, &self.literal().unwrap_or_default()),
        }
    }
}

/// Writes an element of an array or a field of a row, in quotes where it needs them.
pub(super) fn write_element(out: &mut String, value: &Value, null: &str) {
    match value {
        Value::List(_) if null == "NULL" => out.push_str(&value.literal().unwrap_or_default()),
        _ => match value.literal() {
            None => out.push_str(null),
            Some(text) => {
                out.push('"');
                for c in text.chars() {
                    if matches!(c, '"' | '\\') {
                        out.push('\\');
                    }
                    out.push(c);
                }
                out.push('"');
            }
        },
    }
}

fn escape(out: &mut String, text: &str) {
    if !text.contains(['\\', '\n', '\r', '\t']) {
        out.push_str(text);
        return;
    }
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ => out.push(c),
        }
    }
}

fn write_scalar(out: &mut String, units: i64, form: Form) {
    // Nothing can fail: it is a string.
    let _ = match form {
        Form::Int | Form::Decimal(0) => write!(out, "{units}"),
        Form::Decimal(scale) => {
            let one = 10_u64.pow(u32::from(scale.min(18)));
            let (whole, rest) = (units.unsigned_abs() / one, units.unsigned_abs() % one);
            let sign = if units < 0 { "-" } else { "" };
            write!(
                out,
                "{sign}{whole}.{rest:0width$}",
                width = usize::from(scale.min(18))
            )
        }
        Form::Date => write_date(out, units),
        Form::Stamp { zone } => {
            let _ = write_date(out, units.div_euclid(DAY));
            let micros = units.rem_euclid(DAY);
            let seconds = micros / 1_000_000;
            let _ = write!(
                out,
                " {:02}:{:02}:{:02}",
                seconds / 3600,
                seconds / 60 % 60,
                seconds % 60
            );
            if micros % 1_000_000 != 0 {
                let _ = write!(out, ".{:06}", micros % 1_000_000);
            }
            out.write_str(if zone { "+00" } else { "" })
        }
        Form::Time { zone } => {
            let seconds = units.rem_euclid(86_400);
            let zone = if zone { "+00" } else { "" };
            write!(
                out,
                "{:02}:{:02}:{:02}{zone}",
                seconds / 3600,
                seconds / 60 % 60,
                seconds % 60
            )
        }
        Form::Span => {
            let (sign, seconds) = (if units < 0 { "-" } else { "" }, units.unsigned_abs());
            write!(
                out,
                "{sign}{:02}:{:02}:{:02}",
                seconds / 3600,
                seconds / 60 % 60,
                seconds % 60
            )
        }
    };
}

/// The day as `2024-02-29`. The reckoning is Howard Hinnant's `civil_from_days`.
fn write_date(out: &mut String, days: i64) -> std::fmt::Result {
    let z = days + 719_468;
    let (era, of_era) = (z.div_euclid(146_097), z.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    write!(out, "{year:04}-{month:02}-{day:02}")
}

/// The number of a day since 1970; the inverse of [`write_date`].
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Reads a literal as a form counts it; nothing where it is written in another way than servers print.
pub(super) fn read(form: Form, text: &str) -> Option<i64> {
    let text = text.trim();
    match form {
        Form::Int => match text.parse() {
            Ok(number) => Some(number),
            Err(_) => read(Form::Decimal(0), text),
        },
        Form::Decimal(scale) => {
            let number: f64 = text.parse().ok()?;
            let units = number * 10_f64.powi(i32::from(scale));
            #[expect(
                clippy::cast_possible_truncation,
                reason = "bounds that are as large are none"
            )]
            (units.abs() < 9e18).then_some(units.round() as i64)
        }
        Form::Date => read_date(text).map(|(day, _)| day),
        Form::Stamp { .. } => {
            let (day, rest) = read_date(text)?;
            let rest = rest.trim_start_matches(['T', ' ']);
            let clock = if rest.is_empty() { 0 } else { read_clock(rest)? };
            Some(day * DAY + clock)
        }
        Form::Time { .. } => Some(read_clock(text)? / 1_000_000),
        Form::Span => read_span(text),
    }
}

fn read_date(text: &str) -> Option<(i64, &str)> {
    let head = text.get(..10)?;
    let mut parts = head.split('-');
    let mut next = || parts.next()?.parse::<i64>().ok();
    let (year, month, day) = (next()?, next()?, next()?);
    let known = (1..=12).contains(&month) && (1..=31).contains(&day);
    known.then(|| (days(year, month, day), &text[10..]))
}

/// Microseconds of `12:30:00.5+02`.
fn read_clock(text: &str) -> Option<i64> {
    let (clock, zone) = match text.find(['+', '-']) {
        Some(at) => (&text[..at], &text[at..]),
        None => (text.trim_end_matches('Z'), ""),
    };
    let mut parts = clock.split(':');
    let hours: i64 = parts.next()?.trim().parse().ok()?;
    let minutes: i64 = parts.next()?.parse().ok()?;
    let seconds: f64 = parts.next().unwrap_or("0").trim().parse().ok()?;
    #[expect(clippy::cast_possible_truncation, reason = "a clock has sixty seconds")]
    let micros = (seconds * 1e6).round() as i64;
    let mut zone_parts = zone.split(':');
    let zone_hours: i64 = zone_parts.next()?.parse().unwrap_or_default();
    let zone_minutes: i64 = zone_parts
        .next()
        .and_then(|text| text.parse().ok())
        .unwrap_or_default();
    let zone = zone_hours * 60
        + if zone.starts_with('-') {
            -zone_minutes
        } else {
            zone_minutes
        };
    Some((hours * 60 + minutes - zone) * 60_000_000 + micros)
}

/// Seconds of `1 day 02:00:00` or `30 minutes`; months have thirty days.
fn read_span(text: &str) -> Option<i64> {
    let mut seconds = 0;
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        if word.contains(':') {
            let clock = read_clock(word.trim_start_matches('-'))? / 1_000_000;
            seconds += if word.starts_with('-') { -clock } else { clock };
            continue;
        }
        let number: i64 = word.parse().ok()?;
        let unit = match words.next().unwrap_or("second").trim_end_matches('s') {
            "second" | "sec" => 1,
            "minute" | "min" => 60,
            "hour" => 3600,
            "day" => 86_400,
            "week" => 7 * 86_400,
            "month" | "mon" => 30 * 86_400,
            "year" => 365 * 86_400,
            _ => return None,
        };
        seconds += number * unit;
    }
    Some(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literal(units: i64, form: Form) -> String {
        Value::Scalar(units, form).literal().unwrap()
    }

    #[test]
    fn what_is_written_is_read_as_the_same() {
        let stamp = Form::Stamp { zone: true };
        for (form, text) in [
            (Form::Int, "-7"),
            (Form::Decimal(4), "-0.0500"),
            (Form::Decimal(2), "1234.05"),
            (Form::Date, "2024-02-29"),
            (Form::Date, "1969-12-31"),
            (Form::Date, "2000-03-01"),
            (stamp, "2024-12-31 23:59:59.000001+00"),
            (Form::Stamp { zone: false }, "1960-01-01 00:00:00"),
            (Form::Time { zone: false }, "08:05:09"),
            (Form::Span, "36:00:00"),
        ] {
            assert_eq!(literal(read(form, text).unwrap(), form), text);
        }
        assert_eq!(read(stamp, "2024-01-01 02:00:00+02"), read(stamp, "2024-01-01"));
        assert_eq!(read(Form::Span, "1 day 02:00:00"), Some(93_600));
        assert_eq!(read(Form::Date, "infinity"), None);
    }

    #[test]
    fn fields_and_elements_are_escaped() {
        let list = Value::List(vec![
            Value::text("a\"b\\"),
            Value::Null,
            Value::List(vec![Value::int(1)]),
        ]);
        assert_eq!(list.literal().unwrap(), r#"{"a\"b\\",NULL,{"1"}}"#);
        let mut out = String::new();
        Value::text("a\tb\\c\n").copy(&mut out);
        Value::Null.copy(&mut out);
        assert_eq!(out, r"a\tb\\c\n\N");
    }
}
