//! Texts as people would write them, chosen by what a column is called.

use super::dice::Dice;

const FIRST: &[&str] = &[
    "Ada",
    "Alan",
    "Amara",
    "Barbara",
    "Chen",
    "Claude",
    "Dmitri",
    "Edsger",
    "Elena",
    "Fatima",
    "Grace",
    "Hiro",
    "Ingrid",
    "Ivan",
    "Jean",
    "John",
    "Karim",
    "Katherine",
    "Leila",
    "Linus",
    "Margaret",
    "Mei",
    "Niklaus",
    "Noor",
    "Olga",
    "Priya",
    "Radia",
    "Sofia",
    "Tim",
    "Umar",
    "Vint",
    "Yuki",
];
const LAST: &[&str] = &[
    "Allen",
    "Bernard",
    "Chowdhury",
    "Diaz",
    "Eriksen",
    "Fischer",
    "Garcia",
    "Hopper",
    "Ivanova",
    "Jansen",
    "Kim",
    "Lovelace",
    "Moreau",
    "Nakamura",
    "Okafor",
    "Perlman",
    "Quinn",
    "Rossi",
    "Schmidt",
    "Turing",
    "Ueda",
    "Vasquez",
    "Wirth",
    "Xu",
    "Yilmaz",
    "Zhang",
];
const COMPANIES: &[&str] = &[
    "Acme",
    "Aurora",
    "Blue Harbor",
    "Cedar",
    "Delta Works",
    "Evergreen",
    "Fjord",
    "Granite",
    "Horizon",
    "Indigo",
    "Juniper",
    "Kestrel",
    "Lighthouse",
    "Meridian",
    "Northwind",
    "Orchard",
    "Pinnacle",
    "Quarry",
    "Riverside",
    "Summit",
    "Tidewater",
    "Umbra",
    "Vertex",
    "Willow",
];
const SUFFIXES: &[&str] = &["Ltd", "GmbH", "Inc", "SA", "BV", "AB", "Labs", "Group"];
const WORDS: &[&str] = &[
    "account", "annual", "balance", "bridge", "budget", "change", "charter", "clear", "cloud", "common",
    "copper", "daily", "design", "draft", "early", "engine", "field", "final", "forward", "garden", "global",
    "green", "harbor", "index", "initial", "journey", "kernel", "launch", "light", "local", "market",
    "method", "mobile", "modern", "network", "north", "notice", "office", "open", "order", "paper", "pilot",
    "planet", "portal", "prime", "quarter", "rapid", "record", "report", "review", "river", "sample",
    "secure", "signal", "simple", "spring", "stable", "studio", "summer", "survey", "target", "travel",
    "update", "vision", "winter", "yellow",
];
const CITIES: &[&str] = &[
    "Berlin", "Bogota", "Cairo", "Dakar", "Delhi", "Dublin", "Helsinki", "Jakarta", "Kyoto", "Lagos", "Lima",
    "Lisbon", "Lyon", "Madrid", "Montreal", "Nairobi", "Oslo", "Porto", "Prague", "Quito", "Seoul", "Sydney",
    "Tallinn", "Turin", "Vienna", "Zurich",
];
const COUNTRIES: &[(&str, &str)] = &[
    ("AU", "Australia"),
    ("BR", "Brazil"),
    ("CA", "Canada"),
    ("CH", "Switzerland"),
    ("DE", "Germany"),
    ("EG", "Egypt"),
    ("ES", "Spain"),
    ("FR", "France"),
    ("GB", "United Kingdom"),
    ("IN", "India"),
    ("IT", "Italy"),
    ("JP", "Japan"),
    ("KE", "Kenya"),
    ("NG", "Nigeria"),
    ("NL", "Netherlands"),
    ("NO", "Norway"),
    ("PT", "Portugal"),
    ("SE", "Sweden"),
    ("US", "United States"),
    ("ZA", "South Africa"),
];
const CURRENCIES: &[&str] = &[
    "EUR", "USD", "GBP", "CHF", "JPY", "SEK", "NOK", "CAD", "AUD", "INR",
];
const STREETS: &[&str] = &[
    "Main Street",
    "Station Road",
    "Park Lane",
    "Mill Lane",
    "High Street",
    "Church Road",
    "Lake Avenue",
    "Oak Drive",
];
const ZONES: &[&str] = &[
    "UTC",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Tokyo",
    "Africa/Lagos",
];
const LOCALES: &[&str] = &["en", "de", "fr", "es", "pt", "ja", "sv"];
const AGENTS: &[&str] = &[
    "Mozilla/5.0 (X11; Linux x86_64) Firefox/126.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) Safari/605.1.15",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/125.0",
    "curl/8.7.1",
];
const ACTIONS: &[&str] = &[
    "create", "update", "delete", "view", "export", "invite", "login", "logout",
];
const COLOURS: &[&str] = &[
    "#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f",
];
const TYPES: &[&str] = &[
    "image/png",
    "image/jpeg",
    "application/pdf",
    "text/plain",
    "text/csv",
    "application/json",
];

