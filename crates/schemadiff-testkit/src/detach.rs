//! A detach that was interrupted: the partition is half detached, and the next plan brings it where it is wanted.

use std::path::Path;

use schemadiff::Policy;
use schemadiff_pg::Target;

use crate::live::{brief, look, run};
use crate::servers::{Server, batch, block_on, open};
use crate::state;

/// Interrupts `DETACH PARTITION … CONCURRENTLY` of the partition in `folder/old.sql` while it waits, and goes on to
/// `folder/new.sql`, where it stands alone, or back to `old.sql`, where it is a partition.
///
/// # Errors
/// When the plan does not finish the detach, does not arrive, or does not stay.
pub fn check(folder: &Path, server: &Server, back: bool) -> Result<(), String> {
    let old = std::fs::read_to_string(folder.join("old.sql")).map_err(|error| error.to_string())?;
    let wanted = state::load(&folder.join(if back { "old.sql" } else { "new.sql" }))?;
    block_on(server.with_databases(async |[database]: [Target; 1]| {
        let mut connection = open(&database).await?;
        batch(&connection, &old).await?;
        let other = open(&database).await?;
        batch(&other, "BEGIN; SELECT count(*) FROM events").await?;
        batch(&connection, "SET statement_timeout = '500ms'").await?;
        let detach = "ALTER TABLE events DETACH PARTITION events_2023 CONCURRENTLY";
        if batch(&connection, detach).await.is_ok() {
            return Err("the detach was not interrupted".to_owned());
        }
        batch(&other, "COMMIT").await?;
        batch(&connection, "RESET statement_timeout").await?;

        let step = look(&mut connection, &wanted, &Policy::default()).await?;
        let plan = brief(&step.plan);
        if !plan.contains("DETACH PARTITION public.events_2023 FINALIZE") {
            return Err(format!("the plan does not finish the detach:\n{plan}"));
        }
        if back && !plan.contains("ATTACH PARTITION public.events_2023") {
            return Err(format!("the plan does not attach it again:\n{plan}"));
        }
        run(&mut connection, &step.plan).await?;
        let again = look(&mut connection, &wanted, &Policy::default()).await?;
        if again.plan.is_empty() {
            Ok(())
        } else {
            Err(format!("planning again finds work:\n{}", brief(&again.plan)))
        }
    }))
}
