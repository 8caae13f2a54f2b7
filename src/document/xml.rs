//! XML of Office files as a walk over elements. No entity is expanded, nothing outside the bytes is read.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::error::Failure;

/// 元素.
#[derive(Debug)]
pub(super) struct Element<'x>(BytesStart<'x>);

/// 节点. What the walk meets next.
#[derive(Debug)]
pub(super) enum Node<'x> {
    /// An element begins; an empty one is followed by its [`Node::Close`].
    Open(Element<'x>),
    /// The innermost open element ends.
    Close,
    /// Character data with references resolved.
    Text(Cow<'x, str>),
}

/// 走读器.
pub(super) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    depth: u32,
    max_depth: u32,
}

impl Element<'_> {
    /// Name without prefix: `p` for `w:p`.
    pub(super) fn name(&self) -> &str {
        let name = self.0.name().into_inner();
        name.rsplit_once(':').map_or(name, |(_, local)| local)
    }

    /// Value of an attribute, its name without prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        self.0.attributes().with_checks(false).flatten().find_map(|attribute| {
            let key = attribute.key.into_inner();
            let local = key.rsplit_once(':').map_or(key, |(_, local)| local);
            let value = || attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned);
            if local == name { value() } else { None }
        })
    }

    /// Value of `w:val`, which most properties have.
    pub(super) fn val(&self) -> Option<String> {
        self.attribute("val")
    }

    /// A number in an attribute.
    pub(super) fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// A property that is on unless `w:val` says otherwise.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.val().as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

impl<'x> Xml<'x> {
    /// Begins at the first byte of `text`; elements deeper than `max_depth` are a failure.
    pub(super) fn new(text: &'x str, max_depth: u32) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        config.allow_dangling_amp = true;
        Self { reader, depth: 0, max_depth }
    }

    /// The next node; `None` at the end. A failure if the text ends within an element.
    pub(super) fn next(&mut self) -> Result<Option<Node<'x>>, Failure> {
        loop {
            let event = self
                .reader
                .read_event()
                .map_err(|_| Failure::damaged(format!("XML 在第{}字节处不合语法", self.reader.error_position())))?;
            return Ok(Some(match event {
                Event::Start(element) => {
                    self.depth += 1;
                    if self.depth > self.max_depth {
                        return Err(Failure::too_large(format!("XML 嵌套超过{}层", self.max_depth)));
                    }
                    Node::Open(Element(element))
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::Close
                }
                Event::Text(text) => Node::Text(text.xml10_content()),
                Event::CData(text) => Node::Text(text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let resolved = match reference.resolve_char_ref() {
                        Ok(Some(c)) => Cow::Owned(c.to_string()),
                        _ => Cow::Borrowed(match &*reference.xml10_content() {
                            "amp" => "&",
                            "lt" => "<",
                            "gt" => ">",
                            "quot" => "\"",
                            "apos" => "'",
                            _ => "\u{FFFD}",
                        }),
                    };
                    Node::Text(resolved)
                }
                Event::Eof if self.depth > 0 => return Err(Failure::damaged("XML 没有写完")),
                Event::Eof => return Ok(None),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            }));
        }
    }

    /// Leaves the element that was opened last.
    pub(super) fn skip(&mut self) -> Result<(), Failure> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside && self.next()?.is_some() {}
        Ok(())
    }

    /// Calls `visit` for each child element of the one opened last; `visit` leaves the child it is given.
    pub(super) fn children(
        &mut self,
        mut visit: impl FnMut(&mut Self, Element<'x>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        while let Some(node) = self.next()? {
            match node {
                Node::Open(element) => visit(self, element)?,
                Node::Close => return Ok(()),
                Node::Text(_) => {}
            }
        }
        Ok(())
    }

    /// Character data of the element opened last and of all within it.
    pub(super) fn text(&mut self) -> Result<String, Failure> {
        let outside = self.depth.saturating_sub(1);
        let mut text = String::new();
        while self.depth > outside {
            match self.next()? {
                Some(Node::Text(piece)) => text.push_str(&piece),
                Some(_) => {}
                None => break,
            }
        }
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_text_and_references() {
        let mut xml = Xml::new("<w:a><w:b w:val='1'/><c>x&amp;&#20803;<d>y</d></c><e/></w:a>", 9);
        let mut seen = Vec::new();
        assert!(matches!(xml.next(), Ok(Some(Node::Open(_)))));
        xml.children(|xml, element| {
            let name = element.name().to_owned();
            let value = element.val();
            seen.push((name, value, xml.text()?));
            Ok(())
        })
        .unwrap();
        let text: Vec<_> = seen.iter().map(|(n, v, t)| (n.as_str(), v.as_deref(), t.as_str())).collect();
        assert_eq!(text, [("b", Some("1"), ""), ("c", None, "x&元y"), ("e", None, "")]);
    }

    #[test]
    fn depth_is_bounded_and_entities_are_not_expanded() {
        let mut xml = Xml::new("<a><b><c/></b></a>", 2);
        assert!(std::iter::from_fn(|| xml.next().transpose()).any(|n| n.is_err()));
        let mut xml = Xml::new("<!DOCTYPE a [<!ENTITY x 'xxxx'>]><a>&x;</a>", 2);
        assert!(matches!(xml.next(), Ok(Some(Node::Open(_)))));
        assert_eq!(xml.text().unwrap(), "\u{FFFD}");
    }
}
