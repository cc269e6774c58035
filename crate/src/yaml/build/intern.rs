//! Short texts that stand often in a file, kept once: keys, kinds, versions.

use crate::text::Str;
use std::borrow::Cow;

/// Longer texts are rarely repeated.
const MAX_LEN: usize = 48;
const SLOTS: usize = 256;

/// The last text of each slot. One that hashes to the same slot takes its place.
pub(in crate::yaml) struct Interner(Vec<Str>);

impl Interner {
    /// Nothing yet.
    pub fn new() -> Self {
        Interner(vec![Str::Static(""); SLOTS])
    }

    /// A shared copy of a text.
    pub(super) fn share(&mut self, text: Cow<str>) -> Str {
        let slot = self.0.get_mut(hash(text.as_bytes()) % SLOTS);
        let Some(slot) = slot.filter(|_| text.len() <= MAX_LEN) else {
            return copy(text);
        };
        if **slot != *text {
            *slot = copy(text);
        }
        slot.clone()
    }
}

fn copy(text: Cow<str>) -> Str {
    match text {
        Cow::Borrowed(text) => Str::copied(text),
        Cow::Owned(text) => text.into(),
    }
}

/// Of the ends and the length, which is enough: a collision only costs a copy.
fn hash(text: &[u8]) -> usize {
    let word = |bytes: &[u8; 4]| u32::from_le_bytes(*bytes);
    let (first, last) = match (text.first_chunk(), text.last_chunk()) {
        (Some(first), Some(last)) => (word(first), word(last)),
        _ => (text.iter().fold(0, |word, byte| word << 8 | u32::from(*byte)), 0),
    };
    let mixed = (first ^ last.rotate_left(15) ^ text.len() as u32).wrapping_mul(0x9E37_79B1);
    (mixed >> 16) as usize
}
