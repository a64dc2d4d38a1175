//! The XML of Checkstyle, which Jenkins, reviewdog and most other collectors read.

use std::io;

use super::Run;
use super::place::Places;
use super::xml::Document;

/// The version of Checkstyle whose format this is; readers look for one, and it has not changed since.
const VERSION: &str = "4.3";

/// Writes the findings of `run`: an `error` for each, below the `file` it is in.
///
/// # Errors
/// When `out` cannot be written to.
pub(super) fn write(run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
    let mut document = Document::begin(out)?;
    document.open("checkstyle", &[("version", &VERSION)])?;
    for file in run.files.iter().filter(|file| !file.diagnostics.is_empty()) {
        let mut places = Places::new(&file.source);
        document.open("file", &[("name", &file.source.path())])?;
        for diagnostic in &file.diagnostics {
            let place = places.at(diagnostic.span.start);
            document.empty(
                "error",
                &[
                    ("line", &place.line),
                    ("column", &place.column),
                    ("severity", &diagnostic.level),
                    ("message", &diagnostic.message),
                    ("source", &diagnostic.rule),
                ],
            )?;
        }
        document.close()?;
    }
    document.close()
}
