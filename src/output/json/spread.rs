//! JSON over lines, two blanks per level: what is short, and lists of plain values, stay on one line.
//!
//! Whether a bracket is short shows only when it closes. Until then what it holds is written on one line and the places
//! are kept where lines may break; as soon as it is too long, that little is broken up, and what follows is written
//! on lines at once.

/// 版式. How JSON is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// On one line, without blanks.
    #[default]
    Line,
    /// Over lines, for people.
    Spread {
        /// How many brackets are open around it: 0 for a document of its own.
        depth: usize,
    },
}

/// Bytes, without blanks, up to which an object or array stays on one line.
const SHORT: usize = 100;

/// A comma, and the line that follows it.
const LINE: [u8; 130] = {
    let mut line = [b' '; 130];
    line[0] = b',';
    line[1] = b'\n';
    line
};

/// Where the writing of spread JSON is.
pub(super) struct Spread {
    /// Open brackets whose content stands on lines of its own: all around those that are not decided.
    depth: usize,
    /// Open brackets that may still fit on a line, from the outermost.
    undecided: Vec<Bracket>,
    /// Where lines break if they do not: behind each of these bytes. Those of the outermost bracket come first.
    breaks: Vec<usize>,
    /// Blanks written so far behind colons and commas.
    n_gaps: usize,
    /// What is broken up, while it is.
    scratch: Vec<u8>,
}

/// An open bracket that may still fit on a line.
struct Bracket {
    /// Where it stands.
    at: usize,
    /// Blanks before it.
    n_gaps: usize,
    /// Breaks before its own.
    n_breaks: usize,
    /// It is an object, or holds one: a list of plain values is never too long.
    may_break: bool,
}

impl Spread {
    pub(super) fn new(depth: usize) -> Self {
        Self { depth, undecided: Vec::new(), breaks: Vec::new(), n_gaps: 0, scratch: Vec::new() }
    }

    /// A bracket that comes at `at`.
    #[inline]
    pub(super) fn open(&mut self, at: usize, is_object: bool) {
        for outer in &mut self.undecided {
            outer.may_break = true;
        }
        let (n_gaps, n_breaks) = (self.n_gaps, self.breaks.len());
        self.undecided.push(Bracket { at, n_gaps, n_breaks, may_break: is_object });
    }

    /// A bracket that is known to be too long, all around it too.
    #[inline]
    pub(super) fn enter(&mut self) {
        self.depth += 1;
    }

    /// What comes before the innermost bracket closes.
    #[inline]
    pub(super) fn close(&mut self, out: &mut Vec<u8>) {
        self.settle(out);
        if let Some(bracket) = self.undecided.pop() {
            self.breaks.truncate(bracket.n_breaks);
        } else {
            self.depth -= 1;
            self.new_line(out);
        }
    }

    /// What comes before the first thing in a bracket.
    #[inline]
    pub(super) fn first(&mut self, out: &mut Vec<u8>) {
        if self.undecided.is_empty() {
            self.new_line(out);
        } else {
            self.breaks.push(out.len());
        }
    }

    /// What comes between two things.
    #[inline]
    pub(super) fn comma(&mut self, out: &mut Vec<u8>) {
        self.settle(out);
        if self.undecided.is_empty() {
            self.comma_and_line(out);
        } else {
            out.push(b',');
            self.gap(out);
            self.breaks.push(out.len());
        }
    }

    #[inline]
    pub(super) fn gap(&mut self, out: &mut Vec<u8>) {
        out.push(b' ');
        self.n_gaps += 1;
    }

    /// Breaks up every bracket around something that is too long for a line.
    pub(super) fn settle_all(&mut self, out: &mut Vec<u8>) {
        while !self.undecided.is_empty() {
            self.break_up(out);
        }
    }

    /// Breaks up what has become too long, from the outermost bracket.
    #[inline]
    fn settle(&mut self, out: &mut Vec<u8>) {
        while let Some(outer) = self.undecided.first()
            && outer.may_break
            && out.len() - outer.at - (self.n_gaps - outer.n_gaps) > SHORT
        {
            self.break_up(out);
        }
    }

    /// Puts what the outermost undecided bracket holds on lines.
    fn break_up(&mut self, out: &mut Vec<u8>) {
        let bracket = self.undecided.remove(0);
        self.depth += 1;
        let n_own = self.undecided.first().map_or(self.breaks.len(), |inner| inner.n_breaks);
        let length = out.len();
        self.scratch.clear();
        self.scratch.extend_from_slice(&out[bracket.at + 1..]);
        out.truncate(bracket.at + 1);
        let mut from = 0;
        for at in self.breaks.drain(..n_own) {
            let at = at - bracket.at - 1;
            // Behind a comma the line replaces the blank.
            out.extend_from_slice(&self.scratch[from..at.saturating_sub(1)]);
            out.extend_from_slice(&LINE[1..2]);
            out.resize(out.len() + 2 * self.depth, b' ');
            from = at;
        }
        out.extend_from_slice(&self.scratch[from..]);
        // Brackets that are still open stand behind all of that.
        let moved = |at: usize| at + out.len() - length;
        self.breaks.iter_mut().for_each(|at| *at = moved(*at));
        for inner in &mut self.undecided {
            inner.at = moved(inner.at);
            inner.n_breaks -= n_own;
        }
    }

