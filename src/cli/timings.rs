//! Where the time of a run went, as a table.

use std::collections::HashMap;
use std::io;
use std::time::Duration;

use crate::engine::Timing;

/// Times by rule and by step; steps stand in parentheses.
#[derive(Debug, Default)]
pub(super) struct Timings {
    times: HashMap<&'static str, Duration>,
}

impl Timings {
    pub(super) fn add(&mut self, timings: Vec<Timing>) {
        for Timing { what, time } in timings {
            self.add_one(what, time);
        }
    }

    pub(super) fn add_one(&mut self, what: &'static str, time: Duration) {
        *self.times.entry(what).or_default() += time;
    }

    /// Writes the table, the longest time first. Times of steps that run in parallel add up over the threads.
    pub(super) fn write(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let total = self.times.values().sum::<Duration>().as_secs_f64().max(f64::MIN_POSITIVE);
        let mut rows: Vec<_> = self.times.iter().collect();
        rows.sort_by_key(|(what, time)| (std::cmp::Reverse(**time), **what));
        writeln!(out, "{:>12}  {:>6}  rule or (step), over all threads", "time", "share")?;
        for (what, time) in rows {
            let seconds = time.as_secs_f64();
            writeln!(out, "{:>9.3} ms  {:>4.1} %  {what}", seconds * 1e3, seconds / total * 100.0)?;
        }
        Ok(())
    }
}
