//! Where reports go: standard output, or files that appear whole or not at all.

use std::ffi::OsString;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::failure::{Failure, quoted};

/// Runs `write` on standard output. That nobody reads any more, as behind `| head`, is no failure.
pub(super) fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    to_stream("standard output", io::stdout().lock(), write)
}

/// The same for standard error.
pub(super) fn to_stderr(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    to_stream("standard error", io::stderr().lock(), write)
}

fn to_stream(
    what: &str,
    stream: impl Write,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut out = BufWriter::with_capacity(1 << 16, stream);
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure::Output { what: what.to_owned(), error }),
        Ok(()) => Ok(()),
    }
}

/// Runs `write` on a file beside `path`, which then takes its place. Devices and pipes are written to as they are.
pub(super) fn to_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let result = match fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() => fs::OpenOptions::new().write(true).open(path).and_then(|file| {
            let mut out = BufWriter::new(file);
            write(&mut out)?;
            out.flush()
        }),
        Ok(_) => fs::canonicalize(path).and_then(|path| replace(&path, write)),
        Err(_) => replace(path, write),
    };
    result.map_err(|error| Failure::Output { what: quoted(path), error })
}

/// Appends what `write` writes to the file at `path`, which others append to as well.
pub(super) fn append(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut text = Vec::new();
    let appended = write(&mut text).and_then(|()| {
        let mut file = fs::OpenOptions::new().create(true).append(true).open(path)?;
        file.write_all(&text)
    });
    appended.map_err(|error| Failure::Output { what: quoted(path), error })
}

fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let (temporary, file) = create_beside(path)?;
    let mut out = BufWriter::with_capacity(1 << 16, file);
    let result = write(&mut out).and_then(|()| out.flush()).and_then(|()| fs::rename(&temporary, path));
    if result.is_err() {
        // Nothing more can be done about what is left of it.
        let _ = fs::remove_file(&temporary);
    }
    result
}

/// A new file in the folder of `path`, so that it can take its place.
fn create_beside(path: &Path) -> io::Result<(PathBuf, fs::File)> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let mut attempt = 0;
    loop {
        let mut temporary = OsString::from(".");
        temporary.push(name);
        temporary.push(format!(".{}.{attempt}.tmp", std::process::id()));
        let temporary = path.with_file_name(temporary);
        match fs::File::create_new(&temporary) {
            // Of a run that was killed: in a container, processes have the same few ids again and again.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < 100 => attempt += 1,
            created => return created.map(|file| (temporary, file)),
        }
    }
}
