//! What [`lint`](crate::lint) finds, for programs.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::catalog::{Origin, Sources};
use crate::lint::{Finding, Level, Rule};

/// Where people find out what this is.
const HOME: &str = "https://github.com/schemadiff/schemadiff";

/// A place in a file: path, first line and column, last line and the column behind it, all from 1.
struct Place<'a> {
    path: &'a str,
    from: (usize, usize),
    to: (usize, usize),
}

fn place<'a>(sources: &'a Sources, finding: &Finding) -> Option<Place<'a>> {
    match &finding.origin {
        Some(Origin::File { file, range }) => Some(Place {
            path: &sources.file(*file).path,
            from: sources.position(*file, range.start),
            to: sources.position(*file, range.end),
        }),
        Some(Origin::Live(_)) | None => None,
    }
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// A list of findings.
pub fn json(sources: &Sources, found: &[Finding]) -> String {
    let each = found.iter().map(|finding| {
        let mut object = json!({
            "code": finding.rule.code,
            "rule": finding.rule.name,
            "level": finding.level.word(),
            "message": finding.message,
        });
        if let Some(about) = &finding.object {
            object["object"] = json!({ "kind": about.kind.words(), "name": about.path() });
        }
        if let Some(place) = place(sources, finding) {
            object["place"] = json!({
                "file": place.path,
                "line": place.from.0,
                "column": place.from.1,
                "end_line": place.to.0,
                "end_column": place.to.1,
            });
        }
        object["notes"] = json!(finding.notes);
        object["help"] = json!(finding.help);
        object["fixable"] = json!(!finding.fix.is_empty());
        object
    });
    pretty(&json!({ "format": 1, "findings": each.collect::<Vec<_>>() }))
}

/// SARIF 2.1.0 (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/>), with the rules that found something.
pub fn sarif(sources: &Sources, found: &[Finding]) -> String {
    let used: Vec<&Rule> = Rule::ALL
        .iter()
        .copied()
        .filter(|rule| found.iter().any(|finding| finding.rule == *rule))
        .collect();
    let level = |level: Level| match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
        Level::Off => "none",
    };
    let rules = used.iter().map(|rule| {
        json!({
            "id": rule.code,
            "name": rule.name,
            "shortDescription": { "text": rule.wants },
            "fullDescription": { "text": rule.why },
            "defaultConfiguration": { "level": level(rule.document) },
        })
    });
    let results = found.iter().map(|finding| {
        let mut text = finding.message.clone();
        for note in &finding.notes {
            let _ = write!(text, "\n{note}");
        }
        let _ = write!(text, "\n{}", finding.help);
        let mut result = json!({
            "ruleId": finding.rule.code,
            "ruleIndex": used.iter().position(|rule| *rule == finding.rule),
            "level": level(finding.level),
            "message": { "text": text },
        });
        let mut location = json!({});
        if let Some(place) = place(sources, finding) {
            location["physicalLocation"] = json!({
                "artifactLocation": { "uri": uri(place.path) },
                "region": {
                    "startLine": place.from.0,
                    "startColumn": place.from.1,
                    "endLine": place.to.0,
                    "endColumn": place.to.1,
                },
            });
        }
        if let Some(about) = &finding.object {
            location["logicalLocations"] = json!([{
                "fullyQualifiedName": about.path(),
                "kind": about.kind.words(),
            }]);
            // What the same finding is known by when lines move.
            result["partialFingerprints"] = json!({
                "schemadiff/v1": format!("{}:{}:{}", finding.rule.code, about.kind.words(), about.path()),
            });
        }
        if location.as_object().is_some_and(|location| !location.is_empty()) {
            result["locations"] = json!([location]);
        }
        result
    });
    pretty(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "schemadiff",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "informationUri": HOME,
                    "rules": rules.collect::<Vec<_>>(),
                },
            },
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    }))
}

/// A path as a reference of a URI: what is no plain character is written by its bytes.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

/// Commands of a GitHub workflow, one a line:
/// <https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>.
pub fn github(sources: &Sources, found: &[Finding]) -> String {
    let mut lines = String::new();
    for finding in found {
        let command = match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note | Level::Off => "notice",
        };
        let mut properties = Vec::new();
        if let Some(place) = place(sources, finding) {
            properties.push(format!("file={}", property(place.path)));
            properties.push(format!("line={}", place.from.0));
            properties.push(format!("endLine={}", place.to.0));
            // Columns mean something to it on one line alone.
            if place.from.0 == place.to.0 {
                properties.push(format!("col={}", place.from.1));
                properties.push(format!("endColumn={}", place.to.1));
            }
        }
        let title = format!("{} {}", finding.rule.code, finding.rule.name);
        properties.push(format!("title={}", property(&title)));
        let mut text = finding.message.clone();
        for note in &finding.notes {
            let _ = write!(text, "\n{note}");
        }
        let _ = write!(text, "\n{}", finding.help);
        let _ = writeln!(lines, "::{command} {}::{}", properties.join(","), data(&text));
    }
    lines
}

/// What stands behind the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
