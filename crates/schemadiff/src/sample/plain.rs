//! Values of types that no check speaks of: natural ones, and the n-th of as many different ones as there are.

use super::dice::{Dice, mix};
use super::kind::{Geometry, Kind};
use super::make::Maker;
use super::value::{Value, write_element};

fn uuid(a: u64, b: u64) -> String {
    // Version 4, variant 1 (RFC 9562, section 5.4).
    let (a, b) = ((a & !0xf000) | 0x4000, (b & !(0b11 << 62)) | (0b10 << 62));
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        a >> 32,
        (a >> 16) & 0xffff,
        a & 0xffff,
        b >> 48,
        b & 0xffff_ffff_ffff
    )
}

/// The n-th value of a type that no check speaks of.
pub(super) fn nth(kind: &Kind, n: u64, maker: &Maker, mut dice: Dice) -> Value {
    let part = |kind: &Kind| maker.part(kind);
    Value::Text(match kind {
        Kind::Flag => return Value::Flag(n % 2 == 1),
        Kind::Scalar { .. } | Kind::Text { .. } => return part(kind).nth(n, u64::MAX >> 8, dice),
        Kind::Char => char::from_digit(u32::try_from(n % 36).unwrap_or_default(), 36)
            .unwrap_or('a')
            .to_string(),
        Kind::Bytes => format!("\\x{:016x}", mix(n)),
        Kind::Uuid => uuid(dice.roll(), dice.roll()),
        Kind::Json => format!("{{\"number\": {n}}}"),
        Kind::Inet => address(n),
        Kind::Cidr => format!("{}/32", address(n % (1 << 24))),
        Kind::Mac(bytes) => mac(*bytes, n),
        Kind::Bits { many, .. } => {
            let bit = |at: usize| if at < 64 && n >> at & 1 == 1 { '1' } else { '0' };
            (0..*many).rev().map(bit).collect()
        }
        Kind::TsVector => format!("'word{n}':1"),
        Kind::Points(Geometry::Point) => format!("({n},{n})"),
        Kind::Range { of, .. } => {
            let of = part(of);
            let end = |half| of.slot(n, half).literal().unwrap_or_default();
            format!("[\"{}\",\"{}\")", end(0), end(1))
        }
        Kind::Lsn => format!("{:X}/{:X}", n >> 32, n & 0xffff_ffff),
        Kind::Enum(values) => {
            let at = usize::try_from(n % values.len() as u64).unwrap_or_default();
            values.get(at).cloned().unwrap_or_default()
        }
        Kind::Composite(fields) => {
            let mut out = "(".to_owned();
            for (at, field) in fields.iter().enumerate() {
                let value = if at == 0 {
                    nth(field, n, maker, dice)
                } else {
                    part(field).natural(dice, dice.at(at as u64))
                };
                if at > 0 {
                    out.push(',');
                }
                write_element(&mut out, &value, "");
            }
            out.push(')');
            out
        }
        Kind::Array(of) => return Value::List(vec![part(of).nth(n, u64::MAX >> 8, dice)]),
        Kind::Hstore => format!("\"number\"=>\"{n}\""),
        Kind::Ltree => format!("root.n{n}"),
        Kind::Vector(many) => {
            let numbers = (0..*many).map(|at| if at == 0 { n.to_string() } else { "0".to_owned() });
            format!("[{}]", numbers.collect::<Vec<_>>().join(","))
        }
        Kind::TsQuery | Kind::Points(_) | Kind::Only(_) => return natural(kind, dice, maker),
    })
}

/// A string as JSON writes it.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn address(n: u64) -> String {
    match u32::try_from(n) {
        Ok(n) if n < 1 << 24 => {
            let [_, b, c, d] = n.to_be_bytes();
            format!("10.{b}.{c}.{d}")
        }
        _ => format!(
            "fd00::{:x}:{:x}:{:x}:{:x}",
            n >> 48,
            n >> 32 & 0xffff,
            n >> 16 & 0xffff,
            n & 0xffff
        ),
    }
}

fn mac(bytes: u8, n: u64) -> String {
    let all = n.to_be_bytes();
    let used = &all[8 - usize::from(bytes.min(8))..];
    let mut parts: Vec<String> = used.iter().map(|byte| format!("{byte:02x}")).collect();
    if let Some(first) = parts.first_mut() {
        "02".clone_into(first);
    }
    parts.join(":")
}

/// A value of a type that no check speaks of.
pub(super) fn natural(kind: &Kind, mut dice: Dice, maker: &Maker) -> Value {
    let part = |kind: &Kind| maker.part(kind);
    Value::Text(match kind {
        Kind::Flag => return Value::Flag(dice.chance(50)),
        Kind::Scalar { .. } | Kind::Text { .. } => return part(kind).natural(dice, dice.at(1)),
        Kind::Json => {
            let score = dice.below(100);
            let source =
                ["web", "mobile", "api", "import"][usize::try_from(dice.below(4)).unwrap_or_default()];
            let mut asked = String::new();
            for key in &maker.limits.keys {
                asked.push_str(&format!(", {}: {score}", quoted(key)));
            }
            format!("{{\"score\": {score}, \"source\": \"{source}\"{asked}}}")
        }
        Kind::TsVector => "'sample':1 'text':2".to_owned(),
        Kind::TsQuery => "'sample' & 'text'".to_owned(),
        Kind::Points(geometry) => {
            let mut point = || format!("({},{})", dice.below(180), dice.below(90));
            match geometry {
                Geometry::Point => point(),
                Geometry::Line => "{1,-1,0}".to_owned(),
                Geometry::Segment => format!("[{},{}]", point(), point()),
                Geometry::Box => format!("{},{}", point(), point()),
                Geometry::Path => format!("[{},{},{}]", point(), point(), point()),
                Geometry::Polygon => format!("({},{},{})", point(), point(), point()),
                Geometry::Circle => format!("<{},{}>", point(), 1 + dice.below(9)),
            }
        }
        Kind::Range { of, multi } => {
            let n = dice.below(10_000);
            let range = nth(
                &Kind::Range {
                    of: of.clone(),
                    multi: false,
                },
                n,
                maker,
                dice,
            )
            .literal();
            let range = range.unwrap_or_default();
            if *multi { format!("{{{range}}}") } else { range }
        }
        Kind::Array(of) => {
            let of = part(of);
            let many = dice.below(4);
            return Value::List((0..many).map(|at| of.natural(dice, dice.at(at))).collect());
        }
        Kind::Composite(fields) => {
            let mut out = "(".to_owned();
            for (at, field) in fields.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write_element(&mut out, &part(field).natural(dice, dice.at(at as u64)), "");
            }
            out.push(')');
            out
        }
        Kind::Enum(values) => dice.pick(values).cloned().unwrap_or_default(),
        Kind::Vector(many) => {
            let numbers = (0..*many).map(|_| format!("0.{:03}", dice.below(1000)));
            format!("[{}]", numbers.collect::<Vec<_>>().join(","))
        }
        Kind::Only(text) => (*text).to_owned(),
        Kind::Ltree => format!("root.n{}", dice.below(100)),
        Kind::Char
        | Kind::Bytes
        | Kind::Uuid
        | Kind::Inet
        | Kind::Cidr
        | Kind::Mac(_)
        | Kind::Bits { .. }
        | Kind::Lsn
        | Kind::Hstore => {
            let n = dice.below(1 << 24);
            return nth(kind, n, maker, dice);
        }
    })
}
