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

    /// By the word of the model.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        let found = Self::WORDS.iter().find(|(known, _)| *known == word)?;
        Some(found.1)
    }

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

    /// The day that [`Every::suffix`] makes this of.
    pub(crate) fn start_in(self, suffix: &str) -> Option<Date> {
        let parts: Vec<&str> = suffix.split('_').collect();
        let date = match (self, parts.as_slice()) {
            (Self::Day | Self::Week, [year, month, day]) => format!("{year}-{month}-{day}"),
            (Self::Month, [year, month]) => format!("{year}-{month}-01"),
            (Self::Quarter, [year, quarter]) => {
                let quarter: u32 = quarter.strip_prefix('q')?.parse().ok()?;
                format!("{year}-{:02}-01", quarter.checked_mul(3)?.checked_sub(2)?)
            }
            (Self::Year, [year]) => format!("{year}-01-01"),
            _ => return None,
        };
        Date::parse(&date).filter(|date| self.suffix(*date) == suffix)
    }
}

/// A span of the calendar in months and days, of words such as `24 months`; `None` for what is shorter than a day.
pub(crate) fn span(text: &str) -> Option<(u32, u32)> {
    let digits = text.find(|character: char| !character.is_ascii_digit())?;
    let number: u32 = text[..digits].parse().ok()?;
    let unit = text[digits..].trim_start();
    match unit.strip_suffix('s').unwrap_or(unit) {
        "day" => Some((0, number)),
        "week" => Some((0, number.checked_mul(7)?)),
        "month" => Some((number, 0)),
        "quarter" => Some((number.checked_mul(3)?, 0)),
        "year" => Some((number.checked_mul(12)?, 0)),
        _ => None,
    }
}

impl Date {
    /// How many days after 0001-01-01.
    pub(crate) fn number(self) -> u32 {
        let years = self.year - 1;
        let months = (1..self.month).map(|month| Self { month, ..self }.days_in_month());
        years * 365 + years / 4 - years / 100 + years / 400 + months.sum::<u32>() + self.day - 1
    }

    /// The day that is so many days after 0001-01-01; `None` beyond the year 9999.
    fn numbered(number: u32) -> Option<Self> {
        // No year is longer than 366 days, and few are.
        let mut date = Self::new((number / 366 + 1).min(9999), 1, 1)?;
        while let Some(next) = Every::Year.next(date).filter(|next| next.number() <= number) {
            date = next;
        }
        while let Some(next) = Every::Month.next(date).filter(|next| next.number() <= number) {
            date = next;
        }
        Self::new(date.year, date.month, number - date.number() + 1)
    }

    /// So many days later; `None` beyond the year 9999.
    pub(crate) fn plus(self, days: u32) -> Option<Self> {
        Self::numbered(self.number().checked_add(days)?)
    }

    /// The day a span earlier (`24 months`): of a month that is too short its last day, as PostgreSQL has it. `None` before
    /// the year 1, and when the words are no span.
    pub(crate) fn before(self, text: &str) -> Option<Self> {
        let (months, days) = span(text)?;
        let months = (self.year * 12 + self.month - 1).checked_sub(months)?;
        let first = Self::new(months / 12, months % 12 + 1, 1)?;
        let date = Self { day: self.day.min(first.days_in_month()), ..first };
        Self::numbered(date.number().checked_sub(days)?)
    }

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
    fn days_are_counted_over_leap_years() {
        let mut date = Date::parse("1896-01-01").unwrap();
        let first = date.number();
        for day in 0..80_000 {
            assert_eq!(date.number(), first + day);
            assert_eq!(Date::numbered(first + day), Some(date));
            date = Every::Day.next(date).unwrap();
        }
        assert_eq!(Date::parse("0001-01-01").unwrap().number(), 0);
        let last = Date::parse("9999-12-31").unwrap();
        assert_eq!(Date::numbered(last.number()), Some(last));
        assert_eq!(last.plus(1), None);
    }

    #[test]
    fn a_span_earlier_keeps_to_the_end_of_the_month() {
        let before = |date: &str, span: &str| Date::parse(date).unwrap().before(span).map(|date| date.to_string());
        assert_eq!(before("2024-03-31", "1 month").as_deref(), Some("2024-02-29"));
        assert_eq!(before("2024-01-15", "1 year").as_deref(), Some("2023-01-15"));
        assert_eq!(before("2024-01-15", "2 quarters").as_deref(), Some("2023-07-15"));
        assert_eq!(before("2024-01-03", "1 week").as_deref(), Some("2023-12-27"));
        assert_eq!(before("0001-01-03", "3 days"), None);
        assert_eq!(before("2024-01-03", "3 hours"), None);
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
