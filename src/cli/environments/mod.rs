//! Which inputs are applied together: the folders of kustomizations and charts are environments of their own; the rest of a
//! run is one, unless folders in it define the same objects.

mod variants;

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use self::variants::File;
use super::discover::{Content, Input, Origin};
use crate::model::k8s::facts::ObjectFacts;
use crate::model::k8s::{Completion, KUSTOMIZATION_FILES, Kustomization};

/// What marks the folder of a chart.
const CHART_FILE: &str = "Chart.yaml";

/// Inputs that are applied together.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Environment {
    /// The inputs by number, in order, with the namespace that each is put into.
    pub(super) inputs: Vec<(usize, Option<String>)>,
    /// Whether nothing else is applied with them.
    pub(super) is_complete: bool,
}

/// The environments of a run.
#[derive(Debug, Default)]
pub(super) struct Environments {
    folders: Folders,
    /// The absolute path of each input that is a file.
    paths: Vec<Option<PathBuf>>,
    patches: HashSet<PathBuf>,
    /// The kustomizations that take a file or folder in, by its path.
    taken_in_by: HashMap<PathBuf, Vec<usize>>,
}

/// Folders with a kustomization or a chart, each read once.
#[derive(Debug, Default)]
struct Folders {
    /// The nearest such folder at or above each folder, by its number.
    nearest: HashMap<PathBuf, Option<usize>>,
    known: Vec<(PathBuf, Marker)>,
}

#[derive(Debug)]
enum Marker {
    Kustomization(Kustomization),
    Chart,
}

impl Environments {
    /// Looks for kustomizations and charts at and above the folders of `inputs`.
    pub(super) fn of(inputs: &[Input]) -> Self {
        let mut environments = Self::default();
        for input in inputs {
            let path = match &input.content {
                Content::File(path) if is_data(path) => Some(absolute(path)),
                _ => None,
            };
            if let Some(folder) = path.as_deref().and_then(Path::parent) {
                environments.folders.nearest(folder);
            }
            environments.paths.push(path);
        }
        for (index, (folder, marker)) in environments.folders.known.iter().enumerate() {
            if let Marker::Kustomization(kustomization) = marker {
                for resource in &kustomization.resources {
                    environments.taken_in_by.entry(join(folder, resource)).or_default().push(index);
                }
                environments.patches.extend(kustomization.patches.iter().map(|patch| join(folder, patch)));
            }
        }
        environments
    }

    /// Whether the input with this number is a patch of a kustomization, which is no object by itself.
    pub(super) fn is_patch(&self, input: usize) -> bool {
        !self.patches.is_empty() && self.paths[input].as_ref().is_some_and(|path| self.patches.contains(path))
    }

    /// What kustomizations write into the objects of the input with this number: those that take it in, and those that take
    /// these in.
    pub(super) fn completion(&self, input: usize) -> Completion {
        let mut completion = Completion::default();
        let mut entered = HashSet::new();
        let mut open: Vec<&Path> = self.paths[input].as_deref().into_iter().collect();
        while let Some(path) = open.pop() {
            for &index in self.taken_in_by.get(path).into_iter().flatten() {
                let (folder, marker) = &self.folders.known[index];
                if let (Marker::Kustomization(kustomization), true) = (marker, entered.insert(index)) {
                    completion.add(&kustomization.completion);
                    open.push(folder);
                }
            }
        }
        completion
    }

    /// Whether the input with this number is a template of a chart.
    pub(super) fn is_chart_template(&self, input: usize) -> bool {
        let Some(path) = &self.paths[input] else { return false };
        let Some((folder, Marker::Chart)) = self.folder_of(input).map(|index| &self.folders.known[index]) else {
            return false;
        };
        path.strip_prefix(folder).is_ok_and(|below| below.starts_with("templates"))
    }

    fn folder_of(&self, input: usize) -> Option<usize> {
        let folder = self.paths[input].as_deref()?.parent()?;
        self.folders.nearest.get(folder).copied().flatten()
    }

