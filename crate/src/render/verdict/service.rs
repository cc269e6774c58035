//! Services.

use super::volumes::by_port;
use super::{Walk, by_text, int, items, text, values};
use crate::labels;
use crate::value::Node;
use std::net::IpAddr;

const RANGES: &str = "service.beta.kubernetes.io/load-balancer-source-ranges";

impl<'a> Walk<'a> {
    pub(super) fn service(&mut self, spec: &'a Node) {
        let kind = Some(text(spec, "type")).filter(|kind| !kind.is_empty()).unwrap_or("ClusterIP");
        let headless = matches!(addresses(spec), [only] if only.as_str() == Some("None"));
        let ports = items(spec, "ports");
        if ports.is_empty() && !headless && kind != "ExternalName" {
            self.say("ports", &[spec.get("ports")], "is required, and there is none");
        }
        if headless && matches!(kind, "LoadBalancer" | "NodePort") {
            self.say(
                "clusterIP",
                &[addresses(spec).first(), spec.get("type")],
                "can't be None for a Service of this type",
            );
        }
        self.ports(ports, kind);
        match kind {
            "ExternalName" => self.external_name(spec),
            _ => self.addresses(spec, headless),
        }
        self.of_type(spec, kind);
        self.traffic(spec, kind);
        self.affinity(spec);
        self.source_ranges(spec, kind);
    }

    fn ports(&mut self, ports: &'a [Node], kind: &str) {
        self.within("ports", |walk| {
            walk.distinct(ports, "name", by_text);
            walk.distinct(ports, "port", by_port);
            walk.distinct(ports, "nodePort", by_port);
            for port in ports {
                if ports.len() > 1 && text(port, "name").is_empty() {
                    walk.say("name", &[port.get("name"), Some(port)], "is required where there are several ports");
                }
                if kind == "ClusterIP" && int(port, "nodePort").is_some_and(|number| number != 0) {
                    walk.say("nodePort", &[port.get("nodePort")], "can't be set for a Service of type ClusterIP");
                }
            }
        });
    }

    fn external_name(&mut self, spec: &'a Node) {
        for field in ["clusterIPs", "ipFamilies", "ipFamilyPolicy"] {
            if spec.get(field).is_some_and(|node| !super::is_empty(node) || field == "ipFamilyPolicy") {
                self.say(
                    field,
                    &[spec.get(field), spec.get("type")],
                    "can't be set for a Service of type ExternalName",
                );
            }
        }
        let name = text(spec, "externalName");
        if labels::subdomain(name.strip_suffix('.').unwrap_or(name)).is_err() {
            self.say("externalName", &[spec.get("externalName"), spec.get("type")], "must be a DNS name");
        }
    }

    /// The addresses that a Service asks for, and their families.
    fn addresses(&mut self, spec: &'a Node, headless: bool) {
        let (ip, ips, families) = (spec.get("clusterIP"), items(spec, "clusterIPs"), items(spec, "ipFamilies"));
        let first = ips.first().and_then(Node::as_str).unwrap_or("");
        if !ips.is_empty() && first != text(spec, "clusterIP") {
            self.say("clusterIPs", &[ip, ips.first()], "must start with `clusterIP`");
        }
        let mut found: Vec<IpAddr> = Vec::new();
        for node in addresses(spec) {
            let address = node.as_str().and_then(values::address);
            found.extend(address);
            if address.is_none() && !headless {
                self.say("clusterIPs", &[Some(node)], "has what is no IP address");
            }
        }
        let double = |one: &IpAddr, other: &IpAddr| one.is_ipv4() == other.is_ipv4();
        if addresses(spec).len() > 2 || matches!(found.as_slice(), [one, other] if double(one, other)) {
            self.say("clusterIPs", &[spec.get("clusterIPs")], "has at most one address of each family");
        }
        for (at, family) in families.iter().enumerate() {
            let name = family.as_str().unwrap_or("");
            let wanted = found.get(at).filter(|_| !headless);
            let fits = wanted.is_none_or(|address| address.is_ipv4() == (name == "IPv4"));
            let twice = families.iter().take(at.min(4)).any(|other| other.value == family.value);
            if !matches!(name, "IPv4" | "IPv6") || twice || !fits {
                self.say("ipFamilies", &[Some(family)], "must be IPv4 and IPv6, each once, as the addresses are");
            }
        }
        let policy = spec.get("ipFamilyPolicy");
        if policy.is_some_and(|policy| {
            !matches!(policy.as_str(), Some("SingleStack" | "PreferDualStack" | "RequireDualStack"))
        }) {
            self.say("ipFamilyPolicy", &[policy], "must be SingleStack, PreferDualStack or RequireDualStack");
        }
    }

