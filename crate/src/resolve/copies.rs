//! The copies of EnvoyProxies that the controller works with.

use super::levels::Level;
use super::{GatewayState, Resolved};
use crate::model::Object;
use crate::release::{Feature, Release};
use crate::text::{Span, sort};

/// The copies of EnvoyProxies that the controller makes: one for each Gateway that names it, and one for the class. It
/// fills a provider into the first that it comes by, and works with the last, or with that of the class.
pub(super) struct Copies {
    /// The class of each Gateway with an EnvoyProxy of its own, and where that stands; sorted.
    own: Vec<(usize, Span)>,
    /// The class of each Gateway without.
    without: Vec<usize>,
}

impl Copies {
    pub(super) fn new(resolved: &Resolved<'_>) -> Self {
        let mut copies = Copies { own: Vec::new(), without: Vec::new() };
        for gateway in &resolved.gateways {
            match (gateway.class, gateway.params.any_proxy()) {
                (Some(class), Some(proxy)) => copies.own.push((class, proxy.document.span)),
                (Some(class), None) => copies.without.push(class),
                _ => {}
            }
        }
        sort(&mut copies.own, |a, b| a.cmp(b));
        sort(&mut copies.without, |a, b| a.cmp(b));
        copies
    }

    /// True when the copy that counts is the one that a provider is filled into.
    pub(super) fn is_filled(
        &self,
        level: Level,
        proxy: &Object<'_>,
        gateway: &GatewayState<'_>,
        class: Option<&Object<'_>>,
        release: &Release,
    ) -> bool {
        let span = proxy.document.span;
        let of_class = level == Level::Class
            || release.has(Feature::ClassCopyCounts) && class.is_some_and(|class| class.document.span == span);
        let index = gateway.class.unwrap_or(usize::MAX);
        if of_class {
            return self.without.binary_search(&index).is_ok();
        }
        let (from, to) = (
            self.own.partition_point(|own| *own < (index, span)),
            self.own.partition_point(|own| *own <= (index, span)),
        );
        to - from < 2 || !release.has(Feature::LastCopyCounts)
    }
}
