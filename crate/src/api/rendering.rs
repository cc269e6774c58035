//! `render`: the created objects and the statuses, as the controller would show them, as one tree.

use super::places::Places;
use crate::model::Object;
use crate::read::GATEWAY_GROUP;
use crate::release::Feature;
use crate::render::{self, Failure, ObjectTypes, Rendering};
use crate::resolve::{self, ClassState, GatewayState, Idle, Infra, Level, Listener, Mode, Params};
use crate::rules::{self, Input};
use crate::schema::Schema;
use crate::text::{Str, sort};
use crate::value::{Map, Node, Origin, Value};

/// A map of the answer.
pub fn map<const N: usize>(fields: [(&'static str, Option<Node>); N]) -> Node {
    let mut map = Map::new();
    for (key, value) in fields {
        if let Some(value) = value {
            map.set(key, value);
        }
    }
    Node::map(map, answer())
}

/// A list of the answer.
pub fn list(items: impl Iterator<Item = Node>) -> Option<Node> {
    Some(Node::list(items.collect(), answer()))
}

/// A text of the answer.
pub fn text(text: impl Into<Str>) -> Option<Node> {
    Some(Node::string(text, answer()))
}

/// The origin of what is only said.
fn answer() -> Origin {
    Origin::default_of(0, "answer")
}

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
pub fn classes(input: &Input<'_>, silent: bool) -> Option<Node> {
    let one = |class: &ClassState<'_>| {
        let conditions = if silent { resolve::Conditions::default() } else { class.conditions() };
        map([("name", text(class.object.document.name.clone())), ("conditions", said(&conditions))])
    };
    list(input.resolved.classes.iter().map(one))
}

/// Every Gateway; one that is not handled has no conditions.
pub fn gateways(input: &Input<'_>, silent: bool) -> Option<Node> {
    let listener = |listener: &Listener<'_>| {
        map([("name", text(Str::copied(listener.name()))), ("conditions", said(&listener.conditions))])
    };
    let one = |gateway: &GatewayState<'_>| {
        let conditions = input.resolved.conditions(gateway, input.release);
        let conditions = if silent { resolve::Conditions::default() } else { conditions };
        let listeners = gateway.listeners.iter().filter(|_| !silent);
        map([
            ("namespace", namespace(gateway.object)),
            ("name", text(gateway.object.document.name.clone())),
            ("conditions", said(&conditions)),
            ("listeners", list(listeners.map(listener))),
        ])
    };
    list(input.resolved.gateways.iter().map(one))
}

fn namespace(object: &Object<'_>) -> Option<Node> {
    text(Str::copied(object.namespace.name().unwrap_or("")))
}

fn said(conditions: &resolve::Conditions) -> Option<Node> {
    let one = |condition: &resolve::Condition| {
        map([
            ("type", text(condition.kind)),
            ("status", text(if condition.status { "True" } else { "False" })),
            ("reason", text(condition.reason)),
            ("message", text(condition.message)),
        ])
    };
    list(conditions.all().iter().map(one))
}

/// EnvoyProxies that are referred to, with what the controller says of each to whom; older releases write no status.
pub fn proxies(input: &Input<'_>) -> Option<Node> {
    let mut proxies: Vec<&Object> = input.model.proxies.iter().collect();
    proxies.retain(|_| input.release.has(Feature::ProxyStatus));
    sort(&mut proxies, |a, b| by_name(a).cmp(&by_name(b)));
    list(proxies.into_iter().filter_map(|proxy| {
        let ancestors = ancestors(input, proxy);
        (!ancestors.is_empty()).then(|| {
            map([
                ("namespace", namespace(proxy)),
                ("name", text(proxy.document.name.clone())),
                ("ancestors", list(ancestors.into_iter())),
            ])
        })
    }))
}

fn by_name<'o>(object: &'o Object<'_>) -> (&'o str, &'o str) {
    (object.namespace.name().unwrap_or(""), &object.document.name)
}

/// Gateways that use it, then classes that name it or that another one is merged over.
fn ancestors(input: &Input<'_>, proxy: &Object<'_>) -> Vec<Node> {
    let is_it =
        |params: &Params<'_>| params.any_proxy().is_some_and(|other| std::ptr::eq(other.document, proxy.document));
    let users = input.resolved.gateways.iter().filter(|gateway| is_it(&gateway.params));
    let mut users: Vec<(&GatewayState<'_>, &ClassState<'_>)> =
        users.filter_map(|gateway| user(input, gateway)).collect();
    sort(&mut users, |a, b| by_name(a.0.object).cmp(&by_name(b.0.object)));
    let merged = |class: &ClassState<'_>| {
        users.iter().any(|(gateway, other)| std::ptr::eq(class, *other) && is_merged(input, gateway))
    };
    let named = |class: &&ClassState<'_>| class.managed && (is_it(&class.params) || merged(class));
    let classes = input.resolved.classes.iter().filter(named);
    let gateways = users.iter().map(|(gateway, _)| ancestor("Gateway", gateway.object, &gateway.params));
    gateways.chain(classes.map(|class| ancestor("GatewayClass", class.object, &class.params))).collect()
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

