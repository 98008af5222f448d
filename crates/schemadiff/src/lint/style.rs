//! How names are written: their case, and whether they speak of one thing or of many.

use std::collections::BTreeMap;

/// The case of a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Case {
    /// `order_items`.
    #[default]
    Snake,
    /// `orderItems`.
    Camel,
    /// `OrderItems`.
    Pascal,
    /// Whatever it is.
    Any,
}

impl Case {
    /// The words of a model.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("snake", Self::Snake),
        ("camel", Self::Camel),
        ("pascal", Self::Pascal),
        ("any", Self::Any),
    ];

    /// In words, for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Snake => "snake_case",
            Self::Camel => "camelCase",
            Self::Pascal => "PascalCase",
            Self::Any => "any case",
        }
    }

    /// Whether a name is written so.
    pub fn is(self, name: &str) -> bool {
        self == Self::Any || self.of(name) == name
    }

    /// A name written so. Words are told apart by what is no letter or digit, and by capitals.
    pub fn of(self, name: &str) -> String {
        let words = words(name);
        match self {
            Self::Snake => words.join("_"),
            Self::Camel => {
                let mut words = words.iter();
                let first = words.next().cloned().unwrap_or_default();
                first + &words.map(|word| capitalized(word)).collect::<String>()
            }
            Self::Pascal => words.iter().map(|word| capitalized(word)).collect(),
            Self::Any => name.to_owned(),
        }
    }
}

fn capitalized(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

/// The words of a name in lower case.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let characters: Vec<char> = name.chars().collect();
    for (index, character) in characters.iter().enumerate() {
        if !character.is_alphanumeric() {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            continue;
        }
        let before = index.checked_sub(1).map(|before| characters[before]);
        let after = characters.get(index + 1);
        // `userId` and `HTTPServer` have two words each.
        let begins = character.is_uppercase()
            && (before.is_some_and(|before| before.is_lowercase() || before.is_numeric())
                || (before.is_some_and(char::is_uppercase)
                    && after.is_some_and(|after| after.is_lowercase())));
        if begins {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
        }
        word.extend(character.to_lowercase());
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

/// One word and its plural, where English has no rule for it.
const IRREGULAR: &[(&str, &str)] = &[
    ("alias", "aliases"),
    ("analysis", "analyses"),
    ("axis", "axes"),
    ("basis", "bases"),
    ("bias", "biases"),
    ("bus", "buses"),
    ("campus", "campuses"),
    ("canvas", "canvases"),
    ("cache", "caches"),
    ("child", "children"),
    ("cookie", "cookies"),
    ("corpus", "corpora"),
    ("crisis", "crises"),
    ("criterion", "criteria"),
    ("datum", "data"),
    ("diagnosis", "diagnoses"),
    ("foot", "feet"),
    ("gas", "gases"),
    ("half", "halves"),
    ("hypothesis", "hypotheses"),
    ("index", "indexes"),
    ("index", "indices"),
    ("leaf", "leaves"),
    ("lens", "lenses"),
    ("life", "lives"),
    ("man", "men"),
    ("matrix", "matrices"),
    ("medium", "media"),
    ("mouse", "mice"),
    ("movie", "movies"),
    ("parenthesis", "parentheses"),
    ("person", "people"),
    ("person", "persons"),
    ("phenomenon", "phenomena"),
    ("quiz", "quizzes"),
    ("shelf", "shelves"),
    ("status", "statuses"),
    ("synopsis", "synopses"),
    ("tie", "ties"),
    ("tooth", "teeth"),
    ("vertex", "vertices"),
    ("virus", "viruses"),
    ("woman", "women"),
];

/// What is one and many alike.
const ALIKE: &[&str] = &[
    "data",
    "equipment",
    "feedback",
    "hardware",
    "information",
    "media",
    "metadata",
    "money",
    "news",
    "series",
    "software",
    "species",
    "staff",
];

/// One and many, in English and as a model says beyond that.
#[derive(Clone, Copy, Debug)]
pub(super) struct English<'a>(pub(super) &'a BTreeMap<String, String>);

impl English<'_> {
    /// A name that speaks of one thing where this one speaks of many; the last word decides.
    pub(super) fn singular(self, name: &str) -> String {
        turn_last_word(name, |word| self.one(word))
    }

    /// A name that speaks of many.
    pub(super) fn plural(self, name: &str) -> String {
        turn_last_word(name, |word| self.many(word))
    }

    /// Whether a name speaks of many things.
    pub(super) fn is_plural(self, name: &str) -> bool {
        let word = last_word_of(name).1.to_lowercase();
        ALIKE.contains(&word.as_str()) || self.one(&word) != word
    }

    /// Whether a name speaks of one thing.
    pub(super) fn is_singular(self, name: &str) -> bool {
        let word = last_word_of(name).1.to_lowercase();
        ALIKE.contains(&word.as_str()) || self.one(&word) == word
    }

    fn one(self, word: &str) -> String {
        if ALIKE.contains(&word) || self.0.contains_key(word) {
            return word.to_owned();
        }
        if let Some((one, _)) = self.0.iter().find(|(_, many)| *many == word) {
            return one.clone();
        }
        if let Some((one, _)) = IRREGULAR.iter().find(|(_, many)| *many == word) {
            return (*one).to_owned();
        }
        let is_one = IRREGULAR.iter().any(|(one, _)| *one == word);
        if is_one || ["ss", "us", "is"].iter().any(|end| word.ends_with(end)) || !word.ends_with('s') {
            return word.to_owned();
        }
        if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
            return format!("{stem}y");
        }
        for end in ["sses", "xes", "ches", "shes", "zzes"] {
            if word.ends_with(end) {
                return word[..word.len() - 2].to_owned();
            }
        }
        word[..word.len() - 1].to_owned()
    }

    fn many(self, word: &str) -> String {
        if ALIKE.contains(&word) {
            return word.to_owned();
        }
        if let Some(many) = self.0.get(word) {
            return many.clone();
        }
        if let Some((_, many)) = IRREGULAR.iter().find(|(one, _)| *one == word) {
            return (*many).to_owned();
        }
        let before_last = word.chars().rev().nth(1);
        if let Some(stem) = word.strip_suffix('y')
            && before_last.is_some_and(|before| !"aeiou".contains(before))
        {
            return format!("{stem}ies");
        }
        if ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end)) {
            return format!("{word}es");
        }
        format!("{word}s")
    }
}

