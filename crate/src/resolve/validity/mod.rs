//! The controller's own validation of an EnvoyProxy, on top of the API server's.
//!
//! Source: behaviour of Envoy Gateway v1.0–v1.9 (validation of EnvoyProxy).

mod bootstrap;
mod order;

pub use bootstrap::Bootstraps;

use crate::context::Settings;
use crate::release::{Feature, Release};
use crate::text::{Gather as _, ipv4, ipv6};
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
    /// Filters that wait for one another.
    #[error("closes a circle in the order of the filters")]
    FilterOrder,
    /// A provider that is none any more.
    #[error("is no provider that the controller knows")]
    Provider,
    /// A name of statistics with an operator that there is not.
    #[error("has an operator between percent signs that there is not")]
    StatName,
    /// The provider Host without `host`.
    #[error("as a provider needs `host`")]
    HostMissing,
    /// A bootstrap that Envoy could not read, or a part of it.
    #[error("does not fit Envoy's bootstrap configuration")]
    Bootstrap,
    /// A bootstrap that cuts the proxy off from the controller.
    #[error("changes how the proxy reaches the controller, which must stay")]
    BootstrapConnection,
    /// A patch of the bootstrap that lacks a part or has one too many.
    #[error("takes `path` and `value`; `remove` takes no value, and `move` and `copy` take `from` instead")]
    BootstrapOperation,
    /// A patch of the bootstrap for something that is not there.
    #[error("is not in the bootstrap that is patched")]
    BootstrapPath,
    /// A condition that is none.
    #[error("is no expression of CEL")]
    Expression,
    /// An amount that is none, or too small or too large.
    #[error("is no amount that Envoy takes here: limits are below 4Gi, windows from 65535 bytes to 2Gi less one")]
    Amount,
    /// A size of a table that is not prime, or too large.
    #[error("is no prime number up to 5000011, as the size of the table of a consistent hash is")]
    TableSize,
    /// A pause of no length, or a longest one that is shorter than the first.
    #[error("is no pause between tries: none is of no length, and the longest is not shorter than the first")]
    Pause,
    /// Something that nothing can be sent to.
    #[error("is nothing that telemetry can be sent to: a Service is, and from v1.4 on a Backend")]
    BackendKind,
    /// A Backend, which the configuration does not allow.
    #[error("does not count: the EnvoyGateway config does not enable Backends (`extensionApis.enableBackend`)")]
    BackendDisabled,
    /// A Service or Backend that is not there.
    #[error("is not there")]
    BackendMissing,
    /// A port that the Service does not have.
    #[error("has no TCP port of this number")]
    BackendPort,
    /// A Service for a name outside of the cluster.
    #[error("is of type ExternalName, which the controller sends nothing to: a Backend with this name does it")]
    BackendExternal,
    /// A Backend that finds out its address itself.
    #[error("finds out where to send by the request, and telemetry has none")]
    BackendDynamic,
}

/// The parts whose patch the controller looks at; a DaemonSet's is not among them.
const PATCHED: [&str; 4] = ["envoyDeployment", "envoyHpa", "envoyPDB", "envoyService"];

/// What a name of statistics may have between percent signs.
const OPERATORS: [&str; 6] =
    ["ROUTE_NAME", "ROUTE_NAMESPACE", "ROUTE_KIND", "ROUTE_RULE_NAME", "ROUTE_RULE_NUMBER", "BACKEND_REFS"];

/// The first thing that the controller refuses about a spec; of what a deployment tool fills in, nothing is known.
pub(super) fn refused(spec: &Node, bootstraps: &Bootstraps, release: &Release, settings: &Settings) -> Option<Invalid> {
    let bootstrap = spec.get("bootstrap").filter(|bootstrap| !settings.has_placeholder(bootstrap));
    let of_bootstrap = || bootstraps.refused(bootstrap?, false, release);
    written(spec, release).filter(|invalid| !settings.has_placeholder(&invalid.node)).or_else(of_bootstrap)
}

fn written(spec: &Node, release: &Release) -> Option<Invalid> {
    let provider = spec.get("provider");
    let kind = provider.and_then(|provider| provider.get("type"));
    if let Some(node) = kind.filter(|node| node.as_str() == Some("Custom")) {
        return Some(Invalid { node: node.clone(), why: Why::Provider });
    }
    let host = kind.filter(|node| node.as_str() == Some("Host"));
    let without_host = host.filter(|_| provider.is_some_and(|provider| provider.get("host").is_none()));
    if let Some(node) = without_host {
        return Some(Invalid { node: node.clone(), why: Why::HostMissing });
    }
    let kubernetes = provider.filter(|_| host.is_none()).and_then(|provider| provider.get("kubernetes"));
    let of_kubernetes = kubernetes.and_then(|kubernetes| patches(kubernetes).or_else(|| service(kubernetes, release)));
    of_kubernetes.or_else(|| stat_name(spec, release)).or_else(|| order::circle(spec))
}

/// Percent signs make pairs from left to right; one that is left over counts only where it is alone.
fn stat_name(spec: &Node, release: &Release) -> Option<Invalid> {
    let node = spec.at(&["telemetry", "metrics", "clusterStatName"])?;
    let parts: Vec<&str> = node.as_str()?.split('%').gather();
    let is_alone = parts.len() == 2 && release.has(Feature::LonePercentRefused);
    let mut wrong = is_alone;
    for pair in parts.windows(3).step_by(2) {
        wrong |= pair.get(1).is_some_and(|operator| !OPERATORS.contains(operator));
    }
    wrong.then(|| Invalid { node: node.clone(), why: Why::StatName })
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
