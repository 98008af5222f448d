//! The rows: every value by itself, from the number of its row.

use super::eval::eval;
use super::rules::as_of;
use super::table::{Dimension, Grid, Part, Role, Source, Table};
use super::value::Value;

/// How often the values of a group are tried before they are taken as they are.
const TRIES: u64 = 300;

/// How often one that may lead nowhere does, in percent.
const NOWHERE: u64 = 10;

/// How often a value is one that a check names, once the natural ones did not do; in percent.
const TRIED_HINT: u64 = 35;

/// How often a value is NULL then, by turns: checks want all of several columns, or none of them.
const TRIED_NULL: [u64; 4] = [25, 3, 80, 50];

fn tried_null(salt: u64) -> u64 {
    TRIED_NULL[usize::try_from(salt % 4).unwrap_or_default()]
}

/// The tables with their rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows<'a>(pub(super) &'a [Table]);

/// The first of `children` rows whose parent is `parent`, of `parents`: children of a parent are beside each other.
fn first_child(parent: u64, children: u64, parents: u64) -> u64 {
    let first = (u128::from(parent) * u128::from(children)).div_ceil(u128::from(parents.max(1)));
    u64::try_from(first).unwrap_or(u64::MAX)
}

fn parent_of(child: u64, children: u64, parents: u64) -> u64 {
    let parent = u128::from(child) * u128::from(parents) / u128::from(children.max(1));
    u64::try_from(parent).unwrap_or(u64::MAX)
}

/// Where a row stands in a grid.
struct Place {
    digits: Vec<u64>,
    /// Whether all places are taken.
    exhausted: bool,
}

impl<'a> Rows<'a> {
    /// Writes a row as a line of `COPY`; nothing when no such row can be.
    pub(super) fn write(self, table: usize, row: u64, out: &mut String) -> bool {
        let of = &self.0[table];
        let full = |(number, grid): (usize, &Grid)| !grid.partial && self.place(table, row, number).exhausted;
        if !of.referenced && of.grids.iter().enumerate().any(full) {
            return false;
        }
        let groups: Vec<Vec<(usize, Value)>> = (0..of.groups.len())
            .map(|group| self.group(table, row, group))
            .collect();
        let mut first = true;
        for (index, column) in of.columns.iter().enumerate() {
            if matches!(column.source, Source::Left) {
                continue;
            }
            if !first {
                out.push('\t');
            }
            first = false;
            match column
                .group
                .and_then(|group| groups[group].iter().find(|(of, _)| *of == index))
            {
                Some((_, value)) => value.copy(out),
                None => self.attempt(table, row, index, 0).copy(out),
            }
        }
        out.push('\n');
        true
    }

    pub(super) fn cell(self, table: usize, row: u64, column: usize) -> Value {
        match self.0[table].columns[column].group {
            Some(group) => {
                let values = self.group(table, row, group);
                values
                    .into_iter()
                    .find(|(of, _)| *of == column)
                    .map_or(Value::Null, |(_, value)| value)
            }
            None => self.attempt(table, row, column, 0),
        }
    }

    /// The values of a group: the first ones for which its checks hold.
    fn group(self, table: usize, row: u64, group: usize) -> Vec<(usize, Value)> {
        let of = &self.0[table];
        let group = &of.groups[group];
        let mut first = None;
        for salt in 0..TRIES {
            let mut values: Vec<(usize, Value)> = group
                .columns
                .iter()
                .map(|column| (*column, self.attempt(table, row, *column, salt)))
                .collect();
            for (column, formula) in &group.derived {
                let Source::Made(maker, _) = &of.columns[*column].source else {
                    continue;
                };
                let computed = eval(formula, &|name| value_of(of, &values, name));
                let Some(computed) = computed else { continue };
                let computed = if computed == Value::Null {
                    Some(computed)
                } else {
                    as_of(&maker.kind, &computed)
                };
                if let (Some(computed), Some(value)) =
                    (computed, values.iter_mut().find(|(of, _)| of == column))
                {
                    value.1 = computed;
                }
            }
            let says = |formula| eval(formula, &|name| value_of(of, &values, name));
            let holds = group
                .checks
                .iter()
                .all(|check| says(check) != Some(Value::Flag(false)));
            let full = |grid: &Option<usize>| grid.is_none_or(|grid| self.place(table, row, grid).exhausted);
            let denied = group
                .denied
                .iter()
                .any(|(grid, predicate)| says(predicate) == Some(Value::Flag(true)) && full(grid));
            if holds && !denied {
                return values;
            }
            first.get_or_insert(values);
        }
        first.unwrap_or_default()
    }

