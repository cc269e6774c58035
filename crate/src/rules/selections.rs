//! What documents of other tools select: pods and Services, by labels, in some namespaces, on some ports.

use super::Input;
use super::selection::is_positive;
pub use super::selection::{CILIUM_NAMESPACE, Role, Selection, selects_namespace};
use super::sites::fill;
use crate::labels::keys;
use crate::labels::selector::{Operator, Requirement, Selector};
use crate::read::Document;
use crate::text::holds;
use crate::value::{Entry, Node, Value};

/// The selectors of a document that mean proxies, and the peers that are whole namespaces, or everyone.
pub type Found<'a> = (Vec<Selection<'a>>, Vec<Selection<'a>>);

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

/// What a document selects.
pub fn selections<'a>(input: &Input<'a>, document: &'a Document) -> Found<'a> {
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