/// What a column's name says about its texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Theme {
    Email,
    FirstName,
    LastName,
    FullName,
    UserName,
    Company,
    Slug,
    Url,
    Host,
    Phone,
    City,
    CountryCode,
    Country,
    Currency,
    Street,
    Postcode,
    Zone,
    Locale,
    Agent,
    Action,
    Colour,
    MimeType,
    Path,
    Secret,
    Number,
    Code,
    Prose,
    Ip,
    Title,
}

impl Theme {
    /// Reads it off the names of a column and its table.
    pub(super) fn of(table: &str, column: &str) -> Self {
        let column = column.to_ascii_lowercase();
        let table = table.to_ascii_lowercase();
        let has = |part: &str| column.contains(part);
        let is = |words: &[&str]| column.split('_').any(|word| words.contains(&word));
        let people = [
            "user",
            "person",
            "people",
            "member",
            "customer",
            "contact",
            "employee",
            "author",
            "patient",
            "student",
            "profile",
            "passenger",
            "doctor",
        ];
        let companies = [
            "tenant", "compan", "organi", "account", "vendor", "supplier", "client", "carrier",
        ];
        let among = |names: &[&str]| names.iter().any(|name| table.contains(name));
        if has("email") || has("e_mail") {
            Self::Email
        } else if has("password")
            || is(&[
                "hash",
                "secret",
                "token",
                "digest",
                "checksum",
                "salt",
                "sha256",
                "fingerprint",
            ])
        {
            Self::Secret
        } else if has("first_name") || has("firstname") || has("given_name") {
            Self::FirstName
        } else if has("last_name") || has("lastname") || has("surname") || has("family_name") {
            Self::LastName
        } else if has("full_name") || has("display_name") || has("fullname") {
            Self::FullName
        } else if has("user_name") || has("username") || is(&["login", "handle", "nickname"]) {
            Self::UserName
        } else if has("company") || has("organization") || has("employer") {
            Self::Company
        } else if is(&["slug", "key", "identifier"]) {
            Self::Slug
        } else if is(&[
            "url", "uri", "link", "href", "homepage", "website", "webhook", "avatar", "image",
        ]) {
            Self::Url
        } else if is(&["host", "hostname", "domain", "subdomain"]) {
            Self::Host
        } else if is(&["phone", "mobile", "fax", "tel", "telephone"]) {
            Self::Phone
        } else if is(&["city", "town"]) {
            Self::City
        } else if has("country_code") || column == "country_iso" {
            Self::CountryCode
        } else if is(&["country", "nationality"]) {
            Self::Country
        } else if has("currency") {
            Self::Currency
        } else if is(&["street", "address", "address1", "line1"]) && !has("ip_") {
            Self::Street
        } else if is(&["zip", "postcode", "postal"]) {
            Self::Postcode
        } else if has("timezone") || has("time_zone") {
            Self::Zone
        } else if is(&["locale", "language", "lang"]) {
            Self::Locale
        } else if has("user_agent") {
            Self::Agent
        } else if is(&["action", "operation", "verb"]) {
            Self::Action
        } else if is(&["color", "colour"]) {
            Self::Colour
        } else if has("mime") || has("content_type") {
            Self::MimeType
        } else if is(&["path", "file", "filename"]) {
            Self::Path
        } else if is(&["ip", "ipaddr"]) {
            Self::Ip
        } else if is(&[
            "number",
            "no",
            "reference",
            "ref",
            "sku",
            "serial",
            "barcode",
            "isbn",
        ]) {
            Self::Number
        } else if is(&["code", "abbreviation", "symbol"]) {
            Self::Code
        } else if is(&[
            "description",
            "body",
            "content",
            "text",
            "note",
            "notes",
            "comment",
            "message",
            "summary",
            "bio",
            "details",
            "reason",
        ]) {
            Self::Prose
        } else if is(&["name"]) && among(&people) {
            Self::FullName
        } else if is(&["name"]) && among(&companies) {
            Self::Company
        } else {
            Self::Title
        }
    }