    /// Whether the checks of a group hold in a row, as far as they can be computed.
    pub(super) fn holds(self, table: usize, row: u64, group: usize) -> bool {
        let of = &self.0[table];
        let values = self.group(table, row, group);
        let says = |check| eval(check, &|name| value_of(of, &values, name));
        of.groups[group]
            .checks
            .iter()
            .all(|check| says(check) != Some(Value::Flag(false)))
    }

    fn attempt(self, table: usize, row: u64, column: usize, salt: u64) -> Value {
        let of = &self.0[table];
        let made = &of.columns[column];
        match &made.source {
            Source::Nothing | Source::Left => Value::Null,
            Source::Linked { link, from } => match self.parent(table, row, *link, salt) {
                Some(parent) => self.referred(of.links[*link].parent, parent, *from),
                None => Value::Null,
            },
            Source::Made(maker, role) => {
                let mut dice = made.dice.at(row);
                match role {
                    Role::Ordinal => {
                        // Numbers go on after those in use, texts after as many rows as there are.
                        let later = row.saturating_add(of.standing.many);
                        let n = if maker.highest.is_some() { row } else { later };
                        maker.nth(n, of.rows, made.dice.at(later))
                    }
                    Role::Within => maker.nth(self.offset(table, row), of.rows, dice),
                    Role::Placed { grid, dimension } => {
                        let digit = self.place(table, row, *grid).digits.get(*dimension).copied();
                        maker.nth(digit.unwrap_or_default(), of.rows, dice)
                    }
                    Role::Slot(half) => maker.slot(row, *half),
                    Role::Free => {
                        dice = dice.at(salt);
                        let nulls = if salt == 0 {
                            maker.nulls()
                        } else {
                            tried_null(salt)
                        };
                        if !made.not_null && dice.chance(nulls) {
                            return Value::Null;
                        }
                        if salt > 0 && dice.chance(TRIED_HINT) {
                            let hint = dice.pick(&made.hints).cloned();
                            if let Some(hint) = hint.and_then(|hint| maker.hinted(&hint, dice)) {
                                return hint;
                            }
                        }
                        let anchor = of.dice.at(row);
                        match self.part(table, row, column) {
                            Some(Part::Between(low, high)) => match maker.natural(anchor, dice) {
                                Value::Scalar(_, form) => Value::Scalar(dice.between(*low, *high), form),
                                other => other,
                            },
                            Some(Part::OneOf(values)) => dice.pick(values).cloned().unwrap_or(Value::Null),
                            Some(Part::Prefix(prefix)) => match maker.natural(anchor, dice) {
                                Value::Text(text) => Value::Text(maker.cut(&format!("{prefix}{text}"))),
                                other => other,
                            },
                            None => maker.natural(anchor, dice),
                        }
                    }
                }
            }
        }
    }

