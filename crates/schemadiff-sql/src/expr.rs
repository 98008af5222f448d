//! Expressions and queries: text in, normal form out.

use std::fmt;
use std::sync::Arc;

use pg_query::NodeEnum;
use pg_query::protobuf as pb;
use pg_query::protobuf::a_const::Val;

use crate::convert::Problem;
use crate::memo::Memo;
use crate::script::error_of;
use crate::stored::Stored;
use crate::syntax::{ObjectName, TypeName};
use crate::{
    ColumnTypes, EnumValueRename, References, Scope, SqlError, depth, enum_value, function_names, grammar,
    inert, lexer, normal, rename, resolve, tree, type_name, typed,
};

/// A scalar expression, equal to another when their normal forms are.
///
/// ```
/// use schemadiff_sql::Expr;
/// let ours = Expr::parse("cast(total as int) between 1 and 9")?;
/// let servers = Expr::parse("(((total)::integer >= 1) AND ((total)::integer <= 9))")?;
/// assert_eq!(ours, servers);
/// # Ok::<(), schemadiff_sql::SqlError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Expr(Arc<Stored>);

/// In front of an expression: the one place of the grammar where exactly an expression may follow, without a name.
const BEFORE_EXPRESSION: &str = "ALTER TABLE x ALTER c SET DEFAULT ";

impl Expr {
    /// Parses one expression.
    ///
    /// # Errors
    /// When PostgreSQL's grammar does not accept it as one expression.
    pub fn parse(text: &str) -> Result<Self, SqlError> {
        static KNOWN: Memo<Expr> = Memo::new();
        KNOWN.read(text, || {
            lexer::check_fragment(text, false)?;
            depth::run(text, || Self::parse_with_room(text))
        })
    }

    fn parse_with_room(text: &str) -> Result<Self, SqlError> {
        let statements = grammar::parse_in(BEFORE_EXPRESSION, text, "")?;
        let wrong = || SqlError {
            message: "this is not one expression".to_owned(),
            range: 0..text.len(),
            help: None,
        };
        let [
            grammar::Raw {
                node: NodeEnum::AlterTableStmt(alter),
                ..
            },
        ] = statements.as_slice()
        else {
            return Err(wrong());
        };
        let [
            pb::Node {
                node: Some(NodeEnum::AlterTableCmd(command)),
            },
        ] = alter.cmds.as_slice()
        else {
            return Err(wrong());
        };
        match &command.def {
            // `SET DEFAULT DEFAULT` is accepted by the grammar alone.
            Some(expression) if !matches!(expression.node, Some(NodeEnum::SetToDefault(_))) => {
                Self::read(expression).map_err(|problem| error_of(problem, text))
            }
            _ => Err(wrong()),
        }
    }

    /// An expression that is just a column.
    pub fn column(name: &str) -> Self {
        Self::from_node(tree::column(&[name]))
    }

    /// An expression that is just a string literal.
    pub fn string(text: &str) -> Self {
        Self::from_node(tree::string_constant(text))
    }

    /// Makes an expression of a part of a statement's tree.
    pub(crate) fn read(node: &pb::Node) -> Result<Self, Problem> {
        let mut node = node.clone();
        depth::check(&mut node)?;
        Ok(Self::from_node(node))
    }

    fn from_node(mut node: pb::Node) -> Self {
        normal::normalize(&mut node);
        Self(Arc::new(Stored::new(&node)))
    }

    /// The normal form as SQL, without enclosing parentheses.
    pub fn sql(&self) -> &str {
        self.0.sql(|tree| tree::expression_sql(&tree).unwrap_or_default())
    }

    /// The same expression with every name that `scope` knows qualified, and `pg_catalog.` dropped.
    pub fn resolve(&self, scope: &dyn Scope) -> Self {
        if self.0.mentions().are_settled(scope) {
            return self.clone();
        }
        let mut tree = self.0.tree();
        resolve::resolve(&mut tree, scope);
        Self::from_node(tree)
    }

    /// The same expression, about a row of `relation`, with the casts written out that PostgreSQL adds and prints, as far as
    /// the types of what it uses are known. Two expressions that are equal in this form are read alike by every server.
    pub fn with_casts(&self, relation: &ObjectName, types: &dyn ColumnTypes) -> Self {
        let mut tree = self.0.tree();
        typed::write_casts(&mut tree, Some(relation), types);
        Self::from_node(tree)
    }

