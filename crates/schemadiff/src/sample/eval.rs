//! What a condition says of values, without a server: true, false, NULL, or that it cannot be known here.

use schemadiff_sql::Formula;

use super::pattern;
use super::value::{DAY, Form, Value, read};

/// The moment that `now()` stands for: all that is made lies before it, and every server's clock is behind it.
pub(super) const NOW: i64 = 20_454 * DAY;

/// Computes a formula; nothing where it cannot be known. `column` gives the values of columns.
pub(super) fn eval(formula: &Formula, column: &dyn Fn(&str) -> Option<Value>) -> Option<Value> {
    let inner = |formula| eval(formula, column);
    match formula {
        Formula::Column(name) => column(name),
        Formula::Null => Some(Value::Null),
        Formula::Flag(flag) => Some(Value::Flag(*flag)),
        Formula::Number(text) => match text.parse() {
            Ok(number) => Some(Value::int(number)),
            Err(_) => read(Form::Decimal(6), text).map(|units| Value::Scalar(units, Form::Decimal(6))),
        },
        Formula::Text(text) => Some(Value::text(text)),
        Formula::And(list) => junction(list, column, false),
        Formula::Or(list) => junction(list, column, true),
        Formula::Not(negated) => Some(match inner(negated)? {
            Value::Flag(flag) => Value::Flag(!flag),
            Value::Null => Value::Null,
            _ => return None,
        }),
        Formula::IsNull(tested) => Some(Value::Flag(inner(tested)? == Value::Null)),
        Formula::Is(tested, wanted) => Some(Value::Flag(inner(tested)? == Value::Flag(*wanted))),
        Formula::Case(arms, otherwise) => {
            for (condition, result) in arms {
                if inner(condition)? == Value::Flag(true) {
                    return inner(result);
                }
            }
            otherwise
                .as_ref()
                .map_or(Some(Value::Null), |otherwise| inner(otherwise))
        }
        Formula::Cast(value, to) => {
            let value = inner(value)?;
            let form = match (to.name.schema.is_none(), to.name.name.as_str()) {
                _ if to.array => return Some(value),
                (true, "int2" | "int4" | "int8") => Form::Int,
                (true, "numeric" | "float4" | "float8") => Form::Decimal(6),
                (true, "date") => Form::Date,
                (true, "timestamp") => Form::Stamp { zone: false },
                (true, "timestamptz") => Form::Stamp { zone: true },
                (true, "time" | "timetz") => Form::Time { zone: false },
                (true, "interval") => Form::Span,
                (true, "bool") => {
                    return match value {
                        Value::Text(text) => truth(&text).map(Value::Flag),
                        other => Some(other),
                    };
                }
                (true, "text" | "varchar" | "bpchar" | "name" | "citext") => {
                    return Some(value.literal().map_or(Value::Null, Value::Text));
                }
                _ => return Some(value),
            };
            match value {
                Value::Text(text) => read(form, &text).map(|units| Value::Scalar(units, form)),
                Value::Scalar(units, Form::Stamp { .. }) if form == Form::Date => {
                    Some(Value::Scalar(units.div_euclid(DAY), form))
                }
                other => Some(other),
            }
        }
        Formula::Array(items) => items.iter().map(inner).collect::<Option<_>>().map(Value::List),
        Formula::Now => Some(Value::Scalar(NOW, Form::Stamp { zone: true })),
        Formula::Call(name, operands) => {
            if name == "coalesce" {
                for operand in operands {
                    match inner(operand)? {
                        Value::Null => {}
                        value => return Some(value),
                    }
                }
                return Some(Value::Null);
            }
            let values: Vec<Value> = operands.iter().map(inner).collect::<Option<_>>()?;
            call(name, &values)
        }
        Formula::Unknown => None,
    }
}

fn truth(text: &str) -> Option<bool> {
    match text {
        "t" | "true" | "yes" | "on" | "1" => Some(true),
        "f" | "false" | "no" | "off" | "0" => Some(false),
        _ => None,
    }
}

/// Three-valued AND or OR: what decides it decides it, whatever else is not known.
fn junction(list: &[Formula], column: &dyn Fn(&str) -> Option<Value>, decides: bool) -> Option<Value> {
    let (mut unknown, mut null) = (false, false);
    for formula in list {
        match eval(formula, column) {
            Some(Value::Flag(flag)) if flag == decides => return Some(Value::Flag(decides)),
            Some(Value::Flag(_)) => {}
            Some(Value::Null) => null = true,
            _ => unknown = true,
        }
    }
    match (unknown, null) {
        (true, _) => None,
        (false, true) => Some(Value::Null),
        (false, false) => Some(Value::Flag(!decides)),
    }
}

