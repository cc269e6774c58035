//! What documents of other tools select: pods and Services, by labels, in some namespaces, on some ports.

use super::Input;
use super::sites::fill;
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

/// That pods lack what is asked of their labels.
pub fn lack(one: &Requirement) -> String {
    let says = if matches!(one.operator, Operator::NotIn | Operator::DoesNotExist) { "carry" } else { "do not carry" };
    let value = one.values.first().map_or(String::new(), |value| ["=", value].concat());
    fill("~ ~~", &[says, &one.key, &value])
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

/// The selectors of a document that mean proxies, and the peers that are whole namespaces, or everyone.
pub fn selections<'a>(input: &Input<'a>, document: &'a Document) -> (Vec<Selection<'a>>, Vec<Selection<'a>>) {
    let (mut found, mut open) = (Vec::new(), Vec::new());
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
                let mut nodes = at_all(rule, selectors);
                let everyone = is_peer && nodes.is_empty() && lets_everyone(rule, is_cilium);
                if everyone {
                    nodes.push(rule);
                }
                for peer in nodes {
                    let in_peer = is_peer && !is_cilium && !everyone;
                    let holder = if in_peer { peer } else { rule };
                    // Without a selector of pods, all of the namespaces are meant; addresses are not those of pods.
                    let said = peer.get("podSelector").filter(|_| in_peer);
                    let node = said.unwrap_or(peer);
                    let wanted = match in_peer && said.is_none() || everyone {
                        true if peer.get("ipBlock").is_some() => None,
                        true => Some(Vec::new()),
                        false => Selector::lenient(node, role == Role::Service),
                    };
                    let Some(wanted) = wanted else { continue };
                    let ports = at_all(rule, ports);
                    let mut one = Selection { ports, ..Selection::new(role, node, holder, wanted) };
                    one.rule = rule;
                    if everyone {
                        open.push(one);
                        continue;
                    }
                    one.place(input, document);
                    if is_peer && one.wanted.is_empty() {
                        open.push(one);
                    } else if means_proxies(&one.wanted, false) {
                        found.push(one);
                    }
                }
            }
        }
    }
    (found, open)
}

/// True for a rule without peers that restricts nobody. One of Cilium's needs to say so.
fn lets_everyone(rule: &Node, is_cilium: bool) -> bool {
    let mut open = !is_cilium || !rule.entries().is_empty();
    for entry in rule.entries().iter().filter(|_| is_cilium) {
        let key = &*entry.key;
        if key.ends_with("Entities") {
            return entry.value.items().iter().any(|one| matches!(one.as_str(), Some("all" | "cluster")));
        }
        open &= key == "toPorts" || !key.starts_with("from") && !key.starts_with("to");
    }
    open
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
