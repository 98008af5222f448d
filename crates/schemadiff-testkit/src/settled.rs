//! How much of what people wrote is told to be what a server prints without asking one.

use std::collections::BTreeMap;

use schemadiff::catalog::Kind;
use schemadiff_pg::Target;

use crate::servers::{batch, open};

/// How many texts of a model, as people wrote it, are known without a server to be what the database prints.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settled {
    /// Expressions: defaults, checks, what indexes, policies and triggers say.
    pub expressions: Share,
    /// Queries of views.
    pub views: Share,
}

/// A part of a whole.
#[derive(Clone, Copy, Debug, Default)]
pub struct Share {
    /// All that there are.
    pub all: usize,
    /// Those that are a question for a server.
    pub asked: usize,
}

/// Shares by the version of the server.
pub type Tally = BTreeMap<u32, Settled>;

/// The texts that a database prints which are no query and no body: each that can be written in more than one way.
const EXPRESSIONS: &str = "
    SELECT (SELECT count(*) FROM pg_attrdef WHERE pg_temp.own(adrelid))
         + (SELECT count(*) FROM pg_constraint
            WHERE contype = 'c' AND conparentid = 0 AND pg_temp.own(coalesce(nullif(conrelid, 0), contypid)))
         + (SELECT count(*) FROM pg_type WHERE typtype = 'd' AND typdefaultbin IS NOT NULL AND pg_temp.own(oid))
         + (SELECT coalesce(sum((SELECT count(*) FROM unnest(indkey) k WHERE k = 0)
                + (indpred IS NOT NULL)::int), 0)
            FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE pg_temp.own(indrelid) AND NOT c.relispartition)
         + (SELECT coalesce(sum((polqual IS NOT NULL)::int + (polwithcheck IS NOT NULL)::int), 0)
            FROM pg_policy WHERE pg_temp.own(polrelid))
         + (SELECT count(*) FROM pg_trigger WHERE tgqual IS NOT NULL AND tgparentid = 0 AND pg_temp.own(tgrelid))";

/// Not of PostgreSQL's own schemas, and not of an extension.
const OWN: &str = "
    CREATE FUNCTION pg_temp.own(object oid) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT object >= 16384 AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = object AND deptype = 'e')
    $$";

const VIEWS: &str = "SELECT count(*) FROM pg_class WHERE relkind IN ('v', 'm') AND pg_temp.own(oid)";

impl Settled {
    /// Counts what a database has; `asked` says what each question is about that its model leaves open.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count(database: &Target, asked: impl Iterator<Item = Kind>) -> Result<Self, String> {
        let connection = open(database).await?;
        batch(&connection, OWN).await?;
        let mut settled = Self::default();
        for (share, sql) in [
            (&mut settled.expressions, EXPRESSIONS),
            (&mut settled.views, VIEWS),
        ] {
            let counted = connection.value(sql).await.map_err(|error| error.to_string())?;
            let text = counted.unwrap_or_default();
            share.all = text.parse().map_err(|error| format!("{text}: {error}"))?;
        }
        for kind in asked {
            match kind {
                Kind::View | Kind::MaterializedView => settled.views.asked += 1,
                // Which rows are there nobody knows without a server.
                Kind::Seed => {}
                _ => settled.expressions.asked += 1,
            }
        }
        Ok(settled)
    }

    /// Both together.
    pub fn add(&mut self, more: Self) {
        for (sum, more) in [
            (&mut self.expressions, more.expressions),
            (&mut self.views, more.views),
        ] {
            sum.all += more.all;
            sum.asked += more.asked;
        }
    }
}

impl Share {
    /// Those that no server is asked about.
    pub fn settled(&self) -> usize {
        self.all.saturating_sub(self.asked)
    }

    /// Whether they are nine of ten.
    pub fn is_most(&self) -> bool {
        self.settled() * 10 >= self.all * 9
    }
}

/// Says how much needs no server; whether it is nine of ten expressions on each version.
#[expect(clippy::print_stdout, reason = "the share is for whoever started the run")]
pub fn tell(tally: &Tally) -> bool {
    for (major, Settled { expressions, views }) in tally {
        println!(
            "PostgreSQL {major}: {} of {} expressions and {} of {} views, as people wrote them, need no server",
            expressions.settled(),
            expressions.all,
            views.settled(),
            views.all
        );
    }
    tally.values().all(|settled| settled.expressions.is_most())
}
