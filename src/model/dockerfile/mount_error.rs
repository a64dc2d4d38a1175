//! What BuildKit refuses in a `RUN --mount`, once variables have their values.
//!
//! Must not report a value that only the build knows.

use super::mount::{Mount, MountField, MountType};
use super::value::is_go_boolean;
use crate::text::{Span, nearest};

/// A mistake in a mount; the build stops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MountError {
    /// What is wrong.
    pub kind: MountErrorKind,
    /// Where.
    pub span: Span,
}

/// What is wrong in a mount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MountErrorKind {
    /// A type that does not exist.
    #[error("`{value}` is no type of mount")]
    UnknownType {
        /// The type.
        value: String,
        /// The type that was probably meant.
        suggestion: Option<&'static str>,
    },
    /// A key that does not exist.
    #[error("`{key}` is no key of a mount")]
    UnknownKey {
        /// The key.
        key: String,
        /// The key that was probably meant.
        suggestion: Option<&'static str>,
    },
    /// A key without `=` that needs a value.
    #[error("`{key}` has no value")]
    MissingValue {
        /// The key.
        key: String,
    },
    /// A value that the key does not take.
    #[error("`{value}` is no value of `{key}`: it takes {takes}")]
    InvalidValue {
        /// The key.
        key: String,
        /// The value.
        value: String,
        /// What the key takes.
        takes: &'static str,
    },
    /// A key that this type of mount does not have.
    #[error("a mount of type `{}` has no `{key}`", mount_type.name())]
    KeyOfOtherType {
        /// The key.
        key: String,
        /// The type.
        mount_type: MountType,
        /// Whether a later `type` comes to another one, which BuildKit does not know yet when it reads the key.
        type_follows: bool,
    },
    /// A secret that nothing names.
    #[error("the secret has neither `id` nor `target`")]
    UnnamedSecret,
    /// A secret with both names.
    #[error("the secret has both `id` and `source`, which mean the same")]
    SecretNamedTwice,
    /// Nothing says where it is mounted, and no WORKDIR stands in.
    #[error("the mount has no `target`")]
    MissingTarget,
    /// It would be mounted over the whole file system.
    #[error("a mount cannot be mounted on `/`")]
    TargetIsRoot,
}

const KEYS: [&str; 19] = [
    "type",
    "from",
    "source",
    "target",
    "readonly",
    "id",
    "sharing",
    "required",
    "size",
    "mode",
    "uid",
    "gid",
    "src",
    "dst",
    "destination",
    "ro",
    "rw",
    "readwrite",
    "env",
];
const SHARING: [&str; 3] = ["shared", "private", "locked"];

impl Mount<'_> {
    /// Everything in it that BuildKit refuses, in order of place. `workdir` says whether some WORKDIR is in force, which
    /// relative targets are below.
    #[must_use]
    pub fn errors(&self, workdir: bool) -> Vec<MountError> {
        let mut checker = Checker { mount: self, mount_type: MountType::Bind, type_known: true, errors: Vec::new() };
        for (index, field) in self.fields.iter().enumerate() {
            checker.field(index, field);
        }
        if checker.type_known {
            checker.keys_of_type();
            checker.names(workdir);
        }
        checker.errors
    }
}

struct Checker<'a> {
    mount: &'a Mount<'a>,
    /// The type as far as it has been read.
    mount_type: MountType,
    /// Whether nothing but the build would know another type.
    type_known: bool,
    errors: Vec<MountError>,
}

impl<'a> Checker<'a> {
    fn report(&mut self, span: Span, kind: MountErrorKind) {
        self.errors.push(MountError { kind, span });
    }

    fn field(&mut self, index: usize, field: &MountField) {
        let key = &*field.key;
        if !KEYS.contains(&key) {
            let suggestion = nearest(key, KEYS);
            // BuildKit tells an unknown key from one without a value only when there is a value.
            self.report(field.span, MountErrorKind::UnknownKey { key: key.to_owned(), suggestion });
            return;
        }
        let switch = matches!(key, "readonly" | "ro" | "readwrite" | "rw" | "required");
        if field.value.is_none() && !switch {
            self.report(field.span, MountErrorKind::MissingValue { key: key.to_owned() });
            return;
        }
        if self.type_known && matches!(key, "required" | "size") && !self.has_key(key) {
            let later = &self.mount.fields[index + 1..];
            let type_follows = later.iter().any(|field| field.key == "type");
            self.report(field.span, self.key_of_other_type(key, type_follows));
            return;
        }
        let Some(value) = &field.expanded else {
            self.type_known &= key != "type";
            return;
        };
        if let Some(kind) = self.value(key, value) {
            self.report(field.value_span, kind);
        }
    }

