//! Visiting the trees of queries and expressions, one arm per node of PostgreSQL's raw parse tree.
//!
//! Written once so that normalising, resolving and collecting references each say only what they do with a node.
//! The nodes are those that the grammar can put below a `SELECT`, a data-modifying statement or an expression;
//! walking takes every position out, because a position is not part of what a tree means.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

/// What is done with a tree. Each method must call the `walk_` function of its name to go on below.
pub(crate) trait Visitor {
    /// Any node.
    fn node(&mut self, node: &mut pb::Node) {
        walk_node(self, node);
    }
    /// A query, also one that stands inside a set operation.
    fn select(&mut self, select: &mut pb::SelectStmt) {
        walk_select(self, select);
    }
    /// A data-modifying statement: what is in scope in it is like a query's.
    fn statement(&mut self, statement: &mut NodeEnum) {
        walk_statement(self, statement);
    }
    /// A relation in `FROM`, or the target of a statement when `target`.
    fn relation(&mut self, relation: &mut pb::RangeVar, _target: bool) {
        walk_relation(self, relation);
    }
    /// A type's name.
    fn type_name(&mut self, type_name: &mut pb::TypeName) {
        walk_type_name(self, type_name);
    }
}

/// Visits the nodes of a list.
pub(crate) fn walk_list<V: Visitor + ?Sized>(visitor: &mut V, nodes: &mut [pb::Node]) {
    for node in nodes {
        visitor.node(node);
    }
}

/// Visits an optional node.
pub(crate) fn walk_option<V: Visitor + ?Sized>(visitor: &mut V, node: Option<&mut Box<pb::Node>>) {
    if let Some(node) = node {
        visitor.node(node);
    }
}

/// Visits the parts of a relation in `FROM`.
pub(crate) fn walk_relation<V: Visitor + ?Sized>(_visitor: &mut V, relation: &mut pb::RangeVar) {
    relation.location = 0;
}

/// Visits the parts of a type's name.
pub(crate) fn walk_type_name<V: Visitor + ?Sized>(visitor: &mut V, type_name: &mut pb::TypeName) {
    type_name.location = 0;
    walk_list(visitor, &mut type_name.typmods);
}

/// Visits the CTEs in front of a statement.
pub(crate) fn walk_with<V: Visitor + ?Sized>(visitor: &mut V, with: Option<&mut pb::WithClause>) {
    if let Some(with) = with {
        with.location = 0;
        walk_list(visitor, &mut with.ctes);
    }
}

/// Visits the parts of a query.
pub(crate) fn walk_select<V: Visitor + ?Sized>(visitor: &mut V, select: &mut pb::SelectStmt) {
    walk_with(visitor, select.with_clause.as_mut());
    walk_list(visitor, &mut select.from_clause);
    walk_list(visitor, &mut select.distinct_clause);
    walk_list(visitor, &mut select.target_list);
    walk_option(visitor, select.where_clause.as_mut());
    walk_list(visitor, &mut select.group_clause);
    walk_option(visitor, select.having_clause.as_mut());
    walk_list(visitor, &mut select.window_clause);
    walk_list(visitor, &mut select.values_lists);
    walk_list(visitor, &mut select.sort_clause);
    walk_option(visitor, select.limit_offset.as_mut());
    walk_option(visitor, select.limit_count.as_mut());
    walk_list(visitor, &mut select.locking_clause);
    for side in [select.larg.as_mut(), select.rarg.as_mut()].into_iter().flatten() {
        visitor.select(side);
    }
}

