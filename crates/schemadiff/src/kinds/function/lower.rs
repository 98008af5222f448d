//! Comparing and changing functions and procedures.

use std::collections::BTreeSet;

use schemadiff_sql::syntax::{Argument, ArgumentMode, Body, ObjectName, Returns, TypeName};

use super::{Function, overload, sql};
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, refs};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::enum_type::Swap;
use crate::kinds::{Attribute, Catalog, ObjectKind, Schema};
use crate::lower::{Lowering, Operation, Operations, comment};
use crate::plan::{PermissionKind, Phase};
use crate::settle::{Form, Questions};
use crate::source::{RowError, Snapshot};

/// How two functions of one signature can differ.
#[derive(Clone, Debug)]
pub enum FunctionChange {
    /// The definition.
    Definition,
    /// Nothing of its own, but sessions that have compiled it know a type that is made anew.
    Compiled(ObjectName),
    /// The comment.
    Comment,
}

impl ObjectKind for Function {
    const KIND: Kind = Kind::Function;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    const REBUILDABLE: bool = true;
    type Change = FunctionChange;

    fn id(&self) -> ObjectId {
        Self::id_of(&self.definition)
    }

    fn relation(&self) -> Option<ObjectName> {
        None
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        let definition = &mut self.definition;
        for argument in &mut definition.arguments {
            canon.data_type(&mut argument.data_type, None);
            // PostgreSQL keeps no modifiers of argument types.
            argument.data_type.modifiers.clear();
            canon.optional(&mut argument.default);
            if let Some(default) = &mut argument.default {
                *default = default.without_literal_cast(&argument.data_type);
            }
        }
        match &mut definition.returns {
            Some(Returns::Type(kind) | Returns::SetOf(kind)) => canonical_type(canon, kind),
            Some(Returns::Table(columns)) => columns.iter_mut().for_each(|(_, kind)| canonical_type(canon, kind)),
            None => {}
        }
        definition.returns = definition.returns.take().filter(|returns| !is_implied(returns, &definition.arguments));
        canon.body(&mut definition.body);
        if let Some(support) = &mut definition.support {
            canon.function(support);
        }
        // Names of settings are compared without case (`guc_name_compare` in `src/backend/utils/misc/guc.c`).
        definition.settings = std::mem::take(&mut definition.settings)
            .into_iter()
            .map(|(name, value)| (name.to_ascii_lowercase(), value))
            .map(|(name, value)| (name.clone(), sql::canonical_setting(&name, &value)))
            .collect();
    }

    fn references(&self) -> Vec<ObjectRef> {
        let definition = &self.definition;
        let mut objects: Vec<ObjectRef> = Schema::needed_by(&definition.name).into_iter().collect();
        for argument in &definition.arguments {
            objects.extend(refs::data_type(&argument.data_type));
            if let Some(default) = &argument.default {
                objects.extend(refs::mentioned(&default.references(), None));
            }
        }
        match &definition.returns {
            Some(Returns::Type(kind) | Returns::SetOf(kind)) => objects.extend(refs::data_type(kind)),
            Some(Returns::Table(columns)) => {
                objects.extend(columns.iter().flat_map(|(_, kind)| refs::data_type(kind)));
            }
            None => {}
        }
        // Every database has these.
        if !matches!(definition.language.as_str(), "c" | "internal" | "plpgsql" | "sql") {
            let language = crate::kinds::Language::id_of(&definition.language);
            objects.push(ObjectRef::new(Kind::Language, language));
        }
        if let schemadiff_sql::syntax::Body::Sql(_) = &definition.body {
            objects.extend(refs::mentioned(&schemadiff_sql::body_references(definition), None));
        }
        objects
    }

    fn diff(pair: Pair<&Self>) -> Vec<FunctionChange> {
        let mut changes = Vec::new();
        if pair.old.definition != pair.new.definition {
            changes.push(FunctionChange::Definition);
        }
        if pair.old.comment != pair.new.comment {
            changes.push(FunctionChange::Comment);
        }
        changes
    }

    /// Source: manual, "CREATE FUNCTION", Notes: `CREATE OR REPLACE` changes neither the result type nor the names of
    /// arguments, removes no default, and turns no function into a procedure.
    fn replacement(pair: Pair<&Self>, _changes: &[FunctionChange]) -> Option<String> {
        let (old, new) = (&pair.old.definition, &pair.new.definition);
        let renamed = |(old, new): (&Argument, &Argument)| old.name.is_some() && old.name != new.name;
        let default_removed = |(old, new): (&Argument, &Argument)| old.default.is_some() && new.default.is_none();
        let outputs = |arguments: &[Argument]| -> Vec<(Option<String>, TypeName)> {
            let outputs = arguments.iter().filter(|argument| matches!(argument.mode, ArgumentMode::Out | ArgumentMode::InOut));
            outputs.map(|argument| (argument.name.clone(), argument.data_type.clone())).collect()
        };
        if old.procedure != new.procedure {
            Some("a function and a procedure are different things".to_owned())
        } else if old.returns != new.returns || outputs(&old.arguments) != outputs(&new.arguments) {
            Some("its result type changes".to_owned())
        } else if old.arguments.iter().zip(&new.arguments).any(renamed) {
            Some("an argument gets another name".to_owned())
        } else if old.arguments.iter().zip(&new.arguments).any(default_removed) {
            Some("an argument loses its default".to_owned())
        } else {
            None
        }
    }

    fn disturbs(pair: Pair<&Self>, changes: &[FunctionChange]) -> Vec<ObjectRef> {
        match Self::replacement(pair, changes) {
            Some(_) => vec![pair.new.object_ref(), refs::function(&pair.new.definition.name)],
            None => Vec::new(),
        }
    }

