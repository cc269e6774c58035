use super::{Decimal, Precision};

/// Numbers that are spread over all bits.
fn random() -> impl Iterator<Item = u64> {
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    })
}

fn edges() -> impl Iterator<Item = f64> {
    let powers = (-1074..1024).map(|power| 2f64.powi(power));
    let around = powers.flat_map(|power| {
        [power, f64::from_bits(power.to_bits() + 1), f64::from_bits(power.to_bits().saturating_sub(1))]
    });
    around
        .chain([f64::MAX, f64::MIN_POSITIVE, 0.1, 0.3, 1e21, 1e-6, 9e15])
        .filter(|value| value.is_finite() && *value > 0.0)
}

#[test]
fn shortest_digits_are_those_of_the_standard_library() {
    let values = random().map(|bits| f64::from_bits(bits >> 1)).filter(|value| value.is_finite()).take(3000);
    for value in edges().chain(values).chain((1..400).map(|value| f64::from(value) / 8.0)) {
        let short = Decimal::shortest(value, Precision::Double);
        assert_eq!(short.plain(), value.to_string());
        let (mantissa, exponent) = short.scientific();
        assert_eq!(format!("{mantissa}e{exponent}"), format!("{value:e}"));
    }
    for value in random().map(|bits| f32::from_bits(bits as u32 >> 1)).filter(|value| value.is_finite()).take(2000) {
        assert_eq!(Decimal::shortest(f64::from(value), Precision::Single).plain(), value.to_string());
    }
}

#[test]
fn texts_are_read_as_the_standard_library_reads_them() {
    let of_bits = random().take(1500).map(|bits| format!("{:e}", f64::from_bits(bits >> 1)));
    let written = random().take(1500).map(|bits| format!("{}.{:05}e{}", bits % 1000, bits >> 32, bits as i8));
    let halves = edges().map(|value| format!("{}5", value));
    let long = [
        "0".repeat(900) + "1",
        "9".repeat(900),
        format!("0.{}1e500", "0".repeat(450)),
        "1".repeat(17) + &"0".repeat(900),
    ];
    let odd = [
        "0",
        "00.0",
        "1e400",
        "1e-400",
        "1e99999999999",
        "0e99999999999",
        "4.9e-324",
        "2.4703282292062327e-324",
        "5.",
        ".5",
    ];
    let odd = odd.map(str::to_owned);
    let rest = format!("9007199254740993.{}1", "0".repeat(900));
    for text in of_bits.chain(written).chain(halves).chain(long).chain(odd).chain([rest]) {
        let Ok(value) = text.parse::<f64>() else { continue };
        assert_eq!(
            Decimal::parse(&text).map(|it| it.value(Precision::Double)),
            value.is_finite().then_some(value).or(Some(f64::INFINITY)).filter(|_| !value.is_nan()),
            "{text}"
        );
    }
    for text in ["", ".", "e5", "1e", "1e+", "1_0", "0x1", "1.2.3", "+1", "nan", "inf", "1e5.0"] {
        assert_eq!(Decimal::parse(text), None, "{text}");
    }
}
