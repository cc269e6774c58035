//! What documents of other tools select: pods and Services, by labels, in some namespaces, on some ports.

use super::Input;
use crate::labels::selector::{Operator, Requirement, Selector};
use crate::labels::{keys, namespace_name};
use crate::read::Document;
use crate::text::{Span, Str};
use crate::value::{Entry, Map, Node};

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

/// The namespaces that are looked at.
#[derive(Debug, Clone)]
pub enum Within<'a> {
    /// All of them, or it is not known which.
    Anywhere,
    /// These.
    Named(Vec<Str>),
    /// Those with labels that match.
    Labelled(&'a Node),
}

/// A selector of a document.
pub struct Selection<'a> {
    /// What it is for.
    pub role: Role,
    /// The selector as it is written.
    pub node: &'a Node,
    /// What it says.
    pub selector: Selector,
    /// Where it looks.
    pub within: Within<'a>,
    /// Where that is written, else where the selector is.
    pub place: Option<Span>,
    /// The map that holds it.
    pub holder: &'a Node,
    /// The ports of the selected pods that it is about.
    pub ports: Ports<'a>,
}

/// Ports as they are written, each with the map that holds it.
pub type Ports<'a> = Vec<(&'a Node, &'a Entry)>;

/// The labels by which Cilium knows namespaces.
const CILIUM_NAMESPACE: &str = "io.kubernetes.pod.namespace";

impl Selection<'_> {
    /// True when proxies are meant.
    pub fn is_meant(&self) -> bool {
        is_about_proxies(&self.selector)
    }

    /// The values that a label must have one of.
    pub fn values(&self, key: &str) -> &[Str] {
        values(&self.selector, key)
    }

    /// True when it looks into the namespace, as far as is known.
    pub fn sees(&self, input: &Input<'_>, namespace: Option<&str>) -> bool {
        let Some(namespace) = namespace else { return true };
        match &self.within {
            Within::Anywhere => true,
            Within::Named(names) => names.iter().any(|name| *name == *namespace || namespace_name(name).is_err()),
            Within::Labelled(node) => selects_namespace(input, node, namespace),
        }
    }
}

fn is_positive(requirement: &Requirement) -> bool {
    matches!(requirement.operator, Operator::In | Operator::Equals | Operator::Exists)
}

/// The values that a label must have one of.
pub fn values<'s>(selector: &'s Selector, key: &str) -> &'s [Str] {
    let is_it = |one: &&Requirement| one.key == *key && is_positive(one);
    selector.requirements.iter().find(is_it).map_or(&[], |one| &one.values)
}

/// True when proxies are meant: by the label of Gateway API, by those of the controller, or by what all proxies have.
pub fn is_about_proxies(selector: &Selector) -> bool {
    let says = |key: &str, value: &str| values(selector, key).iter().any(|said| *said == *value);
    let named = |key: &&str| selector.requirements.iter().any(|one| one.key == **key && is_positive(one));
    let own =
        [keys::GATEWAY_NAME, keys::OWNING_GATEWAY_NAME, keys::OWNING_GATEWAY_NAMESPACE, keys::OWNING_GATEWAY_CLASS];
    let limit = says(keys::APP_NAME, "envoy-ratelimit") || says(keys::APP_COMPONENT, "ratelimit");
    let made = says(keys::APP_MANAGED_BY, "envoy-gateway") && !limit;
    let (envoy, proxy) = (says(keys::APP_NAME, "envoy"), says(keys::APP_COMPONENT, "proxy"));
    own.iter().any(named) || made || envoy && proxy
}

/// Of the labels of a namespace that is not in the files, only its name is known.
pub fn selects_namespace(input: &Input<'_>, node: &Node, namespace: &str) -> bool {
    let Ok(selector) = Selector::read(node) else { return true };
    let object = input.model.namespace_object(namespace);
    let labels = object.and_then(|object| object.root.at(&["metadata", "labels"])).and_then(Node::as_map);
    let mut labels = labels.cloned().unwrap_or_default();
    labels.set("kubernetes.io/metadata.name", Node::string(namespace.to_string(), node.origin.clone()));
    let unmet = selector.unmet(&labels).any(|one| {
        let known = object.is_some() || one.key == *"kubernetes.io/metadata.name";
        known && !one.values.iter().any(|value| input.is_placeholder_text(value))
    });
    !unmet
}

