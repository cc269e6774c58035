//! The created objects of both releases, compared: which there are, names, selectors, images, labels, replicas, the rest.

use super::fleet::Fleet;
use super::images::images;
use super::{Changes, Impact, NONE};
use crate::render::{Object, Rendering};
use crate::value::Node;

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
pub(super) type Pair<'a> = [&'a Object; 2];

pub(super) fn compare(fleet: &Fleet<'_>, changes: &mut Changes) {
    let sides = match fleet.sides {
        [None, None] => return,
        [Some(_), None] => return gone(fleet, changes),
        [None, Some(_)] => {
            let what = "its pods are created, where there were none".to_string();
            return fleet.say(changes, ("proxy-created", Impact::Action, what, "", NONE), None);
        }
        [Some(before), Some(after)] => [before, after],
    };
    let [before, after] = sides;
    if let (Some(failure), None) = (&after.failure, &before.failure) {
        let what = format!("the controller stops at the {}: {}", failure.step(), failure.cause);
        fleet.say(changes, ("creation-stops", Impact::Breaking, what, "", NONE), Some(failure.origin()));
    }
    let pairs = pairs(fleet, sides, changes);
    names(fleet, &pairs, changes);
    for pair in &pairs {
        selector(fleet, *pair, changes);
        replicas(fleet, *pair, changes);
        images(fleet, *pair, changes);
    }
    labels(fleet, &pairs, changes);
    fields(fleet, &pairs, changes);
}

fn gone(fleet: &Fleet<'_>, changes: &mut Changes) {
    let what = match fleet.idle {
        true => "the controller no longer updates its pods: the Gateway is not accepted",
        false => "its pods are no longer created, and existing ones are deleted",
    };
    let todo = "mend what stands in the way before the upgrade";
    fleet.say(changes, ("proxy-gone", Impact::Breaking, what.to_string(), todo, NONE), None);
}

/// The objects of each kind in both releases; what only one has is told of.
fn pairs<'a>(fleet: &Fleet<'_>, sides: [&'a Rendering; 2], changes: &mut Changes) -> Vec<Pair<'a>> {
    let [before, after] = sides;
    let mut pairs = Vec::new();
    for old in &before.objects {
        match of_kind(after, old.kind) {
            Some(new) => pairs.push([old, new]),
            None if after.failure.is_some() => {}
            None => {
                let what = format!("the {} is no longer created", old.kind);
                fleet.say(changes, ("object-gone", Impact::Action, what, "", [title(old), String::new()]), None);
            }
        }
    }
    for new in &after.objects {
        if before.failure.is_none() && of_kind(before, new.kind).is_none() {
            let what = format!("a {} is created", new.kind);
            fleet.say(changes, ("object-created", Impact::Notice, what, "", [String::new(), title(new)]), None);
        }
    }
    pairs
}

fn of_kind<'a>(rendering: &'a Rendering, kind: &str) -> Option<&'a Object> {
    rendering.objects.iter().find(|object| object.kind == kind)
}

/// `namespace/name`.
fn title(object: &Object) -> String {
    let metadata = |field: &str| object.node.str_at(&["metadata", field]).unwrap_or("");
    format!("{}/{}", metadata("namespace"), metadata("name"))
}

/// What is said of several: each text with all that it is said of.
#[derive(Default)]
struct Told(Vec<(String, String)>);

impl Told {
    /// Says a text of `whom`.
    #[inline(never)]
    fn say(&mut self, text: String, whom: &str) {
        match self.0.iter_mut().find(|(other, _)| *other == text) {
            Some((_, all)) => *all = format!("{all}, {whom}"),
            None => self.0.push((text, whom.to_string())),
        }
    }
}

/// Objects under other names: the old ones stay, and new ones are created.
fn names(fleet: &Fleet<'_>, pairs: &[Pair<'_>], changes: &mut Changes) {
    let mut told = Told::default();
    for [old, new] in pairs {
        if title(old) != title(new) {
            told.say(format!("{} {}", title(old), title(new)), old.kind);
        }
    }
    for (names, kinds) in told.0 {
        let (before, after) = names.split_once(' ').unwrap_or_default();
        let what = format!("{kinds}: created anew under another name, and the old objects are orphaned");
        let todo = "move what goes by the old name (DNS, clients, monitors), then delete the old objects";
        let values = [before.to_string(), after.to_string()];
        fleet.say(changes, ("names", Impact::Breaking, what, todo, values), None);
    }
}

fn selector(fleet: &Fleet<'_>, pair: Pair<'_>, changes: &mut Changes) {
    let [old, new] = pair;
    let values = pair.map(|object| object.node.at(&["spec", "selector"]).map(text).unwrap_or_default());
    if values[0] == values[1] {
        return;
    }
    let fixed = matches!(old.kind, "Deployment" | "DaemonSet") && title(old) == title(new);
    let (impact, what, todo) = match fixed {
        true => (
            Impact::Breaking,
            "changes, and the API server refuses that",
            "delete it just before the upgrade, with --cascade=orphan where its pods are to stay until new ones run",
        ),
        false => (Impact::Notice, "changes", ""),
    };
    let what = format!("the selector of the {} {what}", old.kind);
    fleet.say(changes, ("selector", impact, what, todo, values), None);
}

