//! What only the Go types of `k8s.io/api` say: the values of closed enumerations (`+enum`), which the API server
//! publishes but the released OpenAPI file leaves out, and whether a kind lives in a namespace (`+genclient`).
//!
//! Reads gofmt's layout line by line; it is no parser of Go.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

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
    constants: BTreeMap<Name, BTreeSet<String>>,
    structs: BTreeMap<Name, Vec<Field>>,
    scopes: BTreeMap<Name, Scope>,
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
    pub(crate) fn values(&self, definition: &str, property: &str) -> Option<&BTreeSet<String>> {
        let ty = self.field_type(&name_of(definition)?, property)?;
        self.enumerations.get(ty).and_then(|ty| self.constants.get(ty))
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
        let fields = self.structs.get(name)?;
        let named = fields.iter().find(|field| field.key.as_deref() == Some(key)).map(|field| &field.ty);
        named.or_else(|| {
            let inlined = fields.iter().filter(|field| field.key.is_none());
            inlined.filter_map(|field| self.field_type(&field.ty, key)).next()
        })
    }

    fn add(&mut self, package: &str, source: &str) {
        let mut imports: HashMap<&str, &str> = HashMap::new();
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
                    let name = (package.to_owned(), name.to_owned());
                    if comments.contains(&"+genclient") {
                        let cluster = comments.contains(&"+genclient:nonNamespaced");
                        self.scopes.insert(name.clone(), if cluster { Scope::Cluster } else { Scope::Namespaced });
                    }
                    self.structs.insert(name.clone(), Vec::new());
                    current = Some(name);
                }
                ["type", name, "string", ..] if comments.contains(&"+enum") => {
                    self.enumerations.insert((package.to_owned(), name.to_owned()));
                }
                [alias, path] if path.starts_with("\"k8s.io/api/") => {
                    imports.insert(alias, path.trim_matches('"').trim_start_matches("k8s.io/api/"));
                }
                ["}"] => current = None,
                _ => {
                    let fields = current.as_ref().and_then(|name| self.structs.get_mut(name));
                    if let Some(fields) = fields {
                        fields.extend(field(package, &imports, line, &words));
                    } else {
                        self.add_constant(package, line, &words);
                    }
                }
            }
            comments.clear();
        }
    }

    /// `RestartPolicyAlways RestartPolicy = "Always"`, alone or after `const`.
    fn add_constant(&mut self, package: &str, line: &str, words: &[&str]) {
        let words = words.strip_prefix(&["const"]).unwrap_or(words);
        let [_, ty, "=", ..] = words else { return };
        let Some(value) = line.split('"').nth(1) else { return };
        self.constants.entry((package.to_owned(), (*ty).to_owned())).or_default().insert(value.to_owned());
    }
}

/// ``RestartPolicy RestartPolicy `json:"restartPolicy,omitempty" protobuf:"…"` ``, or an embedded type.
fn field(package: &str, imports: &HashMap<&str, &str>, line: &str, words: &[&str]) -> Option<Field> {
    let (ty, tag_at) = if words[0].starts_with('`') {
        return None;
    } else if words.get(1)?.starts_with('`') {
        (words[0], 1)
    } else {
        (words[1], 2)
    };
    let tag = line.split("json:\"").nth(1)?.split('"').next()?;
    let key = tag.split(',').next().filter(|key| !key.is_empty()).map(str::to_owned);
    if key.is_none() && tag_at == 2 {
        return None;
    }
    let ty = ty.rsplit([']', '*']).next()?;
    let ty = match ty.split_once('.') {
        Some((alias, name)) => ((*imports.get(alias)?).to_owned(), name.to_owned()),
        None => (package.to_owned(), ty.to_owned()),
    };
    Some(Field { key, ty })
}

/// The Go type of a definition: `core.v1.PodSpec` is `PodSpec` in `core/v1`.
fn name_of(definition: &str) -> Option<Name> {
    let (package, name) = definition.rsplit_once('.')?;
    Some((package.replace('.', "/"), name.to_owned()))
}

fn folders(parent: &Path) -> Result<Vec<std::path::PathBuf>> {
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
	ProtocolUDP Protocol = "UDP"
)

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
	List []Protocol `json:"list"`
	Free string `json:"free"`
}
"#;

    fn types() -> GoTypes {
        let mut types = GoTypes::default();
        types.add("core/v1", "// +enum\ntype PullPolicy string\nconst PullAlways PullPolicy = \"Always\"\n");
        types.add("net/v1", SOURCE);
        types
    }

    #[test]
    fn values_are_found_through_pointers_maps_lists_imports_and_embedding() {
        let types = types();
        let values = |property| types.values("net.v1.Node", property).map(|values| values.iter().collect::<Vec<_>>());
        assert_eq!(values("ports").expect("a map of pointers"), ["TCP", "UDP"]);
        assert_eq!(values("list").expect("a list in an embedded struct"), ["TCP", "UDP"]);
        assert_eq!(values("pull").expect("a type of another package"), ["Always"]);
        assert_eq!(values("free"), None);
        assert_eq!(values("absent"), None);
    }

    #[test]
    fn scope_is_read_across_the_empty_line() {
        assert_eq!(types().scope("net.v1.Node"), Some(Scope::Cluster));
        assert_eq!(types().scope("net.v1.Common"), None);
    }
}
