//! Amounts of resources, as the API server reads and compares them. Knows nothing of which resource an amount is of.
//!
//! Source: `resource.Quantity` of `k8s.io/apimachinery`. Amounts are exact: what is smaller than a billionth is rounded away from
//! zero, as there, and what is larger than any amount of a resource (2^63 times a billion) is all the same.

use std::str::FromStr;

/// Billionths in one.
const NANO: i128 = 1_000_000_000;

/// The largest amount told apart from others, in billionths.
const LARGEST: i128 = i128::MAX / 16;

/// An amount, such as `250m` or `1.5Gi`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Quantity {
    nanos: i128,
}

/// A text that is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAQuantity;

impl Quantity {
    /// Nothing.
    pub const ZERO: Self = Self { nanos: 0 };

    /// That many whole units.
    #[must_use]
    pub const fn whole(units: i64) -> Self {
        Self { nanos: units as i128 * NANO }
    }

    /// That many thousandths, the usual unit of CPU time.
    #[must_use]
    pub const fn thousandths(thousandths: i64) -> Self {
        Self { nanos: thousandths as i128 * (NANO / 1000) }
    }

    /// Whether it is a number of whole units.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        self.nanos % NANO == 0
    }

    /// Whether it is less than nothing.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.nanos < 0
    }

    /// Whether it is so many times `unit`; of nothing only nothing is a multiple.
    #[must_use]
    pub const fn is_multiple_of(self, unit: Self) -> bool {
        if unit.nanos == 0 { self.nanos == 0 } else { self.nanos % unit.nanos == 0 }
    }

    /// Whether it is nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.nanos == 0
    }
}

impl FromStr for Quantity {
    type Err = NotAQuantity;

    /// Reads what `resource.ParseQuantity` reads, and white space around it.
    fn from_str(text: &str) -> Result<Self, NotAQuantity> {
        let text = text.trim();
        let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let (whole, rest) = unsigned.split_at(digits(unsigned));
        let (fraction, suffix) = match rest.strip_prefix('.') {
            Some(rest) => rest.split_at(digits(rest)),
            None => ("", rest),
        };
        if whole.is_empty() && fraction.is_empty() {
            return Err(NotAQuantity);
        }
        let unit = Unit::of(suffix).ok_or(NotAQuantity)?;
        let nanos = nanos(whole, fraction, unit);
        Ok(Self { nanos: if text.starts_with('-') { -nanos } else { nanos } })
    }
}

/// What a suffix multiplies with.
#[derive(Clone, Copy)]
enum Unit {
    /// A power of ten.
    Decimal(i64),
    /// A power of two, at most the 60th.
    Binary(u32),
}

impl Unit {
    fn of(suffix: &str) -> Option<Self> {
        Some(match suffix {
            "n" => Self::Decimal(-9),
            "u" => Self::Decimal(-6),
            "m" => Self::Decimal(-3),
            "" => Self::Decimal(0),
            "k" => Self::Decimal(3),
            "M" => Self::Decimal(6),
            "G" => Self::Decimal(9),
            "T" => Self::Decimal(12),
            "P" => Self::Decimal(15),
            "E" => Self::Decimal(18),
            "Ki" => Self::Binary(10),
            "Mi" => Self::Binary(20),
            "Gi" => Self::Binary(30),
            "Ti" => Self::Binary(40),
            "Pi" => Self::Binary(50),
            "Ei" => Self::Binary(60),
            _ => {
                let exponent = suffix.strip_prefix(['e', 'E'])?;
                let number = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
                if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
                    return None;
                }
                Self::Decimal(exponent.parse().ok()?)
            }
        })
    }
}

/// The amount without its sign, in billionths.
///
/// Digits are taken one by one, each with its place, until the rest is too small to count; so neither a long row of digits nor
/// a large exponent costs more than one pass.
fn nanos(whole: &str, fraction: &str, unit: Unit) -> i128 {
    let (exponent, factor) = match unit {
        Unit::Decimal(exponent) => (exponent, 1),
        Unit::Binary(power) => (0, 1_i128 << power),
    };
    let count = i64::try_from(whole.len()).unwrap_or(i64::MAX);
    // The power of ten of the first digit, counted in billionths.
    let mut place = count.saturating_sub(1).saturating_add(exponent).saturating_add(9);
    let mut sum = 0_i128;
    // What is left below a billionth: under a binary factor it may still make up whole billionths.
    let mut below = Below::default();
    for digit in whole.bytes().chain(fraction.bytes()).map(|byte| i128::from(byte - b'0')) {
        if digit != 0 {
            if place < 0 {
                below.add(digit, place);
            } else {
                let power = u32::try_from(place).ok().and_then(|place| 10_i128.checked_pow(place));
                let value = power.and_then(|power| power.checked_mul(digit * factor));
                let Some(next) = value.and_then(|value| sum.checked_add(value)) else { return LARGEST };
                sum = next;
            }
        }
        place = place.saturating_sub(1);
    }
    sum.saturating_add(below.rounded_up(factor)).min(LARGEST)
}

