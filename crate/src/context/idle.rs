//! Values of the chart that it has and that change nothing, for what stands beside them.
//!
//! Source: templates of the gateway-helm chart v1.0–v1.9, rendered by Helm 3.18.

use super::values::Values;
use crate::release::{Feature, Release};
use crate::value::Node;

const TAG: &str = "The chart reads the tag only beside a `repository`. Set that, too, or name the whole image in \
    `global.images.envoyGateway.image`.";
const POLICY: &str =
    "The chart takes `global.images.envoyGateway.pullPolicy`, which is IfNotPresent by default. Set that one.";
const PROXY_POLICY: &str =
    "The chart passes it on as a field that no release has. A `patch` of the Deployment can set it.";
const PROXY_SECRETS: &str = "The chart passes them on only beside an `image`.";

/// Values that change nothing in the chart of a release, and why.
pub fn idle(values: &Values<'_>, release: &Release) -> Vec<(Node, &'static str)> {
    let has = |feature| release.has(feature);
    let gateway = |path: &[&'static str]| values.text(&[&["deployment", "envoyGateway"], path].concat());
    let proxy = |name: &'static str| ["global", "images", "envoyProxy", name];
    let tag = || gateway(&["image", "tag"]).filter(|_| gateway(&["image", "repository"]).is_none());
    let policy = || {
        let global = values.at(&["global", "images", "envoyGateway", "pullPolicy"]);
        gateway(&["imagePullPolicy"]).filter(|_| global.is_none_or(|global| global.as_str() != Some("")))
    };
    let secrets = || values.list(&proxy("pullSecrets")).filter(|_| values.text(&proxy("image")).is_none());
    let of_proxy = has(Feature::ChartEnvoyProxyImage);
    let all = [
        has(Feature::ShutdownManagerImage).then(tag).flatten().map(|node| (node, TAG)),
        has(Feature::ChartImageRegistry).then(policy).flatten().map(|node| (node, POLICY)),
        of_proxy.then(|| values.text(&proxy("pullPolicy"))).flatten().map(|node| (node, PROXY_POLICY)),
        of_proxy.then(secrets).flatten().map(|node| (node, PROXY_SECRETS)),
    ];
    all.into_iter().flatten().collect()
}
