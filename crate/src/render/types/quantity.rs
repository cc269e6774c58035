//! Quantities: `500m`, `1.5Gi`, `2e3`.
//!
//! Source: behaviour of `resource.Quantity` of k8s.io/apimachinery: a number is written with the largest unit that leaves
//! it whole; fractions below a billionth are rounded up.

/// Units of a thousand, from a billionth on.
const DECIMAL: [&str; 10] = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
/// Units of 1024.
const BINARY: [&str; 7] = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

enum Form {
    Decimal,
    Binary(u64),
    Exponent,
}

/// The usual form of a quantity; none where the text is none. One with more digits than anybody counts stays as it is.
pub(super) fn canonical(text: &str) -> Option<String> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let end = unsigned.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(unsigned.len());
    let (number, unit) = unsigned.split_at_checked(end)?;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if (whole.is_empty() && fraction.is_empty()) || fraction.as_bytes().contains(&b'.') {
        return None;
    }
    let (form, tens) = scale(unit)?;
    if is_kept(whole, fraction, &form, tens) {
        return Some(text.to_string());
    }
    let Some(written) = written(whole, fraction.trim_end_matches('0'), form, tens) else {
        return Some(text.to_string());
    };
    let sign = if text.starts_with('-') && written != "0" { "-" } else { "" };
    Some(format!("{sign}{written}"))
}

/// True for a form that Go does not write anew: it looks at the digits only, so that signs, leading zeros and a point at the
/// end stay.
fn is_kept(whole: &str, fraction: &str, form: &Form, tens: i32) -> bool {
    let whole = whole.trim_start_matches('0');
    let places = fraction.len();
    let (digits, places) = (whole.len() + places, i32::try_from(places).unwrap_or(i32::MAX));
    if let Form::Binary(factor) = form {
        let odd = whole.parse::<u64>().is_ok_and(|value| value % 8 != 0);
        return odd && places == 0 && whole.len() + factor.trailing_zeros() as usize * 3 / 10 < 15;
    }
    let scale = tens.saturating_sub(places);
    let last = |text: &str| text.len() - text.trim_end_matches('0').len();
    let zeros = if last(fraction) == fraction.len() { last(whole) + fraction.len() } else { last(fraction) };
    !whole.is_empty() && digits <= 18 && zeros < 3 && scale >= -9 && scale % 3 == 0
}

/// A quantity in billionths, rounded up, and no larger than can be counted; none where the text is none.
pub fn nanos(text: &str) -> Option<i128> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let end = unsigned.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(unsigned.len());
    let (number, unit) = unsigned.split_at_checked(end)?;
    let (form, tens) = scale(unit)?;
    let factor = if let Form::Binary(factor) = form { factor } else { 1 };
    let (mut amount, mut tens, mut fraction) = (0_i128, 9 + tens.clamp(-99, 99), false);
    for digit in number.bytes() {
        fraction |= digit == b'.';
        if digit != b'.' {
            amount = amount.saturating_mul(10).saturating_add(i128::from(digit - b'0'));
            tens -= i32::from(fraction);
        }
    }
    amount = amount.saturating_mul(i128::from(factor));
    let power = 10_i128.saturating_pow(tens.unsigned_abs());
    let amount = if tens < 0 { amount / power + i128::from(amount % power != 0) } else { amount.saturating_mul(power) };
    Some(if text.starts_with('-') { -amount } else { amount })
}

/// What a unit multiplies by: a power of ten, or a factor.
fn scale(unit: &str) -> Option<(Form, i32)> {
    let place = |units: &[&str]| units.iter().position(|known| *known == unit).and_then(|at| i32::try_from(at).ok());
    if let Some(at) = place(&DECIMAL) {
        return Some((Form::Decimal, at * 3 - 9));
    }
    if let Some(at) = place(&BINARY) {
        return Some((Form::Binary(1 << (10 * at)), 0));
    }
    let exponent = unit.strip_prefix(['e', 'E'])?;
    Some((Form::Exponent, exponent.parse().ok()?))
}

