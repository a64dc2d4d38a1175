//! Schedules of CronJobs, by the grammar of `ParseStandard` of `robfig/cron/v3`, which the API server reads them with.

use std::ops::RangeInclusive;

const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS: &[&str] = &["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/// A part of a schedule.
struct Unit {
    name: &'static str,
    range: RangeInclusive<u64>,
    /// Words for the numbers from the first of the range on.
    words: &'static [&'static str],
}

const UNITS: [Unit; 5] = [
    Unit { name: "minute", range: 0..=59, words: &[] },
    Unit { name: "hour", range: 0..=23, words: &[] },
    Unit { name: "day of the month", range: 1..=31, words: &[] },
    Unit { name: "month", range: 1..=12, words: MONTHS },
    Unit { name: "day of the week", range: 0..=6, words: WEEKDAYS },
];

/// Whether the API server reads `schedule`; if not, why.
pub(crate) fn check(schedule: &str) -> Result<(), String> {
    if schedule.contains("TZ") {
        return Err("the time zone belongs into `timeZone`".to_owned());
    }
    if let Some(descriptor) = schedule.strip_prefix('@') {
        return match descriptor {
            "yearly" | "annually" | "monthly" | "weekly" | "daily" | "midnight" | "hourly" => Ok(()),
            _ => match descriptor.strip_prefix("every ") {
                Some(duration) if is_duration(duration) => Ok(()),
                _ => Err(format!("`@{descriptor}` is none of the shorthands")),
            },
        };
    }
    let parts: Vec<_> = schedule.split_whitespace().collect();
    if parts.len() != UNITS.len() {
        return Err(format!("it has {} parts, not {}", parts.len(), UNITS.len()));
    }
    parts.iter().zip(&UNITS).try_for_each(|(part, unit)| {
        part.split(',').filter(|item| !item.is_empty()).try_for_each(|item| unit.check(item))
    })
}

impl Unit {
    /// A number, a range of them, or all; maybe with a step.
    fn check(&self, item: &str) -> Result<(), String> {
        let wrong = || Err(format!("`{item}` is no {}", self.name));
        let (range, step) = match item.split_once('/') {
            Some((range, step)) => (range, Some(step)),
            None => (item, None),
        };
        if step.is_some_and(|step| !step.parse::<u32>().is_ok_and(|step| step > 0)) {
            return wrong();
        }
        let mut ends = range.split('-');
        let first = ends.next().unwrap_or_default();
        if first == "*" || first == "?" {
            return Ok(());
        }
        let Some(start) = self.number(first) else { return wrong() };
        let end = match (ends.next(), step) {
            (Some(end), _) => match self.number(end) {
                Some(end) => end,
                None => return wrong(),
            },
            (None, Some(_)) => *self.range.end(),
            (None, None) => start,
        };
        if ends.next().is_some() || start > end || !self.range.contains(&start) || !self.range.contains(&end) {
            return wrong();
        }
        Ok(())
    }

    fn number(&self, text: &str) -> Option<u64> {
        let word = self.words.iter().position(|word| word.eq_ignore_ascii_case(text));
        match word {
            Some(position) => Some(self.range.start() + position as u64),
            None => text.strip_prefix('+').unwrap_or(text).parse().ok(),
        }
    }
}

/// Whether `text` is a length of time as Go writes it: `1h30m`.
fn is_duration(text: &str) -> bool {
    let mut rest = text.strip_prefix(['+', '-']).unwrap_or(text);
    if rest.is_empty() || rest == "0" {
        return rest == "0";
    }
    while !rest.is_empty() {
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        if number.len() == rest.len() {
            return false;
        }
        let units = ["ns", "us", "µs", "ms", "s", "m", "h"];
        // The longest unit first: `ms` before `m`.
        let Some(unit) = units.iter().filter(|unit| number.starts_with(**unit)).max_by_key(|unit| unit.len()) else {
            return false;
        };
        rest = &number[unit.len()..];
    }
    true
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn schedules_that_are_read() {
        for schedule in [
            "* * * * *",
            "*/5 0-23/2 1,15 jan-MAR mon",
            "0 0 ? * 0-6",
            "5/15 * * * *",
            "@hourly",
            "@every 1h30m",
            "@every 1.5s",
            "  0  0 * * *  ",
        ] {
            assert_eq!(check(schedule), Ok(()), "{schedule}");
        }
    }

    #[test]
    fn schedules_that_are_not() {
        for schedule in [
            "",
            "* * * *",
            "* * * * * *",
            "60 * * * *",
            "* 24 * * *",
            "* * 0 * *",
            "* * * 13 *",
            "* * * * 7",
            "*/0 * * * *",
            "*/x * * * *",
            "5-1 * * * *",
            "1-2-3 * * * *",
            "-1 * * * *",
            "x * * * *",
            "@never",
            "@every day",
            "TZ=UTC 0 0 * * *",
            "CRON_TZ=UTC @daily",
        ] {
            assert!(check(schedule).is_err(), "{schedule}");
        }
    }
}
