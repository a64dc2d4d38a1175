//! What only the Go types of `k8s.io/api` say: the values of closed enumerations (`+enum`), which the API server
//! publishes but the released OpenAPI file leaves out, and whether a kind lives in a namespace (`+genclient`).
//!
//! Reads gofmt's layout line by line; it is no parser of Go.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// A Go type: its package within the module (`core/v1`), its name.
type Name = (String, String);

/// Where objects of a kind live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    Namespaced,
    Cluster,
}

#[derive(Debug, Default)]
pub(crate) struct GoTypes {
    enumerations: BTreeSet<Name>,
    /// `type Rule = v1.Rule`.
    aliases: BTreeMap<Name, Name>,
    constants: BTreeMap<Name, Constant>,
    structs: BTreeMap<Name, Vec<Field>>,
    scopes: BTreeMap<Name, Scope>,
}

#[derive(Debug)]
struct Constant {
    ty: Name,
    value: Expression,
}

#[derive(Debug)]
enum Expression {
    Literal(String),
    /// Another constant.
    Constant(Name),
}

#[derive(Debug)]
struct Field {
    /// Its key in JSON; none when the fields of its type stand in its place.
    key: Option<String>,
    ty: Name,
}

impl GoTypes {
    /// Reads `<group>/<version>/*.go` of the module unpacked at `module`.
    pub(crate) fn read(module: &Path) -> Result<Self> {
        let mut types = Self::default();
        for group in folders(module)? {
            for version in folders(&group)? {
                let package = version.strip_prefix(module)?.to_string_lossy().replace('\\', "/");
                for entry in std::fs::read_dir(&version)? {
                    let path = entry?.path();
                    let name = path.file_name().unwrap_or_default().to_string_lossy();
                    let generated = name.starts_with("zz_generated") || name.starts_with("generated");
                    if name.ends_with(".go") && !name.ends_with("_test.go") && !generated {
                        types.add(&package, &std::fs::read_to_string(&path)?);
                    }
                }
            }
        }
        Ok(types)
    }

    /// The values of the property of a definition (`core.v1.PodSpec`, `restartPolicy`), of its items or its map's
    /// values, if they are a closed enumeration.
    pub(crate) fn values(&self, definition: &str, property: &str) -> Option<BTreeSet<String>> {
        let ty = self.actual(self.field_type(&name_of(definition)?, property)?);
        let constants = self.constants.values().filter(|constant| self.actual(&constant.ty) == ty);
        self.enumerations.contains(ty).then(|| constants.filter_map(|constant| self.literal(constant)).collect())
    }

    /// Where objects of a definition live, if the API serves them as a resource of their own.
    pub(crate) fn scope(&self, definition: &str) -> Option<Scope> {
        // Their Go types are not in `k8s.io/api`.
        if matches!(definition, "apiextensions.v1.CustomResourceDefinition" | "apiregistration.v1.APIService") {
            return Some(Scope::Cluster);
        }
        self.scopes.get(&name_of(definition)?).copied()
    }

    fn field_type(&self, name: &Name, key: &str) -> Option<&Name> {
        let fields = self.structs.get(self.actual(name))?;
        let named = fields.iter().find(|field| field.key.as_deref() == Some(key)).map(|field| &field.ty);
        named.or_else(|| {
            let embedded = fields.iter().filter(|field| field.key.is_none());
            embedded.filter_map(|field| self.field_type(&field.ty, key)).next()
        })
    }

    fn actual<'a>(&'a self, name: &'a Name) -> &'a Name {
        self.aliases.get(name).map_or(name, |target| self.actual(target))
    }

    fn literal(&self, constant: &Constant) -> Option<String> {
        match &constant.value {
            Expression::Literal(text) => Some(text.clone()),
            Expression::Constant(name) => self.literal(self.constants.get(name)?),
        }
    }

    fn add(&mut self, package: &str, source: &str) {
        let mut file = File { package, imports: HashMap::new() };
        // The comments since the last line of code: markers apply across empty lines.
        let mut comments: Vec<&str> = Vec::new();
        let mut current: Option<Name> = None;
        for line in source.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            if words.is_empty() {
                continue;
            }
            if words[0].starts_with("//") {
                comments.push(line.trim_start().trim_start_matches('/').trim());
                continue;
            }
            match words[..] {
                ["type", name, "struct", "{"] => {
                    let name = file.name(name);
                    if comments.contains(&"+genclient") {
                        let cluster = comments.contains(&"+genclient:nonNamespaced");
                        self.scopes.insert(name.clone(), if cluster { Scope::Cluster } else { Scope::Namespaced });
                    }
                    self.structs.insert(name.clone(), Vec::new());
                    current = Some(name);
                }
                ["type", name, "string", ..] if comments.contains(&"+enum") => {
                    self.enumerations.insert(file.name(name));
                }
                ["type", name, "=", target, ..] => {
                    self.aliases.insert(file.name(name), file.name(target));
                }
                [.., path] if path.starts_with("\"k8s.io/api/") => file.import(&words, path),
                ["}"] => current = None,
                _ => {
                    let fields = current.as_ref().and_then(|name| self.structs.get_mut(name));
                    match fields {
                        Some(fields) => fields.extend(file.field(line, &words)),
                        None => self.constants.extend(file.constant(line, &words)),
                    }
                }
            }
            comments.clear();
        }
    }
}