/// The number with its unit; none where it is too large to count with.
fn written(whole: &str, fraction: &str, form: Form, tens: i32) -> Option<String> {
    let digits = format!("{whole}{fraction}");
    let number: u64 = if digits.is_empty() { 0 } else { digits.parse().ok()? };
    let places = i32::try_from(fraction.len()).ok()?;
    if let Form::Binary(factor) = form {
        let (number, divisor) = (number.checked_mul(factor)?, 10_u64.checked_pow(places.unsigned_abs())?);
        // What is no whole number of bytes is written in tens.
        if number / divisor >= 1024 && number.is_multiple_of(divisor) {
            let (number, at) = reduced(number / divisor, BINARY.len());
            return Some(format!("{number}{}", BINARY.get(at).unwrap_or(&"")));
        }
        return in_tens(number, -places, false);
    }
    in_tens(number, tens.checked_sub(places)?, matches!(form, Form::Exponent))
}

/// The number without whole factors of 1024, and how many there were, fewer than `most`.
fn reduced(mut number: u64, most: usize) -> (u64, usize) {
    let mut at = 0;
    while at + 1 < most && number.is_multiple_of(1024) {
        number /= 1024;
        at += 1;
    }
    (number, at)
}

/// `number` · 10^`tens`, with the largest unit of a thousand that leaves it whole.
fn in_tens(mut number: u64, mut tens: i32, exponent: bool) -> Option<String> {
    while tens < -9 && number != 0 {
        number = number.div_ceil(10);
        tens += 1;
    }
    while number != 0 && number.is_multiple_of(10) && tens < 18 {
        number /= 10;
        tens += 1;
    }
    while tens % 3 != 0 || tens > 18 {
        number = number.checked_mul(10)?;
        tens -= 1;
    }
    let unit = usize::try_from(tens / 3 + 3).ok()?;
    Some(match (number, exponent, tens) {
        (0, ..) => "0".to_string(),
        (_, true, 0) => number.to_string(),
        (_, true, _) => format!("{number}e{tens}"),
        _ => format!("{number}{}", DECIMAL.get(unit).unwrap_or(&"")),
    })
}

#[cfg(test)]
mod tests {
    use super::{canonical, nanos};

    #[test]
    fn amounts() {
        let cases = [
            ("1", 1_000_000_000),
            ("1m", 1_000_000),
            ("-1Ki", -1_024_000_000_000),
            ("0.1n", 1),
            ("1e-9", 1),
            ("1.5k", 1_500_000_000_000),
        ];
        for (text, amount) in cases {
            assert_eq!(nanos(text), Some(amount), "{text}");
        }
    }

    #[test]
    fn the_usual_form() {
        let cases = [
            ("1000m", "1"),
            ("0.5", "500m"),
            ("1500", "1500"),
            ("2000", "2k"),
            ("0", "0"),
            ("1.5Gi", "1536Mi"),
            ("512Ki", "512Ki"),
            ("0.5Ki", "512"),
            ("0.3Mi", "314572800m"),
            ("1024Ki", "1Mi"),
            ("1e3", "1e3"),
            ("12E2", "1200"),
            ("+5", "+5"),
            ("007", "007"),
            ("1.500", "1.500"),
            ("1.50", "1500m"),
            ("1.5000", "1500m"),
            ("8Ki", "8Ki"),
            ("09Ki", "09Ki"),
            ("-100m", "-100m"),
            ("100n", "100n"),
            ("0.1n", "1n"),
            (".5", "500m"),
            ("5.", "5."),
            ("1.0", "1"),
        ];
        for (text, usual) in cases {
            assert_eq!(canonical(text).as_deref(), Some(usual), "{text}");
        }
        for text in ["", "1 Gi", "abc", "1.2.3", "1KI", "Gi", "1e", "--1"] {
            assert_eq!(canonical(text), None, "{text}");
        }
    }
}