fn ancestor(kind: &'static str, object: &Object<'_>, params: &Params<'_>) -> Node {
    let mut conditions = resolve::Conditions::default();
    match params.is_invalid() {
        true => conditions.set("Accepted", false, "InvalidParameters", "the controller refuses it"),
        false => conditions.set("Accepted", true, "Accepted", "it is used"),
    }
    let reference = map([
        ("group", text(GATEWAY_GROUP)),
        ("kind", text(kind)),
        ("namespace", namespace(object).filter(|_| kind == "Gateway")),
        ("name", text(object.document.name.clone())),
    ]);
    map([("ancestorRef", Some(reference)), ("conditions", said(&conditions))])
}

/// What is created, proxy by proxy, by key.
pub fn infra(input: &Input<'_>, places: &Places<'_>, schema: &Schema, types: &ObjectTypes) -> Option<Node> {
    let built = input.proxies().map(|(infra, rendering)| {
        let spec = infra.effective.stored(schema, input.release);
        let spec = spec.map(|spec| types.fit("EnvoyProxySpec", &spec, input.release).unwrap_or(spec));
        let node = map([
            ("key", text(infra.key.clone())),
            ("name", Some(infra.name.clone())),
            ("namespace", Some(infra.namespace.clone())),
            ("resolvedEnvoyProxySpec", spec),
            ("objects", objects(input, types, rendering)),
            ("skipped", text(NO_LISTENERS).filter(|_| infra.ports.is_empty())),
            ("errors", errors(places, rendering)),
        ]);
        (&infra.key, node)
    });
    let mut all: Vec<(&Str, Node)> = built.chain(input.resolved.idle.iter().map(|it| (&it.key, idle(it)))).collect();
    sort(&mut all, |a, b| a.0.cmp(b.0));
    list(all.into_iter().map(|(_, node)| node))
}

const NO_LISTENERS: &str = "no listeners";

fn idle(idle: &Idle) -> Node {
    map([
        ("key", text(idle.key.clone())),
        ("name", Some(idle.name.clone())),
        ("namespace", Some(idle.namespace.clone())),
        ("objects", list(std::iter::empty())),
        ("skipped", text(NO_LISTENERS)),
        ("errors", list(std::iter::empty())),
    ])
}

/// What is created for the rate limit service.
pub fn rate_limit(input: &Input<'_>, places: &Places<'_>, types: &ObjectTypes) -> Option<Node> {
    let rendering = input.rate_limit?;
    Some(map([("objects", objects(input, types, rendering)), ("errors", errors(places, rendering))]))
}

/// The objects as they are written out. What does not fit at this point is shown as it is: where it matters, it is said
/// elsewhere.
fn objects(input: &Input<'_>, types: &ObjectTypes, rendering: &Rendering) -> Option<Node> {
    let fitted = |object: &render::Object| types.fit(object.kind, &object.node, input.release);
    list(rendering.objects.iter().map(|object| fitted(object).unwrap_or_else(|_| object.node.clone())))
}

fn errors(places: &Places<'_>, rendering: &Rendering) -> Option<Node> {
    let failed = |failure: &Failure| failed(places, failure.step(), failure.cause.to_string(), failure.origin());
    list(rendering.failure.iter().map(failed))
}

/// The crash on a configuration that is not complete.
pub fn crash(places: &Places<'_>, node: &Node) -> Node {
    failed(places, "provider", "the controller crashes on `deploy` without a type".to_string(), &node.origin)
}

/// Where the controller stops, why, and where the cause is written.
fn failed(places: &Places<'_>, object: &'static str, message: String, origin: &Origin) -> Node {
    let place = origin.span().map(|span| place(places, span));
    map([("object", text(object)), ("message", text(message)), ("place", place)])
}

fn place(places: &Places<'_>, span: crate::text::Span) -> Node {
    let place = places.place(span);
    let number = |number: u32| Some(Node::new(Value::Int(i64::from(number)), answer()));
    let position = |at: crate::text::Position| {
        Some(map([("line", number(at.line)), ("character", number(at.character)), ("offset", number(at.offset))]))
    };
    let range = map([("start", position(place.range.start)), ("end", position(place.range.end))]);
    map([("path", text(place.path)), ("range", Some(range))])
}
