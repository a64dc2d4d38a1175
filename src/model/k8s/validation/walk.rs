//! The walk over an object's tree and its schema together.
//!
//! An explicit stack takes the place of recursion. What an alias or a merge key brings in is looked at where it stands,
//! once for each type that is wanted of it.

use std::borrow::Cow;
use std::collections::HashSet;

use super::duplicate::{self, Identity};
use super::problem::{Place, Problem, ProblemKind, TypeName};
use super::{scalar, suggestion};
use crate::model::k8s::Object;
use crate::schema::{self, ArrayType, Field, ListKind, ObjectType, Shape, Type, VersionSet};
use crate::syntax::yaml::{Entry, Kind, Mapping, Node, NodeId, Resolved, Scalar, Sequence};
use crate::text::Span;

/// Unknown keys of one object for which a better place is sought; the rest are told without advice.
const MOST_SUGGESTIONS: usize = 32;

/// Fields that the schemas call required and that the API server fills in by itself.
const FILLED_IN: &[(&str, &str)] = &[("rbac.v1.RoleRef", "apiGroup"), ("core.v1.Event", "involvedObject")];

/// Lists that the schemas key and of which the API server takes an item twice all the same, at most with a warning; only
/// server-side apply refuses them.
const REPEATABLE: &[(&str, &str)] = &[
    ("core.v1.Container", "env"),
    ("core.v1.Container", "ports"),
    ("core.v1.EphemeralContainer", "env"),
    ("core.v1.EphemeralContainer", "ports"),
    ("core.v1.PodSpec", "hostAliases"),
    ("core.v1.PodSpec", "imagePullSecrets"),
    ("core.v1.ServiceAccount", "secrets"),
    ("meta.v1.ObjectMeta", "finalizers"),
    ("meta.v1.ObjectMeta", "ownerReferences"),
];

/// Lists of which the requirements tell what is there twice, across lists too.
const TOLD_ELSEWHERE: &[(&str, &str)] = &[("core.v1.PodSpec", "containers"), ("core.v1.PodSpec", "initContainers")];

/// The place of a node, without text of its own.
#[derive(Debug, Clone, Copy)]
enum Holder<'t> {
    Object(Object<'t>),
    Field(&'static str, Node<'t>),
    Item(&'static str),
    Value(Node<'t>, &'static str),
}

impl<'t> Holder<'t> {
    fn place(self) -> Place<'t> {
        match self {
            Self::Object(object) => Place::Object(object.kind().value),
            Self::Field(name, _) => Place::Field(Cow::Borrowed(name)),
            Self::Item(list) => Place::Item(Cow::Borrowed(list)),
            Self::Value(key, map) => Place::Value { key: key.as_str().unwrap_or_default(), map: Cow::Borrowed(map) },
        }
    }

    /// The last name that a schema gave.
    fn name(self) -> &'static str {
        match self {
            Self::Object(_) => "",
            Self::Field(name, _) | Self::Item(name) | Self::Value(_, name) => name,
        }
    }

    /// Where to tell that something is missing in `mapping`, which is here.
    fn span(self, mapping: Mapping<'t>) -> Span {
        match self {
            Self::Object(object) => object.name_span(),
            Self::Field(_, key) | Self::Value(key, _) => key.span(),
            Self::Item(_) => {
                let name = mapping.entry("name").filter(|entry| !entry.value.is_absent()).map(|entry| entry.value);
                name.or(mapping.entries().next().map(|entry| entry.key)).unwrap_or(mapping.node()).span()
            }
        }
    }
}

/// An object on the way to the node at hand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Level<'t> {
    pub(super) object: ObjectType,
    holder: Holder<'t>,
}

impl<'t> Level<'t> {
    pub(super) fn place(self) -> Place<'t> {
        self.holder.place()
    }
}

/// A node still to be looked at.
#[derive(Debug, Clone, Copy)]
struct Task<'t> {
    node: Node<'t>,
    shape: Shape,
    versions: VersionSet,
    holder: Holder<'t>,
    /// How many levels are around it.
    depth: usize,
    /// Whether an alias or a merge key led here.
    linked: bool,
    /// Whether this is in the object's status, which the API server reads and throws away: only keys and types matter.
    discarded: bool,
}

pub(super) struct Walk<'t> {
    object: Object<'t>,
    wanted: VersionSet,
    tasks: Vec<Task<'t>>,
    levels: Vec<Level<'t>>,
    /// Nodes that an alias or a merge key led to, with what was wanted of them.
    seen: HashSet<(NodeId, Shape, VersionSet)>,
    scratch: Vec<Identity<'t>>,
    suggestions: usize,
    found: Vec<Problem<'t>>,
}