/// Every selector of a document.
pub fn selections<'a>(input: &Input<'a>, document: &'a Document) -> Vec<Selection<'a>> {
    let mut reader = Reader { home: Within::Anywhere, place: None, found: Vec::new() };
    if let Some(home) = input.model.namespace_of(document).name().filter(|name| namespace_name(name).is_ok()) {
        reader.home = Within::Named(vec![Str::copied(home)]);
        reader.place = document.namespace.as_ref().and_then(|node| node.origin.span());
    }
    let specs = document.root.get("specs").map_or(&[][..], Node::items).iter();
    for spec in document.spec().into_iter().chain(specs) {
        reader.spec(&document.kind_name, spec);
    }
    reader.found
}

struct Reader<'a> {
    home: Within<'a>,
    place: Option<Span>,
    found: Vec<Selection<'a>>,
}

impl<'a> Reader<'a> {
    fn spec(&mut self, kind: &str, spec: &'a Node) {
        match kind {
            "Service" => self.service(spec),
            "PodDisruptionBudget" => self.own(Role::Budget, spec, "selector", Vec::new()),
            "PodMonitor" => {
                self.monitor(Role::PodMonitor, spec, "podMetricsEndpoints", &["port", "portNumber", "targetPort"])
            }
            "ServiceMonitor" => self.monitor(Role::ServiceMonitor, spec, "endpoints", &["port"]),
            "NetworkPolicy" => {
                let ports = items(spec, "ingress").iter().flat_map(|rule| ports(rule, "port")).collect();
                self.own(Role::Policy, spec, "podSelector", ports);
                self.peers(Role::From, spec, "ingress", "from");
                self.peers(Role::To, spec, "egress", "to");
            }
            _ => self.cilium(kind, spec),
        }
    }

    fn own(&mut self, role: Role, spec: &'a Node, field: &str, ports: Ports<'a>) {
        let (Some(node), place, within) = (spec.get(field), self.place, self.home.clone()) else { return };
        if let Ok(selector) = Selector::read(node) {
            self.found.push(Selection { role, node, selector, within, place, holder: spec, ports });
        }
    }

    /// Its selector is a plain map.
    fn service(&mut self, spec: &'a Node) {
        let Some(node) = spec.get("selector") else { return };
        let mut map = Map::new();
        map.set("matchLabels", node.clone());
        let Ok(selector) = Selector::read(&Node::map(map, node.origin.clone())) else { return };
        let mut ports = Vec::new();
        for port in items(spec, "ports") {
            ports.extend(["targetPort", "port"].iter().find_map(|field| entry(port, field)));
        }
        let (place, within) = (self.place, self.home.clone());
        self.found.push(Selection { role: Role::Service, node, selector, within, place, holder: spec, ports });
    }

    fn monitor(&mut self, role: Role, spec: &'a Node, endpoints: &str, fields: &[&str]) {
        let all = items(spec, endpoints).iter();
        let ports = all.filter_map(|endpoint| fields.iter().find_map(|field| entry(endpoint, field))).collect();
        let first = self.found.len();
        self.own(role, spec, "selector", ports);
        let (Some(namespaces), Some(own)) = (spec.get("namespaceSelector"), self.found.get_mut(first)) else { return };
        let names = items(namespaces, "matchNames");
        if namespaces.get("any").and_then(Node::as_bool) == Some(true) {
            own.within = Within::Anywhere;
        } else if !names.is_empty() {
            own.within = Within::Named(names.iter().filter_map(Node::as_str).map(Str::copied).collect());
            own.place = namespaces.head().span();
        }
    }

    /// A peer with both selectors means pods of some namespaces; alone, a selector of pods means the policy's own, and one
    /// of namespaces all of their pods. Without peers, everyone is meant.
    fn peers(&mut self, role: Role, spec: &'a Node, rules: &str, field: &str) {
        for rule in items(spec, rules) {
            let ports: Ports = if role == Role::To { ports(rule, "port") } else { Vec::new() };
            let peers = items(rule, field);
            if peers.is_empty() {
                self.everyone(role, rule, Within::Anywhere);
            }
            for peer in peers {
                let first = self.found.len();
                let namespaces = peer.get("namespaceSelector");
                if let (None, Some(node)) = (peer.get("podSelector"), namespaces) {
                    self.everyone(role, node, Within::Labelled(node));
                }
                self.own(role, peer, "podSelector", ports.clone());
                let Some(own) = self.found.get_mut(first) else { continue };
                own.place = namespaces.unwrap_or(own.node).head().span();
                if let Some(namespaces) = namespaces {
                    own.within = Within::Labelled(namespaces);
                }
            }
        }
    }

