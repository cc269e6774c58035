//! Deployments, DaemonSets and metadata.

use super::{Object, Walk, int, text};
use crate::labels::{self, selector::Selector};
use crate::value::{Map, Node};

const MISMATCH: &str = "does not match the selector of the object";

impl<'a> Walk<'a> {
    /// Names, owners and finalizers; labels and annotations are looked at with the rest.
    pub(super) fn metadata(&mut self, object: &'a Object) {
        let Some(metadata) = object.node.get("metadata").filter(|metadata| !text(metadata, "name").is_empty()) else {
            let name = object.node.at(&["metadata", "name"]);
            return self.say_missing("name", &[name]);
        };
        self.names(metadata, object.kind);
        self.finalizers(metadata, object.kind);
        // Workloads and budgets start with a number of their own.
        let counted = matches!(object.kind, "Deployment" | "DaemonSet" | "PodDisruptionBudget");
        if !counted && int(metadata, "generation").is_some_and(|number| number < 0) {
            self.say("generation", &[metadata.get("generation")], "must not be negative");
        }
        self.owners(super::items(metadata, "ownerReferences"));
    }

    fn names(&mut self, metadata: &'a Node, kind: &str) {
        let checks: [(&'static str, Check); 3] = match kind {
            "Service" => {
                [("name", labels::dns_label), ("generateName", label_start), ("namespace", labels::namespace_name)]
            }
            // It has no rule for names of its own.
            "PodDisruptionBudget" => [("name", any), ("generateName", any), ("namespace", labels::namespace_name)],
            _ => [
                ("name", labels::object_name),
                ("generateName", labels::generate_name),
                ("namespace", labels::namespace_name),
            ],
        };
        for (field, check) in checks {
            let node = metadata.get(field);
            let text = node.and_then(Node::as_str).filter(|text| !text.is_empty());
            if let Some(error) = text.and_then(|text| check(text).err()) {
                self.say(field, &[node], &["is not valid: ", &error.to_string()].concat());
            } else if text
                .is_some_and(|text| text.contains(['/', '%']) || (field == "name" && matches!(text, "." | "..")))
            {
                self.say(field, &[node], "must not be `.` or `..` and has no `/` and `%`");
            }
        }
    }

    fn finalizers(&mut self, metadata: &'a Node, kind: &str) {
        for finalizer in super::items(metadata, "finalizers") {
            let name = finalizer.as_str().unwrap_or("");
            let known = name.as_bytes().contains(&b'/') || STANDARD.contains(&name) || kind == "PodDisruptionBudget";
            if !known || labels::label_key(name).is_err() {
                self.say("finalizers", &[Some(finalizer)], "must be a name with a prefix");
            }
        }
    }

    fn owners(&mut self, owners: &'a [Node]) {
        for owner in owners {
            let lacks = ["kind", "name", "uid"].into_iter().any(|field| text(owner, field).is_empty());
            let version = text(owner, "apiVersion");
            let version = version.split_once('/').map_or(version, |(_, version)| version);
            if lacks || version.is_empty() || version.as_bytes().contains(&b'/') {
                self.say("ownerReferences", &[Some(owner)], "must have `apiVersion`, `kind`, `name` and `uid`");
            }
        }
        if owners.iter().filter(|owner| super::is_true(owner, "controller")).count() > 1 {
            self.say("ownerReferences", &[owners.last()], "must have one controller at most");
        }
    }

    /// The selector has to select the pods of the template.
    pub(super) fn selected(&mut self, spec: &'a Node) {
        let Some(selector) = spec.get("selector") else {
            return self.say_missing("selector", &[None]);
        };
        let labels = spec.at(&["template", "metadata", "labels"]);
        let all = selector.get("matchLabels").map_or(&[][..], Node::entries);
        let expressions = super::items(selector, "matchExpressions");
        if all.is_empty() && expressions.is_empty() {
            self.say("selector", &[Some(selector)], "must not be empty");
        }
        let said = |walk: &mut Self, key: &'a str, nodes: &[Option<&Node>]| {
            walk.within("template", |walk| {
                walk.within("metadata", |walk| walk.within("labels", |walk| walk.say_of(key, nodes, MISMATCH)))
            })
        };
        for wanted in all {
            let found = labels.and_then(|labels| labels.get(&wanted.key));
            if found.is_none_or(|found| found.value != wanted.value.value) {
                said(self, &wanted.key, &[found, Some(&wanted.value)]);
            }
        }
        let (none, rest) = (Map::new(), Node::list(expressions.to_vec(), selector.origin.clone()));
        if expressions.is_empty() {
            return;
        }
        let mut map = Map::new();
        map.set("matchExpressions", rest);
        let matches = Selector::read(&Node::map(map, selector.origin.clone()))
            .is_ok_and(|selector| selector.matches(labels.and_then(Node::as_map).unwrap_or(&none)));
        if !matches {
            said(self, "", &[selector.get("matchExpressions")]);
        }
    }
}

type Check = fn(&str) -> Result<(), labels::SyntaxError>;

fn any(_: &str) -> Result<(), labels::SyntaxError> {
    Ok(())
}

/// The start of a DNS label.
fn label_start(text: &str) -> Result<(), labels::SyntaxError> {
    labels::generate_name(text).and_then(|()| labels::dns_label(text.trim_end_matches('-')))
}

const STANDARD: [&str; 3] = ["kubernetes", "orphan", "foregroundDeletion"];
