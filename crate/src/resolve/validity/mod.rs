//! The controller's own validation of an EnvoyProxy, on top of the API server's.
//!
//! Source: behaviour of Envoy Gateway v1.0–v1.9 (validation of EnvoyProxy). Of a bootstrap only that is found which shows
//! without knowing every field of Envoy's configuration.

mod bootstrap;
mod order;

use crate::release::{Feature, Release};
use crate::text::{holds, ipv4, ipv6};
use crate::value::Node;
use thiserror::Error;

/// What the controller refuses about an EnvoyProxy spec.
#[derive(Debug, Clone)]
pub struct Invalid {
    /// The value that is to blame.
    pub node: Node,
    /// Why.
    pub why: Why,
}

/// Why the controller refuses an EnvoyProxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Why {
    /// A type of patch that it does not know.
    #[error("is no type of patch: StrategicMerge and JSONMerge are")]
    PatchType,
    /// A range that is none.
    #[error("is no range of addresses such as 10.0.0.0/8")]
    SourceRange,
    /// An address that is none.
    #[error("is no IPv4 address")]
    LoadBalancerIp,
    /// A name of statistics with something unknown between percent signs.
    #[error(
        "has something between percent signs that is no operator: ROUTE_NAME, ROUTE_NAMESPACE, ROUTE_KIND, ROUTE_RULE_NAME, ROUTE_RULE_NUMBER and BACKEND_REFS are"
    )]
    StatisticsName,
    /// Filters that wait for one another.
    #[error("closes a circle in the order of the filters")]
    FilterOrder,
    /// The provider Host without `host`.
    #[error("as a provider needs `host`")]
    HostMissing,
    /// A bootstrap that can't be read as one.
    #[error("is no bootstrap configuration of Envoy")]
    Bootstrap,
    /// A bootstrap that cuts the proxy off from the controller.
    #[error("changes how the proxy reaches the controller, which must stay")]
    BootstrapConnection,
    /// A patch of the bootstrap that is not whole.
    #[error(
        "lacks what its operation needs, or has what it does not take: add, replace and test take `value`, copy and move `from`, remove neither"
    )]
    BootstrapOperation,
    /// A patch of the bootstrap for something that is not there.
    #[error("is not in the bootstrap that is patched")]
    BootstrapPath,
}

/// The parts whose patch the controller looks at; a DaemonSet's is not among them.
const PATCHED: [&str; 4] = ["envoyDeployment", "envoyHpa", "envoyPDB", "envoyService"];

/// The first thing that the controller refuses about a spec.
pub fn refused(spec: &Node, release: &Release) -> Option<Invalid> {
    let provider = spec.get("provider");
    let host = provider.and_then(|provider| provider.get("type")).filter(|node| node.as_str() == Some("Host"));
    let without_host = host.filter(|_| provider.is_some_and(|provider| provider.get("host").is_none()));
    if let Some(node) = without_host {
        return Some(Invalid { node: node.clone(), why: Why::HostMissing });
    }
    let kubernetes = provider.filter(|_| host.is_none()).and_then(|provider| provider.get("kubernetes"));
    let of_kubernetes = kubernetes.and_then(|kubernetes| patches(kubernetes).or_else(|| service(kubernetes, release)));
    of_kubernetes
        .or_else(|| cluster_name(spec))
        .or_else(|| order::circle(spec))
        .or_else(|| bootstrap::refused(spec.get("bootstrap")?))
}

/// What keeps a bootstrap from being made of that of an effective spec.
pub fn unusable_bootstrap(bootstrap: &Node) -> Option<Invalid> {
    bootstrap::unusable(bootstrap)
}

/// What can stand between percent signs in the name of a cluster's statistics.
const OPERATORS: &str = " ROUTE_NAME ROUTE_NAMESPACE ROUTE_KIND ROUTE_RULE_NAME ROUTE_RULE_NUMBER BACKEND_REFS ";

fn cluster_name(spec: &Node) -> Option<Invalid> {
    let node = spec.at(&["telemetry", "metrics", "clusterStatName"])?;
    let mut parts = node.as_str()?.split('%').skip(1);
    // A last sign without another is passed over, if it is not the only one.
    let mut only = true;
    while let Some(operator) = parts.next() {
        let is_closed = parts.next().is_some();
        if if is_closed { !holds(OPERATORS, &format!(" {operator} ")) } else { only } {
            return Some(Invalid { node: node.clone(), why: Why::StatisticsName });
        }
        only = false;
    }
    None
}

fn patches(kubernetes: &Node) -> Option<Invalid> {
    let types = PATCHED.into_iter().filter_map(|part| kubernetes.at(&[part, "patch", "type"]));
    let unknown = |node: &&Node| !matches!(node.as_str(), Some("StrategicMerge" | "JSONMerge"));
    types.filter(unknown).map(|node| Invalid { node: node.clone(), why: Why::PatchType }).next()
}

fn service(kubernetes: &Node, release: &Release) -> Option<Invalid> {
    let service = kubernetes.get("envoyService")?;
    let ranges = service.get("loadBalancerSourceRanges").map_or(&[][..], Node::items).iter();
    let mut wrong = ranges.filter(|range| range.as_str().is_some_and(|range| !is_range(range, release)));
    if let Some(node) = wrong.next() {
        return Some(Invalid { node: node.clone(), why: Why::SourceRange });
    }
    let address = service.get("loadBalancerIP")?;
    let is_ip = address.as_str().is_none_or(is_ipv4);
    (!is_ip).then(|| Invalid { node: address.clone(), why: Why::LoadBalancerIp })
}

fn is_range(text: &str, release: &Release) -> bool {
    let Some((address, bits)) = text.split_once('/') else { return false };
    let most = match (ipv4(address), ipv6(address)) {
        (Some(_), _) => 32,
        (_, Some(_)) if release.has(Feature::Ipv6SourceRanges) => 128,
        _ => return false,
    };
    bits.bytes().all(|byte| byte.is_ascii_digit()) && bits.parse::<u8>().is_ok_and(|bits| bits <= most)
}

/// Also one that is written as IPv6.
fn is_ipv4(text: &str) -> bool {
    let is_mapped = |groups: [u16; 8]| groups.starts_with(&[0, 0, 0, 0, 0, 0xffff]);
    ipv4(text).is_some() || ipv6(text).is_some_and(is_mapped)
}
