//! Values of one column: natural ones, and the n-th of as many different ones as are wanted.

use super::dice::Dice;
use super::kind::Kind;
use super::pattern::Pattern;
use super::plain::{natural, nth};
use super::rules::as_of;
use super::value::{DAY, Form, Value};
use super::when::When;
use super::words::{Theme, numbers};

/// What a column's checks leave of its type.
#[derive(Clone, Debug, Default)]
pub(super) struct Limits {
    /// The least value, in units of the form.
    pub(super) low: Option<i64>,
    /// The greatest.
    pub(super) high: Option<i64>,
    /// Characters at least.
    pub(super) shortest: Option<usize>,
    /// Characters at most.
    pub(super) longest: Option<usize>,
    /// The values that there are.
    pub(super) choices: Option<Vec<Value>>,
    /// What texts look like.
    pub(super) pattern: Option<Fitting>,
    /// The keys of objects that checks ask for.
    pub(super) keys: Vec<String>,
    /// In lower case (true) or upper case.
    pub(super) lower: Option<bool>,
}

/// A pattern, and which texts fit it anyway; those are nicer than what only fits.
#[derive(Clone, Debug)]
pub(super) struct Fitting {
    pub(super) pattern: Pattern,
    /// Natural texts.
    pub(super) natural: bool,
    /// Counted ones.
    pub(super) counted: bool,
}

/// Makes the values of a column.
#[derive(Clone, Debug)]
pub(super) struct Maker {
    pub(super) kind: Kind,
    pub(super) theme: Theme,
    /// From and to, in whole units, where nothing else is said.
    numbers: (i64, i64),
    when: When,
    born: bool,
    pub(super) limits: Limits,
    /// The parts of a line that its values lie on, for keys of partitioned tables.
    pub(super) segments: Vec<(i64, i64)>,
    /// What numbers in use end with.
    pub(super) highest: Option<i64>,
}

/// Days from 1970 within which rows are made; what follows from that is over before 2026.
const MADE: (i64, i64) = (19_358, 20_331);

impl Maker {
    pub(super) fn new(table: &str, column: &str, kind: Kind) -> Self {
        Self {
            kind,
            theme: Theme::of(table, column),
            numbers: numbers(column),
            when: When::of(column),
            born: column.contains("birth") || column == "dob",
            limits: Limits::default(),
            segments: Vec::new(),
            highest: None,
        }
    }

    /// How likely a value is NULL where it may be, in percent.
    pub(super) fn nulls(&self) -> u64 {
        match (&self.kind, self.when) {
            (
                Kind::Scalar {
                    form: Form::Date | Form::Stamp { .. },
                    ..
                },
                When::Over,
            ) => 92,
            (
                Kind::Scalar {
                    form: Form::Date | Form::Stamp { .. },
                    ..
                },
                When::Ended,
            ) => 40,
            (
                Kind::Scalar {
                    form: Form::Date | Form::Stamp { .. },
                    ..
                },
                When::Made,
            ) => 0,
            _ => 15,
        }
    }

    /// The ends of a scalar: those of the type and of the checks.
    fn ends(&self) -> Option<(Form, i64, i64)> {
        let Kind::Scalar { form, low, high } = self.kind else {
            return None;
        };
        let low = self.limits.low.map_or(low, |limit| limit.max(low));
        let high = self.limits.high.map_or(high, |limit| limit.min(high));
        Some((form, low, high))
    }

    /// How many different values [`Maker::nth`] has.
    pub(super) fn many(&self) -> u64 {
        if let Some(choices) = &self.limits.choices {
            return choices.len() as u64;
        }
        if let Some(fitting) = self.limits.pattern.as_ref().filter(|fitting| !fitting.counted) {
            return fitting.pattern.many();
        }
        if !self.segments.is_empty() {
            let length =
                |(low, high): &(i64, i64)| high.saturating_sub(*low).cast_unsigned().saturating_add(1);
            return self.segments.iter().map(length).fold(0, u64::saturating_add);
        }
        match (&self.kind, self.ends()) {
            (_, Some((form, low, high))) if self.limits.low.is_some() || self.limits.high.is_some() => {
                let least = if self.limits.low.is_some() {
                    low
                } else {
                    Self::first(form).min(high)
                };
                high.saturating_sub(least)
                    .saturating_add(1)
                    .max(0)
                    .cast_unsigned()
            }
            (Kind::Text { .. }, _) if self.limits.longest.is_some() => {
                let longest = u32::try_from(self.limits.longest.unwrap_or_default()).unwrap_or(u32::MAX);
                36_u64.saturating_pow(longest).min(self.kind.many())
            }
            (kind, _) => kind.many(),
        }
    }

