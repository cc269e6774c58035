//! One sort for all lists.

use std::cmp::Ordering;

/// Sorts a list; what compares alike keeps its order.
///
/// The standard sort is some ten kilobytes of Wasm for each type that it is used with. Here the places are sorted, which
/// are numbers for every list, by merging, and the items then move once.
pub fn sort<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = order(items.len(), &|a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut slots: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(order.into_iter().filter_map(|at| slots.get_mut(at).and_then(Option::take)));
}

fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    // Lists are mostly in order already.
    if (1..len).all(|at| compare(at - 1, at) != Ordering::Greater) {
        return order;
    }
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
}
