//! What one page of a PDF shows: glyphs and straight rules with their places.
//!
//! The only file of the program with binary fractions: places on paper, turned into whole hundredths of a point
//! before anything is decided.
#![expect(
    clippy::disallowed_types,
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    reason = "places on paper, never figures"
)]

use kurbo::{Affine, BezPath, PathEl, Point, Rect};
use pdfrum_common::{Diagnostics, Limits};
use pdfrum_object::Name;
use pdfrum_page::{BuildContext, Content, FillRule, Op, PageObject, RequestedSize, Resources, TextObject};
use pdfrum_parser::{Document, PageDict};

use crate::text::script::{is_blank, is_han};

use super::radicals::unified;

/// 长度. Hundredths of a point; x counts to the right, y downwards from the upper left corner as displayed.
pub(super) type Unit = i32;

/// One point.
pub(super) const POINT: Unit = 100;

/// Stands for a character that the file gives no Unicode for.
const UNMAPPED: char = '\u{FFFD}';

/// Filled bars up to this thickness are rules.
const RULE_THICKNESS: Unit = 3 * POINT;

/// 字形. One character on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Glyph {
    pub c: char,
    pub left: Unit,
    pub right: Unit,
    pub baseline: Unit,
    /// Height of the font as displayed.
    pub size: Unit,
    /// A blank is drawn before it.
    pub after_blank: bool,
}

/// 直线. A horizontal or vertical rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    pub is_horizontal: bool,
    /// Its y if horizontal, else its x.
    pub at: Unit,
    pub from: Unit,
    pub to: Unit,
}

/// 页. What is shown on it.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    /// Glyphs that stand upright, in the order they are drawn.
    pub glyphs: Vec<Glyph>,
    /// Text that stands askew, as watermarks do, and what the file itself marks as no part of its text.
    pub aside: String,
    pub rules: Vec<Rule>,
    pub width: Unit,
    pub height: Unit,
    /// Pictures and forms drawn. Asked of the operators: a build without samples leaves pictures out.
    pub n_drawn: usize,
    /// Characters for which the file gives no Unicode.
    pub n_unmapped: usize,
}

/// Reads one page.
pub(super) fn read(document: &Document, dict: &PageDict, fonts: &mut BuildContext, limits: &Limits) -> Page {
    let mut diagnostics = Diagnostics::default();
    let (content, _) = pdfrum_parser::content_segments(dict, document, limits, &mut diagnostics);
    let operators = pdfrum_page::parse_content(&content, limits, &mut diagnostics);
    let inherited = |key: &Name| dict.inherited(key, document);
    let resources = inherited(&Name::from("Resources"));
    let resources = resources.and_then(|object| object.resolve(document).ok()?.as_dict().cloned());
    let resources = Resources::for_page(resources);
    fonts.decode_target = RequestedSize::NoSamples;
    let graph = pdfrum_page::build_page_from_dict(
        &operators,
        &dict.dict,
        inherited,
        &resources,
        document,
        fonts,
        limits,
        &mut diagnostics,
    );
    let mut shown = Vec::new();
    walk(&graph.objects, 0, &mut |object| {
        if let PageObject::Text(text) = object {
            show(text, &mut shown);
        }
    });
    let (matrix, turn) = upright(&graph, &shown);
    let area = matrix.transform_rect_bbox(graph.crop_box);
    let n_drawn = operators.iter().filter(|op| matches!(op, Op::DoXObject(_) | Op::InlineImage(_))).count();
    let mut page = Page { width: units(area.width()), height: units(area.height()), n_drawn, ..Page::default() };
    let n_artifacts = shown.iter().filter(|char| char.is_artifact).count();
    let trusts_artifacts = n_artifacts * 3 < shown.len();
    let mut after_blank = false;
    for char in &shown {
        let (start, end) = (matrix * char.start, matrix * char.end);
        if is_blank(char.c) || char.c.is_control() || !area.inflate(1.0, 1.0).contains(start.midpoint(end)) {
            after_blank |= is_blank(char.c);
            continue;
        }
        page.n_unmapped += usize::from(char.c == UNMAPPED);
        if quarter(char.matrix) != Some(turn) || (char.is_artifact && trusts_artifacts) {
            page.aside.push(char.c);
            continue;
        }
        let size = units(char.size).max(1);
        // Some fonts give no width that can be true: an ideograph and its marks are as wide as they are high.
        let width = if is_wide(char.c) { size } else { 0 };
        let left = units(start.x);
        let right = units(end.x).max(left + width);
        page.glyphs.push(Glyph { c: char.c, left, right, baseline: units(start.y), size, after_blank });
        after_blank = false;
    }
    walk(&graph.objects, 0, &mut |object| {
        if let PageObject::Path(path) = object {
            let is_filled = path.object.fill_rule != FillRule::None;
            rules(&path.object.path, matrix * path.object.matrix, path.object.stroke, is_filled, &mut page.rules);
        }
    });
    page
}

