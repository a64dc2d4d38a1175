//! What is worth telling of the end of support of the releases that an image names, and how it is said.
//!
//! Shared by all files that name images. Knows nothing of these files; the day is handed in.

use std::ops::Range;

use super::image::ImageReference;
use super::release_cycles::{self, Cycle};
use crate::date::Date;

/// A release whose end of support is near or past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The release.
    pub cycle: Cycle,
    /// The part of the reference that names it, as bytes of its text.
    pub range: Range<usize>,
    end: Date,
    today: Date,
}

/// The releases that `image` names and whose support ends in `days` from `today` or has ended, first what ends first.
#[must_use]
pub fn notices(image: &ImageReference<'_>, today: Date, days: u16) -> Vec<Notice> {
    let mut notices: Vec<_> = release_cycles::of_image(image)
        .filter_map(|found| Some(Notice { end: found.cycle.end?, cycle: found.cycle, range: found.range, today }))
        .filter(|notice| notice.is_worth_telling(i32::from(days)))
        .collect();
    notices.sort_by_key(|notice| notice.end);
    notices
}

impl Notice {
    /// Whether the end is past, as far as is known.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.end < self.today
    }

    /// Whether the end is near or past. Of a release that is replaced every few months that is nearly always so, and told only
    /// when nobody has looked for a year.
    fn is_worth_telling(&self, days: i32) -> bool {
        const SHORT: i32 = 200;
        const GRACE: i32 = 365;
        let left = self.end.days_since(self.today);
        if self.cycle.days_of_support().is_some_and(|days| days < SHORT) { left < -GRACE } else { left <= days }
    }

    /// What is, as a finding says it.
    #[must_use]
    pub fn message(&self) -> String {
        let Self { cycle, end, today, .. } = self;
        let planned = is_stale(*today) && *end > release_cycles::as_of();
        match end.days_since(*today) {
            _ if planned => format!("support for {cycle} was planned to end on {end}"),
            ..0 => format!("support for {cycle} ended on {end}"),
            0 => format!("support for {cycle} ends today"),
            1 => format!("support for {cycle} ends tomorrow"),
            days => format!("support for {cycle} ends on {end}, in {days} days"),
        }
    }

    /// Which releases to take, the newest of those first that are supported for long.
    #[must_use]
    pub fn help(&self) -> String {
        const NAMED: usize = 3;
        let Self { cycle, today, .. } = self;
        if is_stale(*today) {
            return format!("take a supported release; the days known here are of {}", release_cycles::as_of());
        }
        let later = |other: &Cycle| other.end.is_none_or(|end| cycle.end.is_none_or(|own| end > own));
        let versions: Vec<_> = release_cycles::supported(cycle.product, *today)
            .filter(|other| later(other) && other.days_of_support().is_none_or(|days| days > 365))
            .map(|other| other.name())
            .take(NAMED)
            .collect();
        match versions.split_last() {
            None => format!("no release of {} is supported for long: take another image", cycle.product),
            Some((last, [])) => format!("take {} {last}", cycle.product),
            Some((last, others)) => format!("take {} {} or {last}", cycle.product, others.join(", ")),
        }
    }
}

/// Whether too much may have happened since the days were collected.
fn is_stale(today: Date) -> bool {
    today.days_since(release_cycles::as_of()) > 2 * 365
}
