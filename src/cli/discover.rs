//! Files to check: what the paths on the command line mean. Reads folders, never a file.

use std::fs::{self, FileType};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use globset::{GlobBuilder, GlobMatcher};
use ignore::{DirEntry, WalkBuilder, WalkState};

use super::arguments::Command;
use super::failure::{Failure, reason};
use crate::engine::Language;
use crate::text::nearest;

/// Entries up to which one thread is faster: those of a parallel walk sleep for a millisecond whenever they find nothing
/// to do.
const SMALL_TREE: usize = 1_000;

/// Something to check.
#[derive(Debug)]
pub(super) struct Input {
    /// The path as people know it.
    pub(super) shown: String,
    /// How it came here.
    pub(super) origin: Origin,
    /// Where its text is.
    pub(super) content: Content,
}

/// How a file came to be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    /// The user named it, so it is what its contents say.
    Named,
    /// It lay in a folder.
    Found,
}

/// Where a text is.
#[derive(Debug)]
pub(super) enum Content {
    /// In a file.
    File(PathBuf),
    /// On standard input.
    Stdin,
    /// Nowhere, for this reason.
    Unreadable(String),
}

/// The inputs that `paths` mean, each once, in order of the path that people know.
///
/// # Errors
/// When a path or a glob leads nowhere.
pub(super) fn discover(
    paths: &[PathBuf],
    stdin_filename: Option<&Path>,
    threads: usize,
) -> Result<Vec<Input>, Failure> {
    let here = [PathBuf::from(if stdin_filename.is_some() { "-" } else { "." })];
    let paths = if paths.is_empty() { &here } else { paths };
    let mut found = Found { working_folder: std::env::current_dir().ok(), inputs: Vec::new() };
    for path in paths {
        if path.as_os_str() == "-" {
            let shown = stdin_filename.map_or_else(|| "<stdin>".to_owned(), |path| found.shown(path));
            found.inputs.push(Input { shown, origin: Origin::Named, content: Content::Stdin });
            continue;
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => found.walk(path, None, threads),
            Ok(metadata) => found.push_named(path, metadata.file_type()),
            Err(error) => match Glob::read(path) {
                Some(glob) => {
                    let before = found.inputs.len();
                    if glob.folder.is_dir() {
                        found.walk(&glob.folder, Some(&glob.matcher), threads);
                    }
                    if found.inputs.len() == before {
                        return Err(Failure::NothingMatches { pattern: glob.pattern });
                    }
                }
                None if error.kind() == std::io::ErrorKind::NotFound && fs::symlink_metadata(path).is_err() => {
                    let word = path.to_str().unwrap_or_default();
                    let command = nearest(word, Command::NAMES)
                        .and_then(|name| Command::NAMES.into_iter().find(|command| *command == name));
                    return Err(Failure::NoSuchPath { path: path.clone(), command });
                }
                None => found.push_unreadable(path, Origin::Named, reason(&error)),
            },
        }
    }
    if stdin_filename.is_some() && !found.inputs.iter().any(|input| matches!(input.content, Content::Stdin)) {
        return Err(Failure::StdinNotRead);
    }
    let mut inputs = found.inputs;
    inputs.sort_by(|a, b| (&a.shown, a.origin).cmp(&(&b.shown, b.origin)));
    inputs.dedup_by(|later, earlier| later.shown == earlier.shown);
    Ok(inputs)
}

/// A glob on the command line, for shells that do not expand it.
struct Glob {
    pattern: String,
    matcher: GlobMatcher,
    /// The folder that all matches are in.
    folder: PathBuf,
}

impl Glob {
    /// `path` as a glob; `None` when it has nothing of one, or is none.
    fn read(path: &Path) -> Option<Self> {
        let is_special = |text: &str| text.contains(['*', '?', '[', '{']);
        let pattern = path.to_str().filter(|text| is_special(text))?;
        let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
        let matcher = GlobBuilder::new(pattern).literal_separator(true).build().ok()?.compile_matcher();
        let plain = Path::new(pattern)
            .components()
            .take_while(|part| part.as_os_str().to_str().is_some_and(|part| !is_special(part)));
        let folder: PathBuf = plain.collect();
        let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
        Some(Self { pattern: pattern.to_owned(), matcher, folder })
    }
}

struct Found {
    working_folder: Option<PathBuf>,
    inputs: Vec<Input>,
}

impl Found {
    /// `path` as reached from the working folder, with forward slashes and without `./`.
    fn shown(&self, path: &Path) -> String {
        let relative = self.working_folder.as_deref().and_then(|folder| path.strip_prefix(folder).ok());
        let path = relative.unwrap_or(path);
        let parts = path.components().filter(|part| *part != Component::CurDir);
        let shown = parts.collect::<PathBuf>();
        let shown = shown.to_string_lossy();
        if cfg!(windows) { shown.replace('\\', "/") } else { shown.into_owned() }
    }

