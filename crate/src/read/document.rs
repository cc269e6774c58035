//! One document: what kind of object it is and what it is called.

use crate::text::{FileId, Span, Str};
use crate::value::{Node, Origin};

/// The API groups whose kinds this tool knows.
pub const ENVOY_GROUP: &str = "gateway.envoyproxy.io";
/// Gateway API's group.
pub const GATEWAY_GROUP: &str = "gateway.networking.k8s.io";

/// The kinds that matter here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// gateway.networking.k8s.io GatewayClass
    GatewayClass,
    /// gateway.networking.k8s.io Gateway
    Gateway,
    /// gateway.envoyproxy.io EnvoyProxy
    EnvoyProxy,
    /// gateway.envoyproxy.io EnvoyGateway: the controller's configuration
    EnvoyGateway,
    /// v1 ConfigMap
    ConfigMap,
    /// v1 Namespace
    Namespace,
    /// v1 Secret
    Secret,
    /// Flux: source.toolkit.fluxcd.io OCIRepository
    OciRepository,
    /// Flux: helm.toolkit.fluxcd.io HelmRelease
    HelmRelease,
    /// Flux: kustomize.toolkit.fluxcd.io Kustomization
    FluxKustomization,
    /// Kustomize's own file: kustomize.config.k8s.io Kustomization or Component
    Kustomization,
    /// Argo CD: argoproj.io Application
    ArgoApplication,
    /// Argo CD: argoproj.io ApplicationSet, which makes Applications of a template
    ArgoApplicationSet,
    /// A chart by itself: Flux's source.toolkit.fluxcd.io HelmChart, k3s's helm.cattle.io HelmChart
    HelmChart,
    /// Helmfile's own file
    Helmfile,
    /// A Helm chart's Chart.yaml
    Chart,
    /// The Deployment of the controller
    Controller,
    /// Values of the gateway-helm chart
    HelmValues,
    /// gatelint.yaml: what a team says of its rules
    Team,
    /// A baseline: findings that are known
    Baseline,
    /// Selects pods or Services: Service, NetworkPolicy, PodMonitor, …; it keeps its content where that may be about
    /// proxies
    Selecting,
    /// Another kind of one of the two groups (HTTPRoute, SecurityPolicy, …): counted. As of all others,
    /// its content is kept where a name stands in it that looks generated
    Related,
    /// Anything else: counted
    Other,
}

/// One object of the files.
#[derive(Debug, Clone)]
pub struct Document {
    /// The file.
    pub file: FileId,
    /// Which document of the file, from 0.
    pub index: usize,
    /// The bytes of the document (of the item, in a `kind: List`).
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// `kind` as written.
    pub kind_name: Str,
    /// `apiVersion` as written.
    pub api_version: Str,
    /// `metadata.name`, empty where there is none.
    pub name: Str,
    /// `metadata.namespace`, where it is written.
    pub namespace: Option<Node>,
    /// True for a patch: a part of an object, which lacks what the whole has.
    pub partial: bool,
    /// The document that it stands in, by its place among those of the file.
    pub outer: Option<usize>,
    /// All of it.
    pub root: Node,
}

impl Document {
    /// The place of the name, or of the document where there is none.
    pub fn name_origin(&self) -> Origin {
        self.root.at(&["metadata", "name"]).map_or(Origin::Source(self.span), |name| name.origin.clone())
    }

    /// True for what says how to look at the others.
    pub fn is_aside(&self) -> bool {
        matches!(self.kind, Kind::Team | Kind::Baseline)
    }

    /// `spec`, where there is one.
    pub fn spec(&self) -> Option<&Node> {
        self.root.get("spec")
    }

    /// The part of `apiVersion` before the slash; empty for the core group.
    pub fn group(&self) -> &str {
        self.api_version.split_once('/').map_or("", |(group, _)| group)
    }
}
