//! Aggregates, casts and operators.

use super::{Argument, ArgumentMode, ObjectName, Parallel, TypeName};

/// `CREATE AGGREGATE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateAggregate {
    /// Its name.
    pub name: ObjectName,
    /// Its arguments; of an ordered-set aggregate the direct ones, then those that are ordered by.
    pub arguments: Vec<Argument>,
    /// How many arguments are direct; absent for what is no ordered-set aggregate.
    pub direct: Option<usize>,
    /// `HYPOTHETICAL`.
    pub hypothetical: bool,
    /// `SFUNC`, `STYPE` and what goes with them.
    pub state: AggregateState,
    /// `COMBINEFUNC`.
    pub combine: Option<ObjectName>,
    /// `SERIALFUNC`.
    pub serial: Option<ObjectName>,
    /// `DESERIALFUNC`.
    pub deserial: Option<ObjectName>,
    /// `MSFUNC`, `MSTYPE` and what goes with them, with `MINVFUNC`.
    pub moving: Option<(AggregateState, ObjectName)>,
    /// `SORTOP`.
    pub sort_operator: Option<ObjectName>,
    /// `PARALLEL`.
    pub parallel: Parallel,
}

impl CreateAggregate {
    /// The types that, with the name, identify the aggregate.
    pub fn signature(&self) -> Vec<TypeName> {
        self.arguments
            .iter()
            .map(|argument| argument.data_type.clone())
            .collect()
    }

    /// Every function that it names, to change.
    pub fn functions_mut(&mut self) -> Vec<&mut ObjectName> {
        let mut functions = Vec::new();
        functions.push(&mut self.state.function);
        functions.extend(&mut self.state.finish);
        functions.extend(&mut self.combine);
        functions.extend(&mut self.serial);
        functions.extend(&mut self.deserial);
        if let Some((moving, inverse)) = &mut self.moving {
            functions.push(&mut moving.function);
            functions.extend(&mut moving.finish);
            functions.push(inverse);
        }
        functions
    }

    /// Every function that it names.
    pub fn functions(&self) -> Vec<&ObjectName> {
        let mut functions = vec![&self.state.function];
        functions.extend(&self.state.finish);
        functions.extend(&self.combine);
        functions.extend(&self.serial);
        functions.extend(&self.deserial);
        if let Some((moving, inverse)) = &self.moving {
            functions.push(&moving.function);
            functions.extend(&moving.finish);
            functions.push(inverse);
        }
        functions
    }

    /// Whether an ordered-set aggregate has its variadic argument on both sides of `ORDER BY`, where the catalog keeps it
    /// once.
    pub fn repeats_variadic(&self) -> bool {
        self.direct == Some(self.arguments.len())
            && self
                .arguments
                .last()
                .is_some_and(|argument| argument.mode == ArgumentMode::Variadic)
    }
}

/// What an aggregate keeps while it goes over the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AggregateState {
    /// `SFUNC` or `MSFUNC`.
    pub function: ObjectName,
    /// `STYPE` or `MSTYPE`.
    pub data_type: TypeName,
    /// `SSPACE` or `MSSPACE`.
    pub space: Option<i64>,
    /// `FINALFUNC` or `MFINALFUNC`.
    pub finish: Option<ObjectName>,
    /// `FINALFUNC_EXTRA` or `MFINALFUNC_EXTRA`.
    pub finish_extra: bool,
    /// `FINALFUNC_MODIFY` or `MFINALFUNC_MODIFY`, when it is not the default.
    pub finish_modify: Option<FinishModify>,
    /// `INITCOND` or `MINITCOND`.
    pub initial: Option<String>,
}

/// What a final function does to the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FinishModify {
    /// `READ_ONLY`, the default but for ordered-set aggregates.
    ReadOnly,
    /// `SHAREABLE`.
    Shareable,
    /// `READ_WRITE`, the default for ordered-set aggregates.
    ReadWrite,
}

impl FinishModify {
    /// The SQL word.
    pub fn word(self) -> &'static str {
        match self {
            Self::ReadOnly => "READ_ONLY",
            Self::Shareable => "SHAREABLE",
            Self::ReadWrite => "READ_WRITE",
        }
    }

    /// What goes without saying.
    pub fn default_of(aggregate: &CreateAggregate) -> Self {
        if aggregate.direct.is_some() {
            Self::ReadWrite
        } else {
            Self::ReadOnly
        }
    }
}

/// `CREATE CAST`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateCast {
    /// The type that is cast.
    pub source: TypeName,
    /// The type that it is cast to.
    pub target: TypeName,
    /// How.
    pub method: CastMethod,
    /// When.
    pub context: CastContext,
}

/// `castmethod`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CastMethod {
    /// `WITH FUNCTION`.
    Function(ObjectName, Vec<TypeName>),
    /// `WITH INOUT`.
    InOut,
    /// `WITHOUT FUNCTION`.
    Binary,
}

/// `castcontext`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CastContext {
    /// Where a cast is written.
    #[default]
    Explicit,
    /// `AS ASSIGNMENT`.
    Assignment,
    /// `AS IMPLICIT`.
    Implicit,
}

/// `CREATE OPERATOR`. Names of operators have the symbol as their name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateOperator {
    /// Its name.
    pub name: ObjectName,
    /// `LEFTARG`; absent for a prefix operator.
    pub left: Option<TypeName>,
    /// `RIGHTARG`.
    pub right: TypeName,
    /// `FUNCTION`.
    pub function: ObjectName,
    /// `COMMUTATOR`.
    pub commutator: Option<ObjectName>,
    /// `NEGATOR`.
    pub negator: Option<ObjectName>,
    /// `RESTRICT`.
    pub restrict: Option<ObjectName>,
    /// `JOIN`.
    pub join: Option<ObjectName>,
    /// `HASHES`.
    pub hashes: bool,
    /// `MERGES`.
    pub merges: bool,
}
