//! What `render` answers.

use super::report::Place;
use crate::value::{Node, Value};
use serde::{Serialize, Serializer};

/// A tree, written as the JSON that it is.
#[derive(Debug, Clone)]
pub struct Json(pub Node);

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Tree(&self.0).serialize(serializer)
    }
}

/// A tree by reference. Trees are never deeper than `yaml::MAX_HEIGHT` and a few levels around it.
struct Tree<'n>(&'n Node);

impl Serialize for Tree<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0.value {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Int(value) => serializer.serialize_i64(*value),
            Value::Uint(value) => serializer.serialize_u64(*value),
            Value::Float(value) => serializer.serialize_f64(*value),
            Value::String(text) => serializer.serialize_str(text),
            Value::List(items) => serializer.collect_seq(items.iter().map(Tree)),
            Value::Map(map) => {
                serializer.collect_map(map.entries().iter().map(|entry| (&*entry.key, Tree(&entry.value))))
            }
        }
    }
}

/// A condition of the status.
#[derive(Debug, Serialize)]
pub struct Condition {
    /// Its type.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// `True` or `False`.
    pub status: &'static str,
    /// The controller's word for why.
    pub reason: &'static str,
    /// Why, in words.
    pub message: String,
}

/// A thing with a name, and its conditions: a GatewayClass, a listener.
#[derive(Debug, Serialize)]
pub struct Named {
    /// Its name.
    pub name: String,
    /// Its conditions.
    pub conditions: Vec<Condition>,
}

/// A Gateway.
#[derive(Debug, Serialize)]
pub struct GatewayStatus {
    /// Its namespace.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// Its conditions.
    pub conditions: Vec<Condition>,
    /// Its listeners.
    pub listeners: Vec<Named>,
}

/// An EnvoyProxy.
#[derive(Debug, Serialize)]
pub struct ProxyStatus {
    /// Its namespace.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// Who refers to it.
    pub ancestors: Vec<Ancestor>,
}

/// Who refers to an EnvoyProxy.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ancestor {
    /// A Gateway or GatewayClass.
    pub ancestor_ref: Reference,
    /// What the controller says of the EnvoyProxy.
    pub conditions: Vec<Condition>,
}

/// A reference to an object.
#[derive(Debug, Serialize)]
pub struct Reference {
    /// Its API group.
    pub group: &'static str,
    /// Its kind.
    pub kind: &'static str,
    /// Its namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// Its name.
    pub name: String,
}

/// What is created for a Gateway, or for a class whose Gateways are merged.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Infra {
    /// `namespace/name` of the Gateway, or the name of the class.
    pub key: String,
    /// The base of the objects' names.
    pub name: String,
    /// The namespace of the objects.
    pub namespace: String,
    /// The EnvoyProxy spec that applies, levels merged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved_envoy_proxy_spec: Option<Json>,
    /// The objects, in the order in which they are applied.
    pub objects: Vec<Json>,
    /// Why the controller leaves the cluster as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skipped: Option<&'static str>,
    /// Where the controller stops, and why.
    pub errors: Vec<Failed>,
}

/// Something that can't be built.
#[derive(Debug, Serialize)]
pub struct Failed {
    /// Which object.
    pub object: &'static str,
    /// Why.
    pub message: String,
    /// Where the cause is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// A document that the API server refuses.
#[derive(Debug, Serialize)]
pub struct LoadError {
    /// `Kind namespace/name`
    pub document: String,
    /// Which fields.
    pub message: String,
}

/// The rate limit service.
#[derive(Debug, Serialize)]
pub struct RateLimit {
    /// Its objects, in the order in which they are applied.
    pub objects: Vec<Json>,
    /// Where the controller stops, and why.
    pub errors: Vec<Failed>,
}

/// The answer to `render`.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rendering {
    /// The release.
    pub release: String,
    /// Why the controller does not start.
    pub config_errors: Vec<String>,
    /// What the API server refuses.
    pub load_errors: Vec<LoadError>,
    /// Every GatewayClass.
    pub gateway_classes: Vec<Named>,
    /// Every Gateway.
    pub gateways: Vec<GatewayStatus>,
    /// EnvoyProxies that are referred to, in releases that write a status for them.
    pub envoy_proxies: Vec<ProxyStatus>,
    /// What is created for proxies.
    pub infra: Vec<Infra>,
    /// What is created for the rate limit service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate_limit: Option<RateLimit>,
    /// Where the program crashes before it comes to the objects.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Failed>,
    /// Remarks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}