/// Visits the parts of a data-modifying statement or of `RETURN`.
pub(crate) fn walk_statement<V: Visitor + ?Sized>(visitor: &mut V, statement: &mut NodeEnum) {
    match statement {
        NodeEnum::InsertStmt(insert) => {
            walk_with(visitor, insert.with_clause.as_mut());
            walk_target(visitor, insert.relation.as_mut());
            walk_list(visitor, &mut insert.cols);
            walk_option(visitor, insert.select_stmt.as_mut());
            if let Some(conflict) = &mut insert.on_conflict_clause {
                conflict.location = 0;
                if let Some(infer) = &mut conflict.infer {
                    infer.location = 0;
                    walk_list(visitor, &mut infer.index_elems);
                    walk_option(visitor, infer.where_clause.as_mut());
                }
                walk_list(visitor, &mut conflict.target_list);
                walk_option(visitor, conflict.where_clause.as_mut());
            }
            walk_returning(visitor, insert.returning_clause.as_mut());
        }
        NodeEnum::UpdateStmt(update) => {
            walk_with(visitor, update.with_clause.as_mut());
            walk_target(visitor, update.relation.as_mut());
            walk_list(visitor, &mut update.from_clause);
            walk_list(visitor, &mut update.target_list);
            walk_option(visitor, update.where_clause.as_mut());
            walk_returning(visitor, update.returning_clause.as_mut());
        }
        NodeEnum::DeleteStmt(delete) => {
            walk_with(visitor, delete.with_clause.as_mut());
            walk_target(visitor, delete.relation.as_mut());
            walk_list(visitor, &mut delete.using_clause);
            walk_option(visitor, delete.where_clause.as_mut());
            walk_returning(visitor, delete.returning_clause.as_mut());
        }
        NodeEnum::MergeStmt(merge) => {
            walk_with(visitor, merge.with_clause.as_mut());
            walk_target(visitor, merge.relation.as_mut());
            walk_option(visitor, merge.source_relation.as_mut());
            walk_option(visitor, merge.join_condition.as_mut());
            walk_list(visitor, &mut merge.merge_when_clauses);
            walk_returning(visitor, merge.returning_clause.as_mut());
        }
        NodeEnum::ReturnStmt(returned) => walk_option(visitor, returned.returnval.as_mut()),
        _ => {}
    }
}

/// Visits the table that a statement changes.
fn walk_target<V: Visitor + ?Sized>(visitor: &mut V, relation: Option<&mut pb::RangeVar>) {
    if let Some(relation) = relation {
        visitor.relation(relation, true);
    }
}

/// Visits a `RETURNING` clause.
fn walk_returning<V: Visitor + ?Sized>(visitor: &mut V, returning: Option<&mut pb::ReturningClause>) {
    if let Some(returning) = returning {
        for option in &mut returning.options {
            if let Some(NodeEnum::ReturningOption(option)) = &mut option.node {
                option.location = 0;
            }
        }
        walk_list(visitor, &mut returning.exprs);
    }
}

