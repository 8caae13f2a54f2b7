//! Where the article of a web page is: the part that holds nearly all of its sentences and figures.

use std::collections::HashMap;

use ego_tree::{NodeId, NodeRef};
use scraper::Node;

use super::is_skipped;

/// What of an element's weight a child must have to be looked into instead, in percent.
const MOST: usize = 75;

/// The smallest element that holds most of the sentences and figures.
pub(super) fn find(root: NodeRef<'_, Node>) -> NodeId {
    let weights = weights(root);
    let weight = |id: NodeId| weights.get(&id).copied().unwrap_or(0);
    let mut found = root;
    loop {
        let heaviest =
            found.children().filter(|child| child.value().is_element()).max_by_key(|child| weight(child.id()));
        match heaviest {
            Some(child) if weight(child.id()) * 100 >= weight(found.id()) * MOST && weight(child.id()) > 0 => {
                found = child;
            }
            _ => break,
        }
    }
    // Within a table that is one: the table belongs to what stands around it.
    let is_part = |node: &NodeRef<'_, Node>| {
        let name = node.value().as_element().map_or("", |element| element.name());
        matches!(name, "table" | "tbody" | "thead" | "tr") || super::is_inline(name)
    };
    while is_part(&found)
        && let Some(parent) = found.parent()
    {
        found = parent;
    }
    found.id()
}

/// Marks of sentences and figures within each element, links left out: navigation has hardly any.
fn weights(root: NodeRef<'_, Node>) -> HashMap<NodeId, usize> {
    let mut weights: HashMap<NodeId, usize> = HashMap::new();
    let mut node = Some(root);
    while let Some(at) = node {
        let mut down = at.first_child();
        match at.value() {
            Node::Element(element) if is_skipped(element) || matches!(element.name(), "a" | "h1" | "h2") => down = None,
            Node::Text(text) => {
                let weight = |c: char| match c {
                    '，' | '。' | '；' | '、' | '%' | '％' => 3,
                    '0'..='9' => 1,
                    _ => 0,
                };
                let weight: usize = text.chars().map(weight).sum();
                if weight > 0 {
                    for parent in at.ancestors() {
                        *weights.entry(parent.id()).or_default() += weight;
                        if parent.id() == root.id() {
                            break;
                        }
                    }
                }
            }
            _ => {}
        }
        node = down.or_else(|| super::next_outside(at, root.id()));
    }
    weights
}
