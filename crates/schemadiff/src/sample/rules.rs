//! What checks say of single columns, read off their shape: bounds, choices, lengths and patterns; and values worth trying.

use std::collections::BTreeMap;

use schemadiff_sql::Formula;

use super::dice::Dice;
use super::eval::eval;
use super::kind::Kind;
use super::make::{Fitting, Maker};
use super::pattern::{Pattern, matches};
use super::value::{Form, Value, read};

/// The makers of a table's columns by their names.
pub(super) type Makers = BTreeMap<String, Maker>;

/// Narrows the makers of columns by a check.
pub(super) fn narrow(check: &Formula, makers: &mut Makers) {
    match check {
        Formula::And(list) => list.iter().for_each(|part| narrow(part, makers)),
        Formula::Or(list) => {
            if let Some((column, choices)) = choices(list) {
                let Some(maker) = makers.get_mut(&column) else {
                    return;
                };
                let read: Vec<Value> = choices
                    .iter()
                    .filter_map(|choice| as_of(&maker.kind, choice))
                    .collect();
                if !read.is_empty() && maker.limits.choices.is_none() {
                    maker.limits.choices = Some(read);
                }
                return;
            }
            // `a IS NULL OR …a…` says of values what the rest says.
            let [first, second] = list.as_slice() else { return };
            for (null, rest) in [(first, second), (second, first)] {
                if let Formula::IsNull(tested) = null
                    && let Some(column) = plain(tested)
                    && rest.columns() == [column]
                {
                    return narrow(rest, makers);
                }
            }
        }
        Formula::Call(operator, operands) => {
            let [left, right] = operands.as_slice() else {
                return;
            };
            if operator == "=" {
                for (a, b) in [(left, right), (right, left)] {
                    if let (Some(column), Formula::Call(name, inner)) = (plain(a), b)
                        && let [inner] = inner.as_slice()
                        && plain(inner) == Some(column)
                        && matches!(name.as_str(), "lower" | "upper")
                        && let Some(maker) = makers.get_mut(column)
                    {
                        maker.limits.lower = Some(name == "lower");
                    }
                }
            }
            if let Some(value) = constant(right) {
                compare(operator, left, &value, makers);
            } else if let Some(value) = constant(left) {
                compare(flipped(operator), right, &value, makers);
            }
        }
        _ => {}
    }
}

fn flipped(operator: &str) -> &str {
    match operator {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        "~" | "~*" | "~~" | "~~*" => "",
        other => other,
    }
}

/// A column, perhaps cast or trimmed.
fn plain(formula: &Formula) -> Option<&str> {
    match formula {
        Formula::Column(name) => Some(name),
        Formula::Cast(inner, _) => plain(inner),
        Formula::Call(name, inner) if matches!(name.as_str(), "btrim" | "trim" | "ltrim" | "rtrim") => {
            plain(inner.first()?)
        }
        _ => None,
    }
}

/// A value that no column takes part in.
pub(super) fn constant(formula: &Formula) -> Option<Value> {
    if !formula.columns().is_empty() {
        return None;
    }
    eval(formula, &|_| None).filter(|value| *value != Value::Null)
}

/// `a = 1 OR a = 2 OR a IS NULL`.
fn choices(list: &[Formula]) -> Option<(String, Vec<Value>)> {
    let mut of: Option<&str> = None;
    let mut values = Vec::new();
    for part in list {
        let column = match part {
            Formula::IsNull(tested) => plain(tested)?,
            Formula::Call(operator, operands) if operator == "=" => {
                let [left, right] = operands.as_slice() else {
                    return None;
                };
                values.push(constant(right)?);
                plain(left)?
            }
            _ => return None,
        };
        if *of.get_or_insert(column) != column {
            return None;
        }
    }
    (!values.is_empty()).then(|| of.map(|of| (of.to_owned(), values)))?
}

