//! Our own defects: panics are caught, so that they cost one rule or one file and not the run.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::diagnostic::{Diagnostic, Level};
use crate::text::Span;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is where panics are caught and told as findings; for a panic hook that would otherwise tell them a
/// second time.
#[must_use]
pub fn is_in_rule() -> bool {
    GUARDED.get()
}

/// Runs `work`; when it panics, the reason.
///
/// What `work` leaves half done must be complete as data, as a list of findings is.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let before = GUARDED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    result.map_err(|payload| {
        let reason = payload.downcast_ref::<&str>().map(ToString::to_string);
        let reason = reason.or_else(|| payload.downcast_ref::<String>().cloned());
        reason.unwrap_or_else(|| "no reason given".to_owned())
    })
}

/// The finding that tells of a panic.
pub(super) fn defect(id: &'static str, message: String) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(id, Level::Error, Span::empty(0), message);
    diagnostic.help("this is a defect of shipworthy: please report it together with the file");
    diagnostic
}
