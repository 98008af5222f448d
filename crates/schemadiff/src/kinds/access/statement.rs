//! Owners and privileges as SQL statements write them.

use schemadiff_sql::syntax::{
    COLUMN_PRIVILEGES, DefaultOn, Grant, GrantOn, Granted, ObjectName, Privilege, Subject, TypeName,
};

use super::{Access, id_of};
use crate::catalog::{Kind, ObjectId};
use crate::diag::code;
use crate::kinds::ObjectKind;
use crate::source::Script;

/// `ALTER … OWNER TO`.
pub(crate) fn owner(script: &mut Script<'_>, of: Subject, owner: String) {
    let of = resolved(script, of);
    let access = access(script, of);
    let former = access.owner.take();
    // What was granted before is handed over with it; of a former owner that nobody has named nothing can have been said.
    if former.as_ref() != Some(&owner)
        && let Some(grants) = &mut access.grants
    {
        *grants = grants.handed_over(former.as_deref().unwrap_or_default(), &owner);
    }
    access.owner = Some(owner);
}

/// `OWNER TO` of a table or of what `pg_dump` alters like one.
pub(crate) fn relation_owner(script: &mut Script<'_>, name: ObjectName, owner: String) {
    self::owner(script, Subject::Relation(name), owner);
}

/// `GRANT` and `REVOKE`.
pub(crate) fn grant(script: &mut Script<'_>, grant: &Grant) {
    let subjects = match &grant.on {
        GrantOn::Objects(subjects) => subjects.clone(),
        GrantOn::AllInSchema(class, schemas) => all_in(script, *class, schemas),
        GrantOn::Other(what) => {
            let verb = if grant.is_grant { "GRANT" } else { "REVOKE" };
            return script.other(&format!("{verb} on a {what}"));
        }
    };
    for subject in subjects {
        let subject = resolved(script, subject);
        if let Some(problem) = grant.privileges.iter().find_map(|granted| misfit(&subject, granted)) {
            return script.error(code::BAD_VALUE, problem, "name a privilege that such an object has");
        }
        let access = access(script, subject);
        let owner = access.owner.clone();
        let of = access.of.clone();
        let grants = access.grants();
        for role in &grant.grantees {
            if grant.is_grant {
                grants.grant(&of, role, &grant.privileges, grant.option);
            } else {
                let is_owner = owner.as_ref() == Some(role);
                grants.revoke(&of, role, is_owner, &grant.privileges, grant.option);
            }
        }
    }
}

/// Why a privilege cannot be granted on an object, if it cannot.
pub(crate) fn misfit(subject: &Subject, granted: &Granted) -> Option<String> {
    let Granted { privilege, columns } = granted;
    if *privilege == Privilege::All && columns.is_empty() {
        return None;
    }
    let word = privilege.as_sql();
    let (is_relation, what) = match subject {
        Subject::Relation(_) => (true, "a table"),
        Subject::Sequence(_) => (false, "a sequence"),
        Subject::Routine(..) => (false, "a function"),
        Subject::Type(_) => (false, "a type"),
        Subject::Schema(_) => (false, "a schema"),
        Subject::ForeignServer(_) => (false, "a foreign server"),
        Subject::ForeignDataWrapper(_) => (false, "a foreign data wrapper"),
        Subject::Statistics(_) => (false, "statistics"),
        Subject::LargeObject => (false, "a large object"),
    };
    if !columns.is_empty() {
        let fits = *privilege == Privilege::All || COLUMN_PRIVILEGES.contains(privilege);
        return (!is_relation || !fits).then(|| format!("{word} cannot be granted on columns of {what}"));
    }
    // A sequence may be named as a table.
    let known = subject.privileges(u32::MAX).contains(privilege) || (is_relation && *privilege == Privilege::Usage);
    (!known).then(|| format!("{word} cannot be granted on {what}"))
}

/// The access of an object, to be added to.
fn access<'a>(script: &'a mut Script<'_>, of: Subject) -> &'a mut Access {
    let id = id_of(&of);
    let about = Access::of(of);
    if !script.into.catalog.accesses.contains(&id) {
        let origin = script.origin();
        script.into.origins.insert(about.object_ref(), origin);
        script.into.catalog.insert(about.clone());
    }
    script.into.catalog.accesses.entry(id, about)
}

/// A subject by the names that the model has for it.
fn resolved(script: &Script<'_>, subject: Subject) -> Subject {
    match subject {
        Subject::Relation(name) => Subject::Relation(script.relation_name(name)),
        Subject::Sequence(name) => Subject::Sequence(script.relation_name(name)),
        Subject::Type(name) => {
            let mut data_type = TypeName { name, modifiers: Vec::new(), array: false };
            script.mention_type(&mut data_type);
            Subject::Type(script.own_name(data_type.name))
        }
        Subject::Statistics(name) => Subject::Statistics(script.own_name(name)),
        Subject::Routine(mut name, types) => {
            script.mention_function(&mut name);
            let name = script.own_name(name);
            match script.function_of(&name, &types) {
                Some(signature) => Subject::Routine(name, signature),
                None => Subject::Routine(name, types),
            }
        }
        other => other,
    }
}

/// The objects of a kind that there are so far in these schemas.
fn all_in(script: &Script<'_>, class: DefaultOn, schemas: &[String]) -> Vec<Subject> {
    let catalog = &script.into.catalog;
    let inside = |id: &ObjectId| id.name.schema.as_ref().is_some_and(|schema| schemas.contains(schema));
    let named = |kind: Kind| -> Vec<Subject> {
        let ids: Vec<&ObjectId> = match kind {
            Kind::Table => catalog.tables.keys().collect(),
            Kind::View => catalog.views.keys().collect(),
            Kind::MaterializedView => catalog.materialized_views.keys().collect(),
            _ => catalog.sequences.keys().collect(),
        };
        let names = ids.into_iter().filter(|id| inside(id)).map(|id| id.name.clone());
        match kind {
            Kind::Sequence => names.map(Subject::Sequence).collect(),
            _ => names.map(Subject::Relation).collect(),
        }
    };
    match class {
        DefaultOn::Tables => [Kind::Table, Kind::View, Kind::MaterializedView].into_iter().flat_map(named).collect(),
        DefaultOn::Sequences => named(Kind::Sequence),
        DefaultOn::Functions => catalog
            .functions
            .iter()
            .filter(|(id, _)| inside(id))
            .map(|(id, function)| Subject::Routine(id.name.clone(), function.definition.signature()))
            .collect(),
        DefaultOn::Types | DefaultOn::Schemas | DefaultOn::LargeObjects => Vec::new(),
    }
}
