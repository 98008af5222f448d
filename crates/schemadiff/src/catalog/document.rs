//! What a model says for the schema document that no catalog holds: `[document]`, `[queries]`, and how `[conventions]` read.

use super::Pattern;

/// What the document says beside the schema itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentSettings {
    /// Its title.
    pub title: Option<String>,
    /// Its version, as people count.
    pub version: Option<String>,
    /// Its date, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// How far it has come: `draft`, `in review` or `approved`.
    pub status: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// What the database is for, in a paragraph.
    pub summary: Option<String>,
    /// Who answers for the database.
    pub owners: Vec<String>,
    /// Who reviews the document.
    pub reviewers: Vec<String>,
    /// Earlier versions, oldest first.
    pub history: Vec<Edition>,
    /// Documents that apply beside it.
    pub standards: Vec<Standard>,
    /// Groups of tables, in the order they are to be shown.
    pub domains: Vec<Domain>,
    /// What objects are for, where their comment does not say it, by name.
    pub purposes: Vec<(String, String)>,
    /// On what the database runs.
    pub technology: Vec<Fact>,
    /// How connections are pooled.
    pub pooling: Vec<Fact>,
    /// How migrations are run.
    pub migrations: Vec<Fact>,
    /// Where rows for tests and development come from.
    pub seeds: Vec<Fact>,
    /// How the database is backed up and brought back.
    pub backup: Vec<Fact>,
    /// Who has approved the document.
    pub approvals: Vec<Approval>,
    /// `[conventions]`, as they were written, by section.
    pub conventions: Vec<(String, Vec<(String, Setting)>)>,
    /// `[queries]`: what common queries may take.
    pub queries: Vec<QueryStandard>,
}

/// A version of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edition {
    /// Its number.
    pub version: String,
    /// Its date.
    pub date: Option<String>,
    /// Who made it.
    pub author: Option<String>,
    /// What is new in it.
    pub changes: Option<String>,
}

/// A document that applies beside this one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standard {
    /// Where it is.
    pub path: String,
    /// What it is about.
    pub purpose: Option<String>,
}

/// A group of tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Domain {
    /// Its name.
    pub name: String,
    /// What it is about.
    pub purpose: Option<String>,
    /// Tables that belong to it without saying so themselves.
    pub tables: Vec<Pattern>,
}

/// Something that a section states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The key that it was written under.
    pub key: String,
    /// What it is called in the document.
    pub label: String,
    /// What is stated.
    pub value: FactValue,
}

/// What a [`Fact`] states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactValue {
    /// A text.
    Text(String),
    /// A number.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// Several texts.
    List(Vec<String>),
    /// Facts of its own.
    Facts(Vec<Fact>),
}

/// A value of a model that is shown as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setting {
    /// A text, a date, or a number with a point.
    Text(String),
    /// A number.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// A list.
    List(Vec<Setting>),
    /// Keys with values, in the order of the file.
    Table(Vec<(String, Setting)>),
}

/// Somebody's approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// As what: `technical_lead`.
    pub role: String,
    /// Who; nobody yet where it is empty.
    pub name: Option<String>,
    /// When.
    pub date: Option<String>,
}

/// What a common query may take, and what makes it fast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryStandard {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub comment: Option<String>,
    /// Milliseconds that 99 of 100 runs stay below.
    pub p99: Option<u64>,
    /// The query, with parameters as `$1`.
    pub sql: Option<String>,
    /// The index or whatever else serves it.
    pub served_by: Option<String>,
}

/// How many connections the instances of an application may open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connections {
    /// Of one instance, at most.
    pub per_instance: u64,
    /// How many instances there are.
    pub instances: u64,
    /// For everybody else.
    pub reserve: u64,
}

impl Connections {
    /// All of them.
    pub fn sum(self) -> u64 {
        self.per_instance
            .saturating_mul(self.instances)
            .saturating_add(self.reserve)
    }
}

/// Writes the sum as it is reached.
impl std::fmt::Display for Connections {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            per_instance,
            instances,
            reserve,
        } = self;
        write!(f, "{per_instance} × {instances} + {reserve} = {}", self.sum())
    }
}

impl DocumentSettings {
    /// The connections of `[document.pooling]`, when it says enough.
    pub fn connections(&self) -> Option<Connections> {
        let count = |value: &FactValue| u64::try_from(value.number()?).ok();
        let number = |key: &str| Self::fact(&self.pooling, key).and_then(count);
        let most =
            Self::fact(&self.pooling, "per_instance").and_then(|value| Self::fact(value.facts(), "max"));
        Some(Connections {
            per_instance: most.and_then(count)?,
            instances: number("instances")?,
            reserve: number("reserve").unwrap_or_default(),
        })
    }

    /// The file that the schema is written to with every change: `[document.backup.schema_only]`, relative to the model.
    pub fn schema_dump(&self) -> Option<&str> {
        let facts = Self::fact(&self.backup, "schema_only")?.facts();
        match Self::fact(facts, "file")? {
            FactValue::Text(file) => Some(file),
            _ => None,
        }
    }

    /// What a fact states, by key.
    pub fn fact<'a>(facts: &'a [Fact], key: &str) -> Option<&'a FactValue> {
        facts.iter().find(|fact| fact.key == key).map(|fact| &fact.value)
    }
}

impl Setting {
    /// The value as people say it.
    pub fn words(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
            Self::List(list) => list.iter().map(Self::words).collect::<Vec<_>>().join(", "),
            Self::Table(entries) => {
                let said = entries
                    .iter()
                    .map(|(key, value)| format!("{}: {}", key.replace('_', " "), value.words()));
                said.collect::<Vec<_>>().join("; ")
            }
        }
    }
}

impl FactValue {
    /// The number, when it is one.
    pub fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(_) | Self::Flag(_) | Self::List(_) | Self::Facts(_) => None,
        }
    }

    /// The text, when it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Number(_) | Self::Flag(_) | Self::List(_) | Self::Facts(_) => None,
        }
    }

    /// The facts, when it has some of its own.
    pub fn facts(&self) -> &[Fact] {
        match self {
            Self::Facts(facts) => facts,
            Self::Text(_) | Self::Number(_) | Self::Flag(_) | Self::List(_) => &[],
        }
    }
}
