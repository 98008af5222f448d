//! The street from end to end, for callers that want all of it.

use std::borrow::Cow;
use std::sync::Arc;

use crate::canon::{Canonical, columns_of};
use crate::catalog::{ObjectId, ObjectRef, Pair};
use crate::diag::{Diagnostic, code};
use crate::diff::{ChangeSet, Rename, diff, renames};
use crate::kinds::seed::Seed;
use crate::kinds::table::parting::{self, Parting};
use crate::kinds::{self, InCatalog, KindVisitor};
use crate::lower::{Operation, lower};
use crate::order::{Drawing, Ordered, order};
use crate::plan::{self, Allow, Plan};
use crate::scope;
use crate::settle::{Answer, LazyTables, Question, Questions};
use crate::standing;
use crate::survey;
use crate::transition::Strategy;

/// What may be done and how.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// The permissions that were given beside the model's.
    pub allow: Allow,
    /// How changes are made that an application notices; without it, as the model says.
    pub strategy: Option<Strategy>,
}

/// The questions that a server would have to answer for `pair` to be compared exactly; none when every text is equal
/// in normal form, and then no server is needed.
pub fn doubts(pair: Pair<&Canonical>) -> Vec<Question> {
    let spelled = standing::spelled_out(pair.old, compared(pair.old, scope::wanted(pair)));
    let pair = Pair {
        old: spelled.old.as_ref(),
        new: spelled.new.as_ref(),
    };
    let tables = LazyTables::of(pair);
    let mut questions = Questions::ask(&tables);
    walk(pair, &mut questions);
    questions.into_asked()
}

/// What is compared with what is there: what is wanted, or the state that the way there goes through.
fn compared<'a>(there: &Canonical, wanted: Cow<'a, Canonical>) -> Cow<'a, Canonical> {
    let partings = parting::of(there, &wanted);
    if partings.is_empty() {
        return wanted;
    }
    Cow::Owned(parting::first(there, &wanted, &partings))
}

/// Puts the server's answers, in the order of [`doubts`], into both sides: texts that mean what is there become what is
/// there, and of required rows the old side learns which it has.
///
/// The third value tells, for each doubt that no server settled, what it is about and why.
pub fn settle_answers(
    pair: Pair<&Canonical>,
    answers: Vec<Answer>,
) -> (Pair<Canonical>, Vec<(ObjectRef, String)>) {
    let wanted = scope::wanted(pair);
    let there = pair.old;
    let asked = compared(there, Cow::Borrowed(wanted.as_ref()));
    let spelled = standing::spelled_out(there, Cow::Borrowed(asked.as_ref()));
    let pair = Pair {
        old: spelled.old.as_ref(),
        new: spelled.new.as_ref(),
    };
    let tables = LazyTables::of(pair);
    let mut questions = Questions::settle(&tables, answers);
    let mut settled = walk(pair, &mut questions);
    standing::folded(&mut settled.new, &asked);
    let partings = parting::of(there, &wanted);
    if !partings.is_empty() {
        settled.new = parting::settled(&asked, settled.new, &wanted, &partings);
    }
    let seeds = std::mem::take(&mut settled.old.catalog.seeds);
    settled.old = there.clone();
    settled.old.catalog.seeds = seeds;
    (settled, questions.into_unsettled())
}

/// The wanted side with what needs no server settled, unless somebody has settled more already.
fn certain(pair: Pair<&Canonical>) -> Option<Canonical> {
    // Without columns nothing has a type.
    let there = &pair.old.catalog;
    if pair.new.written.is_some() || (there.tables.is_empty() && there.foreign_tables.is_empty()) {
        return None;
    }
    let tables = LazyTables::of(pair);
    Some(walk(pair, &mut Questions::ask(&tables)).new)
}

