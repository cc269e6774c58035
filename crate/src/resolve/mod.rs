//! Which EnvoyProxy applies to which Gateway, and what the controller is to create for it.
//!
//! References are followed, levels merged, names and labels found; `render` builds the objects from that.
//! Source: behaviour of Envoy Gateway v1.0–v1.9 (provider reconcile and Gateway API translator).

mod class;
mod condition;
mod copies;
mod gateway_tls;
mod identity;
mod image;
mod infra;
mod levels;
mod listeners;
pub mod merge;
mod params;
mod structured;
mod telemetry;
mod validity;
mod watch;

pub use class::ClassState;
pub use condition::{About, Condition, Conditions};
pub use gateway_tls::{Failure, GatewayTls};
pub use image::{ImageDecision, ImageProblem, Shadowed};
pub use infra::{Idle, Infra, Mode};
pub use levels::{Effective, Level, MergeType, Source};
pub use listeners::{CONFLICTED, Listener, PROTOCOL_CONFLICT, Port};
pub use params::{Params, Refusal};
pub use validity::{Bootstraps, Invalid, Why};

use crate::context::Settings;
use crate::model::{Config, Model, Object};
use crate::release::{Feature, Release};
use crate::schema::Schema;
use crate::text::Gather as _;
use crate::value::Node;
use watch::Watch;

/// What a Gateway comes to.
#[derive(Debug)]
pub struct GatewayState<'a> {
    /// The Gateway.
    pub object: &'a Object<'a>,
    /// Its class among [`Resolved::classes`]; none where the files do not hold it, or the controller does not look at the
    /// Gateway's namespace.
    pub class: Option<usize>,
    /// Its own parametersRef.
    pub params: Params<'a>,
    /// True when a broken reference of its own keeps it from being served. Old releases fall back to the class.
    pub blocked: bool,
    /// True when the levels that it is to have can't be merged, so that the controller refuses none of them.
    pub unmergeable: bool,
    /// True when it asks for an address of a type that the release refuses.
    pub refused_address: bool,
    /// What is created for it, among [`Resolved::infras`]; none where the controller creates nothing.
    pub infra: Option<usize>,
    /// Its listeners; none where the controller does not look at it.
    pub listeners: Vec<Listener<'a>>,
    /// What is refused about the telemetry that it is to have. It is served all the same.
    pub telemetry: Option<Invalid>,
    /// What its `spec.tls` comes to; none where the controller does not look at it.
    pub tls: GatewayTls<'a>,
}

/// All classes and Gateways, for one release.
#[derive(Debug)]
pub struct Resolved<'a> {
    /// In the order of the files.
    pub classes: Vec<ClassState<'a>>,
    /// In the order of the files.
    pub gateways: Vec<GatewayState<'a>>,
    /// One for each Gateway that gets objects; one for a class whose Gateways are merged.
    pub infras: Vec<Infra<'a>>,
    /// Proxies of which newer releases leave alone what is there: none of their Gateways is accepted.
    pub idle: Vec<Idle>,
    /// True when each Gateway has its proxy in its own namespace.
    pub gateway_namespace_mode: bool,
    /// True when a deployment tool fills in whether each Gateway has its proxy in its own namespace.
    pub mode_is_unknown: bool,
    /// The controller's configuration, with what the Helm chart of the release fills in.
    pub config: Config,
    /// What is known of bootstraps.
    pub bootstraps: Bootstraps,
}

impl<'a> Resolved<'a> {
    /// Follows all references and merges all levels, as `release` does. Without a schema, forms that no release knows are
    /// kept, and the API server's defaults do not take part in merging.
    pub fn new(model: &'a Model<'a>, release: &Release, schema: Option<&Schema>) -> Self {
        let config = model.config_of(release);
        let (watch, bootstraps) = (Watch::new(&config), Bootstraps::default());
        let classes: Vec<ClassState> = model
            .classes
            .iter()
            .map(|class| ClassState::new(model, class, &config, &watch, &bootstraps, release))
            .gather();
        let gateways = model.gateways.iter().map(|object| {
            let class = model.class_index(class_name(object));
            // Where the config's default spec merges Gateways, their own references are looked up and then not used.
            let proxy = class.and_then(|index| classes.get(index)).and_then(|class| class.proxy);
            let merged = proxy.is_some_and(|proxy| params::merges_gateways(proxy) == Some(true));
            let params = params::of_gateway(model, object, merged, &bootstraps, release);
            let class = class.filter(|_| watch.sees(&object.namespace, model));
            let state = class.and_then(|index| classes.get(index));
            let unused = params.is_invalid() && state.is_some_and(|class| class.merged);
            let blocked = params.is_refused() && !unused && release.has(Feature::BrokenReferenceBlocks)
                || state.is_some_and(|class| class.merges_backends(&config, release));
            let refused_address = release.has(Feature::UnsupportedAddressRefused) && identity::asks_for_other(object);
            GatewayState {
                object,
                class,
                params,
                blocked,
                unmergeable: false,
                refused_address,
                infra: None,
                listeners: Vec::new(),
                telemetry: None,
                tls: GatewayTls::default(),
            }
        });
        let gateways = gateways.gather();
        let mut resolved = Resolved {
            classes,
            gateways,
            infras: Vec::new(),
            idle: Vec::new(),
            gateway_namespace_mode: infra::gateway_namespace_mode(&config, release),
            mode_is_unknown: infra::mode_is_unknown(&config, &model.context),
            config,
            bootstraps,
        };
        infra::plan(&mut resolved, model, release, schema);
        resolved
    }

