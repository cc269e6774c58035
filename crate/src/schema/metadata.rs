//! Metadata: what every object has.
//!
//! Source: apimachinery's validation of ObjectMeta on create, with the names of custom resources.

use super::Kind;
use super::path::Step;
use super::table::At;
use super::violation::{MetadataProblem, Problem};
use super::walk::Walk;
use crate::labels;
use crate::value::{Map, Node, Origin};

type Check = fn(&str) -> Result<(), labels::SyntaxError>;

/// Looks at the metadata of a document.
pub(super) fn check<'a>(walk: &mut Walk<'a>, kind: Kind, root: &'a Node, at: At<'a>) {
    let entry = root.as_map().and_then(|map| map.entry("metadata")).filter(|entry| !entry.value.is_null());
    walk.path.push(Step::Key("metadata"));
    match entry {
        None => no_name(walk, root.head()),
        Some(entry) => {
            walk.nulls_are_empty = true;
            walk.adviser.enter(at, &entry.value);
            walk.visit(&entry.value, at, &entry.key_origin);
            if let Some(map) = entry.value.as_map() {
                names(walk, kind, map, &entry.key_origin);
                labels_and_annotations(walk, map);
                owners(walk, &entry.value);
                others(walk, map);
            }
        }
    }
    walk.path.pop();
}

fn say(walk: &mut Walk<'_>, field: &str, problem: MetadataProblem, place: &Origin) {
    let targets = walk.options.targets;
    walk.object_at(walk.path.with(Step::Key(field)), Problem::Metadata(problem), targets, place);
}

fn no_name(walk: &mut Walk<'_>, place: &Origin) {
    if !walk.options.partial {
        say(walk, "name", MetadataProblem::NoName, place);
    }
}

fn names(walk: &mut Walk<'_>, kind: Kind, map: &Map, place: &Origin) {
    let text = |name| map.get(name).filter(|node| node.as_str().is_some_and(|text| !text.is_empty()));
    match (text("name"), text("generateName")) {
        (None, None) if map.get("name").is_none_or(|node| node.is_null() || node.as_str().is_some()) => {
            no_name(walk, place)
        }
        (name, generated) => {
            valid(walk, "name", name, labels::object_name);
            valid(walk, "generateName", generated, labels::generate_name);
        }
    }
    // A namespace is not looked at where the kind has none.
    if kind.is_namespaced() {
        valid(walk, "namespace", text("namespace"), labels::namespace_name);
    }
}

/// Looks at a name. A bad start of a generated name makes a bad name.
fn valid(walk: &mut Walk<'_>, field: &str, node: Option<&Node>, check: Check) {
    let Some((node, text)) = node.and_then(|node| Some((node, node.as_str()?))) else { return };
    if (walk.options.is_unknown)(text) {
        return;
    }
    if let Err(error) = check(text) {
        say(walk, field, MetadataProblem::Name(error), &node.origin);
        if field == "generateName" {
            walk.cover_last("metadata.name");
        }
    }
}

fn labels_and_annotations(walk: &mut Walk<'_>, map: &Map) {
    let unknown = walk.options.is_unknown;
    if let Some(map) = map.get("labels").and_then(Node::as_map) {
        for error in labels::check_labels(map) {
            let (origin, text, problem) = match error.place {
                labels::Place::Key => {
                    (&error.entry.key_origin, &*error.entry.key, MetadataProblem::LabelKey(error.error))
                }
                labels::Place::Value => {
                    let value = &error.entry.value;
                    (&value.origin, value.as_str().unwrap_or(""), MetadataProblem::LabelValue(error.error))
                }
            };
            if !unknown(text) {
                say(walk, "labels", problem, origin);
            }
        }
    }
    if let Some(map) = map.get("annotations").and_then(Node::as_map) {
        annotations(walk, map);
    }
}

fn annotations(walk: &mut Walk<'_>, map: &Map) {
    for error in labels::check_annotations(map) {
        if !(walk.options.is_unknown)(&error.entry.key) {
            say(walk, "annotations", MetadataProblem::AnnotationKey(error.error), &error.entry.key_origin);
        }
    }
    let size = labels::annotations_size(map);
    if size > labels::ANNOTATIONS_MAX {
        let place = map.entries().first().map(|entry| entry.key_origin.clone());
        if let Some(place) = place {
            say(walk, "annotations", MetadataProblem::AnnotationsTooBig(size), &place);
        }
    }
}

fn owners(walk: &mut Walk<'_>, metadata: &Node) {
    let owners = metadata.get("ownerReferences").map(Node::items).unwrap_or_default();
    for (index, owner) in owners.iter().enumerate().filter(|(_, owner)| owner.as_map().is_some() || owner.is_null()) {
        let text = |field: &str| owner.get(field).and_then(Node::as_str).unwrap_or("");
        let is_wrong = |field: &'static str| match field {
            "apiVersion" => !is_api_version(text(field)),
            field => owner.get(field).is_none_or(|node| node.as_str() == Some("")),
        };
        for field in ["apiVersion", "kind", "name", "uid"].into_iter().filter(|field| is_wrong(field)) {
            say(walk, &format!("ownerReferences[{index}].{field}"), MetadataProblem::Owner(field), owner.head());
            walk.cover_last(&format!("metadata.ownerReferences.{field}"));
        }
        if text("apiVersion") == "v1" && text("kind") == "Event" {
            say(walk, "ownerReferences", MetadataProblem::OwnedByEvent, owner.head());
        }
    }
    let mut controllers = owners.iter().filter(|owner| owner.get("controller").and_then(Node::as_bool) == Some(true));
    if let Some(second) = controllers.nth(1) {
        say(walk, "ownerReferences", MetadataProblem::SeveralControllers, second.head());
    }
}

/// `version` or `group/version`.
fn is_api_version(text: &str) -> bool {
    let version = text.split_once('/').map_or(text, |(_, version)| version);
    !version.is_empty() && !version.as_bytes().contains(&b'/')
}

fn others(walk: &mut Walk<'_>, map: &Map) {
    for finalizer in map.get("finalizers").map(Node::items).unwrap_or_default() {
        let text = finalizer.as_str().or(finalizer.is_null().then_some(""));
        if let Some(Err(error)) = text.map(labels::label_key) {
            say(walk, "finalizers", MetadataProblem::Name(error), &finalizer.origin);
        }
    }
    // A version that is no number, or 0, is not looked at.
    if let Some(node) = map.get("resourceVersion")
        && node.as_str().is_some_and(|text| text.parse::<u64>().is_ok_and(|version| version > 0))
    {
        say(walk, "resourceVersion", MetadataProblem::ResourceVersion, &node.origin);
    }
}
