//! The ports of EXPOSE, read as BuildKit reads them.

use std::net::IpAddr;

use super::instruction::Instruction;
use crate::syntax::dockerfile::{Keyword, Word};

/// What a word of EXPOSE comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExposedPort<'m> {
    /// The word, variables and quotes still in it.
    pub word: &'m Word<'m>,
    /// The text without them.
    pub text: String,
    /// Whether it would be another text with values that only the build knows.
    pub unknown: bool,
}

/// A port or a range of ports with its protocol, and what BuildKit reads and ignores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Port<'a> {
    /// The first port.
    pub first: u16,
    /// The last port, which is the first one when there is no range.
    pub last: u16,
    /// The protocol as written; `None` for TCP by default.
    pub protocol: Option<&'a str>,
    /// What stands before the container's port, without the colon: an address, a host port, or both. EXPOSE has no use
    /// for them.
    pub host: Option<&'a str>,
}

/// Why a text is no port.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PortError<'a> {
    /// Nothing where the port should be.
    #[error("there is no port in it")]
    Missing,
    /// A protocol that does not exist.
    #[error("`{0}` is no protocol")]
    UnknownProtocol(&'a str),
    /// A part that is no number.
    #[error("`{0}` is no number")]
    NotANumber(&'a str),
    /// A number that no port has.
    #[error("`{0}` is above 65535, the last port there is")]
    OutOfRange(&'a str),
    /// A range that ends before it begins.
    #[error("the range ends before it begins")]
    Reversed,
    /// Something before the port that is no address.
    #[error("`{0}` is no IP address")]
    NotAnAddress(&'a str),
    /// Ranges of host and container that do not fit together.
    #[error("the ranges of host and container have different lengths")]
    RangesDiffer,
}

impl<'m> Instruction<'m> {
    /// The ports of an EXPOSE; nothing for other instructions.
    pub fn exposed_ports(self) -> impl Iterator<Item = ExposedPort<'m>> {
        let expose = self.keyword() == Some(Keyword::Expose);
        let words = if expose { self.syntax().words() } else { &[] };
        words.iter().flat_map(move |word| {
            let expanded = self.expanded(word);
            // A variable may hold several ports.
            let texts: Vec<_> = expanded.text.split_whitespace().map(str::to_owned).collect();
            texts.into_iter().map(move |text| ExposedPort { word, text, unknown: expanded.unknown })
        })
    }
}

impl ExposedPort<'_> {
    /// Takes the text apart.
    ///
    /// # Errors
    /// [`PortError`], where BuildKit stops.
    pub fn port(&self) -> Result<Port<'_>, PortError<'_>> {
        Port::read(&self.text)
    }
}

impl<'a> Port<'a> {
    /// Reads `[[address:]host-port:]port[-port][/protocol]`.
    ///
    /// # Errors
    /// [`PortError`], where BuildKit stops.
    fn read(text: &'a str) -> Result<Self, PortError<'a>> {
        let (host, container) = match text.rsplit_once(':') {
            Some((host, container)) => (Some(host).filter(|host| !host.is_empty() && *host != ":"), container),
            None => (None, text),
        };
        let (range, protocol) = match container.split_once('/') {
            Some((range, protocol)) => (range, Some(protocol).filter(|protocol| !protocol.is_empty())),
            None => (container, None),
        };
        if range.is_empty() {
            return Err(PortError::Missing);
        }
        let known = |protocol: &str| ["tcp", "udp", "sctp"].iter().any(|known| known.eq_ignore_ascii_case(protocol));
        if let Some(protocol) = protocol.filter(|protocol| !known(protocol)) {
            return Err(PortError::UnknownProtocol(protocol));
        }
        let (first, last) = read_range(range)?;
        if let Some(host) = host {
            check_host(host, last - first)?;
        }
        Ok(Self { first, last, protocol, host })
    }
}

/// The address and port of the host, which BuildKit checks although it has no use for them.
fn check_host(host: &str, length: u16) -> Result<(), PortError<'_>> {
    let (address, port) = host.rsplit_once(':').unwrap_or(("", host));
    let plain = address.strip_prefix('[').and_then(|address| address.strip_suffix(']')).unwrap_or(address);
    if !plain.is_empty() && plain.parse::<IpAddr>().is_err() {
        return Err(PortError::NotAnAddress(address));
    }
    if port.is_empty() {
        return Ok(());
    }
    let (first, last) = read_range(port)?;
    // One port of the container may be given any of a range of the host's.
    if length != 0 && last - first != length { Err(PortError::RangesDiffer) } else { Ok(()) }
}

fn read_range(range: &str) -> Result<(u16, u16), PortError<'_>> {
    let (start, end) = range.split_once('-').unwrap_or((range, range));
    let (first, last) = (read_number(start)?, read_number(end)?);
    if last < first { Err(PortError::Reversed) } else { Ok((first, last)) }
}

fn read_number(text: &str) -> Result<u16, PortError<'_>> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(PortError::NotANumber(text));
    }
    digits.parse().map_err(|_| PortError::OutOfRange(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Port<'_>, PortError<'_>> {
        Port::read(text)
    }

    fn container<'a>(first: u16, last: u16, protocol: Option<&'a str>) -> Result<Port<'a>, PortError<'a>> {
        Ok(Port { first, last, protocol, host: None })
    }

    #[test]
    fn ports_ranges_and_protocols() {
        assert_eq!(read("80"), container(80, 80, None));
        assert_eq!(read("0080/"), container(80, 80, None));
        assert_eq!(read("7000-7009/UDP"), container(7000, 7009, Some("UDP")));
        assert_eq!(read("80-80/sctp"), container(80, 80, Some("sctp")));
        assert_eq!(read(":80"), container(80, 80, None));
    }

    #[test]
    fn what_belongs_to_the_host_is_read_and_kept() {
        for (text, host) in [
            ("8080:80", "8080"),
            ("127.0.0.1:8080-8090:80/tcp", "127.0.0.1:8080-8090"),
            ("[::1]:8080:80", "[::1]:8080"),
            ("127.0.0.1::80", "127.0.0.1:"),
        ] {
            assert_eq!(read(text).map(|port| (port.first, port.host)), Ok((80, Some(host))), "{text}");
        }
    }

    #[test]
    fn what_is_no_port() {
        assert_eq!(read("/tcp"), Err(PortError::Missing));
        assert_eq!(read("80/http"), Err(PortError::UnknownProtocol("http")));
        assert_eq!(read("80,81"), Err(PortError::NotANumber("80,81")));
        assert_eq!(read("-1"), Err(PortError::NotANumber("")));
        assert_eq!(read("1-70000"), Err(PortError::OutOfRange("70000")));
        assert_eq!(read("90-80"), Err(PortError::Reversed));
        assert_eq!(read("host:1:80"), Err(PortError::NotAnAddress("host")));
        assert_eq!(read("1-2:80-90"), Err(PortError::RangesDiffer));
        assert_eq!(read("x:80"), Err(PortError::NotANumber("x")));
    }
}
