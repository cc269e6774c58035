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
    Reach::each(input, &mut |reach, selections, _| {
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

/// The admin interface, the metrics, the shutdown manager, the readiness probe. Source: Envoy Gateway v1.0–v1.9.
const OWN: [i64; 4] = [19_000, 19_001, 19_002, 19_003];
const PRIVILEGE: &str = "Ports below 1024 need a privilege that proxies do not have: 10000 is added, unless `useListenerPortAsContainerPort` is set.";
const PORTS: &str = "Of the pods' ports only `metrics` (19001) and `readiness` (19003) have names; listeners are served on their own number, plus 10000 below 1024.";
const SERVICE: &str = "Metrics are on port `metrics` (19001) of the pods: a PodMonitor finds them, or a Service of your own with that port.";

impl<'a> Case<'_, 'a> {
    fn look(&mut self, reach: &Reach<'a, '_>, findings: &mut Findings) {
        let value = &self.entry.value;
        let number = number(value);
        let (policy, service) = (matches!(self.role, Role::Policy | Role::To), self.role == Role::ServiceMonitor);
        let Some(span) = value.origin.span().filter(|_| !self.input.is_placeholder(value)) else { return };
        let mut last = None;
        for proxy in reach.reached.iter().filter_map(|index| reach.proxy(*index)) {
            if self.is_served(proxy, number) || shift_is_unknown(self.input, proxy.infra) {
                return;
            }
            last = Some(proxy);
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
        let what = if service { "Services" } else { "pods" };
        let message = fill("the ~ of ~ have no port `~`", &[what, &proxy.owner(), &shown]);
        let quiet = matches!(self.role, Role::PodMonitor | Role::ServiceMonitor) || moved.is_none() && (policy || number.is_some());
        findings
            .report(span, message)
            .severity(if quiet { Severity::Warning } else { Severity::Error })
            .help(if service { SERVICE } else if moved.is_some() { PRIVILEGE } else { PORTS })
            .fix(moved.and_then(|target| self.mend(target)));
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
            let served = proxy.infra.ports.iter().any(|port| port.target.as_int() == Some(number));
            let declared = declared.iter().any(|port| port.get("containerPort").and_then(Node::as_int) == Some(number));
            return served || declared || OWN.contains(&number) || at_all(pods, "spec.containers").len() > 2;
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

fn number(value: &Node) -> Option<i64> {
    value.as_int().or_else(|| value.as_str()?.parse().ok())
}
