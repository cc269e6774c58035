//! `render`: the created objects and the statuses, as the controller would show them.

use super::places::Places;
use super::response as out;
use crate::model::Object;
use crate::read::GATEWAY_GROUP;
use crate::release::Feature;
use crate::render::{self, Failure, ObjectTypes, Rendering};
use crate::resolve::{self, ClassState, GatewayState, Idle, Infra, Level, Listener, Mode, Params};
use crate::rules::{self, Input};
use crate::schema::Schema;
use crate::text::sort;
use crate::value::Node;

/// What there is to say before anything is created.
pub enum Start {
    /// The controller does not start.
    Refused(Vec<String>),
    /// It creates nothing in the cluster.
    Custom,
    /// It crashes when it looks at the first object.
    Crash(Node),
    /// It runs.
    Runs,
}

/// Whether the controller runs with its configuration.
pub fn start(input: &Input<'_>) -> Start {
    let config = &input.resolved.config;
    let faults = rules::config_faults(input);
    let crash = config.deploy().filter(|deploy| deploy.get("type").is_none());
    match crash.filter(|_| !input.release.has(Feature::DeployWithoutType)) {
        _ if !faults.is_empty() => Start::Refused(faults),
        _ if config.is_custom() => Start::Custom,
        Some(deploy) => Start::Crash(deploy.clone()),
        None => Start::Runs,
    }
}

/// Every GatewayClass; one of another controller has no conditions. `silent`: the controller says nothing of any.
pub fn classes(input: &Input<'_>, silent: bool) -> Vec<out::Named> {
    let one = |class: &ClassState<'_>| {
        let conditions = if silent { Vec::new() } else { conditions(&class.conditions()) };
        out::Named { name: class.object.document.name.to_string(), conditions }
    };
    input.resolved.classes.iter().map(one).collect()
}

/// Every Gateway; one that is not handled has no conditions.
pub fn gateways(input: &Input<'_>, silent: bool) -> Vec<out::GatewayStatus> {
    let listeners = |gateway: &GatewayState<'_>| -> Vec<out::Named> {
        let one = |listener: &Listener<'_>| out::Named {
            name: listener.name().to_string(),
            conditions: conditions(&listener.conditions),
        };
        gateway.listeners.iter().filter(|_| !silent).map(one).collect()
    };
    let one = |gateway: &GatewayState<'_>| out::GatewayStatus {
        namespace: gateway.object.namespace.name().unwrap_or("").to_string(),
        name: gateway.object.document.name.to_string(),
        conditions: if silent { Vec::new() } else { conditions(&input.resolved.conditions(gateway, input.release)) },
        listeners: listeners(gateway),
    };
    input.resolved.gateways.iter().map(one).collect()
}

/// EnvoyProxies that are referred to, with what the controller says of each to whom; older releases write no status.
pub fn proxies(input: &Input<'_>) -> Vec<out::ProxyStatus> {
    if !input.release.has(Feature::ProxyStatus) {
        return Vec::new();
    }
    let proxies = input.model.proxies.iter().filter_map(|proxy| {
        let ancestors = ancestors(input, proxy);
        (!ancestors.is_empty()).then(|| out::ProxyStatus {
            namespace: proxy.namespace.name().unwrap_or("").to_string(),
            name: proxy.document.name.to_string(),
            ancestors,
        })
    });
    let mut proxies: Vec<out::ProxyStatus> = proxies.collect();
    sort(&mut proxies, |a, b| (&a.namespace, &a.name).cmp(&(&b.namespace, &b.name)));
    proxies
}

/// Gateways that use it, then classes that name it or that another one is merged over.
fn ancestors(input: &Input<'_>, proxy: &Object<'_>) -> Vec<out::Ancestor> {
    let is_it =
        |params: &Params<'_>| params.any_proxy().is_some_and(|other| std::ptr::eq(other.document, proxy.document));
    let users = input.resolved.gateways.iter().filter(|gateway| is_it(&gateway.params));
    let users: Vec<(&GatewayState<'_>, &ClassState<'_>)> = users.filter_map(|gateway| user(input, gateway)).collect();
    let merged = |class: &ClassState<'_>| {
        users.iter().any(|(gateway, other)| std::ptr::eq(class, *other) && is_merged(input, gateway))
    };
    let named = |class: &&ClassState<'_>| class.managed && (is_it(&class.params) || merged(class));
    let gateways = users.iter().map(|(gateway, _)| ancestor("Gateway", gateway.object, &gateway.params));
    let mut all: Vec<out::Ancestor> = gateways.collect();
    sort(&mut all, |a, b| {
        (&a.ancestor_ref.namespace, &a.ancestor_ref.name).cmp(&(&b.ancestor_ref.namespace, &b.ancestor_ref.name))
    });
    let classes = input.resolved.classes.iter().filter(named);
    all.extend(classes.map(|class| ancestor("GatewayClass", class.object, &class.params)));
    all
}

