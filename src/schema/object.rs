//! Objects and their fields.

use super::format::declaration::{self, DEPRECATED, REQUIRED};
use super::format::object;
use super::table::{DECLARATIONS, OBJECTS, list, lower_bound};
use super::ty::Type;
use super::version::{Version, VersionSet};

/// A definition with named fields. It is closed: a key that is no field is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ObjectType {
    row: u32,
}

impl ObjectType {
    pub(super) fn at(row: u32) -> Self {
        Self { row }
    }

    /// The definition of that name, as [`name`](Self::name) spells it.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        let sought = name.as_bytes();
        let row = lower_bound(0..OBJECTS.rows, |row| OBJECTS.bytes(row, object::NAME).cmp(sought));
        (row < OBJECTS.rows && OBJECTS.bytes(row, object::NAME) == sought).then_some(Self { row })
    }

    /// All definitions, by name.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        (0..OBJECTS.rows).map(|row| Self { row })
    }

    /// The last parts of the definition's name in the OpenAPI file: `core.v1.PodSpec`.
    #[must_use]
    pub fn name(self) -> &'static str {
        OBJECTS.text(self.row, object::NAME)
    }

    /// The first sentence of its newest description, without full stop; may be empty, or cut with an ellipsis.
    #[must_use]
    pub fn description(self) -> &'static str {
        OBJECTS.text(self.row, object::DESCRIPTION)
    }

    /// The releases that have it.
    #[must_use]
    pub fn versions(self) -> VersionSet {
        VersionSet::of_word(OBJECTS.word(self.row, object::VERSIONS))
    }

    /// The field of that name, if any covered release has it: `None` means that the key is unknown to all.
    #[must_use]
    pub fn field(self, name: &str) -> Option<Field> {
        let sought = name.as_bytes();
        let end = self.end();
        let first = lower_bound(self.first()..end, |row| DECLARATIONS.bytes(row, declaration::NAME).cmp(sought));
        (first < end && DECLARATIONS.bytes(first, declaration::NAME) == sought).then(|| Field::at(first, end))
    }

    /// The fields of all releases, by name.
    pub fn fields(self) -> impl Iterator<Item = Field> {
        let end = self.end();
        let mut next = self.first();
        std::iter::from_fn(move || {
            let field = (next < end).then(|| Field::at(next, end))?;
            next = field.end;
            Some(field)
        })
    }

    /// The fields that have to be present in some of the `wanted` releases, by name, each with those releases.
    pub fn required(self, wanted: VersionSet) -> impl Iterator<Item = (Field, VersionSet)> {
        let end = self.end();
        let fields = list(OBJECTS.word(self.row, object::REQUIRED)).map(move |first| Field::at(first, end));
        fields.map(move |field| (field, field.required_in() & wanted)).filter(|(_, versions)| !versions.is_empty())
    }

    fn first(self) -> u32 {
        OBJECTS.word(self.row, object::FIRST)
    }

    fn end(self) -> u32 {
        OBJECTS.word(self.row, object::END)
    }
}

/// A field of an object, in all releases that have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Field {
    first: u32,
    end: u32,
}

impl Field {
    /// The field whose first declaration is in row `first`; the object's end at `end`.
    fn at(first: u32, end: u32) -> Self {
        // Equal texts are one text, so their words are equal.
        let name = |row| DECLARATIONS.word(row, declaration::NAME);
        let end = (first + 1..end).find(|row| name(*row) != name(first)).unwrap_or(end);
        Self { first, end }
    }

    /// The key.
    #[must_use]
    pub fn name(self) -> &'static str {
        DECLARATIONS.text(self.first, declaration::NAME)
    }

    /// The first sentence of its newest description, without full stop; may be empty, or cut with an ellipsis.
    #[must_use]
    pub fn description(self) -> &'static str {
        DECLARATIONS.text(self.first, declaration::DESCRIPTION)
    }

    /// Whether its newest description calls it deprecated; [`lifecycle`](super::lifecycle) knows since when.
    #[must_use]
    pub fn is_deprecated(self) -> bool {
        DECLARATIONS.word(self.first, declaration::VERSIONS) & DEPRECATED != 0
    }

    /// The releases that have it.
    #[must_use]
    pub fn versions(self) -> VersionSet {
        self.declarations(VersionSet::ALL).fold(VersionSet::EMPTY, |set, declaration| set | declaration.versions())
    }

    /// The releases in which it has to be present.
    #[must_use]
    pub fn required_in(self) -> VersionSet {
        let required = self.declarations(VersionSet::ALL).filter(|declaration| declaration.is_required());
        required.fold(VersionSet::EMPTY, |set, declaration| set | declaration.versions())
    }

    /// How the `wanted` releases declare it, oldest first: one declaration unless it changed among them, none when none
    /// of them has it.
    pub fn declarations(self, wanted: VersionSet) -> impl Iterator<Item = Declaration> {
        (self.first..self.end).filter_map(move |row| Declaration::at(row, wanted))
    }

    /// How `version` declares it.
    #[must_use]
    pub fn in_version(self, version: Version) -> Option<Declaration> {
        self.declarations(version.into()).next()
    }
}

/// A field as some releases declare it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Declaration {
    row: u32,
    versions: VersionSet,
}

impl Declaration {
    fn at(row: u32, wanted: VersionSet) -> Option<Self> {
        let versions = VersionSet::of_word(DECLARATIONS.word(row, declaration::VERSIONS)) & wanted;
        (!versions.is_empty()).then_some(Self { row, versions })
    }

    /// The key.
    #[must_use]
    pub fn name(self) -> &'static str {
        DECLARATIONS.text(self.row, declaration::NAME)
    }

    /// Those of the releases asked for in which it holds; never empty.
    #[must_use]
    pub fn versions(self) -> VersionSet {
        self.versions
    }

    /// Whether the key has to be present. A null counts as absent for the API server.
    #[must_use]
    pub fn is_required(self) -> bool {
        DECLARATIONS.word(self.row, declaration::VERSIONS) & REQUIRED != 0
    }

    /// What the value may be.
    #[must_use]
    pub fn ty(self) -> Type {
        Type::of_word(DECLARATIONS.word(self.row, declaration::TYPE))
    }
}