/// Visits the children of a node.
pub(crate) fn walk_node<V: Visitor + ?Sized>(visitor: &mut V, node: &mut pb::Node) {
    let Some(node) = &mut node.node else { return };
    match node {
        NodeEnum::SelectStmt(select) => visitor.select(select),
        NodeEnum::InsertStmt(_)
        | NodeEnum::UpdateStmt(_)
        | NodeEnum::DeleteStmt(_)
        | NodeEnum::MergeStmt(_)
        | NodeEnum::ReturnStmt(_) => visitor.statement(node),
        NodeEnum::RangeVar(relation) => visitor.relation(relation, false),
        NodeEnum::TypeName(type_name) => visitor.type_name(type_name),
        NodeEnum::List(list) => walk_list(visitor, &mut list.items),
        NodeEnum::AConst(constant) => constant.location = 0,
        NodeEnum::ColumnRef(column) => column.location = 0,
        NodeEnum::ParamRef(parameter) => parameter.location = 0,
        NodeEnum::SetToDefault(default) => default.location = 0,
        NodeEnum::SqlvalueFunction(function) => function.location = 0,
        NodeEnum::MergeSupportFunc(function) => function.location = 0,
        NodeEnum::AExpr(expression) => {
            (
                expression.location,
                expression.rexpr_list_start,
                expression.rexpr_list_end,
            ) = (0, 0, 0);
            walk_option(visitor, expression.lexpr.as_mut());
            walk_option(visitor, expression.rexpr.as_mut());
        }
        NodeEnum::BoolExpr(expression) => {
            expression.location = 0;
            walk_list(visitor, &mut expression.args);
        }
        NodeEnum::NullTest(test) => {
            test.location = 0;
            walk_option(visitor, test.arg.as_mut());
        }
        NodeEnum::BooleanTest(test) => {
            test.location = 0;
            walk_option(visitor, test.arg.as_mut());
        }
        NodeEnum::FuncCall(call) => {
            call.location = 0;
            walk_list(visitor, &mut call.args);
            walk_list(visitor, &mut call.agg_order);
            walk_option(visitor, call.agg_filter.as_mut());
            if let Some(window) = &mut call.over {
                walk_window(visitor, window);
            }
        }
        NodeEnum::WindowDef(window) => walk_window(visitor, window),
        NodeEnum::TypeCast(cast) => {
            cast.location = 0;
            walk_option(visitor, cast.arg.as_mut());
            walk_option_type(visitor, cast.type_name.as_mut());
        }
        NodeEnum::CollateClause(collate) => {
            collate.location = 0;
            walk_option(visitor, collate.arg.as_mut());
        }
        NodeEnum::AIndices(indices) => {
            walk_option(visitor, indices.lidx.as_mut());
            walk_option(visitor, indices.uidx.as_mut());
        }
        NodeEnum::AIndirection(indirection) => {
            walk_option(visitor, indirection.arg.as_mut());
            walk_list(visitor, &mut indirection.indirection);
        }
        NodeEnum::AArrayExpr(array) => {
            (array.location, array.list_start, array.list_end) = (0, 0, 0);
            walk_list(visitor, &mut array.elements);
        }
        NodeEnum::ResTarget(target) => {
            target.location = 0;
            walk_list(visitor, &mut target.indirection);
            walk_option(visitor, target.val.as_mut());
        }
        NodeEnum::MultiAssignRef(assign) => walk_option(visitor, assign.source.as_mut()),
        NodeEnum::SortBy(sort) => {
            sort.location = 0;
            walk_option(visitor, sort.node.as_mut());
        }
        NodeEnum::SubLink(sublink) => {
            sublink.location = 0;
            walk_option(visitor, sublink.testexpr.as_mut());
            walk_option(visitor, sublink.subselect.as_mut());
        }
        NodeEnum::CaseExpr(case) => {
            case.location = 0;
            walk_option(visitor, case.arg.as_mut());
            walk_list(visitor, &mut case.args);
            walk_option(visitor, case.defresult.as_mut());
        }
        NodeEnum::CaseWhen(when) => {
            when.location = 0;
            walk_option(visitor, when.expr.as_mut());
            walk_option(visitor, when.result.as_mut());
        }
        NodeEnum::NamedArgExpr(argument) => {
            argument.location = 0;
            walk_option(visitor, argument.arg.as_mut());
        }
        NodeEnum::RowExpr(row) => {
            row.location = 0;
            walk_list(visitor, &mut row.args);
        }
        NodeEnum::CoalesceExpr(coalesce) => {
            coalesce.location = 0;
            walk_list(visitor, &mut coalesce.args);
        }
        NodeEnum::MinMaxExpr(choice) => {
            choice.location = 0;
            walk_list(visitor, &mut choice.args);
        }
        NodeEnum::GroupingFunc(grouping) => {
            grouping.location = 0;
            walk_list(visitor, &mut grouping.args);
        }
        NodeEnum::GroupingSet(grouping) => {
            grouping.location = 0;
            walk_list(visitor, &mut grouping.content);
        }
        NodeEnum::XmlExpr(xml) => {
            xml.location = 0;
            walk_list(visitor, &mut xml.named_args);
            walk_list(visitor, &mut xml.args);
        }
        NodeEnum::XmlSerialize(xml) => {
            xml.location = 0;
            walk_option(visitor, xml.expr.as_mut());
            walk_option_type(visitor, xml.type_name.as_mut());
        }
        NodeEnum::CommonTableExpr(cte) => {
            cte.location = 0;
            walk_option(visitor, cte.ctequery.as_mut());
            if let Some(search) = &mut cte.search_clause {
                search.location = 0;
            }
            if let Some(cycle) = &mut cte.cycle_clause {
                cycle.location = 0;
                walk_option(visitor, cycle.cycle_mark_value.as_mut());
                walk_option(visitor, cycle.cycle_mark_default.as_mut());
            }
        }
        NodeEnum::IndexElem(element) => {
            walk_option(visitor, element.expr.as_mut());
            walk_list(visitor, &mut element.opclassopts);
        }
        NodeEnum::MergeWhenClause(when) => {
            walk_option(visitor, when.condition.as_mut());
            walk_list(visitor, &mut when.target_list);
            walk_list(visitor, &mut when.values);
        }
        NodeEnum::DefElem(element) => {
            (element.location, element.arg_location) = (0, 0);
            walk_option(visitor, element.arg.as_mut());
        }
        other => walk_from_item(visitor, other),
    }
}

