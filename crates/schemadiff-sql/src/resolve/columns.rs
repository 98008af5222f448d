//! Giving columns the qualifiers that PostgreSQL prints, and writing out what `*` stands for.
//!
//! `ruleutils.c` prints a column with its relation's name wherever a query is more than a plain `SELECT` from one
//! relation. There PostgreSQL 14 and 15 print it too and 16 and later do not, so there it is dropped. All this only
//! where the columns of everything in question are known.
//!
//! Sources: `get_select_query_def()` in `src/backend/utils/adt/ruleutils.c`; `colNameToVar()` in `parse_relation.c`.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use super::namespace::{Found, Item, Level, alias_name, reference, renamed};
use super::output::number_columns;
use super::star;
use crate::normal::query_columns;
use crate::walk::{Visitor, walk_list, walk_node, walk_option, walk_select, walk_statement};
use crate::{Scope, tree};

/// Brings the columns of a query's or expression's tree, whose relations are qualified already, into one form.
pub(super) fn resolve(node: &mut pb::Node, scope: &dyn Scope) {
    let mut count = Count::default();
    count.node(node);
    if count.selects == 0 {
        return;
    }
    let is_query = matches!(node.node, Some(NodeEnum::SelectStmt(_)));
    let plain = count.selects == 1 && is_of_one_relation(node);
    // Around an expression there is a table that nobody has named here.
    let levels = if is_query {
        Vec::new()
    } else {
        vec![Level::unknown()]
    };
    Columns {
        scope,
        levels,
        ctes: Vec::new(),
        plain,
    }
    .node(node);
}

/// Whether a query has a relation in `FROM` and nothing else.
fn is_of_one_relation(node: &pb::Node) -> bool {
    match &node.node {
        Some(NodeEnum::SelectStmt(select)) => {
            matches!(
                select.from_clause.as_slice(),
                [pb::Node {
                    node: Some(NodeEnum::RangeVar(_))
                }]
            )
        }
        _ => false,
    }
}

/// Counts queries, those inside set operations and data-modifying statements included.
#[derive(Default)]
struct Count {
    selects: usize,
}

impl Visitor for Count {
    fn select(&mut self, select: &mut pb::SelectStmt) {
        self.selects += 1;
        walk_select(self, select);
    }
}

pub(super) struct Columns<'a> {
    scope: &'a dyn Scope,
    /// What names can mean, the innermost query last.
    pub(super) levels: Vec<Level>,
    /// The CTEs in scope and their columns.
    ctes: Vec<(String, Option<Vec<String>>)>,
    /// Whether the whole is one `SELECT` from one relation, in which that relation's name is left out.
    pub(super) plain: bool,
}

impl Visitor for Columns<'_> {
    fn node(&mut self, node: &mut pb::Node) {
        walk_node(self, node);
        if let Some(parts) = reference(node)
            && let Some(better) = self.better(&parts)
        {
            let better: Vec<&str> = better.iter().map(String::as_str).collect();
            *node = tree::column(&better);
        }
    }

    fn select(&mut self, select: &mut pb::SelectStmt) {
        let outside = self.ctes.len();
        let with = select.with_clause.take();
        select.with_clause = with.map(|with| self.with(with));
        if select.op() == pb::SetOperation::SetopNone {
            self.simple_select(select);
        } else {
            for side in [select.larg.as_mut(), select.rarg.as_mut()].into_iter().flatten() {
                self.select(side);
            }
            number_columns(select);
        }
        self.ctes.truncate(outside);
    }

    fn statement(&mut self, statement: &mut NodeEnum) {
        self.levels.push(Level::unknown());
        walk_statement(self, statement);
        self.levels.pop();
    }
}

