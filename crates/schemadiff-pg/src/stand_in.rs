//! A server of our own that answers for one that cannot: a replica, a role that may make nothing, a recording.
//!
//! It holds a copy of what is there, without rows, made by a plan from nothing. A database may be less trusted than the machine
//! that looks at it, so that all of its own code is made, and would be run, by a role without any rights.

use schemadiff::catalog::Kind;
use schemadiff::facts::OpCode;
use schemadiff::plan::{Plan, Statement};
use schemadiff::render;
use schemadiff::settle::{Answer, Question};

use crate::connection::{Connection, PgError};
use crate::server::{Binaries, Scratch, ServerError};
use crate::settle::ask;

/// The database, and the role that owns it.
const NAME: &str = "stand_in";

/// A running copy. Dropping it stops the server and removes it.
#[derive(Debug)]
pub struct StandIn {
    // Fields are dropped in this order: the session before the server it is on.
    connection: Connection,
    _server: Scratch,
}

impl StandIn {
    /// Starts a server and makes there what `plan`, which begins with nothing, makes.
    ///
    /// # Errors
    /// When the server does not start, or when it cannot have what decides the meaning of a text: a function, an operator, a
    /// cast, a type or an extension.
    pub async fn start(plan: &Plan, binaries: &Binaries) -> Result<Self, ServerError> {
        let server = Scratch::throw_away(binaries).await?;
        let administrator = open(&server, "postgres", "postgres").await?;
        for sql in [
            format!("CREATE ROLE {NAME} LOGIN"),
            format!("CREATE DATABASE {NAME} OWNER {NAME} TEMPLATE template0"),
        ] {
            administrator
                .batch(&sql)
                .await
                .map_err(|error| cannot("a database", &error))?;
        }
        drop(administrator);
        let administrator = open(&server, "postgres", NAME).await?;
        administrator
            .batch(&format!("ALTER SCHEMA public OWNER TO {NAME}"))
            .await
            .map_err(|error| cannot("the schema public", &error))?;
        let connection = open(&server, NAME, NAME).await?;

        // Extensions need schemas, and nothing else of what is there.
        let (first, rest): (Vec<&Statement>, Vec<&Statement>) = plan
            .statements()
            .filter(|statement| decides_or_carries(statement))
            .partition(|statement| matches!(statement.target.kind, Kind::Schema | Kind::Extension));
        let (schemas, extensions): (Vec<&Statement>, Vec<&Statement>) = first
            .into_iter()
            .partition(|statement| statement.target.kind == Kind::Schema);
        make(&connection, plan, &schemas).await?;
        make(&administrator, plan, &extensions).await?;
        make(&connection, plan, &rest).await?;
        tracing::debug!(version = server.major(), "a server stands in");
        Ok(Self {
            connection,
            _server: server,
        })
    }

    /// Asks it. It has no rows, so that questions about rows are not for it.
    pub async fn ask(&mut self, questions: &[Question]) -> Vec<Answer> {
        ask(&mut self.connection, questions).await
    }

    /// Whether it can answer a question as the server that it stands in for would.
    pub fn knows(question: &Question) -> bool {
        question.about.kind != Kind::Seed
    }
}

async fn open(server: &Scratch, role: &str, database: &str) -> Result<Connection, ServerError> {
    Connection::open(&server.target(database).with_user(role))
        .await
        .map_err(|error| ServerError {
            message: error.message,
            hint: error.hint,
        })
}

/// Whether a text can depend on what a statement makes. What only watches, guards, speeds up or explains is left out.
fn decides_or_carries(statement: &Statement) -> bool {
    let is_aside = matches!(statement.code, OpCode::Comment | OpCode::CommentOnRelation);
    let kind_is_aside = matches!(
        statement.target.kind,
        Kind::Access
            | Kind::DefaultPrivilege
            | Kind::EventTrigger
            | Kind::Index
            | Kind::Policy
            | Kind::Publication
            | Kind::Role
            | Kind::Rule
            | Kind::Seed
            | Kind::Statistics
            | Kind::Subscription
            | Kind::Trigger
            | Kind::UserMapping
    );
    !is_aside && !kind_is_aside
}

/// Whether a text may mean something else where an object is missing. Without a table or view it means nothing at all.
fn decides(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Aggregate
            | Kind::Cast
            | Kind::Collation
            | Kind::CompositeType
            | Kind::Domain
            | Kind::EnumType
            | Kind::EnumValue
            | Kind::Extension
            | Kind::Function
            | Kind::Operator
            | Kind::RangeType
            | Kind::Schema
    )
}

/// Runs statements, each by itself: one that fails keeps no other from running.
async fn make(connection: &Connection, plan: &Plan, statements: &[&Statement]) -> Result<(), ServerError> {
    let mut messages = render::session(plan);
    let settings = messages.len();
    messages.extend(statements.iter().map(|statement| statement.sql.clone()));
    let outcomes = connection.pipeline(&messages).await;
    for (statement, outcome) in statements.iter().zip(outcomes.into_iter().skip(settings)) {
        let Err(error) = outcome else { continue };
        tracing::debug!(
            "{} is missing where a server stands in: {error}",
            statement.target
        );
        if decides(statement.target.kind) {
            return Err(cannot(&statement.target.to_string(), &error));
        }
    }
    Ok(())
}

fn cannot(what: &str, error: &PgError) -> ServerError {
    ServerError {
        message: format!("a server that stands in cannot have {what}: {error}"),
        hint: None,
    }
}