    /// The environments: one for each kustomization that no other one takes in, with all that it takes in; one for each chart;
    /// those of the rest. `objects` tells what is in an input.
    pub(super) fn list<'f>(&self, inputs: &[Input], objects: impl Fn(usize) -> &'f [ObjectFacts]) -> Vec<Environment> {
        let mut members = vec![Vec::new(); self.folders.known.len()];
        let mut rest = Vec::new();
        for (index, input) in inputs.iter().enumerate() {
            match self.folder_of(index) {
                Some(folder) => members[folder].push(index),
                None => rest.push(File { input: index, path: &input.shown, objects: objects(index) }),
            }
        }
        // Without objects there is nothing to be told apart.
        rest.retain(|file| !file.objects.is_empty());
        let is_complete = rest.iter().all(|file| inputs[file.input].origin == Origin::Found);
        let mut environments: Vec<_> = variants::split(&rest)
            .into_iter()
            .map(|part| Environment { inputs: part.into_iter().map(|index| (index, None)).collect(), is_complete })
            .collect();
        let by_folder: HashMap<_, _> =
            self.folders.known.iter().enumerate().map(|(index, (folder, _))| (&**folder, index)).collect();
        let by_path: HashMap<_, _> =
            self.paths.iter().enumerate().filter_map(|(index, path)| Some((&**path.as_ref()?, index))).collect();
        let taken: HashSet<_> = self.known_resources().filter_map(|path| by_folder.get(&*path).copied()).collect();
        for root in (0..self.folders.known.len()).filter(|index| !taken.contains(index)) {
            let mut whole = Closure { is_complete: true, inputs: HashMap::new() };
            // Kustomizations may take in one another in a circle, which kustomize refuses: each is entered once.
            let mut entered = HashSet::from([root]);
            let mut open = vec![(root, None)];
            while let Some((index, outer)) = open.pop() {
                let (folder, marker) = &self.folders.known[index];
                let Marker::Kustomization(kustomization) = marker else {
                    whole.is_complete = false;
                    whole.add(&members[index], None);
                    continue;
                };
                let namespace = outer.or(kustomization.namespace.as_ref());
                whole.is_complete &= !kustomization.takes_in_more;
                whole.add(&members[index], namespace);
                for resource in &kustomization.resources {
                    let path = join(folder, resource);
                    match (by_folder.get(&*path), by_path.get(&*path)) {
                        (Some(&index), _) if entered.insert(index) => open.push((index, namespace)),
                        (Some(_), _) => {}
                        (None, Some(&index)) => whole.add(&[index], namespace),
                        (None, None) => whole.is_complete = false,
                    }
                }
            }
            environments.push(whole.finish(inputs));
        }
        environments.retain(|environment| !environment.inputs.is_empty());
        environments
    }

    fn known_resources(&self) -> impl Iterator<Item = PathBuf> {
        self.folders.known.iter().flat_map(|(folder, marker)| {
            let resources = match marker {
                Marker::Kustomization(kustomization) => &kustomization.resources[..],
                Marker::Chart => &[],
            };
            resources.iter().map(|resource| join(folder, resource))
        })
    }
}

struct Closure<'k> {
    inputs: HashMap<usize, Option<&'k String>>,
    is_complete: bool,
}

impl<'k> Closure<'k> {
    fn add(&mut self, inputs: &[usize], namespace: Option<&'k String>) {
        self.inputs.extend(inputs.iter().map(|input| (*input, namespace)));
    }

    fn finish(self, all: &[Input]) -> Environment {
        let mut inputs: Vec<_> =
            self.inputs.into_iter().map(|(index, namespace)| (index, namespace.cloned())).collect();
        inputs.sort_by_key(|(index, _)| *index);
        let is_complete = self.is_complete && inputs.iter().all(|(index, _)| all[*index].origin == Origin::Found);
        Environment { inputs, is_complete }
    }
}

impl Folders {
    /// Finds the nearest kustomization or chart at or above `folder`, not beyond the root of a repository.
    fn nearest(&mut self, folder: &Path) -> Option<usize> {
        let mut passed = Vec::new();
        let mut found = None;
        for folder in folder.ancestors() {
            if let Some(known) = self.nearest.get(folder) {
                found = *known;
                break;
            }
            passed.push(folder.to_owned());
            if let Some(marker) = Marker::read(folder) {
                found = Some(self.known.len());
                self.known.push((folder.to_owned(), marker));
                break;
            }
            if folder.join(".git").exists() {
                break;
            }
        }
        self.nearest.extend(passed.into_iter().map(|folder| (folder, found)));
        found
    }
}

impl Marker {
    fn read(folder: &Path) -> Option<Self> {
        for name in KUSTOMIZATION_FILES {
            let path = folder.join(name);
            if path.is_file() {
                let text = fs::read_to_string(&path).unwrap_or_default();
                return Some(Self::Kustomization(Kustomization::read(&text)));
            }
        }
        folder.join(CHART_FILE).is_file().then_some(Self::Chart)
    }
}

