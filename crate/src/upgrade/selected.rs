//! Selectors in the files that pick other objects of a proxy, or none any more.

use super::fleet::Fleet;
use super::others::Other;
use super::{Changes, Impact, NONE};
use crate::labels::selector::Selector;
use crate::read::{Document, Kind};
use crate::render::Rendering;
use crate::value::{Map, Node};

/// Deeper than selectors stand.
const DEEPEST: usize = 16;

/// What a selector finds: the labels of the pods, or of the Service.
struct Labels<'a> {
    pods: [Option<&'a Map>; 2],
    service: [Option<&'a Map>; 2],
}

/// A selector in the files.
pub(super) struct Found<'d> {
    document: &'d Document,
    node: &'d Node,
    selector: Selector,
}

/// Every selector that is asked for something.
pub(super) fn all<'d>(documents: &'d [Other<'d>]) -> Vec<Found<'d>> {
    let mut all = Vec::new();
    for (document, root) in documents.iter().filter(|(document, _)| document.kind != Kind::EnvoyGateway) {
        let mut nodes = Vec::new();
        search(root, &mut nodes, DEEPEST);
        for node in nodes {
            let selector = read(node).filter(|selector| !selector.requirements.is_empty());
            all.extend(selector.map(|selector| Found { document, node, selector }));
        }
    }
    all
}

pub(super) fn compare(all: &[Found<'_>], fleet: &Fleet<'_>, changes: &mut Changes) {
    let [Some(before), Some(after)] = fleet.sides else { return };
    let sides = [before, after];
    let pods =
        sides.map(|side| labels(side, &["Deployment", "DaemonSet"], &["spec", "template", "metadata", "labels"]));
    let service = sides.map(|side| labels(side, &["Service"], &["metadata", "labels"]));
    let labels = Labels { pods, service };
    if labels.pods[0] != labels.pods[1] || labels.service[0] != labels.service[1] {
        all.iter().for_each(|found| look(fleet, &labels, found, changes));
    }
}

fn labels<'a>(rendering: &'a Rendering, kinds: &[&str], path: &[&str]) -> Option<&'a Map> {
    let object = rendering.objects.iter().find(|object| kinds.contains(&object.kind))?;
    object.node.at(path)?.as_map()
}

/// Every selector below a node.
fn search<'n>(node: &'n Node, found: &mut Vec<&'n Node>, depth: usize) {
    let Some(deeper) = depth.checked_sub(1) else { return };
    for entry in node.entries() {
        if matches!(&*entry.key, "selector" | "podSelector" | "labelSelector") {
            found.push(&entry.value);
        }
        search(&entry.value, found, deeper);
    }
    node.items().iter().for_each(|item| search(item, found, deeper));
}

fn look(fleet: &Fleet<'_>, labels: &Labels<'_>, found: &Found<'_>, changes: &mut Changes) {
    let Found { document, node, selector } = found;
    let kind = &*document.kind_name;
    let namespace = fleet.infra.map(|infra| &infra.namespace);
    let own = fleet.inputs[1].model.namespace_of(document);
    let apart = namespace.is_some_and(|namespace| own.name().is_some_and(|own| Some(own) != namespace.as_str()));
    if apart && matches!(kind, "Service" | "PodDisruptionBudget") {
        return;
    }
    let of = if kind == "ServiceMonitor" { &labels.service } else { &labels.pods };
    let [before, after] = of.map(|labels| labels.is_some_and(|labels| selector.matches(labels)));
    if before == after {
        return;
    }
    let (impact, what, todo) = match after {
        false => (Impact::Breaking, "no longer selects it", "select by a label that both releases have"),
        true => (Impact::Notice, "selects it from now on", ""),
    };
    let what = format!("a selector of {kind} {} {what}: {selector}", document.name);
    fleet.say(changes, ("selects", impact, what, todo, NONE), Some(&node.origin));
}

/// A selector in either of its forms: with matchLabels, or the bare labels of a Service.
fn read(node: &Node) -> Option<Selector> {
    if node.get("matchLabels").is_some() || node.get("matchExpressions").is_some() {
        return Selector::read(node).ok();
    }
    let all = node.entries().iter().all(|entry| entry.value.as_str().is_some());
    let wrapped = Node::map(Map::new(), node.origin.clone()).put_at(&["matchLabels"], node.clone());
    if all { Selector::read(&wrapped).ok() } else { None }
}
