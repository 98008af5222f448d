//! Permission for what loses data: asked for narrowly, given on the command line or in the model.

use std::fmt;

use crate::catalog::ObjectRef;

/// What kind of thing needs permission; the word before the colon of `--allow drop_column:public.users.legacy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it: each is the SQL it permits")]
pub enum PermissionKind {
    DropTable,
    DropColumn,
    DropView,
    DropMaterializedView,
    DropFunction,
    DropSequence,
    DropEnum,
    DropDomain,
    DropAggregate,
    DropCast,
    DropOperator,
    DropOperatorClass,
    DropOperatorFamily,
    DropCollation,
    DropCompositeType,
    DropRangeType,
    DropAttribute,
    DropEnumValue,
    DropSchema,
    DropExtension,
    DropConstraint,
    DropIndex,
    DropStatistics,
    DropTrigger,
    DropPolicy,
    DropRule,
    DropEventTrigger,
    DropPublication,
    Unpublish,
    DropTextSearch,
    DropForeignDataWrapper,
    DropServer,
    DropUserMapping,
    DropSubscription,
    DropConversion,
    DropLanguage,
    DropAccessMethod,
    DropTransform,
    DisableRowSecurity,
    Grant,
    Revoke,
    ChangeOwner,
    AlterRole,
    DropRole,
    ChangeType,
    DeleteRows,
    Rewrite,
    Block,
}

impl PermissionKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::DropTable,
        Self::DropColumn,
        Self::DropView,
        Self::DropMaterializedView,
        Self::DropFunction,
        Self::DropSequence,
        Self::DropEnum,
        Self::DropDomain,
        Self::DropAggregate,
        Self::DropCast,
        Self::DropOperator,
        Self::DropOperatorClass,
        Self::DropOperatorFamily,
        Self::DropCollation,
        Self::DropCompositeType,
        Self::DropRangeType,
        Self::DropAttribute,
        Self::DropEnumValue,
        Self::DropSchema,
        Self::DropExtension,
        Self::DropConstraint,
        Self::DropIndex,
        Self::DropStatistics,
        Self::DropTrigger,
        Self::DropPolicy,
        Self::DropRule,
        Self::DropEventTrigger,
        Self::DropPublication,
        Self::Unpublish,
        Self::DropTextSearch,
        Self::DropForeignDataWrapper,
        Self::DropServer,
        Self::DropUserMapping,
        Self::DropSubscription,
        Self::DropConversion,
        Self::DropLanguage,
        Self::DropAccessMethod,
        Self::DropTransform,
        Self::DisableRowSecurity,
        Self::Grant,
        Self::Revoke,
        Self::ChangeOwner,
        Self::AlterRole,
        Self::DropRole,
        Self::ChangeType,
        Self::DeleteRows,
        Self::Rewrite,
        Self::Block,
    ];

    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            Self::DropTable => "drop_table",
            Self::DropColumn => "drop_column",
            Self::DropView => "drop_view",
            Self::DropMaterializedView => "drop_materialized_view",
            Self::DropFunction => "drop_function",
            Self::DropSequence => "drop_sequence",
            Self::DropEnum => "drop_enum",
            Self::DropDomain => "drop_domain",
            Self::DropAggregate => "drop_aggregate",
            Self::DropCast => "drop_cast",
            Self::DropOperator => "drop_operator",
            Self::DropOperatorClass => "drop_operator_class",
            Self::DropOperatorFamily => "drop_operator_family",
            Self::DropCollation => "drop_collation",
            Self::DropCompositeType => "drop_composite_type",
            Self::DropRangeType => "drop_range_type",
            Self::DropAttribute => "drop_attribute",
            Self::DropEnumValue => "drop_enum_value",
            Self::DropSchema => "drop_schema",
            Self::DropExtension => "drop_extension",
            Self::DropConstraint => "drop_constraint",
            Self::DropIndex => "drop_index",
            Self::DropStatistics => "drop_statistics",
            Self::DropTrigger => "drop_trigger",
            Self::DropPolicy => "drop_policy",
            Self::DropRule => "drop_rule",
            Self::DropEventTrigger => "drop_event_trigger",
            Self::DropPublication => "drop_publication",
            Self::Unpublish => "unpublish",
            Self::DropTextSearch => "drop_text_search",
            Self::DropForeignDataWrapper => "drop_foreign_data_wrapper",
            Self::DropServer => "drop_server",
            Self::DropUserMapping => "drop_user_mapping",
            Self::DropSubscription => "drop_subscription",
            Self::DropConversion => "drop_conversion",
            Self::DropLanguage => "drop_language",
            Self::DropAccessMethod => "drop_access_method",
            Self::DropTransform => "drop_transform",
            Self::DisableRowSecurity => "disable_row_security",
            Self::Grant => "grant",
            Self::Revoke => "revoke",
            Self::ChangeOwner => "change_owner",
            Self::AlterRole => "alter_role",
            Self::DropRole => "drop_role",
            Self::ChangeType => "change_type",
            Self::DeleteRows => "delete_rows",
            Self::Rewrite => "rewrite",
            Self::Block => "block",
        }
    }
}

/// A permission that a statement needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permission {
    /// The kind.
    pub kind: PermissionKind,
    /// The object, as [`ObjectRef::path`] writes it.
    pub object: String,
    /// Whether it was given.
    pub given: bool,
}

/// Writes what to say after `--allow`.
impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.word(), self.object)
    }
}

/// The permissions that were given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allow {
    all: bool,
    kinds: Vec<PermissionKind>,
    objects: Vec<(PermissionKind, String)>,
}

impl Allow {
    /// Everything.
    pub fn all() -> Self {
        Self {
            all: true,
            ..Self::default()
        }
    }

    /// Adds one permission as written: `all`, `drop_column`, `drop_column:public.users.legacy`.
    ///
    /// # Errors
    /// When the kind is unknown; the message names the known ones.
    pub fn add(&mut self, text: &str) -> Result<(), String> {
        if text == "all" {
            self.all = true;
            return Ok(());
        }
        let (word, object) = text
            .split_once(':')
            .map_or((text, None), |(word, object)| (word, Some(object)));
        let kind = PermissionKind::ALL
            .iter()
            .copied()
            .find(|kind| kind.word() == word)
            .ok_or_else(|| {
                let known: Vec<_> = PermissionKind::ALL.iter().map(|kind| kind.word()).collect();
                format!(
                    "unknown permission `{word}`; known are `all`, {}",
                    known.join(", ")
                )
            })?;
        match object {
            Some(object) => self.objects.push((kind, object.to_owned())),
            None => self.kinds.push(kind),
        }
        Ok(())
    }

    /// Whether `kind` on `object` is permitted. An object may be written without the schema `public`.
    pub fn permits(&self, kind: PermissionKind, object: &ObjectRef) -> bool {
        let path = object.path();
        let short = path.strip_prefix("public.");
        self.all
            || self.kinds.contains(&kind)
            || self
                .objects
                .iter()
                .any(|(allowed, name)| *allowed == kind && (*name == path || Some(name.as_str()) == short))
    }
}
