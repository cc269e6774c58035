//! Floating-point numbers from decimal digits and back, exactly rounded.
//!
//! The standard library does this faster, with 20 KB of tables in the Wasm module. Floats are rare in configuration, so
//! plain long arithmetic does here. Both ways agree with the standard library, which the tests compare with.

mod natural;

use crate::text::Gather as _;
use natural::Natural;

/// Beyond so many digits only whether any of them is not zero decides.
const MAX_DIGITS: usize = 800;
/// Numbers from 10^400 on are infinite, those below 10^-400 are zero.
const MAX_POINT: i64 = 400;

/// A precision: how many bits, and the exponent of the lowest one.
#[derive(Clone, Copy)]
pub enum Precision {
    /// As `f64`.
    Double,
    /// As `f32`.
    Single,
}

impl Precision {
    fn bits(self) -> i32 {
        if matches!(self, Precision::Double) { 53 } else { 24 }
    }

    fn lowest(self) -> i32 {
        if matches!(self, Precision::Double) { -1074 } else { -149 }
    }
}

/// A decimal number: 0.DIGITS × 10^point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal {
    /// 0 to 9 each, the first one not 0.
    digits: Vec<u8>,
    point: i64,
}

impl Decimal {
    /// The size of a text such as `12.5e-3`; none where it is no such text. A sign is the caller's.
    pub fn parse(text: &str) -> Option<Decimal> {
        let (mantissa, exponent) = match text.find(['e', 'E']) {
            Some(at) => (text.get(..at)?, exponent(text.get(at + 1..)?)?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = whole.bytes().chain(fraction.bytes());
        if whole.len() + fraction.len() == 0 || !digits.clone().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let zeros = digits.clone().take_while(|byte| *byte == b'0').count();
        let digits: Vec<u8> = digits.skip(zeros).map(|byte| byte - b'0').gather();
        Some(Decimal { digits, point: whole.len() as i64 - zeros as i64 + exponent })
    }

    /// The nearest float, the even one of two; infinite where it is too large.
    pub fn value(&self, precision: Precision) -> f64 {
        if self.digits.is_empty() || self.point < -MAX_POINT {
            return 0.0;
        }
        if self.point > MAX_POINT {
            return f64::INFINITY;
        }
        let rest = self.digits.get(MAX_DIGITS..).unwrap_or(&[]).iter().any(|digit| *digit > 0);
        let digits = self.digits.iter().take(MAX_DIGITS).copied().chain(rest.then_some(1));
        let scale = self.point as i32 - digits.clone().count() as i32;
        let (mut over, mut under) = (Natural::of_digits(digits), Natural::new(1));
        over.scale_by_ten(scale);
        under.scale_by_ten(-scale);
        divide(over, under, precision)
    }

    /// The fewest digits that are read as the same float again, and of these the nearest; `value` is finite, above 0.
    pub fn shortest(value: f64, precision: Precision) -> Decimal {
        let exact = digits(value);
        let mut all = (1..exact.digits.len()).flat_map(|count| exact.cut(count));
        all.find(|short| short.value(precision) == value).unwrap_or(exact)
    }

    /// The two numbers of so many digits around this one, the nearer one first.
    fn cut(&self, count: usize) -> [Decimal; 2] {
        let below = Decimal { digits: self.digits.get(..count).unwrap_or(&[]).to_vec(), point: self.point };
        let above = below.clone().next();
        if self.digits.get(count).is_some_and(|digit| *digit >= 5) { [above, below] } else { [below, above] }
    }

    /// One more in the last digit.
    fn next(mut self) -> Decimal {
        while self.digits.last() == Some(&9) {
            self.digits.pop();
        }
        match self.digits.last_mut() {
            Some(last) => *last += 1,
            None => (self.digits, self.point) = (vec![1], self.point + 1),
        }
        self
    }

    /// All digits, without an exponent: `0.001`, `1200`.
    pub fn plain(&self) -> String {
        let digit = |at: i64| usize::try_from(at).ok().and_then(|at| self.digits.get(at)).copied().unwrap_or(0);
        let mut text = String::new();
        for at in self.point.min(1) - 1..self.point.max(self.digits.len() as i64) {
            if at == self.point {
                text.push_str(if text.is_empty() { "0." } else { "." });
            }
            text.push(char::from(b'0' + digit(at)));
        }
        text
    }

    /// One digit before the point, and the exponent.
    pub fn scientific(&self) -> (String, i64) {
        let one = Decimal { digits: self.digits.clone(), point: 1 };
        (one.plain(), self.point - 1)
    }
}

fn exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let size = digits.parse::<u32>().map_or(i64::from(u32::MAX), i64::from);
    Some(if text.starts_with('-') { -size } else { size })
}

/// A fraction as a float.
fn divide(mut over: Natural, mut under: Natural, precision: Precision) -> f64 {
    const STEPS: i32 = 55;
    let shift = under.bits() - over.bits() + STEPS;
    over.shift(shift);
    under.shift(STEPS - shift.min(0));
    let mut quotient = 0u64;
    for _ in 0..=STEPS {
        quotient = quotient << 1 | u64::from(over.take(&under));
        over.shift(1);
    }
    round(quotient, -shift, !over.is_zero(), precision)
}

/// `quotient` × 2^`exponent` and, where there is a rest, a little more.
fn round(quotient: u64, exponent: i32, rest: bool, precision: Precision) -> f64 {
    let bits = 64 - quotient.leading_zeros() as i32;
    let lowest = (exponent + bits - precision.bits()).max(precision.lowest());
    let dropped = lowest - exponent;
    if dropped > 63 {
        return 0.0;
    }
    let (kept, below, half) = (quotient >> dropped, quotient & ((1 << dropped) - 1), 1 << (dropped - 1));
    let up = below > half || below == half && (rest || kept & 1 == 1);
    (kept + u64::from(up)) as f64 * power_of_two(lowest)
}

fn power_of_two(exponent: i32) -> f64 {
    match exponent {
        1024.. => f64::INFINITY,
        -1022.. => f64::from_bits(((exponent + 1023) as u64) << 52),
        _ => f64::from_bits(1 << (exponent + 1074).max(0)),
    }
}

/// The first 18 digits of a float: 17 tell it from all others, and one says how to round them.
fn digits(value: f64) -> Decimal {
    let (bits, exponent) = (value.to_bits(), (value.to_bits() >> 52) as i32 & 0x7ff);
    let hidden = u64::from(exponent > 0) << 52;
    let mut over = Natural::new(bits & ((1 << 52) - 1) | hidden);
    let mut under = Natural::new(1);
    let exponent = exponent.max(1) - 1075;
    over.shift(exponent);
    under.shift(-exponent);
    let mut point = (f64::from(over.bits() - under.bits()) * std::f64::consts::LOG10_2).floor() as i32;
    over.scale_by_ten(-point);
    under.scale_by_ten(point);
    while over.clone().take(&under) {
        under.scale(10, 0);
        point += 1;
    }
    let digits = (0..18).map(|_| {
        over.scale(10, 0);
        (0..9).map(|_| u8::from(over.take(&under))).sum()
    });
    Decimal { digits: digits.gather(), point: i64::from(point) }.normal()
}

impl Decimal {
    fn normal(mut self) -> Decimal {
        let zeros = self.digits.iter().take_while(|digit| **digit == 0).count();
        self.digits.drain(..zeros);
        self.point -= zeros as i64;
        self
    }
}

#[cfg(test)]
mod tests;
