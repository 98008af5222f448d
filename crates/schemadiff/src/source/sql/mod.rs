//! Reading a model that is written in SQL: hand-written DDL, or what `pg_dump --schema-only` prints.
//!
//! Statements take effect in their order, as a server would run them. What each means for its kind is in the folders of
//! the kinds (`kinds/*/statement.rs`); here is what they share: where a statement stands, what unqualified names mean,
//! who holds a name already, and what is reported.

mod comment;
mod define;
mod names;
mod place;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::ops::Range;

pub(crate) use comment::is_same_type;
pub(crate) use define::constraint_name;

use schemadiff_sql::syntax::{Insert, ObjectName, Parsed, Statement, Subject};
use schemadiff_sql::{Expr, parse_script};

use super::Declared;
use crate::canon::columns_of;
use crate::catalog::{FileId, ObjectId, ObjectRef, Origin, Sources};
use crate::diag::{Code, Diagnostic, code};
use crate::kinds::{
    EnumType, Extension, Schema, access, access_method, aggregate, cast, collation, composite_type,
    conversion, default_privilege, domain, event_trigger, foreign_server, foreign_table, function, index,
    language, operator, policy, publication, range_type, role, rule, seed, sequence, statistics,
    subscription, table, text_search_configuration, transform, trigger, view,
};

/// Reads a script into what has been read so far.
///
/// Nothing stops at the first error: what can be understood is added, and everything else is reported, in the order of
/// the file. What the model does not hold is a warning each; owners and privileges are one warning for the file.
pub fn read_script(sources: &Sources, file: FileId, into: &mut Declared) -> Vec<Diagnostic> {
    let text = &sources.file(file).text;
    let (statements, errors) = parse_script(text);
    let mut script = Script::new(file, text, into);
    for error in errors {
        let diagnostic = Diagnostic::error(code::SQL_SYNTAX, error.message).at(file, error.range.clone(), "");
        script.not_understood(&error.range);
        script.diagnostics.push(match error.help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }
    for Parsed { statement, range } in statements {
        script.range = range;
        script.read(statement);
    }
    script.finish()
}

/// A script while it is read.
pub(crate) struct Script<'a> {
    /// What has been read so far.
    pub(crate) into: &'a mut Declared,
    file: FileId,
    text: &'a str,
    /// The statement that is being read.
    pub(crate) range: Range<usize>,
    /// The schemas of unqualified names; empty for the model's default schema.
    path: Vec<String>,
    /// Who holds which name among tables, views, sequences and indexes, those behind constraints too.
    relations: BTreeMap<ObjectName, ObjectRef>,
    /// Rows wait for the keys of their tables, which dumps write last.
    inserts: Vec<(Insert, Range<usize>)>,
    /// Defaults that a script gives columns of partitions, to be compared with the parents' in the end: dumps write the
    /// parents' later.
    pub(crate) partition_defaults: Vec<PartitionDefault>,
    /// Statements and clauses about owners and privileges.
    access: usize,
    /// Indexes of partitions that stand for nothing but an index of the parent.
    pub(crate) attached: BTreeSet<ObjectName>,
    first_access: Option<Range<usize>>,
    /// The first statement that may have defined something and was not understood.
    first_not_understood: Option<usize>,
    diagnostics: Vec<Diagnostic>,
}

/// A default that is written for a column of a partition.
pub(crate) struct PartitionDefault {
    /// The partition.
    pub(crate) table: ObjectName,
    /// The column.
    pub(crate) column: String,
    /// The default.
    pub(crate) default: Expr,
    /// The statement.
    pub(crate) range: Range<usize>,
}

impl<'a> Script<'a> {
    fn new(file: FileId, text: &'a str, into: &'a mut Declared) -> Self {
        let relations = define::relations(&into.catalog);
        Self {
            into,
            file,
            text,
            range: 0..0,
            path: Vec::new(),
            relations,
            inserts: Vec::new(),
            partition_defaults: Vec::new(),
            access: 0,
            attached: BTreeSet::new(),
            first_access: None,
            first_not_understood: None,
            diagnostics: Vec::new(),
        }
    }

