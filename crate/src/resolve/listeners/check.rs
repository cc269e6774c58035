//! What is wrong with a listener by itself.

use super::Listener;
use crate::model::{Model, Object};
use crate::read::GATEWAY_GROUP;
use crate::value::Node;

/// The reason of a listener without a certificate.
pub(super) const INVALID: &str = "InvalidCertificateRef";
/// The reason of a listener that is served with those of its certificates that are there.
pub(super) const PARTLY: &str = "PartiallyInvalidCertificateRef";

/// Looks at allowed routes, protocol, TLS and host name.
pub(super) fn check(listener: &mut Listener<'_>, gateway: &Object<'_>, model: &Model<'_>, partly: &'static str) {
    let node = listener.node;
    let invalid = |listener: &mut Listener<'_>, message| {
        listener.conditions.set("Programmed", false, "Invalid", message);
    };
    let namespaces = node.at(&["allowedRoutes", "namespaces"]);
    let selects = namespaces.and_then(|namespaces| namespaces.str_at(&["from"])) == Some("Selector");
    if selects && namespaces.is_some_and(|namespaces| namespaces.get("selector").is_none()) {
        invalid(listener, "`from: Selector` needs a selector");
    }
    match kinds(listener) {
        None => {
            let message = "only HTTP, HTTPS, TLS, TCP and UDP are supported";
            listener.conditions.set("Accepted", false, "UnsupportedProtocol", message);
        }
        Some(kinds) if !allows(node, kinds) => {
            let message = "a kind of route is allowed that does not go with the protocol";
            listener.conditions.set("ResolvedRefs", false, "InvalidRouteKinds", message);
        }
        Some(_) => {}
    }
    tls(listener, gateway, model, partly);
    if matches!(listener.protocol(), "TCP" | "UDP") && node.get("hostname").is_some() {
        invalid(listener, "TCP and UDP know no host names");
    }
}

/// The kinds of routes that go with the protocol; none where it is not supported.
fn kinds(listener: &Listener<'_>) -> Option<&'static [&'static str]> {
    let passthrough = listener.node.str_at(&["tls", "mode"]) == Some("Passthrough");
    Some(match listener.protocol() {
        "HTTP" | "HTTPS" => &["HTTPRoute", "GRPCRoute"],
        "TLS" if passthrough => &["TLSRoute"],
        "TLS" => &["TCPRoute", "TLSRoute"],
        "TCP" => &["TCPRoute"],
        "UDP" => &["UDPRoute"],
        _ => return None,
    })
}

fn allows(node: &Node, kinds: &[&str]) -> bool {
    let allowed = node.at(&["allowedRoutes", "kinds"]).map_or(&[][..], Node::items);
    allowed.iter().all(|route| {
        let group = route.str_at(&["group"]).unwrap_or(GATEWAY_GROUP);
        group == GATEWAY_GROUP && route.str_at(&["kind"]).is_some_and(|kind| kinds.contains(&kind))
    })
}

fn tls(listener: &mut Listener<'_>, gateway: &Object<'_>, model: &Model<'_>, partly: &'static str) {
    let tls = listener.node.get("tls");
    let mode = tls.and_then(|tls| tls.str_at(&["mode"])).unwrap_or("Terminate");
    let references = tls.and_then(|tls| tls.get("certificateRefs")).map_or(&[][..], Node::items);
    let wrong = match (listener.protocol(), tls.is_some(), mode) {
        ("HTTP" | "TCP" | "UDP", true, _) => Some(("Invalid", "this protocol takes no TLS")),
        ("HTTPS" | "TLS", false, _) => Some(("Invalid", "this protocol needs TLS")),
        ("HTTPS", true, "Passthrough") => Some(("UnsupportedTLSMode", "HTTPS must be terminated")),
        ("HTTPS", true, _) | ("TLS", true, "Terminate") if references.is_empty() => {
            Some(("Invalid", "there is no certificate"))
        }
        ("TLS", true, "Passthrough") if !references.is_empty() => {
            Some(("Invalid", "what is passed through takes no certificate"))
        }
        ("HTTPS", true, _) | ("TLS", true, "Terminate") => {
            return certificates(listener, references, gateway, model, partly);
        }
        _ => None,
    };
    if let Some((reason, message)) = wrong {
        listener.conditions.set("Programmed", false, reason, message);
    }
}

/// One certificate that is there is enough. Of Secrets only their being there is looked at.
fn certificates(
    listener: &mut Listener<'_>,
    references: &[Node],
    gateway: &Object<'_>,
    model: &Model<'_>,
    partly: &'static str,
) {
    let is_secret = |reference: &&Node| {
        reference.str_at(&["group"]).unwrap_or("").is_empty()
            && reference.str_at(&["kind"]).unwrap_or("Secret") == "Secret"
    };
    let found =
        references.iter().filter(is_secret).filter(|reference| model.has_secret(reference, &gateway.namespace)).count();
    match found {
        0 => {
            let message = "none of the certificates was found";
            listener.conditions.set("ResolvedRefs", false, INVALID, message);
        }
        _ if found < references.len() => {
            let message = "some of the certificates were not found";
            listener.conditions.set("ResolvedRefs", false, partly, message);
        }
        _ => {}
    }
}
