//! The yardstick: a schema of any size, written in TOML and in SQL, that everything is measured with.
//!
//! Tables of ten columns, each with a key, a foreign key, a check, two indexes (one of them partial and on an
//! expression), a trigger and a comment; a view for every ten tables and an enum for every twenty. In a file of its own
//! because more than the bench measures with it.

use std::fmt::Write as _;

/// The yardstick with this many tables, as a model in TOML.
pub(crate) fn toml(tables: usize) -> String {
    let mut out = String::from(
        "format = 1\n\n[functions.touch]\nreturns = \"trigger\"\nlanguage = \"plpgsql\"\n\
         body = \"begin new.updated_at := now(); return new; end\"\n\n\
         [triggers.touch]\ntiming = \"before update\"\nexecute = \"touch()\"\n\n[enums]\n",
    );
    for number in 0..tables.div_ceil(20) {
        line(
            &mut out,
            format_args!("kind_{number:05} = [\"draft\", \"open\", \"closed\"]"),
        );
    }
    for number in 0..tables {
        let (kind, parent) = (number / 20, number.saturating_sub(1));
        line(
            &mut out,
            format_args!(
                "
[tables.items_{number:05}]
comment = \"Items of department {number}.\"
triggers = [\"touch\"]

[tables.items_{number:05}.columns]
id         = \"bigint primary key\"
tenant_id  = \"uuid not null\"
parent_id  = {{ type = \"bigint\", references = \"items_{parent:05}(id) on delete cascade\" }}
kind       = \"kind_{kind:05} not null default 'draft'\"
name       = \"varchar(200) not null\"
email      = \"text\"
amount     = \"numeric(12, 2) not null default 0\"
payload    = \"jsonb not null default '{{}}'\"
created_at = \"timestamptz not null default now()\"
updated_at = \"timestamptz not null default now()\"

[tables.items_{number:05}.indexes]
idx_items_{number:05}_tenant = {{ on = [\"tenant_id\", \"created_at\"] }}
idx_items_{number:05}_email = {{ on = [\"lower(email)\"], where = \"email is not null\" }}

[tables.items_{number:05}.checks]
items_{number:05}_amount = \"amount >= 0\""
            ),
        );
    }
    for number in (0..tables).step_by(10) {
        line(
            &mut out,
            format_args!(
                "\n[views.open_items_{number:05}]\nquery = \"select id, name, amount from items_{number:05} where kind = 'open'\""
            ),
        );
    }
    out
}

/// The same as a script of SQL.
pub(crate) fn sql(tables: usize) -> String {
    let mut out = String::from(
        "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS \
         'begin new.updated_at := now(); return new; end';\n",
    );
    for number in 0..tables.div_ceil(20) {
        line(
            &mut out,
            format_args!("CREATE TYPE kind_{number:05} AS ENUM ('draft', 'open', 'closed');"),
        );
    }
    for number in 0..tables {
        let (kind, parent) = (number / 20, number.saturating_sub(1));
        line(
            &mut out,
            format_args!(
                "
CREATE TABLE items_{number:05} (
    id bigint PRIMARY KEY,
    tenant_id uuid NOT NULL,
    parent_id bigint REFERENCES items_{parent:05} (id) ON DELETE CASCADE,
    kind kind_{kind:05} NOT NULL DEFAULT 'draft',
    name varchar(200) NOT NULL,
    email text,
    amount numeric(12, 2) NOT NULL DEFAULT 0,
    payload jsonb NOT NULL DEFAULT '{{}}',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT items_{number:05}_amount CHECK (amount >= 0)
);
COMMENT ON TABLE items_{number:05} IS 'Items of department {number}.';
CREATE INDEX idx_items_{number:05}_tenant ON items_{number:05} (tenant_id, created_at);
CREATE INDEX idx_items_{number:05}_email ON items_{number:05} (lower(email)) WHERE email IS NOT NULL;
CREATE TRIGGER touch BEFORE UPDATE ON items_{number:05} FOR EACH ROW EXECUTE FUNCTION touch();"
            ),
        );
    }
    for number in (0..tables).step_by(10) {
        line(
            &mut out,
            format_args!(
                "\nCREATE VIEW open_items_{number:05} AS\n    SELECT id, name, amount FROM items_{number:05} WHERE kind = 'open';"
            ),
        );
    }
    out
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    writeln!(out, "{text}").expect("writing to a string never fails");
}