    fn read(&mut self, statement: Statement) {
        match statement {
            Statement::CreateSchema(name, owner) => {
                let of = Subject::Schema(name.clone());
                self.define_again(Schema { name, comment: None });
                if let Some(owner) = owner {
                    access::statement::owner(self, of, owner);
                }
            }
            Statement::Role(statement) => role::statement::say(self, statement),
            Statement::RoleSetting { role, name, value } => role::statement::set(self, &role, name, value),
            Statement::RoleReset { role, name } => role::statement::reset(self, &role, name.as_deref()),
            Statement::DropRoles { roles, if_exists } => role::statement::drop_all(self, &roles, if_exists),
            Statement::GrantRole(grant) => role::statement::grant(self, &grant),
            Statement::CreateExtension {
                name,
                schema,
                version,
            } => {
                self.define_again(Extension {
                    name,
                    schema,
                    version,
                    comment: None,
                });
            }
            Statement::CreateEnum { name, values } => {
                let name = self.own_name(name);
                self.define(EnumType {
                    name,
                    values,
                    comment: None,
                });
            }
            Statement::CreateDomain(create) => domain::statement::create(self, create),
            Statement::AlterDomain { name, action } => domain::statement::alter(self, name, action),
            Statement::CreateCompositeType(create) => composite_type::statement::create(self, create),
            Statement::CreateRangeType(create) => range_type::statement::create(self, create),
            Statement::CreateCollation(create) => collation::statement::create(self, create),
            Statement::CopyCollation { name, from } => collation::statement::copy(self, name, from),
            Statement::CreateAggregate(create) => aggregate::statement::create(self, *create),
            Statement::CreateCast(create) => cast::statement::create(self, create),
            Statement::CreateOperator(create) => operator::statement::create(self, *create),
            Statement::CreateSequence { name, options } => sequence::statement::create(self, name, options),
            Statement::AlterSequence { name, options } => sequence::statement::alter(self, name, options),
            Statement::CreateTable(create) => table::statement::create(self, create),
            Statement::AlterTable { name, actions } => table::statement::alter(self, name, actions),
            Statement::AlterOwner { of, owner } => access::statement::owner(self, of, owner),
            Statement::AlterDefaultPrivileges(alter) => default_privilege::statement::alter(self, &alter),
            Statement::Grant(grant) => access::statement::grant(self, &grant),
            Statement::CreateIndex(create) => index::statement::create(self, create),
            Statement::AttachIndex { parent, child } => index::statement::attach(self, parent, child),
            Statement::CreateStatistics(create) => statistics::statement::create(self, create),
            Statement::SetStatisticsTarget { name, target } => {
                statistics::statement::set_target(self, name, target);
            }
            Statement::CreateView(create) => view::statement::create(self, create),
            Statement::CreateFunction(create) => function::statement::create(self, create),
            Statement::CreateTrigger(create) => trigger::statement::create(self, create),
            Statement::CreateRule(create) => rule::statement::create(self, create),
            Statement::CreatePolicy(create) => policy::statement::create(self, create),
            Statement::CreateSubscription(create) => subscription::statement::create(self, create),
            Statement::CreateTextSearch(create) => text_search_configuration::statement::create(self, create),
            Statement::AlterTextSearchDictionary(alter) => {
                text_search_configuration::statement::alter_dictionary(self, alter);
            }
            Statement::AlterTextSearchConfiguration(alter) => {
                text_search_configuration::statement::alter_configuration(self, alter);
            }
            Statement::CreateForeignDataWrapper(create) => {
                foreign_server::statement::create_wrapper(self, create);
            }
            Statement::CreateForeignTable(create) => foreign_table::statement::create(self, create),
            Statement::CreateServer(create) => foreign_server::statement::create_server(self, create),
            Statement::CreateUserMapping(create) => foreign_server::statement::create_mapping(self, create),
            Statement::CreateConversion(create) => conversion::statement::create(self, create),
            Statement::CreateAccessMethod(create) => access_method::statement::create(self, create),
            Statement::CreateLanguage(create) => language::statement::create(self, create),
            Statement::CreateTransform(create) => transform::statement::create(self, create),
            Statement::CreateEventTrigger(create) => event_trigger::statement::create(self, create),
            Statement::AlterEventTrigger(alter) => event_trigger::statement::alter(self, &alter),
            Statement::CreatePublication(create) => publication::statement::create(self, create),
            Statement::AlterPublication(alter) => publication::statement::alter(self, alter),
            Statement::Comment { on, text } => self.comment(on, text),
            Statement::Insert(insert) => self.inserts.push((insert, self.range.clone())),
            Statement::SearchPath(path) => self.path = path,
            Statement::Session => {}
            Statement::Other { what } => self.other(&what),
        }
    }

