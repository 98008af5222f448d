//! What an expression, a query or a body refers to.

use std::collections::BTreeSet;

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use crate::resolve::{InScope, in_scope_of, put_with, relation_of, take_with};
use crate::syntax::ObjectName;
use crate::walk::{Visitor, walk_node, walk_relation, walk_select, walk_statement, walk_type_name};
use crate::{tree, type_name};

/// What a piece of SQL refers to, as far as its tree shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    /// Tables, views and sequences, the latter through `regclass` literals. Names of CTEs are not among them.
    pub relations: BTreeSet<ObjectName>,
    /// Columns named without or with a qualifier; the qualifier is dropped when it is an alias.
    pub columns: BTreeSet<String>,
    /// Functions that are called, by name.
    pub functions: BTreeSet<ObjectName>,
    /// Types that are cast to or otherwise named, built-in ones left out.
    pub types: BTreeSet<ObjectName>,
    /// Operators, by name; those whose symbol PostgreSQL has too only when they are qualified.
    pub operators: BTreeSet<ObjectName>,
    /// Collations that are named.
    pub collations: BTreeSet<ObjectName>,
    /// Attributes that are taken out of a value: `city` in `(home).city`.
    pub attributes: BTreeSet<String>,
}

impl References {
    /// Adds all of `other`.
    pub fn extend(&mut self, other: Self) {
        self.relations.extend(other.relations);
        self.columns.extend(other.columns);
        self.functions.extend(other.functions);
        self.types.extend(other.types);
        self.operators.extend(other.operators);
        self.collations.extend(other.collations);
        self.attributes.extend(other.attributes);
    }
}

/// What a name means: the catalog, as seen through a search path.
///
/// Every method answers for an unqualified name with the schema in which it is found, or `None` when the catalog does
/// not have it (it is then left as written: a built-in, an extension's, or an error that somebody else reports).
pub trait Scope {
    /// The schema of a table, view, sequence or index.
    fn relation(&self, name: &str) -> Option<String>;
    /// The columns of a relation, in order, by qualified name.
    fn columns(&self, relation: &ObjectName) -> Option<Vec<String>>;
    /// The schema of a type.
    fn type_name(&self, name: &str) -> Option<String>;
    /// The schema of a function.
    fn function(&self, name: &str) -> Option<String>;
    /// The schema of an operator.
    fn operator(&self, _symbol: &str) -> Option<String> {
        None
    }
    /// The schema of a collation.
    fn collation(&self, _name: &str) -> Option<String> {
        None
    }
}

/// What a tree refers to, and what else resolving it would look at.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mentions {
    /// What it refers to.
    pub(crate) references: References,
    /// Whether it has queries, or `pg_catalog.` somewhere.
    has_more: bool,
}

impl Mentions {
    /// Whether resolving in `scope` would leave the tree as it is.
    pub(crate) fn are_settled(&self, scope: &dyn Scope) -> bool {
        let References {
            relations,
            functions,
            types,
            operators,
            collations,
            attributes: _,
            columns: _,
        } = &self.references;
        let is_type = |name: &str| scope.type_name(name).is_some() || scope.relation(name).is_some();
        !self.has_more
            && relations.is_empty()
            && functions
                .iter()
                .all(|name| name.schema.is_some() || scope.function(&name.name).is_none())
            && types
                .iter()
                .all(|name| name.schema.is_some() || !is_type(&name.name))
            && operators
                .iter()
                .all(|name| name.schema.is_some() || scope.operator(&name.name).is_none())
            && collations
                .iter()
                .all(|name| name.schema.is_some() || scope.collation(&name.name).is_none())
    }
}

/// Collects what a tree refers to. The tree is only read; visiting takes it mutably.
pub(crate) fn collect(node: &mut pb::Node) -> Mentions {
    let mut collector = Collector::default();
    collector.node(node);
    collector.found
}

#[derive(Default)]
struct Collector {
    found: Mentions,
    ctes: Vec<String>,
}

/// Whether a name begins with `pg_catalog`.
fn is_of_catalog(parts: &[pb::Node]) -> bool {
    matches!(tree::strings(parts).as_slice(), ["pg_catalog", _, ..])
}

