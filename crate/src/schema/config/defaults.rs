//! What the controller fills in where the configuration leaves it out.
//!
//! Source: `SetEnvoyGatewayDefaults` and `SetEnvoyGatewayLoggingDefaults` of Envoy Gateway v1.0–v1.9. A field that a
//! release does not have gets no default there, and that is all in which releases differ.

use super::decode::Decoder;
use crate::value::{Map, Node, Origin, Value};

/// A default: where, its name, and its values.
type Default = (&'static [&'static str], &'static str, fn(Origin) -> Node);

/// In the order in which they are filled in.
const DEFAULTS: [Default; 11] = [
    (&["provider"], "provider", |origin| map(origin, |put| put("type", text("Kubernetes")))),
    (&["provider", "kubernetes"], "provider.kubernetes", |origin| map(origin, |_| {})),
    (&["provider", "kubernetes", "leaderElection"], "leader election", leader_election),
    (&["provider", "kubernetes", "client"], "client rate limit", client),
    (&["provider", "custom", "resource", "kubernetes", "leaderElection"], "leader election", leader_election),
    (&["provider", "custom", "resource", "kubernetes", "client"], "client rate limit", client),
    (&["gateway"], "gateway.controllerName", |origin| {
        map(origin, |put| put("controllerName", text("gateway.envoyproxy.io/gatewayclass-controller")))
    }),
    (&["logging"], "logging.level.default", |origin| {
        let level = map(origin.clone(), |put| put("default", text("info")));
        map(origin, |put| put("level", level.value.clone()))
    }),
    (&["admin"], "admin.address", |origin| {
        let address = map(origin.clone(), |put| {
            put("host", text("127.0.0.1"));
            put("port", Value::Int(19000));
        });
        map(origin, |put| put("address", address.value.clone()))
    }),
    (&["telemetry"], "telemetry.metrics", |origin| {
        let prometheus = map(origin.clone(), |put| put("prometheus", map(origin.clone(), |_| {}).value));
        map(origin, |put| put("metrics", prometheus.value.clone()))
    }),
    (&["xdsServer"], "xdsServer", |origin| map(origin, |_| {})),
];

/// A decoded configuration with the defaults of the release.
pub fn fill(root: Node, decoder: &Decoder<'_>) -> Node {
    let root = DEFAULTS.iter().fold(root, |root, default| with(root, decoder, default));
    log_level(root, decoder)
}

fn with(root: Node, decoder: &Decoder<'_>, (path, name, value): &Default) -> Node {
    if !decoder.types.has(decoder.release, path) {
        return root;
    }
    let origin = Origin::default_of(decoder.release.index, *name);
    let is_kubernetes = root.str_at(&["provider", "custom", "resource", "type"]) == Some("Kubernetes");
    match path {
        ["provider", "custom", ..] if !is_kubernetes => root,
        _ => put(root, path, value(origin)),
    }
}

/// A map of levels has one for everything that it does not name.
fn log_level(root: Node, decoder: &Decoder<'_>) -> Node {
    let Some(levels) = root.at(&["logging", "level"]).filter(|levels| levels.as_map().is_some()) else { return root };
    let default = levels.get("default");
    if default.is_some_and(|level| level.as_str() != Some("")) {
        return root;
    }
    let origin = Origin::default_of(decoder.release.index, "logging.level.default");
    replace(root, &["logging", "level", "default"], Node::string("info", origin))
}

/// Puts a value in where there is none, and maps on the way to it.
fn put(root: Node, path: &[&'static str], value: Node) -> Node {
    if root.at(path).is_some() { root } else { replace(root, path, value) }
}

/// Puts a value in; what is no map on the way stays as it is.
fn replace(node: Node, path: &[&'static str], value: Node) -> Node {
    let Some((key, rest)) = path.split_first() else { return value };
    let Some(map) = node.as_map() else { return node };
    let mut map = map.clone();
    let inner = map.get(key).filter(|inner| !inner.is_null()).cloned();
    let inner = inner.unwrap_or_else(|| Node::map(Map::new(), value.origin.clone()));
    let entry = replace(inner, rest, value);
    match map.get_mut(key) {
        Some(old) => *old = entry,
        None => map.set(*key, entry),
    }
    Node::map(map, node.origin)
}

fn leader_election(origin: Origin) -> Node {
    map(origin, |put| {
        put("leaseDuration", text("15s"));
        put("renewDeadline", text("10s"));
        put("retryPeriod", text("2s"));
        put("disable", Value::Bool(false));
    })
}

fn client(origin: Origin) -> Node {
    let limit = map(origin.clone(), |put| {
        put("qps", Value::Int(50));
        put("burst", Value::Int(100));
    });
    map(origin, |put| put("rateLimit", limit.value.clone()))
}

fn text(text: &'static str) -> Value {
    Value::String(text.into())
}

/// A map whose values all have one origin.
fn map(origin: Origin, fill: impl Fn(&mut dyn FnMut(&'static str, Value))) -> Node {
    let mut map = Map::new();
    fill(&mut |key, value| map.set(key, Node::new(value, origin.clone())));
    Node::map(map, origin)
}
