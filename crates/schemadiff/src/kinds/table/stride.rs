//! Where partitions by a policy begin: on days of the calendar, or at whole numbers that are equally far apart.

use std::fmt;

use super::calendar::{self, Date, Every};

/// Where a partition begins, or ends before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Point {
    /// A day.
    Day(Date),
    /// A number, 0 or more.
    Number(i64),
}

/// How far it is from one partition to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stride {
    /// A period of the calendar.
    Time(Every),
    /// So many numbers, at least one.
    Numbers(i64),
}

/// How long partitions are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Retention {
    /// So many numbers below the highest one.
    Numbers(i64),
    /// So many partitions before the one that holds the highest number.
    Partitions(i64),
}

impl Stride {
    /// By the word of the model, or its number.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match Every::from_word(text) {
            Some(every) => Some(Self::Time(every)),
            None => number(text)
                .filter(|numbers| *numbers > 0)
                .map(Self::Numbers),
        }
    }

    /// The word of the model, or its number.
    pub(crate) fn word(self) -> String {
        match self {
            Self::Time(every) => every.word().to_owned(),
            Self::Numbers(numbers) => numbers.to_string(),
        }
    }

    /// Reads a day or a number, whichever this goes by.
    pub(crate) fn point(self, text: &str) -> Option<Point> {
        match self {
            Self::Time(_) => Date::parse(text).map(Point::Day),
            Self::Numbers(_) => number(text).map(Point::Number),
        }
    }

    /// Where the partition after the one that begins at a point begins; `None` where nothing comes after it.
    pub(crate) fn next(self, start: Point) -> Option<Point> {
        match (self, start) {
            (Self::Time(every), Point::Day(day)) => every.next(day).map(Point::Day),
            (Self::Numbers(step), Point::Number(number)) => number.checked_add(step).map(Point::Number),
            _ => None,
        }
    }

    /// Where the partition that holds a point begins, of those that are counted from `from`; that one for all before it.
    pub(crate) fn start(self, from: Point, point: Point) -> Point {
        match (self, from, point) {
            (_, from, point) if point < from => from,
            (Self::Time(Every::Week), Point::Day(from), Point::Day(day)) => {
                let weeks = (day.number() - from.number()) / 7;
                Point::Day(from.plus(weeks * 7).unwrap_or(day))
            }
            (Self::Time(every), _, Point::Day(day)) => Point::Day(every.start(day)),
            (Self::Numbers(step), Point::Number(from), Point::Number(number)) => {
                Point::Number(from + (number - from) / step * step)
            }
            _ => from,
        }
    }

    /// Whether a partition can begin at a point, of those that are counted from `from`, also before that.
    pub(crate) fn is_start(self, from: Point, point: Point) -> bool {
        match (self, from, point) {
            (Self::Time(Every::Week), Point::Day(from), Point::Day(day)) => day.number() % 7 == from.number() % 7,
            (Self::Time(every), _, Point::Day(day)) => every.start(day) == day,
            (Self::Numbers(step), Point::Number(from), Point::Number(number)) => (number - from) % step == 0,
            _ => false,
        }
    }

    /// What tells the partition that begins at a point from others, after the table's name.
    pub(crate) fn suffix(self, start: Point) -> String {
        match (self, start) {
            (Self::Time(every), Point::Day(day)) => every.suffix(day),
            (_, start) => start.to_string(),
        }
    }

    /// The point that [`Stride::suffix`] makes this of.
    pub(crate) fn start_in(self, suffix: &str) -> Option<Point> {
        match self {
            Self::Time(every) => every.start_in(suffix).map(Point::Day),
            Self::Numbers(_) => number(suffix).map(Point::Number),
        }
    }

    /// Whether the words are a time to keep partitions of this sort for.
    pub(crate) fn can_retain(self, text: &str) -> bool {
        match self {
            Self::Time(_) => calendar::span(text).is_some(),
            Self::Numbers(_) => retention(text).is_some(),
        }
    }

    /// The point before which partitions are over when `now` is a day or the highest number, and `start` is where the partition
    /// that holds it begins.
    pub(crate) fn cut(self, retain: &str, now: Point, start: Point) -> Option<Point> {
        match (self, now, start) {
            (Self::Time(_), Point::Day(today), _) => today.before(retain).map(Point::Day),
            (Self::Numbers(step), Point::Number(highest), Point::Number(start)) => {
                let cut = match retention(retain)? {
                    Retention::Numbers(numbers) => highest.checked_sub(numbers)?,
                    Retention::Partitions(many) => start.checked_sub(step.checked_mul(many)?)?,
                };
                Some(Point::Number(cut))
            }
            _ => None,
        }
    }
}

/// A number of the model: digits and nothing else, without zeros in front, so that it is written in one way.
fn number(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok()?;
    (number >= 0 && number.to_string() == text).then_some(number)
}

/// `5000000`, or `12 partitions`.
fn retention(text: &str) -> Option<Retention> {
    let (many, words) = text.split_once(' ').unwrap_or((text, ""));
    let many = number(many)?;
    match words.trim() {
        "" => Some(Retention::Numbers(many)),
        "partition" | "partitions" => Some(Retention::Partitions(many)),
        _ => None,
    }
}

/// As the model has it.
impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Number(number) => number.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_counted_from_the_first() {
        let stride = Stride::parse("1000").unwrap();
        let from = Point::Number(500);
        let start = |number| stride.start(from, Point::Number(number));
        assert_eq!(start(0), Point::Number(500));
        assert_eq!(start(1_499), Point::Number(500));
        assert_eq!(start(1_500), Point::Number(1_500));
        assert_eq!(start(i64::MAX), Point::Number(i64::MAX - (i64::MAX - 500) % 1_000));
        assert_eq!(stride.next(start(i64::MAX)), None);
        assert!(stride.is_start(from, Point::Number(9_500)));
        assert!(!stride.is_start(from, Point::Number(9_000)));
    }

    #[test]
    fn a_number_is_written_in_one_way() {
        let stride = Stride::parse("1000").unwrap();
        assert_eq!(stride.start_in("2000"), Some(Point::Number(2_000)));
        for other in ["02000", "+2000", "-1000", "2_000", "", "2000 ", "99999999999999999999"] {
            assert_eq!(stride.start_in(other), None, "{other}");
        }
        for other in ["0", "-5", "fortnight", "1.5"] {
            assert_eq!(Stride::parse(other), None, "{other}");
        }
    }

    #[test]
    fn numbers_are_kept_by_their_distance_or_by_partitions() {
        let stride = Stride::parse("1000").unwrap();
        let cut = |retain: &str| stride.cut(retain, Point::Number(12_345), Point::Number(12_000));
        assert_eq!(cut("5000"), Some(Point::Number(7_345)));
        assert_eq!(cut("2 partitions"), Some(Point::Number(10_000)));
        assert_eq!(cut("1 partition"), Some(Point::Number(11_000)));
        for other in ["2 months", "partitions", "-1", "2 partition s"] {
            assert!(!stride.can_retain(other), "{other}");
        }
    }
}
