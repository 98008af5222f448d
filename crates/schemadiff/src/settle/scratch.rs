//! Temporary tables that stand in for the wanted ones, so that a server reads an expression as it would there.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use schemadiff_sql::syntax::{
    Column, CreateRule, IndexElement, IndexValue, ObjectName, TriggerTiming, TypeName,
};
use schemadiff_sql::{ColumnTypes, Expr, References};

use super::bound::{Key, keys};
use super::{Form, Question};
use crate::canon::{Canonical, Names, columns_of};
use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef, Pair, ident};
use crate::diff::{enum_values, renames};
use crate::kinds::index::sql as index_sql;
use crate::kinds::rule::create_rule;
use crate::kinds::view::column_list;
use crate::kinds::{CompositeType, Domain, InCatalog, RangeType};

/// A column of a scratch table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScratchColumn {
    /// Its name.
    pub name: String,
    /// Its type as SQL.
    pub data_type: String,
    /// Its type as SQL, or what is below it when it is a domain: a literal is read as this without a check.
    pub base_type: String,
    /// Its collation as SQL, when it is not the type's.
    pub collation: Option<String>,
    /// Whether `=` says that two values are the same.
    pub has_equality: bool,
}

/// The columns of every wanted table.
pub struct ScratchTables {
    tables: BTreeMap<ObjectName, Vec<ScratchColumn>>,
    /// The columns of the same tables, with their types where those decide what operators mean.
    types: BTreeMap<ObjectName, Vec<(String, Option<TypeName>)>>,
    /// What views select, with their column lists, for rules on them.
    views: BTreeMap<ObjectName, String>,
    /// The keys of partitioned tables.
    pub(super) keys: BTreeMap<ObjectName, Key>,
    search_path: String,
    /// Types that are made anew: what a server prints of them belongs to what they were.
    replaced: BTreeSet<ObjectName>,
    /// Statements that give values of enums the names that they will have, each with that name as a literal.
    values: Vec<(String, String)>,
    /// What is there, by name, as a server's answers speak of it.
    pub(super) names: Names,
}

/// The scratch tables of a pair, made when a question needs them: that takes all columns of all tables, and most pairs raise
/// no question.
pub(crate) struct LazyTables<'a> {
    pair: Pair<&'a Canonical>,
    made: OnceCell<ScratchTables>,
}

impl<'a> LazyTables<'a> {
    /// Those of a pair.
    pub(crate) fn of(pair: Pair<&'a Canonical>) -> Self {
        Self {
            pair,
            made: OnceCell::new(),
        }
    }
}

impl Deref for LazyTables<'_> {
    type Target = ScratchTables;

    fn deref(&self) -> &ScratchTables {
        self.made.get_or_init(|| ScratchTables::of(self.pair))
    }
}

fn scratch_column(column: &Column, catalog: &Catalog) -> ScratchColumn {
    ScratchColumn {
        name: column.name.clone(),
        data_type: column.data_type.to_string(),
        base_type: base_type(&column.data_type, catalog).to_string(),
        collation: column.collation.as_ref().map(ToString::to_string),
        has_equality: has_equality(&column.data_type, catalog),
    }
}

impl ColumnTypes for ScratchTables {
    fn columns(&self, relation: &ObjectName) -> Option<&[(String, Option<TypeName>)]> {
        self.types.get(relation).map(Vec::as_slice)
    }
}

/// What the columns of every table are, for operators. A model with operators of its own may mean any of them.
fn types(
    catalog: &Catalog,
    replaced: &BTreeSet<ObjectName>,
) -> BTreeMap<ObjectName, Vec<(String, Option<TypeName>)>> {
    if !catalog.operators.is_empty() {
        return BTreeMap::new();
    }
    let operand = |data_type: &TypeName| {
        let is_enum = || {
            catalog.enums.contains(&ObjectId::named(data_type.name.clone()))
                && !replaced.contains(&data_type.name)
        };
        (!data_type.array && (data_type.is_known_builtin() || is_enum()))
            .then(|| data_type.without_modifiers())
    };
    let typed = |columns: &[Column]| -> Vec<_> {
        columns
            .iter()
            .map(|column| (column.name.clone(), operand(&column.data_type)))
            .collect()
    };
    let tables = catalog.tables.values().map(|table| {
        let columns = columns_of(catalog, &table.name).unwrap_or_default();
        (table.name.clone(), typed(columns))
    });
    let foreign = catalog
        .foreign_tables
        .values()
        .map(|table| (table.name.clone(), typed(&table.columns)));
    tables.chain(foreign).collect()
}

