//! Tests of `fragment`: pieces of SQL in, values out; apart for their length.

use super::*;
use crate::syntax::{ArgumentMode, BoundValue, IndexValue, PartitionStrategy, ReferentialAction};

fn columns(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// The error of a fragment and the part of it that is wrong.
fn failure<T: std::fmt::Debug>(text: &str, result: Result<T, SqlError>) -> String {
    let error = result.unwrap_err();
    format!("{} <{}>", error.message, &text[error.range])
}

#[test]
fn columns_hold_everything_beside_them() {
    let parsed = parse_column(
        "tenant id",
        "uuid not null default gen_random_uuid() references tenants on delete cascade deferrable unique check (\"tenant id\" <> '') -- end",
    )
    .unwrap();
    assert_eq!(parsed.column.name, "tenant id");
    assert!(parsed.column.not_null && !parsed.is_serial);
    assert_eq!(parsed.column.default.unwrap().sql(), "gen_random_uuid()");
    let [references, unique, check] = parsed.constraints.as_slice() else {
        panic!("three constraints")
    };
    let key = foreign_key(references).unwrap();
    assert_eq!(
        (&key.columns, key.on_delete),
        (&columns(&["tenant id"]), ReferentialAction::Cascade)
    );
    assert!(references.deferrable && !unique.deferrable && !check.deferrable);
    assert!(matches!(&unique.kind, ConstraintKind::Unique(key) if key.columns == columns(&["tenant id"])));
    assert!(
        matches!(&check.kind, ConstraintKind::Check(check) if check.expression.sql() == "\"tenant id\" <> ''")
    );
}

#[test]
fn columns_of_special_kinds() {
    let serial = parse_column("id", "bigserial primary key").unwrap();
    assert!(serial.is_serial && serial.column.not_null && serial.column.data_type.is_builtin("int8"));
    let identity = parse_column("id", "int generated always as identity (start 5 increment by -1)")
        .unwrap()
        .column;
    let options = identity.identity.clone().unwrap().options;
    assert!(identity.not_null && (options.start, options.increment) == (Some(5), Some(-1)));
    let generated = parse_column("k", "text collate \"C\" generated always as (lower(n)) stored")
        .unwrap()
        .column;
    assert_eq!(generated.collation, Some(ObjectName::bare("C")));
    assert!(!generated.generated.unwrap().is_virtual);
    assert!(
        parse_column("k", "int generated always as (a * 2) virtual")
            .unwrap()
            .column
            .generated
            .unwrap()
            .is_virtual
    );
    assert_eq!(
        parse_column("k", "text collate pg_catalog.\"default\"")
            .unwrap()
            .column
            .collation,
        None
    );
}

#[test]
fn columns_say_no_more_than_a_column() {
    for (text, expected) in [
        (
            "int); drop table x; --",
            "closing bracket without an opening one <)>",
        ),
        (
            "int, d int",
            "this is more than a column's definition <int, d int>",
        ),
        (
            "int, primary key (c)",
            "this is more than a column's definition <int, primary key (c)>",
        ),
        ("int defalt 5", "syntax error at or near \"defalt\" <defalt>"),
        ("int default", "syntax error at end of input <>"),
        ("int default 'x", "unterminated quoted string <'x>"),
        ("int /* x", "unterminated /* comment </* x>"),
        (
            "int storage loose",
            "invalid storage type \"loose\" <int storage loose>",
        ),
        (
            "int deferrable",
            "misplaced DEFERRABLE, INITIALLY, ENFORCED or NOT DEFERRABLE clause <deferrable>",
        ),
        ("not null", "syntax error at or near \"not\" <not>"),
        ("", "a column's definition is missing <>"),
    ] {
        assert_eq!(failure(text, parse_column("c", text)), expected, "{text}");
    }
}

#[test]
fn constraints_stand_alone() {
    let parse = |text| parse_constraint(text).unwrap();
    assert!(
        matches!(parse("unique nulls not distinct (a) include (b)").kind, ConstraintKind::Unique(key) if key.nulls_not_distinct && key.include == columns(&["b"]))
    );
    assert!(parse("unique (a) deferrable initially deferred").initially_deferred);
    assert!(!parse("foreign key (a) references t not valid").validated);
    assert!(
        matches!(parse("check (a > 0) no inherit").kind, ConstraintKind::Check(check) if check.no_inherit)
    );
    assert_eq!(
        parse("constraint named check (a > 0)").name.as_deref(),
        Some("named")
    );
    let ConstraintKind::Exclude(exclude) =
        parse("exclude using gist (a with =, tsrange(b, c) with pg_catalog.&&, d with operator(public.=)) where (a > 0)").kind
    else {
        panic!("an exclusion")
    };
    let operators: Vec<&str> = exclude
        .elements
        .iter()
        .map(|(_, operator)| operator.as_str())
        .collect();
    assert_eq!(operators, ["=", "&&", "OPERATOR(public.=)"]);
    for (text, expected) in [
        (
            "a int",
            "a constraint begins with UNIQUE, PRIMARY KEY, FOREIGN KEY, CHECK or EXCLUDE <a int>",
        ),
        (
            "unique (a), add column b int",
            "this is more than a constraint <unique (a), add column b int>",
        ),
        ("unique (a", "opening bracket without a closing one <(>"),
    ] {
        assert_eq!(failure(text, parse_constraint(text)), expected, "{text}");
    }
}

#[test]
fn references_are_foreign_keys() {
    let text = "app.tenants(id, \"Other\") match full on update set null on delete set default deferrable";
    let constraint = parse_references(&columns(&["a", "B c"]), text).unwrap();
    let key = foreign_key(&constraint).unwrap();
    assert_eq!(key.columns, columns(&["a", "B c"]));
    assert_eq!(key.table, ObjectName::qualified("app", "tenants"));
    assert_eq!(key.referenced_columns, columns(&["id", "Other"]));
    assert!(key.match_full && constraint.deferrable);
    assert_eq!(
        (key.on_update, key.on_delete),
        (ReferentialAction::SetNull, ReferentialAction::SetDefault)
    );
    let text = "tenants not null";
    assert_eq!(
        failure(text, parse_references(&columns(&["a"]), text)),
        "syntax error at or near \"null\" <null>"
    );
}

#[test]
fn index_elements() {
    let parse = |text| parse_index_element(text).unwrap();
    let element = parse("lower(email) collate \"C\" text_pattern_ops desc");
    assert!(matches!(&element.value, IndexValue::Expression(value) if value.sql() == "lower(email)"));
    assert!(element.descending && element.nulls_first);
    assert_eq!(element.operator_class, Some(ObjectName::bare("text_pattern_ops")));
    assert!(!parse("a desc nulls last").nulls_first);
    assert!(parse("a nulls first").nulls_first);
    assert_eq!(parse("(a)"), parse("a"));
    assert_eq!(parse("(a collate \"C\")"), parse("a collate pg_catalog.\"C\""));
    assert_eq!(parse("(lower(a) collate \"C\")"), parse("lower(a) collate \"C\""));
    assert_eq!(
        parse("a gist_trgm_ops (siglen = 32)").operator_class_parameters["siglen"],
        "32"
    );
    let text = "a, b";
    assert_eq!(
        failure(text, parse_index_element(text)),
        "this is more than one element of an index <a, b>"
    );
}

#[test]
fn partitions() {
    let key = parse_partition_key("range (created_at, (lower(kind)) collate \"C\" text_ops)").unwrap();
    assert_eq!((key.strategy, key.elements.len()), (PartitionStrategy::Range, 2));
    assert!(parse_partition_key("list (a) tablespace x").is_err());
    assert!(parse_partition_key("list (a) with (fillfactor = 10)").is_err());
    assert_eq!(parse_partition_bound("default").unwrap(), PartitionBound::Default);
    assert_eq!(
        parse_partition_bound("with (modulus 4, remainder 3)").unwrap(),
        PartitionBound::Hash {
            modulus: 4,
            remainder: 3
        }
    );
    let list = parse_partition_bound("for values in ('a', null)").unwrap();
    assert_eq!(list, parse_partition_bound("in ('a', null)").unwrap());
    let PartitionBound::Range { from, to } =
        parse_partition_bound("from ('2024-01-01', minvalue) to (maxvalue, 1)").unwrap()
    else {
        panic!("a range")
    };
    assert_eq!((&from[1], &to[0]), (&BoundValue::Min, &BoundValue::Max));
    assert!(parse_partition_bound("from (1)").is_err());
}

#[test]
fn functions_in_pieces() {
    let arguments = parse_arguments("a integer, inout b text default 'x', variadic c date[]").unwrap();
    let modes: Vec<ArgumentMode> = arguments.iter().map(|argument| argument.mode).collect();
    assert_eq!(
        modes,
        [ArgumentMode::In, ArgumentMode::InOut, ArgumentMode::Variadic]
    );
    assert_eq!(arguments[1].default.as_ref().unwrap().sql(), "'x'");
    assert!(parse_arguments("  ").unwrap().is_empty());
    let text = "a int, b users.id%type";
    let expected = "%TYPE is not modelled yet; write the type itself <users>";
    assert_eq!(failure(text, parse_arguments(text)), expected);
    assert!(parse_arguments("a int) returns int strict language sql as $$ $$ --").is_err());
    assert_eq!(
        parse_returns("setof app.users").unwrap(),
        Returns::SetOf(parse_type("app.users").unwrap())
    );
    assert!(
        matches!(parse_returns("table (id uuid, total bigint)").unwrap(), Returns::Table(columns) if columns.len() == 2)
    );
    assert!(parse_returns("int immutable").is_err());
    let Body::Sql(body) = parse_sql_body("begin atomic; select 1; insert into t values (1) ; end").unwrap()
    else {
        panic!("a body of SQL")
    };
    assert_eq!(
        body,
        "BEGIN ATOMIC\n  SELECT 1;\n  INSERT INTO t VALUES (1);\nEND"
    );
    assert_eq!(parse_sql_body(&body).unwrap(), Body::Sql(body));
    assert!(parse_sql_body("strict return 1").is_err());
    assert!(parse_sql_body("return 1; drop table x").is_err());
}

#[test]
fn names_may_be_hostile() {
    for name in [
        "users", "Order", "a b", "a\"b", "select", "x;y", "--", "a.b", "é", "'", "$$", "/*",
    ] {
        let object = ObjectName::qualified(name, name);
        assert_eq!(parse_name(&object.to_string()).unwrap(), object);
        assert_eq!(parse_column(name, "int").unwrap().column.name, name);
        let constraint = parse_references(&columns(&[name]), &object.to_string()).unwrap();
        assert_eq!(foreign_key(&constraint).unwrap().table, object);
    }
    for text in ["a.b.c", "a b", "a, b", "a cascade", "", "a; drop table b"] {
        assert!(parse_name(text).is_err(), "{text}");
    }
}

#[test]
fn triggers_in_parts() {
    let table = ObjectName::qualified("app", "Users");
    let parts = TriggerParts {
        name: "Touch",
        table: &table,
        timing: "after update of email, name or insert",
        for_each: None,
        when: Some("old.email is distinct from new.email -- why"),
        execute: "app.touch('a', 1)",
        referencing: None,
        constraint: true,
        deferrable: Some("deferrable initially deferred"),
    };
    let trigger = parse_trigger(&parts).unwrap();
    assert_eq!((trigger.name.as_str(), &trigger.table), ("Touch", &table));
    assert_eq!(trigger.arguments, columns(&["a", "1"]));
    assert!(trigger.for_each_row && trigger.constraint.unwrap().initially_deferred);
    let plain = TriggerParts {
        constraint: false,
        deferrable: None,
        ..parts
    };
    let statement = TriggerParts {
        timing: "after update",
        for_each: Some("statement"),
        when: None,
        referencing: Some("old table as o new table as n"),
        ..plain
    };
    assert_eq!(parse_trigger(&statement).unwrap().old_table.as_deref(), Some("o"));
    for (parts, part, wrong) in [
        (
            TriggerParts {
                timing: "before",
                ..plain
            },
            "timing",
            "",
        ),
        (
            TriggerParts {
                timing: "before updat",
                ..plain
            },
            "timing",
            "updat",
        ),
        (
            TriggerParts {
                timing: "before insert on x; drop table y",
                ..plain
            },
            "timing",
            ";",
        ),
        (
            TriggerParts {
                when: Some("old.a = "),
                ..plain
            },
            "when",
            "",
        ),
        (
            TriggerParts {
                when: Some("a) execute function f() --"),
                ..plain
            },
            "when",
            ")",
        ),
        (
            TriggerParts {
                execute: "touch",
                ..plain
            },
            "execute",
            "",
        ),
        (TriggerParts { execute: "", ..plain }, "execute", ""),
        (
            TriggerParts {
                for_each: Some("table"),
                ..plain
            },
            "for_each",
            "table",
        ),
    ] {
        let (found, error) = parse_trigger(&parts).unwrap_err();
        let text = match part {
            "timing" => parts.timing,
            "when" => parts.when.unwrap(),
            "execute" => parts.execute,
            _ => parts.for_each.unwrap(),
        };
        assert_eq!(
            (found, &text[error.range.clone()]),
            (part, wrong),
            "{}",
            error.message
        );
    }
}

#[test]
fn constraints_of_newer_servers_are_read() {
    let column = parse_column("a", "int check (a > 0) not enforced").unwrap();
    assert!(!column.constraints[0].enforced && column.constraints[0].validated);
    let key = parse_constraint("primary key (a, r without overlaps)").unwrap();
    assert!(matches!(key.kind, ConstraintKind::PrimaryKey(key) if key.without_overlaps));
    let references = parse_references(&columns(&["room", "during"]), "rooms (id, period open)").unwrap();
    assert!(references.enforced);
    assert!(foreign_key(&references).unwrap().period);
}

#[test]
fn rules_do_statements() {
    let actions = parse_rule_actions("insert into log values (new.id, 1); notify changed").unwrap();
    let statements: Vec<_> = actions
        .iter()
        .filter_map(|action| action.only_statement())
        .collect();
    assert_eq!(
        statements,
        ["INSERT INTO log VALUES (new.id, 1)", "NOTIFY changed"]
    );
    assert!(parse_rule_actions("drop table log").is_err());
    let update = parse_rule_actions("update users set gone = old.a").unwrap();
    let references = sql_body_references(&update[0]);
    assert!(references.columns.contains("gone") && references.columns.contains("a"));
}