    /// Where counting begins.
    fn first(form: Form) -> i64 {
        match form {
            Form::Int | Form::Decimal(_) => 1,
            Form::Date => MADE.0,
            Form::Stamp { .. } => MADE.0 * DAY,
            Form::Time { .. } | Form::Span => 0,
        }
    }

    /// The value of number `n` of `of`: another one for each number.
    pub(super) fn nth(&self, n: u64, of: u64, dice: Dice) -> Value {
        if let Some(choices) = &self.limits.choices {
            let at = usize::try_from(n % (choices.len() as u64).max(1)).unwrap_or_default();
            return choices.get(at).cloned().unwrap_or(Value::Null);
        }
        if let Some((form, low, high)) = self.ends() {
            return Value::Scalar(self.nth_scalar(form, low, high, n, of), form);
        }
        let mut dice = dice;
        if let Kind::Text { limit, .. } = &self.kind {
            let limit = self.longest(*limit);
            let fitting = self.limits.pattern.as_ref().filter(|fitting| !fitting.counted);
            let text = match fitting {
                Some(fitting) => fitting.pattern.text(Some(n), &mut dice),
                None => self.theme.text(Some(n), &mut dice),
            };
            let text = if fitting.is_none() && text.chars().count() > limit {
                base36(n, limit)
            } else {
                text
            };
            return Value::Text(self.dressed(text));
        }
        nth(&self.kind, n, self, dice)
    }

    fn nth_scalar(&self, form: Form, low: i64, high: i64, n: u64, of: u64) -> i64 {
        let n = i64::try_from(n).unwrap_or(i64::MAX);
        let of = i64::try_from(of.max(1)).unwrap_or(i64::MAX);
        if !self.segments.is_empty() {
            let length = |(low, high): &(i64, i64)| high.saturating_sub(*low).saturating_add(1);
            let whole: i64 = self.segments.iter().map(length).fold(0, i64::saturating_add);
            let mut left = n.saturating_mul((whole / of).max(1));
            for segment in &self.segments {
                if left < length(segment) {
                    return segment.0.saturating_add(left);
                }
                left -= length(segment);
            }
        }
        let first = match self.highest {
            Some(highest) => highest.saturating_add(1).max(low),
            None if self.limits.low.is_some() => low,
            None => Self::first(form).clamp(low, high),
        };
        let room = high.saturating_sub(first);
        // Money and moments are not counted by cents and microseconds where there is room.
        let step = match form {
            Form::Decimal(scale) => 10_i64.pow(u32::from(scale.min(9))),
            Form::Stamp { .. } => 60_000_000,
            Form::Span => 60,
            Form::Int | Form::Date | Form::Time { .. } => 1,
        };
        let step = if room / step.max(1) >= of {
            step
        } else {
            (room / of).clamp(1, step)
        };
        first.saturating_add(n.saturating_mul(step))
    }

    /// The end and the beginning of a stretch that meets no other: `half` 0 for the beginning, 1 for the end.
    pub(super) fn slot(&self, n: u64, half: u64) -> Value {
        let Some((form, low, _)) = self.ends() else {
            return Value::Null;
        };
        let step = match form {
            Form::Int | Form::Date | Form::Time { .. } | Form::Span => 1,
            Form::Decimal(scale) => 10_i64.pow(u32::from(scale.min(9))),
            Form::Stamp { .. } => 1_800_000_000,
        };
        let first = self.limits.low.map_or_else(|| Self::first(form), |_| low);
        let n = i64::try_from(n.saturating_mul(2).saturating_add(half)).unwrap_or(i64::MAX);
        Value::Scalar(first.saturating_add(n.saturating_mul(step)), form)
    }

