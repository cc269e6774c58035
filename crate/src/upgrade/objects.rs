//! The created objects of both releases, compared: which there are, names, selectors, images, labels, replicas, the rest.

use super::{Change, Fleet, Impact};
use crate::render::{ENVOY, Object, Rendering, SHUTDOWN_MANAGER};
use crate::text::Str;
use crate::value::{Map, Node};

/// Fields that are told of by themselves.
const TOLD: [&str; 6] = [
    "metadata.name",
    "metadata.namespace",
    "metadata.labels",
    "spec.selector",
    "spec.replicas",
    "spec.template.metadata.labels",
];
/// Deeper than the objects differ in ways that matter.
const DEEPEST: usize = 12;
/// How many fields of an object are named.
const MOST_FIELDS: usize = 24;

/// An object in both releases.
type Pair<'a> = (&'a Object, &'a Object);

pub(super) fn compare(fleet: &Fleet<'_>, changes: &mut Vec<Change>) {
    let (before, after) = match fleet.sides {
        [None, None] => return,
        [Some(_), None] => return changes.push(gone(fleet)),
        [None, Some(_)] => {
            return changes.push(fleet.say(Change::new(
                "proxy-created",
                Impact::Action,
                "pods are created for it, where there were none",
            )));
        }
        [Some(before), Some(after)] => (before, after),
    };
    if let (Some(failure), None) = (&after.failure, &before.failure) {
        let what = format!("the controller stops at the {}: {}", failure.step(), failure.cause);
        changes.push(fleet.say(Change::new("creation-stops", Impact::Breaking, what).at(failure.origin())));
    }
    let pairs = pairs(fleet, [before, after], changes);
    names(fleet, &pairs, changes);
    for pair in &pairs {
        selector(fleet, *pair, changes);
        replicas(fleet, *pair, changes);
        images(fleet, *pair, changes);
    }
    labels(fleet, &pairs, changes);
    fields(fleet, &pairs, changes);
}

fn gone(fleet: &Fleet<'_>) -> Change {
    let (what, todo) = match fleet.idle {
        true => {
            ("the controller no longer updates its pods: the Gateway is not accepted", "mend what is refused first")
        }
        false => ("its pods are no longer created, and existing ones are deleted", "mend what stands in the way first"),
    };
    fleet.say(Change::new("proxy-gone", Impact::Breaking, what).todo(todo))
}

/// The objects of each kind in both releases; what only one has is told of.
fn pairs<'a>(fleet: &Fleet<'_>, sides: [&'a Rendering; 2], changes: &mut Vec<Change>) -> Vec<Pair<'a>> {
    let [before, after] = sides;
    let of_kind = |rendering: &'a Rendering, kind: &str| rendering.objects.iter().find(|object| object.kind == kind);
    let mut pairs = Vec::new();
    for old in &before.objects {
        match of_kind(after, old.kind) {
            Some(new) => pairs.push((old, new)),
            None if after.failure.is_some() => {}
            None => {
                let what = format!("the {} is no longer created", old.kind);
                changes.push(fleet.say(Change::new("object-gone", Impact::Action, what).values(title(old), "")));
            }
        }
    }
    for new in after.objects.iter().filter(|new| before.failure.is_none() && of_kind(before, new.kind).is_none()) {
        let what = format!("a {} is created", new.kind);
        changes.push(fleet.say(Change::new("object-created", Impact::Notice, what).values("", title(new))));
    }
    pairs
}

/// `namespace/name`.
fn title(object: &Object) -> String {
    let metadata = |field: &str| object.node.str_at(&["metadata", field]).unwrap_or("");
    format!("{}/{}", metadata("namespace"), metadata("name"))
}

/// Objects under other names: the old ones stay, and new ones are created.
fn names(fleet: &Fleet<'_>, pairs: &[Pair<'_>], changes: &mut Vec<Change>) {
    let mut told: Vec<(String, String, String)> = Vec::new();
    for (old, new) in pairs {
        let (before, after) = (title(old), title(new));
        match told.iter_mut().find(|(_, a, b)| *a == before && *b == after) {
            _ if before == after => {}
            Some((kinds, ..)) => *kinds = format!("{kinds}, {}", old.kind),
            None => told.push((old.kind.to_string(), before, after)),
        }
    }
    for (kinds, before, after) in told {
        let what = format!("{kinds}: created anew under another name, and the old objects are orphaned");
        let todo = "move what goes by the old name (DNS, clients, monitors), then delete the old objects";
        changes.push(fleet.say(Change::new("names", Impact::Breaking, what).values(before, after).todo(todo)));
    }
}

fn is_workload(object: &Object) -> bool {
    matches!(object.kind, "Deployment" | "DaemonSet")
}

