//! Things by their places.

use super::{Span, sort};
use crate::text::Gather as _;

/// Things by the spans that they stand at.
///
/// Sorted once and then searched: an ordered map would be some kilobytes of Wasm for each type that it holds.
#[derive(Debug, Clone)]
pub struct Spans<T>(Vec<(Span, T)>);

impl<T> Default for Spans<T> {
    fn default() -> Self {
        Spans(Vec::new())
    }
}

impl<T> Spans<T> {
    /// What stands at a span.
    pub fn get(&self, span: Span) -> Option<&T> {
        let at = self.0.partition_point(|(other, _)| *other < span);
        self.0.get(at).filter(|(other, _)| *other == span).map(|(_, thing)| thing)
    }

    /// True when something stands at the span.
    pub fn has(&self, span: Span) -> bool {
        self.get(span).is_some()
    }
}

impl<T> FromIterator<(Span, T)> for Spans<T> {
    fn from_iter<I: IntoIterator<Item = (Span, T)>>(things: I) -> Self {
        let mut things: Vec<(Span, T)> = things.into_iter().gather();
        sort(&mut things, |a, b| a.0.cmp(&b.0));
        Spans(things)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FileId;

    #[test]
    fn things_are_found_by_their_spans() {
        let at = |start| Span::new(FileId(0), start, start + 1);
        let spans: Spans<char> = [(at(5), 'b'), (at(1), 'a')].into_iter().collect();
        assert_eq!((spans.get(at(1)), spans.get(at(5)), spans.get(at(2))), (Some(&'a'), Some(&'b'), None));
        assert!(spans.has(at(5)));
    }
}
