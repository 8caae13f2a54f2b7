//! One sheet of the workbook that may go on over several.

use rust_decimal::Decimal;
use rust_xlsxwriter::{DataValidation, Format, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::Styles;

/// Rows that a sheet of Excel holds, the head included.
const MOST_ROWS: u32 = 1_048_576;
/// Characters that a cell of Excel holds.
const MOST_CHARACTERS: usize = 32_767;
/// Paper sizes of Excel: a wide list needs the larger one to stay readable.
const A4: u8 = 9;
const A3: u8 = 8;
/// Widths of columns, in characters, that A4 across still shows in readable size.
const WIDTH_OF_A4: u32 = 170;
/// Height of a line of text, in points.
const LINE: u32 = 14;
/// Tallest row of Excel, in points.
const TALLEST: u32 = 409;

/// A column: its head and width in characters.
pub(super) struct Column {
    pub(super) head: &'static str,
    width: u8,
    is_hidden: bool,
}

impl Column {
    pub(super) const fn new(head: &'static str, width: u8) -> Self {
        Self { head, width, is_hidden: false }
    }

    pub(super) const fn hidden(head: &'static str) -> Self {
        Self { head, width: 20, is_hidden: true }
    }
}

/// What stands in a cell.
pub(super) enum Field<'a> {
    Text(&'a str),
    /// A running number from 0, shown from 1.
    Count(usize),
    Year(Option<u16>),
    Number(Option<Decimal>),
    Severity(&'a str),
    /// Filled in by hand.
    Open(&'a str),
}

impl Field<'_> {
    /// Lines that it fills in a column of so many characters.
    fn lines(&self, width: u8) -> u32 {
        match self {
            Self::Text(text) | Self::Severity(text) | Self::Open(text) => {
                // A wide character does not stand half in one line: one place of each line may stay empty.
                let n = text.width().div_ceil(usize::from(width.saturating_sub(1)).max(1));
                u32::try_from(n).unwrap_or(TALLEST).max(1)
            }
            Self::Count(_) | Self::Year(_) | Self::Number(_) => 1,
        }
    }
}

/// A logical sheet: one or more worksheets with the same head.
pub(super) struct Sheet {
    name: &'static str,
    columns: &'static [Column],
    /// Places in the workbook with the number of rows, heads included.
    worksheets: Vec<(usize, u32)>,
    n_rows: usize,
}

impl Sheet {
    /// A sheet with a head, filters and print set-up.
    pub(super) fn new(
        workbook: &mut Workbook,
        name: &'static str,
        columns: &'static [Column],
        styles: &Styles,
    ) -> Result<Self, XlsxError> {
        let mut sheet = Self { name, columns, worksheets: Vec::new(), n_rows: 0 };
        sheet.begin(workbook, styles)?;
        Ok(sheet)
    }

    /// A sheet without columns of its own, written cell by cell.
    pub(super) fn plain(workbook: &mut Workbook, name: &'static str) -> Result<Self, XlsxError> {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(name)?;
        set_up_print(worksheet, name, A4);
        let place = workbook.worksheets().len() - 1;
        Ok(Self { name, columns: &[], worksheets: vec![(place, 0)], n_rows: 0 })
    }

    fn begin(&mut self, workbook: &mut Workbook, styles: &Styles) -> Result<(), XlsxError> {
        let n = self.worksheets.len() + 1;
        let worksheet = workbook.add_worksheet_with_constant_memory()?;
        worksheet.set_name(if n == 1 { self.name.to_owned() } else { format!("{}{n}", self.name) })?;
        let width: u32 = self.columns.iter().filter(|c| !c.is_hidden).map(|c| u32::from(c.width)).sum();
        set_up_print(worksheet, self.name, if width > WIDTH_OF_A4 { A3 } else { A4 });
        worksheet.set_freeze_panes(1, 0)?;
        worksheet.set_repeat_rows(0, 0)?;
        for (at, column) in (0..).zip(self.columns) {
            worksheet.set_column_width(at, column.width)?;
            if column.is_hidden {
                worksheet.set_column_hidden(at)?;
            }
        }
        worksheet.set_row_height(0, 30)?;
        for (at, column) in (0..).zip(self.columns) {
            worksheet.write_string_with_format(0, at, column.head, &styles.head)?;
        }
        self.worksheets.push((workbook.worksheets().len() - 1, 1));
        Ok(())
    }

    /// Rows written so far, heads not counted.
    pub(super) fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// Place of the first worksheet in the workbook.
    pub(super) fn place(&self) -> usize {
        self.worksheets[0].0
    }

    /// Names and numbers of rows of all worksheets.
    pub(super) fn stretches(&self) -> impl Iterator<Item = (String, u32)> {
        self.worksheets.iter().enumerate().map(|(n, &(_, rows))| {
            (if n == 0 { self.name.to_owned() } else { format!("{}{}", self.name, n + 1) }, rows)
        })
    }

    pub(super) fn row<'a>(
        &mut self,
        workbook: &mut Workbook,
        styles: &Styles,
        fields: impl IntoIterator<Item = Field<'a>>,
    ) -> Result<(), XlsxError> {
        if self.worksheets.last().is_some_and(|&(_, rows)| rows == MOST_ROWS) {
            self.begin(workbook, styles)?;
        }
        let Some((place, rows)) = self.worksheets.last_mut() else { return Ok(()) };
        let worksheet = workbook.worksheet_from_index(*place)?;
        let mut lines = 1;
        for ((at, column), field) in (0..).zip(self.columns).zip(fields) {
            write(worksheet, *rows, at, &field, styles)?;
            if !column.is_hidden {
                lines = lines.max(field.lines(column.width));
            }
        }
        // Not every program fits the height of wrapped rows by itself.
        worksheet.set_row_height(*rows, (lines * LINE + 3).min(TALLEST))?;
        *rows += 1;
        self.n_rows += 1;
        Ok(())
    }

    /// Lets a column be chosen from a list.
    pub(super) fn choices(
        &self,
        workbook: &mut Workbook,
        column: u16,
        choices: &DataValidation,
    ) -> Result<(), XlsxError> {
        for &(place, rows) in &self.worksheets {
            if rows > 1 {
                workbook.worksheet_from_index(place)?.add_data_validation(1, column, rows - 1, column, choices)?;
            }
        }
        Ok(())
    }

    /// Sets the filters over all rows.
    pub(super) fn finish(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let last = u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        for &(place, rows) in &self.worksheets {
            workbook.worksheet_from_index(place)?.autofilter(0, 0, rows - 1, last)?;
        }
        Ok(())
    }
}

/// Across, one page wide, numbered, with room for the two signatures of a working paper.
fn set_up_print(worksheet: &mut Worksheet, name: &str, paper: u8) {
    worksheet.set_landscape().set_paper_size(paper).set_print_fit_to_pages(1, 0);
    worksheet.set_header(format!("&L勾稽核对底稿&C{name}&R编制人：＿＿＿＿　复核人：＿＿＿＿"));
    worksheet.set_footer("&C第 &P 页，共 &N 页");
}

/// Writes one cell.
pub(super) fn write(
    worksheet: &mut Worksheet,
    row: u32,
    column: u16,
    field: &Field<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let text = |worksheet: &mut Worksheet, text: &str, format: &Format| {
        if text.is_empty() {
            worksheet.write_blank(row, column, format).map(|_| ())
        } else {
            worksheet.write_string_with_format(row, column, printable(text), format).map(|_| ())
        }
    };
    match field {
        Field::Text(words) => text(worksheet, words, &styles.text),
        Field::Severity(words) => text(worksheet, words, styles.severity(words)),
        Field::Open(words) => text(worksheet, words, &styles.open),
        Field::Count(n) => {
            let n = u32::try_from(n + 1).unwrap_or(u32::MAX);
            worksheet.write_number_with_format(row, column, n, &styles.numbers[0]).map(|_| ())
        }
        Field::Year(Some(year)) => worksheet.write_number_with_format(row, column, *year, &styles.year).map(|_| ()),
        Field::Number(Some(value)) => {
            let most = styles.numbers.len() - 1;
            let value = value.round_dp(u32::try_from(most).unwrap_or(0)).normalize();
            let format = &styles.numbers[(value.scale() as usize).min(most)];
            worksheet.write_with_format(row, column, value, format).map(|_| ())
        }
        Field::Year(None) | Field::Number(None) => text(worksheet, "", &styles.text),
    }
}

/// Without what a cell cannot hold.
fn printable(text: &str) -> String {
    text.chars().filter(|&c| c == '\n' || c == '\t' || !c.is_control()).take(MOST_CHARACTERS).collect()
}