    /// The first thing that the controller refuses about the spec of an EnvoyProxy.
    pub fn refused(&self, spec: &Node, release: &Release, settings: &Settings) -> Option<Invalid> {
        validity::refused(spec, &self.bootstraps, release, settings)
    }

    /// The class of a Gateway.
    pub fn class_of(&self, gateway: &GatewayState<'a>) -> Option<&ClassState<'a>> {
        self.classes.get(gateway.class?)
    }

    /// What is created for a Gateway.
    pub fn infra_of(&self, gateway: &GatewayState<'a>) -> Option<&Infra<'a>> {
        self.infras.get(gateway.infra?)
    }

    /// What the controller says of a Gateway; nothing where it does not handle it.
    pub fn conditions(&self, gateway: &GatewayState<'a>, release: &Release) -> Conditions {
        let mut conditions = Conditions::default();
        let Some(class) = self.class_of(gateway).filter(|class| class.managed) else { return conditions };
        if class.silences(gateway) {
            return conditions;
        }
        let ready = gateway.listeners.iter().filter(|listener| listener.conditions.is("Accepted", true)).count();
        if class.blocks(gateway) || gateway.blocked {
            conditions.set("Accepted", false, "InvalidParameters", "its EnvoyProxy is not taken");
        } else if gateway.refused_address {
            conditions.set("Accepted", false, "UnsupportedAddress", "it asks for an address of an unknown type");
        } else if gateway.telemetry.is_some() && release.has(Feature::TelemetryRefusesGateway) {
            conditions.set("Accepted", false, "InvalidParameters", "the telemetry of its EnvoyProxy is not taken");
        } else if ready < gateway.listeners.len() && release.has(Feature::AcceptanceFollowsListeners) {
            conditions.set("Accepted", ready > 0, "ListenersNotValid", "not all of its listeners are valid");
        } else {
            conditions.set("Accepted", true, "Accepted", "the controller serves it");
        }
        if gateway.tls.is_there {
            let reason = gateway.tls.reason();
            conditions.set(
                "ResolvedRefs",
                reason.is_none(),
                reason.unwrap_or("ResolvedRefs"),
                "what its tls refers to",
            );
        }
        if gateway.tls.insecure {
            let message = "clients without a valid certificate are taken";
            conditions.set("InsecureFrontendValidationMode", true, "ConfigurationChanged", message);
        }
        if gateway.telemetry.is_some() && !release.has(Feature::TelemetryRefusesGateway) {
            conditions.set("ListenersNotValid", false, "Invalid", "the telemetry of its EnvoyProxy is not taken");
        }
        conditions
    }

    /// The first class on a Gateway of which the controller crashes, with what it crashes on. It does nothing more then.
    pub fn crash(&self, release: &Release) -> Option<(&ClassState<'a>, &Node)> {
        let mut first: Option<(&ClassState, &Node)> = None;
        for gateway in &self.gateways {
            let class = self.class_of(gateway).filter(|class| class.managed);
            let Some((class, node)) = class.zip(gateway_tls::crash(gateway.object, release)) else { continue };
            let is_before = |other: &ClassState| class.object.document.name < other.object.document.name;
            first = first.filter(|(other, _)| !is_before(other)).or(Some((class, node)));
        }
        first
    }

    /// Why it is not known what is created for a Gateway, or nothing is; none for one that somebody else looks after.
    pub fn left_out(&self, gateway: &GatewayState<'a>, settings: &Settings) -> Option<&'static str> {
        let name = class_name(gateway.object);
        let is_unknown = |class: &ClassState<'_>| {
            let written = class.object.document.root.str_at(&["spec", "controllerName"]).unwrap_or("");
            !class.managed
                && [written, self.config.controller_name()].iter().any(|text| settings.is_placeholder_text(text))
        };
        match self.class_of(gateway) {
            None if self.classes.iter().any(|class| *class.object.document.name == *name) => None,
            None => Some("its class is not in these files"),
            Some(class) if is_unknown(class) => Some("a deployment tool fills in the controller of its class"),
            Some(class) if !class.managed || gateway.infra.is_some() => None,
            Some(_) => Some("it is refused, and nothing is created for it"),
        }
    }

    /// True when the controller accepts the Gateway: its class is the controller's, and its own reference holds.
    pub fn accepted(&self, gateway: &GatewayState<'a>) -> bool {
        let class = self.class_of(gateway);
        class.is_some_and(|class| class.managed && !class.blocks(gateway))
            && !gateway.blocked
            && !gateway.refused_address
    }
}

/// `spec.gatewayClassName`, empty where it is missing.
pub fn class_name<'a>(gateway: &'a Object<'_>) -> &'a str {
    gateway.document.root.str_at(&["spec", "gatewayClassName"]).unwrap_or("")
}
