//! Writing records: the stack of open collections, and what belongs to which of them.

use super::super::arena::{Flags, NO_TARGET, Properties, Record, RecordKind};
use super::super::error::ErrorKind;
use super::property::Pending;
use super::{MAX_DEPTH, Parser};
use crate::text::Span;

/// A collection that is open, or the document at the bottom of the stack.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) kind: FrameKind,
    pub(super) state: State,
    /// Its lines do not line up, or it begins on a line with a mistake, which has been said. Lines that nearly fit are
    /// taken for entries from now on.
    pub(super) loose: bool,
    /// Where its entries begin; -1 for the document. Without meaning in brackets.
    pub(super) column: i32,
    /// Where its last entry began if that was elsewhere.
    pub(super) odd_column: i32,
    /// Index of its record.
    pub(super) node: u32,
    /// Index of the record of its last child.
    pub(super) child: u32,
    /// Where a node that is awaited would stand if it is absent.
    pub(super) awaited_at: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FrameKind {
    Document,
    Mapping,
    Sequence,
    FlowMapping,
    FlowSequence,
    /// `key: value` as an item in square brackets.
    FlowPair,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// An entry or an item can begin.
    Entry,
    /// A key is awaited, behind `? `.
    Key,
    /// A key is complete and its colon can follow.
    Colon,
    /// A value, an item or the root is awaited.
    Value,
    /// Complete: the root; in brackets, what a comma must follow.
    End,
}

impl Frame {
    pub(super) const fn new(kind: FrameKind, column: i32, node: u32) -> Self {
        let state = if matches!(kind, FrameKind::Document) { State::Value } else { State::Entry };
        Self { kind, state, loose: false, column, odd_column: column, node, child: node, awaited_at: 0 }
    }

    pub(super) const fn awaits(&self) -> bool {
        matches!(self.state, State::Key | State::Value)
    }
}

