use crate::figures::{FigureId, Kind};
use crate::outline::{Section, SectionId};

use super::Writer;
use super::buffer::Json;

/// The groups in which a section lists its own figures.
const GROUPS: [&str; 4] = ["amounts", "person_times", "counts", "others"];

fn group(kind: Kind) -> usize {
    match kind {
        Kind::Amount => 0,
        Kind::PersonTimes => 1,
        Kind::Count => 2,
        _ => 3,
    }
}

/// Ids of figures by section and group, in order of the text.
struct OwnFigures(Vec<(SectionId, usize, FigureId)>);

impl OwnFigures {
    fn of(&self, section: SectionId, group: usize) -> impl Iterator<Item = FigureId> {
        let start = self.0.partition_point(|&(s, g, _)| (s, g) < (section, group));
        self.0[start..].iter().take_while(move |&&(s, g, _)| (s, g) == (section, group)).map(|&(_, _, id)| id)
    }
}

impl Writer<'_> {
    /// The chapters; before them `s0`, the text in front of the first heading.
    pub(super) fn sections(&self, json: &mut Json<'_>) {
        let figures = &self.review.figures.figures;
        let mut own: Vec<_> = figures.iter().map(|f| (f.section, group(f.kind), f.id)).collect();
        own.sort_unstable();
        let own = OwnFigures(own);
        let root = self.review.outline.section(SectionId(0));
        json.key("sections");
        json.array(std::iter::once(&root.id).chain(&root.children), |json, &id| {
            self.section(json, self.review.outline.section(id), &own);
        });
    }

    fn section(&self, json: &mut Json<'_>, section: &Section, own: &OwnFigures) {
        let text = &self.review.document.text;
        let number = section.number.as_ref();
        let is_root = section.parent.is_none();
        // The root covers the document; as a neighbour of the chapters it stands for its own text alone.
        let own_text = || section.body.iter().copied().reduce(crate::text::Span::cover).unwrap_or_default();
        json.long_object(|json| {
            json.field("id", section.id);
            json.field("number", number.map(|n| n.span.of(text)));
            json.field("style", number.map(|n| n.style.name()));
            json.key("path");
            json.array(&section.path, |json, &n| json.value(n));
            json.field("repaired", number.is_some_and(|n| n.printed != n.ordinal || n.style != n.intended));
            json.field("title", section.title.as_str());
            let heading = (!section.heading.is_empty()).then_some(section.heading);
            json.field("heading", heading.map(|span| self.chars(span)));
            json.field("span", self.chars(if is_root { own_text() } else { section.span }));
            json.key("body");
            json.array(&section.body, |json, &span| json.value(self.chars(span)));
            for (n, name) in GROUPS.into_iter().enumerate() {
                json.key(name);
                json.array(own.of(section.id, n), Json::value);
            }
            json.key("children");
            let children: &[SectionId] = if is_root { &[] } else { &section.children };
            json.array(children, |json, &id| self.section(json, self.review.outline.section(id), own));
        });
    }

    /// 一是…二是…
    pub(super) fn items(&self, json: &mut Json<'_>) {
        let text = &self.review.document.text;
        json.key("items");
        json.array(&self.review.outline.items, |json, item| {
            json.object(|json| {
                json.field("mark", item.mark.of(text));
                json.field("ordinal", item.ordinal);
                json.field("list", item.list + 1);
                json.field("section", self.section_of(item.section));
                json.field("span", self.chars(item.span));
            });
        });
    }
}
