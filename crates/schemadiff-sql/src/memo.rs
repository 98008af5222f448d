//! Remembering what short texts were read as.
//!
//! A schema says the same things over and over: `uuid not null`, `now()`. Running the grammar costs ten times as much
//! as finding the answer again.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::SqlError;

/// How many texts are remembered: more than a schema has different ones, and a few megabytes at most.
const MOST: usize = 10_000;

/// The longest text that is remembered; longer ones are rarely said twice.
const LONGEST: usize = 200;

/// Texts and what they were read as. Reading is a function of the text alone, so remembering changes no answer.
pub(crate) struct Memo<T> {
    known: Mutex<BTreeMap<Box<str>, T>>,
}

impl<T: Clone> Memo<T> {
    /// Remembers nothing yet.
    pub(crate) const fn new() -> Self {
        Self {
            known: Mutex::new(BTreeMap::new()),
        }
    }

    /// What `text` is read as. Errors are not remembered.
    pub(crate) fn read(&self, text: &str, read: impl FnOnce() -> Result<T, SqlError>) -> Result<T, SqlError> {
        if text.len() > LONGEST {
            return read();
        }
        if let Some(known) = self
            .known
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(text)
        {
            return Ok(known.clone());
        }
        let found = read()?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() < MOST {
            known.insert(text.into(), found.clone());
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_text_is_read_once_and_an_error_every_time() {
        let memo = Memo::new();
        let times = Cell::new(0);
        let read = |text: &str| {
            memo.read(text, || {
                times.set(times.get() + 1);
                text.parse::<u8>().map_err(|error| SqlError {
                    message: error.to_string(),
                    range: 0..0,
                    help: None,
                })
            })
        };
        assert_eq!((read("1"), read("1"), times.get()), (Ok(1), Ok(1), 1));
        assert!(read("x").is_err() && read("x").is_err());
        assert_eq!(times.get(), 3);
    }
}
