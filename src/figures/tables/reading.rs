//! 读表. The cells of a table in order: numbers, words, and what stands aside.

use crate::document::{Note, NoteKind};
use crate::outline::SectionId;
use crate::text::Span;
use crate::text::script::folded;

use super::bands::Band;
use super::columns::{self, Head, Use};
use super::content::Content;
use super::figures::{self, Around};
use super::layout::Layout;
use super::rows::{self, Segment};
use super::surroundings::Surroundings;
use super::{codes, labelled, measure, words};
use crate::figures::extract::Reader;
use crate::figures::number::Raw;
use crate::figures::{FigureId, Grid, GridCell, GridColumn, GridRow, Kind, Purpose, Role, indicator, setting};

/// Longest name of a box in a form, in characters.
const LONGEST_NAME: usize = 30;

/// 一张表. Everything known about a table before its cells are read.
#[derive(Clone, Copy)]
pub(super) struct Table<'a> {
    pub(super) index: u32,
    pub(super) section: SectionId,
    pub(super) layout: &'a Layout<'a>,
    pub(super) surroundings: &'a Surroundings,
}

impl<'a> Table<'a> {
    /// What is said about a cell of a column of numbers.
    fn around(self, segment: &'a Segment, row: &'a GridRow, value: usize, cell: usize) -> Around<'a> {
        let layout = self.layout;
        let place = layout.cell(cell);
        let covered = place.column..place.column + place.column_span;
        let n_covered = segment.values.iter().filter(|(column, _)| covered.contains(column)).count();
        // 项目资金（万元）, merged over the rows beside it, header row included.
        let beside = segment.names.iter().rev().filter_map(|&name| layout.at(place.row, name));
        let group = beside.map(|n| layout.words(n)).find(|words| measure::in_words(words).is_some());
        Around {
            text: layout.text,
            section: self.section,
            cell: (self.index, index(cell)),
            row,
            head: (n_covered <= 1).then_some(&segment.values[value].1),
            caption: &self.surroundings.caption,
            unit: segment.unit(layout, place.row),
            group: group.unwrap_or_default(),
            announced: match &segment.corner {
                Some(corner) if self.surroundings.announced.is_empty() => std::slice::from_ref(corner),
                _ => &self.surroundings.announced,
            },
            money: self.surroundings.money.as_ref(),
            beside_money: segment.holds_money,
            fractions: false,
        }
    }

    /// What is said about a cell by the name beside it alone.
    fn beside(self, row: &'a GridRow, cell: usize) -> Around<'a> {
        Around {
            text: self.layout.text,
            section: self.section,
            cell: (self.index, index(cell)),
            row,
            head: None,
            caption: &self.surroundings.caption,
            unit: None,
            group: String::new(),
            announced: &self.surroundings.announced,
            money: self.surroundings.money.as_ref(),
            beside_money: false,
            fractions: false,
        }
    }
}

fn index(cell: usize) -> u32 {
    u32::try_from(cell).unwrap_or(u32::MAX)
}

/// 读表. Reads cells into figures, and counts what it leaves out.
pub(super) struct Reading<'r, 'd, 'a> {
    reader: &'r mut Reader<'d>,
    table: Table<'a>,
    n_dashes: u32,
    n_unknown: u32,
}

impl<'r, 'd, 'a> Reading<'r, 'd, 'a> {
    pub(super) fn new(reader: &'r mut Reader<'d>, table: Table<'a>) -> Self {
        Self { reader, table, n_dashes: 0, n_unknown: 0 }
    }