    /// What is wrong with `value`; takes note of a type.
    fn value(&mut self, key: &str, value: &str) -> Option<MountErrorKind> {
        let (valid, takes) = match key {
            "type" => {
                let Some(mount_type) = MountType::named(value) else {
                    self.type_known = false;
                    let suggestion = nearest(value, MountType::ALL.map(|(_, name)| name));
                    return Some(MountErrorKind::UnknownType { value: value.to_owned(), suggestion });
                };
                self.mount_type = mount_type;
                return None;
            }
            "sharing" => {
                (SHARING.iter().any(|known| known.eq_ignore_ascii_case(value)), "`shared`, `private` or `locked`")
            }
            "readonly" | "ro" | "readwrite" | "rw" | "required" => (is_go_boolean(value), "`true` or `false`"),
            "mode" => (is_number(value, 8), "octal digits such as `0755`"),
            "uid" | "gid" => (is_number(value, 10), "a number"),
            "size" => (is_size(value), "a number of bytes such as `512m`"),
            _ => return None,
        };
        (!valid).then(|| MountErrorKind::InvalidValue { key: key.to_owned(), value: value.to_owned(), takes })
    }

    /// Keys that BuildKit looks at once it has read all of them.
    fn keys_of_type(&mut self) {
        let mount = self.mount;
        for field in &mount.fields {
            let empty = field.expanded.as_ref().is_some_and(String::is_empty);
            let checked = match &*field.key {
                "mode" | "uid" | "gid" => field.value.is_some(),
                "from" | "sharing" => field.value.is_some() && !empty,
                "source" | "src" => self.mount_type == MountType::Ssh && field.value.is_some() && !empty,
                _ => false,
            };
            if checked && !self.has_key(&field.key) {
                let kind = self.key_of_other_type(&field.key, false);
                self.report(field.span, kind);
            }
        }
        self.errors.sort_by_key(|error| error.span.start);
    }

    fn has_key(&self, key: &str) -> bool {
        use MountType::{Cache, Secret, Ssh, Tmpfs};
        match key {
            "required" => matches!(self.mount_type, Secret | Ssh),
            "size" => self.mount_type == Tmpfs,
            "mode" | "uid" | "gid" => matches!(self.mount_type, Cache | Secret | Ssh),
            "sharing" => self.mount_type == Cache,
            "from" => self.mount_type != Secret,
            "source" | "src" => self.mount_type != Ssh,
            _ => true,
        }
    }

    fn key_of_other_type(&self, key: &str, type_follows: bool) -> MountErrorKind {
        MountErrorKind::KeyOfOtherType { key: key.to_owned(), mount_type: self.mount_type, type_follows }
    }

    fn names(&mut self, workdir: bool) {
        let whole = self.mount.flag.value_span();
        let target = self.given(&["target", "dst", "destination"]);
        match self.mount_type {
            MountType::Secret => {
                let (id, source) = (self.given(&["id"]), self.given(&["source", "src"]));
                if id == Given::No && source == Given::No && target == Given::No {
                    self.report(whole, MountErrorKind::UnnamedSecret);
                } else if let (Given::Yes(_), Given::Yes(source)) = (id, source) {
                    let span = source.span;
                    self.report(span, MountErrorKind::SecretNamedTwice);
                }
            }
            MountType::Bind | MountType::Cache | MountType::Tmpfs => match target {
                Given::No if !workdir => self.report(whole, MountErrorKind::MissingTarget),
                Given::Yes(field) if field.expanded.as_deref() == Some("/") => {
                    let span = field.value_span;
                    self.report(span, MountErrorKind::TargetIsRoot);
                }
                _ => {}
            },
            MountType::Ssh => {}
        }
    }

    /// The last of the fields with one of the keys, if it has a value.
    fn given(&self, keys: &[&str]) -> Given<'a> {
        let mount = self.mount;
        match mount.field(keys) {
            None => Given::No,
            Some(field) if field.value.is_none() => Given::Unknown,
            Some(field) => match field.expanded.as_deref() {
                Some("") => Given::No,
                Some(_) => Given::Yes(field),
                None => Given::Unknown,
            },
        }
    }
}

