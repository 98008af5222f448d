//! What a rule is: its code, its name, how grave it is, and why.

use super::report::Report;
use super::rules;
use super::subject::Subject;
use crate::diag::Code;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Not looked for.
    Off,
    /// Something to know.
    Note,
    /// Something to think about.
    Warning,
    /// Something that has to be mended or excepted: `lint` fails.
    Error,
}

impl Level {
    /// Every level, from the least.
    pub const ALL: [Self; 4] = [Self::Off, Self::Note, Self::Warning, Self::Error];

    /// As a model writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// By its word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.word() == word)
    }
}

/// A set of levels, one for each rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preset {
    /// What is wrong in any schema, whatever it is called: the preset of those who ask for none.
    #[default]
    Minimal,
    /// The conventions of the schema document as a whole.
    Document,
    /// Nothing but what is switched on.
    Off,
}

impl Preset {
    /// Every preset.
    pub const ALL: [Self; 3] = [Self::Minimal, Self::Document, Self::Off];

    /// As a model writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Minimal => "minimal",
            Self::Document => "document",
            Self::Off => "off",
        }
    }

    /// By its word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.word() == word)
    }
}

/// What a rule is about; the order is that of `docs/lint.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// What things are called.
    Names,
    /// The columns that tables share.
    Columns,
    /// Data types.
    Types,
    /// Keys, constraints and indexes.
    Keys,
    /// Who sees which rows.
    Security,
    /// The conventions themselves.
    Conventions,
}

impl Group {
    /// As a heading.
    pub fn words(self) -> &'static str {
        match self {
            Self::Names => "Names",
            Self::Columns => "Columns that tables share",
            Self::Types => "Data types",
            Self::Keys => "Keys, constraints and indexes",
            Self::Security => "Security",
            Self::Conventions => "The conventions themselves",
        }
    }
}

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its stable code: `SDL401`.
    pub code: Code,
    /// Its stable name, by which a model speaks of it.
    pub name: &'static str,
    /// What it is about.
    pub group: Group,
    /// How grave it is in [`Preset::Minimal`].
    pub minimal: Level,
    /// How grave it is in [`Preset::Document`], and wherever a model states its convention.
    pub document: Level,
    /// What it wants, as a sentence without a period.
    pub wants: &'static str,
    /// Why, in sentences.
    pub why: &'static str,
    /// The keys under `[conventions]` that say what it asks for: `names.tables`.
    pub keys: &'static [&'static str],
    /// What can be said of it under `[conventions.rules]` beside its level.
    pub options: &'static [RuleOption],
    /// Whether some of what it finds is mended by `--fix`.
    pub fixes: bool,
    pub(super) check: fn(&Subject<'_>, &mut Report<'_>),
}

/// Something that can be said of a rule under `[conventions.rules]`.
#[derive(Debug)]
pub struct RuleOption {
    /// Its key.
    pub key: &'static str,
    /// What values it takes.
    pub choice: Choice,
    /// What it is about.
    pub what: &'static str,
}

/// The values that an option takes, the default first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// `true` or `false`.
    Flag(bool),
    /// One of a few words; the first is the default.
    Word(&'static [&'static str]),
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Rule {}

impl Rule {
    /// Every rule, by code.
    pub const ALL: &'static [&'static Self] = rules::ALL;

    /// A rule by its name or its code.
    pub fn find(text: &str) -> Option<&'static Self> {
        Self::ALL
            .iter()
            .find(|rule| rule.name == text || rule.code.eq_ignore_ascii_case(text))
            .copied()
    }

    /// How grave it is in a preset.
    pub fn level(&self, preset: Preset) -> Level {
        match preset {
            Preset::Minimal => self.minimal,
            Preset::Document => self.document,
            Preset::Off => Level::Off,
        }
    }
}
