use crate::figures::Figure;
use crate::findings::LedgerState;
use crate::quantity::Bound;

use super::Writer;
use super::buffer::{Json, Word, field};

impl Writer<'_> {
    pub(super) fn figure(&self, json: &mut Json<'_>, figure: &Figure) {
        let text = self.review.document.text.as_str();
        json.long_object(|json| {
            json.field("id", figure.id);
            field!(json, "section", self.section_of(figure.section));
            field!(json, "kind", Word(figure.kind.name()));
            field!(json, "text", figure.span.of(text));
            json.key("printed");
            json.object(|json| {
                json.field("number", figure.printed.number.of(text));
                field!(json, "unit", figure.printed.unit.of(text));
            });
            field!(json, "span", self.chars(figure.span));
            field!(json, "origin", self.place(figure.span, figure.cell));
            field!(json, "value", figure.value);
            field!(json, "unit", figure.unit.as_str());
            field!(json, "per", figure.per.as_deref());
            bounds(json, figure.interval.low, figure.interval.high);
            field!(json, "approximation", Word(figure.approximation.name()));
            field!(json, "in_words", figure.in_words);
            field!(json, "label", figure.label.as_ref().map(|label| label.text.as_str()));
            field!(json, "label_span", figure.label.as_ref().map(|label| self.chars(label.span)));
            field!(json, "indicator", figure.indicator.as_deref());
            field!(json, "action", figure.action.map(|span| span.of(text)));
            field!(json, "stage", figure.stage.map(|stage| Word(stage.name())));
            field!(json, "period", figure.period.map(|period| period.to_string()).as_deref());
            field!(json, "scope", figure.scope.map(|scope| Word(scope.name())));
            field!(json, "role", figure.role.map(|role| Word(role.name())));
            field!(json, "subject", figure.subject);
            field!(json, "direction", figure.direction.map(|direction| Word(direction.name())));
            field!(json, "item", figure.item_words.map(|span| span.of(text)));
            let state = match self.review.findings.ledger.states.get(figure.id.0 as usize) {
                Some(LedgerState::Checked(_)) => "checked",
                Some(LedgerState::Undecided(_)) => "undecided",
                Some(LedgerState::NotCovered) | None => "not_covered",
            };
            field!(json, "state", Word(state));
            json.key("relations");
            json.array(&self.claims[figure.id.0 as usize], |json, &id| json.value(id));
        });
    }
}

/// `"low":…,"high":…,"low_open":…,"high_open":…`; `null` where there is no limit.
pub(super) fn bounds(json: &mut Json<'_>, low: Bound, high: Bound) {
    field!(json, "low", low.value());
    field!(json, "high", high.value());
    field!(json, "low_open", matches!(low, Bound::Open(_)));
    field!(json, "high_open", matches!(high, Bound::Open(_)));
}