    /// What it refers to.
    pub fn references(&self) -> References {
        self.0.mentions().references.clone()
    }

    /// The same expression with a cast of the whole to `data_type` (modifiers apart) taken off when what is cast is
    /// a literal: how a column's type reads a default.
    ///
    /// ```
    /// use schemadiff_sql::{Expr, parse_type};
    /// let live = Expr::parse("'new'::character varying")?;
    /// assert_eq!(live.without_literal_cast(&parse_type("varchar(20)")?), Expr::parse("'new'")?);
    /// # Ok::<(), schemadiff_sql::SqlError>(())
    /// ```
    pub fn without_literal_cast(&self, data_type: &TypeName) -> Self {
        let tree = self.0.tree();
        let Some(NodeEnum::TypeCast(cast)) = &tree.node else {
            return self.clone();
        };
        let Some(Ok(cast_type)) = cast.type_name.as_ref().map(type_name::convert) else {
            return self.clone();
        };
        match &cast.arg {
            Some(argument)
                if cast_type.without_modifiers() == data_type.without_modifiers()
                    && matches!(argument.node, Some(NodeEnum::AConst(_))) =>
            {
                Self::from_node((**argument).clone())
            }
            _ => self.clone(),
        }
    }

    pub(crate) fn tree(&self) -> pb::Node {
        self.0.tree()
    }

    /// The text of a string, number or boolean literal, a cast around it ignored; `None` for anything else.
    pub fn literal(&self) -> Option<String> {
        let tree = self.0.tree();
        let constant = match &tree.node {
            Some(NodeEnum::TypeCast(cast)) => tree::inner(cast.arg.as_deref())?,
            Some(node) => node,
            None => return None,
        };
        match constant {
            NodeEnum::AConst(pb::AConst { val: Some(value), .. }) if !matches!(value, Val::Bsval(_)) => {
                Some(tree::constant_text(value))
            }
            _ => None,
        }
    }

    /// Whether computing it runs nothing but PostgreSQL's own reading of literals: no function, operator or cast that
    /// somebody could have made.
    pub fn is_inert(&self) -> bool {
        inert::is_inert(&self.0.tree())
    }

    /// What is tested by `… IS NOT NULL`.
    pub fn tested_for_null(&self) -> Option<Self> {
        match self.0.tree().node {
            Some(NodeEnum::NullTest(test)) if test.nulltesttype() == pb::NullTestType::IsNotNull => {
                Some(Self::from_node(*test.arg?))
            }
            _ => None,
        }
    }

    /// Whether it is `NULL`, perhaps cast: a default that says nothing.
    pub fn is_null(&self) -> bool {
        let tree = self.0.tree();
        let constant = match &tree.node {
            Some(NodeEnum::TypeCast(cast)) => tree::inner(cast.arg.as_deref()),
            other => other.as_ref(),
        };
        matches!(constant, Some(NodeEnum::AConst(pb::AConst { isnull: true, .. })))
    }

    /// The column's name when the expression is just a column without a qualifier.
    pub fn as_column(&self) -> Option<String> {
        match self.0.tree().node {
            Some(NodeEnum::ColumnRef(column)) if column.fields.len() == 1 => {
                tree::text(&column.fields[0]).map(str::to_owned)
            }
            _ => None,
        }
    }

    /// Renames column references: what a view or check says after `ALTER TABLE … RENAME COLUMN`.
    pub fn rename_column(&self, old: &str, new: &str) -> Self {
        let mut tree = self.0.tree();
        resolve::rename_column(&mut tree, old, new);
        Self::from_node(tree)
    }

    /// The same expression after a value of an enum got another name.
    pub fn rename_enum_value(&self, rename: EnumValueRename<'_>) -> Self {
        let mut tree = self.0.tree();
        enum_value::rename(&mut tree, rename);
        Self::from_node(tree)
    }

    /// The same default of a column of an enum, or of an array of it when `array`, after a value got another name.
    pub fn rename_default_value(&self, from: &str, to: &str, array: bool) -> Self {
        let tree = self.0.tree();
        match normal::string_value(&tree) {
            Some(text) if array => match enum_value::renamed_in_array(text, from, to) {
                Some(text) => Self::string(&text),
                None => self.clone(),
            },
            Some(text) if text == from => Self::string(to),
            _ => self.clone(),
        }
    }

