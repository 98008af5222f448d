//! Days of the calendar, for the bounds and names of partitions by time.
//!
//! Written out by hand because it is little: proleptic Gregorian dates of the years 1 to 9999, as in TOML.

use std::fmt;

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date {
    year: u32,
    month: u32,
    day: u32,
}

/// How long a partition by time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Every {
    /// A day.
    Day,
    /// Seven days, from whatever day the first one starts.
    Week,
    /// A month, from its first day.
    Month,
    /// Three months, from January, April, July or October.
    Quarter,
    /// A year, from January.
    Year,
}

impl Every {
    /// The words of the model.
    pub(crate) const WORDS: &'static [(&'static str, Self)] = &[
        ("day", Self::Day),
        ("week", Self::Week),
        ("month", Self::Month),
        ("quarter", Self::Quarter),
        ("year", Self::Year),
    ];

    /// The word of the model.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// The first day of the period that holds `date`.
    pub(crate) fn start(self, date: Date) -> Date {
        match self {
            Self::Day | Self::Week => date,
            Self::Month => Date { day: 1, ..date },
            Self::Quarter => Date {
                day: 1,
                month: (date.month - 1) / 3 * 3 + 1,
                ..date
            },
            Self::Year => Date {
                day: 1,
                month: 1,
                ..date
            },
        }
    }

    /// The first day of the period after the one that starts at `start`; `None` beyond the year 9999.
    pub(crate) fn next(self, start: Date) -> Option<Date> {
        let months = match self {
            Self::Day => return start.plus_days(1),
            Self::Week => return start.plus_days(7),
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        };
        let month = start.month - 1 + months;
        Date::new(start.year + month / 12, month % 12 + 1, start.day)
    }

    /// What tells the partition that starts at `start` from others, after the table's name.
    pub(crate) fn suffix(self, start: Date) -> String {
        let Date { year, month, day } = start;
        match self {
            Self::Day | Self::Week => format!("{year:04}_{month:02}_{day:02}"),
            Self::Month => format!("{year:04}_{month:02}"),
            Self::Quarter => format!("{year:04}_q{}", (month - 1) / 3 + 1),
            Self::Year => format!("{year:04}"),
        }
    }
}

impl Date {
    /// A day that exists.
    pub(crate) fn new(year: u32, month: u32, day: u32) -> Option<Self> {
        let date = Self { year, month, day };
        ((1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=date.days_in_month()).contains(&day))
            .then_some(date)
    }

    /// Reads `YYYY-MM-DD`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut number = |length: usize| {
            let part = parts.next()?;
            let digits = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| part.parse().ok()).flatten()
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        parts
            .next()
            .is_none()
            .then(|| Self::new(year, month, day))
            .flatten()
    }

    fn days_in_month(self) -> u32 {
        match self.month {
            4 | 6 | 9 | 11 => 30,
            2 if self.year.is_multiple_of(4)
                && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400)) =>
            {
                29
            }
            2 => 28,
            _ => 31,
        }
    }

    /// For steps no longer than the shortest month.
    fn plus_days(self, days: u32) -> Option<Self> {
        let day = self.day + days;
        let length = self.days_in_month();
        if day <= length {
            return Some(Self { day, ..self });
        }
        let first = Self { day: 1, ..self };
        Every::Month.next(first).map(|next| Self {
            day: day - length,
            ..next
        })
    }
}

/// Writes `YYYY-MM-DD`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(every: Every, date: &str) -> String {
        every.next(Date::parse(date).unwrap()).unwrap().to_string()
    }

    #[test]
    fn only_days_that_exist_are_dates() {
        for text in ["2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(Date::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "2023-02-29",
            "1900-02-29",
            "2024-13-01",
            "2024-00-01",
            "2024-1-01",
            "0000-01-01",
            "2024-01",
            "x",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn periods_follow_each_other() {
        assert_eq!(next(Every::Day, "2024-02-28"), "2024-02-29");
        assert_eq!(next(Every::Day, "2023-12-31"), "2024-01-01");
        assert_eq!(next(Every::Week, "2024-12-30"), "2025-01-06");
        assert_eq!(next(Every::Month, "2024-12-01"), "2025-01-01");
        assert_eq!(next(Every::Quarter, "2024-10-01"), "2025-01-01");
        assert_eq!(next(Every::Year, "2024-01-01"), "2025-01-01");
        assert_eq!(Every::Year.next(Date::parse("9999-01-01").unwrap()), None);
    }

    #[test]
    fn partitions_are_named_after_their_start() {
        let date = Date::parse("2024-07-01").unwrap();
        assert_eq!(Every::Quarter.suffix(date), "2024_q3");
        assert_eq!(Every::Month.suffix(date), "2024_07");
        assert_eq!(Every::Day.suffix(date), "2024_07_01");
        assert_eq!(Every::Year.suffix(date), "2024");
    }
}
