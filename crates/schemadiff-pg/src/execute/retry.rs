//! How long to wait before the next attempt to get a lock.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::ApplyOptions;

/// The pause after the `attempt`-th attempt: doubling up to a bound, and between half and all of that by chance, so that
/// two who wait for each other do not meet again every time.
pub(super) fn pause(options: &ApplyOptions, attempt: u32) -> Duration {
    let doubled = options
        .first_pause
        .saturating_mul(2_u32.saturating_pow(attempt.saturating_sub(1)));
    doubled.min(options.longest_pause).mul_f64(0.5 + chance() / 2.0)
}

/// Between 0 and 1; the clock's nanoseconds are chance enough.
fn chance() -> f64 {
    let nanoseconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |time| time.subsec_nanos());
    f64::from(nanoseconds % 1_000_000) / 1_000_000.0
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::ApplyOptions;
    use super::pause;

    #[test]
    fn pauses_grow_and_stay_within_their_bounds() {
        let options = ApplyOptions {
            first_pause: Duration::from_millis(100),
            longest_pause: Duration::from_secs(1),
            ..ApplyOptions::default()
        };
        for (attempt, whole) in [(1, 100), (2, 200), (4, 800), (5, 1000), (40, 1000)] {
            let pause = pause(&options, attempt).as_millis();
            assert!(
                (whole / 2..=whole).contains(&pause),
                "{pause} ms after attempt {attempt}"
            );
        }
    }
}
