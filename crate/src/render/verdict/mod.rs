//! Would the API server take a created object?
//!
//! Source: behaviour of the validation of Kubernetes 1.36 on create, with its features as they are by default. What it
//! asks of one value stands beside the value's type in `render/types/types.txt`, and one walk over the object looks for
//! it. What it asks of values together stands there, too, as rules (`rules.rs`); only labels against selectors, resources
//! and metadata have code of their own. Values that nobody gives have defaults that pass.

mod culprit;
mod names;
mod resources;
mod right;
mod rules;
mod say;
mod values;
mod workload;

pub use right::Right;

use super::types::{Field, Struct, Type, bit};
use super::{Object, ObjectTypes};
use crate::context::Settings;
use crate::labels::{self, Place};
use crate::release::Release;
use crate::schema::path::{Path, Step};
use crate::text::{Names, Span, holds};
use crate::value::{Node, Value};
use names::Sort;
use std::cell::{Cell, RefCell};

/// What the API server objects to in an object.
#[derive(Debug)]
pub struct Refusal {
    /// The field of the object, as the API server spells it.
    pub field: String,
    /// What is wrong with it, to be read after the field's name.
    pub what: String,
    /// What the user wrote that causes it, what is most to blame first; none where all of it is built in.
    pub spans: Vec<Span>,
}

/// What a verdict is found with.
#[derive(Debug, Clone, Copy)]
pub struct Judge<'a> {
    /// The types of objects.
    pub types: &'a ObjectTypes,
    /// The release that creates them.
    pub release: &'a Release,
    /// What is unknown.
    pub settings: &'a Settings,
    /// Parts that many objects share and that are right.
    pub right: &'a Right,
}

impl<'a> Judge<'a> {
    /// What the API server objects to in an object; `patch` is what the user laid over it.
    pub fn refusals(self, object: &'a Object, patch: Option<&'a Node>) -> Vec<Refusal> {
        let mut walk = Walk {
            judge: self,
            object: &object.node,
            patch,
            path: Path::default(),
            pod: None,
            holders: Vec::new(),
            looks_out: Cell::new(0),
            asked: RefCell::default(),
            refusals: Vec::new(),
        };
        // A patch can make it an object of a kind that nobody knows here.
        if object.node.str_at(&["kind"]).is_none_or(|kind| kind == object.kind) {
            walk.root(object);
        }
        walk.refusals
    }
}

struct Walk<'a> {
    judge: Judge<'a>,
    object: &'a Node,
    patch: Option<&'a Node>,
    path: Path<'a>,
    /// The spec of the pod that the walk is in.
    pod: Option<&'a Node>,
    /// The maps around the walk, the innermost last.
    holders: Vec<&'a Node>,
    /// How often a rule asked for something around the value that it is about.
    looks_out: Cell<usize>,
    /// Which list of which rule was asked for last, its names, and whether it has names that are not known.
    asked: RefCell<((usize, usize), Names<'a, ()>, bool)>,
    refusals: Vec<Refusal>,
}

impl<'a> Walk<'a> {
    fn root(&mut self, object: &'a Object) {
        self.within("metadata", |walk| walk.metadata(object));
        if object.kind == "Service" {
            self.ranges(&object.node);
        }
        match self.judge.types.find(object.kind) {
            Some(at) => self.structure(&object.node, at),
            // Kinds that can't be patched: there is only metadata to look at.
            None => {
                let at = self.judge.types.find("ObjectMeta");
                let metadata = object.node.get("metadata");
                self.within("metadata", |walk| {
                    if let (Some(node), Some(at)) = (metadata, at) {
                        walk.structure(node, at);
                    }
                });
            }
        }
    }

    /// A map with the fields of a type.
    fn structure(&mut self, node: &'a Node, at: usize) {
        let types = self.judge.types;
        let Some(known) = types.get(at) else { return };
        let key = Right::key(node, at);
        if key.is_some_and(|key| self.judge.right.holds(key)) {
            return;
        }
        let before = (self.refusals.len(), self.looks_out.get());
        self.fields(node, known);
        // A part is right wherever it stands when nothing around it was asked for.
        if let Some(key) = key.filter(|_| (self.refusals.len(), self.looks_out.get()) == before) {
            self.judge.right.add(key);
        }
    }