fn selector(fleet: &Fleet<'_>, (old, new): Pair<'_>, changes: &mut Vec<Change>) {
    let of = |object: &Object| object.node.at(&["spec", "selector"]).map(text).unwrap_or_default();
    let (before, after) = (of(old), of(new));
    if before == after {
        return;
    }
    let change = match is_workload(old) && title(old) == title(new) {
        true => Change::new(
            "selector",
            Impact::Breaking,
            format!("the selector of the {} changes, which can't be: the API server refuses the update", old.kind),
        )
        .todo(format!(
            "delete the {} just before the upgrade, or delete it with --cascade=orphan and then its pods",
            old.kind
        )),
        false => Change::new("selector", Impact::Notice, format!("the {} selects in another way", old.kind)),
    };
    changes.push(fleet.say(change.values(before, after)));
}

/// A selector or labels on one line.
fn text(node: &Node) -> String {
    let map = node.get("matchLabels").unwrap_or(node);
    let mut text = String::new();
    for entry in map.entries() {
        let comma = if text.is_empty() { "" } else { ", " };
        text = format!("{text}{comma}{}={}", entry.key, entry.value.as_str().unwrap_or(""));
    }
    text
}

fn replicas(fleet: &Fleet<'_>, (old, new): Pair<'_>, changes: &mut Vec<Change>) {
    let of = |object: &Object| object.node.at(&["spec", "replicas"]).and_then(Node::as_int);
    let shown = |count: Option<i64>| count.map_or("the HPA decides".to_string(), |count| count.to_string());
    let (before, after) = (of(old), of(new));
    let (impact, what, todo) = match (before, after) {
        _ if old.kind != "Deployment" || before == after => return,
        (_, None) => (
            Impact::Notice,
            "the controller no longer writes `replicas`: the HPA alone decides",
            "set minReplicas of the HPA where fewer pods than before are too few",
        ),
        (None, _) => (
            Impact::Action,
            "the controller writes `replicas` and sets back what the HPA decides",
            "expect pods to come and go",
        ),
        _ => (Impact::Notice, "the number of pods changes", ""),
    };
    changes.push(fleet.say(Change::new("replicas", impact, what).values(shown(before), shown(after)).todo(todo)));
}

fn containers(object: &Object) -> Vec<&Node> {
    let pod = object.node.at(&["spec", "template", "spec"]);
    let of = |field| pod.and_then(|pod| pod.get(field)).map_or(&[][..], Node::items);
    of("initContainers").iter().chain(of("containers")).collect()
}

/// Images that move, and those that somebody wrote and that stay where they are.
fn images(fleet: &Fleet<'_>, (old, new): Pair<'_>, changes: &mut Vec<Change>) {
    let [before, after] = fleet.inputs.map(|input| input.release);
    let old = containers(old);
    for container in containers(new) {
        let name = container.str_at(&["name"]).unwrap_or("");
        let other = old.iter().find(|other| other.str_at(&["name"]) == Some(name));
        let (Some(was), Some(image)) = (other.and_then(|other| other.get("image")), container.get("image")) else {
            continue;
        };
        let written = image.origin.span().is_some();
        let (from, to) = (was.as_str().unwrap_or(""), image.as_str().unwrap_or(""));
        let change = if from != to {
            let (impact, todo) = match written {
                true => (Impact::Action, "the registry must hold it before the upgrade"),
                false => (Impact::Notice, ""),
            };
            Change::new("image-moves", impact, format!("the image of {name} moves"))
                .todo(todo)
                .values(from.to_string(), to.to_string())
        } else {
            let defaults = match name {
                ENVOY => [&before.images.envoy, &after.images.envoy],
                SHUTDOWN_MANAGER => [&before.images.gateway, &after.images.gateway],
                "envoy-ratelimit" => [&before.images.ratelimit, &after.images.ratelimit],
                _ => continue,
            };
            let [default_before, default_after] = defaults;
            if !written
                || default_before == default_after
                || fleet.inputs.iter().any(|input| input.is_placeholder_text(to))
            {
                continue;
            }
            let what =
                format!("the image of {name} is pinned and stays behind: the release's own moves to {default_after}");
            let change = Change::new("image-pinned", Impact::Action, what).values(from.to_string(), to.to_string());
            change.todo("move it too, and test the pair; imageRepository always goes with the release")
        };
        changes.push(fleet.say(change.at(&image.origin)));
    }
}

