//! Values with a grammar of their own: signals, file modes, Go's booleans.

pub use crate::syntax::dockerfile::is_go_boolean;

/// Whether STOPSIGNAL takes `signal`: a number other than 0, or the name of a Linux signal in any case, with or without
/// `SIG`. Source: the signal table of Docker's own libraries.
#[must_use]
pub fn is_signal(signal: &str) -> bool {
    const NAMES: [&str; 36] = [
        "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL", "PIPE", "POLL",
        "PROF", "PWR", "QUIT", "RTMAX", "RTMIN", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP", "TTIN",
        "TTOU", "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ",
    ];
    if let Ok(number) = signal.parse::<i64>() {
        return number != 0;
    }
    let upper = signal.to_ascii_uppercase();
    let name = upper.strip_prefix("SIG").unwrap_or(&upper);
    let real_time = |prefix: &str, last: u32| {
        let number = name.strip_prefix(prefix).filter(|number| !number.starts_with(['0', '+']));
        number.and_then(|number| number.parse::<u32>().ok()).is_some_and(|number| number <= last)
    };
    NAMES.contains(&name) || real_time("RTMIN+", 15) || real_time("RTMAX-", 14)
}

/// Whether `--chmod` takes `mode`: octal digits up to 7777, or changes in letters such as `u=rwX,go=rX`.
#[must_use]
pub fn is_file_mode(mode: &str) -> bool {
    if mode.starts_with(|c: char| c.is_ascii_digit()) {
        return u32::from_str_radix(mode, 8).is_ok_and(|mode| mode <= 0o7777);
    }
    mode.split(',').all(|clause| {
        let changes = clause.trim_start_matches(['a', 'u', 'g', 'o']);
        changes.starts_with(['+', '-', '=']) && changes.bytes().all(|byte| b"+-=rstwXxugo".contains(&byte))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signals() {
        for signal in ["SIGTERM", "term", "SigInt", "9", "-1", "200", "RTMIN", "SIGRTMIN+3", "rtmax-14", "RTMAX"] {
            assert!(is_signal(signal), "{signal}");
        }
        for other in ["", "0", "SIGFOO", "SIG", "RTMIN+16", "RTMIN+03", "RTMAX-15", "RTMIN+0", "SIGSIGTERM", "TERM "] {
            assert!(!is_signal(other), "{other}");
        }
    }

    #[test]
    fn file_modes() {
        for mode in ["755", "0755", "7777", "00000755", "u+x", "+x", "a=r", "u=rwX,go=u-w", "go=", "u+rwx-s", "=t", "+"]
        {
            assert!(is_file_mode(mode), "{mode}");
        }
        for other in ["", "0999", "17777", "0o755", "rwx", "u", "u+y", "u+x,", "755,u+x", "+755", "x+u", "u +x"] {
            assert!(!is_file_mode(other), "{other}");
        }
    }
}
