//! What documents of other tools select: pods and Services, by labels, in some namespaces, on some ports.

use super::Input;
use super::proxies::OWNER;
use crate::labels::selector::{Operator, Requirement, Selector};
use crate::labels::{keys, namespace_name};
use crate::read::Document;
use crate::text::{Span, Str};
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

/// What labels are asked for.
#[derive(Default)]
pub struct Wanted {
    /// All of them.
    pub all: Vec<Requirement>,
    /// By the label of Gateway API, or by those of the controller.
    owned: bool,
    /// By the mark of the controller.
    made: bool,
    /// By the name of the application.
    envoy: bool,
    /// By the part of the application.
    proxy: bool,
    /// By those of the rate limit service.
    limit: bool,
}

/// A selector of a document.
pub struct Selection<'a> {
    /// What it is for.
    pub role: Role,
    /// The selector as it is written.
    pub node: &'a Node,
    /// The map that holds it.
    pub holder: &'a Node,
    /// What it asks for.
    pub wanted: Wanted,
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

/// What a selector asks for: a plain map of a Service, or with `matchLabels` and `matchExpressions`. Keys of Cilium say in
/// a prefix where a label comes from. Nothing where the API server refuses it.
pub fn wanted(node: &Node) -> Option<Wanted> {
    let expressions = node.get("matchExpressions");
    let labels = node.get("matchLabels").or(Some(node).filter(|_| expressions.is_none()));
    let mut wanted = Wanted::default();
    for entry in labels.map_or(&[][..], Node::entries) {
        let values = vec![Str::copied(entry.value.as_str()?)];
        wanted.add(&entry.key, Operator::Equals, values, entry.key_origin.clone());
    }
    for item in expressions.map_or(&[][..], Node::items) {
        let mut values = Vec::new();
        for value in item.get("values").map_or(&[][..], Node::items) {
            values.push(Str::copied(value.as_str()?));
        }
        let operator = match item.str_at(&["operator"])? {
            "In" => Operator::In,
            "NotIn" => Operator::NotIn,
            "Exists" => Operator::Exists,
            _ => Operator::DoesNotExist,
        };
        wanted.add(item.str_at(&["key"])?, operator, values, item.origin.clone());
    }
    Some(wanted)
}

impl Wanted {
    fn add(&mut self, key: &str, operator: Operator, values: Vec<Str>, origin: Origin) {
        let key = key.strip_prefix("k8s:").or(key.strip_prefix("any:")).unwrap_or(key);
        if is_positive(operator) {
            let says = |value: &str| values.iter().any(|said| *said == *value);
            match key {
                keys::APP_NAME => {
                    self.envoy |= says("envoy");
                    self.limit |= says("envoy-ratelimit");
                }
                keys::APP_COMPONENT => {
                    self.proxy |= says("proxy");
                    self.limit |= says("ratelimit");
                }
                keys::APP_MANAGED_BY => self.made |= says("envoy-gateway"),
                _ => self.owned |= key == keys::GATEWAY_NAME || OWNER.contains(&key),
            }
        }
        self.all.push(Requirement { key: Str::copied(key), operator, values, origin: Some(origin) });
    }

    /// In an EnvoyProxy the name is enough; a spread is always about the pods themselves.
    pub fn own(&mut self, spread: bool) {
        self.owned |= spread || self.envoy;
    }

    /// True when proxies are meant.
    pub fn proxies(&self) -> bool {
        self.owned || self.made && !self.limit || self.envoy && self.proxy
    }

    /// The one that names a Gateway or class; the controller's own labels say more than the standard one.
    pub fn naming(&self) -> Option<&Requirement> {
        let mut best = None;
        for one in &self.all {
            let own = OWNER.contains(&&*one.key) && one.key != *keys::OWNING_GATEWAY_NAMESPACE;
            let names = own || one.key == *keys::GATEWAY_NAME && best.is_none();
            if names && is_positive(one.operator) && !one.values.is_empty() {
                best = Some(one);
            }
        }
        best
    }
}

fn is_positive(operator: Operator) -> bool {
    matches!(operator, Operator::In | Operator::Equals | Operator::Exists)
}

/// Every selector of a document.
pub fn selections<'a>(input: &Input<'a>, document: &'a Document) -> Vec<Selection<'a>> {
    let mut found = Vec::new();
    let kind = &*document.kind_name;
    let is_cilium = kind.starts_with(CILIUM);
    let home = input.model.namespace_of(document);
    let home = home.name().filter(|name| kind != "CiliumClusterwideNetworkPolicy" && namespace_name(name).is_ok());
    for spec in at_all(&document.root, "spec").into_iter().chain(at_all(&document.root, "specs")) {
        for (of, role, rules, selectors, ports) in PLACES {
            if of != kind && !(of == CILIUM && is_cilium) {
                continue;
            }
            for rule in at_all(spec, rules) {
                let nodes = at_all(rule, selectors);
                let is_peer = matches!(role, Role::From | Role::To);
                if is_peer && nodes.is_empty() {
                    // Without peers, everyone is meant.
                    let (wanted, within) = (Wanted::default(), Vec::new());
                    let (namespaces, place, ports) = (None, None, Vec::new());
                    found.push(Selection { role, node: rule, holder: rule, wanted, within, namespaces, place, ports });
                }
                for node in nodes {
                    let namespaces = node.get("namespaceSelector").filter(|_| is_peer && !is_cilium);
                    let holder = if is_peer && !is_cilium { node } else { rule };
                    let node = if is_peer && !is_cilium { node.get("podSelector").or(namespaces) } else { Some(node) };
                    let Some(node) = node else { continue };
                    // A peer with a selector of namespaces alone means all of their pods.
                    let alone = namespaces.is_some_and(|namespaces| std::ptr::eq(namespaces, node));
                    let Some(wanted) = (if alone { Some(Wanted::default()) } else { wanted(node) }) else { continue };
                    let within = home.map(Str::copied).into_iter().collect();
                    let (place, ports) = (None, at_all(rule, ports));
                    let mut one = Selection { role, node, holder, wanted, within, namespaces, place, ports };
                    one.place(document);
                    found.push(one);
                }
            }
        }
    }
    found
}

impl Selection<'_> {
    /// Finds where it looks, and where that is written.
    fn place(&mut self, document: &Document) {
        let is_peer = matches!(self.role, Role::From | Role::To);
        self.place = match &document.namespace {
            Some(namespace) if !is_peer => namespace.origin.span(),
            _ => self.namespaces.unwrap_or(self.node).head().span(),
        };
        if let Some(monitored) = self.holder.get("namespaceSelector").filter(|_| !is_peer) {
            let names = at_all(monitored, "matchNames");
            if !names.is_empty() {
                self.place = monitored.head().span();
                self.within.clear();
                for name in names {
                    self.within.push(Str::copied(name.as_str().unwrap_or("")));
                }
            }
            if monitored.get("any").and_then(Node::as_bool) == Some(true) {
                self.within.clear();
            }
        }
        // A label of Cilium's own holds the namespace.
        while let Some(at) = self.wanted.all.iter().position(|one| one.key.starts_with("io.")) {
            let one = self.wanted.all.swap_remove(at);
            let named = one.key == *CILIUM_NAMESPACE && matches!(one.operator, Operator::In | Operator::Equals);
            self.within = if named { one.values } else { Vec::new() };
            self.place = one.origin.and_then(|origin| origin.span());
        }
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