impl Columns<'_> {
    /// Goes through the CTEs, each of which sees those before it and itself when recursive.
    fn with(&mut self, mut with: pb::WithClause) -> pb::WithClause {
        for cte in &mut with.ctes {
            let Some(NodeEnum::CommonTableExpr(cte)) = &mut cte.node else {
                continue;
            };
            let alias = pb::Alias {
                aliasname: String::new(),
                colnames: cte.aliascolnames.clone(),
            };
            if with.recursive {
                let columns = cte.ctequery.as_ref().and_then(|query| columns_of(query));
                self.ctes
                    .push((cte.ctename.clone(), renamed(columns, Some(&alias))));
            }
            walk_option(self, cte.ctequery.as_mut());
            if with.recursive {
                self.ctes.pop();
            }
            // SEARCH and CYCLE add columns.
            let plain = cte.search_clause.is_none() && cte.cycle_clause.is_none();
            let columns = cte
                .ctequery
                .as_ref()
                .filter(|_| plain)
                .and_then(|query| columns_of(query));
            self.ctes
                .push((cte.ctename.clone(), renamed(columns, Some(&alias))));
        }
        with
    }

    fn simple_select(&mut self, select: &mut pb::SelectStmt) {
        let mut level = Level::default();
        for item in &mut select.from_clause {
            let found = self.sources(item, &level);
            level.extend(found);
        }
        star::expand(&mut select.target_list, &level);
        self.levels.push(level);
        walk_list(self, &mut select.target_list);
        walk_option(self, select.where_clause.as_mut());
        walk_option(self, select.having_clause.as_mut());
        walk_list(self, &mut select.window_clause);
        walk_list(self, &mut select.values_lists);
        walk_option(self, select.limit_offset.as_mut());
        walk_option(self, select.limit_count.as_mut());
        let targets = select.target_list.clone();
        for item in &mut select.group_clause {
            self.positional(item, &targets, true);
        }
        for item in select.distinct_clause.iter_mut().chain(&mut select.sort_clause) {
            self.positional(item, &targets, false);
        }
        self.levels.pop();
    }

    /// Goes through something in `FROM`; `before` is what stands to the left of it.
    fn sources(&mut self, node: &mut pb::Node, before: &Level) -> Level {
        let item = |item: Item| Level {
            items: vec![item],
            ..Level::default()
        };
        match &mut node.node {
            Some(NodeEnum::RangeVar(relation)) => item(self.relation_item(relation)),
            Some(NodeEnum::RangeSubselect(subselect)) => {
                let lateral = subselect.lateral.then(|| before.clone());
                self.inside(lateral, |columns| {
                    walk_option(columns, subselect.subquery.as_mut());
                });
                let columns = subselect.subquery.as_ref().and_then(|query| columns_of(query));
                item(Item {
                    qualifier: alias_name(subselect.alias.as_ref()),
                    schema: None,
                    columns: renamed(columns, subselect.alias.as_ref()),
                })
            }
            Some(NodeEnum::JoinExpr(join)) => {
                let mut level = Level::default();
                if let Some(left) = &mut join.larg {
                    level.extend(self.sources(left, before));
                }
                if let Some(right) = &mut join.rarg {
                    let mut left = before.clone();
                    left.extend(level.clone());
                    level.extend(self.sources(right, &left));
                }
                self.inside(Some(level.clone()), |columns| {
                    walk_option(columns, join.quals.as_mut());
                });
                level.merged.extend(tree::owned_strings(&join.using_clause));
                level.opaque |= join.is_natural || join.alias.is_some() || join.join_using_alias.is_some();
                level
            }
            Some(NodeEnum::RangeTableSample(sample)) => {
                let level = match &mut sample.relation {
                    Some(relation) => self.sources(relation, before),
                    None => Level::unknown(),
                };
                self.inside(Some(before.clone()), |columns| {
                    walk_list(columns, &mut sample.args);
                });
                level
            }
            // Functions see what stands to the left of them, with or without LATERAL.
            _ => {
                self.inside(Some(before.clone()), |columns| walk_node(columns, node));
                Level::unknown()
            }
        }
    }

    /// Visits with one more level around, if any.
    fn inside(&mut self, level: Option<Level>, visit: impl FnOnce(&mut Self)) {
        let depth = self.levels.len();
        self.levels.extend(level);
        visit(self);
        self.levels.truncate(depth);
    }

    fn relation_item(&self, relation: &pb::RangeVar) -> Item {
        let alias = relation.alias.as_ref();
        let name = alias_name(alias);
        let cte = self
            .ctes
            .iter()
            .rev()
            .find(|(cte, _)| relation.schemaname.is_empty() && *cte == relation.relname);
        let columns = match cte {
            Some((_, columns)) => columns.clone(),
            None => self.scope.columns(&tree::relation_name(relation)),
        };
        Item {
            schema: (name.is_none() && !relation.schemaname.is_empty()).then(|| relation.schemaname.clone()),
            qualifier: name.or_else(|| Some(relation.relname.clone())),
            columns: renamed(columns, alias),
        }
    }

    /// The form of a column's reference that PostgreSQL prints, when it is another than this.
    fn better(&self, parts: &[String]) -> Option<Vec<String>> {
        match parts {
            [column] if !self.plain => self.qualified(column),
            [qualifier, column] if self.plain => {
                let item = self.levels.last()?.item(qualifier)?;
                let known = item.columns.iter().flatten().any(|known| known == column);
                known.then(|| vec![column.clone()])
            }
            [schema, qualifier, column] => {
                let level = self.levels.iter().rev().find(|level| level.names(qualifier))?;
                let item = level
                    .item(qualifier)
                    .filter(|item| item.schema.as_ref() == Some(schema))?;
                let short = vec![qualifier.clone(), column.clone()];
                let known = item.columns.iter().flatten().any(|known| known == column);
                Some(self.better(&short).filter(|_| known).unwrap_or(short))
            }
            _ => None,
        }
    }

    /// A name with the qualifier of the item it is a column of.
    fn qualified(&self, column: &str) -> Option<Vec<String>> {
        for (place, level) in self.levels.iter().enumerate().rev() {
            let item = match level.find(column) {
                Found::Column(item) => item,
                Found::Nothing => continue,
                Found::Unclear => return None,
            };
            let qualifier = item
                .qualifier
                .clone()
                .filter(|qualifier| level.item(qualifier).is_some())?;
            let hidden = self.levels[place + 1..]
                .iter()
                .any(|inner| inner.names(&qualifier));
            return (!hidden).then(|| vec![qualifier, column.to_owned()]);
        }
        None
    }
}

/// The columns of a query that a node is.
fn columns_of(node: &pb::Node) -> Option<Vec<String>> {
    match &node.node {
        Some(NodeEnum::SelectStmt(select)) => query_columns(select),
        _ => None,
    }
}
