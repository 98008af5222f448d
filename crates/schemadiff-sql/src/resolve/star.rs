//! Writing `*` out, as PostgreSQL does when it stores a query (`expandRTE` in `src/backend/parser/parse_relation.c`).

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use crate::{Scope, tree};

/// Expands `*` and `t.*` in a query's targets. Done only where the columns of everything in `FROM` are known: plain
/// relations, listed or joined without `USING` and `NATURAL`, which would merge columns.
pub(super) fn expand(select: &mut pb::SelectStmt, scope: &dyn Scope, ctes: &[String]) {
    let is_star = |target: &pb::Node| star_of(target).is_some();
    if !select.target_list.iter().any(is_star) {
        return;
    }
    let mut sources = Vec::new();
    for item in &select.from_clause {
        if sources_of(item, scope, ctes, &mut sources).is_none() {
            return;
        }
    }
    let qualify = sources.len() > 1;
    let mut targets = Vec::with_capacity(select.target_list.len());
    for target in &select.target_list {
        match star_of(target) {
            None => targets.push(target.clone()),
            Some(None) => targets.extend(sources.iter().flat_map(|source| source.targets(qualify))),
            Some(Some(qualifier)) => {
                let Some(source) = sources.iter().find(|source| source.name == qualifier) else {
                    return;
                };
                targets.extend(source.targets(qualify));
            }
        }
    }
    select.target_list = targets;
}

/// A relation in `FROM`: what its columns are qualified with, and their names.
struct Source {
    name: String,
    columns: Vec<String>,
}

impl Source {
    fn targets(&self, qualify: bool) -> Vec<pb::Node> {
        let target = |column: &String| {
            let parts = if qualify {
                vec![self.name.as_str(), column]
            } else {
                vec![column.as_str()]
            };
            tree::node(NodeEnum::ResTarget(Box::new(pb::ResTarget {
                val: Some(Box::new(tree::column(&parts))),
                ..pb::ResTarget::default()
            })))
        };
        self.columns.iter().map(target).collect()
    }
}

/// The qualifier of a target that is a star, if it has one; `None` for any other target.
fn star_of(target: &pb::Node) -> Option<Option<String>> {
    let Some(NodeEnum::ResTarget(target)) = &target.node else {
        return None;
    };
    let Some(NodeEnum::ColumnRef(column)) = tree::inner(target.val.as_deref()) else {
        return None;
    };
    match column.fields.as_slice() {
        [
            pb::Node {
                node: Some(NodeEnum::AStar(_)),
            },
        ] => Some(None),
        [
            qualifier,
            pb::Node {
                node: Some(NodeEnum::AStar(_)),
            },
        ] => tree::text(qualifier).map(|name| Some(name.to_owned())),
        _ => None,
    }
}

/// Collects the relations of one item of `FROM`, from left to right; `None` when one is not plain or not known.
fn sources_of(item: &pb::Node, scope: &dyn Scope, ctes: &[String], sources: &mut Vec<Source>) -> Option<()> {
    match item.node.as_ref()? {
        NodeEnum::RangeVar(relation) => {
            let is_cte = relation.schemaname.is_empty() && ctes.contains(&relation.relname);
            let renamed = relation
                .alias
                .as_ref()
                .is_some_and(|alias| !alias.colnames.is_empty());
            if is_cte || renamed {
                return None;
            }
            let columns = scope.columns(&tree::relation_name(relation))?;
            let name = relation
                .alias
                .as_ref()
                .map_or(&relation.relname, |alias| &alias.aliasname);
            sources.push(Source {
                name: name.clone(),
                columns,
            });
            Some(())
        }
        NodeEnum::JoinExpr(join)
            if !join.is_natural && join.using_clause.is_empty() && join.alias.is_none() =>
        {
            sources_of(join.larg.as_deref()?, scope, ctes, sources)?;
            sources_of(join.rarg.as_deref()?, scope, ctes, sources)
        }
        _ => None,
    }
}
