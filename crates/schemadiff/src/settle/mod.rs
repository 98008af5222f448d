//! Doubts about texts that differ and may mean the same, and how a server settles them.
//!
//! A model may come from anybody, so that nothing of it is run to learn how it is printed: a question makes temporary
//! objects of forms that PostgreSQL reads without computing anything, and a text that it would compute is no question.
//!
//! Some need no server: where the types of columns are known both texts are written out with the casts that PostgreSQL
//! adds, and are one then. For the others the engine makes the SQL and reads the answers; somebody else has the
//! connection. The same walk over a pair of catalogs runs twice: once to collect questions, once to put the answers in,
//! so that both see the same doubts.

mod bound;
mod domain;
mod rows;
mod scratch;

use schemadiff_sql::syntax::{
    Body, CreateFunction, CreateRule, IndexElement, ObjectName, Statement, TriggerTiming, TypeName,
};
use schemadiff_sql::{Expr, Query};

pub(crate) use scratch::LazyTables;
pub use scratch::{ScratchColumn, ScratchTables};

use crate::canon::without_default_cast;
use crate::catalog::{Kind, ObjectRef, ident};
use crate::kinds::Function;
use crate::kinds::function::create_function;
use crate::kinds::view::column_list;

/// Something to ask a server, inside a transaction that is rolled back: each question runs after a savepoint and is
/// rolled back to it, so that one does not see another's objects and a refusal costs one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What it is about.
    pub about: ObjectRef,
    /// Statements that make temporary objects.
    pub setup: Vec<String>,
    /// A query of one text value.
    pub ask: String,
}

/// What the server said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The value; null when the query returned none.
    Text(Option<String>),
    /// The server could not answer, with its words.
    Refused(String),
}

/// What an expression is for, which decides how PostgreSQL coerces and prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// The default of a column of this type.
    Default(TypeName),
    /// The expression of a generated column.
    Generated,
    /// A check.
    Check,
    /// An element of an index.
    IndexElement,
    /// An expression of extended statistics.
    Statistics,
    /// The predicate of an index.
    IndexPredicate,
    /// `USING` or `WITH CHECK` of a policy.
    Policy,
    /// `WHEN` of a trigger.
    TriggerWhen(TriggerTiming),
}

/// Collects questions in a first pass and puts their answers in in a second one over the same doubts.
pub struct Questions<'a> {
    tables: &'a LazyTables<'a>,
    asked: Vec<Question>,
    answers: Option<std::vec::IntoIter<Answer>>,
    unsettled: Vec<(ObjectRef, String)>,
}

impl<'a> Questions<'a> {
    /// For the first pass.
    pub(crate) fn ask(tables: &'a LazyTables<'a>) -> Self {
        Self {
            tables,
            asked: Vec::new(),
            answers: None,
            unsettled: Vec::new(),
        }
    }

    /// For the second pass.
    pub(crate) fn settle(tables: &'a LazyTables<'a>, answers: Vec<Answer>) -> Self {
        Self {
            answers: Some(answers.into_iter()),
            ..Self::ask(tables)
        }
    }

    /// The questions of a first pass.
    pub(crate) fn into_asked(self) -> Vec<Question> {
        self.asked
    }

    /// Doubts that no server settled, with its words.
    pub(crate) fn into_unsettled(self) -> Vec<(ObjectRef, String)> {
        self.unsettled
    }

    /// Settles whether `new`, written about `table`, means what `old` says, which a server printed; if so `new` becomes it.
    pub fn expression(
        &mut self,
        about: &ObjectRef,
        table: &ObjectName,
        form: &Form,
        old: &Expr,
        new: &mut Expr,
    ) {
        if old == new {
            return;
        }
        if old.with_casts(table, &**self.tables) == new.with_casts(table, &**self.tables) {
            *new = old.clone();
            return;
        }
        let question = self.tables.expression(about, table, form, new);
        // What is there was brought into canonical form through the same names.
        let names = &self.tables.names;
        let is_column = self.tables.column(table, &table.name).is_some();
        let read = |text: &str| {
            let answer = match form {
                Form::TriggerWhen(_) => trigger_condition(text)?,
                Form::IndexElement | Form::Generated => Expr::parse(text).ok()?.tested_for_null()?,
                _ => Expr::parse(text).ok()?,
            };
            let answer = answer.resolve(names);
            Some(match form {
                Form::Default(data_type) => without_default_cast(&answer, data_type, names),
                Form::Check if !is_column => answer.whole_row(&table.name),
                _ => answer,
            })
        };
        self.put(question, |text| match read(text) {
            Some(answer) if answer == *old => *new = old.clone(),
            Some(_) | None => {}
        });
    }

    /// Settles whether a wanted query, with the column list beside it, means what a view's says; if so both become it.
    pub fn query(
        &mut self,
        about: &ObjectRef,
        (old, old_columns): (&Query, &[String]),
        new: &mut Query,
        columns: &mut Vec<String>,
    ) {
        let same = old == new && old_columns == columns;
        if same || self.tables.mentions_replaced(&new.references()) {
            return;
        }
        let are_bare = old_columns.is_empty() && columns.is_empty();
        if are_bare && old.with_casts(&**self.tables) == new.with_casts(&**self.tables) {
            *new = old.clone();
            return;
        }
        let list = column_list(columns);
        let make = vec![format!(
            "CREATE TEMPORARY VIEW schemadiff_view{list} AS {}",
            new.sql()
        )];
        let ask = "SELECT pg_get_viewdef('pg_temp.schemadiff_view'::regclass)".to_owned();
        let question = self.tables.question(about, make, ask);
        let names = &self.tables.names;
        self.put(question, |text| {
            let is_old = |answer: &Query| *answer == *old || answer.with_function_names_of(old) == *old;
            match Query::parse(text).map(|answer| answer.resolve(names)) {
                // What a server prints needs no column list.
                Ok(answer) if old_columns.is_empty() && is_old(&answer) => {
                    *new = old.clone();
                    columns.clear();
                }
                Ok(_) | Err(_) => {}
            }
        });
    }