impl<'t> Parser<'t, '_> {
    /// The innermost open collection. The document's frame is there as long as content is read.
    #[inline]
    pub(super) fn top(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the document's frame is at the bottom of the stack")
    }

    #[inline]
    pub(super) fn next_id(&self) -> u32 {
        self.records.len() as u32
    }

    /// Says that the next record is a child of the innermost collection.
    #[inline]
    pub(super) fn begin_child(&mut self) {
        let id = self.next_id();
        let top = self.top();
        top.child = id;
        top.state = match (top.kind, top.state) {
            (FrameKind::Mapping | FrameKind::FlowMapping | FrameKind::FlowPair, State::Key)
            | (FrameKind::FlowMapping, State::Entry) => State::Colon,
            (FrameKind::Mapping | FrameKind::Sequence, _) => State::Entry,
            _ => State::End,
        };
    }

    /// Adds a node without children.
    #[inline]
    pub(super) fn leaf(&mut self, record: Record, properties: Option<Pending>) {
        self.begin_child();
        self.push(record, properties);
        self.last_end = record.end as usize;
    }

    /// Adds the record of a node. Its anchor, if any, is known from here on.
    #[inline]
    pub(super) fn push(&mut self, record: Record, properties: Option<Pending>) {
        let id = self.next_id();
        self.records.push(record);
        if let Some(pending) = properties {
            self.attach(id, pending);
        }
    }

    /// Gives a node its anchor and tag; of two anchors or tags it keeps the one that it has.
    pub(super) fn attach(&mut self, id: u32, pending: Pending) {
        let record = &mut self.records[id as usize];
        record.flags = record.flags.with(Flags::PROPERTIES);
        let at = self.properties.partition_point(|properties| properties.node < id);
        if self.properties.get(at).is_none_or(|properties| properties.node != id) {
            let document = self.documents.len() as u32;
            self.properties.insert(at, Properties { node: id, document, anchor: None, tag: None });
        }
        let properties = &mut self.properties[at];
        properties.tag = properties.tag.or(pending.tag);
        if let (None, Some(anchor)) = (properties.anchor, pending.anchor) {
            properties.anchor = Some(anchor);
            self.anchors.insert(&anchor.slice(self.text)[1..], id);
        }
    }

    /// Adds the node that is awaited, which is not written.
    pub(super) fn absent(&mut self) {
        let properties = self.pending.take();
        let at = properties.as_ref().map_or(self.top().awaited_at, |pending| pending.end as u32);
        let mut record = Record::leaf(RecordKind::Plain, Span::empty(at));
        record.flags = Flags::ABSENT;
        self.begin_child();
        self.push(record, properties);
        self.last_end = self.last_end.max(at as usize);
    }

    /// Adds a node for text that cannot be read.
    pub(super) fn error_node(&mut self, span: Span) {
        self.leaf(Record::leaf(RecordKind::Error, span), None);
    }

    /// Says that something in the innermost collection is missing or guessed.
    pub(super) fn mark_broken(&mut self) {
        let frame = *self.top();
        if frame.kind != FrameKind::Document {
            let record = &mut self.records[frame.node as usize];
            record.flags = record.flags.with(Flags::BROKEN);
        }
    }

    /// Opens a collection as the next child of the innermost one. `false` when that would be too deep.
    pub(super) fn open(&mut self, kind: FrameKind, column: i32, start: usize, properties: Option<Pending>) -> bool {
        if self.frames.len() > MAX_DEPTH {
            return false;
        }
        self.begin_child();
        let id = self.next_id();
        let record_kind = match kind {
            FrameKind::Sequence | FrameKind::FlowSequence => RecordKind::Sequence,
            _ => RecordKind::Mapping,
        };
        let mut record = Record::leaf(record_kind, Span::empty(start as u32));
        if matches!(kind, FrameKind::FlowMapping | FrameKind::FlowSequence | FrameKind::FlowPair) {
            record.flags = Flags::FLOW;
        }
        self.push(record, properties);
        let mut frame = Frame::new(kind, column, id);
        frame.loose = self.shift != 0 || self.error_line == self.line;
        self.frames.push(frame);
        true
    }

    /// Makes the node `child`, which is the last child of the innermost collection and complete, the key of a new
    /// mapping in its place.
    pub(super) fn open_around(&mut self, child: u32, kind: FrameKind, column: i32, start: usize) {
        let mut record = Record::leaf(RecordKind::Mapping, Span::empty(start as u32));
        if kind == FrameKind::FlowPair {
            record.flags = Flags::FLOW;
        }
        self.records.insert(child as usize, record);
        let moved = |id: u32| if id >= child && id != NO_TARGET { id + 1 } else { id };
        for record in &mut self.records[child as usize + 1..] {
            if record.kind == RecordKind::Alias {
                record.link = moved(record.link);
            }
        }
        let first = self.properties.partition_point(|properties| properties.node < child);
        for properties in &mut self.properties[first..] {
            properties.node += 1;
            if let Some(anchor) = properties.anchor {
                let target = self.anchors.get_mut(&anchor.slice(self.text)[1..]);
                // A later anchor of this name may have taken its place.
                if let Some(target) = target.filter(|target| **target + 1 == properties.node) {
                    *target += 1;
                }
            }
        }
        let mut frame = Frame::new(kind, column, child);
        frame.state = State::Colon;
        frame.child = child + 1;
        self.frames.push(frame);
    }

    /// Closes the innermost collection.
    pub(super) fn close(&mut self) {
        self.settle();
        let Some(frame) = self.frames.pop() else { return };
        let size = self.next_id() - frame.node;
        let record = &mut self.records[frame.node as usize];
        record.link = size;
        record.end = self.last_end as u32;
    }

    /// Adds what is still missing from the entry that was begun last.
    #[inline]
    pub(super) fn settle(&mut self) {
        if matches!(self.top().state, State::Entry | State::End) {
            return;
        }
        self.settle_entry();
    }

    fn settle_entry(&mut self) {
        loop {
            let top = self.top();
            match (top.kind, top.state) {
                (_, State::Key | State::Value) => self.absent(),
                (FrameKind::Mapping | FrameKind::FlowMapping | FrameKind::FlowPair, State::Colon) => {
                    top.state = State::Value;
                    self.top().awaited_at = self.last_end as u32;
                }
                _ => return,
            }
        }
    }

    /// Whether a node is a collection that has not been closed.
    fn is_open(&self, node: u32) -> bool {
        let record = &self.records[node as usize];
        record.is_collection() && record.link == 0
    }

    /// Adds an alias.
    pub(super) fn alias(&mut self, mut record: Record, properties: Option<Pending>) {
        if let Some(pending) = properties {
            self.report(pending.span(), ErrorKind::PropertyOnAlias);
        }
        let name = &record.span().slice(self.text)[1..];
        record.link = NO_TARGET;
        match self.anchors.get(name).copied() {
            Some(target) => {
                record.link = target;
                let found = self.properties.binary_search_by_key(&target, |properties| properties.node);
                if let (true, Ok(index)) = (self.is_open(target), found) {
                    let anchor = self.properties[index].anchor.unwrap_or_default();
                    self.report(record.span(), ErrorKind::RecursiveAlias { name, anchor });
                }
            }
            None => self.report(record.span(), ErrorKind::UndefinedAlias(name)),
        }
        self.leaf(record, None);
    }
}
