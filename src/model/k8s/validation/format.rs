//! Forms of text that the API server insists on, as grammars. Knows no YAML.

use std::net::IpAddr;

use crate::model::k8s::Quantity;

/// Whether `text` is an amount that the API server reads.
pub(super) fn is_quantity(text: &str) -> bool {
    text.parse::<Quantity>().is_ok()
}

/// The amount that was likely meant by `text`, which is none: `512mb`, `1 Gi`, `2GB`, `100mi`.
pub(super) fn nearest_quantity(text: &str) -> Option<String> {
    let compact: String = text.split_whitespace().collect();
    if is_quantity(&compact) {
        return Some(compact);
    }
    let number = compact.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(compact.len());
    let (number, unit) = compact.split_at(number);
    let suffix = match unit.to_ascii_lowercase().as_str() {
        "b" | "byte" | "bytes" | "core" | "cores" | "cpu" | "cpus" => "",
        "kb" => "k",
        "mb" => "M",
        "gb" => "G",
        "tb" => "T",
        "ki" | "kib" => "Ki",
        "mi" | "mib" => "Mi",
        "gi" | "gib" => "Gi",
        "ti" | "tib" => "Ti",
        "g" => "G",
        _ => return None,
    };
    let meant = format!("{number}{suffix}");
    is_quantity(&meant).then_some(meant)
}

/// Whether Go's `base64.StdEncoding` reads `text`: line breaks are skipped, padding has to be there.
pub(super) fn is_base64(text: &str) -> bool {
    let mut length = 0_usize;
    let mut padding = 0_usize;
    for byte in text.bytes() {
        match byte {
            b'\r' | b'\n' => continue,
            b'=' => padding += 1,
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' if padding == 0 => {}
            _ => return false,
        }
        length += 1;
    }
    length.is_multiple_of(4) && padding <= 2 && (padding == 0 || length > padding)
}

/// Whether Go's `time.Parse(time.RFC3339, text)` reads `text`.
pub(super) fn is_date_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some((head, zone)) = bytes.split_at_checked(19) else { return false };
    let shape = b"dddd-dd-ddTdd:dd:dd";
    let fits = |(byte, wanted): (&u8, &u8)| if *wanted == b'd' { byte.is_ascii_digit() } else { byte == wanted };
    if !head.iter().zip(shape).all(fits) {
        return false;
    }
    let number =
        |range: std::ops::Range<usize>| head[range].iter().fold(0, |n, digit| n * 10 + u32::from(digit - b'0'));
    let (year, month, day) = (number(0..4), number(5..7), number(8..10));
    if !(1..=12).contains(&month) || !(1..=days(year, month)).contains(&day) {
        return false;
    }
    number(11..13) < 24 && number(14..16) < 60 && number(17..19) < 60 && is_zone(zone)
}

/// Whether `text` is a day as RFC 3339 writes it.
pub(super) fn is_date(text: &str) -> bool {
    text.len() == 10 && is_date_time(&format!("{text}T00:00:00Z"))
}

/// Whether `text` is a network as RFC 4632 writes it: an address, and how many of its bits are the network's.
pub(super) fn is_cidr(text: &str) -> bool {
    let Some((address, length)) = text.split_once('/') else { return false };
    let is_number = length.len() <= 3 && length.bytes().all(|byte| byte.is_ascii_digit());
    let longest = match address.parse() {
        Ok(IpAddr::V4(_)) => 32,
        Ok(IpAddr::V6(_)) => 128,
        Err(_) => return false,
    };
    is_number && length.parse::<u8>().is_ok_and(|length| length <= longest)
}

