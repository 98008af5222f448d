//! Giving names their schemas.

mod columns;
mod namespace;
mod output;
mod star;

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use crate::normal::string_value;
use crate::syntax::ObjectName;
use crate::walk::{Visitor, walk_node, walk_relation, walk_select, walk_statement, walk_type_name};
use crate::{Scope, tree, type_name};

/// Qualifies every name that `scope` knows and drops `pg_catalog.` where it says nothing.
pub(crate) fn resolve(node: &mut pb::Node, scope: &dyn Scope) {
    Resolver {
        scope,
        ctes: Vec::new(),
    }
    .node(node);
    columns::resolve(node, scope);
}

struct Resolver<'a> {
    scope: &'a dyn Scope,
    ctes: Vec<String>,
}

impl Visitor for Resolver<'_> {
    fn node(&mut self, node: &mut pb::Node) {
        walk_node(self, node);
        match &mut node.node {
            Some(NodeEnum::FuncCall(call)) => self.call(call),
            Some(NodeEnum::AExpr(expression)) => {
                strip_catalog(&mut expression.name);
                self.operator(&mut expression.name);
            }
            Some(NodeEnum::SubLink(sublink)) => strip_catalog(&mut sublink.oper_name),
            Some(NodeEnum::SortBy(sort)) => strip_catalog(&mut sort.use_op),
            Some(NodeEnum::TypeCast(cast)) => self.relation_literal(cast),
            Some(NodeEnum::CollateClause(collate)) => {
                if let [name] = tree::strings(&collate.collname).as_slice()
                    && let Some(schema) = self.scope.collation(name)
                {
                    collate.collname.insert(0, tree::string(&schema));
                }
            }
            _ => {}
        }
    }

    fn select(&mut self, select: &mut pb::SelectStmt) {
        let with = select.with_clause.take();
        select.with_clause = in_scope_of(self, with, |visitor| walk_select(visitor, select));
    }

    fn statement(&mut self, statement: &mut NodeEnum) {
        let with = take_with(statement);
        let with = in_scope_of(self, with, |visitor| walk_statement(visitor, statement));
        put_with(statement, with);
    }

    fn relation(&mut self, relation: &mut pb::RangeVar, target: bool) {
        walk_relation(self, relation);
        let is_cte = !target && self.ctes.contains(&relation.relname);
        if relation.schemaname.is_empty()
            && !is_cte
            && let Some(schema) = self.scope.relation(&relation.relname)
        {
            relation.schemaname = schema;
        }
    }

    fn type_name(&mut self, node: &mut pb::TypeName) {
        walk_type_name(self, node);
        let name = type_name::convert_bare(node);
        if name.name.schema.is_some() || name.is_known_builtin() {
            return;
        }
        // A table's rows are a type of the table's name.
        let schema = self
            .scope
            .type_name(&name.name.name)
            .or_else(|| self.scope.relation(&name.name.name));
        if let Some(schema) = schema {
            type_name::set_schema(node, &schema);
        }
    }
}

impl Resolver<'_> {
    /// Qualifies a function. What the parser itself qualified belongs to a spelling such as `EXTRACT(…)` and stays.
    fn call(&self, call: &mut pb::FuncCall) {
        if call.funcformat == pb::CoercionForm::CoerceSqlSyntax as i32 {
            return;
        }
        match tree::strings(&call.funcname).as_slice() {
            [name] => {
                if let Some(schema) = self.scope.function(name) {
                    call.funcname.insert(0, tree::string(&schema));
                }
            }
            // A function of the catalog with the same name could be the better match.
            ["pg_catalog", name] if self.scope.function(name).is_none() => {
                call.funcname.remove(0);
            }
            _ => {}
        }
    }

    /// Qualifies an operator that can only be one of the scope's.
    fn operator(&self, parts: &mut Vec<pb::Node>) {
        if let [symbol] = tree::strings(parts).as_slice()
            && !crate::is_builtin_operator(symbol)
            && let Some(schema) = self.scope.operator(symbol)
        {
            parts.insert(0, tree::string(&schema));
        }
    }

    /// Qualifies the name in `'users_id_seq'::regclass`.
    fn relation_literal(&self, cast: &mut pb::TypeCast) {
        let Some(mut name) = relation_of(cast) else { return };
        if name.schema.is_none() {
            name.schema = self.scope.relation(&name.name);
        }
        if let Some(argument) = &mut cast.arg {
            **argument = tree::string_constant(&name.to_string());
        }
    }
}

/// Drops `pg_catalog.` from an operator.
fn strip_catalog(parts: &mut Vec<pb::Node>) {
    if matches!(tree::strings(parts).as_slice(), ["pg_catalog", _]) {
        parts.remove(0);
    }
}

