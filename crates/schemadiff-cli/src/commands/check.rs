//! `schemadiff check`: everything that is wrong with a model, without a server.

use clap::Args;
use schemadiff::canon::Canonical;

use crate::failure::{Exit, Failure};
use crate::state::{Server, Session};
use crate::terminal::say;

/// Load a model and report everything that is wrong with it
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The schema to check
    #[arg(value_name = "S", default_value = "schema.toml")]
    state: String,

    /// Treat warnings as errors
    #[arg(long)]
    strict: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let mut session = Session::default();
    let spec = session.wanted((arguments.state != crate::state::MODEL).then_some(&arguments.state))?;
    let state = if spec.is_offline() {
        session.offline(&spec)?
    } else {
        Server::read_state(&spec)?
    };
    session.diagnostics.extend(schemadiff::too_new(&state.canonical));
    session.settle(arguments.strict, &format!("`{}` is not usable", state.words))?;
    say(&format!(
        "{}: {}, no problems",
        state.words,
        contents(&state.canonical)
    ));
    Ok(Exit::Done)
}

/// How much there is: `12 tables, 3 enums`.
pub(crate) fn contents(canonical: &Canonical) -> String {
    struct Count<'a>(&'a Canonical, Vec<String>);
    impl schemadiff::kinds::KindVisitor for Count<'_> {
        fn visit<K: schemadiff::kinds::InCatalog>(&mut self) {
            let many = K::store(self.0.catalog()).len();
            if many > 0 {
                self.1.push(counted(many, K::KIND.words()));
            }
        }
    }
    let mut count = Count(canonical, Vec::new());
    schemadiff::kinds::for_each(&mut count);
    if count.1.is_empty() {
        "nothing in it".to_owned()
    } else {
        count.1.join(", ")
    }
}

/// A number and a noun: `1 table`, `2 tables`, `3 policies`.
pub(crate) fn counted(many: usize, noun: &str) -> String {
    if many == 1 {
        return format!("1 {noun}");
    }
    match (noun.strip_suffix('y'), noun.ends_with('x'), noun.ends_with('s')) {
        (Some(stem), _, _) => format!("{many} {stem}ies"),
        (None, true, _) => format!("{many} {noun}es"),
        (None, false, true) => format!("{many} {noun}"),
        (None, false, false) => format!("{many} {noun}s"),
    }
}