/// A constant as a value of a type.
pub(super) fn as_of(kind: &Kind, value: &Value) -> Option<Value> {
    match (kind, value) {
        (Kind::Scalar { form, .. }, Value::Text(text)) => {
            read(*form, text).map(|units| Value::Scalar(units, *form))
        }
        (Kind::Scalar { form, .. }, Value::Scalar(units, from)) => {
            units_in(*form, *units, *from).map(|units| Value::Scalar(units, *form))
        }
        (Kind::Enum(values), Value::Text(text)) => values.contains(text).then(|| value.clone()),
        (Kind::Text { .. } | Kind::Char, _) => value.literal().map(Value::Text),
        (Kind::Flag, Value::Flag(_)) | (Kind::Array(_), Value::List(_)) => Some(value.clone()),
        (Kind::Flag | Kind::Scalar { .. } | Kind::Enum(_) | Kind::Array(_), _)
        | (_, Value::List(_) | Value::Scalar(..) | Value::Flag(_)) => None,
        (_, Value::Text(_) | Value::Null) => Some(value.clone()),
    }
}

/// Units of one form in those of another.
fn units_in(form: Form, units: i64, from: Form) -> Option<i64> {
    let digits = |form| match form {
        Form::Int => Some(0_i32),
        Form::Decimal(scale) => Some(i32::from(scale)),
        _ => None,
    };
    match (digits(form), digits(from)) {
        (Some(to), Some(from)) if to >= from => {
            units.checked_mul(10_i64.checked_pow(u32::try_from(to - from).ok()?)?)
        }
        (Some(to), Some(from)) => Some(units / 10_i64.checked_pow(u32::try_from(from - to).ok()?)?),
        (None, None) => match (form, from) {
            (Form::Date, Form::Stamp { .. }) => Some(units.div_euclid(super::value::DAY)),
            (Form::Stamp { .. }, Form::Date) => units.checked_mul(super::value::DAY),
            _ => Some(units),
        },
        _ => None,
    }
}

fn compare(operator: &str, left: &Formula, value: &Value, makers: &mut Makers) {
    // `length(a) <= 10`
    if let Formula::Call(name, inner) = left
        && matches!(
            name.as_str(),
            "length" | "char_length" | "character_length" | "octet_length"
        )
        && let Some(column) = inner.first().and_then(plain)
        && let Some(Value::Scalar(length, _)) = as_of(
            &Kind::Scalar {
                form: Form::Int,
                low: i64::MIN,
                high: i64::MAX,
            },
            value,
        )
        && let Some(maker) = makers.get_mut(column)
    {
        let length = usize::try_from(length).unwrap_or_default();
        let limits = &mut maker.limits;
        let (least, most) = match operator {
            "=" => (Some(length), Some(length)),
            ">" => (Some(length + 1), None),
            ">=" => (Some(length), None),
            "<" => (None, Some(length.saturating_sub(1))),
            "<=" => (None, Some(length)),
            _ => (None, None),
        };
        limits.shortest = limits.shortest.max(least);
        limits.longest = match (limits.longest, most) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        return;
    }
    let Some(maker) = plain(left).and_then(|column| makers.get_mut(column)) else {
        return;
    };
    match operator {
        "~" | "~*" | "~~" | "~~*" => {
            let Value::Text(text) = value else { return };
            if maker.limits.pattern.is_some() {
                return;
            }
            let fits = |made: Value| match made {
                Value::Text(made) => matches(operator, &made, text) == Some(true),
                _ => false,
            };
            maker.limits.pattern = Pattern::read(operator, text).map(|pattern| Fitting {
                pattern,
                natural: (0..8).all(|n| fits(maker.natural(Dice::new(n), Dice::new(n)))),
                counted: [0, 7, 1_000_000]
                    .into_iter()
                    .all(|n| fits(maker.nth(n, n + 1, Dice::new(n)))),
            });
        }
        "=" => {
            if let Some(value) = as_of(&maker.kind, value) {
                maker.limits.choices = Some(vec![value]);
            }
        }
        "<" | "<=" | ">" | ">=" => {
            let Some(Value::Scalar(units, _)) = as_of(&maker.kind, value) else {
                return;
            };
            let limits = &mut maker.limits;
            match operator {
                ">" => limits.low = limits.low.max(Some(units.saturating_add(1))),
                ">=" => limits.low = limits.low.max(Some(units)),
                _ => {
                    let high = if operator == "<" {
                        units.saturating_sub(1)
                    } else {
                        units
                    };
                    limits.high = Some(limits.high.map_or(high, |limit| limit.min(high)));
                }
            }
        }
        _ => {}
    }
}

