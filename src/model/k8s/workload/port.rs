//! The ports that containers declare, and how other fields refer to them.

use std::borrow::Cow;
use std::fmt;

use crate::model::k8s::{Container, Fields, Item};
use crate::text::Spanned;

/// A port that a container declares. Declaring tells people and other objects of it; it opens nothing.
#[derive(Debug, Clone, Copy)]
pub struct ContainerPort<'t> {
    fields: Fields<'t>,
}

impl<'t> ContainerPort<'t> {
    /// Its fields.
    #[must_use]
    pub const fn fields(self) -> Fields<'t> {
        self.fields
    }

    /// `containerPort`.
    #[must_use]
    pub fn number(self) -> Option<Spanned<i64>> {
        self.fields.integer("containerPort")
    }

    /// `name`.
    #[must_use]
    pub fn name(self) -> Option<Spanned<Cow<'t, str>>> {
        self.fields.string("name")
    }

    /// `protocol`; TCP where nothing is said.
    #[must_use]
    pub fn protocol(self) -> Cow<'t, str> {
        let written = self.fields.string("protocol").map(|protocol| protocol.value);
        written.filter(|protocol| !protocol.is_empty()).unwrap_or(Cow::Borrowed("TCP"))
    }

    /// Whether it is of TCP.
    #[must_use]
    pub fn is_tcp(self) -> bool {
        self.protocol() == "TCP"
    }

    /// Whether `reference` means it.
    #[must_use]
    pub fn is(self, reference: &PortReference<'_>) -> bool {
        match reference {
            PortReference::Number(number) => self.number().is_some_and(|own| own.value == *number),
            PortReference::Name(name) => self.name().is_some_and(|own| own.value == *name),
        }
    }
}

/// How a field refers to a port of a container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PortReference<'t> {
    /// By its number; no container has to declare it.
    Number(i64),
    /// By its name, which a container has to declare.
    Name(Cow<'t, str>),
}

impl<'t> PortReference<'t> {
    /// The field `name` of `owner`; `None` when it is neither a number nor a string.
    #[must_use]
    pub fn of(owner: Fields<'t>, name: &str) -> Option<Spanned<Self>> {
        let number = || owner.integer(name).map(|number| number.map(Self::Number));
        number().or_else(|| owner.string(name).map(|text| text.map(Self::Name)))
    }
}

impl fmt::Display for PortReference<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Name(name) => name.fmt(f),
        }
    }
}

impl<'t> Container<'t> {
    /// The ports that it declares.
    pub fn ports(self) -> impl Iterator<Item = ContainerPort<'t>> {
        self.fields().objects("ports").map(|Item { fields, .. }| ContainerPort { fields })
    }

    /// The port of TCP that it declares and `reference` means.
    #[must_use]
    pub fn tcp_port(self, reference: &PortReference<'_>) -> Option<ContainerPort<'t>> {
        self.ports().find(|port| port.is_tcp() && port.is(reference))
    }
}