impl InScope for Collector {
    fn ctes(&mut self) -> &mut Vec<String> {
        &mut self.ctes
    }
}

impl Visitor for Collector {
    fn node(&mut self, node: &mut pb::Node) {
        walk_node(self, node);
        match &node.node {
            Some(NodeEnum::ColumnRef(column)) => {
                if let Some(name) = column.fields.last().and_then(tree::text) {
                    self.found.references.columns.insert(name.to_owned());
                }
            }
            Some(NodeEnum::FuncCall(call)) => {
                if is_of_catalog(&call.funcname) {
                    self.found.has_more |= call.funcformat != pb::CoercionForm::CoerceSqlSyntax as i32;
                } else {
                    self.found
                        .references
                        .functions
                        .insert(tree::object_name(&call.funcname));
                }
            }
            Some(NodeEnum::AExpr(expression)) => {
                self.found.has_more |= is_of_catalog(&expression.name);
                let name = tree::object_name(&expression.name);
                if name.schema.is_some() || !is_builtin_operator(&name.name) {
                    self.found.references.operators.insert(name);
                }
            }
            Some(NodeEnum::AIndirection(indirection)) => {
                let names = tree::owned_strings(&indirection.indirection);
                self.found.references.attributes.extend(names);
            }
            Some(NodeEnum::CollateClause(collate)) => {
                let name = tree::object_name(&collate.collname);
                self.found.references.collations.insert(name);
            }
            Some(NodeEnum::TypeCast(cast)) => self.found.references.relations.extend(relation_of(cast)),
            _ => {}
        }
    }

    fn select(&mut self, select: &mut pb::SelectStmt) {
        self.found.has_more = true;
        let with = select.with_clause.take();
        select.with_clause = in_scope_of(self, with, |visitor| walk_select(visitor, select));
    }

    fn statement(&mut self, statement: &mut NodeEnum) {
        self.found.has_more = true;
        let with = take_with(statement);
        let with = in_scope_of(self, with, |visitor| walk_statement(visitor, statement));
        put_with(statement, with);
    }

    fn relation(&mut self, relation: &mut pb::RangeVar, target: bool) {
        walk_relation(self, relation);
        let is_cte = !target && relation.schemaname.is_empty() && self.ctes.contains(&relation.relname);
        if !is_cte {
            self.found
                .references
                .relations
                .insert(tree::relation_name(relation));
        }
    }

    fn type_name(&mut self, node: &mut pb::TypeName) {
        walk_type_name(self, node);
        let name = type_name::convert_bare(node);
        if !name.is_known_builtin() && !is_of_catalog(&node.names) {
            self.found.references.types.insert(name.name);
        }
    }
}

/// Whether `pg_catalog` has an operator of this symbol, on every supported version. Then an unqualified one may mean it,
/// whatever other schemas have: PostgreSQL decides by the types of the arguments.
pub fn is_builtin_operator(symbol: &str) -> bool {
    const SYMBOLS: &[&str] = &[
        "!!", "!~", "!~*", "!~~", "!~~*", "#", "##", "#-", "#>", "#>>", "%", "&", "&&", "&<", "&<|", "&>",
        "*", "*<", "*<=", "*<>", "*=", "*>", "*>=", "+", "-", "->", "->>", "-|-", "/", "<", "<->", "<<",
        "<<=", "<<|", "<=", "<>", "<@", "<^", "=", ">", ">=", ">>", ">>=", ">^", "?", "?#", "?&", "?-",
        "?-|", "?|", "?||", "@", "@-@", "@>", "@?", "@@", "@@@", "^", "^@", "|", "|&>", "|/", "|>>", "||",
        "||/", "~", "~*", "~<=~", "~<~", "~=", "~>=~", "~>~", "~~", "~~*",
    ];
    SYMBOLS.binary_search(&symbol).is_ok()
}

/// Whether `pg_catalog` has a function of this name on any supported version. Then an unqualified call may mean it,
/// whatever other schemas have: PostgreSQL decides by the types of the arguments.
pub fn is_builtin_function(name: &str) -> bool {
    static NAMES: std::sync::LazyLock<Vec<&str>> =
        std::sync::LazyLock::new(|| include_str!("builtin_functions.txt").lines().collect());
    NAMES.binary_search(&name).is_ok()
}
