//! Comma-, tab- or semicolon-separated text.

use csv::ReaderBuilder;

use crate::document::builder::{Builder, Content, Grid, GridCell};
use crate::document::encoding::decode;
use crate::document::error::Failure;
use crate::document::{BlockKind, Limits, Origin, ReadErrorKind, txt};

/// Reads a .csv; text with no second column is read as plain text.
pub(in crate::document) fn read(bytes: &[u8], limits: &Limits) -> Result<Content, Failure> {
    let decoded = decode(bytes, None).ok_or_else(|| Failure::new(ReadErrorKind::Unknown, "不是文字"))?;
    let delimiter = delimiter(&decoded.text);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(decoded.text.as_bytes());
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut n_cells = 0;
    for record in reader.records() {
        let record = record.map_err(|error| Failure::damaged(format!("{error}")))?;
        n_cells += record.len();
        if n_cells as u64 > u64::from(limits.cells) {
            return Err(Failure::too_large(format!("单元格超过{}个", limits.cells)));
        }
        rows.push(record.iter().map(str::to_owned).collect());
    }
    if rows.iter().all(|row| row.len() < 2) {
        return txt::read(bytes, limits);
    }
    let filled = |row: &[String]| row.iter().filter(|cell| !cell.trim().is_empty()).count();
    let mut builder = Builder::new(limits);
    // Titles above the table have one filled field.
    let n_titles = rows.iter().take_while(|row| filled(row) <= 1).count();
    for title in rows.iter().take(n_titles).flatten() {
        builder.paragraph(title, BlockKind::Paragraph, Origin::Line, None)?;
    }
    let mut grid = Grid::default();
    for (row, cells) in (0..).zip(rows.into_iter().skip(n_titles).filter(|row| filled(row) > 0)) {
        for (column, text) in (0..).zip(cells) {
            grid.cells.push(GridCell { row, column, row_span: 1, column_span: 1, text });
        }
    }
    builder.table(grid, Origin::Line)?;
    if builder.is_empty() {
        return Err(Failure::new(ReadErrorKind::Empty, ""));
    }
    let mut content = builder.finish();
    content.notes.splice(0..0, decoded.notes);
    content.encoding = Some(decoded.encoding);
    Ok(content)
}

/// The separator that most lines of the beginning have.
fn delimiter(text: &str) -> u8 {
    let head: Vec<&str> = text.lines().take(50).collect();
    let count = |mark: u8| head.iter().filter(|line| line.bytes().any(|b| b == mark)).count();
    [b',', b'\t', b';'].into_iter().rev().max_by_key(|&mark| count(mark)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_titles_and_short_rows() {
        let text = "收支表,,\n单位：万元\n项目,预算数,决算数\n\"教育支出，\n其他\",\"1,200.50\",\n合计,1200.50,99%\n";
        let content = read(text.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(
            content.text,
            "收支表\n单位：万元\n项目\t预算数\t决算数\n教育支出， 其他\t1,200.50\t\n合计\t1200.50\t99%\n"
        );
        assert_eq!(content.tables[0].n_columns, 3);
    }
}