/// A name with its last word turned into another one.
fn turn_last_word(name: &str, turn: impl Fn(&str) -> String) -> String {
    let (before, word) = last_word_of(name);
    let turned = turn(&word.to_lowercase());
    if word.chars().next().is_some_and(char::is_uppercase) {
        format!("{before}{}", capitalized(&turned))
    } else {
        format!("{before}{turned}")
    }
}

/// A name up to its last word, and that word.
fn last_word_of(name: &str) -> (&str, &str) {
    let is_boundary = |(index, character): &(usize, char)| {
        !character.is_alphanumeric()
            || (character.is_uppercase()
                && name[..*index]
                    .chars()
                    .next_back()
                    .is_some_and(|before| before.is_lowercase() || before.is_numeric()))
    };
    match name.char_indices().rfind(is_boundary) {
        Some((index, character)) if character.is_alphanumeric() => name.split_at(index),
        Some((index, character)) => name.split_at(index + character.len_utf8()),
        None => ("", name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_change_their_case() {
        for (name, snake, camel, pascal) in [
            ("order_items", "order_items", "orderItems", "OrderItems"),
            ("OrderItems", "order_items", "orderItems", "OrderItems"),
            ("userId", "user_id", "userId", "UserId"),
            ("HTTPServer2", "http_server2", "httpServer2", "HttpServer2"),
            ("a b-c", "a_b_c", "aBC", "ABC"),
        ] {
            assert_eq!(Case::Snake.of(name), snake);
            assert_eq!(Case::Camel.of(name), camel);
            assert_eq!(Case::Pascal.of(name), pascal);
        }
        assert!(Case::Snake.is("audit_logs_2024"));
        assert!(!Case::Snake.is("auditLogs"));
        assert!(!Case::Snake.is("_private"));
        assert!(!Case::Snake.is("two__scores"));
        assert!(Case::Any.is("Whatever it is"));
    }

    #[test]
    fn one_and_many() {
        let own = BTreeMap::from([("ox".to_owned(), "oxen".to_owned())]);
        let english = English(&own);
        for (one, many) in [
            ("user", "users"),
            ("order_item", "order_items"),
            ("category", "categories"),
            ("key", "keys"),
            ("address", "addresses"),
            ("box", "boxes"),
            ("branch", "branches"),
            ("invoice", "invoices"),
            ("case", "cases"),
            ("size", "sizes"),
            ("status", "statuses"),
            ("person", "people"),
            ("team_ox", "team_oxen"),
            ("OrderItem", "OrderItems"),
            ("movie", "movies"),
        ] {
            assert_eq!(english.plural(one), many);
            assert_eq!(english.singular(many), one);
            assert!(english.is_plural(many) && !english.is_singular(many), "{many}");
            assert!(english.is_singular(one) && !english.is_plural(one), "{one}");
        }
        for both in ["data", "user_metadata", "series"] {
            assert!(english.is_plural(both) && english.is_singular(both), "{both}");
        }
    }
}
