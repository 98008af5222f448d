//! Who runs which query.

/// What a query costs a server in a large database, roughly: milliseconds for 1,000 tables. The others take as long in any
/// database. Measured on 18, but for that of `unmanaged`, which is a guess.
const COSTS: [(&str, u32); 13] = [
    ("indexes", 45),
    ("constraints", 30),
    ("columns", 36),
    ("unmanaged", 20),
    ("not_nulls", 18),
    ("column_settings", 14),
    ("access", 14),
    ("tables", 13),
    ("triggers", 12),
    ("column_access", 11),
    ("sizes", 8),
    ("views", 6),
    ("functions", 4),
];

/// What any other query costs.
const LITTLE: u32 = 2;

/// What prints expressions over the columns of tables: that opens the table, and what a session has to learn for it, of every
/// table, costs as much as the printing. One session does it all, the first.
const OPENING: [&str; 3] = ["indexes", "constraints", "views"];

/// Deals the queries out, the dearest first, each to the session that has least to do. Within a share the order is that of the
/// queries.
pub(super) fn out<'q, 's>(
    queries: &'q [(&'s str, String)],
    sessions: usize,
) -> Vec<Vec<&'q (&'s str, String)>> {
    let cost = |name: &str| {
        COSTS
            .iter()
            .find(|(known, _)| *known == name)
            .map_or(LITTLE, |(_, cost)| *cost)
    };
    let mut shares: Vec<(u32, Vec<usize>)> = vec![(0, Vec::new()); sessions];
    let mut dearest: Vec<usize> = (0..queries.len()).collect();
    dearest.sort_by_key(|index| {
        let name = queries[*index].0;
        (!OPENING.contains(&name), std::cmp::Reverse(cost(name)))
    });
    for index in dearest {
        let name = queries[index].0;
        let idle = if OPENING.contains(&name) {
            shares.first_mut()
        } else {
            shares.iter_mut().min_by_key(|(load, _)| *load)
        };
        if let Some((load, share)) = idle {
            *load += cost(name);
            share.push(index);
        }
    }
    shares
        .into_iter()
        .map(|(_, mut share)| {
            share.sort_unstable();
            share.into_iter().map(|index| &queries[index]).collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names<'a>(share: &[&(&'a str, String)]) -> Vec<&'a str> {
        share.iter().map(|(name, _)| *name).collect()
    }

    #[test]
    fn every_query_is_dealt_once_and_what_opens_tables_to_one_session() {
        let queries: Vec<(&str, String)> = [
            "tables",
            "columns",
            "schemas",
            "indexes",
            "constraints",
            "casts",
            "views",
        ]
        .map(|name| (name, String::new()))
        .into();
        let shares = out(&queries, 3);
        assert_eq!(names(&shares[0]), ["indexes", "constraints", "views"]);
        assert_eq!(names(&shares[1]), ["columns"]);
        assert_eq!(names(&shares[2]), ["tables", "schemas", "casts"]);
        assert_eq!(
            names(&out(&queries, 1)[0]),
            queries.iter().map(|(name, _)| *name).collect::<Vec<_>>()
        );
    }
}
