//! A bar on standard error for whoever waits: only on a terminal, and only when there is something to wait for.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::terminal;

/// What nobody takes for waiting.
const PATIENCE: Duration = Duration::from_millis(500);

/// How many files are done. The bar is gone when this is dropped.
#[derive(Debug)]
pub(super) struct Progress {
    /// None where nobody would see it.
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Of `files` files, of which none is done yet.
    pub(super) fn new(files: usize, is_quiet: bool) -> Self {
        if is_quiet || !terminal::stderr_can_redraw() {
            return Self { bar: None };
        }
        let style = ProgressStyle::with_template("[{bar:30}] {pos} of {len} files").expect("the template is right");
        let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::hidden());
        Self { bar: Some(bar.with_style(style.progress_chars("=> "))) }
    }

    /// One more file is done.
    pub(super) fn advance(&self) {
        let Some(bar) = &self.bar else { return };
        if bar.is_hidden() && bar.elapsed() >= PATIENCE {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        bar.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
