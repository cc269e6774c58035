//! See `port_not_served.md`.

use super::proxies::Proxy;
use super::reach::{Verdict, meant};
use super::selections::{Role, Selection};
use super::{Findings, Input, Rule, edits};
use crate::diagnostic::{Fix, Group, Severity};
use crate::release::Feature;
use crate::value::{Entry, Node};

/// A port of a Service, policy or monitor on which the proxies that it selects do not listen.
pub const RULE: Rule =
    Rule { id: "port-not-served", group: Group::Rollout, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    let (documents, mut reach) = meant(input);
    for selection in documents.iter().flat_map(|(_, selections)| selections) {
        if selection.ports.is_empty() || !selection.is_meant() {
            continue;
        }
        let Verdict::Reaches(reached) = reach.judge(selection) else { continue };
        let mut proxies = Vec::new();
        for index in reached {
            proxies.extend(reach.proxy(index));
        }
        for (map, entry) in &selection.ports {
            port(input, selection, &proxies, (map, entry), findings);
        }
    }
}

/// What a port of a pod is.
enum Port {
    /// Something listens there, or may.
    Served,
    /// A listener's own number, which its proxy serves on another port.
    Moved(i64),
    /// Nothing listens there, as far as is known.
    Free,
}

/// The admin interface, the metrics, the shutdown manager, the readiness probe. Source: Envoy Gateway v1.0–v1.9.
const OWN: [i64; 4] = [19_000, 19_001, 19_002, 19_003];

fn port(
    input: &Input<'_>,
    selection: &Selection<'_>,
    proxies: &[Proxy<'_>],
    (map, entry): (&Node, &Entry),
    findings: &mut Findings,
) {
    let role = selection.role;
    let value = &entry.value;
    let number = value.as_int().or_else(|| value.as_str()?.parse().ok());
    let Some(span) = value.origin.span().filter(|_| !input.is_placeholder(value)) else { return };
    let mut worst = None;
    for proxy in proxies {
        match number {
            _ if role == Role::ServiceMonitor => match has_service_port(*proxy, value.as_str()) {
                true => return,
                false => worst = Some((*proxy, Port::Free)),
            },
            None if has_name(input, *proxy, value.as_str()) => return,
            None => worst = Some((*proxy, Port::Free)),
            Some(number) => match served(*proxy, number) {
                Port::Served => return,
                found => worst = Some((*proxy, found)),
            },
        }
    }
    let shown = value.as_str().map_or_else(|| number.unwrap_or(0).to_string(), str::to_string);
    let policy = matches!(role, Role::Policy | Role::To);
    match worst {
        Some((_, Port::Moved(target))) if policy && selection.ports.iter().any(|(_, other)| is(&other.value, target)) => {}
        Some((proxy, Port::Moved(target))) => {
            let (what, severity) = match role {
                Role::PodMonitor => ("scraped", Severity::Warning),
                _ if policy => ("let through", Severity::Error),
                _ => ("reached", Severity::Error),
            };
            findings
                .report(span, format!("no proxy is {what} on port {shown}: {} serves that listener on port {target} of its pods", proxy.owner()))
                .severity(severity)
                .help(format!("Ports below 1024 need a privilege that the proxies do not have, so 10000 is added, unless `useListenerPortAsContainerPort` is set. Write {target}."))
                .fix(mend(input, role, map, entry, target));
        }
        Some(_) if policy && number.is_some() => {}
        Some((proxy, _)) => {
            let of = proxy.owner();
            let (what, help) = match (role, number) {
                (Role::ServiceMonitor, _) => ("Services", "Metrics are on port `metrics` (19001) of the pods: a PodMonitor finds them, or a Service of your own with that port."),
                (_, Some(_)) => ("pods", "Listeners are served on their own number, plus 10000 below 1024; metrics on 19001, readiness on 19003."),
                (_, None) => ("pods", "Of the pods' ports, only `metrics` (19001) and `readiness` (19003) have names; ports of listeners go by number."),
            };
            findings
                .report(span, format!("the {what} of {of} have no port `{shown}`"))
                .severity(if number.is_none() && role == Role::Service { Severity::Error } else { Severity::Warning })
                .help(help);
        }
        None => {}
    }
}

fn is(value: &Node, number: i64) -> bool {
    value.as_int() == Some(number) || value.as_str().is_some_and(|text| text.parse() == Ok(number))
}

/// Sidecars may listen on anything.
fn served(proxy: Proxy<'_>, number: i64) -> Port {
    let containers = containers(proxy);
    let declared = container_ports(containers).any(|port| port.get("containerPort").is_some_and(|port| is(port, number)));
    let ports = &proxy.infra.ports;
    if containers.len() > 2 || declared || OWN.contains(&number) || ports.iter().any(|port| is(&port.target, number)) {
        return Port::Served;
    }
    let moved = ports.iter().find(|port| is(&port.port, number)).and_then(|port| port.target.as_int());
    moved.map_or(Port::Free, Port::Moved)
}

/// Old releases give the ports of listeners names as well.
fn has_name(input: &Input<'_>, proxy: Proxy<'_>, name: Option<&str>) -> bool {
    let mut ports = container_ports(containers(proxy));
    input.release.has(Feature::ListenerContainerPorts) || ports.any(|port| port.str_at(&["name"]) == name)
}

fn has_service_port(proxy: Proxy<'_>, name: Option<&str>) -> bool {
    let ports = proxy.object("Service").and_then(|service| service.node.at(&["spec", "ports"]));
    ports.map_or(&[][..], Node::items).iter().any(|port| port.str_at(&["name"]) == name)
}

fn containers(proxy: Proxy<'_>) -> &[Node] {
    proxy.pods().and_then(|pods| pods.at(&["spec", "containers"])).map_or(&[], Node::items)
}

fn container_ports(containers: &[Node]) -> impl Iterator<Item = &Node> {
    containers.iter().filter_map(|container| container.get("ports")).flat_map(Node::items)
}

/// A Service keeps its port and gets another target.
fn mend(input: &Input<'_>, role: Role, map: &Node, entry: &Entry, target: i64) -> Option<Fix> {
    if role == Role::Service && entry.key == *"port" {
        return edits::insert_after(input, map, entry, &format!("targetPort: {target}"));
    }
    let span = entry.value.origin.editable()?;
    let mark = input.slice(span).get(..1).filter(|mark| matches!(*mark, "\"" | "'")).unwrap_or("");
    Some(Fix::replace(format!("write {target}"), false, span, format!("{mark}{target}{mark}")))
}