fn walk(pair: Pair<&Canonical>, questions: &mut Questions<'_>) -> Pair<Canonical> {
    struct Walk<'a, 'b>(&'a mut Pair<Canonical>, &'a mut Questions<'b>);
    impl KindVisitor for Walk<'_, '_> {
        fn visit<K: InCatalog>(&mut self) {
            let there = K::store(&self.0.old.catalog);
            let may_differ = |id: &ObjectId, new: &K| {
                let old = there.get(id);
                old.is_some_and(|old| K::IN_DOUBT_WHEN_EQUAL || old != new)
            };
            let wanted = K::store(&self.0.new.catalog).iter();
            let asked = wanted.filter(|(id, new)| may_differ(id, new));
            let asked: Vec<ObjectId> = asked.map(|(id, _)| id.clone()).collect();
            if asked.is_empty() {
                return;
            }
            let (there, wanted) = (
                K::store_mut(&mut self.0.old.catalog),
                K::store_mut(&mut self.0.new.catalog),
            );
            for id in asked {
                if let (Some(old), Some(new)) = (there.get_mut(&id), wanted.get_mut(&id)) {
                    K::doubts(Pair { old, new }, self.1);
                }
            }
        }
    }
    // Objects that are renamed are compared with what they were called.
    let mut settled = Pair {
        old: pair.old.clone(),
        new: pair.new.clone(),
    };
    renames::apply(&mut settled.old, pair.new, &mut Vec::new());
    if settled.old.live.is_some() {
        look_for_rows(&mut settled);
    }
    kinds::for_each(&mut Walk(&mut settled, questions));
    settled.new.written = Some(
        pair.new
            .written
            .clone()
            .unwrap_or_else(|| Arc::new(pair.new.catalog.clone())),
    );
    // The renames are still to be made; of the old side only the rows are news.
    let mut old = pair.old.clone();
    old.catalog.seeds = settled.old.catalog.seeds;
    Pair {
        old,
        new: settled.new,
    }
}

/// A live catalog knows no required rows until it is asked for those of the model, in the tables that it has.
fn look_for_rows(pair: &mut Pair<Canonical>) {
    for seed in pair.new.catalog.seeds.values() {
        let Some(columns) = columns_of(&pair.old.catalog, &seed.table) else {
            continue;
        };
        let has = |name: &String| columns.iter().any(|column| column.name == *name);
        // A row with a column that is still to be added is not there yet.
        if seed.rows.iter().flat_map(|row| row.keys()).all(has) {
            pair.old.catalog.insert(Seed {
                rows: Vec::new(),
                ..seed.clone()
            });
        }
    }
}

/// Errors about what a model says that the oldest version which it names does not have; none when it names no version.
pub fn too_new(wanted: &Canonical) -> Vec<Diagnostic> {
    let empty = Canonical::empty();
    crate::diff::too_new(Pair {
        old: &empty,
        new: wanted,
    })
}

/// Plans the way from `pair.old` to `pair.new`.
///
/// Diagnostics that are errors mean that there is no plan to trust: protected objects, cycles, changes that cannot be
/// made. Missing permissions are not among them; they are marked in the plan.
///
/// ```
/// use schemadiff::canon::{Canonical, canonicalize};
/// use schemadiff::catalog::{Pair, Sources};
/// use schemadiff::source::{Declared, sql};
///
/// let mut sources = Sources::default();
/// let file = sources.add("new.sql", "CREATE TABLE notes (id bigint PRIMARY KEY, body text NOT NULL);");
/// let mut declared = Declared::default();
/// assert!(sql::read_script(&sources, file, &mut declared).is_empty());
/// let (wanted, problems) = canonicalize(declared);
/// assert!(problems.is_empty());
///
/// let empty = Canonical::empty();
/// let pair = Pair { old: &empty, new: &wanted };
/// let (plan, problems) = schemadiff::plan(pair, &schemadiff::Policy::default());
/// assert!(problems.is_empty());
/// assert_eq!(plan.steps.len(), 1);
/// assert!(schemadiff::render::script(&plan).contains("CREATE TABLE public.notes"));
/// ```
pub fn plan(pair: Pair<&Canonical>, policy: &Policy) -> (Plan, Vec<Diagnostic>) {
    let wanted = scope::wanted(pair);
    let mut allow = policy.allow.clone();
    let mut diagnostics = Vec::new();
    for text in &pair.new.settings.allow {
        if let Err(why) = allow.add(text) {
            diagnostics.push(Diagnostic::error(code::BAD_VALUE, why).help("correct `policy.allow`"));
        }
    }
    let legs = legs(pair.old, wanted, policy, &mut diagnostics);
    let mut changes = ChangeSet::default();
    let mut way = Ordered::default();
    for leg in &legs {
        match order(leg.operations.clone(), &pair.new.origins) {
            Ok(ordered) => way.then(parting::together(ordered.operations, &leg.changes.partings)),
            Err(circles) => {
                diagnostics.extend(circles);
                return (Plan::default(), diagnostics);
            }
        }
        changes.extend(&leg.changes);
    }
    let renamed: Vec<Rename> = changes.partings.iter().flat_map(Parting::renames).collect();
    changes.renames.extend(renamed);
    let new = legs.last().map_or(pair.new, |leg| &leg.new);
    let plan = plan::build(way, &changes, Pair { old: pair.old, new }, &allow);
    diagnostics.extend(survey::lost(&plan));
    (plan, diagnostics)
}

/// A part of the way that is compared and ordered by itself.
struct Leg {
    changes: ChangeSet,
    operations: Vec<Operation>,
    /// What it arrives at.
    new: Canonical,
}

/// The legs of the way, one after the other: one, unless a table becomes a partition under its own name.
fn legs(
    there: &Canonical,
    wanted: Cow<'_, Canonical>,
    policy: &Policy,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Leg> {
    let mut partings = parting::of(there, &wanted);
    if partings.is_empty() {
        return vec![leg(there, wanted, Vec::new(), policy, diagnostics)];
    }
    diagnostics.extend(parting::refused(there, &wanted, &partings));
    let middle = parting::first(there, &wanted, &partings);
    let first = leg(there, Cow::Owned(middle), Vec::new(), policy, diagnostics);
    let reached = parting::reached(there, &first.new, &wanted, &mut partings);
    let last = parting::last(there, &wanted, &partings);
    let mut second = leg(&reached, Cow::Owned(last), partings, policy, diagnostics);
    let partings = &second.changes.partings;
    // A check that refuses rows comes last, so that it does so for as short as can be.
    let is_proof = |operation: &mut Operation| parting::is_proof(operation, partings);
    let proof = Leg {
        operations: second.operations.extract_if(.., is_proof).collect(),
        changes: ChangeSet::default(),
        new: first.new.clone(),
    };
    second.new.annotations = wanted.annotations.clone();
    vec![first, proof, second]
}

/// What changes between two states, and the operations that make the changes.
fn leg(
    there: &Canonical,
    wanted: Cow<'_, Canonical>,
    partings: Vec<Parting>,
    policy: &Policy,
    diagnostics: &mut Vec<Diagnostic>,
) -> Leg {
    let spelled = standing::spelled_out(there, wanted);
    let pair = Pair {
        old: spelled.old.as_ref(),
        new: spelled.new.as_ref(),
    };
    let certain = certain(pair);
    let pair = Pair {
        old: pair.old,
        new: certain.as_ref().unwrap_or(pair.new),
    };
    diagnostics.extend(scope::stranded(pair));
    diagnostics.extend(kinds::role::missing(pair));
    let (mut changes, renamed, found) = diff(pair);
    diagnostics.extend(found);
    let renamed = Pair {
        old: &renamed,
        new: pair.new,
    };
    parting::views(&mut changes, renamed, &partings);
    changes.partings = partings;
    let strategy = policy.strategy.or(pair.new.settings.strategy).unwrap_or_default();
    let operations = lower(&changes, renamed, strategy);
    Leg {
        changes,
        operations,
        new: pair.new.clone(),
    }
}

/// The graph that decides the order of the plan from `pair.old` to `pair.new`, for people to look at.
///
/// # Errors
/// With the circles that leave no order.
pub fn drawing(pair: Pair<&Canonical>, policy: &Policy) -> Result<Drawing, Vec<Diagnostic>> {
    let mut drawing = Drawing::default();
    for leg in legs(pair.old, scope::wanted(pair), policy, &mut Vec::new()) {
        drawing.then(Drawing::of(leg.operations, &pair.new.origins)?);
    }
    Ok(drawing)
}
