//! What functions have in common: short runs of bytes, called shingles.

use std::collections::HashMap;

/// The length of a shingle. Deflate repeats three bytes and more, but so few are alike by chance; 4 to 8 were tried.
const LENGTH: usize = 6;
/// A shingle that more functions have is within reach anyway, wherever they are.
const COMMON: usize = 200;

/// The shingles of all functions, numbered as they are first seen.
pub struct Shingles {
    /// Those of each function that some others have, but not very many.
    pub of: Vec<Vec<usize>>,
    /// The functions that have each shingle.
    pub holders: Vec<Vec<usize>>,
}

impl Shingles {
    /// Finds them.
    pub fn new(bodies: &[&[u8]]) -> Self {
        let mut shingles = Shingles { of: Vec::new(), holders: Vec::new() };
        let mut numbers = HashMap::new();
        for body in bodies {
            shingles.add(body, &mut numbers);
        }
        let Shingles { of, holders } = &mut shingles;
        of.iter_mut().for_each(|own| own.retain(|&shingle| (2..=COMMON).contains(&holders[shingle].len())));
        shingles
    }

    /// Adds those of the next function.
    fn add<'a>(&mut self, body: &'a [u8], numbers: &mut HashMap<&'a [u8], usize>) {
        let function = self.of.len();
        let mut own = Vec::new();
        for bytes in body.windows(LENGTH) {
            let shingle = *numbers.entry(bytes).or_insert(self.holders.len());
            if shingle == self.holders.len() {
                self.holders.push(Vec::new());
            }
            if self.holders[shingle].last() != Some(&function) {
                self.holders[shingle].push(function);
                own.push(shingle);
            }
        }
        self.of.push(own);
    }

    /// What having the shingle in common is worth: the rarer, the more, as it would not be met otherwise.
    pub fn weight(&self, shingle: usize) -> usize {
        (1_000_000 / self.holders[shingle].len()).isqrt()
    }
}
