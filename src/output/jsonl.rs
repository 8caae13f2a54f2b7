//! JSON Lines of the tables: one object per row, every column present, numbers with their exact digits.

use crate::output::record::{ColumnInfo, Type};

/// Appends one row.
///
/// # Panics
/// Never: a vector takes all bytes, and every text is valid JSON once escaped.
pub fn row<'f>(columns: &[&ColumnInfo], fields: impl IntoIterator<Item = &'f str>, out: &mut Vec<u8>) {
    out.push(b'{');
    for (n, (column, field)) in columns.iter().zip(fields).enumerate() {
        if n > 0 {
            out.push(b',');
        }
        out.push(b'"');
        out.extend_from_slice(column.name.as_bytes());
        out.extend_from_slice(b"\":");
        match column.ty {
            _ if field.is_empty() => out.extend_from_slice(b"null"),
            Type::Text => serde_json::to_writer(&mut *out, field).expect("a vector takes all bytes"),
            Type::Integer | Type::Decimal | Type::Boolean => out.extend_from_slice(field.as_bytes()),
        }
    }
    out.extend_from_slice(b"}\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::record::Table;

    #[test]
    fn a_row_is_one_object() {
        let columns = Table::Errors.columns();
        let mut out = Vec::new();
        row(&columns, ["甲\"乙\n.pdf", "damaged", "", "12", ""], &mut out);
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.matches('\n').count(), 1);
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["file"], "甲\"乙\n.pdf");
        assert_eq!((value["bytes"].to_string().as_str(), value["sha256"].is_null()), ("12", true));
    }
}