fn call(name: &str, values: &[Value]) -> Option<Value> {
    match (name, values) {
        ("is distinct from", [a, b]) => {
            return match (a, b) {
                (Value::Null, Value::Null) => Some(Value::Flag(false)),
                (Value::Null, _) | (_, Value::Null) => Some(Value::Flag(true)),
                _ => compare(a, b).map(|order| Value::Flag(order != 0)),
            };
        }
        ("num_nonnulls", _) => return Some(Value::int(count(values, |value| *value != Value::Null))),
        ("num_nulls", _) => return Some(Value::int(count(values, |value| *value == Value::Null))),
        ("nullif", [a, b]) => {
            let equal = *a != Value::Null && *b != Value::Null && compare(a, b)? == 0;
            return Some(if equal { Value::Null } else { a.clone() });
        }
        ("greatest" | "least", _) => {
            let mut best: Option<&Value> = None;
            for value in values.iter().filter(|value| **value != Value::Null) {
                let better = match best {
                    None => true,
                    Some(best) => (compare(value, best)? > 0) == (name == "greatest"),
                };
                if better {
                    best = Some(value);
                }
            }
            return Some(best.cloned().unwrap_or(Value::Null));
        }
        ("concat", _) => {
            return Some(Value::Text(values.iter().filter_map(Value::literal).collect()));
        }
        _ => {}
    }
    // All others are strict.
    if values.contains(&Value::Null) {
        return Some(Value::Null);
    }
    let flag = |flag: bool| Some(Value::Flag(flag));
    match (name, values) {
        ("=", [a, b]) => flag(compare(a, b)? == 0),
        ("= any", [a, Value::List(list)]) => {
            let equal: Option<Vec<i8>> = list.iter().map(|element| compare(a, element)).collect();
            flag(equal?.contains(&0))
        }
        ("<>" | "!=", [a, b]) => flag(compare(a, b)? != 0),
        ("<", [a, b]) => flag(compare(a, b)? < 0),
        ("<=", [a, b]) => flag(compare(a, b)? <= 0),
        (">", [a, b]) => flag(compare(a, b)? > 0),
        (">=", [a, b]) => flag(compare(a, b)? >= 0),
        ("~~" | "~~*" | "!~~" | "!~~*" | "~" | "~*" | "!~" | "!~*", [a, Value::Text(text)]) => {
            let matched = pattern::matches(name.trim_start_matches('!'), &a.literal()?, text)?;
            flag(matched != name.starts_with('!'))
        }
        ("lower", [Value::Text(text)]) if !text.starts_with(['[', '(']) => {
            Some(Value::Text(text.to_lowercase()))
        }
        ("upper", [Value::Text(text)]) if !text.starts_with(['[', '(']) => {
            Some(Value::Text(text.to_uppercase()))
        }
        ("btrim" | "trim", [Value::Text(text)]) => Some(Value::text(text.trim_matches(' '))),
        ("ltrim", [Value::Text(text)]) => Some(Value::text(text.trim_start_matches(' '))),
        ("rtrim", [Value::Text(text)]) => Some(Value::text(text.trim_end_matches(' '))),
        ("length" | "char_length" | "character_length", [Value::Text(text)]) => {
            Some(Value::int(text.chars().count().try_into().ok()?))
        }
        ("octet_length", [Value::Text(text)]) => {
            let hex = text.strip_prefix("\\x");
            Some(Value::int(
                hex.map_or(text.len(), |hex| hex.len() / 2).try_into().ok()?,
            ))
        }
        ("position" | "strpos", [text, Value::Text(part)]) => {
            let text = text.literal()?;
            let at = text.find(part).map_or(0, |at| text[..at].chars().count() + 1);
            Some(Value::int(at.try_into().ok()?))
        }
        ("||", [Value::Text(a), Value::Text(b)]) => Some(Value::Text(format!("{a}{b}"))),
        ("cardinality" | "array_length", [Value::List(list), ..]) => Some(match list.len() {
            0 if name == "array_length" => Value::Null,
            many => Value::int(many.try_into().ok()?),
        }),
        ("jsonb_typeof" | "json_typeof", [Value::Text(text)]) => {
            Some(Value::text(match text.chars().next()? {
                '{' => "object",
                '[' => "array",
                '"' => "string",
                't' | 'f' => "boolean",
                'n' => "null",
                _ => "number",
            }))
        }
        ("abs", [Value::Scalar(units, form)]) => Some(Value::Scalar(units.abs(), *form)),
        ("-", [Value::Scalar(units, form)]) => Some(Value::Scalar(-units, *form)),
        ("+", [value @ Value::Scalar(..)]) => Some(value.clone()),
        (
            "+" | "-",
            [
                Value::Scalar(a, Form::Stamp { zone }),
                Value::Scalar(b, Form::Span),
            ],
        ) => {
            let b = b.checked_mul(1_000_000)?;
            let sum = if name == "+" {
                a.checked_add(b)
            } else {
                a.checked_sub(b)
            };
            Some(Value::Scalar(sum?, Form::Stamp { zone: *zone }))
        }
        (
            "-",
            [
                Value::Scalar(a, Form::Stamp { .. }),
                Value::Scalar(b, Form::Stamp { .. }),
            ],
        ) => Some(Value::Scalar(a.checked_sub(*b)? / 1_000_000, Form::Span)),
        ("+" | "-", [Value::Scalar(a, Form::Date), Value::Scalar(b, Form::Int)]) => {
            Some(Value::Scalar(if name == "+" { a + b } else { a - b }, Form::Date))
        }
        ("-", [Value::Scalar(a, Form::Date), Value::Scalar(b, Form::Date)]) => Some(Value::int(a - b)),
        ("+" | "-" | "*" | "/" | "%" | "mod", [a, b]) => arithmetic(name, number(a)?, number(b)?, [a, b]),
        _ => None,
    }
}

