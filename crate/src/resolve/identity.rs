//! What a Gateway gives to what is created for it: names, labels, addresses, an owner.

use super::GatewayState;
use crate::labels::keys;
use crate::model::Object;
use crate::release::{Feature, Release};
use crate::text::Gather as _;
use crate::value::{Entry, Map, Node, Origin};

pub(super) fn name_node(gateway: &GatewayState<'_>) -> Node {
    Node::string(gateway.object.document.name.clone(), gateway.object.document.name_origin())
}

pub(super) fn key(gateway: &GatewayState<'_>, merged: bool) -> Node {
    if merged {
        return class_node(gateway);
    }
    let namespace = gateway.object.namespace.node();
    let name = name_node(gateway);
    let text = format!("{}/{}", namespace.as_str().unwrap_or(""), name.as_str().unwrap_or(""));
    Node::string(text, Origin::derived("Gateway key", vec![name.origin, namespace.origin]))
}

pub(super) fn class_node(gateway: &GatewayState<'_>) -> Node {
    let written = gateway.object.document.root.at(&["spec", "gatewayClassName"]).cloned();
    written.unwrap_or_else(|| Node::string("", Origin::derived("Gateway key", Vec::new())))
}

/// The labels by which the controller finds what it owns; they replace infrastructure labels of the same key.
pub(super) fn owner_labels(gateway: &GatewayState<'_>, merged: bool) -> Vec<(&'static str, Node)> {
    let owner = |node: Node| Node { origin: Origin::derived("owner label", vec![node.origin.clone()]), ..node };
    if merged {
        return vec![(keys::OWNING_GATEWAY_CLASS, owner(class_node(gateway)))];
    }
    let namespace = gateway.object.namespace.node();
    vec![(keys::OWNING_GATEWAY_NAMESPACE, owner(namespace)), (keys::OWNING_GATEWAY_NAME, owner(name_node(gateway)))]
}

/// The addresses that a Gateway asks for, with their types; IPAddress is the default.
fn addresses_of<'a>(object: &'a Object<'_>) -> impl Iterator<Item = (&'a Node, &'a str)> {
    let addresses = object.document.root.at(&["spec", "addresses"]).map_or(&[][..], Node::items).iter();
    addresses.map(|address| (address, address.str_at(&["type"]).unwrap_or("IPAddress")))
}

/// True when an address is neither an IP address nor a host name.
pub(super) fn asks_for_other(object: &Object<'_>) -> bool {
    addresses_of(object).any(|(_, kind)| !matches!(kind, "IPAddress" | "Hostname"))
}

/// The IP addresses.
pub(super) fn addresses(gateway: &GatewayState<'_>) -> Vec<Node> {
    let ip = addresses_of(gateway.object).filter(|(_, kind)| *kind == "IPAddress").map(|(address, _)| address);
    let empty = |address: &Node| Node::string("", address.origin.clone());
    ip.map(|address| address.get("value").cloned().unwrap_or_else(|| empty(address))).gather()
}

pub(super) fn owner(
    gateway: &GatewayState<'_>,
    in_gateway_namespace: bool,
    release: &Release,
) -> Option<(&'static str, Node)> {
    match in_gateway_namespace {
        true => release.has(Feature::GatewayOwnerReference).then(|| ("Gateway", name_node(gateway))),
        false => release.has(Feature::ClassOwnerReference).then(|| ("GatewayClass", class_node(gateway))),
    }
}

/// `spec.infrastructure.labels` or `.annotations`. A null value is dropped, as the API server does.
pub(super) fn metadata(gateway: &GatewayState<'_>, field: &str) -> Map {
    let node = gateway.object.document.root.at(&["spec", "infrastructure", field]);
    let entries = node.map_or(&[][..], Node::entries).iter();
    Map::from_distinct(entries.filter(|entry| entry.value.as_str().is_some()).cloned().collect::<Vec<Entry>>())
}