/// The relation that a literal cast to `regclass` names.
pub(crate) fn relation_of(cast: &pb::TypeCast) -> Option<ObjectName> {
    let is_regclass = type_name::convert_bare(cast.type_name.as_ref()?).is_builtin("regclass");
    let text = string_value(cast.arg.as_deref()?).filter(|_| is_regclass)?;
    match name_parts(text)?.as_slice() {
        // A number is an object id.
        [name] if name.bytes().all(|byte| byte.is_ascii_digit()) => None,
        [name] => Some(ObjectName::bare(name)),
        [schema, name] => Some(ObjectName::qualified(schema, name)),
        _ => None,
    }
}

/// Splits a name as `stringToQualifiedNameList()` does (`src/backend/utils/adt/regproc.c`).
fn name_parts(text: &str) -> Option<Vec<String>> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    loop {
        let part;
        if let Some(quoted) = rest.strip_prefix('"') {
            let mut name = String::new();
            let mut characters = quoted.char_indices().peekable();
            let end = loop {
                match characters.next()? {
                    (_, '"') if characters.next_if(|(_, next)| *next == '"').is_some() => name.push('"'),
                    (at, '"') => break at + 1,
                    (_, other) => name.push(other),
                }
            };
            part = name;
            rest = quoted[end..].trim_start();
        } else {
            let end = rest
                .find(|c: char| c == '.' || c.is_whitespace())
                .unwrap_or(rest.len());
            part = rest[..end].to_lowercase();
            rest = rest[end..].trim_start();
        }
        if part.is_empty() {
            return None;
        }
        parts.push(part);
        match rest.strip_prefix('.') {
            Some(after) => rest = after.trim_start(),
            None => return rest.is_empty().then_some(parts),
        }
    }
}

/// A visitor that knows which names are CTEs where it stands.
pub(crate) trait InScope: Visitor {
    /// The names of the CTEs in scope.
    fn ctes(&mut self) -> &mut Vec<String>;
}

impl InScope for Resolver<'_> {
    fn ctes(&mut self) -> &mut Vec<String> {
        &mut self.ctes
    }
}

/// Visits the CTEs of a statement, each seeing those before it (or all, when recursive), and then the statement.
pub(crate) fn in_scope_of<V: InScope>(
    visitor: &mut V,
    with: Option<pb::WithClause>,
    body: impl FnOnce(&mut V),
) -> Option<pb::WithClause> {
    let outside = visitor.ctes().len();
    let with = with.map(|mut with| {
        with.location = 0;
        let names: Vec<String> = with.ctes.iter().filter_map(cte_name).collect();
        if with.recursive {
            visitor.ctes().extend(names.iter().cloned());
        }
        for (cte, name) in with.ctes.iter_mut().zip(names) {
            visitor.node(cte);
            if !with.recursive {
                visitor.ctes().push(name);
            }
        }
        with
    });
    body(visitor);
    visitor.ctes().truncate(outside);
    with
}

fn cte_name(cte: &pb::Node) -> Option<String> {
    match &cte.node {
        Some(NodeEnum::CommonTableExpr(cte)) => Some(cte.ctename.clone()),
        _ => None,
    }
}

/// The place of the `WITH` clause of a data-modifying statement.
fn with_place(statement: &mut NodeEnum) -> Option<&mut Option<pb::WithClause>> {
    match statement {
        NodeEnum::InsertStmt(insert) => Some(&mut insert.with_clause),
        NodeEnum::UpdateStmt(update) => Some(&mut update.with_clause),
        NodeEnum::DeleteStmt(delete) => Some(&mut delete.with_clause),
        NodeEnum::MergeStmt(merge) => Some(&mut merge.with_clause),
        _ => None,
    }
}

/// Takes the `WITH` clause out.
pub(crate) fn take_with(statement: &mut NodeEnum) -> Option<pb::WithClause> {
    with_place(statement).and_then(Option::take)
}

/// Puts the `WITH` clause back.
pub(crate) fn put_with(statement: &mut NodeEnum, with: Option<pb::WithClause>) {
    if let Some(place) = with_place(statement) {
        *place = with;
    }
}

/// Renames a column wherever it is referred to, with or without a qualifier.
pub(crate) fn rename_column(node: &mut pb::Node, old: &str, new: &str) {
    struct Renamer<'a> {
        old: &'a str,
        new: &'a str,
    }
    impl Visitor for Renamer<'_> {
        fn node(&mut self, node: &mut pb::Node) {
            walk_node(self, node);
            if let Some(NodeEnum::ColumnRef(column)) = &mut node.node
                && let Some(pb::Node {
                    node: Some(NodeEnum::String(last)),
                }) = column.fields.last_mut()
                && last.sval == self.old
            {
                self.new.clone_into(&mut last.sval);
            }
        }
    }
    Renamer { old, new }.node(node);
}

#[cfg(test)]
mod tests;