/// Types without an operator `=`, or with one that compares areas or lengths (manual, table 9.37).
const WITHOUT_EQUALITY: [&str; 9] = [
    "box", "circle", "json", "line", "lseg", "path", "point", "polygon", "xml",
];

fn has_equality(data_type: &TypeName, catalog: &Catalog) -> bool {
    let name = &base_type(data_type, catalog).name;
    !(name.schema.is_none() && WITHOUT_EQUALITY.contains(&name.name.as_str()))
}

/// The type that a domain is over, at the bottom; other types themselves. Domains in a circle, which a model can write, are
/// reported elsewhere.
fn base_type<'a>(data_type: &'a TypeName, catalog: &'a Catalog) -> &'a TypeName {
    let mut base = data_type;
    for _ in 0..catalog.domains.len() {
        match catalog.domains.get(&ObjectId::named(base.name.clone())) {
            Some(domain) if !base.array => base = &domain.definition.data_type,
            _ => break,
        }
    }
    base
}

/// Values of enums that are still to be renamed: what is wanted speaks of them by names that the server does not know yet.
/// The renames are rolled back with the question.
fn renamed_values(pair: Pair<&Canonical>) -> Vec<(String, String)> {
    if !pair
        .new
        .annotations
        .keys()
        .any(|object| object.kind == Kind::EnumValue)
    {
        return Vec::new();
    }
    let mut old = pair.old.clone();
    renames::apply(&mut old, pair.new, &mut Vec::new())
        .iter()
        .filter(|rename| rename.to.kind == Kind::EnumValue)
        .filter_map(|rename| {
            let (from, to) = (rename.from.id.part.as_deref()?, rename.to.id.part.as_deref()?);
            let statement = enum_values::statement(&rename.to.id.name, from, to);
            Some((statement, schemadiff_sql::quote::literal(to)))
        })
        .collect()
}

impl ScratchTables {
    /// The tables and partitions of the wanted catalog.
    pub fn of(pair: Pair<&Canonical>) -> Self {
        let canonical = pair.new;
        let catalog = &canonical.catalog;
        let columns = |name: &ObjectName| {
            columns_of(catalog, name)
                .unwrap_or_default()
                .iter()
                .map(|column| scratch_column(column, catalog))
                .collect()
        };
        let replaced = replaced(Pair {
            old: &pair.old.catalog,
            new: catalog,
        });
        let path: Vec<_> = canonical
            .search_path()
            .iter()
            .map(|schema| ident(schema))
            .collect();
        Self {
            tables: catalog
                .tables
                .values()
                .map(|table| (table.name.clone(), columns(&table.name)))
                .chain(catalog.foreign_tables.values().map(|table| {
                    (
                        table.name.clone(),
                        table
                            .columns
                            .iter()
                            .map(|column| scratch_column(column, catalog))
                            .collect(),
                    )
                }))
                .collect(),
            views: catalog
                .rules
                .keys()
                .filter_map(|id| catalog.views.get(&ObjectId::named(id.name.clone())))
                .map(|view| {
                    let select = format!("{} AS {}", column_list(&view.columns), view.query.sql());
                    (view.name.clone(), select)
                })
                .collect(),
            keys: keys(catalog),
            search_path: path.join(", "),
            types: types(catalog, &replaced),
            replaced,
            values: renamed_values(pair),
            names: Names::of(&pair.old.catalog, None),
        }
    }

    /// The renames of values that a statement speaks of.
    pub(super) fn renames_for(&self, sql: &str) -> Vec<String> {
        let spoken_of = self.values.iter().filter(|(_, name)| sql.contains(name));
        spoken_of.map(|(rename, _)| rename.clone()).collect()
    }

    /// Whether a text casts to a type that is made anew.
    pub(super) fn mentions_replaced(&self, references: &References) -> bool {
        references.types.iter().any(|name| self.replaced.contains(name))
    }

    /// A question whose temporary objects are made under the search path of the plan's statements, and printed under
    /// `pg_catalog` alone, as the live ones were: temporary objects come last there, so that none of them, whatever the model
    /// calls it, is taken for a catalog.
    pub(super) fn question(&self, about: &ObjectRef, make: Vec<String>, ask: String) -> Question {
        let mut setup = vec![format!("SET LOCAL search_path = {}", self.search_path)];
        let says = |text: &str| ask.contains(text) || make.iter().any(|statement| statement.contains(text));
        setup.extend(
            self.values
                .iter()
                .filter(|(_, name)| says(name))
                .map(|(rename, _)| rename.clone()),
        );
        setup.extend(make);
        setup.push("SET LOCAL search_path = pg_catalog, pg_temp".to_owned());
        Question {
            about: about.clone(),
            setup,
            ask,
        }
    }