/// Visits what can stand in `FROM` apart from a relation's name; anything else is about JSON.
fn walk_from_item<V: Visitor + ?Sized>(visitor: &mut V, node: &mut NodeEnum) {
    match node {
        NodeEnum::JoinExpr(join) => {
            walk_option(visitor, join.larg.as_mut());
            walk_option(visitor, join.rarg.as_mut());
            walk_option(visitor, join.quals.as_mut());
        }
        NodeEnum::RangeSubselect(subselect) => walk_option(visitor, subselect.subquery.as_mut()),
        // These name what stands in FROM; they are no relations of their own.
        NodeEnum::LockingClause(locking) => {
            for relation in &mut locking.locked_rels {
                if let Some(NodeEnum::RangeVar(relation)) = &mut relation.node {
                    relation.location = 0;
                }
            }
        }
        NodeEnum::RangeFunction(function) => {
            walk_list(visitor, &mut function.functions);
            walk_list(visitor, &mut function.coldeflist);
        }
        NodeEnum::ColumnDef(column) => {
            column.location = 0;
            walk_option_type(visitor, column.type_name.as_mut());
            if let Some(collate) = &mut column.coll_clause {
                collate.location = 0;
            }
        }
        NodeEnum::RangeTableSample(sample) => {
            sample.location = 0;
            walk_option(visitor, sample.relation.as_mut());
            walk_list(visitor, &mut sample.args);
            walk_option(visitor, sample.repeatable.as_mut());
        }
        NodeEnum::RangeTableFunc(function) => {
            function.location = 0;
            walk_option(visitor, function.docexpr.as_mut());
            walk_option(visitor, function.rowexpr.as_mut());
            walk_list(visitor, &mut function.namespaces);
            walk_list(visitor, &mut function.columns);
        }
        NodeEnum::RangeTableFuncCol(column) => {
            column.location = 0;
            walk_option_type(visitor, column.type_name.as_mut());
            walk_option(visitor, column.colexpr.as_mut());
            walk_option(visitor, column.coldefexpr.as_mut());
        }
        other => crate::walk_json::walk_json(visitor, other),
    }
}

/// Visits the frame, partition and order of a window.
fn walk_window<V: Visitor + ?Sized>(visitor: &mut V, window: &mut pb::WindowDef) {
    window.location = 0;
    walk_list(visitor, &mut window.partition_clause);
    walk_list(visitor, &mut window.order_clause);
    walk_option(visitor, window.start_offset.as_mut());
    walk_option(visitor, window.end_offset.as_mut());
}

/// Visits an optional type.
pub(crate) fn walk_option_type<V: Visitor + ?Sized>(visitor: &mut V, type_name: Option<&mut pb::TypeName>) {
    if let Some(type_name) = type_name {
        visitor.type_name(type_name);
    }
}
