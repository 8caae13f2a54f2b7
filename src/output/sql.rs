//! Scripts that put the tables into a database: SQLite from CSV, DuckDB over Parquet.

use std::fmt::Write;

use crate::output::record::{ColumnInfo, Table};

/// Statements that make the tables of a database, with what every column means.
#[must_use]
pub fn create_tables() -> String {
    let mut out = String::new();
    for table in Table::ALL {
        let columns = table.columns();
        let _ = writeln!(out, "-- {}", table.comment());
        let _ = writeln!(out, "CREATE TABLE {} (", table.name());
        for (n, column) in columns.iter().enumerate() {
            let comma = if n + 1 < columns.len() { "," } else { "" };
            let _ = writeln!(out, "  {} {}{comma} -- {}", column.name, column.ty.sql(), meaning(column));
        }
        out.push_str(");\n");
    }
    out
}

/// Statements that turn empty fields, which CSV cannot tell from nothing, into nulls.
#[must_use]
pub fn nulls() -> String {
    let mut out = String::new();
    for table in Table::ALL {
        let sets: Vec<String> = table.columns().iter().map(|c| format!("{0} = NULLIF({0}, '')", c.name)).collect();
        let _ = writeln!(out, "UPDATE {} SET {};", table.name(), sets.join(", "));
    }
    out
}

/// `sqlite3 gouji.db < sqlite.sql`, in the folder of the tables.
#[must_use]
pub fn sqlite() -> String {
    let mut out = format!("-- 在本目录运行：sqlite3 gouji.db < sqlite.sql\n{}.mode csv\n", create_tables());
    for table in Table::ALL {
        let _ = writeln!(out, ".import --skip 1 {0}.csv {0}", table.name());
    }
    out + &nulls()
}

/// `duckdb gouji.duckdb < duckdb.sql`, in the folder of the tables.
#[must_use]
pub fn duckdb() -> String {
    let mut out = "-- 在本目录运行：duckdb gouji.duckdb < duckdb.sql\n".to_owned();
    for table in Table::ALL {
        let name = table.name();
        let _ = writeln!(out, "CREATE OR REPLACE TABLE {name} AS SELECT * FROM read_parquet('{name}.parquet');");
        let _ = writeln!(out, "COMMENT ON TABLE {name} IS '{}';", table.comment());
        for column in table.columns() {
            let _ = writeln!(out, "COMMENT ON COLUMN {name}.{} IS '{}';", column.name, meaning(column));
        }
    }
    out
}

/// What a column says, with its unit.
fn meaning(column: &ColumnInfo) -> String {
    if column.unit.is_empty() {
        column.comment.to_owned()
    } else {
        format!("{}（单位：{}）", column.comment, column.unit)
    }
}

/// The tables and columns as a chapter of docs/ANALYTICS.md.
#[must_use]
pub fn markdown() -> String {
    let mut out = String::new();
    for table in Table::ALL {
        let _ = writeln!(out, "### {}\n\n{}。\n", table.name(), table.comment());
        out.push_str("| 列 | 类型 | 单位 | 含义 |\n|---|---|---|---|\n");
        for ColumnInfo { name, ty, unit, comment } in table.columns() {
            let _ = writeln!(out, "| `{name}` | {} | {unit} | {comment} |", ty.chinese());
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_comment_breaks_a_statement() {
        for column in Table::ALL.iter().flat_map(|t| t.columns()) {
            assert!(!column.comment.contains(['\'', '\n', '|']), "{}", column.name);
            assert!(!column.comment.is_empty() && !column.comment.contains("  "), "{}", column.name);
        }
    }

    #[test]
    fn no_column_is_a_word_of_sql() {
        for column in Table::ALL.iter().flat_map(|t| t.columns()) {
            assert!(!["end", "order", "group", "table", "index", "from", "to", "check"].contains(&column.name));
        }
    }
}
