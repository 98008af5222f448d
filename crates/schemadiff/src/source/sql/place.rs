//! Where things stand in a script. The grammar says where a statement begins; the rest is found by looking for the word.

use std::ops::Range;

use super::Script;
use crate::catalog::Origin;

impl Script<'_> {
    /// The first line of the statement: enough to find it, short enough to print.
    pub(crate) fn origin(&self) -> Origin {
        Origin::File {
            file: self.file,
            range: self.line(&self.range),
        }
    }

    /// The place in the statement's parentheses where a name stands, or the statement.
    pub(crate) fn origin_of(&self, name: &str) -> Origin {
        match self.find(name) {
            Some(range) => Origin::File {
                file: self.file,
                range,
            },
            None => self.origin(),
        }
    }

    /// What of a range stands on its first line.
    pub(super) fn line(&self, range: &Range<usize>) -> Range<usize> {
        let text = &self.text[range.clone()];
        let line = text.lines().next().unwrap_or_default().trim_end();
        range.start..range.start + line.len()
    }

    /// Identifiers are matched as the grammar does: without regard to case unless quoted, which a quote beside the word
    /// may be.
    fn find(&self, name: &str) -> Option<Range<usize>> {
        let text = &self.text[self.range.clone()];
        let inside = text.find('(')?;
        let folded = text.to_ascii_lowercase();
        let wanted = name.to_ascii_lowercase();
        if wanted.is_empty() {
            return None;
        }
        let is_word = |character: char| character.is_alphanumeric() || character == '_' || character == '$';
        folded[inside..]
            .match_indices(&wanted)
            .map(|(at, _)| inside + at)
            .find_map(|at| {
                let end = at + wanted.len();
                let bounded = !folded[..at].ends_with(is_word) && !folded[end..].starts_with(is_word);
                bounded.then(|| self.range.start + at..self.range.start + end)
            })
    }
}
