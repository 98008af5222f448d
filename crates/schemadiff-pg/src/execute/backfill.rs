//! Filling rows in batches: each a transaction, short enough that nobody who waits for a row waits long.

use std::time::{Duration, Instant};

use schemadiff::plan::{Backfill, Statement};
use schemadiff::render::backfill as sql;

use super::Progress;
use super::apply_error::Failure;
use super::exclusive::Exclusive;
use super::step::{Refusal, Run};
use super::throttle::Throttle;
use crate::connection::{Connection, PgError, Reply};
use crate::literal;

/// How long a batch is to take: who waits for a row of it waits no longer.
const WANTED: Duration = Duration::from_millis(100);
/// Pages of the first batch.
const FIRST: u64 = 64;
/// Pages of the largest batch: 64 MB at the usual page size.
const LARGEST: u64 = 8192;
/// How often the table is walked. Once is enough, as whoever writes a row fills it; a table that is written anew meanwhile
/// (`VACUUM FULL`, `CLUSTER`) has its rows elsewhere.
const WALKS: u32 = 3;

/// Where the walk is.
struct Walk {
    began: Instant,
    rows: u64,
    pages: u64,
    of: u64,
    /// Pages of the next batch.
    size: u64,
}

impl Run<'_> {
    /// Each statement walks its table, or the partitions of it, page by page.
    pub(super) async fn in_batches(&mut self) -> Result<(), Failure> {
        // Looking for rows that are left reads the whole table when there are none.
        let timeouts = self.connection.batch(&self.timeouts("")).await;
        timeouts.map_err(|error| failure(0, error))?;
        self.expect().await?;
        for (index, statement) in self.step.statements.iter().enumerate() {
            let Some(backfill) = &statement.backfill else {
                let error = PgError::unfit("a statement in batches says nothing of its batches");
                return Err(failure(index, error));
            };
            let began = Instant::now();
            let mut walks = 0;
            while self.is_unfilled(index, backfill).await? {
                walks += 1;
                if walks > WALKS {
                    let error = PgError::unfit(format!(
                        "rows of {} are still not filled after it was walked {WALKS} times",
                        backfill.table
                    ));
                    return Err(failure(index, error));
                }
                self.walk(index, statement, backfill).await?;
            }
            (self.progress)(Progress::StatementDone {
                statement,
                took: began.elapsed(),
            });
        }
        Ok(())
    }

    async fn is_unfilled(&mut self, index: usize, backfill: &Backfill) -> Result<bool, Failure> {
        let question = format!("SELECT 1 FROM {} WHERE {} LIMIT 1", backfill.table, backfill.rows);
        let found = self.connection.value(&question).await;
        found
            .map(|found| found.is_some())
            .map_err(|error| failure(index, error))
    }

    async fn walk(
        &mut self,
        index: usize,
        statement: &Statement,
        backfill: &Backfill,
    ) -> Result<(), Failure> {
        let table = literal(&backfill.table.to_string());
        let pages = "leaf::text, (pg_relation_size(leaf) / current_setting('block_size')::bigint)::text";
        let question = format!("{} ORDER BY 1", sql::leaves(&table, pages));
        let found = self
            .connection
            .rows(&question)
            .await
            .map_err(|error| failure(index, error))?;
        let leaves: Vec<(String, u64)> = found
            .rows
            .into_iter()
            .filter_map(|row| match row.as_slice() {
                [Some(leaf), Some(pages)] => Some((leaf.clone(), pages.parse().ok()?)),
                _ => None,
            })
            .collect();
        let of = leaves.iter().map(|(_, pages)| pages).sum();
        let mut walk = Walk {
            began: Instant::now(),
            rows: 0,
            pages: 0,
            of,
            size: FIRST,
        };
        let mut throttle = Throttle::new();
        for (leaf, pages) in leaves {
            let mut page = 0;
            while page < pages {
                if self.options.is_stopped() {
                    return Err(Failure::Stopped(index));
                }
                let next = (page + walk.size).min(pages);
                // The last batch is open to the end: rows that have come meanwhile are filled, and cost nothing.
                let end = if next == pages { u64::from(u32::MAX) } else { next };
                let update = sql::batch(backfill, &leaf, &format!("'({page},0)'"), &format!("'({end},0)'"));
                let (rows, took) = self.batch(index, statement, backfill, &update).await?;
                walk.rows += rows;
                walk.pages += next - page;
                walk.size = next_size(walk.size, took);
                page = next;
                (self.progress)(Progress::Filled {
                    statement,
                    pages: walk.pages,
                    of: walk.of,
                    rows: walk.rows,
                    since: walk.began.elapsed(),
                });
                let filled = (walk.pages, walk.of, walk.rows);
                self.ledger.filled(self.connection, index, filled).await;
                throttle
                    .pace(self.connection, self.options, rows, statement, self.progress)
                    .await;
            }
        }
        Ok(())
    }

    /// One batch, tried again while somebody holds one of its rows. How many rows it filled, and how long it took.
    async fn batch(
        &mut self,
        index: usize,
        statement: &Statement,
        backfill: &Backfill,
        update: &str,
    ) -> Result<(u64, Duration), Failure> {
        let mut attempts = 1;
        loop {
            let connection = self.connection;
            let opening = format!(
                "BEGIN; {}; {}; SET LOCAL {} = {}",
                self.timeouts("LOCAL "),
                self.exclusive.check(),
                sql::SETTING,
                literal(&backfill.by),
            );
            let began = Instant::now();
            let outcome = self
                .watch(statement, in_one_go(connection, &opening, update))
                .await;
            match outcome {
                Ok(rows) => return Ok((rows, began.elapsed())),
                Err(error) if Exclusive::is_another_session(&error) => return Err(Failure::Pooled),
                Err(error) => {
                    self.wait_or_fail(Refusal { index, error }, attempts).await?;
                    attempts += 1;
                }
            }
        }
    }
}

