use crate::findings::Finding;
use crate::output::arithmetic;
use crate::quantity::Bound;
use crate::relations::{Grade, Relation, RelationId};
use crate::review::Review;

use super::Writer;
use super::buffer::Json;
use super::figure::bounds;

/// For every figure the relations that tie it.
pub(super) fn claims_by_figure(review: &Review) -> Vec<Vec<RelationId>> {
    let mut claims = vec![Vec::new(); review.figures.figures.len()];
    for (id, relation) in (0..).map(RelationId).zip(&review.relations) {
        for figure in &relation.figures {
            claims[figure.0 as usize].push(id);
        }
    }
    claims
}

impl Writer<'_> {
    pub(super) fn relation(&self, json: &mut Json<'_>, n: usize, relation: &Relation) {
        let Review { document, figures, findings, .. } = self.review;
        let judged = findings.judged.get(n);
        let outcome = judged.map(|judged| arithmetic::outcome(figures, relation, judged));
        let outcome = outcome.as_ref();
        json.long_object(|json| {
            json.field("id", RelationId(u32::try_from(n).unwrap_or(u32::MAX)));
            json.field("rule", relation.rule);
            json.field("kind", relation.kind.name());
            json.key("figures");
            json.array(&relation.figures, |json, &id| json.value(id));
            json.field("expression", arithmetic::claim(figures, relation).as_str());
            json.key("triggers");
            json.array(&relation.triggers, |json, &span| {
                json.object(|json| {
                    json.field("text", span.of(&document.text));
                    json.field("span", self.chars(span));
                });
            });
            json.field("strength", relation.strength.name());
            json.field("grade", judged.map(|judged| judged.grade.name()));
            let reason = match judged.map(|judged| judged.grade) {
                Some(Grade::Undecided(why)) => Some(why.reason()),
                _ => None,
            };
            json.field("undecided", reason);
            json.field("computed", outcome.and_then(|o| o.computed));
            let (low, high) = outcome.and_then(|o| o.interval).unwrap_or((Bound::Unbounded, Bound::Unbounded));
            bounds(json, low, high);
            json.field("stated", outcome.and_then(|o| o.stated));
            json.field("stated_figure", relation.stated);
            json.field("difference", outcome.and_then(|o| o.difference));
            json.field("unit", outcome.map(|o| o.unit));
        });
    }

    pub(super) fn finding(&self, json: &mut Json<'_>, finding: &Finding) {
        json.long_object(|json| self.finding_fields(json, finding));
    }

    pub(super) fn finding_fields(&self, json: &mut Json<'_>, finding: &Finding) {
        let Review { document, outline, .. } = self.review;
        json.field("rule", finding.rule);
        json.field("name", finding.name);
        json.field("severity", finding.severity.name());
        json.field("message", finding.message.as_str());
        json.field("arithmetic", (!finding.arithmetic.is_empty()).then_some(finding.arithmetic.as_str()));
        json.field("section", self.section_of(finding.section));
        json.key("evidence");
        json.array(&finding.evidence, |json, evidence| {
            json.object(|json| {
                json.field("figure", evidence.figure);
                json.field("text", evidence.span.of(&document.text));
                json.field("span", self.chars(evidence.span));
                json.field("section", self.section_of(outline.section_at(evidence.span.start)));
                let cell = evidence.figure.and_then(|id| self.review.figures.get(id).cell);
                json.field("origin", self.place(evidence.span, cell));
            });
        });
        json.key("relations");
        json.array(&finding.relations, |json, &id| json.value(id));
        json.key("suspects");
        json.array(&finding.suspects, |json, suspect| {
            json.object(|json| {
                json.field("figure", suspect.figure);
                json.field("proposed", suspect.proposed);
                json.field("slip", suspect.slip);
            });
        });
        json.field("cause", finding.cause.as_deref());
        json.field("fingerprint", finding.fingerprint.as_str());
    }
}
