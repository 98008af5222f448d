//! Moments as the names of files have them. The engine has no clock: whoever asks says when it is.

/// A second in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(
    /// Seconds since 1970.
    pub i64,
);

const DAY: i64 = 86_400;

impl Moment {
    /// `2026-11-28`, or `2026-11-28T02:00:00Z`.
    ///
    /// # Errors
    /// When it is neither; the message says what to write.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no moment: write 2026-11-28, or 2026-11-28T02:00:00Z");
        let (date, time) = match text.split_once('T') {
            Some((date, time)) => (date, time.strip_suffix('Z').ok_or_else(wrong)?),
            None => (text, "00:00:00"),
        };
        let numbers = |text: &str, separator: char| -> Option<[i64; 3]> {
            let parts: Vec<&str> = text.split(separator).collect();
            let digits = parts
                .iter()
                .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
            let parts: Option<Vec<i64>> = parts.iter().map(|part| part.parse().ok()).collect();
            digits.then_some(parts?.try_into().ok()?)
        };
        let [year, month, day] = numbers(date, '-').ok_or_else(wrong)?;
        let [hour, minute, second] = numbers(time, ':').ok_or_else(wrong)?;
        let moment = Self::of(year, month, day, hour, minute, second).ok_or_else(wrong)?;
        Ok(moment)
    }

    /// The moment that a version such as `20261128020000` is.
    pub(super) fn of_version(version: u64) -> Option<Self> {
        let version = i64::try_from(version).ok()?;
        let part = |divisor: i64| version / divisor % 100;
        let year = version / 10_000_000_000;
        Self::of(
            year,
            part(100_000_000),
            part(1_000_000),
            part(10_000),
            part(100),
            part(1),
        )
    }

    fn of(year: i64, month: i64, day: i64, hour: i64, minute: i64, second: i64) -> Option<Self> {
        let fits = (1970..10_000).contains(&year)
            && (1..=12).contains(&month)
            && (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && (0..60).contains(&second);
        let days = fits.then(|| days(year, month, day))?;
        // A day that its month does not have is another day.
        (civil(days) == (year, month, day)).then_some(Self(days * DAY + hour * 3_600 + minute * 60 + second))
    }

    /// The second after it.
    pub(super) fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// `20261128020000`.
    pub(super) fn version(self) -> String {
        self.with("", "", "")
    }

    /// `2026-11-28T02:00:00Z`.
    pub(super) fn iso(self) -> String {
        self.with("-", "T", ":") + "Z"
    }

    fn with(self, dash: &str, between: &str, colon: &str) -> String {
        let (year, month, day) = civil(self.0.div_euclid(DAY));
        let seconds = self.0.rem_euclid(DAY);
        let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
        format!(
            "{year:04}{dash}{month:02}{dash}{day:02}{between}{hour:02}{colon}{minute:02}{colon}{second:02}"
        )
    }
}

/// Days since 1970 of a day of the Gregorian calendar. Years are counted from March, so that the day that comes and goes is
/// their last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month = (month + 9) % 12;
    let before = year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    before + (month * 306 + 5) / 10 + day - 1 - 719_468
}

/// The day of the Gregorian calendar, so many days after 1970 began.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_and_read() {
        for (text, version) in [
            ("1970-01-01T00:00:00Z", "19700101000000"),
            ("2024-02-29T23:59:59Z", "20240229235959"),
            ("2026-11-28T02:00:00Z", "20261128020000"),
            ("2100-03-01T00:00:00Z", "21000301000000"),
        ] {
            let moment = Moment::parse(text).unwrap();
            assert_eq!(moment.iso(), text);
            assert_eq!(moment.version(), version);
            assert_eq!(Moment::of_version(version.parse().unwrap()), Some(moment));
        }
        assert_eq!(
            Moment::parse("2024-02-29").unwrap().next().version(),
            "20240229000001"
        );
        assert_eq!(
            Moment::parse("2023-12-31T23:59:59Z").unwrap().next().version(),
            "20240101000000"
        );
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in [
            "",
            "2023-02-29",
            "2024-13-01",
            "2024-01-01T00:00:00",
            "2024-01-01T24:00:00Z",
            "24-1",
            "+2024-01-01",
        ] {
            assert!(Moment::parse(text).is_err(), "{text}");
        }
        assert_eq!(Moment::of_version(7), None);
    }
}