    fn push_unreadable(&mut self, path: &Path, origin: Origin, reason: String) {
        let shown = self.shown(path);
        self.inputs.push(Input { shown, origin, content: Content::Unreadable(reason) });
    }

    fn push_named(&mut self, path: &Path, kind: FileType) {
        match what_else(kind) {
            // What a shell's `<(…)` leads to can be read once, like a file.
            Some("a socket") => self.push_unreadable(path, Origin::Named, "a socket, not a file".to_owned()),
            _ => {
                let shown = self.shown(path);
                self.inputs.push(Input { shown, origin: Origin::Named, content: Content::File(path.to_owned()) });
            }
        }
    }

    /// Adds what lies in `folder`: all that matches, or what may be of a language that is known.
    fn walk(&mut self, folder: &Path, glob: Option<&GlobMatcher>, threads: usize) {
        let mut walk = WalkBuilder::new(folder);
        walk.hidden(false).require_git(false).threads(threads).filter_entry(|entry| entry.file_name() != ".git");
        let visit = |entry: Result<DirEntry, ignore::Error>| match entry {
            Ok(entry) => self.of_entry(folder, &entry, glob),
            Err(error) => Some(self.of_error(folder, &error)),
        };
        let mut entries = walk.build();
        let mut inputs: Vec<_> = entries.by_ref().take(SMALL_TREE).filter_map(visit).collect();
        if threads == 1 {
            inputs.extend(entries.filter_map(visit));
        } else if entries.next().is_some() {
            inputs = in_parallel(&walk, &visit);
        }
        self.inputs.append(&mut inputs);
    }

    fn of_entry(&self, root: &Path, entry: &DirEntry, glob: Option<&GlobMatcher>) -> Option<Input> {
        let kind = entry.file_type().filter(|kind| !kind.is_dir())?;
        let path = entry.path();
        let is_candidate = Language::is_candidate(&path.to_string_lossy());
        if glob.is_none() && !is_candidate {
            return None;
        }
        let shown = self.shown(path);
        let is_below_match = |glob: &GlobMatcher| Path::new(&shown).ancestors().skip(1).any(|path| glob.is_match(path));
        let origin = match glob {
            Some(glob) if glob.is_match(&shown) => Origin::Named,
            Some(glob) if !is_candidate || !is_below_match(glob) => return None,
            _ => Origin::Found,
        };
        let content = match (kind.is_symlink(), what_else(kind)) {
            (true, _) => match is_met_elsewhere(path, root) {
                Ok(true) => return None,
                Ok(false) => Content::File(path.to_owned()),
                Err(error) => Content::Unreadable(reason(&error)),
            },
            (false, None) => Content::File(path.to_owned()),
            (false, Some(what)) => Content::Unreadable(format!("{what}, not a file")),
        };
        Some(Input { shown, origin, content })
    }

    fn of_error(&self, folder: &Path, error: &ignore::Error) -> Input {
        let path = path_of(error).unwrap_or(folder);
        let reason = error.io_error().map_or_else(|| error.to_string(), reason);
        Input { shown: self.shown(path), origin: Origin::Found, content: Content::Unreadable(reason) }
    }
}

/// Walks from the start again, with all threads.
fn in_parallel(
    walk: &WalkBuilder,
    visit: &(impl Fn(Result<DirEntry, ignore::Error>) -> Option<Input> + Sync),
) -> Vec<Input> {
    let inputs = Mutex::new(Vec::new());
    walk.build_parallel().run(|| {
        Box::new(|entry| {
            if let Some(input) = visit(entry) {
                inputs.lock().unwrap_or_else(PoisonError::into_inner).push(input);
            }
            WalkState::Continue
        })
    });
    inputs.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Whether what a link leads to is left to the walk through `root`: folders, and files in there whose own names tell what
/// they are.
fn is_met_elsewhere(link: &Path, root: &Path) -> std::io::Result<bool> {
    let target = fs::canonicalize(link)?;
    let is_candidate = Language::is_candidate(&target.to_string_lossy());
    Ok(target.is_dir() || is_candidate && target.starts_with(fs::canonicalize(root)?))
}

/// What a file is if it is no regular file.
fn what_else(kind: FileType) -> Option<&'static str> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        if kind.is_socket() {
            return Some("a socket");
        }
        if kind.is_fifo() {
            return Some("a named pipe");
        }
        if kind.is_char_device() || kind.is_block_device() {
            return Some("a device");
        }
    }
    let _ = kind;
    None
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Partial(errors) => errors.iter().find_map(path_of),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}