    fn fields(&mut self, node: &'a Node, known: &'a Struct) {
        self.holders.push(node);
        if known.name == "PodSpec" {
            self.pod = Some(node);
        }
        let mut present = 0_u128;
        for entry in node.entries() {
            let Ok(found) = known.fields.binary_search_by(|field| field.name.cmp(&entry.key)) else { continue };
            let Some(field) = known.fields.get(found) else { continue };
            present |= bit(found);
            if !entry.value.is_null() && field.releases.contains(self.judge.release.index) {
                self.path.push(Step::Key(field.name));
                self.value(&entry.value, &field.of, field, false);
                self.path.pop();
            }
        }
        let is_part = self.is_part(node);
        for at in known.required.iter().filter(|_| !is_part) {
            let Some(field) = known.fields.get(*at) else { continue };
            let found = if present & bit(*at) != 0 { node.get(field.name) } else { None };
            if found.is_none_or(is_empty) && field.releases.contains(self.judge.release.index) {
                self.say_missing(field.name, &[found]);
            }
        }
        for rule in known.rules.iter().filter(|rule| !is_part && rule.matters(present)) {
            self.rule(node, rule);
        }
        match known.name {
            "DeploymentSpec" | "DaemonSetSpec" => self.selected(node),
            "PodTemplateSpec" => self.template(node),
            "ResourceRequirements" => self.resources(node),
            "ServiceSpec" => self.families(node),
            _ => {}
        }
        self.holders.pop();
    }

    fn value(&mut self, node: &'a Node, of: &'a Type, field: &'a Field, given: bool) {
        match (of, &node.value) {
            _ if field.check == "free" => {}
            (Type::Pointer(inner), _) => self.value(node, inner, field, true),
            (Type::Struct(at), Value::Map(_)) => self.structure(node, *at),
            (_, Value::List(items)) if field.check == "never" && !items.is_empty() => {
                self.say("", &[Some(node)], "must not be set here")
            }
            (Type::List(inner), Value::List(items)) => {
                for (at, item) in items.iter().enumerate().filter(|(_, item)| !item.is_null()) {
                    self.path.push(Step::Index(at));
                    self.value(item, inner, field, true);
                    self.path.pop();
                }
            }
            (Type::Map(_), Value::Map(_)) => self.map(node, field.check),
            _ if field.check.is_empty() => {}
            _ => {
                if let Some(what) = values::fault(field.check, node, given) {
                    self.say("", &[Some(node)], &what);
                }
            }
        }
    }

    /// Labels or annotations.
    fn map(&mut self, node: &'a Node, check: &str) {
        let Some(map) = node.as_map() else { return };
        let errors = match check {
            "labels" => labels::check_labels(map),
            "resources" => return self.amounts(node, None),
            "annotations" => {
                if labels::annotations_size(map) > labels::ANNOTATIONS_MAX {
                    self.say("", &[Some(node)], "has more than 256 KiB in all");
                }
                labels::check_annotations(map)
            }
            _ => return,
        };
        for error in errors {
            let (entry, text) = (error.entry, error.error.to_string());
            let key = Node::string(entry.key.clone(), entry.key_origin.clone());
            let (node, place) = match error.place {
                Place::Value => (&entry.value, "has a bad value: "),
                Place::Key => (&key, "has a bad key: "),
            };
            self.say_in(self.path.text(), &entry.key, &[Some(node)], (Sort::Syntax, &[place, &text].concat()));
        }
    }

    /// `^a|b`: exactly one of these fields; `~a|b`: at most one.
    fn choice(&mut self, node: &'a Node, choice: &'static str) {
        let (all, mut first) = (choice.get(1..).unwrap_or(""), None);
        for name in all.split('|') {
            let Some(found) = node.get(name).filter(|node| !is_empty(node) || node.as_map().is_some()) else {
                continue;
            };
            match first {
                None => first = Some((name, found)),
                Some((other, before)) => {
                    self.say(name, &[Some(found), Some(before)], &["can't stand beside `", other, "`"].concat())
                }
            }
        }
        if first.is_none() && choice.starts_with('^') {
            self.say("", &[Some(node)], &["needs one of ", &all.replace('|', ", ")].concat());
        }
    }

    fn is_unknown(&self, node: &Node) -> bool {
        node.as_str().is_some_and(|text| self.judge.settings.is_placeholder_text(text) || holds(text, "<namespace>"))
    }

    /// True for what may be a part of an item that is there already: what items are matched by is not known.
    fn is_part(&self, node: &Node) -> bool {
        let keys = ["name", "port", "containerPort", "mountPath"].iter();
        keys.filter_map(|key| node.get(key)).any(|key| self.is_unknown(key))
    }

    fn within(&mut self, key: &'a str, look: impl FnOnce(&mut Self)) {
        self.path.push(Step::Key(key));
        look(self);
        self.path.pop();
    }
}

/// The text of a field; empty where there is none.
fn text<'n>(node: &'n Node, field: &str) -> &'n str {
    node.get(field).and_then(Node::as_str).unwrap_or("")
}

fn int(node: &Node, field: &str) -> Option<i64> {
    node.get(field).and_then(Node::as_int)
}

fn is_true(node: &Node, field: &str) -> bool {
    node.get(field).and_then(Node::as_bool) == Some(true)
}

fn items<'n>(node: &'n Node, field: &str) -> &'n [Node] {
    node.get(field).map_or(&[], Node::items)
}

/// What a required field may not be; a number is asked for its range.
fn is_empty(node: &Node) -> bool {
    match &node.value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::List(items) => items.is_empty(),
        _ => false,
    }
}
