//! Archives, told by their names.

/// Whether `path` is named like a tar archive that `ADD` unpacks: plain or compressed.
#[must_use]
pub fn is_tar_archive(path: &str) -> bool {
    const COMPRESSED: [&str; 7] = [".gz", ".bz2", ".xz", ".zst", ".lzma", ".lz", ".Z"];
    const SHORT: [&str; 10] = [".tar", ".tgz", ".tbz", ".tbz2", ".tb2", ".txz", ".tzst", ".tlz", ".tpz", ".tZ"];
    let inner = COMPRESSED.iter().find_map(|suffix| path.strip_suffix(suffix));
    SHORT.iter().any(|suffix| path.ends_with(suffix)) || inner.is_some_and(|inner| inner.ends_with(".tar"))
}

/// Whether hadolint takes `path` for an archive: by these suffixes.
#[must_use]
pub fn is_archive_for_hadolint(path: &str) -> bool {
    const SUFFIXES: [&str; 15] = [
        ".tar", ".Z", ".bz2", ".gz", ".lz", ".lzma", ".tZ", ".tb2", ".tbz", ".tbz2", ".tgz", ".tlz", ".tpz", ".txz",
        ".xz",
    ];
    SUFFIXES.iter().any(|suffix| path.ends_with(suffix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tar_archives_are_known_by_both_suffixes() {
        for archive in ["a.tar", "a.tar.gz", "x/a.tgz", "a.tar.zst", "a.tar.Z", "a.tbz2"] {
            assert!(is_tar_archive(archive), "{archive}");
        }
        for other in ["a.gz", "a.zip", "tar", "a.tar.gz.asc", "a.sql.gz"] {
            assert!(!is_tar_archive(other), "{other}");
        }
        assert!(is_archive_for_hadolint("a.sql.gz") && !is_archive_for_hadolint("a.tar.zst"));
    }
}