    /// The question whether the operator class of an index element is its type's default.
    pub(super) fn operator_class(
        &self,
        about: &ObjectRef,
        table: &ObjectName,
        method: &str,
        element: &IndexElement,
    ) -> Question {
        let name = format!("pg_temp.{}", ident(&table.name));
        let columns: Vec<_> = self
            .tables
            .get(table)
            .map_or(&[][..], Vec::as_slice)
            .iter()
            .map(definition)
            .collect();
        let mut make = vec![format!(
            "CREATE TEMPORARY TABLE {} ({})",
            ident(&table.name),
            columns.join(", ")
        )];
        // Building an index computes what is constant in an expression. An index on a column of its type does not, and
        // without data the query that makes one is not even planned (`ExecCreateTableAs()`, src/backend/commands/createas.c).
        let (name, element) = match &element.value {
            IndexValue::Column(_) => (name, element.clone()),
            IndexValue::Expression(expression) => {
                make.push(format!(
                    "CREATE TEMPORARY TABLE schemadiff_element AS SELECT ({}) AS value FROM {name} WITH NO DATA",
                    expression.sql()
                ));
                let column = IndexElement {
                    value: IndexValue::Column("value".to_owned()),
                    ..element.clone()
                };
                ("pg_temp.schemadiff_element".to_owned(), column)
            }
        };
        make.push(format!(
            "CREATE INDEX ON {name} USING {} ({})",
            ident(method),
            index_sql::element(&element)
        ));
        let ask = format!(
            "SELECT opcdefault::text FROM pg_opclass WHERE oid = (SELECT indclass[0] FROM pg_index WHERE indrelid = {}::regclass)",
            schemadiff_sql::quote::literal(&name)
        );
        self.question(about, make, ask)
    }

    /// The question how a server prints a rule.
    pub(super) fn rule(&self, about: &ObjectRef, rule: &CreateRule) -> Question {
        let name = ObjectName::qualified("pg_temp", rule.table.name.clone());
        let relation = match self.views.get(&rule.table) {
            Some(select) => format!("CREATE TEMPORARY VIEW {}{select}", ident(&name.name)),
            None => {
                let columns = self.tables.get(&rule.table).map_or(&[][..], Vec::as_slice);
                let columns: Vec<String> = columns.iter().map(definition).collect();
                format!(
                    "CREATE TEMPORARY TABLE {} ({})",
                    ident(&name.name),
                    columns.join(", ")
                )
            }
        };
        let regclass = schemadiff_sql::quote::literal(&name.to_string());
        let make = CreateRule {
            table: name,
            ..rule.clone()
        };
        let ask = format!(
            "SELECT pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = {regclass}::regclass AND rulename = 'schemadiff_rule'"
        );
        self.question(
            about,
            vec![relation, create_rule(&make, "CREATE", "schemadiff_rule")],
            ask,
        )
    }

    /// Those columns of a table that are named, as `CREATE TABLE` takes them.
    pub(super) fn definitions(&self, table: &ObjectName, named: &BTreeSet<String>) -> Vec<String> {
        let all = self.tables.get(table).map_or(&[][..], Vec::as_slice);
        all.iter()
            .filter(|column| named.contains(&column.name))
            .map(definition)
            .collect()
    }

    /// A column.
    pub(super) fn column(&self, table: &ObjectName, column: &str) -> Option<&ScratchColumn> {
        self.tables
            .get(table)?
            .iter()
            .find(|candidate| candidate.name == column)
    }

