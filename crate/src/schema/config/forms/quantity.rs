//! Quantities as Kubernetes' `resource.ParseQuantity` reads them: `100m`, `1.5Gi`, `1e3`.
//!
//! Odd texts such as `-`, `.` and `+Ki` are quantities of zero; that is how it is.

/// A quantity, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quantity {
    whole: Option<i64>,
}

/// The parts of a text: digits before and after the point, and the suffix.
struct Parts<'t> {
    negative: bool,
    digits: &'t str,
    decimals: &'t str,
    suffix: &'t str,
}

/// What a suffix multiplies with: a power of ten or of two.
enum Scale {
    Ten(i64),
    Two(u32),
}

impl Quantity {
    /// Reads a text, without the blanks around it.
    pub fn parse(text: &str) -> Option<Quantity> {
        let parts = parts(text)?;
        let scale = scale(parts.suffix)?;
        Some(Quantity { whole: parts.whole(&scale) })
    }

    /// The number, where the controller can take it as an integer: it does not reduce `1.0` or `1000m`.
    pub fn as_integer(self) -> Option<i64> {
        self.whole
    }
}

impl Parts<'_> {
    fn whole(&self, scale: &Scale) -> Option<i64> {
        let all = format!("{}{}", self.digits, self.decimals);
        let (count, decimals) = (i64::try_from(all.len()).ok()?, i64::try_from(self.decimals.len()).ok()?);
        let (room, ten, factor) = match scale {
            Scale::Ten(ten) => (18 - count, ten.checked_sub(decimals)?, 1),
            Scale::Two(_) if decimals > 0 => return None,
            // The precision that Kubernetes takes a power of two to have.
            Scale::Two(two) => (15 - count - i64::from(two * 3 / 10) - 1, 0, 1i64 << two),
        };
        if room < 0 {
            return None;
        }
        let power = 10i64.checked_pow(u32::try_from(ten).ok()?)?;
        let value = all.parse::<i64>().ok()?.checked_mul(factor)?.checked_mul(power)?;
        Some(if self.negative { -value } else { value })
    }
}

fn parts(text: &str) -> Option<Parts<'_>> {
    let negative = text.starts_with('-');
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if text.is_empty() {
        return None;
    }
    let (digits, rest) = leading(unsigned.trim_start_matches('0'), |c| c.is_ascii_digit());
    let (decimals, rest) = rest.strip_prefix('.').map_or(("", rest), |rest| leading(rest, |c| c.is_ascii_digit()));
    let after_letters = leading(rest, |c| "eEinumkKMGTP".find(c).is_some()).1;
    let exponent = after_letters.strip_prefix(['-', '+']).unwrap_or(after_letters);
    let digits = if digits.is_empty() { "0" } else { digits };
    exponent.chars().all(|c| c.is_ascii_digit()).then_some(Parts { negative, digits, decimals, suffix: rest })
}

fn leading(text: &str, is_part: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn scale(suffix: &str) -> Option<Scale> {
    const TEN: [(&str, i64); 10] =
        [("", 0), ("n", -9), ("u", -6), ("m", -3), ("k", 3), ("M", 6), ("G", 9), ("T", 12), ("P", 15), ("E", 18)];
    const TWO: [&str; 6] = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
    if let Some((_, ten)) = TEN.iter().find(|(name, _)| *name == suffix) {
        return Some(Scale::Ten(*ten));
    }
    if let Some(at) = TWO.iter().position(|name| *name == suffix) {
        return u32::try_from(at).ok().map(|at| Scale::Two(10 * (at + 1)));
    }
    suffix.strip_prefix(['e', 'E']).filter(|exponent| !exponent.is_empty())?.parse().ok().map(Scale::Ten)
}

#[cfg(test)]
mod tests {
    use super::Quantity;

    #[test]
    fn quantities_and_their_integers() {
        let cases = [
            ("0", Some(0)),
            ("4194304", Some(4_194_304)),
            ("4Mi", Some(4 << 20)),
            ("-1", Some(-1)),
            ("1e3", Some(1000)),
            ("1E+3", Some(1000)),
            ("1k", Some(1000)),
            ("100m", None),
            ("1.0", None),
            ("1.5k", Some(1500)),
            ("1.5Gi", None),
            ("8Ei", None),
            ("-", Some(0)),
            (".", Some(0)),
            ("+Ki", Some(0)),
        ];
        for (text, wanted) in cases {
            let quantity = Quantity::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(quantity.as_integer(), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_none() {
        for text in ["", "x", "1ki", "1KB", "100mm", "1e", "1.2.3", "1 Gi", "0x10", "1e3.5", "true", "ü"] {
            assert_eq!(Quantity::parse(text), None, "{text}");
        }
    }
}
