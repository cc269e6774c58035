//! The proxies of both releases, side by side.

use super::{Fleet, Side};
use crate::resolve::{Infra, Mode};
use crate::rules::Input;
use crate::text::Names;

/// Every proxy of either release, and the rate limit service.
pub(super) fn fleets<'a>(before: Side<'a>, after: Side<'a>) -> Vec<Fleet<'a>> {
    let sides = [before, after];
    let mut known: Names<'a, (usize, usize)> = Names::default();
    for (side, input) in sides.iter().map(|side| side.input).enumerate() {
        for (at, infra) in input.resolved.infras.iter().enumerate() {
            known.push(&infra.key, (side, at));
        }
    }
    let mut fleets: Vec<Fleet<'a>> = Vec::new();
    let mut done: Names<'a, ()> = Names::default();
    for (side, input) in sides.iter().map(|side| side.input).enumerate() {
        for infra in &input.resolved.infras {
            if side == 1 && done.has(&infra.key) {
                continue;
            }
            done.push(&infra.key, ());
            fleets.push(fleet(sides, infra, input, known.all(&infra.key)));
        }
    }
    fleets.push(Fleet {
        title: "rate limit service".to_string(),
        place: None,
        sides: [before.rate_limit, after.rate_limit],
        inputs: [before.input, after.input],
        infra: None,
        idle: false,
    });
    fleets
}

fn fleet<'a>(sides: [Side<'a>; 2], infra: &'a Infra<'a>, input: &'a Input<'a>, known: &[(usize, usize)]) -> Fleet<'a> {
    let inputs = sides.map(|side| side.input);
    let rendering = |side: usize| {
        let (_, at) = known.iter().find(|(of, _)| *of == side)?;
        inputs.get(side)?.renderings.get(*at).filter(|rendering| !rendering.objects.is_empty())
    };
    let gateway = infra.gateways.first().and_then(|at| input.resolved.gateways.get(*at)).map(|gateway| gateway.object);
    let title = match infra.mode {
        Mode::Merged => format!("GatewayClass {}", infra.key),
        _ => gateway.map_or(String::new(), |gateway| gateway.title()),
    };
    Fleet {
        title,
        place: gateway.and_then(|gateway| gateway.document.name_origin().span()),
        sides: [rendering(0), rendering(1)],
        inputs,
        infra: Some(infra),
        idle: sides[1].input.resolved.idle.iter().any(|idle| idle.key == infra.key),
    }
}
