use std::collections::BTreeMap;
use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::outline::SectionId;
use crate::relations::{Relation, Report};
use crate::text::script::folded;

/// Separates fields, so that two of them never run together.
const FIELD: char = '\u{1f}';

/// Fingerprints of one report's findings: equal ones are told apart by their order in the text.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    seen: BTreeMap<String, u32>,
}

impl Fingerprints {
    /// 16 hexadecimal digits that stay the same while other parts of the report and places change. What was accepted
    /// with some numbers was not accepted with others, so the numbers of the claim count too, however they are written.
    pub(super) fn of(&mut self, report: &Report<'_>, relation: &Relation, section: SectionId) -> String {
        let mut key = format!("{}{FIELD}{}", relation.rule, titles(report, section));
        match &relation.group {
            Some(group) => key.extend([FIELD.to_string(), group.clone()]),
            None => {
                for name in names(report, relation) {
                    key.push(FIELD);
                    key.push_str(&name);
                }
            }
        }
        let ordinal = self.seen.entry(key.clone()).or_default();
        *ordinal += 1;
        key.push(FIELD);
        key.push_str(&ordinal.to_string());
        let hash = Sha256::digest(key.as_bytes());
        hash[..8].iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

/// Titles of a section and those above it: numbers change when a section is put in.
fn titles(report: &Report<'_>, section: SectionId) -> String {
    let mut titles = Vec::new();
    let mut next = Some(section);
    while let Some(id) = next {
        let section = report.outline.section(id);
        titles.push(folded(&section.title));
        next = section.parent;
    }
    titles.join("/")
}

/// What the figures are called, and their values; what the text says where there are none.
fn names(report: &Report<'_>, relation: &Relation) -> Vec<String> {
    let figures = relation.figures.iter().map(|&id| report.figure(id));
    let names: Vec<String> = figures
        .map(|figure| {
            let label = figure.label.as_ref().map(|label| label.text.as_str());
            let name = folded(figure.indicator.as_deref().or(label).unwrap_or(figure.kind.name()));
            format!("{name}{FIELD}{}{}", figure.value.normalize(), figure.unit)
        })
        .collect();
    if !names.is_empty() {
        return names;
    }
    relation.places.iter().chain(&relation.triggers).map(|&place| folded(report.slice(place)).into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::fixture::{Fixture, total};

    fn fingerprints(marked: &str, relations: &[Relation]) -> Vec<String> {
        let fixture = Fixture::new(marked);
        let mut fingerprints = Fingerprints::default();
        relations.iter().map(|r| fingerprints.of(&fixture.report(), r, SectionId(0))).collect()
    }

    #[test]
    fn names_and_values_matter_and_places_do_not() {
        let parts = [total(0, &[1, 2])];
        let one = fingerprints("支出«847.86万元»，其中：项目支出«609.50万元»、基本支出«238.13万元»", &parts);
        let moved = fingerprints("前言。\n支出«847.86万元»，其中：项目支出«609.5万元»、基本支出«238.13万元»", &parts);
        assert_eq!(one, moved);
        assert_eq!(one[0].len(), 16);
        for other in [
            "支出«847.86万元»，其中：人员经费«609.50万元»、公用经费«238.13万元»",
            "支出«847.86万元»，其中：项目支出«609.50万元»、基本支出«328.13万元»",
        ] {
            assert_ne!(one, fingerprints(other, &parts), "{other}");
        }
    }

    #[test]
    fn equal_findings_are_counted() {
        let twice = fingerprints("支出«8万元»，其中：甲«1万元»", &[total(0, &[1]), total(0, &[1])]);
        assert_ne!(twice[0], twice[1]);
    }
}