    /// Reads the cells of one band in order, and keeps its grids.
    pub(super) fn band(&mut self, band: &Band) {
        let layout = self.table.layout;
        let uses = columns::find(layout, band, &self.table.surroundings.told);
        let unread: Vec<bool> = uses.iter().map(|u| matches!(u, Use::Nothing | Use::Codes | Use::Units)).collect();
        let has_header = !band.header.is_empty() || !self.table.surroundings.told.is_empty();
        let segments = if has_header { rows::segments(layout, band, uses) } else { Vec::new() };
        let mut blocks: Vec<Block<'_>> = segments.iter().map(|s| Block::new(layout, band, s)).collect();
        for (n, cell) in layout.cells().iter().enumerate() {
            if !band.body.contains(&cell.row) {
                continue;
            }
            let place = blocks.iter_mut().find_map(|b| b.place(cell.row, cell.column).map(|at| (b, at)));
            if let Some((block, (row, value))) = place {
                let mut around = self.table.around(block.segment, &block.rows[row], value, n);
                around.fractions = block.fractions[value];
                block.cells[row * block.segment.values.len() + value] = self.value(&around, n);
            } else if !unread.get(cell.column as usize).copied().unwrap_or(false) {
                self.aside(band, n);
            }
        }
        let (table, section) = (self.table.index, self.table.section);
        for block in blocks {
            if block.cells.iter().any(|c| matches!(c, GridCell::Figure(_))) {
                let columns = block.segment.values.iter().map(|(column, head)| grid_column(*column, head)).collect();
                let grid = Grid { table, section, columns, rows: block.rows, cells: block.cells };
                self.parts(&grid);
                self.reader.out.grids.push(grid);
            }
        }
    }

    /// What stands in a column over or under its 合计 is a part of it.
    fn parts(&mut self, grid: &Grid) {
        if grid.rows.iter().all(|row| row.total.is_none()) {
            return;
        }
        let adds_up = |c: &usize| matches!(grid.columns[*c].purpose, Purpose::Value | Purpose::Weight | Purpose::Score);
        let columns: Vec<usize> = (0..grid.columns.len()).filter(adds_up).collect();
        for row in (0..grid.rows.len()).filter(|&row| grid.rows[row].total.is_none()) {
            for id in columns.iter().filter_map(|&column| grid.figure(row, column)) {
                let figure = &mut self.reader.out.figures[id.0 as usize];
                figure.role = figure.role.or(Some(Role::Part));
            }
        }
    }

    /// Reads a cell of a column of numbers.
    fn value(&mut self, around: &Around<'_>, cell: usize) -> GridCell {
        let is_no_figure = around.head.is_some_and(|h| h.purpose == Purpose::NoFigure)
            || around.row.label.is_some_and(|s| words::no_figures(&folded(s.of(around.text))));
        let raw = match self.table.layout.content(cell) {
            Content::Empty => return GridCell::Empty,
            Content::Dash => {
                self.n_dashes += 1;
                return GridCell::Dash;
            }
            Content::Bare(_) | Content::Figure(_) if is_no_figure => return GridCell::Words,
            Content::Bare(bare) => around.measure().raw(bare),
            Content::Figure(raw) => around.printed(raw),
            Content::Words => {
                self.words(around, cell);
                return GridCell::Words;
            }
        };
        if let Some(raw) = raw {
            GridCell::Figure(self.push(around, raw))
        } else {
            let place = self.table.layout.trimmed(cell);
            self.reader.out.notes.push(Note::at(NoteKind::NumberUnclear, place, "数字超出精确范围，未读取"));
            GridCell::Words
        }
    }

    fn push(&mut self, around: &Around<'_>, raw: Raw) -> FigureId {
        self.n_unknown += u32::from(raw.unit.is_empty() && raw.kind == Kind::Amount);
        let id = FigureId(index(self.reader.out.figures.len()));
        self.reader.out.figures.push(around.figure(id, raw));
        id
    }

    /// Reads the words of a cell: `一般公共预算：847.68`, or a piece of prose.
    fn words(&mut self, around: &Around<'_>, cell: usize) {
        let text = self.table.layout.text;
        let span = self.table.layout.trimmed(cell);
        let Some(pairs) = labelled::read(text, span) else {
            let first = self.prose(span, cell);
            if let [figure] = &mut self.reader.out.figures[first..]
                && figure.label.is_none()
            {
                figure.label = around.label();
                figure.indicator = figure.label.as_ref().and_then(|l| indicator::normal(&l.text));
            }
            return;
        };
        for (name, bare) in pairs {
            let row = rows::named(text, name, around.row.row);
            let around = Around { row: &row, group: around.group.clone(), unit: None, ..*around };
            if let Some(raw) = around.measure().raw(&bare) {
                self.push(&around, raw);
            }
        }
    }