/// 字符. One character as drawn, in the page's own space.
struct Char {
    c: char,
    /// Where its baseline begins and ends.
    start: Point,
    end: Point,
    size: f64,
    matrix: Affine,
    /// Marked by the file as no part of the text: heads, feet, page numbers.
    is_artifact: bool,
}

/// Characters of one text object. Places follow ISO 32000-1 §9.4.4; nothing is taken for a repetition here,
/// for the digits of `100.00` stand as close as those of a word printed twice.
#[expect(clippy::many_single_char_names, reason = "the letters of a matrix of PDF")]
fn show(text: &Content<TextObject>, shown: &mut Vec<Char>) {
    let object = &text.object;
    let Some((font, size)) = &object.font else { return };
    let [a, b, c, d, ..] = object.matrix.as_coeffs();
    let matrix = Affine::new([a, b, c, d, object.position.x, object.position.y]);
    let size = f64::from(*size);
    let height = (size * c.hypot(d)).abs();
    let scale = size / 1000.0;
    let is_artifact = text.marks.marks().iter().any(|mark| mark.tag.as_bytes() == b"Artifact");
    let mut pen = 0.0;
    for segment in &object.segments {
        for item in font.decode(&segment.codes) {
            let declared = object.type3_metrics.get(&item.code.0).map_or(0.0, |metrics| metrics.width);
            let width = f64::from(if item.width == 0.0 { declared } else { item.width }) * scale;
            let (start, advance) = match (font.is_vertical(), font.vert_origin(item.code), font.vert_width(item.code)) {
                (true, Some((x, y)), Some(down)) => {
                    (Point::new(-f64::from(x) * scale, pen - f64::from(y) * scale), f64::from(down) * scale)
                }
                _ => (Point::new(pen, 0.0), width),
            };
            let end = Point::new(start.x + width, start.y);
            let n = u32::try_from(item.unicode.len()).unwrap_or(u32::MAX).max(1);
            for at in 0..n {
                // A ligature's letters share its width.
                let c = item.unicode.get(at as usize).map_or(UNMAPPED, |&c| unified(c));
                let from = start.lerp(end, f64::from(at) / f64::from(n));
                let to = start.lerp(end, f64::from(at + 1) / f64::from(n));
                shown.push(Char { c, start: matrix * from, end: matrix * to, size: height, matrix, is_artifact });
            }
            let is_space = item.code.0 == 0x20 && item.cid.is_none();
            let spacing = text.state.text.char_space + if is_space { text.state.text.word_space } else { 0.0 };
            pen += advance + f64::from(spacing);
        }
        pen -= f64::from(segment.kerning) * scale;
    }
}