    #[inline]
    fn new_line(&self, out: &mut Vec<u8>) {
        out.push(b'\n');
        out.resize(out.len() + 2 * self.depth, b' ');
    }

    #[inline]
    fn comma_and_line(&self, out: &mut Vec<u8>) {
        if let Some(line) = LINE.get(..2 + 2 * self.depth) {
            out.extend_from_slice(line);
        } else {
            out.push(b',');
            self.new_line(out);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value as Tree;

    use super::*;
    use crate::output::json::Json;

    fn write(tree: &Tree, json: &mut Json<'_>) {
        match tree {
            Tree::Array(items) => json.array(items, |json, item| write(item, json)),
            Tree::Object(fields) => json.object(|json| {
                for (key, value) in fields {
                    json.key(String::leak(key.clone()));
                    write(value, json);
                }
            }),
            Tree::String(text) => json.value(text.as_str()),
            Tree::Number(n) => json.value(n.as_u64().unwrap_or_default()),
            Tree::Null | Tree::Bool(_) => json.value(tree.as_bool()),
        }
    }

    fn written(tree: &Tree, layout: Layout) -> String {
        let mut out = Vec::new();
        write(tree, &mut Json::new(&mut out, layout));
        String::from_utf8(out).unwrap()
    }

    /// The same layout, decided by measuring what each bracket holds.
    fn expected(tree: &Tree, depth: usize) -> String {
        let compact = written(tree, Layout::Line);
        let is_plain =
            tree.as_array().is_some_and(|items| !items.iter().any(|item| item.is_array() || item.is_object()));
        let is_bracket = tree.is_array() || tree.is_object();
        if !is_bracket || is_plain || compact.len() <= SHORT + 1 {
            return one_line(tree);
        }
        let blanks = "  ".repeat(depth);
        let line = |text: String| format!("{blanks}  {text}");
        let (lines, open, close): (Vec<String>, _, _) = match tree {
            Tree::Object(fields) => {
                let field = |(key, value)| line(format!("{}: {}", Tree::from(key), expected(value, depth + 1)));
                (fields.iter().map(|(k, v)| (k.as_str(), v)).map(field).collect(), '{', '}')
            }
            _ => (tree.as_array().into_iter().flatten().map(|v| line(expected(v, depth + 1))).collect(), '[', ']'),
        };
        format!("{open}\n{}\n{blanks}{close}", lines.join(",\n"))
    }

    fn one_line(tree: &Tree) -> String {
        let fields = |fields: &serde_json::Map<String, Tree>| {
            fields.iter().map(|(k, v)| format!("{}: {}", Tree::from(k.as_str()), one_line(v))).collect::<Vec<_>>()
        };
        match tree {
            Tree::Object(all) => format!("{{{}}}", fields(all).join(", ")),
            Tree::Array(items) => format!("[{}]", items.iter().map(one_line).collect::<Vec<_>>().join(", ")),
            _ => tree.to_string(),
        }
    }

    #[test]
    fn what_is_short_stays_on_one_line() {
        let long = "长".repeat(30);
        let ids = (0..40).map(|n| format!("f{n}")).collect::<Vec<_>>();
        let tree = serde_json::json!({"a": {"s": [1, {}]}, "e": [], "ids": ids, "o": [{"b": long}, {}], "t": long});
        let ids = ids.iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(", ");
        let lines = format!(
            "{{\n  \"a\": {{\"s\": [1, {{}}]}},\n  \"e\": [],\n  \"ids\": [{ids}],\n  \"o\": [\n    {{\"b\": \"{long}\"}},\n    {{}}\n  ],\n  \"t\": \"{long}\"\n}}"
        );
        assert_eq!(written(&tree, Layout::Spread { depth: 0 }), lines);
    }

    #[test]
    fn what_is_known_to_be_long_is_spread_at_once() {
        let mut out = Vec::new();
        Json::new(&mut out, Layout::Spread { depth: 0 }).array([1_u32, 2], |json, n| {
            json.long_object(|json| json.field("n", n));
        });
        assert_eq!(String::from_utf8(out).unwrap(), "[\n  {\n    \"n\": 1\n  },\n  {\n    \"n\": 2\n  }\n]");
    }

    fn trees() -> impl proptest::strategy::Strategy<Value = Tree> {
        use proptest::prelude::*;
        let leaf = prop_oneof![
            Just(Tree::Null),
            any::<bool>().prop_map(Tree::from),
            any::<u32>().prop_map(Tree::from),
            "[ -~支出]{0,60}".prop_map(Tree::from)
        ];
        leaf.prop_recursive(5, 80, 8, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..8).prop_map(Tree::from),
                proptest::collection::btree_map("[a-z]{0,12}", inner, 0..8)
                    .prop_map(|fields| Tree::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest::proptest! {
        #[test]
        fn lines_break_where_measuring_says(tree in trees()) {
            proptest::prop_assert_eq!(written(&tree, Layout::Spread { depth: 0 }), expected(&tree, 0));
        }
    }
}
