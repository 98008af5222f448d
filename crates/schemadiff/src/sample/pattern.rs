//! Regular expressions and LIKE: whether a text matches, and texts that do.
//!
//! What is read here is the common part of PostgreSQL's and of the crate's expressions; of the rest nothing is claimed.

use std::cell::RefCell;
use std::collections::BTreeMap;

use regex::Regex;
use regex_syntax::hir::{Class, Hir, HirKind};

use super::dice::Dice;

/// Whether a text matches; nothing where the pattern is not understood. `operator` is one of `~`, `~*`, `~~` and `~~*`.
pub(super) fn matches(operator: &str, text: &str, pattern: &str) -> Option<bool> {
    thread_local! {
        static KNOWN: RefCell<BTreeMap<String, Option<Regex>>> = RefCell::default();
    }
    let expression = expression(operator, pattern);
    KNOWN.with_borrow_mut(|known| {
        let regex = known
            .entry(expression)
            .or_insert_with_key(|expression| Regex::new(expression).ok());
        regex.as_ref().map(|regex| regex.is_match(text))
    })
}

/// A pattern as a regular expression of the crate.
fn expression(operator: &str, pattern: &str) -> String {
    // Without Unicode tables classes are those of ASCII; a dot takes a line's end as PostgreSQL's does.
    let flags = if operator.ends_with('*') { "(?si)" } else { "(?s)" };
    if operator.starts_with("~~") {
        let mut out = format!("{flags}^");
        let mut characters = pattern.chars();
        while let Some(c) = characters.next() {
            match c {
                '%' => out.push_str(".*"),
                '_' => out.push('.'),
                '\\' => out.push_str(&regex::escape(&characters.next().unwrap_or('\\').to_string())),
                c => out.push_str(&regex::escape(&c.to_string())),
            }
        }
        out.push('$');
        return out;
    }
    let ascii = pattern
        .replace("\\d", "[0-9]")
        .replace("\\w", "[A-Za-z0-9_]")
        .replace("\\s", "[ \\t]");
    format!("{flags}{ascii}")
}

/// Makes texts that match.
#[derive(Clone, Debug)]
pub(super) struct Pattern(Hir);

impl Pattern {
    /// Reads a pattern; nothing where it is not understood.
    pub(super) fn read(operator: &str, pattern: &str) -> Option<Self> {
        let expression = expression(operator, pattern);
        let hir = regex_syntax::ParserBuilder::new()
            .unicode(true)
            .build()
            .parse(&expression);
        hir.ok().map(Self)
    }

    /// A text that matches. The choices are first made by the digits of `number`, so that different numbers give different texts
    /// as long as there are some.
    pub(super) fn text(&self, number: Option<u64>, dice: &mut Dice) -> String {
        let mut out = String::new();
        let mut choices = Choices {
            left: number.unwrap_or_default(),
            dice,
            ordered: number.is_some(),
        };
        write(&self.0, &mut choices, &mut out);
        out
    }

    /// How many different texts there are, at most as many as a number counts.
    pub(super) fn many(&self) -> u64 {
        many(&self.0)
    }
}

struct Choices<'a> {
    left: u64,
    dice: &'a mut Dice,
    ordered: bool,
}

impl Choices<'_> {
    fn one_of(&mut self, sides: u64) -> u64 {
        if !self.ordered || sides < 2 {
            return self.dice.below(sides);
        }
        let digit = self.left % sides;
        self.left /= sides;
        digit
    }
}

/// What a class holds that can be typed, unless it holds nothing else.
fn characters(class: &Class) -> Vec<char> {
    let mut typed: Vec<char> = Vec::new();
    let mut others = Vec::new();
    let mut add = |from: u32, to: u32| {
        // Of classes such as `[^@]` the plain letters are taken.
        for code in from..=to.min(from.saturating_add(256)) {
            match char::from_u32(code) {
                Some(c) if c.is_ascii_alphanumeric() => typed.push(c),
                Some(c) if !c.is_control() && others.len() < 64 => others.push(c),
                _ => {}
            }
        }
    };
    match class {
        Class::Unicode(class) => class
            .iter()
            .for_each(|range| add(range.start() as u32, range.end() as u32)),
        Class::Bytes(class) => class
            .iter()
            .for_each(|range| add(range.start().into(), range.end().into())),
    }
    if typed.is_empty() { others } else { typed }
}

fn many(hir: &Hir) -> u64 {
    match hir.kind() {
        HirKind::Class(class) => (characters(class).len() as u64).max(1),
        HirKind::Repetition(repetition) => {
            let times = repetition.min.max(u32::from(repetition.max != Some(0)));
            many(&repetition.sub).saturating_pow(times)
        }
        HirKind::Capture(capture) => many(&capture.sub),
        HirKind::Concat(parts) => parts.iter().fold(1, |all, part| all.saturating_mul(many(part))),
        HirKind::Alternation(parts) => parts.iter().fold(0, |all, part| all.saturating_add(many(part))),
        HirKind::Empty | HirKind::Literal(_) | HirKind::Look(_) => 1,
    }
}

fn write(hir: &Hir, choices: &mut Choices<'_>, out: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => out.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => {
            let characters = characters(class);
            let at = choices.one_of(characters.len() as u64);
            out.extend(usize::try_from(at).ok().and_then(|at| characters.get(at)));
        }
        HirKind::Repetition(repetition) => {
            let least = repetition.min;
            let most = repetition
                .max
                .unwrap_or(least.saturating_add(8))
                .min(least.saturating_add(8));
            // How often is not chosen by the number: `a*` and `b*` would share texts.
            let times = if choices.ordered {
                most
            } else {
                least + u32::try_from(choices.dice.below(u64::from(most - least) + 1)).unwrap_or_default()
            };
            for _ in 0..times {
                write(&repetition.sub, choices, out);
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, choices, out),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, choices, out)),
        HirKind::Alternation(parts) => {
            let at = usize::try_from(choices.one_of(parts.len() as u64)).unwrap_or_default();
            if let Some(part) = parts.get(at) {
                write(part, choices, out);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn texts_match_what_they_are_made_for() {
        for (operator, pattern) in [
            ("~", "^[A-Z]{3}$"),
            ("~", "^[a-z][a-z0-9_]*$"),
            ("~*", "^[^@]+@[^@]+\\.[a-z]{2,}$"),
            ("~", "^(#[0-9a-f]{6}|none)$"),
            ("~", "^\\d{4}-\\d{2}$"),
            ("~~", "INV-%"),
            ("~~", "a_c\\%"),
        ] {
            let made = Pattern::read(operator, pattern).unwrap();
            for number in 0..50 {
                let text = made.text(None, &mut Dice::new(number));
                assert_eq!(matches(operator, &text, pattern), Some(true), "{pattern}: {text}");
            }
        }
    }

    #[test]
    fn numbers_give_different_texts() {
        let made = Pattern::read("~", "^[A-Z]{3}$").unwrap();
        assert_eq!(made.many(), 17_576);
        let texts: BTreeSet<_> = (0..17_576)
            .map(|number| made.text(Some(number), &mut Dice::new(1)))
            .collect();
        assert_eq!(texts.len(), 17_576);
    }

    #[test]
    fn what_is_not_understood_is_not_judged() {
        assert_eq!(matches("~", "a", "(?<=a)b"), None);
        assert_eq!(matches("~~", "50%", "50\\%"), Some(true));
    }
}
