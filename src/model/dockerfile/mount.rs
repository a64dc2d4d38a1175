//! `RUN --mount`.

use super::instruction::Instruction;
use crate::syntax::comma_list;
use crate::syntax::dockerfile::Flag;
use crate::text::Span;

/// A mount of a RUN.
#[derive(Debug, Clone)]
pub struct Mount<'m> {
    /// The flag it is written as.
    pub flag: &'m Flag<'m>,
    /// Its fields, in order.
    pub fields: Vec<MountField>,
}

/// A field of a mount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MountField {
    /// The key in lower case.
    pub key: String,
    /// The value behind `=`, variables not expanded; `None` without `=`.
    pub value: Option<String>,
    /// The value with its variables replaced; `None` without `=`, and when only the build knows it.
    pub expanded: Option<String>,
    /// Where the field stands.
    pub span: Span,
    /// Where the value stands; the whole field without `=`.
    pub value_span: Span,
}

/// What kind of thing is mounted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MountType {
    /// Files of the build context, a stage or an image. The default.
    Bind,
    /// A directory that outlives the build.
    Cache,
    /// A directory in memory.
    Tmpfs,
    /// A secret.
    Secret,
    /// An SSH agent.
    Ssh,
}

impl MountType {
    /// All types with their names.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Bind, "bind"),
        (Self::Cache, "cache"),
        (Self::Tmpfs, "tmpfs"),
        (Self::Secret, "secret"),
        (Self::Ssh, "ssh"),
    ];

    /// The name in lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(mount_type, _)| *mount_type == self).map_or("", |(_, name)| name)
    }

    /// The type called `name`, in any case.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| known.eq_ignore_ascii_case(name)).map(|(mount_type, _)| mount_type)
    }
}

impl<'m> Mount<'m> {
    fn of(instruction: Instruction<'m>, flag: &'m Flag<'m>) -> Option<Self> {
        let list = flag.value()?;
        let verbatim = flag.text == flag.word.text();
        let start = flag.value_start.unwrap_or_default() as usize;
        let fields = comma_list::fields(list)?
            .into_iter()
            .map(|field| {
                let (key, value) = match field.text.split_once('=') {
                    Some((key, value)) => (key, Some(value)),
                    None => (&*field.text, None),
                };
                let place = |from: usize| {
                    let range = start + field.range.start + from..start + field.range.end;
                    if verbatim { flag.word.span(range) } else { flag.value_span() }
                };
                // Fields in CSV's quotes are kept whole.
                let quoted = field.text.len() != field.range.len();
                let value_at = if value.is_some() && !quoted { key.len() + 1 } else { 0 };
                let value_span = place(value_at);
                let expanded = value.and_then(|value| instruction.expanded_text(value, value_span.start));
                MountField {
                    key: key.to_ascii_lowercase(),
                    value: value.map(str::to_owned),
                    expanded,
                    span: place(0),
                    value_span,
                }
            })
            .collect();
        Some(Self { flag, fields })
    }

    /// The last field with one of the keys.
    #[must_use]
    pub fn field(&self, keys: &[&str]) -> Option<&MountField> {
        self.fields.iter().rfind(|field| keys.contains(&&*field.key))
    }

    fn value(&self, keys: &[&str]) -> Option<&str> {
        self.field(keys).and_then(|field| field.value.as_deref())
    }

    /// Its type; `None` for one that does not exist.
    #[must_use]
    pub fn mount_type(&self) -> Option<MountType> {
        let Some(name) = self.value(&["type"]) else { return Some(MountType::Bind) };
        MountType::named(name)
    }

    /// Where it appears.
    #[must_use]
    pub fn target(&self) -> Option<&str> {
        self.value(&["target", "dst", "destination"])
    }

    /// What it is taken from: a stage, an image or a context.
    #[must_use]
    pub fn from(&self) -> Option<&str> {
        self.value(&["from"]).filter(|from| !from.is_empty())
    }

    /// Whether what is written to it vanishes with the build: a cache or tmpfs mount.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(self.mount_type(), Some(MountType::Cache | MountType::Tmpfs))
    }

    /// Whether files under `path` vanish with the build: a cache or tmpfs mount whose target contains the text.
    #[must_use]
    pub fn keeps_out_of_image(&self, path: &str) -> bool {
        self.is_transient() && self.target().is_some_and(|target| target.contains(path))
    }
}

impl<'m> Instruction<'m> {
    /// The mounts of a RUN that can be read, in order.
    pub fn mounts(self) -> impl Iterator<Item = Mount<'m>> {
        self.syntax().flags_named("mount").filter_map(move |flag| Mount::of(self, flag))
    }
}
