//! The proxies of both releases, side by side.

use super::{Changes, Said};
use crate::render::Rendering;
use crate::resolve::{Infra, Mode};
use crate::rules::Input;
use crate::text::{Gather as _, Index, Key, Span};
use crate::value::Origin;

/// The proxy of a Gateway, or the rate limit service, in both releases.
pub(super) struct Fleet<'a> {
    /// What it serves: `Gateway edge/public`.
    pub title: String,
    /// Where that stands.
    pub place: Option<Span>,
    /// What is created, if anything is.
    pub sides: [Option<&'a Rendering>; 2],
    pub inputs: [&'a Input<'a>; 2],
    pub infra: Option<&'a Infra<'a>>,
    /// The newer release leaves alone what is there.
    pub idle: bool,
}

impl Fleet<'_> {
    /// A change of this proxy; it stands where the Gateway does, unless it has a place of its own.
    #[inline(never)]
    pub fn say(&self, changes: &mut Changes, said: Said<'_>, origin: Option<&Origin>) {
        let place = origin.and_then(Origin::span).or(self.place);
        changes.add(said, &self.title, place.into_iter().gather());
    }
}

/// Every proxy of either release, and the rate limit service.
pub(super) fn all<'a>(inputs: [&'a Input<'a>; 2]) -> Vec<Fleet<'a>> {
    let mut places = Index::default();
    let mut fleets: Vec<Fleet<'a>> = Vec::new();
    for (side, input) in inputs.into_iter().enumerate() {
        for (infra, rendering) in input.proxies() {
            let place = places.place(Key::Text(&infra.key), fleets.len());
            if place == fleets.len() {
                fleets.push(fleet(inputs, infra, input));
            }
            let slot = fleets.get_mut(place).and_then(|fleet| fleet.sides.get_mut(side));
            if let Some(slot) = slot.filter(|_| !rendering.objects.is_empty()) {
                *slot = Some(rendering);
            }
        }
    }
    let title = "rate limit service".to_string();
    let limits = inputs.map(|input| input.rate_limit());
    fleets.push(Fleet { title, place: None, sides: limits, inputs, infra: None, idle: false });
    fleets
}

fn fleet<'a>(inputs: [&'a Input<'a>; 2], infra: &'a Infra<'a>, input: &'a Input<'a>) -> Fleet<'a> {
    let gateway = infra.gateways.first().and_then(|at| input.resolved.gateways.get(*at)).map(|gateway| gateway.object);
    let title = match infra.mode {
        Mode::Merged => format!("GatewayClass {}", infra.key),
        _ => gateway.map_or(String::new(), |gateway| gateway.title()),
    };
    let place = gateway.and_then(|gateway| gateway.document.name_origin().span());
    let idle = inputs[1].resolved.idle.iter().any(|idle| idle.key == infra.key);
    Fleet { title, place, sides: [None, None], inputs, infra: Some(infra), idle }
}