    /// What only a LoadBalancer has.
    fn of_type(&mut self, spec: &'a Node, kind: &str) {
        for field in ["allocateLoadBalancerNodePorts", "loadBalancerClass", "loadBalancerSourceRanges"] {
            let node = spec
                .get(field)
                .filter(|node| kind != "LoadBalancer" && (!super::is_empty(node) || node.as_str().is_some()));
            if node.is_some() {
                self.say(field, &[node, spec.get("type")], ONLY_BALANCER);
            }
        }
    }

    fn traffic(&mut self, spec: &'a Node, kind: &str) {
        let (policy, health) = (spec.get("externalTrafficPolicy"), spec.get("healthCheckNodePort"));
        let named = text(spec, "externalTrafficPolicy");
        let external = matches!(kind, "LoadBalancer" | "NodePort")
            || (kind == "ClusterIP" && !items(spec, "externalIPs").is_empty());
        if !external && !named.is_empty() {
            let what = "can be set only for a Service that is reached from outside";
            self.say("externalTrafficPolicy", &[policy, spec.get("type")], what);
        }
        let number = health.and_then(Node::as_int).unwrap_or(0);
        if number != 0 && (kind != "LoadBalancer" || named != "Local") {
            let what = "can be set only for type LoadBalancer with `externalTrafficPolicy: Local`";
            self.say("healthCheckNodePort", &[health], what);
        } else if !(0..65_536).contains(&number) {
            self.say("healthCheckNodePort", &[health], "must be 1 to 65535");
        }
    }

    fn affinity(&mut self, spec: &'a Node) {
        let seconds = spec.at(&["sessionAffinityConfig", "clientIP", "timeoutSeconds"]);
        let wrong = seconds.and_then(Node::as_int).is_some_and(|seconds| !(1..=86_400).contains(&seconds));
        if wrong && text(spec, "sessionAffinity") == "ClientIP" {
            self.say("sessionAffinityConfig", &[seconds], "must last 1 to 86400 seconds");
        }
    }

    /// From the field, else from the old annotation.
    fn source_ranges(&mut self, spec: &'a Node, kind: &str) {
        let ranges = items(spec, "loadBalancerSourceRanges");
        for range in ranges {
            if !is_range(range.as_str().unwrap_or("").trim()) {
                self.say(
                    "loadBalancerSourceRanges",
                    &[Some(range)],
                    "must have addresses with the length of a prefix, such as 10.9.8.0/24",
                );
            }
        }
        let annotations = self.object.at(&["metadata", "annotations"]);
        let Some(old) = annotations.and_then(|all| all.get(RANGES)).filter(|_| ranges.is_empty()) else { return };
        let text = old.as_str().unwrap_or("").trim();
        if kind != "LoadBalancer" || !(text.is_empty() || text.split(',').all(|range| is_range(range.trim()))) {
            self.refuse(
                ["metadata.annotations[", RANGES, "]"].concat(),
                &[Some(old)],
                "must be ranges of addresses of a Service of type LoadBalancer",
            );
        }
    }
}

const ONLY_BALANCER: &str = "can be set only for a Service of type LoadBalancer";

/// `clusterIPs`; where only the old `clusterIP` is given, that.
fn addresses(spec: &Node) -> &[Node] {
    let old = spec.get("clusterIP").filter(|node| !super::is_empty(node)).map_or(&[][..], std::slice::from_ref);
    Some(items(spec, "clusterIPs")).filter(|all| !all.is_empty()).unwrap_or(old)
}

/// An address and the length of its prefix, with nothing behind the prefix.
fn is_range(text: &str) -> bool {
    let Some((address, length)) = text.split_once('/') else { return false };
    let plain = !length.is_empty()
        && length.bytes().all(|byte| byte.is_ascii_digit())
        && (length == "0" || !length.starts_with('0'));
    let Some(length) = length.parse::<u32>().ok().filter(|_| plain) else { return false };
    match values::address(address) {
        Some(IpAddr::V4(v4)) => length <= 32 && u32::from(v4).checked_shl(length).unwrap_or(0) == 0,
        Some(IpAddr::V6(v6)) => length <= 128 && u128::from(v6).checked_shl(length).unwrap_or(0) == 0,
        None => false,
    }
}
