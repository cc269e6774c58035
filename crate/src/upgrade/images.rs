//! Images that move with the release, and those that stay behind.

use super::fleet::Fleet;
use super::objects::{Pair, name};
use super::{Changes, Impact};
use crate::render::{ENVOY, Object, SHUTDOWN_MANAGER};
use crate::value::Node;

/// Images that move, and those that somebody wrote and that stay where they are.
pub(super) fn images(fleet: &Fleet<'_>, [old, new]: Pair<'_>, changes: &mut Changes) {
    for list in ["initContainers", "containers"] {
        let of = |object: &Object| -> Option<Node> { object.pod()?.get(list).cloned() };
        let (Some(old), Some(new)) = (of(old), of(new)) else { continue };
        for container in new.items() {
            let other = old.items().iter().find(|other| name(other) == name(container));
            if let (Some(was), Some(is)) = (other.and_then(|other| other.get("image")), container.get("image")) {
                image(fleet, name(container), [was, is], changes);
            }
        }
    }
}

fn image(fleet: &Fleet<'_>, name: &str, nodes: [&Node; 2], changes: &mut Changes) {
    let values = nodes.map(|image| image.as_str().unwrap_or("").to_string());
    let origin = &nodes[1].origin;
    let written = origin.span().is_some();
    let said = if values[0] != values[1] {
        let (impact, todo) = match written {
            true => (Impact::Action, "the registry must hold it before the upgrade"),
            false => (Impact::Notice, ""),
        };
        ("image-moves", impact, format!("the image of {name} moves"), todo, values)
    } else {
        let [before, after] = fleet.inputs.map(|input| {
            let images = &input.release.images;
            match name {
                ENVOY => &*images.envoy,
                SHUTDOWN_MANAGER => &images.gateway,
                "envoy-ratelimit" => &images.ratelimit,
                _ => "",
            }
        });
        let tag = |image: &str| image.rsplit_once(':').map(|(_, tag)| tag.to_string());
        let moved = tag(&values[1]) == tag(after);
        if !written || before == after || moved || fleet.inputs[1].is_placeholder_text(&values[1]) {
            return;
        }
        let what = format!("the image of {name} is pinned and stays behind; the release's own is {after}");
        let todo = "move it too, and test the pair; imageRepository always goes with the release";
        ("image-pinned", Impact::Action, what, todo, values)
    };
    fleet.say(changes, said, Some(origin));
}
