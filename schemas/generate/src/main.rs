//! Makes `schemas/kubernetes.bin` from what `schemas/fetch.sh` fetched; see `schemas/README.md`.
//!
//! Reads the definitions of every release (`definitions`), what only the Go types say (`go`), merges the releases into
//! one catalogue (`catalogue`) and lays that out in words (`encode`). The same input gives the same bytes.

mod catalogue;
mod definitions;
mod description;
mod encode;
#[path = "../../../src/schema/format.rs"]
mod format;
mod go;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::catalogue::Catalogue;
use crate::definitions::Definitions;
use crate::go::GoTypes;

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let Some(fetched) = arguments.next() else {
        bail!("usage: shipworthy-schemas FETCHED [TABLE]\n\nFETCHED is the folder that schemas/fetch.sh filled");
    };
    let table = arguments.next().unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../kubernetes.bin"));

    let releases = releases(&fetched.join("python/kubernetes_validate/kubernetes-json-schema"))?;
    let (Some(&oldest), Some(&newest)) = (releases.keys().next(), releases.keys().next_back()) else {
        bail!("{} holds no release", fetched.display());
    };
    let mut catalogue = Catalogue::new(oldest);
    for (&minor, folder) in &releases {
        let definitions = Definitions::read(&folder.join("_definitions.json"))?;
        let go = GoTypes::read(&fetched.join(format!("go/k8s.io/api@v0.{minor}.0")))?;
        catalogue.add(minor, &definitions, &go).with_context(|| format!("release 1.{minor}"))?;
    }
    let bytes = encode::encode(&catalogue, oldest, newest)?;
    std::fs::write(&table, &bytes).with_context(|| format!("cannot write {}", table.display()))?;
    println!("1.{oldest} to 1.{newest}: {catalogue}, {} bytes", bytes.len());
    Ok(())
}

/// The folders of the strict flavour (the one that says which objects are closed), by minor number.
fn releases(package: &Path) -> Result<BTreeMap<u32, PathBuf>> {
    /// Releases before this one are out of every vendor's support.
    const OLDEST: u32 = 25;
    let entries = std::fs::read_dir(package).with_context(|| format!("cannot read {}", package.display()))?;
    let mut releases = BTreeMap::new();
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let minor = name.strip_prefix("v1.").and_then(|rest| rest.strip_suffix(".0-local-strict"));
        if let Some(minor) = minor.and_then(|minor| minor.parse().ok())
            && minor >= OLDEST
        {
            releases.insert(minor, path);
        }
    }
    Ok(releases)
}
