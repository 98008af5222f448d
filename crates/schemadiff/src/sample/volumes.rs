//! How many rows of each table are wished for, and how that is written.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::ObjectName;

/// How many rows a table gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// So many.
    Rows(u64),
    /// So many for each row that another table gets.
    Per {
        /// How many for each.
        rows: u64,
        /// The other table.
        parent: ObjectName,
    },
}

/// How many rows the tables get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Volumes {
    /// Tables by their names.
    pub rows: BTreeMap<ObjectName, Amount>,
    /// All others.
    pub otherwise: Amount,
    /// No table gets more.
    pub at_most: Option<u64>,
    /// Which of all the possible rows.
    pub seed: u64,
    /// A schema that is left alone.
    pub without_schema: Option<String>,
}

impl Default for Volumes {
    fn default() -> Self {
        Self {
            rows: BTreeMap::new(),
            otherwise: Amount::Rows(Self::OTHERWISE),
            at_most: None,
            seed: 1,
            without_schema: None,
        }
    }
}

impl Volumes {
    /// How many rows a table gets of which nothing is said.
    pub const OTHERWISE: u64 = 100;

    /// How many rows a table gets.
    pub fn amount(&self, table: &ObjectName) -> &Amount {
        self.rows.get(table).unwrap_or(&self.otherwise)
    }
}

impl Amount {
    /// Reads `100`, `1_000_000`, `10 per tenants` or `10/tenants`; a name without a schema is in `default_schema`.
    ///
    /// # Errors
    /// With what is wrong, as a sentence fragment.
    pub fn parse(text: &str, default_schema: &str) -> Result<Self, String> {
        let (number, parent) = match text.split_once('/').or_else(|| text.split_once(" per ")) {
            Some((number, parent)) => (number.trim(), Some(parent.trim())),
            None => (text.trim(), None),
        };
        let rows: u64 = number
            .replace('_', "")
            .parse()
            .map_err(|_| format!("`{number}` is not a number of rows; write `100` or `10 per tenants`"))?;
        Ok(match parent {
            None => Self::Rows(rows),
            Some("") => return Err("the table after `per` is missing".to_owned()),
            Some(parent) => Self::Per {
                rows,
                parent: table(parent, default_schema),
            },
        })
    }
}

/// A table's name as people write it.
pub(crate) fn table(text: &str, default_schema: &str) -> ObjectName {
    match text.split_once('.') {
        Some((schema, name)) => ObjectName::qualified(schema.trim_matches('"'), name.trim_matches('"')),
        None => ObjectName::qualified(default_schema, text.trim_matches('"')),
    }
}

/// Reads the text of an amount of a table: `users=10/tenants`.
impl Volumes {
    /// Takes `TABLE=AMOUNT`; `*` stands for all tables of which nothing is said.
    ///
    /// # Errors
    /// With what is wrong, as a sentence fragment.
    pub fn add(&mut self, text: &str, default_schema: &str) -> Result<(), String> {
        let (name, amount) = text
            .split_once('=')
            .ok_or_else(|| "write a table and a number: `users=100` or `users=10/tenants`".to_owned())?;
        let amount = Amount::parse(amount, default_schema)?;
        if name.trim() == "*" {
            self.otherwise = amount;
        } else {
            self.rows.insert(table(name.trim(), default_schema), amount);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        let mut volumes = Volumes::default();
        for text in [
            "tenants=1_000",
            "users=10/tenants",
            "billing.invoices=5 per users",
            "*=0",
        ] {
            volumes.add(text, "public").unwrap();
        }
        let name = |name: &str| table(name, "public");
        assert_eq!(*volumes.amount(&name("tenants")), Amount::Rows(1000));
        assert_eq!(
            *volumes.amount(&name("users")),
            Amount::Per {
                rows: 10,
                parent: name("tenants")
            }
        );
        assert_eq!(
            *volumes.amount(&name("billing.invoices")),
            Amount::Per {
                rows: 5,
                parent: name("users")
            }
        );
        assert_eq!(*volumes.amount(&name("other")), Amount::Rows(0));
        assert!(volumes.add("users", "public").unwrap_err().contains("users=100"));
        assert!(
            volumes
                .add("users=many", "public")
                .unwrap_err()
                .contains("`many`")
        );
    }
}
