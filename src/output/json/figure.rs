use crate::figures::{Figure, Role, Scope, Stage};
use crate::findings::LedgerState;
use crate::quantity::Bound;

use super::Writer;
use super::buffer::Json;

impl Writer<'_> {
    pub(super) fn figure(&self, json: &mut Json<'_>, figure: &Figure) {
        let text = self.review.document.text.as_str();
        json.object(|json| {
            json.field("id", figure.id);
            self.section_ref(json, figure.section);
            json.field("kind", figure.kind.name());
            json.field("text", figure.span.of(text));
            json.key("printed");
            json.object(|json| {
                json.field("number", figure.printed.number.of(text));
                json.field("unit", figure.printed.unit.of(text));
            });
            json.key("span");
            self.span(json, figure.span);
            self.origin(json, figure.span, figure.cell);
            json.field("value", figure.value);
            json.field("unit", figure.unit.as_str());
            json.field("per", figure.per.as_deref());
            bounds(json, figure.interval.low, figure.interval.high);
            json.field("approximation", figure.approximation.name());
            json.field("in_words", figure.in_words);
            json.field("label", figure.label.as_ref().map(|label| label.text.as_str()));
            json.key("label_span");
            self.optional_span(json, figure.label.as_ref().map(|label| label.span));
            json.field("indicator", figure.indicator.as_deref());
            json.field("action", figure.action.map(|span| span.of(text)));
            json.field("stage", figure.stage.map(Stage::name));
            json.key("period");
            match figure.period {
                Some(period) => json.text(format_args!("{period}")),
                None => json.value(None::<&str>),
            }
            json.field("scope", figure.scope.map(Scope::name));
            json.field("role", figure.role.map(Role::name));
            json.field("direction", figure.direction.map(crate::figures::Direction::name));
            json.field("item", figure.item_words.map(|span| span.of(text)));
            let state = match self.review.findings.ledger.states.get(figure.id.0 as usize) {
                Some(LedgerState::Checked(_)) => "checked",
                Some(LedgerState::Undecided(_)) => "undecided",
                Some(LedgerState::NotCovered) | None => "not_covered",
            };
            json.field("state", state);
            json.key("relations");
            json.array(&self.claims[figure.id.0 as usize], |json, &id| json.value(id));
        });
    }
}

/// `"low":…,"high":…,"low_open":…,"high_open":…`; `null` where there is no limit.
pub(super) fn bounds(json: &mut Json<'_>, low: Bound, high: Bound) {
    json.field("low", low.value());
    json.field("high", high.value());
    json.field("low_open", matches!(low, Bound::Open(_)));
    json.field("high_open", matches!(high, Bound::Open(_)));
}