    fn details(_pair: Pair<&Self>, changes: &[FunctionChange]) -> Vec<String> {
        let changed = changes.iter().any(|change| matches!(change, FunctionChange::Definition));
        changed.then(|| "definition changed".to_owned()).into_iter().collect()
    }

    fn doubts(pair: Pair<&mut Self>, questions: &mut Questions<'_>) {
        let Pair { old, new } = pair;
        let (about, name) = (new.object_ref(), new.definition.name.clone());
        for (old, new) in old.definition.arguments.iter().zip(&mut new.definition.arguments) {
            if let (Some(old), Some(default)) = (&old.default, &mut new.default) {
                let form = Form::Default(new.data_type.clone());
                questions.expression(&about, &name, &form, old, default);
            }
        }
        questions.body(&old.definition, &mut new.definition);
    }

    fn lower(delta: &Delta<Self>, cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(function) => out.recipe(function.create("new function")),
            Delta::Drop(function) => out.add(
                function.drop_operation().permission(PermissionKind::DropFunction).because("no longer in the model"),
            ),
            Delta::Replace { old, new, because } => {
                let drop = old.drop_operation().because(format!("created anew below: {because}"));
                let replaced = new.id() != old.id();
                let new = cx.as_written(new);
                // The running application goes on to call what takes over from here on.
                let takes_over = replaced && overload::takes_over(old, &new);
                let drop = match (replaced, takes_over) {
                    (true, false) => drop.permission(PermissionKind::DropFunction),
                    (true, true) => drop.harmless().in_phase(Phase::Expand),
                    (false, _) => drop.harmless(),
                };
                out.atomic(std::iter::once(drop).chain(new.create("created anew")));
            }
            Delta::Alter { old, new, changes, .. } => {
                for change in changes {
                    out.add(match change {
                        FunctionChange::Definition => new
                            .operation(OpCode::ReplaceFunction)
                            .releases(old.references())
                            .because("another definition")
                            .undo(sql::create(&old.definition)),
                        FunctionChange::Compiled(data_type) => new.compile_again(data_type, cx),
                        FunctionChange::Comment => new.comment_operation(),
                    });
                }
            }
        }
    }
}

fn canonical_type(canon: &mut Canon<'_>, data_type: &mut TypeName) {
    canon.data_type(data_type, None);
    data_type.modifiers.clear();
}

/// Whether OUT arguments say the result type already: one gives its type, several give `record`.
fn is_implied(returns: &Returns, arguments: &[Argument]) -> bool {
    let outputs: Vec<_> =
        arguments.iter().filter(|argument| matches!(argument.mode, ArgumentMode::Out | ArgumentMode::InOut)).collect();
    match (returns, outputs.as_slice()) {
        (Returns::Type(kind), [only]) => *kind == only.data_type,
        (Returns::Type(kind), [_, _, ..]) => kind.is_builtin("record"),
        _ => false,
    }
}

impl Function {
    fn operation(&self, code: OpCode) -> Operation {
        Operation::new(code, self.object_ref(), sql::create(&self.definition))
            .needs(self.references())
            .creates(self.object_ref())
            .creates(refs::function(&self.definition.name))
    }

    /// Whether a body in PL/pgSQL seems to have a variable of a type, by name or as that of a column. A session keeps what it
    /// has compiled by OID and fails afterwards (`cache lookup failed for type`), until the row of the function changes
    /// (`plpgsql_compile` in `src/pl/plpgsql/src/pl_comp.c` looks at its `xmin` and `ctid`).
    pub(crate) fn may_have_compiled(&self, data_type: &str, columns: &[String]) -> bool {
        let Body::Text(body) = &self.definition.body else { return false };
        if self.definition.language != "plpgsql" {
            return false;
        }
        let body = body.to_lowercase();
        let words: BTreeSet<&str> = body.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        let says = |name: &str| words.contains(name.to_lowercase().as_str());
        // A name of several words is looked for as it is.
        says(data_type)
            || body.contains(&format!("\"{}\"", data_type.to_lowercase()))
            || (body.contains("%type") && columns.iter().any(|column| says(column)))
    }

    fn compile_again(&self, data_type: &ObjectName, cx: &Lowering<'_>) -> Operation {
        let aside = Swap::of(data_type, cx).map(|swap| swap.aside_ref());
        self.operation(OpCode::ReplaceFunction)
            .needs([ObjectRef::named(Kind::EnumType, data_type)])
            .releases(aside)
            .in_phase(Phase::Contract)
            .because("as it is: sessions that have compiled it look at the new type")
    }

    /// Puts it where it stands once more, in the same words.
    pub(crate) fn again(&self, reason: &str) -> Operation {
        Operation::new(OpCode::ReplaceFunction, self.object_ref(), sql::create(&self.definition)).because(reason)
    }

    fn create(&self, reason: &str) -> Vec<Operation> {
        let create = self
            .operation(OpCode::CreateFunction)
            .because(reason)
            .undo(format!("DROP {}", sql::signature(&self.definition)));
        let comment = self.comment.as_ref().map(|_| self.comment_operation());
        std::iter::once(create).chain(comment).collect()
    }

    fn drop_operation(&self) -> Operation {
        let drop = format!("DROP {}", sql::signature(&self.definition));
        Operation::new(OpCode::DropFunction, self.object_ref(), drop)
            .drops(self.object_ref())
            .drops(refs::function(&self.definition.name))
            .releases(self.references())
    }

    fn comment_operation(&self) -> Operation {
        comment(OpCode::Comment, self.object_ref(), &sql::signature(&self.definition), self.comment.as_deref())
    }
}
