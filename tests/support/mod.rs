//! What the test programs share: finding the reference material beside the repository, when it is there.

use std::path::{Path, PathBuf};

/// `../shared/NAME`; `None`, said once on standard error, where a clone stands alone.
pub fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("not run: there is no reference material {name} beside this clone");
    None
}