/// Digits below a billionth.
#[derive(Default)]
struct Below {
    /// The first nineteen of them, as a number.
    digits: i128,
    /// Whether there is something behind these.
    rest: bool,
}

impl Below {
    /// Enough for every binary factor: 2^60 is less than 10^19.
    const PLACES: i64 = 19;

    /// Adds a digit at a place below zero.
    fn add(&mut self, digit: i128, place: i64) {
        match u32::try_from(place.saturating_add(Self::PLACES)) {
            Ok(power) => self.digits += digit * 10_i128.pow(power),
            Err(_) => self.rest = true,
        }
    }

    /// The billionths that they are `factor` times, with what is left over counted as one.
    fn rounded_up(&self, factor: i128) -> i128 {
        let one = 10_i128.pow(19);
        // Both are below 10^19, so that their product fits.
        let product = self.digits * factor;
        product / one + i128::from(product % one != 0 || self.rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(text: &str) -> Quantity {
        text.parse().expect(text)
    }

    #[test]
    fn spellings_of_the_same_amount_are_equal() {
        for (one, other) in [
            ("1", "1000m"),
            ("0.1", "100m"),
            ("1Ki", "1024"),
            ("1.5Gi", "1536Mi"),
            ("1e3", "1k"),
            ("1E3", "1000"),
            ("1E", "1e18"),
            ("+5.", "5"),
            (".5", "500m"),
            ("-1", "-1000m"),
            ("1u", "1000n"),
            ("100e-2", "1"),
            ("0.0009765625Ki", "1"),
            ("00012", "12"),
            ("0e99999999", "0"),
            (" 1 ", "1"),
        ] {
            assert_eq!(quantity(one), quantity(other), "{one} = {other}");
        }
    }

    #[test]
    fn amounts_are_ordered_exactly() {
        let ascending = [
            "-1Gi",
            "-1",
            "-1n",
            "0",
            "1n",
            "1u",
            "0.1",
            "100.1m",
            "1",
            "1k",
            "1Ki",
            "0.9Mi",
            "1M",
            "1Mi",
            "1G",
            "1Gi",
            "9007199254740992",
            "9007199254740993",
            "1E",
            "1Ei",
            "8Ei",
        ];
        for pair in ascending.windows(2) {
            assert!(quantity(pair[0]) < quantity(pair[1]), "{} < {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn what_is_below_a_billionth_is_rounded_away_from_zero() {
        assert_eq!(quantity("0.1n"), quantity("1n"));
        assert_eq!(quantity("-0.1n"), quantity("-1n"));
        assert_eq!(quantity("1e-30"), quantity("1n"));
        assert_eq!(quantity("0.0000000000000000000000000001Ki"), quantity("1n"));
        assert_eq!(quantity("0.00000000000000000001Ei"), quantity("11529216n"));
    }

    #[test]
    fn what_is_enormous_is_all_the_same() {
        assert_eq!(quantity("1e40"), quantity("2e400000000000"));
        assert_eq!(quantity("99999999999999999999999999999999999999999999"), quantity("1e40"));
        assert!(quantity("-1e40") < quantity("0"));
    }

    #[test]
    fn kinds_of_amounts() {
        assert!(quantity("2").is_whole() && quantity("2Ki").is_whole() && !quantity("2500m").is_whole());
        assert!(quantity("-1m").is_negative() && !quantity("-0").is_negative() && quantity("-0").is_zero());
        assert!(quantity("4Mi").is_multiple_of(quantity("2Mi")) && !quantity("3Mi").is_multiple_of(quantity("2Mi")));
        assert!(!quantity("1").is_multiple_of(Quantity::ZERO));
        assert_eq!((Quantity::whole(2), Quantity::thousandths(250)), (quantity("2"), quantity("250m")));
    }

    #[test]
    fn texts_that_are_none() {
        for text in [
            "",
            "m",
            ".",
            "1 Gi",
            "1gb",
            "1mi",
            "1K",
            "1e",
            "1e+",
            "Gi",
            "1.2.3",
            "--1",
            "1Gib",
            "0x1",
            "1e9999999999999999999",
        ] {
            assert_eq!(text.parse::<Quantity>(), Err(NotAQuantity), "{text}");
        }
    }
}
