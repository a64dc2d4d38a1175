//! One object: its type, its metadata, and where its parts stand.

use std::borrow::Cow;

use super::fields::{Fields, string};
use crate::diagnostic::ObjectId;
use crate::schema;
use crate::syntax::yaml::{Document, Node};
use crate::text::{Span, Spanned};

/// An object of a manifest.
#[derive(Debug, Clone, Copy)]
pub struct Object<'t> {
    fields: Fields<'t>,
    document: Document<'t>,
    api_version: Node<'t>,
    kind: Node<'t>,
}

impl<'t> Object<'t> {
    /// `None` when `apiVersion` or `kind` is no string.
    pub(super) fn of(fields: Fields<'t>, document: Document<'t>) -> Option<Self> {
        let [api_version, kind] = [fields.get("apiVersion")?, fields.get("kind")?];
        string(api_version)?;
        string(kind)?;
        Some(Self { fields, document, api_version, kind })
    }

    /// What is in it, when it is a list; nothing for other objects and for empty lists.
    pub(super) fn list_items(self) -> Vec<Self> {
        if !self.kind().value.ends_with("List") {
            return Vec::new();
        }
        self.fields.objects("items").filter_map(|item| Self::of(item.fields, self.document)).collect()
    }

    /// Its fields.
    #[must_use]
    pub const fn fields(self) -> Fields<'t> {
        self.fields
    }

    /// The document it stands in.
    #[must_use]
    pub const fn document(self) -> Document<'t> {
        self.document
    }

    /// Where it stands.
    #[must_use]
    pub fn span(self) -> Span {
        self.fields.span()
    }

    /// `apiVersion`.
    #[must_use]
    pub fn api_version(self) -> Spanned<Cow<'t, str>> {
        string(self.api_version).expect("checked when the object was made")
    }

    /// `kind`.
    #[must_use]
    pub fn kind(self) -> Spanned<Cow<'t, str>> {
        string(self.kind).expect("checked when the object was made")
    }

    /// The group of its `apiVersion`: empty for the core group.
    #[must_use]
    pub fn group(self) -> Cow<'t, str> {
        let group = |api_version: &str| api_version.find('/').unwrap_or(0);
        match self.api_version().value {
            Cow::Borrowed(api_version) => Cow::Borrowed(&api_version[..group(api_version)]),
            Cow::Owned(mut api_version) => {
                api_version.truncate(group(&api_version));
                Cow::Owned(api_version)
            }
        }
    }

    /// Whether it is of `kind` in one of the `groups`, in whatever version.
    #[must_use]
    pub fn is(self, groups: &[&str], kind: &str) -> bool {
        self.kind().value == kind && groups.contains(&&*self.group())
    }

    /// What Kubernetes says of its kind; `None` when no covered release knows it.
    #[must_use]
    pub fn schema(self) -> Option<schema::Kind> {
        schema::Kind::find(&self.api_version().value, &self.kind().value)
    }

    /// Whether objects of its kind belong to no namespace; kinds that are not known are taken to belong to one.
    #[must_use]
    pub fn is_cluster_scoped(self) -> bool {
        self.schema().and_then(schema::Kind::scope) == Some(schema::Scope::Cluster)
    }

    /// Its metadata.
    #[must_use]
    pub fn metadata(self) -> Metadata<'t> {
        Metadata::of(self.fields)
    }

    /// `spec`.
    #[must_use]
    pub fn spec(self) -> Option<Fields<'t>> {
        self.fields.object("spec")
    }

    /// What names it in reports.
    #[must_use]
    pub fn id(self) -> ObjectId {
        let metadata = self.metadata();
        let text = |field: Option<Spanned<Cow<'t, str>>>| field.map(|text| text.value.into_owned());
        ObjectId {
            api_version: self.api_version().value.into_owned(),
            kind: self.kind().value.into_owned(),
            namespace: text(metadata.namespace()),
            name: text(metadata.name()),
        }
    }

    /// Where a finding about the whole object belongs: its name, else its kind.
    #[must_use]
    pub fn name_span(self) -> Span {
        self.metadata().name().map_or_else(|| self.kind().span, |name| name.span)
    }
}

/// The metadata of an object or of a pod template; every field may be missing.
#[derive(Debug, Clone, Copy)]
pub struct Metadata<'t> {
    fields: Option<Fields<'t>>,
}

impl<'t> Metadata<'t> {
    /// The `metadata` of `owner`.
    #[must_use]
    pub fn of(owner: Fields<'t>) -> Self {
        Self { fields: owner.object("metadata") }
    }

    /// Its fields.
    #[must_use]
    pub const fn fields(self) -> Option<Fields<'t>> {
        self.fields
    }

    /// `name`.
    #[must_use]
    pub fn name(self) -> Option<Spanned<Cow<'t, str>>> {
        self.fields?.string("name")
    }

    /// `namespace`.
    #[must_use]
    pub fn namespace(self) -> Option<Spanned<Cow<'t, str>>> {
        self.fields?.string("namespace")
    }

    /// The labels that are strings.
    pub fn labels(self) -> impl Iterator<Item = (Spanned<Cow<'t, str>>, Spanned<Cow<'t, str>>)> + use<'t> {
        self.fields.and_then(|fields| fields.object("labels")).into_iter().flat_map(Fields::string_entries)
    }

    /// The annotations that are strings.
    pub fn annotations(self) -> impl Iterator<Item = (Spanned<Cow<'t, str>>, Spanned<Cow<'t, str>>)> + use<'t> {
        self.fields.and_then(|fields| fields.object("annotations")).into_iter().flat_map(Fields::string_entries)
    }

    /// The value of the annotation called `key`.
    #[must_use]
    pub fn annotation(self, key: &str) -> Option<Spanned<Cow<'t, str>>> {
        self.fields?.object("annotations")?.string(key)
    }
}