    /// All pods of some namespaces.
    fn everyone(&mut self, role: Role, node: &'a Node, within: Within<'a>) {
        let selector = Selector { requirements: Vec::new(), nothing: false };
        self.found.push(Selection { role, node, selector, within, place: None, holder: node, ports: Vec::new() });
    }

    fn cilium(&mut self, kind: &str, spec: &'a Node) {
        let clusterwide = kind == "CiliumClusterwideNetworkPolicy";
        let rules = items(spec, "ingress").iter();
        let own = rules.flat_map(|rule| items(rule, "toPorts")).flat_map(|to| ports(to, "port")).collect();
        self.endpoints(Role::Policy, spec, spec.get("endpointSelector"), clusterwide, own);
        let peers = [("ingress", "fromEndpoints", Role::From), ("egress", "toEndpoints", Role::To)];
        for (rules, field, role) in peers {
            for rule in items(spec, rules) {
                let to = items(rule, "toPorts").iter().filter(|_| role == Role::To);
                let ports: Ports = to.flat_map(|to| ports(to, "port")).collect();
                for peer in items(rule, field) {
                    self.endpoints(role, spec, Some(peer), clusterwide, ports.clone());
                }
            }
        }
    }

    /// A selector of Cilium: keys say in a prefix where a label comes from, and a label of its own holds the namespace.
    fn endpoints(&mut self, role: Role, holder: &'a Node, node: Option<&'a Node>, anywhere: bool, ports: Ports<'a>) {
        let Some((node, Ok(mut selector))) = node.map(|node| (node, Selector::read(&without_sources(node)))) else {
            return;
        };
        let mut within = if anywhere { Within::Anywhere } else { self.home.clone() };
        let mut place = if role == Role::Policy { self.place } else { node.head().span() };
        for one in selector.requirements.iter().filter(|one| one.key.starts_with("io.")) {
            within = match one.operator {
                Operator::In | Operator::Equals if one.key == *CILIUM_NAMESPACE => Within::Named(one.values.clone()),
                _ => Within::Anywhere,
            };
            place = one.origin.as_ref().and_then(|origin| origin.span());
        }
        selector.requirements.retain(|one| !one.key.starts_with("io."));
        self.found.push(Selection { role, node, selector, within, place, holder, ports });
    }
}

/// The ports of a rule.
fn ports<'a>(rule: &'a Node, field: &str) -> Ports<'a> {
    let is_range = |port: &&Node| port.get("endPort").is_some();
    items(rule, "ports").iter().filter(|port| !is_range(port)).filter_map(|port| entry(port, field)).collect()
}

/// The selector with keys as Kubernetes has them: `k8s:app` is `app`.
fn without_sources(node: &Node) -> Node {
    let plain = |key: &str| Str::copied(key.strip_prefix("k8s:").or(key.strip_prefix("any:")).unwrap_or(key));
    let mut selector = node.as_map().cloned().unwrap_or_default();
    if let Some(labels) = node.get("matchLabels") {
        let entries = labels.entries().iter().map(|entry| Entry { key: plain(&entry.key), ..entry.clone() });
        let mut map = Map::new();
        entries.for_each(|entry| map.put(entry));
        selector.set("matchLabels", Node::map(map, labels.origin.clone()));
    }
    if let Some(expressions) = node.get("matchExpressions") {
        let key = |item: &Node| {
            item.get("key").map(|key| Node::string(plain(key.as_str().unwrap_or("")), key.origin.clone()))
        };
        let items = expressions.items().iter();
        let items = items.map(|item| key(item).map_or(item.clone(), |key| item.clone().put_at(&["key"], key)));
        selector.set("matchExpressions", Node::list(items.collect(), expressions.origin.clone()));
    }
    Node::map(selector, node.origin.clone())
}

fn items<'a>(node: &'a Node, field: &str) -> &'a [Node] {
    node.get(field).map_or(&[], Node::items)
}

fn entry<'a>(node: &'a Node, field: &str) -> Option<(&'a Node, &'a Entry)> {
    super::sites::entry(node, field).map(|entry| (node, entry))
}
