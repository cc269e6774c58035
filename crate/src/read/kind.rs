//! From `apiVersion` and `kind` to what a document is.

use super::document::{ENVOY_GROUP, GATEWAY_GROUP, Kind};
use crate::text::holds;
use crate::value::Node;

/// What `apiVersion` and `kind` say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// This kind.
    Kind(Kind),
    /// The group has this kind, in other versions.
    OtherVersion(&'static [&'static str]),
    /// A kind that the group does not have.
    NoSuchKind(&'static str),
    /// One of the kinds of the two groups, under another group; the right `apiVersion`.
    OtherGroup(&'static str),
}

type Row = (&'static str, &'static [&'static str], Kind);

/// Kinds of gateway.envoyproxy.io, all releases v1.0–v1.9.
const ENVOY: &[Row] = &[
    ("EnvoyProxy", &["v1alpha1"], Kind::EnvoyProxy),
    ("EnvoyGateway", &["v1alpha1"], Kind::EnvoyGateway),
    ("Backend", &["v1alpha1"], Kind::Related),
    ("BackendTrafficPolicy", &["v1alpha1"], Kind::Related),
    ("ClientTrafficPolicy", &["v1alpha1"], Kind::Related),
    ("EnvoyExtensionPolicy", &["v1alpha1"], Kind::Related),
    ("EnvoyPatchPolicy", &["v1alpha1"], Kind::Related),
    ("HTTPRouteFilter", &["v1alpha1"], Kind::Related),
    ("SecurityPolicy", &["v1alpha1"], Kind::Related),
];

/// Kinds of gateway.networking.k8s.io, Gateway API v1.0–v1.5.
const GATEWAY: &[Row] = &[
    ("GatewayClass", &["v1", "v1beta1"], Kind::GatewayClass),
    ("Gateway", &["v1", "v1beta1"], Kind::Gateway),
    ("BackendTLSPolicy", &["v1", "v1alpha3", "v1alpha2"], Kind::Related),
    ("GRPCRoute", &["v1", "v1alpha2"], Kind::Related),
    ("HTTPRoute", &["v1", "v1beta1"], Kind::Related),
    ("ListenerSet", &["v1"], Kind::Related),
    ("ReferenceGrant", &["v1", "v1beta1", "v1alpha2"], Kind::Related),
    ("TCPRoute", &["v1", "v1alpha2"], Kind::Related),
    ("TLSRoute", &["v1", "v1alpha3", "v1alpha2"], Kind::Related),
    ("UDPRoute", &["v1", "v1alpha2"], Kind::Related),
];

/// Kinds of other groups that say something about the deployment; in any version.
const DEPLOYERS: &[(&str, &str, Kind)] = &[
    ("", "ConfigMap", Kind::ConfigMap),
    ("", "Namespace", Kind::Namespace),
    ("", "Secret", Kind::Secret),
    ("source.toolkit.fluxcd.io", "OCIRepository", Kind::OciRepository),
    ("helm.toolkit.fluxcd.io", "HelmRelease", Kind::HelmRelease),
    ("kustomize.toolkit.fluxcd.io", "Kustomization", Kind::FluxKustomization),
    ("kustomize.config.k8s.io", "Kustomization", Kind::Kustomization),
    ("kustomize.config.k8s.io", "Component", Kind::Kustomization),
    ("source.toolkit.fluxcd.io", "HelmChart", Kind::HelmChart),
    ("helm.cattle.io", "HelmChart", Kind::HelmChart),
    ("argoproj.io", "Application", Kind::ArgoApplication),
    ("argoproj.io", "ApplicationSet", Kind::ArgoApplicationSet),
    ("", "Service", Kind::Selecting),
    ("networking.k8s.io", "NetworkPolicy", Kind::Selecting),
    ("policy", "PodDisruptionBudget", Kind::Selecting),
    ("monitoring.coreos.com", "PodMonitor", Kind::Selecting),
    ("monitoring.coreos.com", "ServiceMonitor", Kind::Selecting),
    ("cilium.io", "CiliumNetworkPolicy", Kind::Selecting),
    ("cilium.io", "CiliumClusterwideNetworkPolicy", Kind::Selecting),
];

/// What a document is that tools know by the name of its file, not by its kind.
pub fn kind_by_name(path: &str, root: &Node) -> Option<Kind> {
    match path.rsplit(['/', '\\']).next().unwrap_or("") {
        "Chart.yaml" if root.get("kind").is_none() => Some(Kind::Chart),
        "helmfile.yaml" | "helmfile.yml" if root.get("releases").is_some() => Some(Kind::Helmfile),
        "kustomization.yaml" | "kustomization.yml" | "Kustomization" if root.get("kind").is_none() => {
            Some(Kind::Kustomization)
        }
        _ => None,
    }
}

/// What a document with this `apiVersion` and `kind` is.
pub fn known(api_version: &str, kind: &str) -> Known {
    let (group, version) = api_version.split_once('/').unwrap_or(("", api_version));
    match group {
        ENVOY_GROUP => of_group(ENVOY, ENVOY_GROUP, version, kind),
        GATEWAY_GROUP => of_group(GATEWAY, GATEWAY_GROUP, version, kind),
        _ => of_others(group, kind),
    }
}

fn of_group(rows: &'static [Row], group: &'static str, version: &str, kind: &str) -> Known {
    match rows.iter().find(|(name, ..)| *name == kind) {
        None => of_other_group(group, kind).unwrap_or(Known::NoSuchKind(group)),
        Some((_, versions, _)) if !versions.contains(&version) => Known::OtherVersion(versions),
        Some((_, _, kind)) => Known::Kind(*kind),
    }
}

/// One of the main kinds of the other of the two groups.
fn of_other_group(group: &str, kind: &str) -> Option<Known> {
    let other = of_others(group, kind);
    matches!(other, Known::OtherGroup(_)).then_some(other)
}

fn of_others(group: &str, kind: &str) -> Known {
    // `Gateway` is also a kind of Istio and others: a wrong group only shows where it is empty or nearly right.
    let near =
        |ours: &str| group.is_empty() || holds(group, "gateway") && !group.ends_with("x-k8s.io") && group != ours;
    match kind {
        "EnvoyProxy" | "EnvoyGateway" => Known::OtherGroup("gateway.envoyproxy.io/v1alpha1"),
        "GatewayClass" => Known::OtherGroup("gateway.networking.k8s.io/v1"),
        "Gateway" if near(GATEWAY_GROUP) => Known::OtherGroup("gateway.networking.k8s.io/v1"),
        _ => {
            let row = DEPLOYERS.iter().find(|(of, name, _)| *of == group && *name == kind);
            Known::Kind(row.map_or(Kind::Other, |(_, _, kind)| *kind))
        }
    }
}

/// The kinds of a group, for a message that offers the nearest.
pub fn kinds_of(group: &str) -> impl Iterator<Item = &'static str> {
    let rows = if group == ENVOY_GROUP { ENVOY } else { GATEWAY };
    rows.iter().map(|(name, ..)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_versions_and_kinds() {
        assert_eq!(known("gateway.envoyproxy.io/v1alpha1", "EnvoyProxy"), Known::Kind(Kind::EnvoyProxy));
        assert_eq!(known("gateway.networking.k8s.io/v1", "HTTPRoute"), Known::Kind(Kind::Related));
        assert_eq!(known("gateway.envoyproxy.io/v1", "EnvoyProxy"), Known::OtherVersion(&["v1alpha1"]));
        assert_eq!(known("gateway.envoyproxy.io/v1alpha1", "EnvoyProxi"), Known::NoSuchKind(ENVOY_GROUP));
        assert_eq!(known("v1", "Gateway"), Known::OtherGroup("gateway.networking.k8s.io/v1"));
        assert_eq!(known("networking.istio.io/v1", "Gateway"), Known::Kind(Kind::Other));
        assert_eq!(known("apps/v1", "Deployment"), Known::Kind(Kind::Other));
    }
}