/// The keys of JSON objects that a check reads, with their columns.
pub(super) fn keys(check: &Formula, found: &mut dyn FnMut(&str, &str)) {
    check.visit(&mut |formula| {
        if let Formula::Call(name, operands) = formula
            && matches!(name.as_str(), "->" | "->>" | "?" | "jsonb_exists")
            && let [object, key] = operands.as_slice()
            && let (Some(column), Some(Value::Text(key))) = (plain(object), constant(key))
        {
            found(column, &key);
        }
    });
}

/// Constants that a check compares something with, for each column that takes part: values worth trying.
pub(super) fn hints(check: &Formula, found: &mut dyn FnMut(&str, &Value)) {
    check.visit(&mut |formula| {
        let Formula::Call(name, operands) = formula else {
            return;
        };
        let [left, right] = operands.as_slice() else {
            return;
        };
        for (side, other) in [(left, right), (right, left)] {
            let Some(value) = constant(other) else { continue };
            for column in side.columns() {
                if let (Formula::Call(function, _), Value::Text(text)) = (side, &value)
                    && function.ends_with("_typeof")
                {
                    let sample = match text.as_str() {
                        "array" => "[]",
                        "object" => "{}",
                        "string" => "\"sample\"",
                        "number" => "1",
                        "boolean" => "true",
                        _ => "null",
                    };
                    found(column, &Value::text(sample));
                    continue;
                }
                found(column, &value);
                if let Value::Scalar(units, form) = &value
                    && name != "="
                {
                    found(column, &Value::Scalar(units.saturating_add(1), *form));
                    found(column, &Value::Scalar(units.saturating_sub(1), *form));
                }
            }
        }
    });
}

/// `a = …` at the top of a check, where the rest does not speak of the column: the column's value follows.
pub(super) fn equations<'a>(check: &'a Formula, found: &mut dyn FnMut(&'a str, &'a Formula)) {
    match check {
        Formula::And(list) => list.iter().for_each(|part| equations(part, found)),
        Formula::Call(operator, operands) if operator == "=" => {
            let [left, right] = operands.as_slice() else {
                return;
            };
            for (side, other) in [(left, right), (right, left)] {
                if let Formula::Column(column) = side
                    && !other.columns().is_empty()
                    && !other.columns().contains(&column.as_str())
                {
                    found(column, other);
                    return;
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use schemadiff_sql::{Expr, parse_type};

    use super::*;
    use crate::catalog::Catalog;
    use crate::sample::kind::known;

    fn narrowed(column: &str, data_type: &str, check: &str) -> Maker {
        let known = known(&Catalog::default(), &parse_type(data_type).unwrap()).unwrap();
        let mut makers = Makers::from([(column.to_owned(), Maker::new("things", column, known.kind))]);
        narrow(&Expr::parse(check).unwrap().formula(), &mut makers);
        makers.remove(column).unwrap()
    }

    #[test]
    fn checks_narrow_what_is_made() {
        let maker = narrowed("n", "int", "n >= 5");
        assert_eq!(maker.limits.low, Some(5));
        let maker = narrowed("rate", "numeric(5,4)", "rate < 1");
        assert_eq!(maker.limits.high, Some(9_999));
        let maker = narrowed("day", "date", "day > '2024-01-01'::date");
        assert_eq!(maker.limits.low, Some(19_724));
        let maker = narrowed("s", "text", "s in ('a', 'b') or s is null");
        assert_eq!(maker.limits.choices.map(|choices| choices.len()), Some(2));
        let maker = narrowed("s", "text", "s is null or char_length(btrim(s)) between 3 and 9");
        assert_eq!((maker.limits.shortest, maker.limits.longest), (Some(3), Some(9)));
        let maker = narrowed("email", "text", "email ~* '^[^@]+@[^@]+\\.[a-z]+$'");
        assert!(
            maker
                .limits
                .pattern
                .is_some_and(|fitting| fitting.natural && fitting.counted)
        );
        let maker = narrowed("code", "text", "code ~ '^[A-Z]{3}$'");
        assert_eq!(maker.many(), 17_576);
        assert_eq!(narrowed("s", "text", "s = lower(s)").limits.lower, Some(true));
    }
}