/// Labels that objects or their pods gain or lose, each with all objects that it is about.
fn labels(fleet: &Fleet<'_>, pairs: &[Pair<'_>], changes: &mut Vec<Change>) {
    let mut told: Vec<(bool, String, String)> = Vec::new();
    for (old, new) in pairs {
        for (path, of) in
            [(&["metadata", "labels"][..], ""), (&["spec", "template", "metadata", "labels"], "pods of the ")]
        {
            let [before, after] = [old, new].map(|object| object.node.at(path).and_then(Node::as_map));
            for (gained, map, other) in [(true, after, before), (false, before, after)] {
                lacks(map, other, |label| {
                    let who = format!("{of}{}", old.kind);
                    match told.iter_mut().find(|(was, text, _)| *was == gained && *text == label) {
                        Some((.., all)) => *all = format!("{all}, {who}"),
                        None => told.push((gained, label, who)),
                    }
                });
            }
        }
    }
    let mut alike: Vec<(bool, String, String)> = Vec::new();
    for (gained, label, who) in told {
        match alike.iter_mut().find(|(was, _, all)| *was == gained && *all == who) {
            Some((_, labels, _)) => *labels = format!("{labels}, {label}"),
            None => alike.push((gained, label, who)),
        }
    }
    for (gained, labels, who) in alike {
        let (what, values) = match gained {
            true => (format!("{who}: labels come"), [None, Some(Str::from(labels))]),
            false => (format!("{who}: labels go"), [Some(Str::from(labels)), None]),
        };
        changes.push(fleet.say(Change { values, ..Change::new("labels", Impact::Notice, what) }));
    }
}

/// The labels of a map that another one does not have with the same value.
fn lacks(map: Option<&Map>, other: Option<&Map>, mut say: impl FnMut(String)) {
    for entry in map.map_or(&[][..], Map::entries) {
        let known = other.and_then(|other| other.get(&entry.key));
        if known.is_none_or(|known| known.value != entry.value.value) {
            say(format!("{}={}", entry.key, entry.value.as_str().unwrap_or("")));
        }
    }
}

/// Everything else that differs, by the names of its fields; objects in which the same differs together.
fn fields(fleet: &Fleet<'_>, pairs: &[Pair<'_>], changes: &mut Vec<Change>) {
    let mut told: Vec<(String, String)> = Vec::new();
    for (old, new) in pairs {
        let mut found = Vec::new();
        differ(Some(&old.node), Some(&new.node), "", &mut found, DEEPEST);
        found.retain(|path| !path.ends_with(".image") && !TOLD.iter().any(|told| path.starts_with(told)));
        if found.is_empty() {
            continue;
        }
        let restarts = found.iter().any(|path| path.starts_with("spec.template."));
        let rest = found.len().saturating_sub(MOST_FIELDS);
        found.truncate(MOST_FIELDS);
        let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
        let pods = if restarts { " (its pods are replaced)" } else { "" };
        let fields = format!("{}{more}{pods}", found.join(", "));
        match told.iter_mut().find(|(_, other)| *other == fields) {
            Some((kinds, _)) => *kinds = format!("{kinds}, {}", old.kind),
            None => told.push((old.kind.to_string(), fields)),
        }
    }
    for (kinds, fields) in told {
        changes.push(fleet.say(Change::new(
            "fields",
            Impact::Notice,
            format!("{kinds}: other fields change: {fields}"),
        )));
    }
}

/// The paths at which two trees differ.
fn differ(old: Option<&Node>, new: Option<&Node>, path: &str, found: &mut Vec<String>, depth: usize) {
    let (Some(before), Some(after)) = (old, new) else { return found.push(path.to_string()) };
    if before.value == after.value {
        return;
    }
    let key = |key: &str| if path.is_empty() { key.to_string() } else { format!("{path}.{key}") };
    if depth > 0 && !before.entries().is_empty() && !after.entries().is_empty() {
        for entry in before.entries() {
            differ(Some(&entry.value), after.get(&entry.key), &key(&entry.key), found, depth - 1);
        }
        for entry in after.entries().iter().filter(|entry| before.get(&entry.key).is_none()) {
            found.push(key(&entry.key));
        }
    } else if depth > 0 && is_named(before) && is_named(after) {
        for item in before.items() {
            let other = after.items().iter().find(|other| name(other) == name(item));
            differ(Some(item), other, &format!("{path}[{}]", name(item).unwrap_or("")), found, depth - 1);
        }
        for item in after.items().iter().filter(|item| !before.items().iter().any(|other| name(other) == name(item))) {
            found.push(format!("{path}[{}]", name(item).unwrap_or("")));
        }
    } else {
        found.push(path.to_string());
    }
}

fn name(item: &Node) -> Option<&str> {
    item.str_at(&["name"])
}

/// A list whose items have names, such as containers.
fn is_named(list: &Node) -> bool {
    !list.items().is_empty() && list.items().iter().all(|item| name(item).is_some())
}
