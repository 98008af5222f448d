//! Comparing and changing conversions.

use schemadiff_sql::quote;

use super::Conversion;
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, refs};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::{Attribute, Catalog, ObjectKind, Schema};
use crate::lower::{Lowering, Operation, Operations, Plain, PlainKind, lower_plain};
use crate::plan::PermissionKind;
use crate::source::{RowError, Snapshot};

/// How two conversions of one name can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConversionChange {
    /// Anything of the definition, which cannot be altered.
    Definition,
    /// The comment.
    Comment,
}

impl ObjectKind for Conversion {
    const KIND: Kind = Kind::Conversion;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    const REBUILDABLE: bool = true;
    type Change = ConversionChange;

    fn id(&self) -> ObjectId {
        ObjectId::named(self.definition.name.clone())
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        let definition = &mut self.definition;
        canon.function(&mut definition.function);
        for encoding in [&mut definition.from, &mut definition.to] {
            *encoding = encoding_name(encoding);
        }
    }

    fn references(&self) -> Vec<ObjectRef> {
        let function = Some(&self.definition.function).filter(|name| name.schema.is_some());
        function.map(refs::function).into_iter().chain(Schema::needed_by(&self.definition.name)).collect()
    }

    fn diff(pair: Pair<&Self>) -> Vec<ConversionChange> {
        let Pair { old, new } = pair;
        let definition = (old.definition != new.definition).then_some(ConversionChange::Definition);
        let comment = (old.comment != new.comment).then_some(ConversionChange::Comment);
        definition.into_iter().chain(comment).collect()
    }

    fn replacement(_pair: Pair<&Self>, changes: &[ConversionChange]) -> Option<String> {
        let changed = changes.contains(&ConversionChange::Definition);
        changed.then(|| "a conversion cannot be altered".to_owned())
    }

    fn lower(delta: &Delta<Self>, _cx: &Lowering<'_>, out: &mut Operations) {
        lower_plain(delta, out);
    }
}

impl PlainKind for Conversion {
    fn plain(&self) -> Plain {
        let definition = &self.definition;
        let default = if definition.default { "DEFAULT " } else { "" };
        Plain {
            object: self.object_ref(),
            subject: format!("CONVERSION {}", definition.name),
            create: format!(
                "CREATE {default}CONVERSION {} FOR {} TO {} FROM {}",
                definition.name,
                quote::literal(&definition.from),
                quote::literal(&definition.to),
                definition.function
            ),
            needs: self.references(),
            comment: self.comment.clone(),
            create_code: OpCode::CreateConversion,
            drop_code: OpCode::DropConversion,
            permission: PermissionKind::DropConversion,
        }
    }

    fn alter(_old: &Self, new: &Self, changes: &[ConversionChange]) -> Vec<Operation> {
        let comment = changes.contains(&ConversionChange::Comment).then(|| new.plain().commented());
        comment.into_iter().collect()
    }
}

/// The name that PostgreSQL prints for an encoding; case and punctuation mean nothing to it (`pg_char_to_encoding()` in
/// `src/common/encnames.c`, whose aliases these are).
fn encoding_name(written: &str) -> String {
    const NAMES: &[&str] = &[
        "BIG5", "EUC_CN", "EUC_JIS_2004", "EUC_JP", "EUC_KR", "EUC_TW", "GB18030", "GBK", "ISO_8859_5", "ISO_8859_6",
        "ISO_8859_7", "ISO_8859_8", "JOHAB", "KOI8R", "KOI8U", "LATIN1", "LATIN10", "LATIN2", "LATIN3", "LATIN4",
        "LATIN5", "LATIN6", "LATIN7", "LATIN8", "LATIN9", "MULE_INTERNAL", "SHIFT_JIS_2004", "SJIS", "SQL_ASCII", "UHC",
        "UTF8", "WIN1250", "WIN1251", "WIN1252", "WIN1253", "WIN1254", "WIN1255", "WIN1256", "WIN1257", "WIN1258",
        "WIN866", "WIN874",
    ];
    const ALIASES: &[(&str, &str)] = &[
        ("abc", "WIN1258"), ("alt", "WIN866"), ("iso88591", "LATIN1"), ("iso885910", "LATIN6"), ("iso885913", "LATIN7"),
        ("iso885914", "LATIN8"), ("iso885915", "LATIN9"), ("iso885916", "LATIN10"), ("iso88592", "LATIN2"),
        ("iso88593", "LATIN3"), ("iso88594", "LATIN4"), ("iso88599", "LATIN5"), ("koi8", "KOI8R"), ("mskanji", "SJIS"),
        ("shiftjis", "SJIS"), ("tcvn", "WIN1258"), ("tcvn5712", "WIN1258"), ("unicode", "UTF8"), ("vscii", "WIN1258"),
        ("win", "WIN1251"), ("win932", "SJIS"), ("win936", "GBK"), ("win949", "UHC"), ("win950", "BIG5"),
        ("windows1250", "WIN1250"), ("windows1251", "WIN1251"), ("windows1252", "WIN1252"), ("windows1253", "WIN1253"),
        ("windows1254", "WIN1254"), ("windows1255", "WIN1255"), ("windows1256", "WIN1256"), ("windows1257", "WIN1257"),
        ("windows1258", "WIN1258"), ("windows866", "WIN866"), ("windows874", "WIN874"), ("windows932", "SJIS"),
        ("windows936", "GBK"), ("windows949", "UHC"), ("windows950", "BIG5"),
    ];
    let clean = |text: &str| -> String {
        text.chars().filter(char::is_ascii_alphanumeric).map(|character| character.to_ascii_lowercase()).collect()
    };
    let cleaned = clean(written);
    let alias = ALIASES.iter().find(|(alias, _)| *alias == cleaned).map(|(_, name)| *name);
    let own = NAMES.iter().copied().find(|name| clean(name) == cleaned);
    alias.or(own).map_or_else(|| written.to_owned(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::encoding_name;

    #[test]
    fn encodings_have_one_name() {
        for (written, name) in [
            ("utf-8", "UTF8"),
            ("UNICODE", "UTF8"),
            ("latin1", "LATIN1"),
            ("ISO-8859-1", "LATIN1"),
            ("iso_8859_5", "ISO_8859_5"),
            ("EUC_JP", "EUC_JP"),
            ("morse", "morse"),
        ] {
            assert_eq!(encoding_name(written), name);
        }
    }
}
