//! What is wrong with a listener by itself.

use super::super::{Failure, GatewayTls};
use super::{Listener, PARTLY};
use crate::labels::selector::Selector;
use crate::model::{Model, Namespace, Object};
use crate::read::{Document, GATEWAY_GROUP, has_placeholder};
use crate::release::{Feature, Release};
use crate::value::Node;

/// Looks at allowed routes, protocol, TLS and host name.
pub(super) fn check(listener: &mut Listener<'_>, gateway: &Object<'_>, model: &Model<'_>, release: &Release) {
    let node = listener.node;
    let invalid = |listener: &mut Listener<'_>, message| {
        listener.conditions.set("Programmed", false, "Invalid", message);
    };
    let namespaces = node.at(&["allowedRoutes", "namespaces"]);
    let selects = namespaces.and_then(|namespaces| namespaces.str_at(&["from"])) == Some("Selector");
    let selector = namespaces.and_then(|namespaces| namespaces.get("selector"));
    if selects && selector.is_none_or(|selector| Selector::read(selector).is_err()) {
        invalid(listener, "`from: Selector` needs a selector, and a valid one");
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
    tls(listener, gateway, model, release);
    if matches!(listener.protocol(), "TCP" | "UDP") && node.get("hostname").is_some() {
        invalid(listener, "TCP and UDP know no host names");
    }
}

/// Looks at the CAs of the clients of its port.
pub(super) fn clients(listener: &mut Listener<'_>, tls: &GatewayTls<'_>) {
    let failure = tls.of_port(listener.port()).filter(|_| listener.protocol() == "HTTPS");
    if let Some(Failure { reason, message, .. }) = failure {
        listener.conditions.set("ResolvedRefs", false, reason, message);
        listener.conditions.set("Programmed", false, reason, message);
        listener.conditions.set("Accepted", false, "NoValidCACertificate", message);
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

fn tls(listener: &mut Listener<'_>, gateway: &Object<'_>, model: &Model<'_>, release: &Release) {
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
            if let Some((reason, message)) = certificates(references, gateway, model, release) {
                listener.conditions.set("ResolvedRefs", false, reason, message);
            }
            None
        }
        _ => None,
    };
    if let Some((reason, message)) = wrong {
        listener.conditions.set("Programmed", false, reason, message);
    }
}

/// What is wrong with the certificates of a listener. Of Secrets only their being there and their type is looked at.
fn certificates(
    references: &[Node],
    gateway: &Object<'_>,
    model: &Model<'_>,
    release: &Release,
) -> Option<(&'static str, &'static str)> {
    let (mut wrong, mut right, partly) = (None, false, release.has(Feature::PartlyValidCertificates));
    let missing = if partly || references.len() == 1 {
        "none of the certificates was found"
    } else {
        "a certificate was not found"
    };
    for (at, reference) in references.iter().enumerate() {
        // A second certificate for the same names with the same kind of key.
        let again =
            |other: &Node| names_secret(other) && is_same((other, &gateway.namespace), (reference, &gateway.namespace));
        let again = references.iter().take(at).any(again);
        let is_secret = names_secret(reference);
        if is_secret && !model.may_refer("Gateway", &gateway.namespace, "Secret", reference) {
            wrong =
                wrong.or(Some(("RefNotPermitted", "a certificate of another namespace needs a ReferenceGrant there")));
        } else if is_secret && !again && model.has("Secret", reference, &gateway.namespace, &holds_certificate) {
            right = true;
            continue;
        } else if wrong.is_none() || partly {
            let is_there = is_secret && model.has_secret(reference, &gateway.namespace);
            wrong = Some((
                "InvalidCertificateRef",
                match () {
                    () if again => "a certificate is given twice",
                    () if is_there => "the Secret of a certificate has not the type kubernetes.io/tls",
                    () => missing,
                },
            ));
        }
        if !partly {
            return wrong;
        }
    }
    let some = |message| if message == missing { "some of the certificates were not found" } else { message };
    wrong.map(|(reason, message)| if right { (PARTLY, some(message)) } else { (reason, message) })
}

pub(in crate::resolve) fn names_secret(reference: &Node) -> bool {
    reference.str_at(&["group"]).unwrap_or("").is_empty() && reference.str_at(&["kind"]).unwrap_or("Secret") == "Secret"
}

/// True for references to one Secret; each has its Gateway's namespace where it gives none.
pub(super) fn is_same((a, a_home): (&Node, &Namespace), (b, b_home): (&Node, &Namespace)) -> bool {
    let namespace = |node: &Node, home: &Namespace| {
        node.str_at(&["namespace"]).or(home.name()).map(|namespace| namespace.to_string())
    };
    a.str_at(&["name"]) == b.str_at(&["name"]) && namespace(a, a_home) == namespace(b, b_home)
}

/// By its type, the Secret holds a certificate, or says where one is to be had.
fn holds_certificate(secret: &Document) -> bool {
    match secret.root.str_at(&["type"]) {
        Some("kubernetes.io/tls" | "gateway.envoyproxy.io/sds") => true,
        Some(text) => secret.partial || has_placeholder(text),
        None => secret.partial,
    }
}
