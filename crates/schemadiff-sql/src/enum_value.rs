//! Renaming a value of an enum wherever a tree holds it: what PostgreSQL does by keeping values by OID.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;
use pg_query::protobuf::a_const::Val;

use crate::syntax::ObjectName;
use crate::tree;
use crate::type_name;
use crate::walk::{Visitor, walk_node, walk_select};

/// A value of an enum that gets another name, as seen from one place.
#[derive(Clone, Copy, Debug)]
pub struct EnumValueRename<'a> {
    /// The type, by its canonical name.
    pub data_type: &'a ObjectName,
    /// The value's name so far.
    pub from: &'a str,
    /// Its name from now on.
    pub to: &'a str,
    /// The columns of the type that an unqualified name can stand for: a literal compared with one is of the type.
    pub columns: &'a [String],
}

/// Renames the value in a tree whose names are qualified.
pub(crate) fn rename(node: &mut pb::Node, rename: EnumValueRename<'_>) {
    Renamer(rename).node(node);
}

/// Renames the value in the text of an array: `{draft,sent}`. Text that needs quotes is left alone.
pub(crate) fn renamed_in_array(text: &str, from: &str, to: &str) -> Option<String> {
    let elements = text.strip_prefix('{')?.strip_suffix('}')?;
    let plain = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_');
    if !plain(to) || !elements.split(',').all(plain) {
        return None;
    }
    let elements: Vec<&str> = elements
        .split(',')
        .map(|element| if element == from { to } else { element })
        .collect();
    Some(format!("{{{}}}", elements.join(",")))
}

struct Renamer<'a>(EnumValueRename<'a>);

impl Renamer<'_> {
    fn literal(&self, node: &mut pb::Node) {
        if let Some(NodeEnum::AConst(pb::AConst {
            val: Some(Val::Sval(string)),
            ..
        })) = &mut node.node
            && string.sval == self.0.from
        {
            self.0.to.clone_into(&mut string.sval);
        }
    }

    /// A literal, or a list or array of literals, that stands beside a column of the type.
    fn operand(&self, node: &mut pb::Node) {
        match &mut node.node {
            Some(NodeEnum::List(list)) => list.items.iter_mut().for_each(|item| self.literal(item)),
            Some(NodeEnum::AArrayExpr(array)) => {
                array.elements.iter_mut().for_each(|item| self.literal(item));
            }
            _ => self.literal(node),
        }
    }

    fn is_column(&self, node: Option<&pb::Node>) -> bool {
        let Some(NodeEnum::ColumnRef(column)) = tree::inner(node) else {
            return false;
        };
        let name = column.fields.last().and_then(tree::text);
        name.is_some_and(|name| self.0.columns.iter().any(|column| column == name))
    }
}

impl Visitor for Renamer<'_> {
    /// In a query of its own, a name that is not qualified may be another table's column.
    fn select(&mut self, select: &mut pb::SelectStmt) {
        let columns = std::mem::take(&mut self.0.columns);
        walk_select(self, select);
        self.0.columns = columns;
    }

    fn node(&mut self, node: &mut pb::Node) {
        walk_node(self, node);
        match &mut node.node {
            Some(NodeEnum::TypeCast(cast)) => {
                let Some(data_type) = cast.type_name.as_ref().map(type_name::convert_bare) else {
                    return;
                };
                let Some(argument) = cast
                    .arg
                    .as_deref_mut()
                    .filter(|_| data_type.name == *self.0.data_type)
                else {
                    return;
                };
                match &mut argument.node {
                    Some(NodeEnum::AConst(pb::AConst {
                        val: Some(Val::Sval(string)),
                        ..
                    })) if data_type.array => {
                        if let Some(text) = renamed_in_array(&string.sval, self.0.from, self.0.to) {
                            string.sval = text;
                        }
                    }
                    _ if data_type.array => self.operand(argument),
                    _ => self.literal(argument),
                }
            }
            Some(NodeEnum::AExpr(expression)) => {
                if self.is_column(expression.lexpr.as_deref()) {
                    if let Some(operand) = expression.rexpr.as_deref_mut() {
                        self.operand(operand);
                    }
                } else if self.is_column(expression.rexpr.as_deref())
                    && let Some(operand) = expression.lexpr.as_deref_mut()
                {
                    self.operand(operand);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::EnumValueRename;
    use crate::Expr;
    use crate::syntax::ObjectName;

    fn renamed(text: &str) -> String {
        let columns = ["state".to_owned()];
        let rename = EnumValueRename {
            data_type: &ObjectName::qualified("public", "state"),
            from: "sent",
            to: "shipped",
            columns: &columns,
        };
        Expr::parse(text)
            .unwrap()
            .rename_enum_value(rename)
            .sql()
            .to_owned()
    }

    #[test]
    fn literals_of_the_type_are_renamed() {
        for (before, after) in [
            ("state = 'sent'", "state = 'shipped'"),
            ("'sent' = state", "'shipped' = state"),
            ("state in ('open', 'sent')", "state IN ('open', 'shipped')"),
            ("state = 'sent'::public.state", "state = 'shipped'::public.state"),
            (
                "state = any (array['sent'::public.state])",
                "state = ANY(ARRAY['shipped'::public.state])",
            ),
            (
                "'{open,sent}'::public.state[]",
                "'{open,shipped}'::public.state[]",
            ),
        ] {
            assert_eq!(renamed(before), after);
        }
    }

    #[test]
    fn other_literals_stay() {
        for text in [
            "note = 'sent'",
            "'sent'::other.state = x",
            "lower('sent') = 'sent'",
            "EXISTS (SELECT 1 FROM notes WHERE state = 'sent')",
            "'{\"sent\"}'::public.state[]",
        ] {
            assert_eq!(renamed(text), Expr::parse(text).unwrap().sql());
        }
    }
}
