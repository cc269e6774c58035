//! See `port_not_served.md`.

use super::proxies::{Proxy, shift_is_unknown};
use super::reach::{Reach, Verdict};
use super::selections::{Role, at_all, port};
use super::sites::fill;
use super::{Findings, Input, Rule, edits};
use crate::diagnostic::{Fix, Group, Severity};
use crate::release::Feature;
use crate::value::{Entry, Node};

/// A port of a Service, policy or monitor on which the proxies that it selects do not listen.
pub const RULE: Rule =
    Rule { id: "port-not-served", group: Group::Rollout, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    Reach::each(input, &mut |reach, (selections, _)| {
        for selection in selections.iter().filter(|one| !one.ports.is_empty()) {
            if !matches!(reach.judge(selection), Verdict::Reaches) {
                continue;
            }
            for map in &selection.ports {
                let Some(entry) = port(map) else { continue };
                let mut case = Case { input, role: selection.role, ports: &selection.ports, map, entry };
                case.look(reach, findings);
            }
        }
    });
}

/// A port that is looked at.
struct Case<'c, 'a> {
    input: &'c Input<'a>,
    role: Role,
    ports: &'c [&'a Node],
    map: &'a Node,
    entry: &'a Entry,
}

/// The metrics, the shutdown manager, the readiness probe. Source: Envoy Gateway v1.0–v1.9.
const OWN: [i64; 3] = [19_001, 19_002, 19_003];
/// The admin interface, which only the pod itself reaches.
const ADMIN: i64 = 19_000;
const LOCAL: &str = "The admin interface of Envoy listens on 127.0.0.1 of the pod only. Metrics are on 19001.";
const PROTOCOL: &str = "A port of a Service without `protocol` is TCP; what comes by another protocol than the listener's is lost.";
const PARTLY: &str = "A Service sends connections to all pods that it selects: those to these pods are refused. Select the proxy by gateway.envoyproxy.io/owning-gateway-namespace, too.";
/// So many of the proxies that a selector picks are looked at.
const MOST: usize = 64;
const PRIVILEGE: &str = "Ports below 1024 need a privilege that proxies do not have: 10000 is added, unless `useListenerPortAsContainerPort` is set.";
const PORTS: &str = "Of the pods' ports only `metrics` (19001) and `readiness` (19003) have names; listeners are served on their own number, plus 10000 below 1024.";
const SERVICE: &str = "Metrics are on port `metrics` (19001) of the pods: a PodMonitor finds them, or a Service of your own with that port.";

impl<'a> Case<'_, 'a> {
    fn look(&mut self, reach: &Reach<'a, '_>, findings: &mut Findings) {
        let value = &self.entry.value;
        let number = number(value);
        let (policy, service) = (matches!(self.role, Role::Policy | Role::To), self.role == Role::ServiceMonitor);
        let Some(span) = value.origin.span().filter(|_| !self.input.is_placeholder(value)) else { return };
        let (mut last, mut partly) = (None, false);
        for proxy in reach.reached.iter().take(MOST).filter_map(|index| reach.proxy(*index)) {
            if shift_is_unknown(self.input, proxy.infra) {
                return;
            }
            if self.is_served(proxy, number) {
                // The endpoints of a Service have to serve it all.
                if self.role != Role::Service {
                    return;
                }
                partly = true;
            } else {
                last = last.or(Some(proxy));
            }
        }
        // Its own Services are the user's business; and ports of monitors go by name.
        let Some(proxy) = last.filter(|_| !(service && self.entry.key != *"port")) else { return };
        let moved = proxy.infra.ports.iter().find(|port| number.is_some() && port.port.as_int() == number);
        let moved = moved.and_then(|port| port.target.as_int());
        // A policy may allow more than there is.
        let needless = |target| self.ports.iter().any(|other| port(other).is_some_and(|other| self::number(&other.value) == target));
        if policy && number.is_some() && (moved.is_none() || needless(moved)) {
            return;
        }
        let shown = value.as_str().map_or_else(|| number.unwrap_or(0).to_string(), str::to_string);
        let mut others = proxy.infra.ports.iter().filter(|port| number.is_some() && port.target.as_int() == number);
        if self.role == Role::Service && others.next().is_some() {
            let (own, theirs) = if self.is_udp() { ("UDP", "TCP") } else { ("TCP", "UDP") };
            let message = fill("the pods of ~ serve `~` by ~, and not by ~", &[&proxy.owner(), &shown, theirs, own]);
            findings.report(span, message).severity(severity_of(partly)).help(PROTOCOL);
            return;
        }
        let what = if service { "Services" } else { "pods" };
        let message = fill("the ~ of ~ have no port `~`", &[what, &proxy.owner(), &shown]);
        let quiet = matches!(self.role, Role::PodMonitor | Role::ServiceMonitor) || moved.is_none() && (policy || number.is_some());
        findings
            .report(span, message)
            .severity(severity_of(quiet || partly))
            .help(match number {
                _ if service => SERVICE,
                Some(ADMIN) => LOCAL,
                _ if partly => PARTLY,
                _ if moved.is_some() => PRIVILEGE,
                _ => PORTS,
            })
            .fix(moved.filter(|_| !partly).and_then(|target| self.mend(target)));
    }

    /// Only Services are held to protocols.
    fn is_udp(&self) -> bool {
        self.map.str_at(&["protocol"]) == Some("UDP")
    }

    /// Sidecars may listen on anything, and old releases give the ports of listeners names as well.
    fn is_served(&self, proxy: Proxy<'_>, number: Option<i64>) -> bool {
        let name = self.entry.value.as_str();
        if self.role == Role::ServiceMonitor {
            let Some(service) = proxy.object("Service") else { return true };
            return at_all(&service.node, "spec.ports").iter().any(|port| port.str_at(&["name"]) == name);
        }
        let Some(pods) = proxy.pods() else { return true };
        let declared = at_all(pods, "spec.containers.ports");
        if let Some(number) = number {
            let (any, udp) = (self.role != Role::Service, self.is_udp());
            let mut served = OWN.contains(&number) && (any || !udp) || at_all(pods, "spec.containers").len() > 2;
            for port in proxy.infra.ports.iter().filter(|port| port.target.as_int() == Some(number)) {
                // With HTTP/3, which other documents say, both are served.
                let both = port.name.as_str().is_some_and(|name| name.starts_with("https"));
                served |= any || both || port.udp == udp;
            }
            for port in declared.iter().filter(|port| port.get("containerPort").and_then(Node::as_int) == Some(number)) {
                served |= any || (port.str_at(&["protocol"]) == Some("UDP")) == udp;
            }
            return served;
        }
        let named = declared.iter().any(|port| port.str_at(&["name"]) == name);
        named || self.input.release.has(Feature::ListenerContainerPorts)
    }

    /// A Service keeps its port and gets another target.
    fn mend(&self, target: i64) -> Option<Fix> {
        let target = target.to_string();
        if self.role == Role::Service && self.entry.key == *"port" {
            return edits::insert_after(self.input, self.map, self.entry, &fill("targetPort: ~", &[&target]));
        }
        let span = self.entry.value.origin.editable()?;
        let mark = self.input.slice(span).get(..1).filter(|mark| matches!(*mark, "\"" | "'")).unwrap_or("");
        Some(Fix::replace(fill("write ~", &[&target]), false, span, fill("~~~", &[mark, &target, mark])))
    }
}

fn severity_of(quiet: bool) -> Severity {
    if quiet { Severity::Warning } else { Severity::Error }
}

fn number(value: &Node) -> Option<i64> {
    value.as_int().or_else(|| value.as_str()?.parse().ok())
}