/// The matrix that shows the page with most of its text upright, y downwards, and the quarter turn of that text.
fn upright(graph: &pdfrum_page::Page, shown: &[Char]) -> (Affine, u8) {
    let mut votes = [0_usize; 4];
    for turn in shown.iter().filter_map(|char| quarter(char.matrix)) {
        votes[usize::from(turn)] += 1;
    }
    let rotation = graph.rotate.display_matrix(graph.crop_box);
    let shown = quarter(rotation).unwrap_or(0);
    // The turn that the page's own rotation makes upright wins unless another has more text.
    let own = (4 - shown) % 4;
    let turn = (0..4_u8).max_by_key(|&turn| (votes[usize::from(turn)], turn == own)).unwrap_or(own);
    let linear = match turn {
        0 => [1.0, 0.0, 0.0, -1.0],
        1 => [0.0, 1.0, 1.0, 0.0],
        2 => [-1.0, 0.0, 0.0, 1.0],
        _ => [0.0, -1.0, -1.0, 0.0],
    };
    let matrix = Affine::new([linear[0], linear[1], linear[2], linear[3], 0.0, 0.0]);
    let area = matrix.transform_rect_bbox(graph.crop_box);
    (Affine::translate((-area.x0, -area.y0)) * matrix, turn)
}

/// How many quarter turns counter-clockwise a matrix makes; `None` if it turns by something else.
fn quarter(matrix: Affine) -> Option<u8> {
    let [a, b, ..] = matrix.as_coeffs();
    let (cos, sin) = (a.abs(), b.abs());
    match (cos > 10.0 * sin, sin > 10.0 * cos) {
        (true, _) => Some(if a > 0.0 { 0 } else { 2 }),
        (_, true) => Some(if b > 0.0 { 1 } else { 3 }),
        _ => None,
    }
}

fn is_wide(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF01}'..='\u{FF60}')
}

/// Whole hundredths of a point.
fn units(points: f64) -> Unit {
    let hundredths = (points * 100.0).round().clamp(-1e8, 1e8);
    hundredths as Unit
}

/// Visits all objects, those within forms too.
fn walk(objects: &[PageObject], depth: u32, visit: &mut impl FnMut(&PageObject)) {
    for object in objects {
        match object {
            PageObject::Form(form) if depth < 16 => walk(&form.object.objects, depth + 1, visit),
            other => visit(other),
        }
    }
}

/// The straight horizontal and vertical pieces of a path: stroked lines, and filled bars as thin as lines.
fn rules(path: &BezPath, matrix: Affine, is_stroked: bool, is_filled: bool, found: &mut Vec<Rule>) {
    let mut corners: Vec<Point> = Vec::new();
    let mut is_straight = true;
    for element in path.elements().iter().chain([&PathEl::MoveTo(Point::ORIGIN)]) {
        match *element {
            PathEl::MoveTo(point) => {
                shape(&corners, is_stroked, is_filled && is_straight, found);
                corners.clear();
                corners.push(matrix * point);
                is_straight = true;
            }
            PathEl::LineTo(point) => corners.push(matrix * point),
            PathEl::ClosePath => corners.extend(corners.first().copied()),
            PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => {
                is_straight = false;
                corners.push(matrix * point);
            }
        }
    }
}

fn shape(corners: &[Point], is_stroked: bool, is_filled: bool, found: &mut Vec<Rule>) {
    if is_stroked {
        for pair in corners.windows(2) {
            line(pair[0], pair[1], found);
        }
    } else if is_filled && corners.len() >= 4 {
        let bounds = corners.iter().fold(Rect::from_points(corners[0], corners[0]), |r, &p| r.union_pt(p));
        let (width, height) = (units(bounds.width()), units(bounds.height()));
        let centre = bounds.center();
        if height <= RULE_THICKNESS && width > height {
            line(Point::new(bounds.x0, centre.y), Point::new(bounds.x1, centre.y), found);
        } else if width <= RULE_THICKNESS && height > width {
            line(Point::new(centre.x, bounds.y0), Point::new(centre.x, bounds.y1), found);
        }
    }
}

fn line(start: Point, end: Point, found: &mut Vec<Rule>) {
    let (x0, y0, x1, y1) = (units(start.x), units(start.y), units(end.x), units(end.y));
    let (width, height) = ((x1 - x0).abs(), (y1 - y0).abs());
    if height <= POINT / 2 && width > 2 * POINT {
        found.push(Rule { is_horizontal: true, at: y0.midpoint(y1), from: x0.min(x1), to: x0.max(x1) });
    } else if width <= POINT / 2 && height > 2 * POINT {
        found.push(Rule { is_horizontal: false, at: x0.midpoint(x1), from: y0.min(y1), to: y0.max(y1) });
    }
}