    /// The question how a server prints `expression`, written for `form` about `table`.
    ///
    /// The scratch table carries the real one's name, so that a column qualified by it is understood, and only the columns
    /// that the expression mentions, so that a type which does not exist yet stands in the way of nothing else. A
    /// whole-row reference needs them all.
    pub(super) fn expression(
        &self,
        about: &ObjectRef,
        table: &ObjectName,
        form: &Form,
        expression: &Expr,
    ) -> Question {
        let name = format!("pg_temp.{}", ident(&table.name));
        let used = expression.references().columns;
        let whole_row =
            used.contains(&table.name) || used.contains("*") || matches!(form, Form::TriggerWhen(_));
        let all = self.tables.get(table).map_or(&[][..], Vec::as_slice);
        let mut columns: Vec<String> = all
            .iter()
            .filter(|column| whole_row || used.contains(&column.name))
            .map(definition)
            .collect();
        let sql = expression.sql();
        match form {
            Form::Default(data_type) => columns.push(format!("schemadiff_value {data_type} DEFAULT ({sql})")),
            Form::Check => columns.push(format!("CONSTRAINT schemadiff_check CHECK ({sql})")),
            Form::Generated
            | Form::IndexElement
            | Form::Statistics
            | Form::IndexPredicate
            | Form::Policy
            | Form::TriggerWhen(_) => {}
        }
        let mut setup = vec![format!(
            "CREATE TEMPORARY TABLE {} ({})",
            ident(&table.name),
            columns.join(", ")
        )];
        let regclass = format!("{}::regclass", schemadiff_sql::quote::literal(&name));
        let ask = match form {
            Form::Default(_) => {
                format!("SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = {regclass}")
            }
            Form::Check => format!(
                "SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint WHERE conrelid = {regclass} AND contype = 'c'"
            ),
            Form::Statistics => {
                setup.push(format!(
                    "CREATE STATISTICS pg_temp.schemadiff_statistics ON ({sql}) FROM {name}"
                ));
                format!(
                    "SELECT (pg_get_statisticsobjdef_expressions(oid))[1] FROM pg_statistic_ext WHERE stxrelid = {regclass}"
                )
            }
            // Making an index or a generated column computes what is constant (`CheckPredicate()`, indexcmds.c;
            // `contain_mutable_functions_after_planning()`, heap.c). A policy is read alike and computes nothing.
            Form::IndexPredicate | Form::Policy => {
                setup.push(policy(&name, sql));
                format!("SELECT pg_get_expr(polqual, polrelid) FROM pg_policy WHERE polrelid = {regclass}")
            }
            Form::IndexElement | Form::Generated => {
                setup.push(policy(&name, &format!("({sql}) IS NOT NULL")));
                format!("SELECT pg_get_expr(polqual, polrelid) FROM pg_policy WHERE polrelid = {regclass}")
            }
            Form::TriggerWhen(timing) => {
                setup.push(trigger(&name, *timing, sql));
                format!("SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = {regclass}")
            }
        };
        self.question(about, setup, ask)
    }
}

/// The types that are made anew.
fn replaced(catalogs: Pair<&Catalog>) -> BTreeSet<ObjectName> {
    fn add<K: InCatalog>(catalogs: Pair<&Catalog>, names: &mut BTreeSet<ObjectName>) {
        for (id, new) in K::store(catalogs.new) {
            let Some(old) = K::store(catalogs.old).get(id) else {
                continue;
            };
            let pair = Pair { old, new };
            if K::replacement(pair, &K::diff(pair)).is_some() {
                names.insert(id.name.clone());
            }
        }
    }
    let mut names = BTreeSet::new();
    add::<Domain>(catalogs, &mut names);
    add::<CompositeType>(catalogs, &mut names);
    add::<RangeType>(catalogs, &mut names);
    names
}

/// A column as `CREATE TABLE` takes it.
fn definition(column: &ScratchColumn) -> String {
    let collation = column
        .collation
        .as_ref()
        .map_or_else(String::new, |collation| format!(" COLLATE {collation}"));
    format!("{} {}{collation}", ident(&column.name), column.data_type)
}

/// A policy: it is read as a condition about a row, and nothing of it is computed before a row is looked at.
fn policy(table: &str, condition: &str) -> String {
    format!("CREATE POLICY schemadiff_policy ON {table} USING ({condition})")
}

/// A trigger that does nothing: its function comes with PostgreSQL. The condition decides which rows it may name, so the
/// first event that allows it is right for all.
fn trigger(table: &str, timing: TriggerTiming, condition: &str) -> String {
    let timing = match timing {
        TriggerTiming::Before => "BEFORE",
        TriggerTiming::After | TriggerTiming::InsteadOf => "AFTER",
    };
    format!(
        "CREATE TRIGGER schemadiff_trigger {timing} UPDATE ON {table} FOR EACH ROW WHEN ({condition}) \
         EXECUTE FUNCTION pg_catalog.suppress_redundant_updates_trigger()"
    )
}
