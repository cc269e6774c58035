//! Texts that are broken on purpose.
#![allow(dead_code, clippy::disallowed_methods, clippy::disallowed_types)]

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// What is put into texts.
const PARTS: &[&str] = &[
    "- ",
    "-",
    "? ",
    ": ",
    ":",
    "\n",
    "\n  ",
    "\n\t",
    "\t",
    " ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "\"",
    "'",
    "#",
    " # c\n",
    "|\n",
    ">-\n",
    "|2\n",
    "&x ",
    "*x ",
    "<<: ",
    "!!str ",
    "!!int ",
    "!!binary ",
    "!",
    "---\n",
    "--- x\n",
    "...\n",
    "%YAML 1.1\n",
    "@",
    "\r\n",
    "\r",
    "\r\r\n",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "é",
    "😀",
    "\u{7}",
    "\\",
    "\\n",
    "\\u00e9",
    "0x1f",
    "1e3",
    "yes",
    "~",
    ".inf",
    "-0.0",
    "{\"a\":1}",
];

/// How long to look for faults, where the environment says so.
fn seconds() -> Option<u64> {
    std::env::var("GATELINT_FUZZ_SECONDS").ok()?.parse().ok()
}

/// So many rounds; or as many as there is time for.
pub fn rounds(count: usize) -> impl Iterator<Item = ()> {
    let until = seconds().map(|seconds| Instant::now() + Duration::from_secs(seconds));
    (0..).map_while(move |round| until.map_or(round < count, |until| Instant::now() < until).then_some(()))
}

/// A text with a few changes.
pub fn mutated(texts: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut bytes = texts[random.below(texts.len())].clone();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        let part = PARTS[random.below(PARTS.len())].as_bytes();
        match random.below(8) {
            0..4 => drop(bytes.splice(at..at, part.iter().copied())),
            4 => drop(bytes.drain(at..(at + 1 + random.below(4)).min(bytes.len()).max(at))),
            5 => {
                let other = &texts[random.below(texts.len())];
                let from = random.below(other.len() + 1);
                let piece = other[from..(from + 20).min(other.len())].to_vec();
                drop(bytes.splice(at..at, piece));
            }
            6 => bytes.truncate(at),
            _ => bytes.insert(at, random.below(256) as u8),
        }
    }
    bytes
}

/// A small generator of numbers (splitmix64).
pub struct Random(u64);

impl Random {
    /// The same numbers in every run, but where there is time to look for more.
    pub fn new() -> Self {
        let now = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos() as u64;
        Random(if seconds().is_some() { now() } else { 7 })
    }

    /// A number below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % limit.max(1) as u64) as usize
    }
}
