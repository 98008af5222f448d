//! The look before the first step: whether the plan is about the database as it is now.

use schemadiff::canon::observe;
use schemadiff::plan::{Plan, drift};
use schemadiff::source;

use super::ApplyError;
use crate::connection::{Connection, PgError};
use crate::snapshot;

/// Compares what the plan touches with what was there when the plan was made. While the lock is held no other run changes it;
/// between the plan and the lock there may have been one. A plan that was made of files has nothing to compare with.
///
/// # Errors
/// With what has changed; what the plan does not touch may be what it likes.
pub(super) async fn unchanged(connection: &mut Connection, plan: &Plan) -> Result<(), ApplyError> {
    if plan.database.is_none() {
        return Ok(());
    }
    let lost = |message: String| ApplyError::Lost(PgError::unfit(message));
    let now = snapshot::read(connection).await.map_err(|error| match error {
        snapshot::SnapshotError::Failed { error, .. } => ApplyError::Lost(error),
        error @ snapshot::SnapshotError::TooOld { .. } => lost(error.to_string()),
    })?;
    let now = source::read(&now).map_err(|error| lost(error.to_string()))?;
    let drifted = drift(plan, &observe(now));
    if drifted.is_empty() {
        Ok(())
    } else {
        Err(ApplyError::Drifted(drifted))
    }
}
