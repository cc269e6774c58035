//! What is wrong with a listener by itself.

use super::super::{Failure, GatewayTls};
use super::{About, Listener, PARTLY};
use crate::labels::selector::Selector;
use crate::model::{Model, Namespace, Object};
use crate::read::{Document, GATEWAY_GROUP, has_placeholder};
use crate::release::{Feature, Release};
use crate::text::{Index, Key, Str};
use crate::value::Node;

/// Looks at allowed routes, protocol, TLS and host name.
pub(super) fn check(listener: &mut Listener<'_>, gateway: &Object<'_>, model: &Model<'_>, release: &Release) {
    let node = listener.node;
    let namespaces = node.at(&["allowedRoutes", "namespaces"]);
    let selects = namespaces.and_then(|namespaces| namespaces.str_at(&["from"])) == Some("Selector");
    let selector = namespaces.and_then(|namespaces| namespaces.get("selector"));
    if selects && selector.is_none_or(|selector| Selector::read(selector).is_err()) {
        listener.refuse(INVALID, "`from: Selector` needs a selector, and a valid one", About::Selector);
    }
    match kinds(listener) {
        None if model.context.settings().is_placeholder_text(listener.protocol()) => {}
        None => {
            let message = "only HTTP, HTTPS, TLS, TCP and UDP are supported";
            listener.refuse(("Accepted", "UnsupportedProtocol"), message, About::Protocol);
        }
        Some(kinds) if !allows(node, kinds) => {
            let message = "a kind of route is allowed that does not go with the protocol";
            listener.refuse(("ResolvedRefs", "InvalidRouteKinds"), message, About::RouteKinds);
        }
        Some(_) => {}
    }
    tls(listener, gateway, model, release);
    if matches!(listener.protocol(), "TCP" | "UDP") && node.get("hostname").is_some() {
        listener.refuse(INVALID, "TCP and UDP know no host names", About::HostName);
    }
}

/// The condition and the reason of most faults.
const INVALID: (&str, &str) = ("Programmed", "Invalid");

/// Looks at the CAs of the clients of its port.
pub(super) fn clients(listener: &mut Listener<'_>, tls: &GatewayTls<'_>) {
    let failure = tls.of_port(listener.port()).filter(|_| listener.protocol() == "HTTPS");
    if let Some(Failure { reason, message, .. }) = failure {
        listener.refuse(("ResolvedRefs", reason), message, About::Clients);
        listener.refuse(("Programmed", reason), message, About::Clients);
        listener.refuse(("Accepted", "NoValidCACertificate"), message, About::Clients);
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
        ("HTTP" | "TCP" | "UDP", true, _) => (INVALID, "this protocol takes no TLS", About::Tls),
        ("HTTPS" | "TLS", false, _) => (INVALID, "this protocol needs TLS", About::Tls),
        ("HTTPS", true, "Passthrough") => {
            (("Programmed", "UnsupportedTLSMode"), "HTTPS must be terminated", About::TlsMode)
        }
        ("HTTPS", true, _) | ("TLS", true, "Terminate") if references.is_empty() => {
            (INVALID, "there is no certificate", About::Certificates)
        }
        ("TLS", true, "Passthrough") if !references.is_empty() => {
            (INVALID, "what is passed through takes no certificate", About::Certificates)
        }
        ("HTTPS", true, _) | ("TLS", true, "Terminate") => {
            let Some(wrong) = certificates(references, gateway, model, release) else { return };
            (("ResolvedRefs", wrong.0), wrong.1, wrong.2)
        }
        _ => return,
    };
    listener.refuse(wrong.0, wrong.1, wrong.2);
}

/// A reason, a message, and what it is about.
type Fault = (&'static str, &'static str, About);

const NOT_PERMITTED: &str = "RefNotPermitted";

/// What is wrong with the certificates of a listener. Of Secrets only their being there and their type is looked at.
fn certificates(references: &[Node], gateway: &Object<'_>, model: &Model<'_>, release: &Release) -> Option<Fault> {
    let partly = release.has(Feature::PartlyValidCertificates);
    let (mut wrong, mut right, mut seen) = (None::<Fault>, false, Index::default());
    for (at, reference) in references.iter().enumerate() {
        let secret = secret(reference, &gateway.namespace);
        let is_secret = secret.is_some();
        // A second certificate for the same names with the same kind of key.
        let again = secret.is_some_and(|secret| seen.place(Key::Shared(secret), at) != at);
        match certificate(reference, gateway, model, (is_secret, again)) {
            None => right = true,
            Some(fault) if wrong.is_none() || fault.0 != NOT_PERMITTED => wrong = Some(fault),
            Some(_) => {}
        }
        if !partly && wrong.is_some() {
            break;
        }
    }
    let (reason, message, about) = wrong?;
    let message = match about {
        About::MissingCertificates if right && partly => "some of the certificates were not found",
        About::MissingCertificates if !partly && references.len() > 1 => "a certificate was not found",
        _ => message,
    };
    Some((if right && partly { PARTLY } else { reason }, message, about))
}

/// What is wrong with one; whether it means a Secret, and one that was named before.
fn certificate(
    reference: &Node,
    gateway: &Object<'_>,
    model: &Model<'_>,
    (is_secret, again): (bool, bool),
) -> Option<Fault> {
    let home = &gateway.namespace;
    if is_secret && !model.may_refer("Gateway", home, "Secret", reference) {
        let message = "a certificate of another namespace needs a ReferenceGrant there";
        return Some((NOT_PERMITTED, message, About::Certificates));
    }
    let (message, about) = if again {
        ("a certificate is given twice", About::Certificates)
    } else if is_secret && model.has("Secret", reference, home, &holds_certificate) {
        return None;
    } else if is_secret && model.has_secret(reference, home) {
        ("the Secret of a certificate has not the type kubernetes.io/tls", About::Certificates)
    } else {
        ("none of the certificates was found", About::MissingCertificates)
    };
    Some(("InvalidCertificateRef", message, about))
}

/// True where a reference means a Secret.
pub(in crate::resolve) fn names_secret(reference: &Node) -> bool {
    reference.str_at(&["group"]).unwrap_or("").is_empty() && reference.str_at(&["kind"]).unwrap_or("Secret") == "Secret"
}

/// Namespace and name of the Secret that a reference means, where it means one; it is at home where no namespace is given.
pub(super) fn secret(reference: &Node, home: &Namespace) -> Option<Str> {
    let text = |field| reference.str_at(&[field]);
    let namespace = text("namespace").or(home.name()).unwrap_or("");
    names_secret(reference).then(|| Str::from([namespace, "/", text("name").unwrap_or("")].concat()))
}

/// By its type, the Secret holds a certificate, or says where one is to be had.
fn holds_certificate(secret: &Document) -> bool {
    match secret.root.str_at(&["type"]) {
        Some("kubernetes.io/tls" | "gateway.envoyproxy.io/sds") => true,
        Some(text) => secret.partial || has_placeholder(text),
        None => secret.partial,
    }
}
