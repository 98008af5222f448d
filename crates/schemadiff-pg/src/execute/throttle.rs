//! How fast rows are filled: no faster than was asked for, and no faster than standbys follow.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::{ApplyOptions, Progress};
use crate::connection::Connection;
use schemadiff::plan::Statement;

/// How often standbys are asked how far they are.
const ASKED: Duration = Duration::from_millis(500);

/// How long to wait for a standby before it is asked again.
const PAUSE: Duration = Duration::from_millis(250);

/// The place in the log, and the one that the slowest standby or subscriber has come to. What others than superusers may not see
/// (`pg_read_all_stats`) is NULL, and counts as nobody being there.
const PLACES: &str = "SELECT (pg_current_wal_lsn() - '0/0')::text, (min(replay_lsn) - '0/0')::text,
            (array_agg(application_name ORDER BY replay_lsn))[1]
     FROM pg_stat_replication WHERE state IN ('streaming', 'catchup') AND replay_lsn IS NOT NULL";

/// The pace of one statement.
#[derive(Debug)]
pub(super) struct Throttle {
    began: Instant,
    rows: u64,
    lag: Lag,
    asked: Option<Instant>,
}

/// How long ago the log was written that the slowest standby has not replayed. `replay_lag` does not tell of one that stands
/// still: it is the lag of what was replayed last (manual, 27.2.4).
#[derive(Debug, Default)]
struct Lag {
    /// Where the log ended, and when.
    ends: VecDeque<(u64, Instant)>,
}

impl Lag {
    fn of(&mut self, end: u64, replayed: u64, now: Instant) -> Duration {
        if self.ends.back().is_none_or(|(last, _)| end > *last) {
            self.ends.push_back((end, now));
        }
        while self.ends.front().is_some_and(|(end, _)| *end <= replayed) {
            self.ends.pop_front();
        }
        self.ends.front().map_or(Duration::ZERO, |(_, written)| {
            now.saturating_duration_since(*written)
        })
    }
}

impl Throttle {
    pub(super) fn new() -> Self {
        Self {
            began: Instant::now(),
            rows: 0,
            lag: Lag::default(),
            asked: None,
        }
    }

    /// Waits after a batch for as long as it takes.
    pub(super) async fn pace(
        &mut self,
        connection: &Connection,
        options: &ApplyOptions,
        rows: u64,
        statement: &Statement,
        progress: &mut dyn FnMut(Progress<'_>),
    ) {
        self.rows += rows;
        if let Some(rate) = options.max_rate {
            let due = due(self.rows, rate);
            options.sleep(due.saturating_sub(self.began.elapsed())).await;
        }
        let Some(limit) = options.max_lag else { return };
        if self.asked.is_some_and(|asked| asked.elapsed() < ASKED) {
            return;
        }
        while let Some((lag, standby)) = self.lag(connection).await {
            if lag <= limit || options.is_stopped() {
                break;
            }
            progress(Progress::Lagging {
                statement,
                standby: &standby,
                lag,
                limit,
            });
            options.sleep(PAUSE).await;
        }
        self.asked = Some(Instant::now());
    }

    /// How far behind the slowest standby is, and its name; nothing where there is none, or none that may be seen.
    async fn lag(&mut self, connection: &Connection) -> Option<(Duration, String)> {
        let row = connection.rows(PLACES).await.ok()?.rows.into_iter().next()?;
        let [Some(end), Some(replayed), standby] = row.as_slice() else {
            return None;
        };
        let lag = self
            .lag
            .of(end.parse().ok()?, replayed.parse().ok()?, Instant::now());
        Some((lag, standby.clone().unwrap_or_default()))
    }
}

/// When so many rows are due at a rate of so many a second.
fn due(rows: u64, rate: u32) -> Duration {
    let milliseconds = u128::from(rows) * 1000 / u128::from(rate.max(1));
    Duration::from_millis(u64::try_from(milliseconds).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_due_at_their_rate() {
        assert_eq!(due(0, 1000), Duration::ZERO);
        assert_eq!(due(2500, 1000), Duration::from_millis(2500));
        assert_eq!(due(1, 0), Duration::from_secs(1));
    }

    #[test]
    fn lag_is_the_age_of_what_is_not_replayed() {
        let began = Instant::now();
        let at = |seconds| began + Duration::from_secs(seconds);
        let mut lag = Lag::default();
        assert_eq!(lag.of(100, 100, at(0)), Duration::ZERO);
        assert_eq!(lag.of(200, 100, at(1)), Duration::ZERO, "written just now");
        assert_eq!(lag.of(300, 100, at(4)), Duration::from_secs(3));
        assert_eq!(lag.of(300, 250, at(6)), Duration::from_secs(2));
        assert_eq!(lag.of(300, 300, at(9)), Duration::ZERO);
        // One that stands still is ever further behind, though nothing new is written.
        assert_eq!(lag.of(400, 300, at(10)), Duration::ZERO);
        assert_eq!(lag.of(400, 300, at(70)), Duration::from_mins(1));
    }
}
