//! What is found, and what is excepted.

use std::cmp::Ordering;

use super::conventions::Conventions;
use super::edit::Edit;
use super::rule::{Level, Rule};
use crate::canon::Canonical;
use crate::catalog::{Kind, ObjectId, ObjectRef, Origin};
use crate::diag::{Diagnostic, Severity};

/// Something that does not keep to a rule.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How grave it is; never [`Level::Off`].
    pub level: Level,
    /// What it is about; nothing where it is about the conventions themselves.
    pub object: Option<ObjectRef>,
    /// Where that was written, when it was.
    pub origin: Option<Origin>,
    /// One line, no period.
    pub message: String,
    /// Facts that help to understand.
    pub notes: Vec<String>,
    /// What to do.
    pub help: String,
    /// What mends it in a model; nothing where somebody has to think.
    pub fix: Vec<Edit>,
}

impl Finding {
    /// Adds a fact.
    pub(super) fn note(&mut self, note: impl Into<String>) -> &mut Self {
        self.notes.push(note.into());
        self
    }

    /// Adds what mends it. Nothing is mended unless all of it can be.
    pub(super) fn fix(&mut self, edit: Edit) -> &mut Self {
        self.fix.push(edit);
        self
    }

    /// As a message, as those about a model that is wrong.
    pub fn diagnostic(&self) -> Diagnostic {
        let message = format!("{} [{}]", self.message, self.rule.name);
        let mut diagnostic = Diagnostic {
            severity: match self.level {
                Level::Error => Severity::Error,
                Level::Warning => Severity::Warning,
                Level::Note | Level::Off => Severity::Note,
            },
            ..Diagnostic::error(self.rule.code, message)
        };
        diagnostic = diagnostic.at_known(self.origin.as_ref(), "");
        diagnostic.notes.clone_from(&self.notes);
        diagnostic.help(&self.help)
    }
}

/// Collects what the rules find.
pub(super) struct Report<'a> {
    canonical: &'a Canonical,
    conventions: &'a Conventions,
    rule: &'static Rule,
    level: Level,
    found: Vec<Finding>,
    /// The exceptions that something was excepted by.
    used: Vec<bool>,
}

impl<'a> Report<'a> {
    pub(super) fn new(canonical: &'a Canonical, conventions: &'a Conventions) -> Self {
        Self {
            canonical,
            conventions,
            rule: Rule::ALL[0],
            level: Level::Off,
            found: Vec::new(),
            used: vec![false; conventions.except.len()],
        }
    }

    /// Goes on to a rule.
    pub(super) fn begin(&mut self, rule: &'static Rule) {
        self.rule = rule;
        self.level = self.conventions.level(rule);
    }

    /// Whether the rule is to be looked at.
    pub(super) fn is_on(&self) -> bool {
        self.level > Level::Off
    }

    /// Whether an option of the rule is set.
    pub(super) fn flag(&self, key: &str) -> bool {
        self.conventions.option(self.rule, key) == "true"
    }

    /// The word that an option of the rule is set to.
    pub(super) fn word(&self, key: &str) -> String {
        self.conventions.option(self.rule, key)
    }

    /// Adds a finding.
    pub(super) fn find(
        &mut self,
        object: ObjectRef,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Finding {
        let origin = origin_of(self.canonical, &object);
        self.push(Some(object), origin, message.into(), help.into())
    }

    /// Adds a finding about the conventions themselves.
    pub(super) fn find_at(
        &mut self,
        origin: Option<Origin>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Finding {
        self.push(None, origin, message.into(), help.into())
    }

    fn push(
        &mut self,
        object: Option<ObjectRef>,
        origin: Option<Origin>,
        message: String,
        help: String,
    ) -> &mut Finding {
        self.found.push(Finding {
            rule: self.rule,
            level: self.level,
            object,
            origin,
            message,
            notes: Vec::new(),
            help,
            fix: Vec::new(),
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// The exceptions under which nothing was found, as the rule about them asks, which is the last one: what other rules
    /// have found so far is sorted by the exceptions first.
    pub(super) fn unused_exceptions(&mut self) -> Vec<usize> {
        self.except();
        (0..self.used.len()).filter(|index| !self.used[*index]).collect()
    }

    fn except(&mut self) {
        let (conventions, used) = (self.conventions, &mut self.used);
        let default = &self.canonical.settings().default_schema;
        self.found.retain(|finding| {
            let Some(object) = &finding.object else {
                return true;
            };
            let mut is_excepted = false;
            for (index, except) in conventions.except.iter().enumerate() {
                if except.takes(finding.rule, object, default) {
                    used[index] = true;
                    is_excepted = true;
                }
            }
            !is_excepted
        });
    }

    /// What is found and not excepted, by place, then by object.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        self.except();
        let mut found = self.found;
        // Where several tables have a column from one place, one fix mends it for all of them, but each is named.
        found.sort_by(in_order);
        found
    }
}

/// Where a finding stands among others: by place, what has none last; then by object, rule and message.
fn in_order(a: &Finding, b: &Finding) -> Ordering {
    let place = |finding: &Finding| match &finding.origin {
        Some(Origin::File { file, range }) => (false, Some((*file, range.start))),
        Some(Origin::Live(_)) | None => (true, None),
    };
    place(a)
        .cmp(&place(b))
        .then_with(|| a.object.cmp(&b.object))
        .then_with(|| a.rule.code.cmp(b.rule.code))
        .then_with(|| a.message.cmp(&b.message))
}

/// Where an object was written; what is implied was written with what it belongs to. Of a database, the object itself.
fn origin_of(canonical: &Canonical, object: &ObjectRef) -> Option<Origin> {
    let origins = canonical.origins();
    if let Some(origin) = origins.get(object) {
        return Some(origin.clone());
    }
    if object.id.part.is_some() {
        let owner = ObjectId::named(object.id.name.clone());
        for kind in [Kind::Table, Kind::MaterializedView, Kind::View] {
            if let Some(origin) = origins.get(&ObjectRef::new(kind, owner.clone())) {
                return Some(origin.clone());
            }
        }
    }
    canonical.live().map(|_| Origin::Live(object.clone()))
}
