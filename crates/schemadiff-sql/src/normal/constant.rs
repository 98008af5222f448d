//! Literals: one spelling for constants that PostgreSQL reads as the same constant of the same type.
//!
//! What a literal's type is follows from its spelling alone (manual, "Constants"), so this needs no catalog.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;
use pg_query::protobuf::a_const::Val;

use crate::tree;
use crate::type_name;

/// The text of a plain string literal.
pub(crate) fn string_value(node: &pb::Node) -> Option<&str> {
    match &node.node {
        Some(NodeEnum::AConst(pb::AConst {
            val: Some(Val::Sval(string)),
            ..
        })) => Some(&string.sval),
        _ => None,
    }
}

/// A cast to a built-in type.
pub(crate) fn cast(value: pb::Node, type_name: &str) -> pb::Node {
    let mut name = pb::TypeName {
        names: vec![tree::string(type_name)],
        typemod: -1,
        ..Default::default()
    };
    type_name::normalize(&mut name);
    tree::node(NodeEnum::TypeCast(Box::new(pb::TypeCast {
        arg: Some(Box::new(value)),
        type_name: Some(name),
        location: 0,
    })))
}

/// A cast of a constant to the type it has anyway, or of a string that is a plain number or truth value, is just the
/// constant: `'-1'::integer`, which is how `ruleutils.c` prints a negative number (`get_const_expr()`), is `-1`.
pub(super) fn fold_cast(cast: &pb::TypeCast) -> Option<NodeEnum> {
    let type_name = type_name::convert(cast.type_name.as_ref()?).ok()?;
    if type_name.array || !type_name.modifiers.is_empty() || type_name.name.schema.is_some() {
        return None;
    }
    let NodeEnum::AConst(constant) = tree::inner(cast.arg.as_deref())? else {
        return None;
    };
    let value = constant.val.as_ref()?;
    let folded = match (value, type_name.name.name.as_str()) {
        (Val::Ival(_), "int4") | (Val::Boolval(_), "bool") => value.clone(),
        (Val::Fval(float), "int4") if fits_integer(&float.fval) => value.clone(),
        (Val::Fval(float), "int8") if is_bigint(&float.fval) => value.clone(),
        (Val::Fval(float), "numeric") if float.fval.parse::<i64>().is_err() => value.clone(),
        (Val::Sval(text), wanted) => from_text(&text.sval, wanted)?,
        _ => return None,
    };
    Some(NodeEnum::AConst(pb::AConst {
        val: Some(folded),
        ..constant.clone()
    }))
}

/// The constant that a string cast to a type is, where a bare constant of that type can be written.
fn from_text(text: &str, type_name: &str) -> Option<Val> {
    match type_name {
        "bool" => match text {
            "t" | "true" => Some(Val::Boolval(pb::Boolean { boolval: true })),
            "f" | "false" => Some(Val::Boolval(pb::Boolean { boolval: false })),
            _ => None,
        },
        "int4" => {
            let value: i32 = text.parse().ok()?;
            (value.to_string() == text).then(|| integer(value))
        }
        // A number is a bigint only when it is too large for an integer; `'5'::bigint` has no other spelling.
        "int8" => {
            let value: i64 = text.parse().ok()?;
            let large = i32::try_from(value).is_err();
            (large && value.to_string() == text).then(|| {
                Val::Fval(pb::Float {
                    fval: text.to_owned(),
                })
            })
        }
        "numeric" => {
            let fits = text.parse::<i64>().is_err() && is_canonical_decimal(text);
            fits.then(|| {
                Val::Fval(pb::Float {
                    fval: text.to_owned(),
                })
            })
        }
        _ => None,
    }
}

/// An integer as the grammar makes it: the smallest is read as a larger number that is then negated.
fn integer(value: i32) -> Val {
    match value {
        i32::MIN => Val::Fval(pb::Float {
            fval: value.to_string(),
        }),
        _ => Val::Ival(pb::Integer { ival: value }),
    }
}

/// Whether a number that is not written as an integer is one anyway (`make_const()` in `parse_node.c`).
fn fits_integer(digits: &str) -> bool {
    digits.parse::<i32>().is_ok()
}