    /// The name that the column of an index gets from it, as in the implied name `users_lower_idx`.
    pub fn index_column_name(&self) -> String {
        normal::figure_index(Some(&self.0.tree())).unwrap_or_else(|| "expr".to_owned())
    }

    /// The same expression with a reference to the whole row of `table` written as PostgreSQL prints it: `table.*`.
    pub fn whole_row(&self, table: &str) -> Self {
        if !self.references().columns.contains(table) {
            return self.clone();
        }
        let mut tree = self.0.tree();
        rename::whole_row(&mut tree, table);
        Self::from_node(tree)
    }

    /// Renames a relation that its subqueries use.
    pub fn rename_relation(&self, from: &ObjectName, to: &ObjectName) -> Self {
        let mut tree = self.0.tree();
        rename::rename_relation(&mut tree, from, to);
        Self::from_node(tree)
    }
}

impl fmt::Debug for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Expr({})", self.sql())
    }
}

/// A `SELECT` (or `VALUES`, `WITH … SELECT`), equal to another when their normal forms are.
///
/// ```
/// use schemadiff_sql::Query;
/// let query = Query::parse("select id, lower(email) as lower from users order by id asc")?;
/// assert_eq!(query.sql(), "SELECT id, lower(email) FROM users ORDER BY id");
/// assert_eq!(query.columns().unwrap(), ["id", "lower"]);
/// # Ok::<(), schemadiff_sql::SqlError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Query(Arc<Stored>);

impl Query {
    /// Parses one query; a trailing semicolon is allowed.
    ///
    /// # Errors
    /// When PostgreSQL's grammar does not accept it, or it is not a query.
    pub fn parse(text: &str) -> Result<Self, SqlError> {
        depth::run(text, || Self::parse_with_room(text))
    }

    fn parse_with_room(text: &str) -> Result<Self, SqlError> {
        let statements = grammar::parse(text)?;
        let error = |message: &str, range| SqlError {
            message: message.to_owned(),
            range,
            help: None,
        };
        match statements.as_slice() {
            [] => Err(error("a query is missing", 0..text.len())),
            [
                grammar::Raw {
                    node: NodeEnum::SelectStmt(select),
                    ..
                },
            ] if select.into_clause.is_none() => {
                Self::read(&tree::node(NodeEnum::SelectStmt(select.clone())))
                    .map_err(|problem| error_of(problem, text))
            }
            [
                grammar::Raw {
                    node: NodeEnum::SelectStmt(_),
                    ..
                },
            ] => Err(error("SELECT INTO is not a query", 0..text.len())),
            [_] => Err(error(
                "a query must be a SELECT, VALUES or WITH … SELECT",
                0..text.len(),
            )),
            [_, second, ..] => {
                let start = second.start.min(text.len());
                let blanks = text[start..].len() - text[start..].trim_start().len();
                Err(error(
                    "only one query is allowed here",
                    start + blanks..text.len(),
                ))
            }
        }
    }

    /// Makes a query of a part of a statement's tree.
    pub(crate) fn read(node: &pb::Node) -> Result<Self, Problem> {
        let mut node = node.clone();
        depth::check(&mut node)?;
        Ok(Self::from_node(node))
    }

    fn from_node(mut node: pb::Node) -> Self {
        normal::normalize(&mut node);
        Self(Arc::new(Stored::new(&node)))
    }

    /// The normal form as SQL on one line.
    pub fn sql(&self) -> &str {
        self.0
            .sql(|tree| tree::statement_sql(&tree, pg_query::DeparseOptions::default()).unwrap_or_default())
    }

    /// The normal form as SQL on several lines, for printing.
    pub fn pretty(&self) -> String {
        let options = pg_query::DeparseOptions {
            pretty_print: true,
            indent_size: 2,
            max_line_length: 100,
            ..pg_query::DeparseOptions::default()
        };
        tree::statement_sql(&self.0.tree(), options).unwrap_or_else(|| self.sql().to_owned())
    }

    /// The same query with every name that `scope` knows qualified, `pg_catalog.` dropped, and `*` expanded where the
    /// columns of everything it stands for are known.
    pub fn resolve(&self, scope: &dyn Scope) -> Self {
        let mut tree = self.0.tree();
        resolve::resolve(&mut tree, scope);
        Self::from_node(tree)
    }

