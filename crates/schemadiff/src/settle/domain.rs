//! Doubts about domains and ranges: asked through one to throw away.

use schemadiff_sql::Expr;
use schemadiff_sql::syntax::{CreateCollation, ObjectName, TypeName};

use super::Questions;
use crate::canon::without_default_cast;
use crate::catalog::{Kind, ObjectRef};
use crate::kinds::collation::create_collation;

/// The domain that is made to see how a server prints what it is given.
const DOMAIN: &str = "pg_temp.schemadiff_domain";

impl Questions<'_> {
    /// Settles whether a wanted check, about `VALUE` of a type with a collation, means what is there.
    pub(crate) fn domain_check(
        &mut self,
        about: &ObjectRef,
        (data_type, collation): (&TypeName, Option<&ObjectName>),
        old: &Expr,
        new: &mut Expr,
    ) {
        if old == new {
            return;
        }
        let collation = collation.map_or_else(String::new, |collation| format!(" COLLATE {collation}"));
        let make = format!(
            "CREATE DOMAIN {DOMAIN} AS {data_type}{collation} CHECK ({})",
            new.sql()
        );
        let ask = format!(
            "SELECT pg_get_expr(conbin, 0) FROM pg_constraint WHERE contypid = '{DOMAIN}'::regtype AND contype = 'c'"
        );
        let question = self.tables.question(about, vec![make], ask);
        let names = &self.tables.names;
        self.put(question, |text| match Expr::parse(text) {
            Ok(answer) if answer.resolve(names) == *old => *new = old.clone(),
            Ok(_) | Err(_) => {}
        });
    }

    /// Settles whether the locale of a wanted collation is another spelling of the one that is there.
    pub(crate) fn locale(&mut self, old: &CreateCollation, new: &mut CreateCollation) {
        let respelled = CreateCollation {
            collate: old.collate.clone(),
            ctype: old.ctype.clone(),
            ..new.clone()
        };
        if old == new || *old != respelled {
            return;
        }
        let scratch = ObjectName::qualified("pg_temp", "schemadiff_collation");
        let make = create_collation(&scratch, new);
        let ask = "SELECT coalesce(to_jsonb(o) ->> 'colllocale', to_jsonb(o) ->> 'colliculocale', o.collcollate) \
                   FROM pg_collation o WHERE o.collname = 'schemadiff_collation' AND o.collnamespace = pg_my_temp_schema()";
        let about = ObjectRef::named(Kind::Collation, &new.name);
        let question = self.tables.question(&about, vec![make], ask.to_owned());
        self.put(question, |text| {
            if text == old.collate && old.collate == old.ctype {
                new.collate.clone_from(&old.collate);
                new.ctype.clone_from(&old.ctype);
            }
        });
    }

    /// Settles whether an operator class that is written for the subtype of a range is the default one.
    pub(crate) fn default_class(
        &mut self,
        about: &ObjectRef,
        subtype: &TypeName,
        class: &mut Option<ObjectName>,
    ) {
        let Some(name) = class.clone() else { return };
        let range = "pg_temp.schemadiff_range";
        let make = format!("CREATE TYPE {range} AS RANGE (SUBTYPE = {subtype}, SUBTYPE_OPCLASS = {name})");
        let ask = format!(
            "SELECT opcdefault::text FROM pg_opclass WHERE oid = \
             (SELECT rngsubopc FROM pg_range WHERE rngtypid = '{range}'::regtype)"
        );
        let question = self.tables.question(about, vec![make], ask);
        self.put(question, |text| {
            if text == "true" {
                *class = None;
            }
        });
    }

    /// Settles whether the wanted default of a domain over a type means what is there.
    pub(crate) fn domain_default(
        &mut self,
        about: &ObjectRef,
        data_type: &TypeName,
        old: &Expr,
        new: &mut Expr,
    ) {
        if old == new {
            return;
        }
        let make = format!("CREATE DOMAIN {DOMAIN} AS {data_type} DEFAULT {}", new.sql());
        let ask =
            format!("SELECT pg_get_expr(typdefaultbin, 0) FROM pg_type WHERE oid = '{DOMAIN}'::regtype");
        let question = self.tables.question(about, vec![make], ask);
        let names = &self.tables.names;
        self.put(question, |text| match Expr::parse(text) {
            Ok(answer) if without_default_cast(&answer.resolve(names), data_type, names) == *old => {
                *new = old.clone();
            }
            Ok(_) | Err(_) => {}
        });
    }
}
