//! `parametersRef`, of a GatewayClass and of a Gateway's infrastructure.

use super::validity::{self, Bootstraps, Invalid};
use super::watch::Watch;
use crate::model::{Model, Namespace, Object};
use crate::read::ENVOY_GROUP;
use crate::release::{Feature, Release};
use crate::value::{Node, Origin};

/// Where a class without a namespace in its parametersRef looks; older releases look nowhere.
const CLASS_NAMESPACE: &str = "default";

/// What a parametersRef comes to.
#[derive(Debug, Clone)]
pub enum Params<'a> {
    /// There is none.
    None,
    /// This EnvoyProxy.
    Found(&'a Object<'a>),
    /// The controller does not take it.
    Refused(Refusal<'a>),
}

/// Why a parametersRef is not taken.
#[derive(Debug, Clone)]
pub enum Refusal<'a> {
    /// Its group or kind is not that of EnvoyProxy, or its name is empty.
    NotAnEnvoyProxy(&'a Node),
    /// No such object in the files.
    NotFound {
        /// The reference.
        reference: &'a Node,
        /// The name looked for.
        name: &'a str,
        /// The namespace looked in.
        namespace: Namespace,
        /// The object, where there is one and the controller does not look at its namespace.
        unwatched: Option<&'a Object<'a>>,
    },
    /// A Gateway's own parametersRef although its class merges Gateways.
    GatewaysAreMerged(&'a Node),
    /// A class whose EnvoyProxy merges Gateways, in Gateway namespace mode.
    MergedInGatewayNamespace {
        /// The reference.
        reference: &'a Node,
        /// The EnvoyProxy.
        proxy: &'a Object<'a>,
    },
    /// The controller refuses the EnvoyProxy itself.
    Invalid {
        /// The EnvoyProxy.
        proxy: &'a Object<'a>,
        /// What it refuses.
        why: Invalid,
    },
}

impl<'a> Params<'a> {
    /// The EnvoyProxy, where there is one.
    pub fn proxy(&self) -> Option<&'a Object<'a>> {
        match self {
            Params::Found(proxy) => Some(proxy),
            _ => None,
        }
    }

    /// The EnvoyProxy, also where the controller refuses it.
    pub fn any_proxy(&self) -> Option<&'a Object<'a>> {
        match self {
            Params::Found(proxy) | Params::Refused(Refusal::Invalid { proxy, .. }) => Some(proxy),
            _ => None,
        }
    }

    /// True when the controller refuses the EnvoyProxy itself.
    pub fn is_invalid(&self) -> bool {
        matches!(self, Params::Refused(Refusal::Invalid { .. }))
    }

    /// True when the controller does not take it.
    pub fn is_refused(&self) -> bool {
        matches!(self, Params::Refused(_))
    }
}

/// The parametersRef of a GatewayClass. Without a namespace it looks in `default`.
pub(super) fn of_class<'a>(
    model: &'a Model<'a>,
    class: &'a Object<'a>,
    gateway_namespace_mode: bool,
    watch: &Watch<'_>,
    bootstraps: &Bootstraps,
    release: &Release,
) -> Params<'a> {
    let Some(reference) = class.document.root.at(&["spec", "parametersRef"]) else { return Params::None };
    let namespace = match reference.get("namespace") {
        Some(node) => model.context.namespace_named(node),
        None => {
            let name = if release.has(Feature::ClassDefaultNamespace) { CLASS_NAMESPACE } else { "" };
            Namespace::known(name, Origin::derived("namespace of a class's parametersRef", Vec::new()))
        }
    };
    let hidden = !watch.finds(&namespace);
    match find(model, reference, namespace.clone(), bootstraps, release) {
        params if hidden && let Some(proxy) = params.any_proxy() => {
            let unwatched = Some(proxy);
            Params::Refused(Refusal::NotFound { reference, name: &proxy.document.name, namespace, unwatched })
        }
        params
            if gateway_namespace_mode
                && let Some(proxy) = params.any_proxy()
                && merges_gateways(proxy) == Some(true) =>
        {
            Params::Refused(Refusal::MergedInGatewayNamespace { reference, proxy })
        }
        params => params,
    }
}

/// The parametersRef of a Gateway's infrastructure: in the Gateway's own namespace.
pub(super) fn of_gateway<'a>(
    model: &'a Model<'a>,
    gateway: &'a Object<'a>,
    merged: bool,
    bootstraps: &Bootstraps,
    release: &Release,
) -> Params<'a> {
    let reference = gateway.document.root.at(&["spec", "infrastructure", "parametersRef"]);
    match reference {
        None => Params::None,
        Some(reference) if merged => Params::Refused(Refusal::GatewaysAreMerged(reference)),
        Some(reference) => find(model, reference, gateway.namespace.clone(), bootstraps, release),
    }
}

fn find<'a>(
    model: &'a Model<'a>,
    reference: &'a Node,
    namespace: Namespace,
    bootstraps: &Bootstraps,
    release: &Release,
) -> Params<'a> {
    let field = |key| reference.str_at(&[key]).unwrap_or("");
    if field("group") != ENVOY_GROUP || field("kind") != "EnvoyProxy" || field("name").is_empty() {
        return Params::Refused(Refusal::NotAnEnvoyProxy(reference));
    }
    let name = field("name");
    match model.proxy(&namespace, name) {
        Some(proxy) => match proxy
            .document
            .spec()
            .and_then(|spec| validity::refused(spec, bootstraps, release, model.context.settings()))
        {
            Some(why) => Params::Refused(Refusal::Invalid { proxy, why }),
            None => Params::Found(proxy),
        },
        None => Params::Refused(Refusal::NotFound { reference, name, namespace, unwatched: None }),
    }
}

/// `spec.mergeGateways` of an EnvoyProxy.
pub(super) fn merges_gateways(proxy: &Object<'_>) -> Option<bool> {
    proxy.document.root.at(&["spec", "mergeGateways"])?.as_bool()
}