/// Whether `text` is a UUID, with dashes or without.
pub(super) fn is_uuid(text: &str) -> bool {
    let digits = text.bytes().filter(|byte| *byte != b'-');
    let dashes_fit = text.bytes().enumerate().all(|(at, byte)| byte != b'-' || matches!(at, 8 | 13 | 18 | 23));
    digits.clone().count() == 32
        && digits.clone().all(|byte| byte.is_ascii_hexdigit())
        && (dashes_fit || text.len() < 36)
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A fraction of a second, if any, and `Z` or a distance from UTC.
fn is_zone(text: &[u8]) -> bool {
    let zone = match text {
        [b'.' | b',', rest @ ..] => {
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if digits == 0 {
                return false;
            }
            &rest[digits..]
        }
        _ => text,
    };
    let two = |a: u8, b: u8| u32::from(a - b'0') * 10 + u32::from(b - b'0');
    match *zone {
        [b'Z'] => true,
        [b'+' | b'-', a, b, b':', c, d] if [a, b, c, d].iter().all(u8::is_ascii_digit) => {
            two(a, b) <= 24 && two(c, d) < 60
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_the_api_machinerys() {
        for good in ["0", "1", "+1.5Gi", "-3m", ".5", "5.", "100m", "1e3", "1E-3", "1E", "2Ei", "12u", "7n", " 1 "] {
            assert!(is_quantity(good), "{good}");
        }
        for bad in ["", "m", ".", "1 Gi", "1gb", "1mi", "1K", "1e", "1e+", "Gi", "1.2.3", "--1", "1Gib", "0x1"] {
            assert!(!is_quantity(bad), "{bad}");
        }
    }

    #[test]
    fn amounts_that_were_meant() {
        let meant = |text| nearest_quantity(text);
        assert_eq!(meant("512mb").as_deref(), Some("512M"));
        assert_eq!(meant("1 Gi").as_deref(), Some("1Gi"));
        assert_eq!(meant("1.5GiB").as_deref(), Some("1.5Gi"));
        assert_eq!(meant("2 cores").as_deref(), Some("2"));
        assert_eq!(meant("plenty"), None);
        assert_eq!(meant("${MEMORY}"), None);
    }

    #[test]
    fn base64_is_padded_and_in_the_standard_alphabet() {
        for good in ["", "YQ==", "YWI=", "YWJj", "YW\nJj\r\n"] {
            assert!(is_base64(good), "{good:?}");
        }
        for bad in ["YQ", "YQ=", "=", "====", "Y===", "YQ==YQ==", "a b=", "YW-_", "plain text"] {
            assert!(!is_base64(bad), "{bad:?}");
        }
    }

    #[test]
    fn days_networks_and_uuids() {
        assert!(is_date("2024-02-29") && !is_date("2023-02-29") && !is_date("2024-1-1") && !is_date("2024-01-01T"));
        for good in ["10.0.0.0/8", "0.0.0.0/0", "fd00::/128", "10.1.2.3/032"] {
            assert!(is_cidr(good), "{good}");
        }
        for bad in ["10.0.0.0", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/", "10.0.0.0/+8", "fd00::/129", "a/8"] {
            assert!(!is_cidr(bad), "{bad}");
        }
        for good in ["123e4567-e89b-12d3-a456-426614174000", "123E4567E89B12D3A456426614174000"] {
            assert!(is_uuid(good), "{good}");
        }
        for bad in [
            "",
            "123e4567-e89b-12d3-a456-42661417400",
            "123e4567-e89b-12d3-a456-42661417400g",
            "123e-4567e89b-12d3-a456-426614174000",
        ] {
            assert!(!is_uuid(bad), "{bad}");
        }
    }

    #[test]
    fn times_are_those_of_rfc_3339() {
        for good in ["2024-02-29T23:59:59Z", "2026-11-22T06:00:00.123456+01:00", "2023-01-01T00:00:00,5-08:30"] {
            assert!(is_date_time(good), "{good}");
        }
        for bad in [
            "",
            "2024-02-29",
            "2023-02-29T00:00:00Z",
            "2024-01-01 00:00:00Z",
            "2024-01-01t00:00:00z",
            "2024-01-01T24:00:00Z",
            "2024-01-01T00:00:00",
            "2024-01-01T00:00:00.Z",
            "2024-01-01T00:00:00+0100",
        ] {
            assert!(!is_date_time(bad), "{bad}");
        }
    }
}