    /// Reads a cell like a paragraph; the first figure that it made.
    fn prose(&mut self, span: Span, cell: usize) -> usize {
        let first = self.reader.out.figures.len();
        self.reader.cell(span, self.table.section);
        for figure in &mut self.reader.out.figures[first..] {
            figure.cell = Some((self.table.index, index(cell)));
        }
        first
    }

    /// Reads a cell that stands in no column of numbers: remarks, names with points, boxes beside their name.
    fn aside(&mut self, band: &Band, cell: usize) {
        let layout = self.table.layout;
        match layout.content(cell) {
            Content::Empty => {}
            Content::Dash => self.n_dashes += 1,
            Content::Bare(_) | Content::Figure(_) => {
                let raw = self.named_beside(cell).and_then(|(row, raw)| Some((row, raw?)));
                match raw {
                    Some((row, raw)) => {
                        self.push(&self.table.beside(&row, cell), raw);
                    }
                    // Without header and unit nobody knows what it counts.
                    None => self.n_unknown += u32::from(band.header.is_empty()),
                }
            }
            Content::Words => {
                let span = layout.trimmed(cell);
                let body = span.of(layout.text);
                let is_prose = body.contains(['，', '。', '；', ',', ';']) && body.bytes().any(|b| b.is_ascii_digit());
                let has_points = body.ends_with("分）") || body.ends_with("分)");
                if is_prose || has_points {
                    let first = self.prose(span, cell);
                    // 产出指标（50分）: what the points are for.
                    if let ([figure], true) = (&mut self.reader.out.figures[first..], has_points) {
                        let row = rows::named(layout.text, span, layout.cell(cell).row);
                        figure.label = self.table.beside(&row, cell).label();
                        figure.indicator = indicator::normal(&row.words);
                    }
                }
            }
        }
    }

    /// A number with the name to its left: 项目预算 100万元, 全年预算数（万元） 6105.75.
    fn named_beside(&self, cell: usize) -> Option<(GridRow, Option<Raw>)> {
        let layout = self.table.layout;
        let place = layout.cell(cell);
        let mut beside = (0..place.column).rev().filter_map(|c| layout.at(place.row, c));
        let name = beside.find(|&n| n != cell && !matches!(layout.content(n), Content::Empty))?;
        if !matches!(layout.content(name), Content::Words) {
            return None;
        }
        let row = rows::named(layout.text, layout.trimmed(name), place.row);
        if words::no_figures(&row.words) || row.words.chars().count() > LONGEST_NAME {
            return None;
        }
        let raw = match layout.content(cell) {
            Content::Figure(raw) => Some((**raw).clone()),
            Content::Bare(bare) => measure::in_words(&layout.words(name)).and_then(|m| m.raw(bare)),
            _ => None,
        };
        Some((row, raw))
    }

    /// Tells what was left out.
    pub(super) fn finish(self, table: Span) {
        let notes = &mut self.reader.out.notes;
        if self.n_dashes > 0 {
            let message = format!("{}个单元格填“—”或“/”，不作零处理", self.n_dashes);
            notes.push(Note::at(NoteKind::NumberMissing, table, message));
        }
        if self.n_unknown > 0 {
            let message = format!("{}个数字没有印出单位或栏目", self.n_unknown);
            notes.push(Note::at(NoteKind::TableUnclear, table, message));
        }
    }
}

/// A grid in the making.
struct Block<'s> {
    segment: &'s Segment,
    first_row: u32,
    rows: Vec<GridRow>,
    cells: Vec<GridCell>,
    /// For each column: its bare numbers are fractions of one.
    fractions: Vec<bool>,
}

impl<'s> Block<'s> {
    fn new(layout: &Layout<'_>, band: &Band, segment: &'s Segment) -> Self {
        let mut rows: Vec<GridRow> = band.body.clone().map(|row| segment.row(layout, band, row)).collect();
        for (row, code) in rows.iter_mut().zip(codes::of_rows(layout, band.body.clone(), &segment.codes)) {
            row.code = code.or_else(|| row.code.take());
        }
        let cells = vec![GridCell::Empty; rows.len() * segment.values.len()];
        let fractions = segment.values.iter().map(|(column, head)| fractions(layout, band, *column, head)).collect();
        Self { segment, first_row: band.body.start, rows, cells, fractions }
    }

