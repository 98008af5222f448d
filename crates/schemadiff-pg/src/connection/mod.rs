//! One session of a server: statements as text, rows as text.

mod connect;
mod connect_error;
mod error;
mod tls;

use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use schemadiff::source::Section;
use tokio_postgres::{Client, SimpleQueryMessage, SimpleQueryStream};

pub use connect_error::{ConnectError, ConnectErrorKind};
pub use error::PgError;

use crate::target::Target;

/// An open session. Dropping it closes the session; a transaction that is still open is rolled back by the server.
pub struct Connection {
    client: Client,
    server_version: u32,
    /// Where it leads, for another session beside this one.
    target: Target,
    /// Why the session ended, once it has.
    farewell: Arc<Mutex<Option<PgError>>>,
}

/// What has been read of the answer to a message.
#[derive(Debug, Default)]
pub(crate) struct Reply {
    /// A section for each statement that returns rows, even when it returned none.
    pub(crate) sections: Vec<Section>,
    /// How many statements ran to their end.
    pub(crate) completed: usize,
    /// How many rows they affected or returned, as their command tags say.
    pub(crate) affected: u64,
}

impl std::fmt::Debug for Connection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Connection")
            .field("label", &self.target.label())
            .finish_non_exhaustive()
    }
}

impl Connection {
    /// Connects, trying the target's hosts in order.
    ///
    /// # Errors
    /// When none lets us in, with what to do about it.
    pub async fn open(target: &Target) -> Result<Self, ConnectError> {
        connect::open(target).await
    }

    fn new(
        client: Client,
        server_version: u32,
        target: &Target,
        farewell: Arc<Mutex<Option<PgError>>>,
    ) -> Self {
        Self {
            client,
            server_version,
            target: target.clone(),
            farewell,
        }
    }

    /// `server_version_num`, such as 160004.
    pub fn server_version(&self) -> u32 {
        self.server_version
    }

    /// What to call the target in messages.
    pub fn label(&self) -> String {
        self.target.label()
    }

    /// The name of the database that was asked for.
    pub fn database(&self) -> &str {
        self.target.database()
    }

    /// The schema that the history of runs is kept in.
    pub fn ledger(&self) -> &str {
        &self.target.ledger
    }

    /// Opens another session of the same target.
    ///
    /// # Errors
    /// When none of its hosts lets us in.
    pub async fn another(&self) -> Result<Self, ConnectError> {
        Self::open(&self.target).await
    }

    /// Whether the session has ended.
    pub fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    /// Runs statements and drops their rows. Several in one text run as one transaction, unless they say otherwise.
    ///
    /// # Errors
    /// With the first statement that fails.
    pub async fn batch(&self, sql: &str) -> Result<(), PgError> {
        self.rows(sql).await.map(drop)
    }

    /// Runs statements and gives the rows of the last one that has any.
    ///
    /// # Errors
    /// With the first statement that fails.
    pub async fn rows(&self, sql: &str) -> Result<Section, PgError> {
        let mut reply = Reply::default();
        self.collect(self.send(sql).await?, &mut reply).await?;
        Ok(reply.sections.pop().unwrap_or_default())
    }

    /// Runs a query and gives the value in its first row and column.
    ///
    /// # Errors
    /// When the query fails.
    pub async fn value(&self, sql: &str) -> Result<Option<String>, PgError> {
        Ok(self
            .rows(sql)
            .await?
            .rows
            .into_iter()
            .next()
            .and_then(|row| row.into_iter().next())
            .flatten())
    }

    /// Sends all messages at once and then reads the answers, so that their number costs no round trips. Each answers
    /// for itself, in order: one that fails does not keep the later ones from running.
    pub async fn pipeline(&self, messages: &[String]) -> Vec<Result<Section, PgError>> {
        let mut sent = Vec::with_capacity(messages.len());
        for message in messages {
            sent.push(self.send(message).await);
        }
        let mut answers = Vec::with_capacity(messages.len());
        for stream in sent {
            let mut reply = Reply::default();
            let answer = match stream {
                Ok(stream) => self.collect(stream, &mut reply).await,
                Err(error) => Err(error),
            };
            answers.push(answer.map(|()| reply.sections.pop().unwrap_or_default()));
        }
        answers
    }

    /// Runs `COPY … FROM STDIN` with what `next` writes, piece by piece until it writes nothing, and says how many rows went in.
    ///
    /// This is the one place where a statement is prepared, as the client's library has no other way: behind a pooler it has
    /// to be within a transaction.
    ///
    /// # Errors
    /// When the server refuses a row; it has read all of them by then.
    pub async fn copy(&self, sql: &str, next: &mut dyn FnMut(&mut String)) -> Result<u64, PgError> {
        let sink = self.client.copy_in::<str, Bytes>(sql).await;
        let mut sink = pin!(sink.map_err(|error| self.explain(error))?);
        loop {
            let mut piece = String::new();
            next(&mut piece);
            if piece.is_empty() {
                break;
            }
            sink.send(Bytes::from(piece))
                .await
                .map_err(|error| self.explain(error))?;
        }
        sink.finish().await.map_err(|error| self.explain(error))
    }

    /// Sends a message. It is on its way when this returns, whether or not the answer is ever read.
    pub(crate) async fn send(&self, sql: &str) -> Result<SimpleQueryStream, PgError> {
        self.client
            .simple_query_raw(sql)
            .await
            .map_err(|error| self.explain(error))
    }

    /// Reads an answer to its end. What came before a failure stays in `reply`.
    pub(crate) async fn collect(&self, stream: SimpleQueryStream, reply: &mut Reply) -> Result<(), PgError> {
        let mut stream = pin!(stream);
        while let Some(message) = stream.next().await {
            match message.map_err(|error| self.explain(error))? {
                SimpleQueryMessage::RowDescription(columns) => reply.sections.push(Section {
                    columns: columns.iter().map(|column| column.name().to_owned()).collect(),
                    rows: Vec::new(),
                }),
                SimpleQueryMessage::Row(row) => {
                    let values = (0..row.len())
                        .map(|index| row.get(index).map(str::to_owned))
                        .collect();
                    if let Some(section) = reply.sections.last_mut() {
                        section.rows.push(values);
                    }
                }
                SimpleQueryMessage::CommandComplete(rows) => {
                    reply.completed += 1;
                    reply.affected += rows;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// A session that is gone says only that it is gone; the reason came once, to the statement that ran at the time or
    /// to nobody.
    fn explain(&self, error: tokio_postgres::Error) -> PgError {
        let error = PgError::from(error);
        if !error.is_lost() {
            return error;
        }
        let mut farewell = self.farewell.lock().unwrap_or_else(PoisonError::into_inner);
        match farewell.as_ref() {
            Some(reason) if error.sqlstate.is_none() => reason.clone(),
            _ => farewell.insert(error).clone(),
        }
    }
}
