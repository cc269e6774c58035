//! Natural numbers of any size, with the little arithmetic that decimal digits need.

use std::cmp::Ordering;

/// A natural number: 32 bits a part, the lowest first; no part of zero is at the end.
#[derive(Debug, Clone)]
pub(super) struct Natural(Vec<u32>);

impl Natural {
    /// This number.
    pub fn new(value: u64) -> Self {
        let mut natural = Natural(vec![value as u32, (value >> 32) as u32]);
        natural.trim();
        natural
    }

    /// The number that decimal digits write.
    pub fn of_digits(digits: impl Iterator<Item = u8>) -> Self {
        let mut natural = Natural(Vec::new());
        digits.for_each(|digit| natural.scale(10, u32::from(digit)));
        natural
    }

    /// True for zero.
    pub fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// How many bits it has.
    pub fn bits(&self) -> i32 {
        let last = self.0.last().map_or(0, |last| 32 - last.leading_zeros() as i32);
        last + 32 * (self.0.len() as i32 - 1).max(0)
    }

    /// Multiplies, and adds.
    pub fn scale(&mut self, by: u32, plus: u32) {
        let mut carry = u64::from(plus);
        for part in &mut self.0 {
            carry += u64::from(*part) * u64::from(by);
            *part = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    /// Multiplies by a power of ten.
    pub fn scale_by_ten(&mut self, power: i32) {
        (0..power / 9).for_each(|_| self.scale(1_000_000_000, 0));
        (0..power % 9).for_each(|_| self.scale(10, 0));
    }

    /// Multiplies by a power of two.
    pub fn shift(&mut self, bits: i32) {
        if self.is_zero() || bits <= 0 {
            return;
        }
        self.scale(1 << (bits % 32), 0);
        self.0.splice(..0, std::iter::repeat_n(0, (bits / 32) as usize));
    }

    /// Takes another one away, where that is not greater; tells whether it was.
    pub fn take(&mut self, other: &Natural) -> bool {
        if self.compare(other) == Ordering::Less {
            return false;
        }
        let mut borrow = 0;
        let others = other.0.iter().copied().chain(std::iter::repeat(0));
        for (part, other) in self.0.iter_mut().zip(others) {
            let rest = i64::from(*part) - i64::from(other) - borrow;
            *part = rest as u32;
            borrow = i64::from(rest < 0);
        }
        self.trim();
        true
    }

    fn compare(&self, other: &Natural) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}
