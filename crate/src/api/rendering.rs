//! `render`: the created objects and the statuses, as the controller would show them, as one tree.

use super::places::Places;
use crate::model::Object;
use crate::read::GATEWAY_GROUP;
use crate::release::Feature;
use crate::render::{ObjectTypes, Rendering};
use crate::resolve::{self, GatewayState, Idle, Level, Mode, Params};
use crate::rules::{self, Input};
use crate::schema::Schema;
use crate::text::{Str, sort};
use crate::value::{Map, Node, Origin, Value};

/// A map of the answer.
pub fn map(fields: Vec<(&'static str, Option<Node>)>) -> Node {
    let mut map = Map::new();
    for (key, value) in fields {
        if let Some(value) = value {
            map.set(key, value);
        }
    }
    Node::map(map, answer())
}

/// A list of the answer.
pub fn list(items: Vec<Node>) -> Option<Node> {
    Some(Node::list(items, answer()))
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
    let mut all = Vec::new();
    for class in &input.resolved.classes {
        let conditions = if silent { resolve::Conditions::default() } else { class.conditions() };
        all.push(named(&class.object.document.name, &conditions));
    }
    list(all)
}

fn named(name: &str, conditions: &resolve::Conditions) -> Node {
    map(vec![("name", text(Str::copied(name))), ("conditions", said(conditions))])
}

/// Every Gateway; one that is not handled has no conditions.
pub fn gateways(input: &Input<'_>, silent: bool) -> Option<Node> {
    let mut all = Vec::new();
    for gateway in &input.resolved.gateways {
        let (mut conditions, mut listeners) = (resolve::Conditions::default(), Vec::new());
        if !silent {
            conditions = input.resolved.conditions(gateway, input.release);
            for listener in &gateway.listeners {
                listeners.push(named(listener.name(), &listener.conditions));
            }
        }
        all.push(map(vec![
            ("namespace", namespace(gateway.object)),
            ("name", text(gateway.object.document.name.clone())),
            ("conditions", said(&conditions)),
            ("listeners", list(listeners)),
        ]));
    }
    list(all)
}

fn namespace(object: &Object<'_>) -> Option<Node> {
    text(Str::copied(object.namespace.name().unwrap_or("")))
}

fn said(conditions: &resolve::Conditions) -> Option<Node> {
    let mut all = Vec::new();
    for condition in conditions.all() {
        all.push(map(vec![
            ("type", text(condition.kind)),
            ("status", text(if condition.status { "True" } else { "False" })),
            ("reason", text(condition.reason)),
            ("message", text(condition.message)),
        ]));
    }
    list(all)
}

/// EnvoyProxies that are referred to, with what the controller says of each to whom; older releases write no status.
pub fn proxies(input: &Input<'_>) -> Option<Node> {
    let mut all = Vec::new();
    let proxies = if input.release.has(Feature::ProxyStatus) { &*input.model.proxies } else { &[] };
    for proxy in proxies {
        let ancestors = ancestors(input, proxy);
        if !ancestors.is_empty() {
            let status = map(vec![
                ("namespace", namespace(proxy)),
                ("name", text(proxy.document.name.clone())),
                ("ancestors", list(ancestors)),
            ]);
            all.push((by_name(proxy), status));
        }
    }
    sort(&mut all, |a, b| a.0.cmp(&b.0));
    list(all.into_iter().map(|(_, status)| status).collect())
}

fn by_name<'o>(object: &'o Object<'_>) -> (&'o str, &'o str) {
    (object.namespace.name().unwrap_or(""), &object.document.name)
}

/// Gateways that use it, then classes that name it or that another one is merged over.
fn ancestors(input: &Input<'_>, proxy: &Object<'_>) -> Vec<Node> {
    let is_it =
        |params: &Params<'_>| params.any_proxy().is_some_and(|other| std::ptr::eq(other.document, proxy.document));
    let (mut gateways, mut merged) = (Vec::new(), Vec::new());
    for gateway in input.resolved.gateways.iter().filter(|gateway| is_it(&gateway.params)) {
        if let Some(is_merged) = use_of(input, gateway) {
            gateways.push((by_name(gateway.object), ancestor("Gateway", gateway.object, &gateway.params)));
            merged.extend(gateway.class.filter(|_| is_merged));
        }
    }
    sort(&mut gateways, |a, b| a.0.cmp(&b.0));
    let mut all: Vec<Node> = gateways.into_iter().map(|(_, ancestor)| ancestor).collect();
    for (index, class) in input.resolved.classes.iter().enumerate() {
        if class.managed && (is_it(&class.params) || merged.contains(&index)) {
            all.push(ancestor("GatewayClass", class.object, &class.params));
        }
    }
    all
}