    /// The same query with the casts written out that PostgreSQL adds and prints; see [`Expr::with_casts`].
    pub fn with_casts(&self, types: &dyn ColumnTypes) -> Self {
        let mut tree = self.0.tree();
        typed::write_casts(&mut tree, None, types);
        Self::from_node(tree)
    }

    /// What it refers to.
    pub fn references(&self) -> References {
        self.0.mentions().references.clone()
    }

    /// Renames a relation that it uses.
    pub fn rename_relation(&self, from: &ObjectName, to: &ObjectName) -> Self {
        let mut tree = self.0.tree();
        rename::rename_relation(&mut tree, from, to);
        Self::from_node(tree)
    }

    /// The same query after a value of an enum got another name.
    pub fn rename_enum_value(&self, rename: EnumValueRename<'_>) -> Self {
        let mut tree = self.0.tree();
        enum_value::rename(&mut tree, rename);
        Self::from_node(tree)
    }

    /// The same query, where functions in `FROM` name no more columns than in `other` if they name the same ones first: a
    /// server names those that there were when the view was made.
    ///
    /// ```
    /// use schemadiff_sql::Query;
    /// let there = Query::parse("SELECT f.a FROM f() f(a)")?;
    /// let now = Query::parse("SELECT f.a FROM f() f(a, b)")?;
    /// assert_eq!(now.with_function_names_of(&there), there);
    /// let other = Query::parse("SELECT f.a FROM f() f(b, a)")?;
    /// assert_eq!(other.with_function_names_of(&there), other);
    /// # Ok::<(), schemadiff_sql::SqlError>(())
    /// ```
    pub fn with_function_names_of(&self, other: &Self) -> Self {
        let mut tree = self.0.tree();
        function_names::shorten(&mut tree, &mut other.0.tree());
        Self::from_node(tree)
    }

    /// What is computed for each column it returns, as SQL, or `None` where a star is left or the query is not one plain
    /// `SELECT`.
    pub fn targets(&self) -> Option<Vec<String>> {
        let Some(NodeEnum::SelectStmt(select)) = self.0.tree().node else {
            return None;
        };
        if select.target_list.is_empty() || select.op() != pb::SetOperation::SetopNone {
            return None;
        }
        self.columns()?;
        // A target means the same only over the same sources: a column can have another type in another table.
        let sources = pb::SelectStmt {
            target_list: select.target_list.iter().take(1).cloned().collect(),
            where_clause: None,
            ..(*select).clone()
        };
        let target = |target: &pb::Node| {
            let one = pb::SelectStmt {
                target_list: vec![target.clone()],
                ..sources.clone()
            };
            tree::statement_sql(
                &tree::node(NodeEnum::SelectStmt(Box::new(one))),
                pg_query::DeparseOptions::default(),
            )
        };
        select.target_list.iter().map(target).collect()
    }

    /// The same query with other names for its first columns, as a column list gives them, or `None` where it is not one
    /// plain `SELECT` whose columns can be told, or another clause may speak of them by the names they have.
    ///
    /// ```
    /// # use schemadiff_sql::Query;
    /// let query = Query::parse("select id, lower(email) from users")?;
    /// let named = query.with_columns(&["number".to_owned()]).unwrap();
    /// assert_eq!(named.columns().unwrap(), ["number", "lower"]);
    /// # Ok::<(), schemadiff_sql::SqlError>(())
    /// ```
    pub fn with_columns(&self, names: &[String]) -> Option<Self> {
        let columns = self.columns()?;
        let mut tree = self.0.tree();
        let Some(NodeEnum::SelectStmt(select)) = &mut tree.node else {
            return None;
        };
        let speaks = !(select.sort_clause.is_empty()
            && select.group_clause.is_empty()
            && select.distinct_clause.is_empty());
        if select.target_list.is_empty()
            || names.len() > columns.len()
            || (speaks && !columns.starts_with(names))
        {
            return None;
        }
        for (target, name) in select.target_list.iter_mut().zip(names) {
            if let Some(NodeEnum::ResTarget(target)) = &mut target.node {
                target.name.clone_from(name);
            }
        }
        Some(Self::from_node(tree))
    }

    /// The names of the columns it returns, or `None` where they cannot be told without a server.
    pub fn columns(&self) -> Option<Vec<String>> {
        match self.0.tree().node {
            Some(NodeEnum::SelectStmt(select)) => normal::query_columns(&select),
            _ => None,
        }
    }
}

impl fmt::Debug for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Query({})", self.sql())
    }
}