/// A selector or labels on one line.
fn text(node: &Node) -> String {
    let mut text = String::new();
    for entry in node.get("matchLabels").unwrap_or(node).entries() {
        let comma = if text.is_empty() { "" } else { ", " };
        text = format!("{text}{comma}{}={}", entry.key, entry.value.as_str().unwrap_or(""));
    }
    text
}

fn replicas(fleet: &Fleet<'_>, pair: Pair<'_>, changes: &mut Changes) {
    let [before, after] = pair.map(|object| object.node.at(&["spec", "replicas"]).and_then(Node::as_int));
    let (impact, what, todo) = match (before, after) {
        _ if pair[0].kind != "Deployment" || before == after => return,
        (_, None) => (
            Impact::Notice,
            "the controller no longer writes `replicas`: the HPA alone decides",
            "set minReplicas of the HPA where fewer pods than before are too few",
        ),
        (None, _) => (Impact::Action, "the controller writes `replicas` and sets back what the HPA decides", ""),
        _ => (Impact::Notice, "the number of pods changes", ""),
    };
    let words = |count: Option<i64>| count.map_or("the HPA decides".to_string(), |count| count.to_string());
    fleet.say(changes, ("replicas", impact, what.to_string(), todo, [words(before), words(after)]), None);
}

/// Labels that objects or their pods gain or lose, each with all objects that it is about.
fn labels(fleet: &Fleet<'_>, pairs: &[Pair<'_>], changes: &mut Changes) {
    for (gained, verb) in [(true, "come"), (false, "go")] {
        let mut told = Told::default();
        for [old, new] in pairs {
            let [old_object, new_object] = if gained { [new, old] } else { [old, new] };
            for (path, of) in
                [(&["metadata", "labels"][..], ""), (&["spec", "template", "metadata", "labels"], "pods of the ")]
            {
                let other = new_object.node.at(path);
                for entry in old_object.node.at(path).map_or(&[][..], Node::entries) {
                    let known = other.and_then(|other| other.get(&entry.key));
                    if known.is_none_or(|known| known.value != entry.value.value) {
                        let label = format!("{}={}", entry.key, entry.value.as_str().unwrap_or(""));
                        told.say(label, &format!("{of}{}", old.kind));
                    }
                }
            }
        }
        let mut alike = Told::default();
        told.0.into_iter().for_each(|(label, who)| alike.say(who, &label));
        for (who, labels) in alike.0 {
            let values = if gained { [String::new(), labels] } else { [labels, String::new()] };
            fleet.say(changes, ("labels", Impact::Notice, format!("{who}: labels {verb}"), "", values), None);
        }
    }
}

/// Everything else that differs, by the names of its fields; objects in which the same differs together.
fn fields(fleet: &Fleet<'_>, pairs: &[Pair<'_>], changes: &mut Changes) {
    let mut told = Told::default();
    for [old, new] in pairs {
        let mut found = Vec::new();
        differ(Some(&old.node), Some(&new.node), "", &mut found, DEEPEST);
        if found.is_empty() {
            continue;
        }
        let restarts = found.iter().any(|path| path.starts_with("spec.template."));
        let more = if found.len() > MOST_FIELDS { " …" } else { "" };
        found.truncate(MOST_FIELDS);
        let pods = if restarts { " (its pods are replaced)" } else { "" };
        told.say(format!("{}{more}{pods}", found.join(", ")), old.kind);
    }
    for (fields, kinds) in told.0 {
        fleet.say(
            changes,
            ("fields", Impact::Notice, format!("{kinds}: other fields change: {fields}"), "", NONE),
            None,
        );
    }
}

/// The paths at which two trees differ, those left out that are told of by themselves.
fn differ(old: Option<&Node>, new: Option<&Node>, path: &str, found: &mut Vec<String>, depth: usize) {
    if path.ends_with(".image") || TOLD.contains(&path) {
        return;
    }
    let (Some(before), Some(after)) = (old, new) else { return found.push(path.to_string()) };
    if before.value == after.value {
        return;
    }
    let deeper = depth.saturating_sub(1);
    if depth > 0 && !before.entries().is_empty() && !after.entries().is_empty() {
        let dot = if path.is_empty() { "" } else { "." };
        for (side, other) in [(before, after), (after, before)] {
            for entry in side.entries() {
                // What both have is looked at once.
                let known = other.get(&entry.key);
                if std::ptr::eq(side, before) || known.is_none() {
                    differ(Some(&entry.value), known, &format!("{path}{dot}{}", entry.key), found, deeper);
                }
            }
        }
    } else if depth > 0 && is_named(before) && is_named(after) {
        for (side, other) in [(before, after), (after, before)] {
            for item in side.items() {
                let known = other.items().iter().find(|other| name(other) == name(item));
                if std::ptr::eq(side, before) || known.is_none() {
                    differ(Some(item), known, &format!("{path}[{}]", name(item)), found, deeper);
                }
            }
        }
    } else {
        found.push(path.to_string());
    }
}

pub(super) fn name(item: &Node) -> &str {
    item.str_at(&["name"]).unwrap_or("")
}

/// A list whose items have names, such as containers.
fn is_named(list: &Node) -> bool {
    !list.items().is_empty() && list.items().iter().all(|item| !name(item).is_empty())
}