fn count(values: &[Value], is: impl Fn(&Value) -> bool) -> i64 {
    values
        .iter()
        .filter(|value| is(value))
        .count()
        .try_into()
        .unwrap_or_default()
}

fn arithmetic(name: &str, a: f64, b: f64, values: [&Value; 2]) -> Option<Value> {
    let ints = values
        .iter()
        .all(|value| matches!(value, Value::Scalar(_, Form::Int)));
    let result = match name {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        _ if b == 0.0 => return None,
        "/" if ints => (a / b).trunc(),
        "/" => a / b,
        _ => a % b,
    };
    if result.abs() > 9e11 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "it is small enough")]
    Some(Value::Scalar((result * 1e6).round() as i64, Form::Decimal(6)))
}

/// A number, as near as a float comes to it.
fn number(value: &Value) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "what is compared is far smaller")]
    match value {
        Value::Scalar(units, Form::Int) => Some(*units as f64),
        Value::Scalar(units, Form::Decimal(scale)) => Some(*units as f64 / 10_f64.powi(i32::from(*scale))),
        _ => None,
    }
}

/// How two values are ordered, as the sign of a number. A literal is read as what it stands beside.
fn compare(a: &Value, b: &Value) -> Option<i8> {
    let sign = |order: std::cmp::Ordering| Some(order as i8);
    match (a, b) {
        (Value::Flag(a), Value::Flag(b)) => sign(a.cmp(b)),
        (Value::Flag(a), Value::Text(b)) => sign(a.cmp(&truth(b)?)),
        (Value::Scalar(a, Form::Date), Value::Scalar(b, Form::Stamp { .. })) => sign((a * DAY).cmp(b)),
        (Value::Scalar(a, Form::Stamp { .. }), Value::Scalar(b, Form::Date)) => sign(a.cmp(&(b * DAY))),
        (Value::Scalar(left, form), Value::Scalar(right, other)) => {
            if let (Some(a), Some(b)) = (number(a), number(b)) {
                return sign(a.total_cmp(&b));
            }
            let alike = std::mem::discriminant(form) == std::mem::discriminant(other);
            alike.then(|| left.cmp(right) as i8)
        }
        (Value::Scalar(left, form), Value::Text(text)) => {
            if let Some(a) = number(a) {
                return sign(a.total_cmp(&text.trim().parse().ok()?));
            }
            sign(left.cmp(&read(*form, text)?))
        }
        (Value::Text(_), Value::Scalar(..) | Value::Flag(_)) => compare(b, a).map(|order| -order),
        (Value::Text(a), Value::Text(b)) => sign(a.cmp(b)),
        (Value::List(a), Value::List(b)) => (a == b).then_some(0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use schemadiff_sql::Expr;

    use super::*;

    fn value(text: &str) -> Option<Value> {
        let column = |name: &str| {
            Some(match name {
                "amount" => Value::Scalar(-500, Form::Decimal(2)),
                "kind" => Value::text("credit_note"),
                "starts" => Value::Scalar(20_000, Form::Date),
                "ends" => Value::Scalar(20_010, Form::Date),
                "nothing" => Value::Null,
                "email" => Value::text("ada@acme.test"),
                "tags" => Value::List(vec![Value::text("a")]),
                _ => return None,
            })
        };
        eval(&Expr::parse(text).unwrap().formula(), &column)
    }

    #[test]
    fn conditions_are_computed_as_a_server_does() {
        for (text, wanted) in [
            ("(amount < 0) = (kind = 'credit_note')", true),
            ("ends >= starts", true),
            ("ends - starts > 30", false),
            ("starts < '2024-01-01'::date", false),
            ("amount between -5 and 0", true),
            ("kind in ('one_off', 'recurring')", false),
            ("email = lower(email) and position('@' in email) > 1", true),
            ("email like '%@%.test'", true),
            ("email ~* '^[^@]+@ACME'", true),
            ("length(email) <= 5 or nothing is null", true),
            ("num_nonnulls(nothing, kind) = 1", true),
            ("coalesce(nothing, 1) = 1", true),
            ("case when amount > 0 then false else kind is not null end", true),
            ("cardinality(tags) > 1", false),
            ("'a' = any (tags)", true),
            ("starts < now()", true),
            ("nothing is distinct from kind", true),
            ("jsonb_typeof('[1]'::jsonb) = 'array'", true),
            ("unknown = 1 or kind <> 'x'", true),
        ] {
            assert_eq!(value(text), Some(Value::Flag(wanted)), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_known_is_said_to_be_unknown() {
        assert_eq!(value("nothing > 1"), Some(Value::Null));
        assert_eq!(value("unknown > 1"), None);
        assert_eq!(value("is_valid_iban(kind)"), None);
        assert_eq!(value("unknown = 1 and kind = 'x'"), Some(Value::Flag(false)));
    }
}