    /// What the partition that a row goes to says of a column.
    fn part(self, table: usize, row: u64, column: usize) -> Option<&'a Part> {
        let of = &self.0[table];
        let chosen = of.dice.at(row).named("partition").pick(&of.boxes)?;
        chosen.iter().find(|(of, _)| *of == column).map(|(_, part)| part)
    }

    /// The place of a row among those of the same parent of the driving link.
    fn offset(self, table: usize, row: u64) -> u64 {
        let of = &self.0[table];
        let Some(driver) = of.driver else { return row };
        let parents = self.0[of.links[driver].parent].referable();
        let parent = parent_of(row, of.rows, parents);
        row - first_child(parent, of.rows, parents)
    }

    /// A value of a row that is referred to.
    fn referred(self, table: usize, row: u64, column: usize) -> Value {
        let of = &self.0[table];
        if of.rows > 0 {
            return self.cell(table, row, column);
        }
        let name = &of.columns[column].name;
        let at = of.standing.columns.iter().position(|known| known == name);
        let known = usize::try_from(row)
            .ok()
            .and_then(|row| of.standing.rows.get(row));
        match at.and_then(|at| known?.get(at)?.clone()) {
            Some(text) => Value::Text(text),
            None => Value::Null,
        }
    }

    /// The row that a link leads to.
    fn parent(self, table: usize, row: u64, link: usize, salt: u64) -> Option<u64> {
        let of = &self.0[table];
        let leads = &of.links[link];
        let parents = self.0[leads.parent].referable();
        if leads.dead || parents == 0 {
            return None;
        }
        let mut dice = leads.dice.at(row).at(salt);
        let may_be_null = !leads.nullable.is_empty();
        if let Some((grid, dimension)) = leads.placed {
            return self
                .place_within(table, row, grid, dimension + 1)
                .digits
                .get(dimension)
                .copied();
        }
        let nowhere = if salt == 0 { NOWHERE } else { tried_null(salt) };
        if may_be_null && dice.chance(nowhere) {
            return None;
        }
        if of.driver == Some(link) {
            return Some(parent_of(row, of.rows, parents));
        }
        let (low, high) = self.kin(table, row, link, salt).unwrap_or((0, parents));
        if leads.parent == table {
            // An earlier row, so that trees have roots and no circles.
            let (low, high) = (low.min(row), high.min(row));
            return match high - low {
                0 => (!may_be_null).then_some(row),
                many => Some(low + dice.below(many)),
            };
        }
        match high.saturating_sub(low) {
            0 if may_be_null => None,
            0 => Some(dice.below(parents)),
            many => Some(low + dice.below(many)),
        }
    }

    /// The rows that a link may lead to so that what it shares with other links of the row is the same by either way: of the
    /// users those of the row's own tenant.
    fn kin(self, table: usize, row: u64, link: usize, salt: u64) -> Option<(u64, u64)> {
        let of = &self.0[table];
        let leads = &of.links[link];
        for (here, there) in &leads.pairs {
            // Where the value comes from, step by step.
            let mut ours = Vec::new();
            let mut at = (table, row, *here);
            while let Source::Linked { link: through, from } = self.0[at.0].columns[at.2].source {
                // Columns belong to the first link that has them, so that what is asked for leads to earlier ones only.
                if (at.0 == table && through >= link) || ours.len() > self.0.len() {
                    break;
                }
                let salt = if at.0 == table { salt } else { 0 };
                let Some(parent) = self.parent(at.0, at.1, through, salt) else {
                    break;
                };
                at = (self.0[at.0].links[through].parent, parent, from);
                ours.push(at);
            }
            // The same of the table that is referred to, as far as children of one parent are beside each other.
            let mut path = vec![leads.parent];
            let mut theirs = (leads.parent, *there);
            loop {
                if let Some((_, ancestor, _)) =
                    ours.iter().find(|(table, _, column)| (*table, *column) == theirs)
                {
                    return Some(self.descendants(&path, *ancestor));
                }
                let next = &self.0[theirs.0];
                let Source::Linked { link: through, from } = next.columns[theirs.1].source else {
                    break;
                };
                if next.driver != Some(through) || next.rows == 0 || path.len() > self.0.len() {
                    break;
                }
                theirs = (next.links[through].parent, from);
                path.push(theirs.0);
            }
        }
        None
    }

    /// The rows of the first table of `path` that descend from a row of its last one.
    fn descendants(self, path: &[usize], ancestor: u64) -> (u64, u64) {
        let mut range = (ancestor, ancestor + 1);
        for pair in path.windows(2).rev() {
            let (children, parents) = (self.0[pair[0]].rows, self.0[pair[1]].referable());
            range = (
                first_child(range.0, children, parents),
                first_child(range.1, children, parents),
            );
        }
        range
    }

    fn place(self, table: usize, row: u64, grid: usize) -> Place {
        self.place_within(table, row, grid, usize::MAX)
    }

    /// The place in the first dimensions: those of later ones may follow from them.
    fn place_within(self, table: usize, row: u64, grid: usize, dimensions: usize) -> Place {
        let of = &self.0[table];
        let grid = &of.grids[grid];
        let mut left = if grid.driven { self.offset(table, row) } else { row };
        let block = row - left;
        let mut digits = Vec::with_capacity(grid.dimensions.len());
        for (number, dimension) in grid.dimensions.iter().take(dimensions).enumerate() {
            let (low, high) = match *dimension {
                Dimension::Link(link) => {
                    let all = self.0[of.links[link].parent].referable();
                    self.kin(table, row, link, 0)
                        .filter(|(low, high)| low < high)
                        .unwrap_or((0, all))
                }
                Dimension::Column(column) => match &of.columns[column].source {
                    Source::Made(maker, _) => (0, maker.many()),
                    _ => (0, 1),
                },
            };
            let size = high.saturating_sub(low).max(1);
            let shift = if grid.driven {
                of.dice.at(block).at(number as u64).below(size)
            } else {
                0
            };
            digits.push(low + (left % size + shift) % size);
            left /= size;
        }
        Place {
            digits,
            exhausted: left > 0,
        }
    }
}

/// A column's value among those of its group.
fn value_of(table: &Table, values: &[(usize, Value)], name: &str) -> Option<Value> {
    let found = values
        .iter()
        .find(|(column, _)| table.columns[*column].name == name)?;
    match table.columns[found.0].source {
        Source::Left => None,
        _ => Some(found.1.clone()),
    }
}
