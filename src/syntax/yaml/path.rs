//! Where a node stands in its document, in keys and indexes.

use std::borrow::Cow;
use std::fmt;

use super::view::{Kind, Node};

/// One step from a collection to something in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step<'t> {
    /// To the value of this key.
    Key(Cow<'t, str>),
    /// To the key itself, of this text.
    KeyItself(Cow<'t, str>),
    /// To the item with this number, from 0.
    Item(usize),
}

/// The steps from the root of the document to a node. Displays as `spec.containers[0].image`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path<'t>(pub Vec<Step<'t>>);

impl<'t> Node<'t> {
    /// The way from the root of the document to this node. The cost grows with the siblings on the way.
    #[must_use]
    pub fn path(self) -> Path<'t> {
        let mut steps: Vec<_> =
            std::iter::once(self).chain(self.ancestors()).filter_map(|node| Some(step(node.parent()?, node))).collect();
        steps.reverse();
        Path(steps)
    }
}

fn step<'t>(parent: Node<'t>, node: Node<'t>) -> Step<'t> {
    let position = parent.children().position(|child| child == node).unwrap_or(0);
    if !matches!(parent.kind(), Kind::Mapping(_)) {
        return Step::Item(position);
    }
    if position % 2 == 0 {
        return Step::KeyItself(key_text(node));
    }
    Step::Key(parent.children().nth(position - 1).map_or(Cow::Borrowed(""), key_text))
}

fn key_text(key: Node<'_>) -> Cow<'_, str> {
    key.as_str().unwrap_or(Cow::Borrowed(key.text()))
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) | Step::KeyItself(key) if key.contains(['.', '/', '[']) => write!(f, "[{key}]")?,
                Step::Key(key) | Step::KeyItself(key) if index == 0 => f.write_str(key)?,
                Step::Key(key) | Step::KeyItself(key) => write!(f, ".{key}")?,
                Step::Item(item) => write!(f, "[{item}]")?,
            }
        }
        Ok(())
    }
}
