//! What a kind sees while it brings its objects into canonical form.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{Body, ObjectName, SequenceOptions, Storage, TypeName};
use schemadiff_sql::{Expr, Query};

use super::Names;
use crate::catalog::{Kind, ObjectId, ObjectRef, Origins};
use crate::diag::{Diagnostic, code};

/// Resolves names for one object and collects what is wrong with it.
pub struct Canon<'a> {
    names: &'a Names,
    origins: &'a Origins,
    diagnostics: &'a mut Vec<Diagnostic>,
    about: ObjectRef,
}

impl<'a> Canon<'a> {
    pub(super) fn new(
        names: &'a Names,
        origins: &'a Origins,
        diagnostics: &'a mut Vec<Diagnostic>,
        about: ObjectRef,
    ) -> Self {
        Self {
            names,
            origins,
            diagnostics,
            about,
        }
    }

    /// Qualifies the name of a table, view, sequence or index.
    pub fn relation(&self, name: &mut ObjectName) {
        self.names.qualify_relation(name);
    }

    /// Qualifies the name of a function, unless it is built in.
    pub fn function(&self, name: &mut ObjectName) {
        self.names.qualify_function(name);
    }

    /// Qualifies the name of a text search object, unless it is PostgreSQL's own.
    pub fn text_search(&self, kind: crate::catalog::Kind, name: &mut ObjectName) {
        self.names.qualify_text_search(kind, name);
    }

    /// Qualifies a type and reports one that is not known; `part` is the column it belongs to, if any.
    pub fn data_type(&mut self, data_type: &mut TypeName, part: Option<&str>) {
        self.type_of(Kind::Column, data_type, part);
    }

    /// Qualifies the type of an attribute, and reports one that is not known.
    pub fn attribute_type(&mut self, data_type: &mut TypeName, attribute: &str) {
        self.type_of(Kind::Attribute, data_type, Some(attribute));
    }

    fn type_of(&mut self, kind: Kind, data_type: &mut TypeName, part: Option<&str>) {
        if self.names.qualify_type(data_type) || self.names.is_somebody_elses(&data_type.name) {
            return;
        }
        let about = match part {
            Some(part) => ObjectRef::new(kind, ObjectId::part(self.about.id.name.clone(), part)),
            None => self.about.clone(),
        };
        let mut diagnostic =
            Diagnostic::error(code::UNKNOWN_TYPE, format!("type `{data_type}` does not exist")).at_known(
                self.origins.get(&about).or_else(|| self.origins.get(&self.about)),
                "used here",
            );
        diagnostic = match self.names.similar_type(&data_type.name.name) {
            Some(similar) => diagnostic.help(format!("write `{similar}`")),
            None => diagnostic.help(
                "define it (`[enums]`, `[domains]`, `[composites]`, `[ranges]`), or name the extension that provides it in `database.extensions`"
                    .to_owned(),
            ),
        };
        self.diagnostics.push(diagnostic);
    }

    /// Qualifies the name of an operator, which is one of the model's where it has one of that symbol.
    pub fn operator(&self, name: &mut ObjectName) {
        self.names.qualify_operator(name);
    }

    /// Qualifies the name of a collation, unless it is PostgreSQL's own.
    pub fn collation(&self, name: &mut ObjectName) {
        self.names.qualify_collation(name);
    }

    /// Qualifies the collation of something that is of a type, and takes off the one that the type has anyway.
    pub fn own_collation(&self, collation: &mut Option<ObjectName>, data_type: &TypeName) {
        self.names.own_collation(collation, data_type);
    }

    /// The storage that columns of a type have by themselves, if that is known.
    pub fn own_storage(&self, data_type: &TypeName) -> Option<Storage> {
        self.names.own_storage(data_type)
    }

    /// The default of a column of a type, as PostgreSQL keeps it: a literal is of the type.
    pub fn default(&self, default: &mut Expr, data_type: &TypeName) {
        self.expression(default);
        *default = without_default_cast(default, data_type, self.names);
    }

    /// Qualifies a type that is reported elsewhere when it is not known.
    pub fn known_type(&self, data_type: &mut TypeName) {
        self.names.qualify_type(data_type);
    }

    /// Resolves the names in an expression.
    pub fn expression(&self, expression: &mut Expr) {
        *expression = expression.resolve(self.names);
    }

    /// Resolves the names in an SQL-standard body.
    pub fn body(&self, body: &mut Body) {
        *body = schemadiff_sql::resolve_body(body, self.names);
    }

    /// Writes the columns of an INSERT that names none.
    pub fn insert_columns(&self, body: &mut Body) {
        *body = schemadiff_sql::name_insert_columns(body, self.names);
    }

    /// Resolves the names in an expression that may be absent.
    pub fn optional(&self, expression: &mut Option<Expr>) {
        if let Some(expression) = expression {
            self.expression(expression);
        }
    }

    /// Resolves the names in a query and expands its stars.
    pub fn query(&self, query: &mut Query) {
        *query = query.resolve(self.names);
    }

    /// Takes off what is the default anyway, for the type of the sequence.
    ///
    /// Source: manual, "CREATE SEQUENCE"; `init_params` in `src/backend/commands/sequence.c`.
    pub fn sequence(&self, options: &mut SequenceOptions) {
        if let Some(owner) = &mut options.owned_by {
            self.relation(&mut owner.table);
        }
        let (lowest, highest) = match &options.data_type {
            Some(kind) if kind.is_builtin("int2") => (i64::from(i16::MIN), i64::from(i16::MAX)),
            Some(kind) if kind.is_builtin("int4") => (i64::from(i32::MIN), i64::from(i32::MAX)),
            _ => (i64::MIN, i64::MAX),
        };
        if options
            .data_type
            .as_ref()
            .is_some_and(|kind| kind.is_builtin("int8"))
        {
            options.data_type = None;
        }
        let ascending = options.increment.unwrap_or(1) > 0;
        let (min, max) = if ascending { (1, highest) } else { (lowest, -1) };
        options.min = options.min.filter(|value| *value != min);
        options.max = options.max.filter(|value| *value != max);
        let first = if ascending {
            options.min.unwrap_or(min)
        } else {
            options.max.unwrap_or(max)
        };
        options.start = options.start.filter(|value| *value != first);
        options.increment = options.increment.filter(|value| *value != 1);
        options.cache = options.cache.filter(|value| *value != 1);
    }

    /// Reports something about the object.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        let origin = self.origins.get(&self.about).cloned();
        self.diagnostics.push(if diagnostic.labels.is_empty() {
            diagnostic.at_known(origin.as_ref(), "")
        } else {
            diagnostic
        });
    }
}

/// A default without the cast that PostgreSQL puts around a literal: to the column's type, or to what its domain is over.
pub(crate) fn without_default_cast(default: &Expr, data_type: &TypeName, names: &Names) -> Expr {
    default
        .without_literal_cast(data_type)
        .without_literal_cast(&names.base_type(data_type))
}

/// Writes storage parameters as PostgreSQL keeps them: names in lower case, booleans as `true` and `false`.
pub(crate) fn parameters(parameters: &mut BTreeMap<String, String>) {
    *parameters = std::mem::take(parameters)
        .into_iter()
        .map(|(name, value)| {
            let value = match value.to_ascii_lowercase().as_str() {
                "on" | "true" | "yes" => "true".to_owned(),
                "off" | "false" | "no" => "false".to_owned(),
                _ => value,
            };
            (name.to_ascii_lowercase(), value)
        })
        .collect();
}
