//! Tables as they are filled: what each column's value comes from.

use schemadiff_sql::Formula;
use schemadiff_sql::syntax::ObjectName;

use super::dice::Dice;
use super::make::Maker;
use super::value::Value;

/// A table, and how its rows are made.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) name: ObjectName,
    /// How many rows are made.
    pub(super) rows: u64,
    /// Rows that are there already and may be referenced, by the columns that are.
    pub(super) standing: Standing,
    pub(super) columns: Vec<Column>,
    pub(super) links: Vec<Link>,
    /// The link whose parents have their children beside each other.
    pub(super) driver: Option<usize>,
    pub(super) groups: Vec<Group>,
    pub(super) grids: Vec<Grid>,
    /// The partitions that rows are spread over, by what they say of columns.
    pub(super) boxes: Vec<Vec<(usize, Part)>>,
    /// Whether another row refers to one of its rows.
    pub(super) referenced: bool,
    pub(super) dice: Dice,
}

/// Rows that were there before.
#[derive(Clone, Debug, Default)]
pub(super) struct Standing {
    /// How many there are, those that nobody refers to included.
    pub(super) many: u64,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<Option<String>>>,
}

/// A column.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) source: Source,
    pub(super) not_null: bool,
    /// The group whose checks speak of it.
    pub(super) group: Option<usize>,
    /// Values that checks compare it with.
    pub(super) hints: Vec<Value>,
    pub(super) dice: Dice,
}

/// Where a column's value comes from.
#[derive(Debug)]
pub(super) enum Source {
    Made(Box<Maker>, Role),
    /// The column `from` of the row that a link leads to.
    Linked {
        link: usize,
        from: usize,
    },
    /// Always NULL.
    Nothing,
    /// The server's own: generated, or a default of a type that is not known.
    Left,
}

/// What has to be true of a column's values beside its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Free,
    /// Another value in each row.
    Ordinal,
    /// Another value in each row of the same parent of the driving link.
    Within,
    /// A place in a grid.
    Placed {
        grid: usize,
        dimension: usize,
    },
    /// The beginning (0) or end (1) of a stretch that meets no other.
    Slot(u64),
}

/// A reference to rows of another table, or of the same.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) parent: usize,
    /// Columns here and there. Those that follow from the reference without being part of it are among them.
    pub(super) pairs: Vec<(usize, usize)>,
    /// The columns that are NULL when it leads nowhere; none when it has to lead somewhere.
    pub(super) nullable: Vec<usize>,
    /// Whether it always leads nowhere: its table is filled later, or has no rows.
    pub(super) dead: bool,
    /// The group whose checks speak of its columns.
    pub(super) group: Option<usize>,
    /// Its place in a grid, when keys consist of references.
    pub(super) placed: Option<(usize, usize)>,
    pub(super) dice: Dice,
}

/// Columns that checks connect: their values are tried until the checks hold.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) columns: Vec<usize>,
    pub(super) checks: Vec<Formula>,
    /// Columns that follow from others.
    pub(super) derived: Vec<(usize, Formula)>,
    /// What must not be true of a row that has no place left in a grid, or of any.
    pub(super) denied: Vec<Denied>,
}

/// A predicate, and the grid that has to have a place left where it is true; without one it must never be.
pub(super) type Denied = (Option<usize>, Formula);

/// A key none of whose columns has enough values by itself: its rows are counted off over all of them.
#[derive(Debug)]
pub(super) struct Grid {
    /// Whether the rows of each parent of the driving link are counted by themselves.
    pub(super) driven: bool,
    pub(super) dimensions: Vec<Dimension>,
    /// Whether it holds for some rows only.
    pub(super) partial: bool,
}

/// One side of a grid.
#[derive(Clone, Copy, Debug)]
pub(super) enum Dimension {
    Link(usize),
    Column(usize),
}

/// What a partition says of a column.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// From and to, both included, in units of its form.
    Between(i64, i64),
    OneOf(Vec<Value>),
    /// Texts that begin so.
    Prefix(String),
}

impl Table {
    /// A column by its name.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// How many rows there are to refer to.
    pub(super) fn referable(&self) -> u64 {
        if self.rows > 0 {
            self.rows
        } else {
            self.standing.rows.len() as u64
        }
    }
}
