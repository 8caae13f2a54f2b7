//! `styles.xml`: what a paragraph inherits that shows in its text.

use std::collections::BTreeMap;

use crate::document::error::Failure;
use crate::document::xml::{Node, Xml};

/// Longest chain of styles based on each other.
const CHAIN: usize = 32;

/// 样式. The properties that matter here, each as far as the style itself or one it is based on sets it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    based_on: Option<String>,
    /// List instance; 0 switches numbering off.
    pub list: Option<u32>,
    /// Level within the list.
    pub list_level: Option<u8>,
    /// Outline level from 0; 9 is body text.
    pub outline: Option<u8>,
    /// Hidden text.
    pub hidden: Option<bool>,
    /// Line of a table of contents.
    pub is_contents: bool,
}

/// 样式表.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
    default_paragraph: Option<String>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(text: &str, max_depth: u32) -> Result<Self, Failure> {
        let mut styles = Self::default();
        let mut xml = Xml::new(text, max_depth);
        while let Some(node) = xml.next()? {
            let Node::Open(element) = node else { continue };
            if element.name() != "style" {
                continue;
            }
            let id = element.attribute("styleId").unwrap_or_default();
            if element.attribute("default").as_deref() == Some("1")
                && element.attribute("type").as_deref() == Some("paragraph")
            {
                styles.default_paragraph = Some(id.clone());
            }
            let mut style = Style::default();
            read_style(&mut xml, &mut style)?;
            styles.by_id.insert(id, style);
        }
        styles.resolve();
        Ok(styles)
    }

    /// The style of a paragraph that names `id`, or the default one.
    pub(super) fn paragraph(&self, id: Option<&str>) -> Style {
        let found = id.and_then(|id| self.by_id.get(id));
        let default = || self.by_id.get(self.default_paragraph.as_deref()?);
        found.or_else(default).cloned().unwrap_or_default()
    }

    /// Whether a character style hides its text.
    pub(super) fn hides(&self, id: &str) -> bool {
        self.by_id.get(id).is_some_and(|style| style.hidden == Some(true))
    }

    /// List instance that a numbering style stands for.
    pub(super) fn list_of(&self, id: &str) -> Option<u32> {
        self.by_id.get(id)?.list
    }

    /// Ids of the styles that give a list instance without naming a level: the level names the style instead.
    pub(super) fn set_list_level(&mut self, id: &str, list_level: u8) {
        if let Some(style) = self.by_id.get_mut(id)
            && style.list.is_some()
        {
            style.list_level.get_or_insert(list_level);
        }
    }

    /// Fills in what each style inherits.
    fn resolve(&mut self) {
        let resolved = self.by_id.iter().map(|(id, style)| {
            let mut full = style.clone();
            let mut above = style.based_on.as_deref();
            for _ in 0..CHAIN {
                let Some(base) = above.and_then(|id| self.by_id.get(id)) else { break };
                full.list = full.list.or(base.list);
                full.list_level = full.list_level.or(base.list_level);
                full.outline = full.outline.or(base.outline);
                full.hidden = full.hidden.or(base.hidden);
                full.is_contents |= base.is_contents;
                above = base.based_on.as_deref();
            }
            (id.clone(), full)
        });
        self.by_id = resolved.collect();
    }
}

/// Reads the children of the `w:style` opened last.
fn read_style(xml: &mut Xml<'_>, style: &mut Style) -> Result<(), Failure> {
    xml.children(|xml, element| {
        match element.name() {
            "pPr" | "rPr" | "numPr" => return read_style(xml, style),
            "name" => {
                let name = element.val().unwrap_or_default().to_lowercase();
                style.is_contents = name.starts_with("toc ") || name.starts_with("目录") || name == "toc heading";
            }
            "basedOn" => style.based_on = element.val(),
            "numId" => style.list = element.number("val"),
            "ilvl" => style.list_level = element.number("val"),
            "outlineLvl" => style.outline = element.number("val"),
            "vanish" => style.hidden = Some(element.is_on()),
            _ => {}
        }
        xml.skip()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_inherit_and_cycles_end() {
        let text = r#"<w:styles><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
            <w:style w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="4"/>
            </w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
            <w:style w:styleId="b"><w:basedOn w:val="1"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
            <w:style w:styleId="x"><w:basedOn w:val="y"/></w:style><w:style w:styleId="y"><w:basedOn w:val="x"/></w:style>
            </w:styles>"#;
        let styles = Styles::read(text, 64).unwrap();
        assert_eq!((styles.paragraph(Some("b")).list, styles.paragraph(Some("b")).outline), (Some(0), Some(0)));
        assert_eq!(styles.paragraph(None), Style::default());
        assert_eq!(styles.paragraph(Some("x")).list, None);
    }
}