    /// A text. With a number it contains the number in a way that keeps texts of different numbers different, in lower case too.
    pub(super) fn text(self, number: Option<u64>, dice: &mut Dice) -> String {
        let mut one = |from: &[&'static str]| dice.pick(from).copied().unwrap_or_default();
        let n = number.map(|number| number + 1);
        let spaced = |text: String| match n {
            Some(n) => format!("{text} {n}"),
            None => text,
        };
        let dashed = |text: String| match n {
            Some(n) => format!("{text}-{n}"),
            None => text,
        };
        match self {
            Self::Email => {
                let name = format!("{}.{}", one(FIRST), one(LAST)).to_lowercase();
                match n {
                    Some(n) => format!("{name}.{n}@example.test"),
                    None => format!("{name}@example.test"),
                }
            }
            Self::FirstName => spaced(one(FIRST).to_owned()),
            Self::LastName => spaced(one(LAST).to_owned()),
            Self::FullName => spaced(format!("{} {}", one(FIRST), one(LAST))),
            Self::UserName => {
                let name = one(FIRST).to_lowercase();
                n.map_or_else(|| name.clone(), |n| format!("{name}{n}"))
            }
            Self::Company => spaced(format!("{} {}", one(COMPANIES), one(SUFFIXES))),
            Self::Slug => dashed(format!("{}-{}", one(WORDS), one(WORDS))),
            Self::Url => dashed(format!("https://example.test/{}/{}", one(WORDS), one(WORDS))),
            Self::Host => {
                let word = dashed(one(WORDS).to_owned());
                format!("{word}.example.test")
            }
            Self::Phone => {
                let digits = n.unwrap_or_else(|| dice.below(9_999_999));
                format!("+1555{digits:07}")
            }
            Self::City => spaced(one(CITIES).to_owned()),
            Self::CountryCode => dashed(dice.pick(COUNTRIES).map_or("DE", |country| country.0).to_owned()),
            Self::Country => spaced(
                dice.pick(COUNTRIES)
                    .map_or("Germany", |country| country.1)
                    .to_owned(),
            ),
            Self::Currency => dashed(one(CURRENCIES).to_owned()),
            Self::Street => {
                let street = one(STREETS);
                let number = n.unwrap_or_else(|| 1 + dice.below(200));
                format!("{number} {street}")
            }
            Self::Postcode => format!("{:05}", n.unwrap_or_else(|| 10_000 + dice.below(89_999))),
            Self::Zone => spaced(one(ZONES).to_owned()),
            Self::Locale => dashed(one(LOCALES).to_owned()),
            Self::Agent => spaced(one(AGENTS).to_owned()),
            Self::Action => dashed(one(ACTIONS).to_owned()),
            Self::Colour => spaced(one(COLOURS).to_owned()),
            Self::MimeType => dashed(one(TYPES).to_owned()),
            Self::Path => {
                let path = dashed(format!("{}/{}", one(WORDS), one(WORDS)));
                format!("/{path}.txt")
            }
            Self::Secret => {
                let secret = format!("{:016x}{:016x}", dice.roll(), dice.roll());
                n.map_or_else(|| secret.clone(), |n| format!("{secret}{n:x}"))
            }
            Self::Number => format!("{:06}", n.unwrap_or_else(|| 1 + dice.below(999_999))),
            Self::Code => {
                let word = one(WORDS).to_uppercase();
                n.map_or_else(
                    || word.chars().take(3).collect(),
                    |n| format!("{}{n}", &word[..2]),
                )
            }
            Self::Prose => {
                let mut text = String::new();
                let words = 6 + dice.below(14);
                for at in 0..words {
                    let word = dice.pick(WORDS).copied().unwrap_or_default();
                    if at == 0 {
                        text.push_str(&capital(word));
                    } else {
                        text.push(' ');
                        text.push_str(word);
                    }
                }
                text.push('.');
                spaced(text)
            }
            Self::Ip => {
                let host = n.unwrap_or_else(|| dice.below(1 << 24));
                let part = |shift: u32| host >> shift & 0xff;
                format!("10.{}.{}.{}", part(16), part(8), part(0))
            }
            Self::Title => spaced(format!("{} {}", capital(one(WORDS)), one(WORDS))),
        }
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What a column's name says about its numbers: from and to, in whole units.
pub(super) fn numbers(column: &str) -> (i64, i64) {
    let column = column.to_ascii_lowercase();
    let is = |words: &[&str]| column.split('_').any(|word| words.contains(&word));
    if is(&["year"]) {
        (1990, 2025)
    } else if is(&["age"]) {
        (18, 90)
    } else if is(&["percent", "percentage", "pct", "progress", "discount"]) {
        (0, 100)
    } else if is(&["rate", "ratio", "share", "probability", "confidence"]) {
        (0, 1)
    } else if is(&["rating", "stars", "priority", "severity", "level", "month"]) {
        (1, 5)
    } else if is(&["lat", "latitude"]) {
        (-60, 70)
    } else if is(&["lng", "lon", "long", "longitude"]) {
        (-170, 170)
    } else if is(&["port"]) {
        (1024, 65_535)
    } else if is(&[
        "quantity", "qty", "count", "seats", "stock", "items", "position", "order", "sort", "attempts",
        "retries",
    ]) {
        (1, 50)
    } else if is(&["version", "revision"]) {
        (1, 9)
    } else if is(&["bytes", "size"]) {
        (512, 4_000_000)
    } else {
        (1, 1000)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_say_what_texts_are_about() {
        for (table, column, theme) in [
            ("users", "email", Theme::Email),
            ("users", "name", Theme::FullName),
            ("tenants", "name", Theme::Company),
            ("tenants", "slug", Theme::Slug),
            ("users", "password_hash", Theme::Secret),
            ("projects", "homepage", Theme::Url),
            ("audit_logs", "ip_address", Theme::Ip),
            ("projects", "description", Theme::Prose),
            ("invoices", "currency_code", Theme::Currency),
        ] {
            assert_eq!(Theme::of(table, column), theme, "{table}.{column}");
        }
    }

    #[test]
    fn numbered_texts_differ_whatever_their_case() {
        for theme in [
            Theme::Email,
            Theme::Slug,
            Theme::Phone,
            Theme::Code,
            Theme::Prose,
            Theme::Ip,
            Theme::Secret,
            Theme::Street,
            Theme::Url,
            Theme::Path,
        ] {
            let texts: BTreeSet<String> = (0..2000)
                .map(|n| theme.text(Some(n), &mut Dice::new(1).at(n)).to_lowercase())
                .collect();
            assert_eq!(texts.len(), 2000, "{theme:?}");
        }
    }
}
