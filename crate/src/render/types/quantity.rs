//! Quantities: `500m`, `1.5Gi`, `2e3`.
//!
//! Source: behaviour of `resource.Quantity` of k8s.io/apimachinery: a number is written with the largest unit that leaves
//! it whole; fractions below a billionth are rounded up.

/// Units of a thousand, from a billionth on.
const DECIMAL: [&str; 10] = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
/// Units of 1024.
const BINARY: [&str; 7] = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
/// A billionth is the smallest part.
const NANO: i128 = 1_000_000_000;

enum Form {
    Decimal,
    Binary,
    Exponent,
}

/// The usual form of a quantity; none where the text is none. One with more digits than anybody counts stays as it is.
pub(super) fn canonical(text: &str) -> Option<String> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let end = unsigned.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(unsigned.len());
    let (number, unit) = unsigned.split_at_checked(end)?;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if (whole.is_empty() && fraction.is_empty()) || fraction.contains('.') {
        return None;
    }
    let (form, factor, tens) = scale(unit)?;
    let Some(nano) = nano(whole, fraction, factor, tens) else { return Some(text.to_string()) };
    let sign = if text.starts_with('-') && nano != 0 { "-" } else { "" };
    Some(format!("{sign}{}", written(nano, &form)))
}

/// What a unit multiplies by: a factor and a power of ten.
fn scale(unit: &str) -> Option<(Form, i128, i32)> {
    let place = |units: &[&str]| units.iter().position(|known| *known == unit).and_then(|at| i32::try_from(at).ok());
    if let Some(at) = place(&DECIMAL) {
        return Some((Form::Decimal, 1, at * 3 - 9));
    }
    if let Some(at) = place(&BINARY) {
        return Some((Form::Binary, 1024_i128.checked_pow(u32::try_from(at).ok()?)?, 0));
    }
    let exponent = unit.strip_prefix(['e', 'E'])?;
    Some((Form::Exponent, 1, exponent.parse().ok()?))
}

/// The number in billionths, rounded up; none where it is too large.
fn nano(whole: &str, fraction: &str, factor: i128, tens: i32) -> Option<i128> {
    let digits = format!("{whole}{}", fraction.trim_end_matches('0'));
    let places = i32::try_from(fraction.trim_end_matches('0').len()).ok()?;
    let number: i128 = if digits.is_empty() { 0 } else { digits.parse().ok()? };
    let number = number.checked_mul(factor)?;
    let shift = tens.checked_add(9)?.checked_sub(places)?;
    let power = 10_i128.checked_pow(shift.unsigned_abs());
    match (shift >= 0, power) {
        (true, power) => number.checked_mul(power?),
        (false, Some(power)) => Some(number / power + i128::from(number % power != 0)),
        (false, None) => Some(i128::from(number != 0)),
    }
}

fn written(nano: i128, form: &Form) -> String {
    if let Form::Binary = form
        && nano >= 1024 * NANO
    {
        let (number, at) = reduced(nano / NANO + i128::from(nano % NANO != 0), 1024, BINARY.len());
        return format!("{number}{}", BINARY.get(at).unwrap_or(&""));
    }
    if nano == 0 {
        return "0".to_string();
    }
    let (number, at) = reduced(nano, 1000, DECIMAL.len());
    match (form, at) {
        (Form::Exponent, 3) => number.to_string(),
        (Form::Exponent, at) => format!("{number}e{}", at as i64 * 3 - 9),
        (_, at) => format!("{number}{}", DECIMAL.get(at).unwrap_or(&"")),
    }
}

/// The number without whole factors, and how many there were, fewer than `most`.
fn reduced(mut number: i128, factor: i128, most: usize) -> (i128, usize) {
    let mut at = 0;
    while at + 1 < most && number != 0 && number % factor == 0 {
        number /= factor;
        at += 1;
    }
    (number, at)
}

#[cfg(test)]
mod tests {
    use super::canonical;

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
            ("1024Ki", "1Mi"),
            ("1e3", "1e3"),
            ("12E2", "1200"),
            ("+5", "5"),
            ("-100m", "-100m"),
            ("100n", "100n"),
            ("0.1n", "1n"),
            (".5", "500m"),
            ("5.", "5"),
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
