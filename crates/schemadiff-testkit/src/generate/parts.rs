//! The parts of a blueprint.

/// A number that chooses: taken modulo what there is to choose from.
pub(super) type Word = u16;

/// One of the two schemas of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What is there.
    Old,
    /// What is wanted.
    New,
}

/// On which sides something is, and whether it is the same on both.
#[derive(Clone, Copy, Debug)]
pub(super) struct On<T> {
    pub(super) old: Option<T>,
    pub(super) new: Option<T>,
}

impl<T: Copy> On<T> {
    pub(super) fn get(&self, side: Side) -> Option<T> {
        match side {
            Side::Old => self.old,
            Side::New => self.new,
        }
    }
}

/// Something that differs between the sides at most in its value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Both<T> {
    pub(super) old: T,
    pub(super) new: T,
}

impl<T: Copy> Both<T> {
    pub(super) fn get(&self, side: Side) -> T {
        match side {
            Side::Old => self.old,
            Side::New => self.new,
        }
    }
}

/// An enum. The new side may have more values.
#[derive(Clone, Debug)]
pub(super) struct EnumPart {
    pub(super) name: Word,
    /// How many values it has.
    pub(super) values: Both<Word>,
    /// Where the additional ones are put.
    pub(super) at: Word,
    pub(super) on: On<()>,
}

/// A column beside the key.
#[derive(Clone, Copy, Debug)]
pub(super) struct ColumnPart {
    pub(super) name: Word,
    pub(super) on: On<ColumnShape>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct ColumnShape {
    pub(super) data_type: Word,
    pub(super) not_null: bool,
    pub(super) default: Word,
    pub(super) comment: Word,
    /// Computed from the key in the last of the choices.
    pub(super) generated: Word,
}

/// Something over columns of a table: a check, a unique constraint, an index, a policy, a trigger.
#[derive(Clone, Copy, Debug)]
pub(super) struct OverColumns {
    pub(super) name: Word,
    pub(super) on: On<OverShape>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct OverShape {
    pub(super) columns: [Word; 2],
    pub(super) variant: Word,
    pub(super) extra: Word,
    pub(super) comment: Word,
}

/// A table.
#[derive(Clone, Debug)]
pub(super) struct TablePart {
    pub(super) name: Word,
    pub(super) schema: Word,
    pub(super) on: On<()>,
    pub(super) key: Word,
    /// Partitioned by its key in the last of the choices.
    pub(super) partitioned: Word,
    pub(super) comment: Both<Word>,
    pub(super) columns: Vec<ColumnPart>,
    pub(super) checks: Vec<OverColumns>,
    pub(super) uniques: Vec<OverColumns>,
    pub(super) indexes: Vec<OverColumns>,
    pub(super) references: Vec<OverColumns>,
    pub(super) triggers: Vec<OverColumns>,
    pub(super) policies: Vec<OverColumns>,
}

/// A view, materialized or not.
#[derive(Clone, Copy, Debug)]
pub(super) struct ViewPart {
    pub(super) name: Word,
    pub(super) schema: Word,
    /// Materialized in the last of the choices.
    pub(super) materialized: Word,
    pub(super) on: On<ViewShape>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct ViewShape {
    pub(super) source: Word,
    pub(super) columns: [Word; 3],
    pub(super) expression: Word,
    pub(super) condition: Word,
    pub(super) function: Word,
    pub(super) comment: Word,
}

/// A function.
#[derive(Clone, Copy, Debug)]
pub(super) struct FunctionPart {
    pub(super) name: Word,
    pub(super) schema: Word,
    pub(super) on: On<FunctionShape>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct FunctionShape {
    pub(super) variant: Word,
    pub(super) table: Word,
    pub(super) body: Word,
    pub(super) volatility: Word,
    pub(super) comment: Word,
}

/// A sequence.
#[derive(Clone, Copy, Debug)]
pub(super) struct SequencePart {
    pub(super) name: Word,
    pub(super) schema: Word,
    pub(super) on: On<Word>,
}

/// Something of another kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct ExtraPart {
    pub(super) name: Word,
    pub(super) schema: Word,
    /// Which kind.
    pub(super) sort: Word,
    pub(super) on: On<OverShape>,
}