/// Whether a Gateway's own EnvoyProxy is merged over the class's; none where the controller says nothing of it: the levels
/// can't be merged, the config merges Gateways, or the class is another controller's.
fn use_of(input: &Input<'_>, gateway: &GatewayState<'_>) -> Option<bool> {
    input.resolved.classes.get(gateway.class?).filter(|class| class.managed)?;
    let Some(infra) = gateway.infra.and_then(|index| input.resolved.infras.get(index)) else { return Some(false) };
    let used = |level| infra.effective.source(level).is_some_and(|source| source.used);
    let said = infra.effective.error.is_none() && infra.mode != Mode::Merged;
    said.then(|| used(Level::Gateway) && used(Level::Class))
}

fn ancestor(kind: &'static str, object: &Object<'_>, params: &Params<'_>) -> Node {
    let mut conditions = resolve::Conditions::default();
    match params.is_invalid() {
        true => conditions.set("Accepted", false, "InvalidParameters", "the controller refuses it"),
        false => conditions.set("Accepted", true, "Accepted", "it is used"),
    }
    let reference = map(vec![
        ("group", text(GATEWAY_GROUP)),
        ("kind", text(kind)),
        ("namespace", namespace(object).filter(|_| kind == "Gateway")),
        ("name", text(object.document.name.clone())),
    ]);
    map(vec![("ancestorRef", Some(reference)), ("conditions", said(&conditions))])
}

/// What is created, proxy by proxy, by key.
pub fn infra(input: &Input<'_>, places: &Places<'_>, schema: &Schema, types: &ObjectTypes) -> Option<Node> {
    let mut all: Vec<(&Str, Node)> = Vec::new();
    for (infra, rendering) in input.proxies() {
        let spec = infra.effective.stored(schema, input.release);
        let spec = spec.map(|spec| types.fit("EnvoyProxySpec", &spec, input.release).unwrap_or(spec));
        let node = map(vec![
            ("key", text(infra.key.clone())),
            ("name", Some(infra.name.clone())),
            ("namespace", Some(infra.namespace.clone())),
            ("resolvedEnvoyProxySpec", spec),
            ("objects", objects(input, types, rendering)),
            ("skipped", text(NO_LISTENERS).filter(|_| infra.ports.is_empty())),
            ("errors", errors(places, rendering)),
        ]);
        all.push((&infra.key, node));
    }
    all.extend(input.resolved.idle.iter().map(|it| (&it.key, idle(it))));
    sort(&mut all, |a, b| a.0.cmp(b.0));
    list(all.into_iter().map(|(_, node)| node).collect())
}

const NO_LISTENERS: &str = "no listeners";

fn idle(idle: &Idle) -> Node {
    map(vec![
        ("key", text(idle.key.clone())),
        ("name", Some(idle.name.clone())),
        ("namespace", Some(idle.namespace.clone())),
        ("objects", list(Vec::new())),
        ("skipped", text(NO_LISTENERS)),
        ("errors", list(Vec::new())),
    ])
}

/// What is created for the rate limit service.
pub fn rate_limit(input: &Input<'_>, places: &Places<'_>, types: &ObjectTypes) -> Option<Node> {
    let rendering = input.rate_limit?;
    Some(map(vec![("objects", objects(input, types, rendering)), ("errors", errors(places, rendering))]))
}

/// The objects as they are written out. What does not fit at this point is shown as it is: where it matters, it is said
/// elsewhere.
fn objects(input: &Input<'_>, types: &ObjectTypes, rendering: &Rendering) -> Option<Node> {
    let mut all = Vec::new();
    for object in &rendering.objects {
        all.push(types.fit(object.kind, &object.node, input.release).unwrap_or_else(|_| object.node.clone()));
    }
    list(all)
}

fn errors(places: &Places<'_>, rendering: &Rendering) -> Option<Node> {
    let mut all = Vec::new();
    if let Some(failure) = &rendering.failure {
        all.push(failed(places, failure.step(), failure.cause.to_string(), failure.origin()));
    }
    list(all)
}

/// The crash on a configuration that is not complete.
pub fn crash(places: &Places<'_>, node: &Node) -> Node {
    failed(places, "provider", "the controller crashes on `deploy` without a type".to_string(), &node.origin)
}

/// Where the controller stops, why, and where the cause is written.
fn failed(places: &Places<'_>, object: &'static str, message: String, origin: &Origin) -> Node {
    let place = origin.span().map(|span| place(places, span));
    map(vec![("object", text(object)), ("message", text(message)), ("place", place)])
}

fn place(places: &Places<'_>, span: crate::text::Span) -> Node {
    let place = places.place(span);
    let number = |number: u32| Some(Node::new(Value::Int(i64::from(number)), answer()));
    let position = |at: crate::text::Position| {
        Some(map(vec![("line", number(at.line)), ("character", number(at.character)), ("offset", number(at.offset))]))
    };
    let range = map(vec![("start", position(place.range.start)), ("end", position(place.range.end))]);
    map(vec![("path", text(place.path)), ("range", Some(range))])
}