    /// Row and column of the grid for a place of the table.
    fn place(&self, row: u32, column: u32) -> Option<(usize, usize)> {
        let value = self.segment.values.iter().position(|(c, _)| *c == column)?;
        Some(((row - self.first_row) as usize, value))
    }
}

/// Whether the bare rates of a column are fractions of one.
fn fractions(layout: &Layout<'_>, band: &Band, column: u32, head: &Head) -> bool {
    if !matches!(head.purpose, Purpose::Completion | Purpose::Control) || head.measure.is_some() {
        return false;
    }
    figures::are_fractions(band.body.clone().filter_map(|row| match layout.content_at(row, column) {
        Content::Bare(bare) => Some(bare),
        _ => None,
    }))
}

fn grid_column(column: u32, head: &Head) -> GridColumn {
    let words = head.words();
    let inner = head.path.last().map_or("", |h| h.words.as_str());
    GridColumn {
        column,
        total: words::total(inner),
        of_which: inner.starts_with("其中"),
        purpose: head.purpose,
        stage: head.stage,
        period: setting::period(&words),
        scope: setting::scope(&words),
        item: head.item.clone(),
        path: head.path.clone(),
    }
}

#[cfg(test)]
mod tests {
    use crate::document;
    use crate::figures::{self, Role};
    use crate::outline;

    fn roles(text: &str) -> Vec<Option<Role>> {
        let document = document::from_text(text.to_owned(), "表.txt");
        let outline = outline::parse(&document);
        figures::extract(&document, &outline).figures.iter().map(|f| f.role).collect()
    }

    fn values(text: &str) -> Vec<String> {
        let document = document::from_text(text.to_owned(), "表.txt");
        let outline = outline::parse(&document);
        let read = figures::extract(&document, &outline).figures;
        read.iter().map(|f| format!("{}{}", f.value.normalize(), f.unit)).collect()
    }

    #[test]
    fn a_unit_above_names_and_numbers_needs_no_header() {
        let rows = "活动支出　　246.30\n维权支出　　185.42\n合计　　　　431.72\n";
        for caption in ["支出明细（万元）：", "支出明细（单位：万元）", "支出明细\n单位：万元"]
        {
            assert_eq!(values(&format!("{caption}\n{rows}")), ["246.3万元", "185.42万元", "431.72万元"], "{caption}");
        }
        assert!(values(&format!("支出明细（续）：\n{rows}")).is_empty());
    }

    #[test]
    fn prices_have_columns_of_their_own() {
        assert_eq!(
            values(
                "序号\t内容\t单位\t数量\t单价（元）\t金额（万元）\n1\t护栏\t米\t320\t186\t5.952\n合计\t\t\t\t5.952\n"
            ),
            ["320米", "186元/米", "5.952万元", "5.952万元"]
        );
        assert_eq!(
            values("（单位：人、元/人、万元）\n工种 人数 补贴标准 补贴金额\n电工 120 1500 18.00\n焊工 86 1600 13.76\n"),
            ["120人", "1500元/人", "18万元", "86人", "1600元/人", "13.76万元"]
        );
        assert_eq!(
            values("指标\t单位\t绝对数\n居民人均可支配收入\t元\t28456\n社会消费品零售总额\t亿元\t89.1\n"),
            ["28456元/人", "891000万元"]
        );
        assert_eq!(
            values("项目\t数量\t综合单价\t合价\n土方\t1200立方米\t25.5元\t30600元\n"),
            ["1200立方米", "25.5元", "3.06万元"]
        );
        assert_eq!(values("指标\t指标值\t完成值\n公用经费\t850元/生\t850元/生\n"), ["850元/生", "850元/生"]);
    }

    #[test]
    fn rows_beside_their_total_are_parts() {
        let (part, total, rate) = (Some(Role::Part), Some(Role::Total), Some(Role::Completion));
        assert_eq!(
            roles("项目\t决算数（万元）\t完成率\n甲\t1\t50%\n乙\t2\t60%\n合计\t3\t55%\n"),
            [part, rate, part, rate, total, rate]
        );
        assert_eq!(roles("项目\t决算数（万元）\n甲\t1\n乙\t2\n"), [None, None]);
    }
}
