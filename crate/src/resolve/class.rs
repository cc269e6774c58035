//! A GatewayClass: whose it is, which EnvoyProxy it names, whether it merges its Gateways.

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
    /// True when its Gateways share one set of objects.
    pub merged: bool,
}

impl<'a> ClassState<'a> {
    pub(super) fn new(model: &'a Model<'a>, object: &'a Object<'a>, release: &Release) -> Self {
        let controller = object.document.root.str_at(&["spec", "controllerName"]);
        let params = params::of_class(model, object, gateway_namespace_mode(model, release));
        let merged = merges(model, &params, release);
        ClassState { object, managed: controller == Some(model.config.controller_name()), params, merged }
    }
}

/// The class's EnvoyProxy decides, else the config's default spec.
fn merges(model: &Model<'_>, params: &Params<'_>, release: &Release) -> bool {
    let own = params.proxy().and_then(params::merges_gateways);
    let default = model.config.default_spec().filter(|_| release.has(Feature::ConfigDefaultSpec));
    own.or_else(|| default?.at(&["mergeGateways"]).and_then(Node::as_bool)).unwrap_or(false)
}
