//! A GatewayClass: whose it is, which EnvoyProxy it names, whether it merges its Gateways.

use super::infra::gateway_namespace_mode;
use super::listeners::names_secret;
use super::params::{self, Params};
use super::watch::Watch;
use super::{Bootstraps, Conditions, GatewayState};
use crate::model::{Config, Model, Object};
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
    /// What the controller's refusal of the class's EnvoyProxy means for its Gateways.
    refusal: Blocking,
    /// Its EnvoyProxy names a certificate that is not there, and the release looks.
    lacks_certificate: bool,
}

/// What the controller's refusal of a class's EnvoyProxy means for its Gateways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Blocking {
    /// They run with the config's default spec or built-in defaults.
    Nothing,
    /// None of them gets objects.
    Everything,
    /// Those without an EnvoyProxy of their own get no objects.
    WithoutOwn,
}

impl Blocking {
    fn of(release: &Release) -> Self {
        match (release.has(Feature::InvalidClassProxyStops), release.has(Feature::InvalidProxyRefusesGateway)) {
            (true, _) => Blocking::Everything,
            (false, true) => Blocking::WithoutOwn,
            (false, false) => Blocking::Nothing,
        }
    }
}

impl<'a> ClassState<'a> {
    pub(super) fn new(
        model: &'a Model<'a>,
        object: &'a Object<'a>,
        config: &Config,
        watch: &Watch<'_>,
        bootstraps: &Bootstraps,
        release: &Release,
    ) -> Self {
        let controller = object.document.root.str_at(&["spec", "controllerName"]);
        let params =
            params::of_class(model, object, gateway_namespace_mode(config, release), watch, bootstraps, release);
        let refusal = Blocking::of(release);
        let proxy = if refusal == Blocking::Nothing { params.proxy() } else { params.any_proxy() };
        let merged = merges(config, proxy, release);
        let looks = !release.has(Feature::BackendCertificateIgnored);
        let lacks_certificate = looks && certificate_is_missing(model, params.proxy());
        ClassState {
            object,
            lacks_certificate,
            managed: controller == Some(config.controller_name()),
            params,
            merged,
            proxy,
            refusal,
        }
    }

    /// True when it merges its Gateways and their backends, which does not go together.
    pub(super) fn merges_backends(&self, config: &Config, release: &Release) -> bool {
        let asks = |spec: &Node| spec.get("mergeBackends").is_some();
        let own = self.proxy.and_then(|proxy| proxy.document.spec());
        let asked = own.is_some_and(asks) || config.default_spec().is_some_and(asks);
        self.merged && release.has(Feature::MergedBackends) && asked
    }

    /// What the controller says of it; nothing where it is another controller's.
    pub fn conditions(&self) -> Conditions {
        let mut conditions = Conditions::default();
        match (self.managed, self.params.is_refused()) {
            (false, _) => {}
            (true, false) if self.lacks_certificate => {
                conditions.set("Accepted", false, "Accepted", "a certificate of its EnvoyProxy was not found");
            }
            (true, false) => conditions.set("Accepted", true, "Accepted", "the controller serves it"),
            (true, true) => conditions.set("Accepted", false, "InvalidParameters", "its parametersRef is not taken"),
        }
        conditions
    }

    /// True when the controller does not even say anything of a Gateway, because it refuses the class's EnvoyProxy.
    pub(super) fn silences(&self, gateway: &GatewayState<'_>) -> bool {
        self.refusal == Blocking::Everything && self.blocks(gateway)
    }

    /// True when a Gateway gets nothing because the controller refuses the class's EnvoyProxy.
    pub(super) fn blocks(&self, gateway: &GatewayState<'_>) -> bool {
        let blocks = match self.refusal {
            Blocking::Nothing => false,
            Blocking::Everything => true,
            // What is merged takes no EnvoyProxy of its own.
            Blocking::WithoutOwn => self.merged || gateway.params.proxy().is_none(),
        };
        blocks && self.params.is_invalid() && !gateway.unmergeable
    }
}

/// The certificate with which proxies go to backends is not in the files.
fn certificate_is_missing(model: &Model<'_>, proxy: Option<&Object<'_>>) -> bool {
    let reference =
        |proxy: &Object<'_>| proxy.document.root.at(&["spec", "backendTLS", "clientCertificateRef"]).cloned();
    let Some((reference, home)) = proxy.and_then(|proxy| Some((reference(proxy)?, &proxy.namespace))) else {
        return false;
    };
    let is_there = || model.has_secret(&reference, home) && model.may_refer("Gateway", home, "Secret", &reference);
    names_secret(&reference) && !is_there()
}

/// The class's EnvoyProxy decides, else the config's default spec.
fn merges(config: &Config, proxy: Option<&Object<'_>>, release: &Release) -> bool {
    let own = proxy.and_then(params::merges_gateways);
    let default = config.default_spec().filter(|_| release.has(Feature::ConfigDefaultSpec));
    own.or_else(|| default?.at(&["mergeGateways"]).and_then(Node::as_bool)).unwrap_or(false)
}
