//! A GatewayClass: whose it is, which EnvoyProxy it names, whether it merges its Gateways.

use super::GatewayState;
use super::infra::gateway_namespace_mode;
use super::params::{self, Params};
use crate::model::{Model, Object};
use crate::release::{Feature, Release};
use crate::value::Node;

/// What a GatewayClass comes to.
#[derive(Debug)]
pub struct ClassState<'a> {
    /// The class.
    pub object: &'a Object<'a>,
    /// True when its `controllerName` is this controller's.
    pub managed: bool,
    /// Its parametersRef. Where it is refused the class is not accepted, and its Gateways are served all the same,
    /// from the config's default spec or the built-in defaults.
    pub params: Params<'a>,
    /// The EnvoyProxy that takes part in what its Gateways get. Old releases leave one out that the controller refuses.
    pub proxy: Option<&'a Object<'a>>,
    /// True when its Gateways share one set of objects.
    pub merged: bool,
    /// True when the release gives no objects to a class whose EnvoyProxy the controller refuses.
    refusal_blocks: bool,
    /// True when a Gateway's own EnvoyProxy helps it past that.
    own_proxy_rescues: bool,
}

impl<'a> ClassState<'a> {
    pub(super) fn new(model: &'a Model<'a>, object: &'a Object<'a>, release: &Release) -> Self {
        let controller = object.document.root.str_at(&["spec", "controllerName"]);
        let params = params::of_class(model, object, gateway_namespace_mode(model, release));
        let blocks = release.has(Feature::InvalidClassProxyBlocks);
        let proxy = if blocks { params.any_proxy() } else { params.proxy() };
        let merged = merges(model, proxy, release);
        ClassState {
            object,
            managed: controller == Some(model.config.controller_name()),
            params,
            merged,
            proxy,
            refusal_blocks: blocks,
            own_proxy_rescues: release.has(Feature::OwnProxyRescues),
        }
    }

    /// True when a Gateway gets nothing because the controller refuses the class's EnvoyProxy.
    pub(super) fn blocks(&self, gateway: &GatewayState<'_>) -> bool {
        let rescued = self.own_proxy_rescues && gateway.params.proxy().is_some();
        self.refusal_blocks && self.params.is_invalid() && !rescued
    }
}

/// The class's EnvoyProxy decides, else the config's default spec.
fn merges(model: &Model<'_>, proxy: Option<&Object<'_>>, release: &Release) -> bool {
    let own = proxy.and_then(params::merges_gateways);
    let default = model.config.default_spec().filter(|_| release.has(Feature::ConfigDefaultSpec));
    own.or_else(|| default?.at(&["mergeGateways"]).and_then(Node::as_bool)).unwrap_or(false)
}
