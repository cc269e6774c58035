//! What documents of other tools select: pods and Services, by labels, in some namespaces, on some ports.

use super::Input;
use crate::labels::selector::{Operator, Requirement, Selector};
use crate::labels::{keys, namespace_name};
use crate::read::Document;
use crate::text::{Span, Str, holds};
use crate::value::{Entry, Node, Origin, Value};

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

/// Where selectors stand below `spec`: the kind of document (Cilium has two), what they are for, the list of rules that hold
/// them, they themselves or the peers with them, and the ports of what is selected.
const PLACES: [(&str, Role, &str, &str, &str); 10] = [
    ("Service", Role::Service, "", "selector", "ports"),
    ("PodDisruptionBudget", Role::Budget, "", "selector", "-"),
    ("PodMonitor", Role::PodMonitor, "", "selector", "podMetricsEndpoints"),
    ("ServiceMonitor", Role::ServiceMonitor, "", "selector", "endpoints"),
    ("NetworkPolicy", Role::Policy, "", "podSelector", "ingress.ports"),
    ("NetworkPolicy", Role::From, "ingress", "from", "-"),
    ("NetworkPolicy", Role::To, "egress", "to", "ports"),
    (CILIUM, Role::Policy, "", "endpointSelector", "ingress.toPorts.ports"),
    (CILIUM, Role::From, "ingress", "fromEndpoints", "-"),
    (CILIUM, Role::To, "egress", "toEndpoints", "toPorts.ports"),
];

/// The beginning of the kinds of Cilium.
const CILIUM: &str = "Cilium";
/// The label by which Cilium knows namespaces.
const CILIUM_NAMESPACE: &str = "io.kubernetes.pod.namespace";
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
    /// What it asks for.
    pub wanted: Vec<Requirement>,
    /// Where it looks, by name; everywhere, where that is empty.
    pub within: Vec<Str>,
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

/// True when a tool fills in one of the values.
pub fn is_unknown(input: &Input<'_>, one: &Requirement) -> bool {
    one.values.iter().any(|value| input.is_placeholder_text(value))
}

/// What names a Gateway or class; the controller's own labels say more than the standard one.
pub fn naming(wanted: &[Requirement]) -> Option<&Requirement> {
    let mut best = None;
    for one in wanted {
        let own = one.key == *keys::OWNING_GATEWAY_NAME || one.key == *keys::OWNING_GATEWAY_CLASS;
        if (own || one.key == *keys::GATEWAY_NAME && best.is_none()) && is_positive(one) && !one.values.is_empty() {
            best = Some(one);
        }
    }
    best
}

/// True when proxies are meant: by the label of Gateway API, by those of the controller, or by what all proxies have. In
/// an EnvoyProxy the name of the application is enough.
pub fn means_proxies(wanted: &[Requirement], inside: bool) -> bool {
    let (mut made, mut common, mut limit) = (false, 0, false);
    for one in wanted.iter().filter(|one| is_positive(one)) {
        let value = one.values.first().map_or("", |value| value);
        match (&*one.key, value) {
            (keys::APP_NAME, "envoy") => common += if inside { 2 } else { 1 },
            (keys::APP_COMPONENT, "proxy") => common += 1,
            (keys::APP_MANAGED_BY, "envoy-gateway") => made = true,
            (keys::APP_NAME, "envoy-ratelimit") | (keys::APP_COMPONENT, "ratelimit") => limit = true,
            (key, _) if key == keys::GATEWAY_NAME || holds(key, keys::OWNING) => return true,
            _ => {}
        }
    }
    made && !limit || common > 1
}

fn is_positive(one: &Requirement) -> bool {
    matches!(one.operator, Operator::In | Operator::Equals | Operator::Exists)
}

/// The selectors of a document that mean proxies, and whether it lets in or out whole namespaces, or everyone.
pub fn selections<'a>(input: &Input<'a>, document: &'a Document) -> (Vec<Selection<'a>>, bool) {
    let (mut found, mut open) = (Vec::new(), false);
    let kind = &*document.kind_name;
    let is_cilium = kind.starts_with(CILIUM);
    let mut specs = at_all(&document.root, "spec");
    specs.append(&mut at_all(&document.root, "specs"));
    for spec in specs {
        for (of, role, rules, selectors, ports) in &PLACES {
            if *of != kind && !(*of == CILIUM && is_cilium) {
                continue;
            }
            for rule in at_all(spec, rules) {
                let role = *role;
                let is_peer = matches!(role, Role::From | Role::To);
                let nodes = at_all(rule, selectors);
                open |= is_peer && nodes.is_empty();
                for peer in nodes {
                    let holder = if is_peer && !is_cilium { peer } else { rule };
                    let node = if is_peer && !is_cilium { peer.get("podSelector") } else { Some(peer) };
                    open |= node.is_none();
                    let Some(node) = node else { continue };
                    let Some(wanted) = Selector::lenient(node, role == Role::Service) else { continue };
                    open |= is_peer && wanted.is_empty();
                    let (within, ports) = (Vec::new(), at_all(rule, ports));
                    let mut one =
                        Selection { role, node, holder, wanted, within, namespaces: None, place: None, ports };
                    one.place(input, document);
                    if means_proxies(&one.wanted, false) {
                        found.push(one);
                    }
                }
            }
        }
    }
    (found, open)
}

impl Selection<'_> {
    /// Finds where it looks, and where that is written.
    fn place(&mut self, input: &Input<'_>, document: &Document) {
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
        let mut rest = Vec::new();
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
            self.within = if one.key == *CILIUM_NAMESPACE && is_positive(&one) { one.values } else { Vec::new() };
        }
        self.wanted = rest;
    }
}

/// Every node at a path of keys, through lists; an empty path is the node itself.
pub fn at_all<'a>(node: &'a Node, path: &str) -> Vec<&'a Node> {
    let mut nodes = vec![node];
    for key in path.split('.').filter(|key| !key.is_empty()) {
        let mut next = Vec::new();
        for node in nodes {
            match node.get(key) {
                Some(list) if !list.items().is_empty() => next.extend(list.items()),
                Some(Node { value: Value::List(_), .. }) | None => {}
                Some(one) => next.push(one),
            }
        }
        nodes = next;
    }
    nodes
}

/// The number or name of a port, with its key.
pub fn port(map: &Node) -> Option<&Entry> {
    // A range is not looked at.
    let map = map.as_map().filter(|map| map.get("endPort").is_none())?;
    map.entry("targetPort").or_else(|| map.entry("portNumber")).or_else(|| map.entry("port"))
}