    fn finish(mut self) -> Vec<Diagnostic> {
        for (insert, range) in std::mem::take(&mut self.inserts) {
            self.range = range;
            seed::statement::insert(&mut self, insert);
        }
        for PartitionDefault {
            table,
            column,
            default,
            range,
        } in std::mem::take(&mut self.partition_defaults)
        {
            let columns = columns_of(&self.into.catalog, &table).unwrap_or_default();
            if !columns
                .iter()
                .any(|own| own.name == column && own.default.as_ref() == Some(&default))
            {
                self.range = range;
                let table = self.into.catalog.tables.get_mut(&ObjectId::named(table));
                if let Some(partition) = table.and_then(|table| table.partition_of.as_mut()) {
                    partition.columns.entry(column).or_default().default = Some(default);
                }
            }
        }
        if let Some(range) = self.first_access {
            let message = match self.access {
                1 => "one statement about owners or privileges is left out".to_owned(),
                count => format!("{count} statements about owners or privileges are left out"),
            };
            let diagnostic = Diagnostic::warning(code::UNSUPPORTED, message)
                .at(self.file, range, "the first is here")
                .help("nothing to do: schemadiff neither changes nor compares those of such objects");
            self.diagnostics.push(diagnostic);
        }
        self.diagnostics.sort_by_key(|diagnostic| {
            match diagnostic.labels.first().map(|label| &label.origin) {
                Some(Origin::File { range, .. }) => range.start,
                _ => usize::MAX,
            }
        });
        self.diagnostics
    }

    /// Reports a statement or clause that says something the model does not hold.
    pub(crate) fn other(&mut self, what: &str) {
        if is_access(what) {
            self.access += 1;
            self.first_access.get_or_insert_with(|| self.range.clone());
            return;
        }
        let range = self.range.clone();
        self.not_understood(&range);
        self.unsupported(what);
    }

    /// Reports something that the model does not hold.
    pub(crate) fn unsupported(&mut self, what: &str) {
        let message = format!("{what} is not understood and left out");
        let mut diagnostic = Diagnostic::warning(code::UNSUPPORTED, message).at_origin(self.origin(), "");
        if is_change(what) {
            diagnostic = diagnostic.help("write the object as it is to be, instead of how it gets there");
        }
        self.report(diagnostic);
    }

    /// Reports a mistake in the statement.
    pub(crate) fn error(&mut self, code: Code, message: impl Into<String>, help: impl Into<String>) {
        let diagnostic = Diagnostic::error(code, message)
            .at_origin(self.origin(), "")
            .help(help);
        self.report(diagnostic);
    }

    /// Reports that the statement is about something that no statement before it defines. Where one before it was not
    /// understood, that is the likelier cause and no mistake of the script's.
    pub(crate) fn missing(&mut self, code: Code, what: impl Display) {
        let message = format!("{what} is not defined before this statement");
        match self
            .first_not_understood
            .filter(|start| *start < self.range.start)
        {
            Some(start) => {
                let diagnostic = Diagnostic::warning(
                    code::UNSUPPORTED,
                    format!("{message} and the statement is left out"),
                )
                .at_origin(self.origin(), "")
                .at(
                    self.file,
                    self.line(&(start..self.text.len())),
                    "perhaps this would have defined it",
                );
                self.report(diagnostic);
            }
            None => self.error(code, message, "define it first, or correct the name"),
        }
    }

    /// Adds a message.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn not_understood(&mut self, range: &Range<usize>) {
        let first = self.first_not_understood.get_or_insert(range.start);
        *first = range.start.min(*first);
    }
}

/// Whether a statement or clause only says who owns something or who may use it.
fn is_access(what: &str) -> bool {
    what.ends_with("OWNER TO")
        || what.starts_with("GRANT")
        || what.starts_with("REVOKE")
        || matches!(what, "ALTER DEFAULT PRIVILEGES" | "REASSIGN OWNED")
}

/// Whether a statement or clause takes back or changes what another one has said.
fn is_change(what: &str) -> bool {
    ["DROP", "ALTER TYPE", "DETACH", "RESET"]
        .iter()
        .any(|word| what.starts_with(word))
        || ["RENAME", "SET SCHEMA", " DROP "]
            .iter()
            .any(|word| what.contains(word))
}
