//! Comparing and changing domains: what the engine asks of the kind.

use schemadiff_sql::syntax::{DomainConstraint, DomainConstraintKind};

use super::change::{self, DomainChange};
use super::{Domain, alter, constraint_name, sql};
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, refs};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::{Attribute, Catalog, ObjectKind, Schema};
use crate::lower::{Lowering, Operation, Operations, comment};
use crate::plan::PermissionKind;
use crate::settle::Questions;
use crate::source::{RowError, Snapshot};

impl ObjectKind for Domain {
    const KIND: Kind = Kind::Domain;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    const REBUILDABLE: bool = true;
    type Change = DomainChange;

    fn id(&self) -> ObjectId {
        ObjectId::named(self.definition.name.clone())
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        let definition = &mut self.definition;
        canon.data_type(&mut definition.data_type, None);
        if let Some(collation) = &mut definition.collation {
            canon.collation(collation);
        }
        if let Some(default) = &mut definition.default {
            canon.default(default, &definition.data_type);
        }
        let implied = crate::canon::object_name(&definition.name.name, None, "not_null");
        for constraint in &mut definition.constraints {
            match &mut constraint.kind {
                DomainConstraintKind::Check(expression) => canon.expression(expression),
                DomainConstraintKind::NotNull => {
                    constraint.name = constraint.name.take().filter(|name| *name != implied);
                }
            }
        }
        // PostgreSQL keeps one NOT NULL, however often it is written.
        let mut seen = false;
        definition
            .constraints
            .retain(|constraint| !constraint.is_not_null() || !std::mem::replace(&mut seen, true));
        definition.constraints.sort_by(|a, b| a.name.cmp(&b.name));
    }

    fn references(&self) -> Vec<ObjectRef> {
        let definition = &self.definition;
        let mut objects: Vec<ObjectRef> = Schema::needed_by(&definition.name).into_iter().collect();
        objects.extend(refs::data_type(&definition.data_type));
        objects.extend(definition.collation.as_ref().and_then(refs::collation));
        if let Some(default) = &definition.default {
            objects.extend(refs::mentioned(&default.references(), None));
        }
        objects.extend(definition.constraints.iter().flat_map(constraint_references));
        objects
    }

    fn diff(pair: Pair<&Self>) -> Vec<DomainChange> {
        change::compare(pair)
    }

    fn replacement(_pair: Pair<&Self>, changes: &[DomainChange]) -> Option<String> {
        let base = changes.iter().any(|change| matches!(change, DomainChange::Base));
        base.then(|| "no statement changes what a domain is over".to_owned())
    }

    fn disturbs(pair: Pair<&Self>, changes: &[DomainChange]) -> Vec<ObjectRef> {
        Self::replacement(pair, changes).map(|_| pair.new.object_ref()).into_iter().collect()
    }

    fn details(_pair: Pair<&Self>, changes: &[DomainChange]) -> Vec<String> {
        change::details(changes)
    }

    fn doubts(pair: Pair<&mut Self>, questions: &mut Questions<'_>) {
        let Pair { old, new } = pair;
        let about = new.object_ref();
        let definition = &mut new.definition;
        let (data_type, collation) = (definition.data_type.clone(), definition.collation.clone());
        if let (Some(old), Some(default)) = (&old.definition.default, &mut definition.default) {
            questions.domain_default(&about, &data_type, old, default);
        }
        for constraint in &mut definition.constraints {
            let named = old.checks().find(|before| before.name == constraint.name);
            if let (Some(DomainConstraintKind::Check(old)), DomainConstraintKind::Check(check)) =
                (named.map(|before| &before.kind), &mut constraint.kind)
            {
                questions.domain_check(&about, (&data_type, collation.as_ref()), old, check);
            }
        }
    }

    fn lower(delta: &Delta<Self>, cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(domain) => domain.create("new domain", cx).into_iter().for_each(|recipe| out.recipe(recipe)),
            Delta::Drop(domain) => {
                let catalog = cx.pair.old.catalog();
                // A function that takes the domain goes before it, and what calls the function before that.
                let circular = || domain.checks().filter(|check| domain.waits_for_function(check, catalog));
                let checks = circular().map(|check| alter::drop_constraint(domain, check).because("its domain is dropped"));
                let mut drop = domain.drop_operation().permission(PermissionKind::DropDomain);
                for check in circular() {
                    let mentioned = constraint_references(check);
                    drop.releases.retain(|object| !mentioned.contains(object));
                }
                out.recipe(checks.chain([drop.because("no longer in the model")]));
            }
            Delta::Replace { old, new, because } => {
                let drop = old.drop_operation().harmless().because(format!("created anew below: {because}"));
                let recipes = new.create("created anew", cx).into_iter().flatten();
                out.atomic(std::iter::once(drop).chain(recipes));
            }
            Delta::Alter { old, new, changes, .. } => alter::alter(Pair { old, new }, changes, cx, out),
        }
    }
}

