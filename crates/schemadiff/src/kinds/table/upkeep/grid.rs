//! Where the partitions of a policy begin and end, and what they are called.

use schemadiff_sql::syntax::{BoundValue, ObjectName, PartitionBound};

use crate::catalog::PartitionPolicy;
use crate::diag::{Diagnostic, code};
use crate::kinds::Table;
use crate::kinds::table::stride::{Point, Stride};
use crate::kinds::table::toml::{MOST_PARTITIONS, policy_partition};

/// The partitions that a policy could ever have.
pub(super) struct Grid<'a> {
    /// The table that is partitioned.
    pub(super) parent: &'a ObjectName,
    /// Its policy.
    pub(super) policy: &'a PartitionPolicy,
    pub(super) stride: Stride,
    /// Where the first partition that the model names begins.
    pub(super) from: Point,
}

/// Where a partition begins and what it ends before.
pub(super) type Span = (Point, Point);

impl<'a> Grid<'a> {
    /// That of a policy; `None` when its words are none of the model's.
    pub(super) fn of(parent: &'a ObjectName, policy: &'a PartitionPolicy) -> Option<Self> {
        let stride = Stride::parse(&policy.every)?;
        let from = stride.point(&policy.from)?;
        Some(Self {
            parent,
            policy,
            stride,
            from,
        })
    }

    /// The name of the partition that begins at a point.
    pub(super) fn name(&self, start: Point) -> ObjectName {
        ObjectName {
            schema: self.parent.schema.clone(),
            name: format!("{}_{}", self.parent.name, self.stride.suffix(start)),
        }
    }

    /// Where a table with this name would begin, if the policy could have named it so, also before it began.
    pub(super) fn start_of(&self, table: &ObjectName) -> Option<Point> {
        let suffix = table
            .name
            .strip_prefix(&self.parent.name)?
            .strip_prefix('_')?;
        let start = self.stride.start_in(suffix)?;
        (table.schema == self.parent.schema && self.stride.is_start(self.from, start)).then_some(start)
    }

    /// What the partition that begins at a point goes from and to.
    pub(super) fn span(&self, start: Point) -> Option<Span> {
        Some((start, self.stride.next(start)?))
    }

    /// Where the partition begins that holds a day, or the highest number; the first one of all before that.
    pub(super) fn current(&self, now: Point) -> Point {
        self.stride.start(self.from, now)
    }

    /// The point before which partitions are over.
    pub(super) fn cut(&self, now: Point) -> Option<Point> {
        self.stride
            .cut(self.policy.retain.as_deref()?, now, self.current(now))
    }

    /// Where the partitions begin that are to be there: from the oldest that is, or the first of the policy, to so many
    /// after the current one as the policy keeps ahead.
    ///
    /// # Errors
    /// When they are more than a policy may have.
    pub(super) fn wanted(&self, oldest: Option<Point>, now: Point) -> Result<Vec<Point>, Diagnostic> {
        let mut last = self.current(now);
        for _ in 0..self.policy.ahead.unwrap_or_default() {
            last = self.stride.next(last).unwrap_or(last);
        }
        let mut next = Some(oldest.unwrap_or(self.from));
        let mut starts = Vec::new();
        while let Some(start) = next.filter(|start| *start <= last) {
            if starts.len() == MOST_PARTITIONS {
                let message = format!("table `{}` would have more than {MOST_PARTITIONS} partitions", self.parent);
                return Err(Diagnostic::error(code::UPKEEP, message).help("correct `every`, `from` or `ahead`"));
            }
            starts.push(start);
            next = self.stride.next(start);
        }
        Ok(starts)
    }

    /// The partition that begins at a point.
    pub(super) fn partition(&self, start: Point) -> Option<Table> {
        policy_partition(self.stride, start, self.parent)
    }

    /// What a partition goes from and to, when its bound is of whole days of UTC, as plans and catalogs are read, or of numbers.
    pub(super) fn span_of(&self, table: &Table) -> Option<Span> {
        let PartitionBound::Range { from, to } = &table.partition_of.as_ref()?.bound else {
            return None;
        };
        match (from.as_slice(), to.as_slice()) {
            ([from], [to]) => Some((self.point(from)?, self.point(to)?)),
            _ => None,
        }
    }

    /// A value of a bound. A date, timestamp or timestamptz at midnight is printed like the day, or with the time.
    fn point(&self, value: &BoundValue) -> Option<Point> {
        let BoundValue::Value(value) = value else {
            return None;
        };
        let text = value.literal()?;
        let text = match self.stride {
            Stride::Numbers(_) => text.as_str(),
            Stride::Time(_) => {
                let (date, time) = text.split_at_checked(10)?;
                matches!(time, "" | " 00:00:00" | " 00:00:00+00").then_some(date)?
            }
        };
        self.stride.point(text)
    }
}