/// What the names in a file mean.
struct File<'a> {
    package: &'a str,
    /// Packages of the module, by the name that the file gives them.
    imports: HashMap<&'a str, &'a str>,
}

impl<'a> File<'a> {
    fn import(&mut self, words: &[&'a str], path: &'a str) {
        let path = path.trim_matches('"').trim_start_matches("k8s.io/api/");
        let name = if words.len() > 1 { words[0] } else { path.rsplit('/').next().unwrap_or(path) };
        self.imports.insert(name, path);
    }

    fn name(&self, name: &str) -> Name {
        let (package, name) = name.split_once('.').unwrap_or((self.package, name));
        (self.imports.get(package).copied().unwrap_or(package).to_owned(), name.to_owned())
    }

    /// ``RestartPolicy RestartPolicy `json:"restartPolicy,omitempty" protobuf:"…"` ``, or an embedded type and its tag.
    fn field(&self, line: &str, words: &[&str]) -> Option<Field> {
        let (ty, is_embedded) = match words {
            [ty, tag, ..] if tag.starts_with('`') => (ty, true),
            [_, ty, tag, ..] if tag.starts_with('`') => (ty, false),
            _ => return None,
        };
        let key = line.split("json:\"").nth(1)?.split([',', '"']).next().filter(|key| !key.is_empty());
        if key.is_none() && !is_embedded {
            return None;
        }
        Some(Field { key: key.map(str::to_owned), ty: self.name(ty.rsplit([']', '*']).next()?) })
    }

    /// `Exact PathType = "Exact"` or `Exact = PathType("Exact")`, alone or after `const`; a constant may stand for the
    /// text.
    fn constant(&self, line: &str, words: &[&str]) -> Option<(Name, Constant)> {
        let (name, ty, value) = match words.strip_prefix(&["const"]).unwrap_or(words) {
            [name, ty, "=", value, ..] => (name, *ty, *value),
            [name, "=", value, ..] => {
                let (ty, value) = value.split_once('(')?;
                (name, ty, value.trim_end_matches(')'))
            }
            _ => return None,
        };
        let value = if value.starts_with('"') {
            Expression::Literal(line.split('"').nth(1)?.to_owned())
        } else {
            Expression::Constant(self.name(value))
        };
        Some((self.name(name), Constant { ty: self.name(ty), value }))
    }
}

/// The Go type of a definition: `core.v1.PodSpec` is `PodSpec` in `core/v1`.
fn name_of(definition: &str) -> Option<Name> {
    let (package, name) = definition.rsplit_once('.')?;
    Some((package.replace('.', "/"), name.to_owned()))
}

fn folders(parent: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(parent).with_context(|| format!("cannot read {}", parent.display()))?;
    let mut folders: Vec<_> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()).collect();
    folders.sort();
    Ok(folders)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = r#"
package v1

import (
	v1 "k8s.io/api/core/v1"
)

// Protocol defines network protocols.
// +enum
type Protocol string

const (
	// ProtocolTCP is the TCP protocol.
	ProtocolTCP Protocol = "TCP"
	ProtocolUDP          = Protocol("UDP")
	ProtocolLite Protocol = "UDP lite" // with a space
	ProtocolOther        = Protocol(v1.Other)
)

type Pull = v1.PullPolicy

// +genclient
// +genclient:nonNamespaced
// +k8s:deepcopy-gen:interfaces=k8s.io/apimachinery/pkg/runtime.Object

// Node is a worker.
type Node struct {
	metav1.TypeMeta `json:",inline"`
	// Ports by name.
	Ports map[string]*Protocol `json:"ports,omitempty" protobuf:"bytes,1,opt,name=ports"`
	Common `json:",inline" protobuf:"bytes,2,opt,name=common"`
}

type Common struct {
	Pull v1.PullPolicy `json:"pull"`
	Push Pull `json:"push"`
	List []Protocol `json:"list"`
	Free string `json:"free"`
}
"#;

    fn types() -> GoTypes {
        let mut types = GoTypes::default();
        types.add(
            "core/v1",
            "// +enum\ntype PullPolicy string\nconst PullAlways PullPolicy = \"Always\"\nconst Other Text = \"SCTP\"\n",
        );
        types.add("net/v1", SOURCE);
        types
    }

    #[test]
    fn values_are_found_through_whatever_go_names_them_by() {
        let types = types();
        let values = |property| types.values("net.v1.Node", property).map(Vec::from_iter);
        assert_eq!(values("ports").expect("a map of pointers"), ["SCTP", "TCP", "UDP", "UDP lite"]);
        assert_eq!(values("list").expect("a list in an embedded struct"), ["SCTP", "TCP", "UDP", "UDP lite"]);
        assert_eq!(values("pull").expect("a type of another package"), ["Always"]);
        assert_eq!(values("push").expect("an alias of it"), ["Always"]);
        assert_eq!(values("free"), None);
        assert_eq!(values("absent"), None);
    }

    #[test]
    fn scope_is_read_across_the_empty_line() {
        assert_eq!(types().scope("net.v1.Node"), Some(Scope::Cluster));
        assert_eq!(types().scope("net.v1.Common"), None);
    }
}
