//! The recipe of objects that one statement creates, one drops and one comments on.

use super::{Operation, Operations, comment};
use crate::catalog::ObjectRef;
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::ObjectKind;
use crate::plan::PermissionKind;

/// What the recipe has to know of an object.
pub(crate) struct Plain {
    /// What it is.
    pub(crate) object: ObjectRef,
    /// What `DROP` and `COMMENT ON` call it: `SERVER southern`.
    pub(crate) subject: String,
    /// The statement that creates it.
    pub(crate) create: String,
    /// What it needs.
    pub(crate) needs: Vec<ObjectRef>,
    /// Its comment.
    pub(crate) comment: Option<String>,
    /// Its `CREATE`.
    pub(crate) create_code: OpCode,
    /// Its `DROP`.
    pub(crate) drop_code: OpCode,
    /// What has to be allowed before it is dropped.
    pub(crate) permission: PermissionKind,
}

/// A kind of such objects.
pub(crate) trait PlainKind: ObjectKind {
    /// What the recipe has to know of it.
    fn plain(&self) -> Plain;
    /// The operations that alter it in place.
    fn alter(old: &Self, new: &Self, changes: &[Self::Change]) -> Vec<Operation>;
}

impl Plain {
    /// Creates it, with its comment.
    pub(crate) fn created(&self, reason: &str) -> Vec<Operation> {
        let create = Operation::new(self.create_code, self.object.clone(), self.create.clone())
            .needs(self.needs.clone())
            .creates(self.object.clone())
            .because(reason)
            .undo(format!("DROP {}", self.subject));
        let comment = self.comment.as_ref().map(|_| self.commented());
        std::iter::once(create).chain(comment).collect()
    }

    /// Drops it.
    pub(crate) fn dropped(&self) -> Operation {
        let sql = format!("DROP {}", self.subject);
        Operation::new(self.drop_code, self.object.clone(), sql)
            .drops(self.object.clone())
            .releases(self.needs.clone())
            .undo(self.create.clone())
    }

    /// Sets its comment, or takes it away.
    pub(crate) fn commented(&self) -> Operation {
        comment(
            OpCode::Comment,
            self.object.clone(),
            &self.subject,
            self.comment.as_deref(),
        )
    }
}

/// The operations of such a kind.
pub(crate) fn lower_plain<K: PlainKind>(delta: &Delta<K>, out: &mut Operations) {
    match delta {
        Delta::Create(new) => {
            let reason = format!("new {}", K::KIND.words());
            out.recipe(new.plain().created(&reason));
        }
        Delta::Drop(old) => {
            let plain = old.plain();
            let drop = plain.dropped().permission(plain.permission);
            out.add(drop.because("no longer in the model"));
        }
        Delta::Replace { old, new, because } => {
            let drop = old
                .plain()
                .dropped()
                .because(format!("created anew below: {because}"));
            out.atomic(std::iter::once(drop).chain(new.plain().created("created anew")));
        }
        Delta::Alter {
            old, new, changes, ..
        } => out.recipe(K::alter(old, new, changes)),
    }
}
