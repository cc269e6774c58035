//! The order: after each function the one that has most in common with what was just written.

use super::shingles::Shingles;
use std::cmp::Reverse;
use std::collections::VecDeque;

/// How many bytes back a repetition is sought: a little less than Deflate's 32 KB.
const REACH: usize = 30_000;
/// Added to each length, or the shortest functions, which are alike by chance, would all come first.
const GROUND: usize = 40;

/// The indexes of the bodies in the order to write them in. The same bodies always give the same order.
pub fn order(bodies: &[&[u8]]) -> Vec<usize> {
    let shingles = Shingles::new(bodies);
    let mut recent = Recent::new(bodies, &shingles);
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let mut order = Vec::with_capacity(bodies.len());
    let mut next = left.iter().copied().max_by_key(|&function| (bodies[function].len(), Reverse(function)));
    while let Some(function) = next {
        order.push(function);
        left.retain(|&other| other != function);
        recent.push(function);
        next = left.iter().copied().max_by_key(|&function| (recent.likeness(function), Reverse(function)));
    }
    order
}

/// The functions that are within reach, and what each function has in common with them.
struct Recent<'a> {
    bodies: &'a [&'a [u8]],
    shingles: &'a Shingles,
    functions: VecDeque<usize>,
    bytes: usize,
    /// How many of the functions within reach have each shingle.
    counts: Vec<usize>,
    /// Per function, the weight of its shingles that are within reach.
    shared: Vec<usize>,
}

impl<'a> Recent<'a> {
    fn new(bodies: &'a [&'a [u8]], shingles: &'a Shingles) -> Self {
        let (counts, shared) = (vec![0; shingles.holders.len()], vec![0; bodies.len()]);
        Recent { bodies, shingles, functions: VecDeque::new(), bytes: 0, counts, shared }
    }

    /// What the function has in common with those within reach, for its length.
    fn likeness(&self, function: usize) -> usize {
        (self.shared[function] << 16) / (self.bodies[function].len() + GROUND)
    }

    /// Adds a function; the oldest get out of reach, but never the one that was just added.
    fn push(&mut self, function: usize) {
        self.enter(function);
        self.functions.push_back(function);
        self.bytes += self.bodies[function].len();
        while self.bytes > REACH && self.functions.len() > 1 {
            let Some(oldest) = self.functions.pop_front() else { return };
            self.bytes -= self.bodies[oldest].len();
            self.leave(oldest);
        }
    }

    fn enter(&mut self, function: usize) {
        let shingles = self.shingles;
        for &shingle in &shingles.of[function] {
            if self.counts[shingle] == 0 {
                shingles.holders[shingle].iter().for_each(|&holder| self.shared[holder] += shingles.weight(shingle));
            }
            self.counts[shingle] += 1;
        }
    }

    fn leave(&mut self, function: usize) {
        let shingles = self.shingles;
        for &shingle in &shingles.of[function] {
            self.counts[shingle] -= 1;
            if self.counts[shingle] == 0 {
                shingles.holders[shingle].iter().for_each(|&holder| self.shared[holder] -= shingles.weight(shingle));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::order;

    #[test]
    fn like_functions_become_neighbours() {
        let bodies: [&[u8]; 5] = [b"abcdefghijk", b"ABCDEFGHIJKL", b"abcdefghij", b"ABCDEFGHI", b"abcdefgh"];
        assert_eq!(order(&bodies), [1, 3, 0, 2, 4]);
    }

    #[test]
    fn equals_keep_their_order() {
        assert_eq!(order(&[b"same bytes".as_slice(); 4]), [0, 1, 2, 3]);
        assert!(order(&[]).is_empty());
    }
}
