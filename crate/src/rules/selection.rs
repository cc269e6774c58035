//! A selector of a document: what it asks for, and where it looks.

use super::Input;
use super::selections::{at_all, is_unknown};
use crate::labels::namespace_name;
use crate::labels::selector::{Operator, Requirement, Selector};
use crate::read::Document;
use crate::text::{Span, Str};
use crate::value::{Node, Origin};

/// What a selector is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The pods of a Service.
    Service,
    /// The pods of a PodDisruptionBudget.
    Budget,
    /// The pods that a PodMonitor scrapes.
    PodMonitor,
    /// The Services that a ServiceMonitor scrapes.
    ServiceMonitor,
    /// The pods that a policy applies to.
    Policy,
    /// The pods that a policy lets in.
    From,
    /// The pods that a policy lets others reach.
    To,
}

/// The label by which Cilium knows namespaces.
pub const CILIUM_NAMESPACE: &str = "io.kubernetes.pod.namespace";
/// The label that every namespace has.
const NAMESPACE_NAME: &str = "kubernetes.io/metadata.name";

/// A selector of a document.
pub struct Selection<'a> {
    /// What it is for.
    pub role: Role,
    /// The selector as it is written.
    pub node: &'a Node,
    /// The map that holds it.
    pub holder: &'a Node,
    /// The rule of a policy that it stands in, with its ports.
    pub rule: &'a Node,
    /// What it asks for.
    pub wanted: Vec<Requirement>,
    /// Where it looks, by name; everywhere, where that is empty.
    pub within: Vec<Str>,
    /// It asks for two namespaces at once.
    pub nowhere: bool,
    /// Where it looks, by labels of the namespace.
    pub namespaces: Option<&'a Node>,
    /// Where is written where it looks, else where the selector is.
    pub place: Option<Span>,
    /// The maps of the ports that it is about.
    pub ports: Vec<&'a Node>,
}

impl Selection<'_> {
    /// True when it looks into the namespace, as far as is known.
    pub fn sees(&self, input: &Input<'_>, namespace: Option<&str>) -> bool {
        if self.nowhere {
            return false;
        }
        let Some(namespace) = namespace else { return true };
        if let Some(node) = self.namespaces {
            return selects_namespace(input, node, namespace);
        }
        for name in &self.within {
            if *name == *namespace || namespace_name(name).is_err() {
                return true;
            }
        }
        self.within.is_empty()
    }
}

/// Of the labels of a namespace that is not in the files, only its name is known.
pub fn selects_namespace(input: &Input<'_>, node: &Node, namespace: &str) -> bool {
    let Ok(selector) = Selector::read(node) else { return true };
    let object = input.model.namespace_object(namespace);
    let labels = object.and_then(|object| object.root.at(&["metadata", "labels"]));
    let name = Node::string(namespace.to_string(), node.origin.clone());
    for one in &selector.requirements {
        let is_name = one.key == *NAMESPACE_NAME;
        let label = if is_name { Some(&name) } else { labels.and_then(|labels| labels.get(&one.key)) };
        let known = is_name || object.is_some();
        if known && !one.holds(label) && !is_unknown(input, one) {
            return false;
        }
    }
    true
}

impl<'a> Selection<'a> {
    /// One that looks everywhere.
    pub fn new(role: Role, node: &'a Node, holder: &'a Node, wanted: Vec<Requirement>) -> Self {
        let (within, ports) = (Vec::new(), Vec::new());
        Selection {
            role,
            node,
            holder,
            rule: holder,
            wanted,
            within,
            nowhere: false,
            namespaces: None,
            place: None,
            ports,
        }
    }

    /// True where it means all pods of all namespaces.
    pub fn is_everyone(&self) -> bool {
        self.wanted.is_empty() && self.within.is_empty() && self.namespaces.is_none()
    }

    /// True where its rule lets through all that the other one's does.
    pub fn covers(&self, other: &Selection<'a>) -> bool {
        let ports = |rule: &'a Node| rule.get("ports").or(rule.get("toPorts")).filter(|list| !list.items().is_empty());
        let (wide, narrow) = (ports(self.rule), ports(other.rule));
        let same = || wide.is_none_or(|wide| narrow.is_some_and(|narrow| narrow.value == wide.value));
        self.role == other.role && (std::ptr::eq(self.rule, other.rule) || same())
    }
}

impl Selection<'_> {
    /// Finds where it looks, and where that is written.
    pub fn place(&mut self, input: &Input<'_>, document: &Document) {
        let home = input.model.namespace_of(document);
        if document.kind_name != *"CiliumClusterwideNetworkPolicy" {
            self.within.extend(home.name().map(Str::copied));
        }
        let said = self.holder.get("namespaceSelector");
        let is_peer = matches!(self.role, Role::From | Role::To);
        self.namespaces = said.filter(|_| is_peer);
        self.place = match &document.namespace {
            Some(namespace) if !is_peer => namespace.origin.span(),
            _ => said.unwrap_or(self.node).head().span(),
        };
        if let Some(said) = said {
            let names = at_all(said, "matchNames");
            if !names.is_empty() || said.get("any").and_then(Node::as_bool) == Some(true) {
                self.place = said.head().span();
                self.within.clear();
                self.within.extend(names.into_iter().filter_map(Node::as_str).map(Str::copied));
            }
        }
        let (mut rest, mut is_said) = (Vec::new(), false);
        let is_open = |name: &Str| namespace_name(name).is_err();
        for mut one in std::mem::take(&mut self.wanted) {
            // Cilium says in a prefix where a label comes from; a label of its own holds the namespace.
            if let Some(key) = one.key.strip_prefix("k8s:").or(one.key.strip_prefix("any:")) {
                one.key = Str::copied(key);
            }
            if !one.key.starts_with("io.") {
                rest.push(one);
                continue;
            }
            self.place = one.origin.as_ref().and_then(Origin::span);
            let names = if one.key == *CILIUM_NAMESPACE && is_positive(&one) { one.values } else { Vec::new() };
            if !is_said || self.within.is_empty() {
                self.within = names;
            } else if !names.is_empty() && !names.iter().any(is_open) {
                self.within.retain(|name| names.contains(name) || is_open(name));
                self.nowhere |= self.within.is_empty();
            }
            is_said = true;
        }
        self.wanted = rest;
    }
}

/// True for what asks that a label is there.
pub fn is_positive(one: &Requirement) -> bool {
    matches!(one.operator, Operator::In | Operator::Equals | Operator::Exists)
}
