//! What stands in the parentheses of a definition, by itself.

use crate::SqlError;
use crate::script::parse_script;
use crate::syntax::Statement;

/// Parses the options of a text search dictionary as PostgreSQL keeps them: `stopwords = 'english', accept = 'false'`.
///
/// # Errors
/// With the place, when the text is no list of options.
pub fn parse_dictionary_options(text: &str) -> Result<Vec<(String, String)>, SqlError> {
    let (statements, errors) = parse_script(&format!("CREATE TEXT SEARCH DICTIONARY d ({text})"));
    if let Some(error) = errors.into_iter().next() {
        return Err(error);
    }
    let definition = statements.into_iter().find_map(|parsed| match parsed.statement {
        Statement::CreateTextSearch(create) => Some(create.definition),
        _ => None,
    });
    Ok(definition
        .into_iter()
        .flatten()
        .map(|item| (item.key, item.text.unwrap_or_default()))
        .collect())
}
