//! One sort for all lists.

use crate::text::Gather as _;
use std::cmp::Ordering;

/// Sorts a list; what compares alike keeps its order.
///
/// The standard sort is some ten kilobytes of Wasm for each type that it is used with. Here the places are sorted, which
/// are numbers for every list, by merging, and the items then change places.
pub fn sort<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let swaps = swaps(items.len(), &|a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    swaps.into_iter().for_each(|(a, b)| items.swap(a, b));
}

/// Which places change their items, one pair after the other, so that all are in order.
fn swaps(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<(usize, usize)> {
    let mut swaps = Vec::new();
    // Lists are mostly in order already.
    if (1..len).all(|at| compare(at - 1, at) != Ordering::Greater) {
        return swaps;
    }
    let mut order = order(len, compare);
    for start in 0..len {
        // Around the circle of places in which each takes the item of the next; a place that is done takes its own.
        let mut at = start;
        while let Some(from) = order.get_mut(at).map(|from| std::mem::replace(from, at)).filter(|from| *from != start) {
            swaps.push((at, from));
            at = from;
        }
    }
    swaps
}

/// The places in the order of their items.
fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).gather();
    let mut width = 1;
    while width < len {
        let pairs = order.chunks(2 * width).map(|pair| pair.split_at(width.min(pair.len())));
        let mut merged = Vec::with_capacity(len);
        pairs.for_each(|(left, right)| merge(left, right, compare, &mut merged));
        order = merged;
        width *= 2;
    }
    order
}

/// One sorted list of two.
fn merge(mut left: &[usize], mut right: &[usize], compare: &dyn Fn(usize, usize) -> Ordering, into: &mut Vec<usize>) {
    while let (Some((a, after_a)), Some((b, after_b))) = (left.split_first(), right.split_first()) {
        if compare(*a, *b) == Ordering::Greater {
            into.push(*b);
            right = after_b;
        } else {
            into.push(*a);
            left = after_a;
        }
    }
    into.extend_from_slice(left);
    into.extend_from_slice(right);
}

#[cfg(test)]
mod tests {
    use super::sort;

    #[test]
    fn it_sorts_and_keeps_the_order_of_equals() {
        let mut items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')];
        sort(&mut items, |a, b| a.0.cmp(&b.0));
        assert_eq!(items, [(1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
    }

    #[test]
    fn it_sorts_as_the_standard_sort_does() {
        for seed in 0..200u32 {
            let number = |at: u32| (at + 1).wrapping_mul(seed.wrapping_mul(2_654_435_761) | 1) >> 27;
            let mut items: Vec<(u32, u32)> = (0..seed % 40).map(|at| (number(at), at)).collect();
            let mut wanted = items.clone();
            wanted.sort_by_key(|item| item.0);
            sort(&mut items, |a, b| a.0.cmp(&b.0));
            assert_eq!(items, wanted);
        }
    }
}
