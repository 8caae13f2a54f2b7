use crate::evaluate::random::Random;

use super::facts::{Facts, split};
use super::style::Style;

/// Lines of a report that a converter broke at this many characters.
const WIDTH: usize = 42;

/// 写手. Text so far, with the author's habits.
pub(super) struct Writer<'r> {
    pub(super) text: String,
    pub(super) random: &'r mut Random,
    pub(super) style: Style,
    pub(super) facts: Facts,
    /// How many times longer than usual its lists are.
    size: usize,
}

impl<'r> Writer<'r> {
    pub(super) fn new(random: &'r mut Random, size: usize) -> Self {
        let (style, facts) = (Style::new(random), Facts::new(random, size));
        Self { text: String::new(), random, style, facts, size }
    }

    /// Goes on with another office.
    pub(super) fn next_office(&mut self) {
        self.facts = Facts::new(self.random, self.size);
    }

    /// `n` or `n + 1` or … different ones of `all`, more in longer reports.
    pub(super) fn some<T: Copy>(&mut self, all: &[T], n: usize, or_more: usize) -> Vec<T> {
        let n = (n + self.random.below(or_more + 1)) * self.size;
        self.random.some(all, n)
    }

    pub(super) fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    pub(super) fn heading(&mut self, level: usize, n: usize, title: &str) {
        let line = format!("{}{}{title}", self.style.indent, self.style.number(level, n));
        self.line(&line);
    }

    /// A paragraph of sentences that end with 。
    pub(super) fn paragraph(&mut self, sentences: &[String]) {
        let body = sentences.concat();
        let body = if self.style.comma == "，" { body } else { body.replace('，', self.style.comma) };
        let body = format!("{}{body}", self.style.indent);
        if !self.style.wraps {
            self.line(&body);
            return;
        }
        let mut width = 0;
        for c in body.chars() {
            // A number is not torn apart here: that is damage, and damage is tried elsewhere.
            let inside = c.is_ascii_digit()
                || matches!(c, '.' | ',' | '%' | '％' | '０'..='９' | '．' | '。' | '，' | '；' | '、');
            if width >= WIDTH && !inside {
                self.text.push('\n');
                width = 0;
            }
            self.text.push(c);
            width += 1;
        }
        self.text.push('\n');
    }

    pub(super) fn money(&self, hundredths: i64) -> String {
        self.style.money(hundredths)
    }

    pub(super) fn count(&self, n: i64, unit: &str) -> String {
        self.style.count(n, unit)
    }

    pub(super) fn share(&self, part: i64, whole: i64) -> String {
        self.style.share(part, whole)
    }

    /// `较上年的A增加B，增长C`, or 持平.
    pub(super) fn against(&mut self, now: i64, then: i64) -> String {
        let than = self.style.than.trim_end_matches('，');
        let base = self.money(then);
        if now == then {
            return format!("与上年的{base}持平");
        }
        let (up, down) = [("增加", "减少"), ("增长", "下降"), ("增加", "下降")][self.random.below(3)];
        let verb = if now > then { "增加" } else { "减少" };
        let rate = if now > then { if up == "增加" { "增长" } else { up } } else { down };
        let difference = (now - then).abs();
        let share = self.share(difference, then);
        format!("{than}{base}{verb}{}，{rate}{share}", self.money(difference))
    }

    pub(super) fn reason(&mut self) -> &'static str {
        self.random.pick(super::words::REASONS)
    }

    /// `total` in `n` parts that add up.
    pub(super) fn split(&mut self, total: i64, n: usize) -> Vec<i64> {
        split(self.random, total, n)
    }
}