/// Sends opening, update and COMMIT together, which costs one round trip; after a failure the server skips the rest and turns
/// the COMMIT into a ROLLBACK. How many rows the update met.
async fn in_one_go(connection: &Connection, opening: &str, update: &str) -> Result<u64, PgError> {
    let sent = [
        connection.send(opening).await,
        connection.send(update).await,
        connection.send("COMMIT").await,
    ];
    let mut affected = 0;
    let mut failed = None;
    for (number, stream) in sent.into_iter().enumerate() {
        let mut reply = Reply::default();
        let outcome = match stream {
            Ok(stream) => connection.collect(stream, &mut reply).await,
            Err(error) => Err(error),
        };
        if number == 1 {
            affected = reply.affected;
        }
        // What the server says after the first failure is only that there was one.
        failed = failed.or(outcome.err());
    }
    failed.map_or(Ok(affected), Err)
}

/// Twice as many pages while batches are short, half as many when one was long.
fn next_size(size: u64, took: Duration) -> u64 {
    if took > WANTED {
        (size / 2).max(1)
    } else if took < WANTED / 2 {
        (size * 2).min(LARGEST)
    } else {
        size
    }
}

fn failure(index: usize, error: PgError) -> Failure {
    Failure::Statement {
        index,
        error,
        attempts: 1,
        blockers: Vec::new(),
        leftover: None,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{LARGEST, next_size};

    #[test]
    fn batches_find_their_size() {
        assert_eq!(next_size(64, Duration::from_millis(10)), 128);
        assert_eq!(next_size(64, Duration::from_millis(80)), 64);
        assert_eq!(next_size(64, Duration::from_millis(500)), 32);
        assert_eq!(next_size(1, Duration::from_secs(9)), 1);
        assert_eq!(next_size(LARGEST, Duration::ZERO), LARGEST);
    }
}
