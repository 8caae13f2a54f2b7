//! `numbering.xml` as list definitions.

use std::collections::BTreeMap;

use crate::document::error::Failure;
use crate::document::numbering::{Instance, Level, Levels, N_LEVELS, NumberFormat, Numbering, Piece};
use crate::document::xml::{Element, Node, Xml};

use super::styles::Styles;

/// Reads `numbering.xml`; tells `styles` which level of a list belongs to which style.
pub(super) fn read(text: &str, max_depth: u32, styles: &mut Styles) -> Result<Numbering, Failure> {
    let mut numbering = Numbering::default();
    // Definitions that stand for a numbering style, and the list that style names.
    let mut links: Vec<(u32, String)> = Vec::new();
    let mut xml = Xml::new(text, max_depth);
    while let Some(node) = xml.next()? {
        let Node::Open(element) = node else { continue };
        match element.name() {
            "abstractNum" => {
                let id = element.number("abstractNumId").unwrap_or(0);
                let mut levels = Levels::default();
                xml.children(|xml, element| match element.name() {
                    "lvl" => {
                        let at = element.number::<usize>("ilvl").unwrap_or(0).min(N_LEVELS - 1);
                        let (level, style) = read_level(xml)?;
                        levels[at] = level;
                        if let Some(style) = style {
                            styles.set_list_level(&style, u8::try_from(at).unwrap_or(0));
                        }
                        Ok(())
                    }
                    "numStyleLink" => {
                        links.push((id, element.val().unwrap_or_default()));
                        xml.skip()
                    }
                    _ => xml.skip(),
                })?;
                numbering.shared.insert(id, levels);
            }
            "num" => {
                let id = element.number("numId").unwrap_or(0);
                let instance = read_instance(&mut xml)?;
                numbering.instances.insert(id, instance);
            }
            _ => {}
        }
    }
    let resolved: BTreeMap<u32, u32> = links
        .into_iter()
        .filter_map(|(id, style)| {
            let list = styles.list_of(&style)?;
            Some((id, numbering.instances.get(&list)?.shared))
        })
        .collect();
    for instance in numbering.instances.values_mut() {
        instance.shared = resolved.get(&instance.shared).copied().unwrap_or(instance.shared);
    }
    Ok(numbering)
}

fn read_instance(xml: &mut Xml<'_>) -> Result<Instance, Failure> {
    let mut instance = Instance::default();
    xml.children(|xml, element| match element.name() {
        "abstractNumId" => {
            instance.shared = element.number("val").unwrap_or(0);
            xml.skip()
        }
        "lvlOverride" => {
            let at = element.number::<usize>("ilvl").unwrap_or(0).min(N_LEVELS - 1);
            xml.children(|xml, element| match element.name() {
                "startOverride" => {
                    instance.starts[at] = element.number("val");
                    xml.skip()
                }
                "lvl" => {
                    instance.levels.insert(u8::try_from(at).unwrap_or(0), read_level(xml)?.0);
                    Ok(())
                }
                _ => xml.skip(),
            })
        }
        _ => xml.skip(),
    })?;
    Ok(instance)
}

/// Reads the children of the `w:lvl` opened last: the level, and the style that it belongs to.
fn read_level(xml: &mut Xml<'_>) -> Result<(Level, Option<String>), Failure> {
    let (mut level, mut style) = (Level::default(), None);
    let mut in_choice = false;
    read_level_into(xml, &mut level, &mut style, &mut in_choice)?;
    Ok((level, style))
}

fn read_level_into(
    xml: &mut Xml<'_>,
    level: &mut Level,
    style: &mut Option<String>,
    custom: &mut bool,
) -> Result<(), Failure> {
    xml.children(|xml, element| {
        match element.name() {
            // Formats newer than the schema stand in a choice, with an older one to fall back on.
            "AlternateContent" | "Choice" => return read_level_into(xml, level, style, custom),
            "Fallback" if *custom => {}
            "Fallback" => return read_level_into(xml, level, style, custom),
            "start" => level.start = element.number("val").unwrap_or(1),
            "numFmt" => {
                level.format = format(&element);
                *custom = element.val().as_deref() == Some("custom");
            }
            "lvlText" => level.text = pieces(&element.val().unwrap_or_default()),
            "suff" => {
                level.suffix = match element.val().as_deref() {
                    Some("nothing") => "",
                    _ => " ",
                }
            }
            "isLgl" => level.legal = element.is_on(),
            "lvlRestart" => level.restart_below = element.number("val"),
            "pStyle" => *style = element.val(),
            _ => {}
        }
        xml.skip()
    })
}

fn format(element: &Element<'_>) -> NumberFormat {
    let name = element.val().unwrap_or_default();
    match element.attribute("format") {
        // `001, 002, 003, ...`: digits with leading zeros; Word offers no other custom format.
        Some(sample) if name == "custom" && sample.starts_with('0') => NumberFormat::DecimalZero,
        _ => NumberFormat::of_name(&name),
    }
}

/// `（%1）` → text, value of level 0, text.
fn pieces(template: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut rest = template.chars().peekable();
    while let Some(c) = rest.next() {
        let level = rest.peek().and_then(|d| d.to_digit(10)).filter(|d| c == '%' && (1..=9).contains(d));
        match level {
            Some(level) => {
                rest.next();
                if !text.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut text)));
                }
                pieces.push(Piece::Value(u8::try_from(level - 1).unwrap_or(0)));
            }
            None => text.push(c),
        }
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::numbering::Counters;

    #[test]
    fn lists_styles_and_overrides() {
        let text = r#"<w:numbering><w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/>
            <w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/><w:suff w:val="nothing"/></w:lvl>
            <w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:pStyle w:val="h2"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>
            </w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num><w:num w:numId="6">
            <w:abstractNumId w:val="3"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num></w:numbering>"#;
        let style = r#"<s><w:style w:styleId="h2"><w:numPr><w:numId w:val="5"/></w:numPr></w:style></s>"#;
        let mut styles = Styles::read(style, 9).unwrap();
        let numbering = read(text, 9, &mut styles).unwrap();
        assert_eq!(styles.paragraph(Some("h2")).list_level, Some(1));
        let mut counters = Counters::default();
        let mut next = |list, level| counters.next(&numbering, list, level).unwrap_or_default();
        assert_eq!([next(5, 0), next(5, 1), next(6, 0), next(5, 0)], ["一、", "1.1 ", "四、", "五、"]);
    }
}
