//! Who runs which query.

/// What takes longest in a large database, the longest first: texts of expressions, and many rows. The others take as long in
/// any database.
const HEAVY: [&str; 12] = [
    "indexes",
    "constraints",
    "columns",
    "unmanaged",
    "views",
    "functions",
    "column_settings",
    "tables",
    "access",
    "triggers",
    "column_access",
    "sizes",
];

/// Deals the queries out: the heavy ones back and forth, so that who got the longest gets the shortest next, then the others
/// one by one. Within a share the order is that of the queries.
pub(super) fn out<'a>(queries: &'a [(&'a str, String)], sessions: usize) -> Vec<Vec<&'a (&'a str, String)>> {
    let mut shares: Vec<Vec<usize>> = vec![Vec::new(); sessions];
    let heavy = HEAVY
        .iter()
        .filter_map(|heavy| queries.iter().position(|(name, _)| name == heavy));
    let others = (0..queries.len()).filter(|index| !HEAVY.contains(&queries[*index].0));
    for (turn, index) in heavy.chain(others).enumerate() {
        let seat = turn % sessions;
        let back = (turn / sessions) % 2 == 1;
        shares[if back { sessions - 1 - seat } else { seat }].push(index);
    }
    shares
        .into_iter()
        .map(|mut share| {
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
    fn every_query_is_dealt_once_and_the_heaviest_to_different_sessions() {
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
        assert_eq!(names(&shares[0]), ["schemas", "indexes", "casts"]);
        assert_eq!(names(&shares[1]), ["tables", "constraints"]);
        assert_eq!(names(&shares[2]), ["columns", "views"]);
        assert_eq!(
            names(&out(&queries, 1)[0]),
            queries.iter().map(|(name, _)| *name).collect::<Vec<_>>()
        );
    }
}
