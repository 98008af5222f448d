//! What decides which partitions are due: the day, the highest number of each table that is partitioned by number, and the values
//! of those that get a partition for each.

use std::collections::BTreeMap;

use schemadiff::canon::Canonical;
use schemadiff::catalog::Pair;
use schemadiff::diag::has_errors;
use schemadiff::upkeep::{self, Day, Now};
use schemadiff_sql::syntax::ObjectName;

use super::{Server, Session};
use crate::failure::Failure;

/// `--at [TABLE=]NUMBER`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct At {
    table: Option<String>,
    number: i64,
}

impl At {
    /// Reads the flag's value.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let (table, number) = match text.rsplit_once('=') {
            Some((table, number)) => (Some(table.to_owned()), number),
            None => (None, text),
        };
        match number.parse() {
            Ok(number) if number >= 0 => Ok(Self { table, number }),
            _ => Err("write a number of 0 or more, or TABLE=NUMBER".to_owned()),
        }
    }

    fn is_about(&self, table: &ObjectName) -> bool {
        let names = [table.name.clone(), table.to_string()];
        self.table.as_ref().is_none_or(|named| names.contains(named))
    }
}

/// The flag again, for a command to go on with.
impl std::fmt::Display for At {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.table {
            Some(table) => write!(f, "{table}={}", self.number),
            None => write!(f, "{}", self.number),
        }
    }
}

/// What a run of the upkeep goes by. What it has asked a database once it does not ask again: a run looks several times, and
/// rows come in meanwhile.
#[derive(Clone, Debug)]
pub(crate) struct Upkeep {
    pub(crate) day: Day,
    pub(crate) at: Vec<At>,
    highest: BTreeMap<ObjectName, Option<i64>>,
    values: BTreeMap<ObjectName, Vec<String>>,
    /// Whether what keeps policies from being followed has been said.
    is_said: bool,
}

impl Upkeep {
    /// That of a day, with the numbers that are said to be the highest.
    pub(crate) fn on(day: Day, at: Vec<At>) -> Self {
        Self {
            day,
            at,
            highest: BTreeMap::new(),
            values: BTreeMap::new(),
            is_said: false,
        }
    }

    /// What is to be there; `None` when the session is not about upkeep.
    pub(crate) fn due(
        session: &mut Session,
        pair: Pair<&Canonical>,
        server: Option<&mut Server>,
    ) -> Result<Option<Canonical>, Failure> {
        let Some(upkeep) = &mut session.upkeep else {
            return Ok(None);
        };
        upkeep.ask(pair, server)?;
        let now = Now {
            day: upkeep.day,
            highest: upkeep.highest.clone(),
            values: upkeep.values.clone(),
        };
        let (due, mut found) = upkeep::due(pair, &now);
        // The policies do not change while it runs.
        found.retain(|problem| !upkeep.is_said || has_errors(std::slice::from_ref(problem)));
        upkeep.is_said = true;
        session.diagnostics.extend(found);
        Ok(Some(due))
    }

    /// Learns the numbers and values that are not known yet.
    fn ask(&mut self, pair: Pair<&Canonical>, mut server: Option<&mut Server>) -> Result<(), Failure> {
        let numbered = upkeep::numbered(pair);
        if let Some(astray) = self
            .at
            .iter()
            .find(|at| !numbered.iter().any(|one| at.is_about(&one.table)))
        {
            return Err(Failure::user(format!(
                "`--at {astray}` is about no table with a policy by number"
            ))
            .hint("name a table whose `partitions` say `every = NUMBER` with `ahead` or `retain`"));
        }
        for one in numbered {
            if self.highest.contains_key(&one.table) {
                continue;
            }
            // What names the table is meant before what names none.
            let said = self
                .at
                .iter()
                .filter(|at| at.is_about(&one.table))
                .max_by_key(|at| at.table.is_some());
            let highest = match (said, &mut server) {
                (Some(at), _) => Some(at.number),
                (None, Some(server)) => server.highest(&one)?,
                (None, None) => continue,
            };
            self.highest.insert(one.table, highest);
        }
        for one in upkeep::listed(pair) {
            if let (false, Some(server)) = (self.values.contains_key(&one.table), &mut server) {
                let values = server.values(&one)?;
                self.values.insert(one.table, values);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_for_a_table_or_for_all() {
        let orders = ObjectName::qualified("public", "orders");
        for (text, is_about) in [
            ("5", true),
            ("orders=5", true),
            ("public.orders=5", true),
            ("items=5", false),
        ] {
            let at = At::parse(text).unwrap();
            assert_eq!((at.number, at.is_about(&orders)), (5, is_about), "{text}");
            assert_eq!(at.to_string(), text);
        }
        for text in ["", "orders", "orders=", "-1", "5.5", "orders=x"] {
            assert!(At::parse(text).is_err(), "{text}");
        }
    }
}
