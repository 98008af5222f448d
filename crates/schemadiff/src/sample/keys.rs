//! Keys: which column tells rows apart, or which several do together.

use super::build::{Building, Built};
use super::draft::{Element, Key};
use super::kind::Kind;
use super::table::{Denied, Dimension, Grid, Link, Part, Role, Source, Table};
use super::value::Form;

impl Building<'_> {
    /// Sees to it that no two rows are alike in a key.
    pub(super) fn keep(&mut self, table: &mut Table, key: &Key, denied: &mut Vec<Denied>) {
        let parents = self.parents(table);
        if key.overlaps {
            let mut apart = false;
            for element in &key.elements {
                match element {
                    Element::Stretch(from, to) => {
                        set_role(table, *from, Role::Slot(0));
                        set_role(table, *to, Role::Slot(1));
                        apart = true;
                    }
                    Element::Column(column) | Element::Folded(column) => {
                        if is_made(table, *column, |kind| matches!(kind, Kind::Range { .. })) {
                            set_role(table, *column, Role::Ordinal);
                            apart = true;
                        }
                    }
                    Element::Other => {}
                }
            }
            if apart {
                return;
            }
            if let Some(predicate) = &key.predicate {
                return denied.push((None, predicate.clone()));
            }
        }
        let columns: Vec<usize> = key
            .elements
            .iter()
            .filter_map(|element| match element {
                Element::Column(column) | Element::Folded(column) => Some(*column),
                Element::Stretch(..) | Element::Other => None,
            })
            .collect();
        let role = |table: &Table, column: usize| match &table.columns[column].source {
            Source::Made(_, role) => Some(*role),
            _ => None,
        };
        let driven = table.driver.filter(|driver| {
            let link = &table.links[*driver];
            columns.iter().any(|column| matches!(table.columns[*column].source, Source::Linked { link, from }
                if link == *driver && table.links[link].pairs.contains(&(*column, from)) && is_identity(self.built, &table.links[link], from)))
                && !link.dead
        });
        let settled = |column: &usize| match role(table, *column) {
            Some(Role::Ordinal | Role::Slot(_)) => true,
            Some(Role::Within) => driven.is_some(),
            _ => false,
        };
        if columns.iter().any(settled) {
            return;
        }
        let block = table.rows.div_ceil(parents.max(1));
        let mut free: Vec<(u8, usize, u64)> = columns
            .iter()
            .filter_map(|column| match &table.columns[*column].source {
                Source::Made(maker, Role::Free) => {
                    let rank = match &maker.kind {
                        Kind::Uuid => 0,
                        Kind::Scalar { form: Form::Int, .. } => 1,
                        Kind::Text { .. } => 2,
                        Kind::Scalar { .. } => 4,
                        _ => 3,
                    };
                    let boxed = table
                        .boxes
                        .iter()
                        .flatten()
                        .any(|(of, part)| of == column && !matches!(part, Part::Between(..)));
                    let many = if boxed { 0 } else { maker.many() };
                    Some((rank, *column, many))
                }
                _ => None,
            })
            .collect();
        free.sort_unstable();
        if driven.is_some()
            && let Some((_, column, _)) = free.iter().find(|(rank, _, many)| *rank == 1 && *many >= block)
        {
            return set_role(table, *column, Role::Within);
        }
        let wanted = table.rows.saturating_add(table.standing.many);
        if let Some((_, column, _)) = free.iter().find(|(_, _, many)| *many >= wanted) {
            return set_role(table, *column, Role::Ordinal);
        }
        if driven.is_some()
            && let Some((_, column, _)) = free.iter().find(|(_, _, many)| *many >= block)
        {
            return set_role(table, *column, Role::Within);
        }
        self.grid(table, key, &columns, driven, denied);
    }

    /// Counts rows off over all columns of a key.
    fn grid(
        &mut self,
        table: &mut Table,
        key: &Key,
        columns: &[usize],
        driven: Option<usize>,
        denied: &mut Vec<Denied>,
    ) {
        let mut dimensions: Vec<(usize, Dimension, u64)> = Vec::new();
        for column in columns {
            let found = match &table.columns[*column].source {
                Source::Linked { link, .. } if Some(*link) == driven => continue,
                Source::Linked { link, .. } => {
                    let parent = table.links[*link].parent;
                    if table.links[*link].placed.is_some() || parent == self.at {
                        continue;
                    }
                    let many = self.built.tables.get(parent).map_or(0, Table::referable);
                    (*link, Dimension::Link(*link), many)
                }
                Source::Made(maker, Role::Free) => (usize::MAX, Dimension::Column(*column), maker.many()),
                Source::Made(..) | Source::Nothing | Source::Left => continue,
            };
            let known = dimensions.iter().any(|(_, known, _)| match (known, &found.1) {
                (Dimension::Link(a), Dimension::Link(b)) | (Dimension::Column(a), Dimension::Column(b)) => {
                    a == b
                }
                _ => false,
            });
            if !known && found.2 > 0 {
                dimensions.push(found);
            }
        }
        if dimensions.is_empty() && driven.is_none() {
            return;
        }
        dimensions.sort_by_key(|(link, _, _)| *link);
        let of_each = dimensions
            .iter()
            .fold(1_u64, |all, (_, _, many)| all.saturating_mul(*many));
        let most = if driven.is_some() {
            of_each.saturating_mul(self.parents(table))
        } else {
            of_each
        };
        let partial = key.predicate.is_some();
        if !partial && table.rows > most {
            self.built.notes.push(format!(
                "{}: {most} rows instead of {}, since its key ({}) has no more values",
                table.name,
                table.rows,
                columns
                    .iter()
                    .map(|column| table.columns[*column].name.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            ));
            table.rows = most;
        }
        let number = table.grids.len();
        for (place, (_, dimension, _)) in dimensions.iter().enumerate() {
            match *dimension {
                Dimension::Link(link) => table.links[link].placed = Some((number, place)),
                Dimension::Column(column) => set_role(
                    table,
                    column,
                    Role::Placed {
                        grid: number,
                        dimension: place,
                    },
                ),
            }
        }
        table.grids.push(Grid {
            driven: driven.is_some(),
            dimensions: dimensions
                .into_iter()
                .map(|(_, dimension, _)| dimension)
                .collect(),
            partial,
        });
        if let Some(predicate) = &key.predicate {
            denied.push((Some(number), predicate.clone()));
        }
    }
}

/// Whether a column that a link brings tells its parents apart, rather than what they share.
fn is_identity(built: &Built, link: &Link, from: usize) -> bool {
    let Some(parent) = built.tables.get(link.parent) else {
        return true;
    };
    match &parent.columns[from].source {
        Source::Made(_, role) => *role != Role::Free || parent.rows == 0,
        // A key that is a reference itself.
        Source::Linked { .. } => {
            parent.grids.iter().any(|grid| grid.dimensions.len() <= 1) || parent.rows == 0
        }
        Source::Nothing | Source::Left => true,
    }
}

fn is_made(table: &Table, column: usize, of: impl Fn(&Kind) -> bool) -> bool {
    matches!(&table.columns[column].source, Source::Made(maker, _) if of(&maker.kind))
}

fn set_role(table: &mut Table, column: usize, role: Role) {
    if let Source::Made(_, known) = &mut table.columns[column].source
        && *known == Role::Free
    {
        *known = role;
    }
}