/// A Gateway that the controller gets to, with its class. Where levels can't be merged, or the config merges Gateways,
/// it says nothing of the Gateway's own EnvoyProxy.
fn user<'i>(input: &'i Input<'_>, gateway: &'i GatewayState<'i>) -> Option<(&'i GatewayState<'i>, &'i ClassState<'i>)> {
    let class = input.resolved.classes.get(gateway.class?).filter(|class| class.managed)?;
    let infra = input.resolved.infras.get(gateway.infra.unwrap_or(usize::MAX));
    let unsaid = |infra: &Infra<'_>| infra.effective.error.is_some() || infra.mode == Mode::Merged;
    (!infra.is_some_and(unsaid)).then_some((gateway, class))
}

/// True when the Gateway's own EnvoyProxy is merged over the class's.
fn is_merged(input: &Input<'_>, gateway: &GatewayState<'_>) -> bool {
    let infra = gateway.infra.and_then(|index| input.resolved.infras.get(index));
    let used = |infra: &Infra<'_>, level| infra.effective.source(level).is_some_and(|source| source.used);
    infra.is_some_and(|infra| used(infra, Level::Gateway) && used(infra, Level::Class))
}

fn ancestor(kind: &'static str, object: &Object<'_>, params: &Params<'_>) -> out::Ancestor {
    let namespace = object.namespace.name().filter(|_| kind == "Gateway").map(str::to_string);
    let name = object.document.name.to_string();
    let mut conditions = resolve::Conditions::default();
    match params.is_invalid() {
        true => conditions.set("Accepted", false, "InvalidParameters", "the controller refuses it"),
        false => conditions.set("Accepted", true, "Accepted", "it is used"),
    }
    out::Ancestor {
        ancestor_ref: out::Reference { group: GATEWAY_GROUP, kind, namespace, name },
        conditions: self::conditions(&conditions),
    }
}

fn conditions(conditions: &resolve::Conditions) -> Vec<out::Condition> {
    let one = |condition: &resolve::Condition| out::Condition {
        kind: condition.kind,
        status: if condition.status { "True" } else { "False" },
        reason: condition.reason,
        message: condition.message.to_string(),
    };
    conditions.all().iter().map(one).collect()
}

/// What is created, proxy by proxy, by key.
pub fn infra(input: &Input<'_>, places: &Places<'_>, schema: &Schema, types: &ObjectTypes) -> Vec<out::Infra> {
    let built = input.proxies().map(|(infra, rendering)| one(input, places, schema, types, infra, rendering));
    let mut all: Vec<out::Infra> = built.chain(input.resolved.idle.iter().map(idle)).collect();
    sort(&mut all, |a, b| a.key.cmp(&b.key));
    all
}

const NO_LISTENERS: &str = "no listeners";

fn idle(idle: &Idle) -> out::Infra {
    out::Infra {
        key: idle.key.to_string(),
        name: idle.name.as_str().unwrap_or("").to_string(),
        namespace: idle.namespace.as_str().unwrap_or("").to_string(),
        resolved_envoy_proxy_spec: None,
        objects: Vec::new(),
        skipped: Some(NO_LISTENERS),
        errors: Vec::new(),
    }
}

fn one(
    input: &Input<'_>,
    places: &Places<'_>,
    schema: &Schema,
    types: &ObjectTypes,
    infra: &Infra<'_>,
    rendering: &Rendering,
) -> out::Infra {
    let spec = infra.effective.stored(schema, input.release);
    let spec = spec.map(|spec| types.fit("EnvoyProxySpec", &spec, input.release).unwrap_or(spec));
    let text = |node: &Node| node.as_str().unwrap_or("").to_string();
    out::Infra {
        key: infra.key.to_string(),
        name: text(&infra.name),
        namespace: text(&infra.namespace),
        resolved_envoy_proxy_spec: spec.map(out::Json),
        objects: objects(input, types, rendering),
        skipped: infra.ports.is_empty().then_some(NO_LISTENERS),
        errors: errors(places, rendering),
    }
}

/// Where the controller stops.
fn failed(places: &Places<'_>, failure: &Failure) -> out::Failed {
    out::Failed {
        object: failure.step(),
        message: failure.cause.to_string(),
        place: failure.origin().span().map(|span| places.place(span)),
    }
}

/// What is created for the rate limit service.
pub fn rate_limit(input: &Input<'_>, places: &Places<'_>, types: &ObjectTypes) -> Option<out::RateLimit> {
    let rendering = input.rate_limit?;
    Some(out::RateLimit { objects: objects(input, types, rendering), errors: errors(places, rendering) })
}

/// The objects as they are written out. What does not fit at this point is shown as it is: where it matters, it is said
/// elsewhere.
fn objects(input: &Input<'_>, types: &ObjectTypes, rendering: &Rendering) -> Vec<out::Json> {
    let fitted = |object: &render::Object| types.fit(object.kind, &object.node, input.release);
    rendering.objects.iter().map(|object| out::Json(fitted(object).unwrap_or_else(|_| object.node.clone()))).collect()
}

fn errors(places: &Places<'_>, rendering: &Rendering) -> Vec<out::Failed> {
    rendering.failure.iter().map(|failure| failed(places, failure)).collect()
}

/// The crash on a configuration that is not complete.
pub fn crash(places: &Places<'_>, node: &Node) -> out::Failed {
    out::Failed {
        object: "provider",
        message: "the controller crashes on `deploy` without a type".to_string(),
        place: node.origin.span().map(|span| places.place(span)),
    }
}