/// Whether a key has a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Given<'a> {
    Yes(&'a MountField),
    No,
    /// Only the build knows.
    Unknown,
}

fn is_number(value: &str, radix: u32) -> bool {
    !value.starts_with('+') && u32::from_str_radix(value, radix).is_ok()
}

/// A number, which may be a fraction, and a binary unit: `b`, `k`, `kb`, `kib`, and so on up to `p`, in any case.
fn is_size(value: &str) -> bool {
    let Some(last) = value.rfind(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' ')) else { return false };
    let number = value[..=last].strip_suffix(' ').unwrap_or(&value[..=last]);
    let unit = value[last + 1..].to_ascii_lowercase();
    let prefix = unit.strip_suffix("ib").filter(|prefix| !prefix.is_empty());
    let prefix = prefix.or_else(|| unit.strip_suffix('b')).unwrap_or(&unit);
    number.parse::<f64>().is_ok_and(|number| number >= 0.0) && matches!(prefix, "" | "k" | "m" | "g" | "t" | "p")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::dockerfile::Dockerfile;
    use crate::syntax::dockerfile;

    fn errors(list: &str) -> Vec<(String, String)> {
        let text = format!("FROM scratch\nARG GIVEN\nARG KNOWN=cache\nRUN --mount={list} x\n");
        let tree = dockerfile::parse(&text);
        let model = Dockerfile::new(&tree);
        let run = model.instruction(3).expect("four instructions");
        run.mounts()
            .flat_map(|mount| mount.errors(false))
            .map(|error| (error.span.slice(&text).to_owned(), error.kind.to_string()))
            .collect()
    }

    fn places(list: &str) -> Vec<String> {
        errors(list).into_iter().map(|(place, _)| place).collect()
    }

    #[test]
    fn sound_mounts() {
        for list in [
            "target=/a",
            "type=$KNOWN,target=/a,uid=1,mode=0755,sharing=LOCKED",
            "type=$GIVEN,size=1",
            "type=tmpfs,size=1.5gb,dst=/a",
            "type=secret,id=a,required",
            "type=secret,target=/run/a,env=A",
            "type=ssh,required=true",
            "from=x,src=/a,destination=/b,ro",
            "'\"target=/a,b\",rw=false'",
            "target=$GIVEN",
        ] {
            assert_eq!(errors(list), [], "{list}");
        }
    }

    #[test]
    fn each_mistake_is_told_at_its_place() {
        assert_eq!(places("type=bnd,target=/a"), ["bnd"]);
        assert_eq!(places("target=/a,foo=1,z"), ["foo=1", "z"]);
        assert_eq!(places("target"), ["target"]);
        assert_eq!(places("target=/a,type=cache,sharing=lock,uid=a,gid=-1,mode=0999"), ["lock", "a", "-1", "0999"]);
        assert_eq!(places("target=/a,size=1"), ["size=1"]);
        assert_eq!(places("target=/a,required"), ["required"]);
        assert_eq!(places("type=tmpfs,target=/a,size=1x"), ["1x"]);
        assert_eq!(places("target=/a,mode=0755,sharing=shared"), ["mode=0755", "sharing=shared"]);
        assert_eq!(places("type=secret,id=a,from=b,sharing=shared"), ["from=b", "sharing=shared"]);
        assert_eq!(places("type=secret,id=a,source=b"), ["source=b"]);
        assert_eq!(places("type=ssh,source=b"), ["source=b"]);
        assert_eq!(places("type=secret"), ["type=secret"]);
        assert_eq!(places("type=cache,id=a"), ["type=cache,id=a"]);
        assert_eq!(places("type=cache,target=/"), ["/"]);
        assert_eq!(places("ro=maybe,target=/a"), ["maybe"]);
    }

    #[test]
    fn a_key_before_its_type_is_too_early() {
        let found = errors("required=true,type=secret,id=a");
        assert_eq!(found, [("required=true".into(), "a mount of type `bind` has no `required`".into())]);
    }

    #[test]
    fn sizes_are_those_of_docker() {
        for valid in ["0", "512", "1.5k", "64MB", "64mib", "1 g", "2T", "1b", "1 kb"] {
            assert!(is_size(valid), "{valid}");
        }
        for invalid in ["", "m", "1x", "-1", "1kbb", "1 kibs", "k1", "1ib"] {
            assert!(!is_size(invalid), "{invalid}");
        }
    }
}
