//! `shipworthy init`: looks for configurations of other tools, and writes one that means the same.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use super::arguments::Init;
use super::discover::{Content, discover};
use super::failure::{Failure, quoted, reason};
use super::output;
use crate::config::FILE_NAME;
use crate::config::adopt::{self, Adopted, Tool};
use crate::report::printable;

/// Writes a configuration as `arguments` want it.
///
/// # Errors
/// When there is one already, or it cannot be written.
pub(super) fn run(arguments: &Init) -> Result<ExitCode, Failure> {
    let folder = &arguments.path;
    if !folder.is_dir() {
        return Err(Failure::NotAFolder { path: folder.clone() });
    }
    let target = if folder.as_os_str() == "." { FILE_NAME.into() } else { folder.join(FILE_NAME) };
    if !arguments.stdout && !arguments.force && fs::symlink_metadata(&target).is_ok() {
        return Err(Failure::AlreadyThere { path: target });
    }
    let mut said = Vec::new();
    let found = find(folder, &mut said)?;
    let text = adopt::write(&found);
    if arguments.stdout {
        output::to_stdout(|out| out.write_all(text.as_bytes()))?;
    } else {
        output::to_file(&target, |out| out.write_all(text.as_bytes()))?;
    }
    output::to_stderr(|out| {
        for (path, adopted) in &found {
            let left = match adopted.left.len() {
                0 => String::new(),
                1 => ", one part of which has no equivalent".to_owned(),
                count => format!(", {count} parts of which have no equivalent"),
            };
            writeln!(out, "read `{}`{left}", printable(path))?;
        }
        for line in &said {
            writeln!(out, "{line}")?;
        }
        if found.is_empty() {
            writeln!(out, "no configuration of another tool was found")?;
        }
        if !arguments.stdout {
            writeln!(out, "wrote {}", quoted(&target))?;
        }
        Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
}

/// What other tools are asked for in `folder`; `said` is what else is worth saying.
fn find(folder: &Path, said: &mut Vec<String>) -> Result<Vec<(String, Adopted)>, Failure> {
    let mut found = Vec::new();
    for tool in Tool::ALL {
        let mut paths = tool.files().iter().filter(|path| folder.join(path).is_file());
        let Some(path) = paths.next() else { continue };
        let full = folder.join(path);
        let unreadable = |reason| Failure::UnreadableConfiguration { path: full.clone(), reason };
        let bytes = fs::read(&full).map_err(|error| unreadable(reason(&error)))?;
        let text = String::from_utf8(bytes).map_err(|_| unreadable("not UTF-8 text".to_owned()))?;
        found.push(((*path).to_owned(), tool.read(&text)));
        said.extend(paths.map(|other| format!("`{other}` is left alone: `{path}` comes before it")));
    }
    let directives = dockerfiles_with_checks(folder)?;
    if directives > 0 {
        let (plural, verb) = if directives == 1 { ("", "has") } else { ("s", "have") };
        said.push(format!("{directives} Dockerfile{plural} {verb} a `# check=` directive, which counts here too"));
    }
    Ok(found)
}

/// How many files have BuildKit's directive `check` at their head.
fn dockerfiles_with_checks(folder: &Path) -> Result<usize, Failure> {
    let inputs = discover(&[folder.to_owned()], None, 0)?;
    let texts = inputs.iter().filter_map(|input| match &input.content {
        Content::File(path) if !is_data(path) => fs::read(path).ok(),
        _ => None,
    });
    Ok(texts.filter(|text| has_check(&String::from_utf8_lossy(text))).count())
}

fn is_data(path: &Path) -> bool {
    path.extension().is_some_and(|extension| ["yaml", "yml", "json"].iter().any(|data| extension == *data))
}

fn has_check(text: &str) -> bool {
    let mut head = text.lines().map_while(|line| line.trim_start().strip_prefix('#'));
    head.any(|comment| comment.split_once('=').is_some_and(|(name, _)| name.trim().eq_ignore_ascii_case("check")))
}