/// Whether a number is a bigint by its size.
fn is_bigint(digits: &str) -> bool {
    digits.parse::<i64>().is_ok() && !fits_integer(digits)
}

/// The constant that a minus sign in front of a constant makes, as the grammar has it (`doNegate()` in `gram.y`): a
/// minus applied to a number cannot be written in any other way, so the tree must not hold one.
pub(super) fn negate(constant: &pb::AConst) -> Option<NodeEnum> {
    let negated = match constant.val.as_ref()? {
        Val::Ival(value) => integer(value.ival.checked_neg()?),
        Val::Fval(value) => {
            let digits = value
                .fval
                .strip_prefix('-')
                .map_or_else(|| format!("-{}", value.fval), str::to_owned);
            if is_bigint(&value.fval) && fits_integer(&digits) {
                // Without the cast it would be an integer.
                return cast(tree::string_constant(&digits), "int8").node;
            }
            Val::Fval(pb::Float { fval: digits })
        }
        _ => return None,
    };
    let mut negated = pb::AConst {
        val: Some(negated),
        ..constant.clone()
    };
    canonical(&mut negated).or(Some(NodeEnum::AConst(negated)))
}

/// Digits without leading zeros, perhaps with a sign and a fraction: what `numeric_out()` prints.
fn is_canonical_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let negative_zero = text.starts_with('-') && digits.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    all_digits(whole) && all_digits(fraction) && (whole == "0" || !whole.starts_with('0')) && !negative_zero
}

/// Gives a number the digits that `numeric_out()` would print: `.5` is `0.5`, `1e3` is the numeric 1000.
pub(super) fn canonical(constant: &mut pb::AConst) -> Option<NodeEnum> {
    let Some(Val::Fval(float)) = &mut constant.val else {
        return None;
    };
    if float.fval.parse::<i64>().is_ok() {
        return None;
    }
    let plain = plain_decimal(&float.fval)?;
    if plain.parse::<i64>().is_ok() {
        // Written without a point it would be an integer, so the type has to be said.
        return cast(tree::string_constant(&plain), "numeric").node;
    }
    float.fval = plain;
    None
}

/// Writes a decimal number without exponent and needless zeros in front; `None` for what it does not understand.
///
/// The number of digits after the point is the number's scale and stays: `1.50` is not `1.5`
/// (`set_var_from_str()` in `src/backend/utils/adt/numeric.c`).
fn plain_decimal(text: &str) -> Option<String> {
    const LONGEST: i64 = 1000;
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
        None => (digits, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    if all.is_empty() || exponent.abs() > LONGEST || !all.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let scale = (i64::try_from(fraction.len()).ok()? - exponent).max(0);
    let point = i64::try_from(whole.len()).ok()? + exponent;
    let digit = |place: i64| {
        usize::try_from(place)
            .ok()
            .and_then(|place| all.as_bytes().get(place))
            .map_or('0', |b| char::from(*b))
    };
    let whole: String = (0..point.max(1))
        .map(|place| if point < 1 { '0' } else { digit(place) })
        .collect();
    let fraction: String = (0..scale).map(|place| digit(point + place)).collect();
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        trimmed => trimmed,
    };
    let zero = whole == "0" && fraction.bytes().all(|byte| byte == b'0');
    let sign = if negative && !zero { "-" } else { "" };
    Some(if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals() {
        for (text, plain) in [
            ("1.50", "1.50"),
            (".5", "0.5"),
            ("5.", "5"),
            ("1e3", "1000"),
            ("1.5e1", "15"),
            ("15e-1", "1.5"),
            ("1e-3", "0.001"),
            ("001.5", "1.5"),
            ("-0.0", "0.0"),
            ("-1.5", "-1.5"),
            ("1.25e1", "12.5"),
            ("0e5", "0"),
            ("99999999999999999999", "99999999999999999999"),
            ("0.00e1", "0.0"),
        ] {
            assert_eq!(plain_decimal(text).as_deref(), Some(plain), "{text}");
        }
        assert_eq!(plain_decimal("0x1F"), None);
        assert_eq!(plain_decimal("1_000.5"), None);
        assert_eq!(plain_decimal("NaN"), None);
    }
}