/// What a constraint mentions.
pub(super) fn constraint_references(constraint: &DomainConstraint) -> Vec<ObjectRef> {
    match &constraint.kind {
        DomainConstraintKind::Check(expression) => refs::mentioned(&expression.references(), None),
        DomainConstraintKind::NotNull => Vec::new(),
    }
}

impl Domain {
    /// `DOMAIN name`, as `COMMENT` and `DROP` take it.
    pub(super) fn words(&self) -> String {
        format!("DOMAIN {}", self.definition.name)
    }

    /// Whether a check calls a function that takes or returns the domain: such a function comes after the domain, and the
    /// check after the function.
    fn waits_for_function(&self, constraint: &DomainConstraint, catalog: &Catalog) -> bool {
        let DomainConstraintKind::Check(expression) = &constraint.kind else { return false };
        let called = expression.references().functions;
        let own = self.object_ref();
        let functions = catalog.functions.values();
        !called.is_empty()
            && functions
                .filter(|function| called.contains(&function.definition.name))
                .any(|function| function.references().contains(&own))
    }

    /// Creates the domain, each element a recipe of its own.
    fn create(&self, because: &str, cx: &Lowering<'_>) -> Vec<Vec<Operation>> {
        let definition = &self.definition;
        let (later, inline): (Vec<_>, Vec<_>) = definition
            .constraints
            .iter()
            .partition(|constraint| !constraint.validated || self.waits_for_function(constraint, cx.pair.new.catalog()));
        let mut needs: Vec<ObjectRef> = Schema::needed_by(&definition.name).into_iter().collect();
        needs.extend(refs::data_type(&definition.data_type));
        needs.extend(definition.collation.as_ref().and_then(refs::collation));
        needs.extend(definition.default.iter().flat_map(|default| refs::mentioned(&default.references(), None)));
        needs.extend(inline.iter().flat_map(|constraint| constraint_references(constraint)));
        let inherits = cx.new_domain(&definition.data_type).is_some_and(|base| base.definition.default.is_some());
        let create = Operation::new(
            OpCode::CreateDomain,
            self.object_ref(),
            sql::create(definition, inherits, inline.iter().copied()),
        )
        .needs(needs)
        .creates(self.object_ref())
        .creates_all(inline.iter().map(|constraint| self.constraint_ref(constraint)))
        .because(because)
        .undo(format!("DROP {}", self.words()));
        let mut first = vec![create];
        first.extend(self.comment.as_ref().map(|_| self.comment_operation()));
        first.extend(inline.iter().filter(|one| one.comment.is_some()).map(|one| self.constraint_comment(one)));
        let mut recipes = vec![first];
        for constraint in later {
            let add = alter::add_constraint(self, constraint, constraint.validated);
            let add = add.in_phase(crate::plan::Phase::Expand).harmless().because("nothing uses the domain yet");
            let comment = constraint.comment.as_ref().map(|_| self.constraint_comment(constraint));
            recipes.push(std::iter::once(add).chain(comment).collect());
        }
        recipes
    }

    fn drop_operation(&self) -> Operation {
        let constraints = self.definition.constraints.iter();
        Operation::new(OpCode::DropDomain, self.object_ref(), format!("DROP {}", self.words()))
            .drops(self.object_ref())
            .drops_all(constraints.map(|constraint| self.constraint_ref(constraint)))
            .releases(self.references())
    }

    pub(super) fn comment_operation(&self) -> Operation {
        comment(OpCode::Comment, self.object_ref(), &self.words(), self.comment.as_deref())
    }

    pub(super) fn constraint_comment(&self, constraint: &DomainConstraint) -> Operation {
        let name = crate::catalog::ident(&constraint_name(&self.definition.name, constraint));
        let subject = format!("CONSTRAINT {name} ON {}", self.words());
        comment(OpCode::Comment, self.constraint_ref(constraint), &subject, constraint.comment.as_deref())
    }
}
