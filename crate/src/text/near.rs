//! The nearest of several words, for "did you mean".

use crate::text::Gather as _;
/// The candidate that differs least from `word`, where it is near enough to be meant: at most one third of the
/// characters differ, and upper or lower case does not count.
pub fn nearest_of<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_within(word, &mut candidates.into_iter(), word.chars().take(LONGEST).count().div_ceil(3))
}

/// The candidate that differs least from `word`, where at most so many characters differ.
pub fn nearest_within<'a>(word: &str, candidates: &mut dyn Iterator<Item = &'a str>, most: usize) -> Option<&'a str> {
    let word: Vec<char> = word.chars().map(|c| c.to_ascii_lowercase()).take(LONGEST + 1).gather();
    if word.len() > LONGEST {
        return None;
    }
    let near = candidates.map(|candidate| (distance(&word, candidate, most), candidate));
    near.filter(|(distance, _)| *distance <= most).min().map(|(_, candidate)| candidate)
}

/// Longer words are not compared, so that the cost stays small.
const LONGEST: usize = 128;

/// How many characters must be put in, taken out, replaced or swapped with their neighbour; above `most` any number.
fn distance(word: &[char], other: &str, most: usize) -> usize {
    let other: Vec<char> = other.chars().map(|c| c.to_ascii_lowercase()).take(LONGEST + 1).gather();
    if other.len().abs_diff(word.len()) > most {
        return most + 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).gather();
    for (i, a) in word.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let get = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let mut best = get(&row, j) + usize::from(a != b);
            best = best.min(get(&row, j + 1) + 1).min(get(&next, j) + 1);
            let swapped = i > 0 && j > 0 && word.get(i - 1) == Some(b) && other.get(j - 1) == Some(a);
            if swapped {
                best = best.min(get(&before, j - 1) + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::nearest_of;

    #[test]
    fn typos_are_near_and_other_words_are_not() {
        let fields = ["image", "imageRepository", "resources", "env"];
        assert_eq!(nearest_of("imagerepository", fields), Some("imageRepository"));
        assert_eq!(nearest_of("resuorces", fields), Some("resources"));
        assert_eq!(nearest_of("replicas", fields), None);
        assert_eq!(nearest_of("imge", fields), Some("image"));
    }
}