    /// A natural value. `row` has the same numbers for all columns of a row, `dice` are this column's.
    pub(super) fn natural(&self, row: Dice, mut dice: Dice) -> Value {
        if let Some(choices) = &self.limits.choices {
            return dice.pick(choices).cloned().unwrap_or(Value::Null);
        }
        if let Some((form, low, high)) = self.ends() {
            let (from, to) = self.wished(form, row, &mut dice);
            if let Some((low, high)) = dice.pick(&self.segments) {
                // Within a partition it is the row's own moment that decides, so that others follow from it.
                return Value::Scalar(dice.between(*low, *high), form);
            }
            let (from, to) = narrowed((from, to), (low, high));
            return Value::Scalar(dice.between(from, to), form);
        }
        if let Kind::Text { limit, .. } = &self.kind {
            let limit = self.longest(*limit);
            let text = match self.limits.pattern.as_ref().filter(|fitting| !fitting.natural) {
                Some(fitting) => fitting.pattern.text(None, &mut dice),
                None if limit <= 3 && self.theme == Theme::Country => {
                    Theme::CountryCode.text(None, &mut dice)
                }
                None => self.theme.text(None, &mut dice),
            };
            return Value::Text(self.dressed(text.chars().take(limit).collect()));
        }
        natural(&self.kind, dice, self)
    }

    /// A value that a check names, as one of this column; of an array, and of nothing else, a number says how many elements.
    pub(super) fn hinted(&self, hint: &Value, dice: Dice) -> Option<Value> {
        match (&self.kind, hint) {
            (Kind::Array(of), Value::Scalar(many @ 0..=64, Form::Int)) => {
                let of = self.part(of);
                let elements = 0..many.unsigned_abs();
                Some(Value::List(
                    elements.map(|at| of.natural(dice, dice.at(at))).collect(),
                ))
            }
            _ => as_of(&self.kind, hint),
        }
    }

    /// A text no longer than its type allows.
    pub(super) fn cut(&self, text: &str) -> String {
        match self.kind {
            Kind::Text { limit, .. } => text.chars().take(self.longest(limit)).collect(),
            _ => text.to_owned(),
        }
    }

    /// Makes values of a type inside this one, of which no check speaks.
    pub(super) fn part(&self, kind: &Kind) -> Self {
        Self {
            kind: kind.clone(),
            limits: Limits::default(),
            segments: Vec::new(),
            ..self.clone()
        }
    }

    fn longest(&self, limit: Option<usize>) -> usize {
        let checked = self.limits.longest.unwrap_or(usize::MAX);
        limit.unwrap_or(usize::MAX).min(checked)
    }

    /// In the case and of the length that checks ask for.
    fn dressed(&self, text: String) -> String {
        let mut text = match self.limits.lower {
            Some(true) => text.to_lowercase(),
            Some(false) => text.to_uppercase(),
            None => text,
        };
        if let Some(shortest) = self.limits.shortest {
            let missing = shortest.saturating_sub(text.chars().count());
            text.extend(std::iter::repeat_n('0', missing));
        }
        text
    }

