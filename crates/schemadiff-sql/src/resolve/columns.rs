//! Giving columns the qualifiers that PostgreSQL prints, and writing out what `*` stands for.
//!
//! `ruleutils.c` prints a column with its relation's name wherever a query is more than a plain `SELECT` from one
//! relation. There PostgreSQL 14 and 15 print it too and 16 and later do not, so there it is dropped. A name in
//! `ORDER BY`, `GROUP BY` or `DISTINCT ON` that means an output column becomes that column's expression, and in a set
//! operation its number. All this only where the columns of everything in question are known.
//!
//! Sources: `get_select_query_def()` and `get_rule_sortgroupclause()` in `src/backend/utils/adt/ruleutils.c`;
//! `findTargetlistEntrySQL92()` in `src/backend/parser/parse_clause.c`; `colNameToVar()` in `parse_relation.c`.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;
use pg_query::protobuf::a_const::Val;

use super::namespace::{Found, Item, Level, alias_name, reference, renamed};
use crate::normal::{query_columns, target_name};
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

struct Columns<'a> {
    scope: &'a dyn Scope,
    /// What names can mean, the innermost query last.
    levels: Vec<Level>,
    /// The CTEs in scope and their columns.
    ctes: Vec<(String, Option<Vec<String>>)>,
    /// Whether the whole is one `SELECT` from one relation, in which that relation's name is left out.
    plain: bool,
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
            let found = self.from_item(item, &level);
            level.extend(found);
        }
        expand_stars(&mut select.target_list, &level);
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
    fn from_item(&mut self, node: &mut pb::Node, before: &Level) -> Level {
        let item = |item: Item| Level {
            items: vec![item],
            ..Level::default()
        };
        match &mut node.node {
            Some(NodeEnum::RangeVar(relation)) => item(self.relation_item(relation)),
            Some(NodeEnum::RangeSubselect(subselect)) => {
                let lateral = subselect.lateral.then(|| before.clone());
                self.inside(lateral, |columns| {
                    walk_option(columns, subselect.subquery.as_mut())
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
                    level.extend(self.from_item(left, before));
                }
                if let Some(right) = &mut join.rarg {
                    let mut left = before.clone();
                    left.extend(level.clone());
                    level.extend(self.from_item(right, &left));
                }
                self.inside(Some(level.clone()), |columns| {
                    walk_option(columns, join.quals.as_mut())
                });
                level.merged.extend(tree::owned_strings(&join.using_clause));
                level.opaque |= join.is_natural || join.alias.is_some() || join.join_using_alias.is_some();
                level
            }
            Some(NodeEnum::RangeTableSample(sample)) => {
                let level = match &mut sample.relation {
                    Some(relation) => self.from_item(relation, before),
                    None => Level::unknown(),
                };
                self.inside(Some(before.clone()), |columns| {
                    walk_list(columns, &mut sample.args)
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

    /// An item of `ORDER BY`, `GROUP BY` or `DISTINCT ON`, where a bare name or number can mean an output column; in
    /// `GROUP BY` an input column comes first.
    fn positional(&mut self, node: &mut pb::Node, targets: &[pb::Node], input_first: bool) {
        match &mut node.node {
            Some(NodeEnum::SortBy(sort)) => {
                if let Some(inner) = &mut sort.node {
                    self.positional(inner, targets, input_first);
                }
                return;
            }
            Some(NodeEnum::GroupingSet(set)) => {
                for inner in &mut set.content {
                    self.positional(inner, targets, input_first);
                }
                return;
            }
            _ => {}
        }
        match self.output(node, targets, input_first) {
            Output::Target(expression) => *node = expression,
            Output::No => self.node(node),
            Output::Unclear => return,
        }
        if !input_first {
            self.avoid_outputs(node, targets);
        }
    }

    /// The output column that an item means.
    fn output(&self, node: &pb::Node, targets: &[pb::Node], input_first: bool) -> Output {
        if let Some(number) = position(node) {
            // A star that is left hides how many columns it stands for.
            let targets = if targets.iter().any(is_star) { &[] } else { targets };
            let target = number.checked_sub(1).and_then(|at| targets.get(at));
            return target
                .and_then(expression_of)
                .map_or(Output::Unclear, Output::Target);
        }
        let parts = reference(node);
        let Some([name]) = parts.as_deref() else {
            return Output::No;
        };
        if input_first {
            match self.levels.last().map(|level| level.find(name)) {
                Some(Found::Column(_)) => return Output::No,
                Some(Found::Nothing) => {}
                _ => return Output::Unclear,
            }
        }
        let mut same = targets.iter().filter(|target| target_name(target) == *name);
        match (same.next(), same.next()) {
            (Some(target), None) => expression_of(target).map_or(Output::Unclear, Output::Target),
            (None, _) => Output::No,
            _ => Output::Unclear,
        }
    }

    /// Gives a column its qualifier back where without it an output column of another meaning would come first.
    fn avoid_outputs(&self, node: &mut pb::Node, targets: &[pb::Node]) {
        let parts = reference(node);
        let Some([column]) = parts.as_deref() else { return };
        let differs = |target: &&pb::Node| expression_of(target).as_ref() != Some(node);
        if !self.plain
            || !targets
                .iter()
                .filter(differs)
                .any(|target| target_name(target) == *column)
        {
            return;
        }
        if let Some(qualifier) = self
            .levels
            .last()
            .and_then(|level| level.items.first()?.qualifier.as_deref())
        {
            *node = tree::column(&[qualifier, column]);
        }
    }
}

/// What an item of `ORDER BY` or the like means.
enum Output {
    /// The output column with this expression.
    Target(pb::Node),
    /// An expression over input columns.
    No,
    /// Nobody can tell, or it must stay a name or number.
    Unclear,
}

/// Whether a target is a star.
fn is_star(target: &pb::Node) -> bool {
    match &target.node {
        Some(NodeEnum::ResTarget(target)) => match tree::inner(target.val.as_deref()) {
            Some(NodeEnum::ColumnRef(column)) => tree::strings(&column.fields).len() < column.fields.len(),
            Some(NodeEnum::AIndirection(_)) => true,
            _ => false,
        },
        _ => false,
    }
}

/// The columns of a query that a node is.
fn columns_of(node: &pb::Node) -> Option<Vec<String>> {
    match &node.node {
        Some(NodeEnum::SelectStmt(select)) => query_columns(select),
        _ => None,
    }
}

/// Writes out `*` and `t.*` where every column they stand for is known.
fn expand_stars(targets: &mut Vec<pb::Node>, level: &Level) {
    let mut expanded = Vec::new();
    for target in targets.drain(..) {
        match star(&target, level) {
            Some(columns) => expanded.extend(columns.into_iter().map(|column| {
                let target = pb::ResTarget {
                    val: Some(Box::new(column)),
                    ..pb::ResTarget::default()
                };
                tree::node(NodeEnum::ResTarget(Box::new(target)))
            })),
            None => expanded.push(target),
        }
    }
    *targets = expanded;
}

/// The columns that a target stands for when it is a star.
fn star(target: &pb::Node, level: &Level) -> Option<Vec<pb::Node>> {
    let Some(NodeEnum::ResTarget(target)) = &target.node else {
        return None;
    };
    let Some(NodeEnum::ColumnRef(column)) = tree::inner(target.val.as_deref()) else {
        return None;
    };
    let [
        qualifiers @ ..,
        pb::Node {
            node: Some(NodeEnum::AStar(_)),
        },
    ] = column.fields.as_slice()
    else {
        return None;
    };
    match tree::strings(qualifiers).as_slice() {
        [] => level.star(),
        [qualifier] => level.star_of(level.item(qualifier)?),
        [schema, qualifier] => {
            let item = level
                .item(qualifier)
                .filter(|item| item.schema.as_deref() == Some(*schema))?;
            level.star_of(item)
        }
        _ => None,
    }
}

/// The number of an output column.
fn position(node: &pb::Node) -> Option<usize> {
    match &node.node {
        Some(NodeEnum::AConst(pb::AConst {
            val: Some(Val::Ival(number)),
            ..
        })) => usize::try_from(number.ival).ok(),
        _ => None,
    }
}

/// A target's expression, unless it would be read as a position where it is put.
fn expression_of(target: &pb::Node) -> Option<pb::Node> {
    let Some(NodeEnum::ResTarget(target)) = &target.node else {
        return None;
    };
    let expression = target.val.as_deref()?;
    let is_expression = match &expression.node {
        Some(NodeEnum::ColumnRef(_)) => reference(expression).is_some(),
        Some(NodeEnum::AConst(_)) | None => false,
        Some(_) => true,
    };
    is_expression.then(|| expression.clone())
}

/// In the `ORDER BY` of a set operation a name can only be an output column's; PostgreSQL prints its number.
fn number_columns(select: &mut pb::SelectStmt) {
    let Some(columns) = query_columns(select) else {
        return;
    };
    for item in &mut select.sort_clause {
        let Some(NodeEnum::SortBy(sort)) = &mut item.node else {
            continue;
        };
        let Some(node) = &mut sort.node else { continue };
        if let Some([name]) = reference(node).as_deref() {
            let mut places = columns.iter().enumerate().filter(|(_, column)| *column == name);
            if let (Some((place, _)), None) = (places.next(), places.next())
                && let Ok(number) = i32::try_from(place + 1)
            {
                **node = tree::integer_constant(number);
            }
        }
    }
}
