//! Values of the chart that it has and that change nothing, for what stands beside them.
//!
//! Source: templates of the gateway-helm chart v1.0–v1.9, rendered by Helm 3.18.

use super::values::Values;
use crate::release::{Feature, Release};
use crate::value::Node;

const TAG: &str = "It counts only beside a `repository`. Or name the image in `global.images.envoyGateway.image`.";
const POLICY: &str = "`global.images.envoyGateway.pullPolicy` beats it, and is IfNotPresent by default. Set that one.";
const PROXY_POLICY: &str = "No release has a field for it. A `patch` of the Deployment can set it.";
const PROXY_SECRETS: &str = "They count only beside an `image`.";

/// Values that change nothing in the chart of a release, and why.
pub fn idle(values: &Values<'_>, release: &Release) -> Vec<(Node, &'static str)> {
    let mut idle = Vec::new();
    let mut add = |node: Option<Node>, why| idle.extend(node.map(|node| (node, why)));
    if release.has(Feature::ShutdownManagerImage)
        && values.text(&["deployment", "envoyGateway", "image", "repository"]).is_none()
    {
        add(values.text(&["deployment", "envoyGateway", "image", "tag"]), TAG);
    }
    let global = values.at(&["global", "images", "envoyGateway", "pullPolicy"]);
    if release.has(Feature::ChartImageRegistry) && global.is_none_or(|global| global.as_str() != Some("")) {
        add(values.text(&["deployment", "envoyGateway", "imagePullPolicy"]), POLICY);
    }
    if release.has(Feature::ChartEnvoyProxyImage) {
        add(values.text(&["global", "images", "envoyProxy", "pullPolicy"]), PROXY_POLICY);
        if values.text(&["global", "images", "envoyProxy", "image"]).is_none() {
            add(values.list(&["global", "images", "envoyProxy", "pullSecrets"]), PROXY_SECRETS);
        }
    }
    idle
}