    /// From where to where its numbers would lie if nothing forbade it.
    fn wished(&self, form: Form, row: Dice, dice: &mut Dice) -> (i64, i64) {
        let mut row = row;
        let made = |row: &mut Dice| row.between(MADE.0 * DAY, MADE.1 * DAY);
        match form {
            Form::Int => self.numbers,
            Form::Decimal(scale) => {
                let one = 10_i64.pow(u32::from(scale.min(9)));
                let whole = 10_i64.pow(u32::from(scale.saturating_sub(9)));
                let of = |number: i64| number.saturating_mul(one).saturating_mul(whole);
                (of(self.numbers.0), of(self.numbers.1))
            }
            Form::Date if self.born => (-7_300, 12_783),
            Form::Date | Form::Stamp { .. } => {
                let day = |days: i64| days * DAY;
                let moment = made(&mut row);
                let later = match self.when {
                    When::Made => 0,
                    When::Changed | When::Begun | When::Sometime => dice.between(0, day(30)),
                    When::Over | When::Ended => day(31) + dice.between(0, day(80)),
                };
                let moment = (moment + later) / 1_000_000 * 1_000_000;
                if form == Form::Date {
                    (moment.div_euclid(DAY), moment.div_euclid(DAY))
                } else {
                    (moment, moment)
                }
            }
            Form::Time { .. } => match self.when {
                When::Begun => (8 * 3600, 12 * 3600),
                When::Ended => (13 * 3600, 20 * 3600),
                _ => (0, 86_399),
            },
            Form::Span => (60, 90 * 86_400),
        }
    }
}

/// What is wished for as far as it is allowed, and what is next to it otherwise.
fn narrowed((from, to): (i64, i64), (low, high): (i64, i64)) -> (i64, i64) {
    let (least, most) = (from.max(low), to.min(high));
    if least <= most {
        (least, most)
    } else if from < low {
        (low, high.min(low.saturating_add(to.saturating_sub(from))))
    } else {
        (low.max(high.saturating_sub(to.saturating_sub(from))), high)
    }
}

/// A number in few characters, of which there are `width` at most.
fn base36(mut n: u64, width: usize) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit(u32::try_from(n % 36).unwrap_or_default(), 36).unwrap_or('0'));
        n /= 36;
        if n == 0 {
            break;
        }
    }
    digits.resize(digits.len().max(width.min(6)), '0');
    digits.into_iter().take(width).rev().collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use schemadiff_sql::parse_type;

    use super::*;
    use crate::catalog::Catalog;
    use crate::sample::kind::known;

    fn maker(column: &str, data_type: &str) -> Maker {
        let known = known(&Catalog::default(), &parse_type(data_type).unwrap()).unwrap();
        Maker::new("things", column, known.kind)
    }

    #[test]
    fn counted_values_differ() {
        for data_type in [
            "int",
            "bigint",
            "numeric(12,2)",
            "text",
            "varchar(8)",
            "char(5)",
            "uuid",
            "bytea",
            "timestamptz",
            "jsonb",
            "inet",
            "macaddr",
            "int4range",
            "tstzrange",
            "text[]",
            "pg_lsn",
            "bit(12)",
            "interval",
            "float8",
            "point",
        ] {
            let maker = maker("code", data_type);
            assert!(maker.many() >= 2000, "{data_type}: {}", maker.many());
            let made: BTreeSet<_> = (0..2000)
                .map(|n| maker.nth(n, 2000, Dice::new(n)).literal().unwrap())
                .collect();
            assert_eq!(made.len(), 2000, "{data_type}");
        }
        assert_eq!(maker("flag", "boolean").many(), 2);
    }

    #[test]
    fn what_is_made_ends_after_it_began() {
        let (starts, ends) = (maker("starts_on", "date"), maker("ends_on", "date"));
        let (made, changed) = (
            maker("created_at", "timestamptz"),
            maker("updated_at", "timestamptz"),
        );
        for row in 0..500 {
            let row = Dice::new(row);
            let units = |maker: &Maker, place| match maker.natural(row, row.at(place)) {
                Value::Scalar(units, _) => units,
                other => panic!("{other:?}"),
            };
            assert!(units(&starts, 1) <= units(&ends, 2));
            assert!(units(&made, 3) <= units(&changed, 4));
        }
    }

    #[test]
    fn limits_hold() {
        let mut maker = maker("amount", "numeric(10,2)");
        maker.limits.low = Some(500_000);
        for n in 0..100 {
            let Value::Scalar(units, _) = maker.natural(Dice::new(n), Dice::new(n)) else {
                panic!()
            };
            assert!(units >= 500_000);
        }
        assert_eq!(base36(35, 4), "000z".to_owned());
        assert_eq!(base36(36, 2), "10");
    }
}