/// The spans that are taken already, to be asked in any order.
pub(super) struct Taken(Vec<Span>);

impl Taken {
    /// Those of the partitions of a table, which PostgreSQL does not let overlap.
    pub(super) fn by(spans: impl Iterator<Item = Span>) -> Self {
        let mut spans: Vec<Span> = spans.collect();
        spans.sort_unstable();
        Self(spans)
    }

    /// Whether one of them holds all of a span.
    pub(super) fn cover(&self, (from, to): Span) -> bool {
        let after = self.0.partition_point(|(low, _)| *low <= from);
        after.checked_sub(1).is_some_and(|last| to <= self.0[last].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid<R>(every: &str, from: &str, test: impl FnOnce(&Grid<'_>) -> R) -> R {
        let parent = ObjectName::qualified("public", "log");
        let policy = PartitionPolicy {
            every: every.to_owned(),
            from: from.to_owned(),
            ahead: Some(2),
            retain: Some("3 months".to_owned()),
            ..PartitionPolicy::default()
        };
        test(&Grid::of(&parent, &policy).unwrap())
    }

    fn date(text: &str) -> Point {
        Stride::parse("day").unwrap().point(text).unwrap()
    }

    #[test]
    fn names_of_the_policy_and_no_others_are_on_the_grid() {
        let named = |text: &str| ObjectName::qualified("public", text);
        grid("month", "2024-03-01", |grid| {
            assert_eq!(grid.start_of(&named("log_2024_05")), Some(date("2024-05-01")));
            for other in ["log", "log_default", "log_2024", "log_2024_13", "blog_2024_05", "log_2024_05_01", "log_2024_5"] {
                assert_eq!(grid.start_of(&named(other)), None, "{other}");
            }
            assert_eq!(grid.start_of(&ObjectName::qualified("other", "log_2024_05")), None);
        });
        grid("week", "2024-01-03", |grid| {
            assert_eq!(grid.start_of(&named("log_2024_01_10")), Some(date("2024-01-10")));
            assert_eq!(
                grid.start_of(&named("log_2023_12_27")),
                Some(date("2023-12-27"))
            );
            assert_eq!(grid.start_of(&named("log_2024_01_11")), None);
        });
        grid("quarter", "2024-01-01", |grid| {
            assert_eq!(grid.start_of(&named("log_2025_q4")), Some(date("2025-10-01")));
            assert_eq!(grid.start_of(&named("log_2025_q5")), None);
        });
    }

    #[test]
    fn what_is_wanted_goes_from_the_oldest_to_those_ahead() {
        let wanted = |every: &str, oldest: Option<&str>, today: &str| {
            grid(every, "2024-01-01", |grid| {
                let starts = grid.wanted(oldest.map(date), date(today)).unwrap();
                starts.iter().map(ToString::to_string).collect::<Vec<_>>()
            })
        };
        assert_eq!(wanted("month", Some("2024-11-01"), "2024-12-31"), ["2024-11-01", "2024-12-01", "2025-01-01", "2025-02-01"]);
        assert_eq!(wanted("year", None, "2023-05-05"), ["2024-01-01", "2025-01-01", "2026-01-01"]);
        assert_eq!(wanted("week", Some("2024-01-08"), "2024-01-14"), ["2024-01-08", "2024-01-15", "2024-01-22"]);
    }

    #[test]
    fn what_is_taken_covers_what_is_inside_of_one_of_it() {
        let span = |from, to| (Point::Number(from), Point::Number(to));
        let taken = Taken::by([span(50, 60), span(10, 20), span(20, 30)].into_iter());
        for (from, to) in [(10, 20), (12, 15), (20, 30), (50, 60), (55, 60)] {
            assert!(taken.cover(span(from, to)), "{from} to {to}");
        }
        for (from, to) in [(0, 5), (5, 15), (15, 25), (10, 30), (30, 40), (55, 61), (60, 70)] {
            assert!(!taken.cover(span(from, to)), "{from} to {to}");
        }
    }

    #[test]
    fn the_cut_is_so_long_ago() {
        grid("month", "2024-01-01", |grid| {
            assert_eq!(grid.cut(date("2024-05-31")), Some(date("2024-02-29")));
            assert_eq!(grid.cut(date("2025-01-15")), Some(date("2024-10-15")));
        });
    }
}
