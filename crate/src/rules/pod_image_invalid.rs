//! See `pod_image_invalid.md`.

use super::{Findings, Input, Rule, sites, workloads};
use crate::diagnostic::{Group, Severity};
use crate::image::Reference;
use crate::value::Node;

/// An image of an init container, a sidecar, a volume or a patch that is none.
pub const RULE: Rule =
    Rule { id: "pod-image-invalid", group: Group::Rollout, severity: Severity::Error, since: "0.1.0", check };

const HELP: &str = "Nothing looks at it before the kubelet: the pods do not start.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for written in workloads::written(input) {
        let pod = written.node.get("pod");
        let patched = written.node.at(&["patch", "value", "spec", "template", "spec"]);
        for (holder, list) in [
            (Some(written.node), "initContainers"),
            (patched, "initContainers"),
            (patched, "containers"),
            (pod, "volumes"),
            (patched, "volumes"),
        ] {
            for item in holder.and_then(|holder| holder.get(list)).map_or(&[][..], Node::items) {
                let path: &[&str] = if list == "volumes" { &["image", "reference"] } else { &["image"] };
                item.at(path).into_iter().for_each(|image| look(input, findings, image));
            }
        }
    }
}

/// An empty one is refused, which is said.
fn look(input: &Input<'_>, findings: &mut Findings, image: &Node) {
    let Some(text) = image.as_str().filter(|text| !text.is_empty() && !input.is_placeholder_text(text)) else { return };
    if let Err(error) = Reference::parse_normalized(text.to_string()) {
        sites::not_an_image(input, findings, image, &error, ["image reference", HELP]);
    }
}
