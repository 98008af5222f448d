//! What a database has that no model can say: shown when asked for, refused when `--strict`.

use schemadiff::render::unmanaged;
use schemadiff::survey::Survey;

use crate::failure::Failure;

/// Everything that is not managed, by name, and what belongs to extensions.
pub(crate) fn listing(survey: Option<&Survey>) -> String {
    let Some(survey) = survey else {
        return "What is not managed is not known: no database was looked at, or it was recorded by an older version\n"
            .to_owned();
    };
    let mut text = String::new();
    if survey.unmanaged.is_empty() {
        text.push_str("Nothing is there that is not managed\n");
    }
    for line in unmanaged::names(survey).lines() {
        text.push_str(&format!("  {line}\n"));
    }
    text.push_str(&unmanaged::left_out(survey));
    text
}

/// Refuses a database with something in it that is not managed.
pub(crate) fn refuse(survey: Option<&Survey>, consequence: &str) -> Result<(), Failure> {
    let Some((survey, counts)) = survey.and_then(|survey| Some((survey, unmanaged::counts(survey)?))) else {
        return Ok(());
    };
    let failure = Failure::safety(format!(
        "the database has what is not managed: {counts}; {consequence}"
    ));
    let names = unmanaged::names(survey);
    let failure = names.lines().take(10).fold(failure, Failure::cause);
    let failure = match names.lines().count() {
        0..=10 => failure,
        many => failure.cause(format!("and {} more", many - 10)),
    };
    Err(failure.hint(
        "run without --strict to leave it alone, or say under `[scope] exclude` what is meant to be there",
    ))
}
