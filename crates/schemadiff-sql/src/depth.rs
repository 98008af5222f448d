//! Deep nesting: input must not be able to overflow the stack.
//!
//! Decoding, visiting, printing and dropping a tree all recurse. A text that might nest deeply is therefore read on a
//! thread with a stack to match, and a tree that does nest deeper than [`DEEPEST`] is refused there, so that
//! everything done with a kept tree later fits any thread's stack.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use crate::SqlError;
use crate::convert::Problem;
use crate::lexer::{self, Kind};
use crate::walk::{Visitor, walk_node, walk_select};

/// The deepest nesting of nodes that is accepted: some ten times what people write, and a quarter of what overflows a
/// thread of two megabytes in a build without optimisation.
const DEEPEST: usize = 200;

/// Below this bound a text cannot nest deeper than [`DEEPEST`], a token making up to three levels.
const SURELY_SHALLOW: usize = DEEPEST / 3;

/// A statement with more tokens between two commas is refused unread.
const LONGEST: usize = 30_000;

/// Stack for one token in the worst case measured, times two.
const STACK_PER_TOKEN: usize = 24 * 1024;

/// Reads `text` with `read`, on a thread of its own where its nesting may need one.
pub(crate) fn run<T: Send>(
    text: &str,
    read: impl FnOnce() -> Result<T, SqlError> + Send,
) -> Result<T, SqlError> {
    let bound = bound(text);
    if bound <= SURELY_SHALLOW {
        return read();
    }
    if bound > LONGEST {
        return Err(too_deep(text));
    }
    let stack = 1024 * 1024 + bound * STACK_PER_TOKEN;
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .stack_size(stack)
            .spawn_scoped(scope, read);
        thread
            .ok()
            .and_then(|thread| thread.join().ok())
            .unwrap_or_else(|| Err(too_deep(text)))
    })
}

fn too_deep(text: &str) -> SqlError {
    SqlError {
        message: "this is nested too deeply".to_owned(),
        range: 0..text.len(),
        help: Some(format!("expressions and queries may nest {DEEPEST} levels deep")),
    }
}

/// At most how deep a text nests: the longest way into its brackets, counting the tokens since the last comma of each.
fn bound(text: &str) -> usize {
    let mut open = vec![Level::default()];
    let mut at = 0;
    while let Some(Ok((kind, range))) = lexer::next(text, at) {
        at = range.end;
        match kind {
            Kind::Blank | Kind::Comment => {}
            Kind::Open => open.push(Level::default()),
            Kind::Close => close(&mut open),
            Kind::Other | Kind::Semicolon if matches!(&text[range.clone()], "," | ";") => {
                if let Some(level) = open.last_mut() {
                    level.finish();
                }
            }
            _ => {
                if let Some(level) = open.last_mut() {
                    level.tokens += 1;
                }
            }
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    open.pop().map_or(0, Level::deepest)
}

/// What is between two brackets.
#[derive(Default)]
struct Level {
    tokens: usize,
    deepest: usize,
}

impl Level {
    fn finish(&mut self) {
        self.deepest = self.deepest.max(self.tokens);
        self.tokens = 0;
    }

    fn deepest(mut self) -> usize {
        self.finish();
        self.deepest
    }
}

/// Counts what was in brackets as part of what is around them.
fn close(open: &mut Vec<Level>) {
    if open.len() > 1
        && let Some(inner) = open.pop()
        && let Some(outer) = open.last_mut()
    {
        outer.tokens += inner.deepest() + 1;
    }
}

/// Refuses a tree on which recursion could overflow the stack, or that has no spelling.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn check(node: &mut pb::Node) -> Result<(), Problem> {
    let mut meter = Meter {
        left: DEEPEST,
        exceeded: false,
        nameless: false,
    };
    meter.node(node);
    if meter.exceeded {
        return Err(Problem::new("this is nested too deeply"));
    }
    // The grammar takes it, the analyzer never (`src/backend/parser/parse_param.c`), and it would be printed as `?`.
    if meter.nameless {
        return Err(Problem::new("there is no parameter $0"));
    }
    Ok(())
}

struct Meter {
    left: usize,
    exceeded: bool,
    nameless: bool,
}

impl Meter {
    fn inside(&mut self, visit: impl FnOnce(&mut Self)) {
        match self.left.checked_sub(1) {
            Some(left) => {
                self.left = left;
                visit(self);
                self.left = left + 1;
            }
            None => self.exceeded = true,
        }
    }
}

impl Visitor for Meter {
    fn node(&mut self, node: &mut pb::Node) {
        if let Some(NodeEnum::ParamRef(parameter)) = &node.node {
            self.nameless |= parameter.number == 0;
        }
        self.inside(|meter| walk_node(meter, node));
    }

    fn select(&mut self, select: &mut pb::SelectStmt) {
        self.inside(|meter| walk_select(meter, select));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Expr, Query, parse_column, parse_script};

    #[test]
    fn bounds_count_the_longest_way() {
        for (text, expected) in [
            ("a", 1),
            ("a + b", 3),
            ("f(a, b + c)", 5),
            ("a, b, c", 1),
            ("f(g(h(x)))", 7),
            ("'a + b'", 1),
        ] {
            assert_eq!(bound(text), expected, "{text}");
        }
    }

    #[test]
    fn deep_input_is_an_error_and_not_a_crash() {
        for depth in [10, 150, 1_000, 9_000] {
            let call = format!("{}a{}", "f(".repeat(depth), ")".repeat(depth));
            let chain = vec!["a"; depth].join(" || ");
            let minus = format!("{}a", "- ".repeat(depth));
            for text in [&call, &chain, &minus] {
                assert_eq!(Expr::parse(text).is_ok(), depth < DEEPEST, "{depth}");
                assert_eq!(
                    parse_column("c", &format!("text default {text}")).is_ok(),
                    depth < DEEPEST,
                    "{depth}"
                );
            }
            let union = vec!["select 1"; depth].join(" union all ");
            assert_eq!(Query::parse(&union).is_ok(), depth < DEEPEST, "{depth}");
            let (statements, errors) = parse_script(&format!("create table t (a int check ({call}));"));
            assert_eq!(
                (statements.len(), errors.len()),
                if depth < DEEPEST { (1, 0) } else { (0, 1) }
            );
        }
    }

    #[test]
    fn a_parameter_without_a_number_is_none() {
        for text in ["a = $0", "a = $00", "(SELECT $0)"] {
            assert_eq!(Expr::parse(text).unwrap_err().message, "there is no parameter $0");
        }
        assert!(Expr::parse("a = $1").is_ok());
        assert!(Query::parse("SELECT $0").is_err());
    }

    #[test]
    fn length_alone_is_no_depth() {
        let and = vec!["a = 1"; 5_000].join(" and ");
        assert!(Expr::parse(&and).is_ok());
        let list = vec!["'x'"; 50_000].join(", ");
        assert!(Expr::parse(&format!("a in ({list})")).is_ok());
        let parentheses = format!("{}a{}", "(".repeat(5_000), ")".repeat(5_000));
        assert_eq!(Expr::parse(&parentheses).unwrap().sql(), "a");
    }
}