/// Whether a file's name is one of YAML or JSON, so that it may hold objects.
fn is_data(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    ["yaml", "yml", "json"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).map_or_else(|_| path.to_owned(), |path| join(&path, ""))
}

/// `path` seen from `folder`, without `.` and `..`, whatever exists.
fn join(folder: &Path, path: &str) -> PathBuf {
    let mut joined = PathBuf::new();
    for part in folder.join(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                joined.pop();
            }
            part => joined.push(part),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with `files`, the environments of what is in it, and the names of their inputs.
    fn environments(files: &[(&str, &str)]) -> Vec<(Vec<String>, bool)> {
        let folder = tempfile::tempdir().expect("a folder for the test");
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is ours");
            fs::write(path, text).expect("the folder is ours");
        }
        fs::create_dir(folder.path().join(".git")).expect("the folder is ours");
        let mut inputs: Vec<_> = files
            .iter()
            .map(|(name, _)| Input {
                shown: (*name).to_owned(),
                origin: Origin::Found,
                content: Content::File(folder.path().join(name)),
            })
            .collect();
        inputs.sort_by(|a, b| a.shown.cmp(&b.shown));
        let objects: Vec<_> = inputs.iter().map(|input| [variants::tests::object(&input.shown)]).collect();
        let found = Environments::of(&inputs).list(&inputs, |index| &objects[index]);
        let name = |(index, namespace): (usize, Option<String>)| {
            let namespace = namespace.map_or_else(String::new, |namespace| format!(" in {namespace}"));
            format!("{}{namespace}", inputs[index].shown)
        };
        found
            .into_iter()
            .map(|environment| (environment.inputs.into_iter().map(name).collect(), environment.is_complete))
            .collect()
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn folders_without_a_mark_are_one() {
        let found = environments(&[("a/x.yaml", ""), ("b/c/y.yml", ""), ("Dockerfile", "")]);
        assert_eq!(found, [(names(&["Dockerfile", "a/x.yaml", "b/c/y.yml"]), true)]);
    }

    #[test]
    fn an_overlay_takes_in_its_base() {
        let found = environments(&[
            ("base/kustomization.yaml", "resources: [web.yaml]"),
            ("base/web.yaml", ""),
            ("prod/kustomization.yaml", "namespace: prod\nresources: [../base]"),
            ("dev/kustomization.yaml", "resources: [../base, https://example.com/more.yaml]"),
            ("other.yaml", ""),
        ]);
        let base = ["base/kustomization.yaml", "base/web.yaml"];
        let prod = ["base/kustomization.yaml in prod", "base/web.yaml in prod", "prod/kustomization.yaml in prod"];
        assert_eq!(
            found,
            [
                (names(&["other.yaml"]), true),
                (names(&[base[0], base[1], "dev/kustomization.yaml"]), false),
                (names(&prod), true),
            ]
        );
    }

    #[test]
    fn what_overlays_write_reaches_the_files_of_their_bases() {
        let inputs = |folder: &Path, names: &[&str]| {
            let input = |name: &&str| Input {
                shown: (*name).to_owned(),
                origin: Origin::Found,
                content: Content::File(folder.join(name)),
            };
            names.iter().map(input).collect::<Vec<_>>()
        };
        let folder = tempfile::tempdir().expect("a folder for the test");
        let files = [
            ("base/kustomization.yaml", "resources: [web.yaml]\ncommonLabels: {app: web}"),
            ("prod/kustomization.yaml", "resources: [../base]\nimages: [{name: web, newTag: '1'}]"),
            ("base/web.yaml", ""),
            ("base/other.yaml", ""),
        ];
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is ours");
            fs::write(path, text).expect("the folder is ours");
        }
        fs::create_dir(folder.path().join(".git")).expect("the folder is ours");
        let environments = Environments::of(&inputs(folder.path(), &files.map(|(name, _)| name)));
        let web = environments.completion(2);
        assert!(web.selectors && web.has_image("web"));
        assert_eq!(environments.completion(3), Completion::default());
    }

    #[test]
    fn a_chart_stands_alone_and_is_never_whole() {
        let found = environments(&[("chart/Chart.yaml", ""), ("chart/crds/x.yaml", ""), ("y.yaml", "")]);
        assert_eq!(found, [(names(&["y.yaml"]), true), (names(&["chart/Chart.yaml", "chart/crds/x.yaml"]), false)]);
    }
}
