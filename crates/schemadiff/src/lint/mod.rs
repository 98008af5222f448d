//! Conventions: what a schema is held to beyond being sound, rule by rule.
//!
//! [`lint`] looks at one catalog, whatever it was written in, and says what does not keep to the conventions. Each rule has
//! a file of its own in `rules/` and is registered there; which are on, how grave they are, and what they ask for is in
//! [`Conventions`], which a model states under `[conventions]`.

mod conventions;
mod cover;
mod edit;
mod report;
mod rule;
mod rules;
mod style;
mod subject;
mod template;
pub(crate) mod toml;

pub use conventions::{Columns, Conventions, Except, Names, Number, Place, Style, TypeConvention, Types};
pub use edit::{Edit, apply};
pub use report::Finding;
pub use rule::{Choice, Group, Level, Preset, Rule, RuleOption};
pub use style::Case;

use crate::canon::Canonical;

use self::report::Report;
use self::subject::Subject;

/// What a schema does not keep to, by place.
pub fn lint(canonical: &Canonical, conventions: &Conventions) -> Vec<Finding> {
    let subject = Subject::of(canonical, conventions);
    let mut report = Report::new(canonical, conventions);
    for rule in Rule::ALL {
        report.begin(rule);
        if report.is_on() {
            (rule.check)(&subject, &mut report);
        }
    }
    report.finish()
}
