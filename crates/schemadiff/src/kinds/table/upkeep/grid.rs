//! Where the partitions of a policy begin and end, and what they are called.

use schemadiff_sql::syntax::{BoundValue, ObjectName, PartitionBound};

use crate::catalog::PartitionPolicy;
use crate::diag::{Diagnostic, code};
use crate::kinds::Table;
use crate::kinds::table::calendar::{Date, Every};
use crate::kinds::table::toml::{MOST_PARTITIONS, policy_partition};

/// The partitions that a policy could ever have.
pub(super) struct Grid<'a> {
    /// The table that is partitioned.
    pub(super) parent: &'a ObjectName,
    /// Its policy.
    pub(super) policy: &'a PartitionPolicy,
    every: Every,
    /// Where the first partition that the model names begins.
    pub(super) from: Date,
}

/// The days that a partition begins at and ends before.
pub(super) type Span = (Date, Date);

impl<'a> Grid<'a> {
    /// That of a policy; `None` when its words are none of the model's.
    pub(super) fn of(parent: &'a ObjectName, policy: &'a PartitionPolicy) -> Option<Self> {
        let every = Every::from_word(&policy.every)?;
        let from = Date::parse(&policy.from)?;
        Some(Self {
            parent,
            policy,
            every,
            from,
        })
    }

    /// The name of the partition that begins at a day.
    pub(super) fn name(&self, start: Date) -> ObjectName {
        ObjectName {
            schema: self.parent.schema.clone(),
            name: format!("{}_{}", self.parent.name, self.every.suffix(start)),
        }
    }

    /// The day that a table with this name would begin at, if the policy could have named it so, also before it began.
    pub(super) fn start_of(&self, table: &ObjectName) -> Option<Date> {
        let suffix = table
            .name
            .strip_prefix(&self.parent.name)?
            .strip_prefix('_')?;
        let start = self.every.start_in(suffix)?;
        let is_first_day = match self.every {
            Every::Week => start.number() % 7 == self.from.number() % 7,
            every => every.start(start) == start,
        };
        (table.schema == self.parent.schema && is_first_day).then_some(start)
    }

    /// Where the partition that begins at a day ends.
    pub(super) fn span(&self, start: Date) -> Option<Span> {
        Some((start, self.every.next(start)?))
    }

    /// The first day of the partition that holds a day; the first one of all before that.
    fn current(&self, day: Date) -> Date {
        if day < self.from {
            return self.from;
        }
        match self.every {
            Every::Week => {
                let weeks = (day.number() - self.from.number()) / 7;
                self.from.plus(weeks * 7).unwrap_or(day)
            }
            every => every.start(day),
        }
    }

    /// The day before which partitions are over.
    pub(super) fn cut(&self, today: Date) -> Option<Date> {
        today.before(self.policy.retain.as_deref()?)
    }

    /// The first days of the partitions that are to be there: from the oldest that is, or the first of the policy, to so many
    /// after the current one as the policy keeps ahead.
    ///
    /// # Errors
    /// When they are more than a policy may have.
    pub(super) fn wanted(&self, oldest: Option<Date>, today: Date) -> Result<Vec<Date>, Diagnostic> {
        let mut last = self.current(today);
        for _ in 0..self.policy.ahead.unwrap_or_default() {
            last = self.every.next(last).unwrap_or(last);
        }
        let mut next = Some(oldest.unwrap_or(self.from));
        let mut starts = Vec::new();
        while let Some(start) = next.filter(|start| *start <= last) {
            if starts.len() == MOST_PARTITIONS {
                let message = format!("table `{}` would have more than {MOST_PARTITIONS} partitions", self.parent);
                return Err(Diagnostic::error(code::UPKEEP, message).help("correct `every`, `from` or `ahead`"));
            }
            starts.push(start);
            next = self.every.next(start);
        }
        Ok(starts)
    }

    /// The partition that begins at a day.
    pub(super) fn partition(&self, start: Date) -> Option<Table> {
        policy_partition(self.every, start, self.parent)
    }
}

/// The days that a partition begins at and ends before, when its bound is of whole days of UTC, as plans and catalogs are read.
pub(super) fn span(table: &Table) -> Option<Span> {
    let PartitionBound::Range { from, to } = &table.partition_of.as_ref()?.bound else {
        return None;
    };
    match (from.as_slice(), to.as_slice()) {
        ([from], [to]) => Some((day(from)?, day(to)?)),
        _ => None,
    }
}

/// What a bound of a date, timestamp or timestamptz is printed as at midnight.
fn day(value: &BoundValue) -> Option<Date> {
    let BoundValue::Value(value) = value else {
        return None;
    };
    let text = value.literal()?;
    let (date, time) = text.split_at_checked(10)?;
    matches!(time, "" | " 00:00:00" | " 00:00:00+00")
        .then(|| Date::parse(date))
        .flatten()
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

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
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
    fn the_cut_is_so_long_ago() {
        grid("month", "2024-01-01", |grid| {
            assert_eq!(grid.cut(date("2024-05-31")), Some(date("2024-02-29")));
            assert_eq!(grid.cut(date("2025-01-15")), Some(date("2024-10-15")));
        });
    }
}