    /// Settles whether a wanted default of a column of a view means what is there; if so it becomes that. The type of the
    /// column is what the query makes it.
    pub fn view_default(
        &mut self,
        about: &ObjectRef,
        (query, columns): (&Query, &[String]),
        column: &str,
        old: &Expr,
        new: &mut Expr,
    ) {
        if old == new || self.tables.mentions_replaced(&query.references()) {
            return;
        }
        let make = vec![
            format!(
                "CREATE TEMPORARY VIEW schemadiff_view{} AS {}",
                column_list(columns),
                query.sql()
            ),
            format!(
                "ALTER VIEW pg_temp.schemadiff_view ALTER COLUMN {} SET DEFAULT ({})",
                ident(column),
                new.sql()
            ),
        ];
        let ask = "SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = 'pg_temp.schemadiff_view'::regclass";
        let question = self.tables.question(about, make, ask.to_owned());
        let names = &self.tables.names;
        self.put(question, |text| {
            if Expr::parse(text).is_ok_and(|answer| answer.resolve(names) == *old) {
                *new = old.clone();
            }
        });
    }

    /// Settles whether a wanted rule does what the one that is there does; if so it becomes that.
    pub fn rule(&mut self, about: &ObjectRef, old: &CreateRule, new: &mut CreateRule) {
        let shape = |rule: &CreateRule| {
            (
                rule.event,
                rule.instead,
                rule.condition.is_some(),
                rule.actions.len(),
            )
        };
        if old == new || shape(old) != shape(new) || old.table != new.table {
            return;
        }
        let question = self.tables.rule(about, new);
        let names = &self.tables.names;
        self.put(question, |text| {
            let (statements, _) = schemadiff_sql::parse_script(text);
            let Some(Statement::CreateRule(answer)) =
                statements.into_iter().next().map(|parsed| parsed.statement)
            else {
                return;
            };
            let condition = answer.condition.map(|condition| condition.resolve(names));
            let actions: Vec<Body> = answer
                .actions
                .iter()
                .map(|action| schemadiff_sql::resolve_body(action, names))
                .collect();
            if condition == old.condition && actions == old.actions {
                *new = old.clone();
            }
        });
    }

    /// Settles whether a wanted SQL-standard body means what a function's says; if so it becomes it.
    pub fn body(&mut self, old: &CreateFunction, new: &mut CreateFunction) {
        if old.body == new.body || !matches!((&old.body, &new.body), (Body::Sql(_), Body::Sql(_))) {
            return;
        }
        let about = ObjectRef::new(Kind::Function, Function::id_of(new));
        let temporary = CreateFunction {
            name: ObjectName::qualified("pg_temp", new.name.name.clone()),
            support: None,
            ..new.clone()
        };
        let make = vec![create_function(&temporary)];
        let ask = "SELECT pg_get_function_sqlbody(oid) FROM pg_proc WHERE pronamespace = pg_my_temp_schema()"
            .to_owned();
        let question = self.tables.question(&about, make, ask);
        let names = &self.tables.names;
        let read = |text: &str| {
            schemadiff_sql::parse_sql_body(text).map(|answer| schemadiff_sql::resolve_body(&answer, names))
        };
        self.put(question, |text| match read(text) {
            Ok(answer) if answer == old.body => new.body = answer,
            Ok(_) | Err(_) => {}
        });
    }

    /// Settles whether an operator class that is written is the default one, which a catalog does not name.
    pub fn operator_class(
        &mut self,
        about: &ObjectRef,
        table: &ObjectName,
        method: &str,
        new: &mut IndexElement,
    ) {
        let question = self.tables.operator_class(about, table, method, new);
        self.put(question, |text| {
            if text == "true" {
                new.operator_class = None;
            }
        });
    }

    /// Notes a doubt that is no question for a server.
    pub(crate) fn leave(&mut self, about: &ObjectRef, why: &str) {
        if self.answers.is_some() {
            self.unsettled.push((about.clone(), why.to_owned()));
        }
    }

    /// Whether this is the second pass.
    fn is_settling(&self) -> bool {
        self.answers.is_some()
    }

    /// Asks in the first pass; in the second hands the answer on.
    fn put(&mut self, question: Question, read: impl FnOnce(&str)) {
        self.put_either(question, |answer| {
            if let Ok(text) = answer {
                read(text);
            }
        });
    }

    /// Like `put`, and hands on that there is no answer.
    fn put_either(&mut self, question: Question, read: impl FnOnce(Result<&str, Refused>)) {
        match &mut self.answers {
            None => self.asked.push(question),
            Some(answers) => match answers.next() {
                Some(Answer::Text(Some(text))) => read(Ok(&text)),
                Some(Answer::Text(None)) => {
                    self.unsettled
                        .push((question.about, "the server printed nothing".to_owned()));
                    read(Err(Refused));
                }
                Some(Answer::Refused(why)) => {
                    self.unsettled.push((question.about, why));
                    read(Err(Refused));
                }
                None => self
                    .unsettled
                    .push((question.about, "no server was asked".to_owned())),
            },
        }
    }
}

/// That a server was asked and could not answer.
struct Refused;

/// The condition in the text of `pg_get_triggerdef`.
fn trigger_condition(text: &str) -> Option<Expr> {
    let (statements, _) = schemadiff_sql::parse_script(text);
    match statements.into_iter().next()?.statement {
        Statement::CreateTrigger(trigger) => trigger.when,
        _ => None,
    }
}