impl<'t> Walk<'t> {
    pub(super) fn new(object: Object<'t>, wanted: VersionSet) -> Self {
        Self {
            object,
            wanted,
            tasks: Vec::new(),
            levels: Vec::new(),
            seen: HashSet::new(),
            scratch: Vec::new(),
            suggestions: 0,
            found: Vec::new(),
        }
    }

    pub(super) fn run(mut self, ty: ObjectType, served: VersionSet) -> Vec<Problem<'t>> {
        if served.is_empty() {
            return self.found;
        }
        let node = self.object.fields().mapping().node();
        let holder = Holder::Object(self.object);
        let shape = Shape::Object(ty);
        self.tasks.push(Task { node, shape, versions: served, holder, depth: 0, linked: false, discarded: false });
        self.finish()
    }

    /// Looks at `metadata` alone, which is the same for all kinds.
    pub(super) fn metadata(mut self) -> Vec<Problem<'t>> {
        let pod = schema::Kind::find("v1", "Pod").expect("all releases have pods");
        let field = pod.object().field("metadata").expect("all kinds have metadata");
        let Some(entry) = self.object.fields().entry(field.name()) else { return self.found };
        let holder = Holder::Field(field.name(), entry.key);
        for declaration in field.declarations(self.wanted) {
            let versions = declaration.versions();
            let task = Task {
                node: entry.value,
                shape: Shape::Any,
                versions,
                holder,
                depth: 0,
                linked: false,
                discarded: false,
            };
            self.value(entry.value, declaration.ty(), Some(field), task);
        }
        self.finish()
    }

    fn finish(mut self) -> Vec<Problem<'t>> {
        while let Some(task) = self.tasks.pop() {
            self.levels.truncate(task.depth);
            self.collection(task);
        }
        self.found
    }

    fn report(&mut self, node: Node<'t>, span: Span, task: &Task<'t>, kind: ProblemKind<'t>) {
        debug_assert!(!(task.versions & self.wanted).is_empty());
        self.found.push(Problem { node, span, place: task.holder.place(), kind, versions: task.versions });
    }

    /// Looks at a mapping or a list.
    fn collection(&mut self, task: Task<'t>) {
        match (task.shape, task.node.kind()) {
            (Shape::Object(ty), Kind::Mapping(mapping)) => self.object(mapping, ty, &task),
            (Shape::Map(ty), Kind::Mapping(mapping)) => {
                let values = ty.values();
                let name = task.holder.name();
                self.each_entry(mapping, &task, |walk, entry, linked| {
                    let holder = Holder::Value(entry.key, name);
                    if let Some(becomes) = scalar::key_becomes(entry.key) {
                        let kind = ProblemKind::ImplicitKey { becomes };
                        walk.report(entry.key, entry.key.span(), &task, kind);
                    }
                    walk.value(entry.value, values, None, Task { holder, linked, ..task });
                });
            }
            (Shape::Array(ty), Kind::Sequence(sequence)) => self.list(sequence, ty, &task),
            _ => {}
        }
    }

    fn each_entry(&mut self, mapping: Mapping<'t>, task: &Task<'t>, mut look: impl FnMut(&mut Self, Entry<'t>, bool)) {
        if !mapping.has_merges() {
            for entry in mapping.entries() {
                look(self, entry, task.linked);
            }
            return;
        }
        for entry in mapping.effective_entries() {
            look(self, entry, true);
        }
    }

    fn object(&mut self, mapping: Mapping<'t>, ty: ObjectType, task: &Task<'t>) {
        self.levels.push(Level { object: ty, holder: task.holder });
        let depth = self.levels.len();
        self.each_entry(mapping, task, |walk, entry, linked| {
            let Some(key) = entry.key.as_str() else { return };
            let Some(field) = ty.field(&key) else {
                walk.unknown(entry, mapping, VersionSet::EMPTY, task.versions, task);
                return;
            };
            let mut declared = VersionSet::EMPTY;
            for declaration in field.declarations(task.versions) {
                declared = declared | declaration.versions();
                let holder = Holder::Field(field.name(), entry.key);
                let versions = declaration.versions();
                // A null is as good as nothing, which is told below where something has to be.
                let required = declaration.is_required();
                let mut ty = declaration.ty();
                ty.nullable |= required;
                let discarded = task.discarded || (task.depth == 0 && field.name() == "status");
                walk.value(entry.value, ty, Some(field), Task { holder, versions, linked, depth, discarded, ..*task });
            }
            let undeclared = task.versions - declared;
            if !undeclared.is_empty() {
                walk.unknown(entry, mapping, field.versions(), undeclared, task);
            }
        });
        if mapping.node().is_broken() || task.discarded {
            return;
        }
        for (field, versions) in ty.required(task.versions) {
            let entry = mapping.entry_merged(field.name());
            let is_there = entry.is_some_and(|entry| !is_null(entry.value));
            if is_there || FILLED_IN.contains(&(ty.name(), field.name())) {
                continue;
            }
            let span = entry.map_or_else(|| task.holder.span(mapping), |entry| entry.key.span());
            let kind = ProblemKind::MissingField { field: Cow::Borrowed(field.name()) };
            self.report(mapping.node(), span, &Task { versions, ..*task }, kind);
        }
    }

    fn unknown(
        &mut self,
        entry: Entry<'t>,
        mapping: Mapping<'t>,
        known: VersionSet,
        versions: VersionSet,
        task: &Task<'t>,
    ) {
        let key = entry.key.as_str().unwrap_or_default();
        self.suggestions += 1;
        let meant = (known.is_empty() && self.suggestions <= MOST_SUGGESTIONS)
            .then(|| suggestion::suggest(entry, &key, mapping, &self.levels, versions))
            .flatten();
        let kind = ProblemKind::UnknownField { key, known, meant };
        self.report(entry.key, entry.key.span(), &Task { versions, ..*task }, kind);
    }

    fn list(&mut self, sequence: Sequence<'t>, ty: ArrayType, task: &Task<'t>) {
        let name = task.holder.name();
        let items = ty.items();
        for item in sequence.items() {
            self.value(item, items, None, Task { holder: Holder::Item(name), ..*task });
        }
        let owner = self.levels.last().map_or("", |level| level.object.name());
        let is_exempt = REPEATABLE.contains(&(owner, name)) || TOLD_ELSEWHERE.contains(&(owner, name));
        if ty.list_kind() == ListKind::Atomic || task.discarded || is_exempt {
            return;
        }
        for (node, first) in duplicate::duplicate_items(sequence, &ty.keys(), &mut self.scratch) {
            let kind = ProblemKind::DuplicateEntry { keys: ty.keys().collect(), first };
            self.report(node, node.span(), task, kind);
        }
    }

    /// Looks at a value; leaves what is in it for later. `place` is that of the value, and says nothing of its node.
    fn value(&mut self, node: Node<'t>, ty: Type, field: Option<Field>, place: Task<'t>) {
        let linked = place.linked || matches!(node.kind(), Kind::Alias(_));
        let Some(node) = node.resolved() else { return };
        if linked && !self.seen.insert((node.id(), ty.shape, place.versions)) {
            return;
        }
        let task = Task { node, shape: ty.shape, linked, ..place };
        match (node.kind(), ty.shape) {
            (Kind::Error | Kind::Alias(_), _) | (_, Shape::Any) => {}
            (Kind::Scalar(scalar), Shape::String(ty)) if scalar.is_string_by_style() && scalar::is_free(ty) => {}
            (Kind::Scalar(scalar), shape) => {
                let kind = match scalar.resolve_1_1() {
                    Resolved::Null if ty.nullable => None,
                    Resolved::Null => {
                        Some(ProblemKind::WrongType { wanted: TypeName::of_shape(shape), found: TypeName::Null })
                    }
                    value => scalar::problem(value, shape, field.is_none()),
                };
                let forgiven = |kind: &_| task.discarded && matches!(kind, ProblemKind::InvalidValue { .. });
                if let Some(kind) = kind.filter(|kind| !forgiven(kind)) {
                    self.report(node, node.span(), &task, known_elsewhere(kind, field));
                }
            }
            (Kind::Mapping(_), Shape::Object(_) | Shape::Map(_)) | (Kind::Sequence(_), Shape::Array(_)) => {
                self.tasks.push(task);
            }
            (kind, shape) => {
                let found = if matches!(kind, Kind::Mapping(_)) { TypeName::Mapping } else { TypeName::List };
                let kind = ProblemKind::WrongType { wanted: TypeName::of_shape(shape), found };
                self.report(node, task.holder_span(), &task, kind);
            }
        }
    }
}

impl Task<'_> {
    /// Where to tell of the whole value: the key that has it, which is shorter than what it has.
    fn holder_span(&self) -> Span {
        match self.holder {
            Holder::Field(_, key) | Holder::Value(key, _) => key.span(),
            Holder::Object(_) | Holder::Item(_) => self.node.span(),
        }
    }
}

fn is_null(node: Node<'_>) -> bool {
    node.as_scalar().is_some_and(Scalar::is_null_1_1)
}

/// Adds to an invalid value in which releases it is a valid one of `field`.
fn known_elsewhere(mut kind: ProblemKind<'_>, field: Option<Field>) -> ProblemKind<'_> {
    if let (ProblemKind::InvalidValue { value, known, .. }, Some(field)) = (&mut kind, field) {
        for declaration in field.declarations(VersionSet::ALL) {
            if let Shape::String(ty) = declaration.ty().shape
                && (ty.values().len() == 0 || ty.values().any(|legal| legal == *value))
            {
                *known = *known | declaration.versions();
            }
        }
    }
    kind
}
