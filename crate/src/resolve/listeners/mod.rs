//! The listeners of Gateways: which are served, on which ports.
//!
//! Source: behaviour of Envoy Gateway v1.0–v1.9 (Gateway API translator). ListenerSets and ClientTrafficPolicies are not
//! looked at.

mod check;
mod conflict;
mod overlap;

pub(super) use check::names_secret;
pub use conflict::PROTOCOL_CONFLICT;

use super::condition::{About, Condition, Conditions};
use super::{GatewayTls, Infra};
use crate::context::Settings;
use crate::model::{Model, Namespace, Object};
use crate::release::{Feature, Release};
use crate::text::{Index, Key, Span, Str};
use crate::value::{Node, Origin, Value};

/// A listener.
#[derive(Debug)]
pub struct Listener<'a> {
    /// The listener as it is written.
    pub node: &'a Node,
    /// The namespace of its Gateway.
    pub home: &'a Namespace,
    /// What the controller says of it.
    pub conditions: Conditions,
}

/// A port of the Service.
#[derive(Debug, Clone)]
pub struct Port {
    /// Its name: protocol and number.
    pub name: Node,
    /// True for UDP.
    pub udp: bool,
    /// The listener's port.
    pub port: Node,
    /// The port of the container.
    pub target: Node,
}

impl<'a> Listener<'a> {
    /// Its name.
    pub fn name(&self) -> &'a str {
        self.node.str_at(&["name"]).unwrap_or("")
    }

    fn protocol(&self) -> &'a str {
        self.node.str_at(&["protocol"]).unwrap_or("")
    }

    fn hostname(&self) -> &'a str {
        self.node.str_at(&["hostname"]).unwrap_or("")
    }

    /// Its port; a number of its own, below zero, where a deployment tool fills it in: it may be any.
    fn port(&self) -> i64 {
        let Some(node) = self.node.get("port") else { return 0 };
        let number = |span: Span| -1 - (i64::from(span.file.0) << 32 | i64::from(span.start));
        let place = || node.origin.span().map_or(0, number);
        node.as_int().unwrap_or_else(place)
    }

    /// Notes what is wrong with it: the type of a condition and its reason, a message, and what that is about.
    fn refuse(&mut self, (kind, reason): (&'static str, &'static str), message: &'static str, about: About) {
        let status = kind == CONFLICTED;
        self.conditions.put(Condition { kind, status, reason, message, about });
    }

    /// The first thing that is wrong with it: what follows from others was added after it.
    pub fn wrong(&self) -> Option<&Condition> {
        self.conditions.all().iter().find(|one| one.status == (one.kind == CONFLICTED))
    }

    /// True when it is served.
    pub fn is_ready(&self) -> bool {
        self.conditions.is("Programmed", true)
    }
}

/// The listeners of Gateways that are handled together, with what the controller says of each. `merged`: they share a proxy.
pub(super) fn of_gateways<'a>(
    gateways: &[&'a Object<'a>],
    tls: &[GatewayTls<'_>],
    model: &Model<'_>,
    release: &Release,
    merged: bool,
) -> Vec<Vec<Listener<'a>>> {
    let mut all: Vec<Vec<Listener>> = Vec::new();
    for gateway in gateways {
        let mut listeners = Vec::new();
        for node in gateway.document.root.at(&["spec", "listeners"]).map_or(&[][..], Node::items) {
            listeners.push(Listener { node, home: &gateway.namespace, conditions: Conditions::default() });
        }
        all.push(listeners);
    }
    // Newer releases let only those compete that are right by themselves.
    let checked_first = release.has(Feature::ValidListenersCompete);
    let protocols_first = release.has(Feature::ProtocolsCompeteFirst);
    if !checked_first {
        conflict::find(&mut all, merged, false, protocols_first);
    }
    for ((gateway, tls), listeners) in gateways.iter().zip(tls).zip(&mut all) {
        for listener in listeners {
            check::check(listener, gateway, model, release);
            check::clients(listener, tls);
        }
    }
    if checked_first {
        conflict::find(&mut all, merged, true, protocols_first);
    }
    for listener in all.iter_mut().flatten() {
        finish(&mut listener.conditions, release);
    }
    if release.has(Feature::OverlappingHostsTold) {
        overlap::find(&mut all, merged, checked_first);
    }
    all
}

/// The condition of listeners that can't stand beside one another; all others are true where nothing is wrong.
pub const CONFLICTED: &str = "Conflicted";

/// The reason for a listener that is served with those of its certificates that are right.
const PARTLY: &str = "PartiallyInvalidCertificateRef";

/// The conditions that follow from those that say what is wrong.
fn finish(conditions: &mut Conditions, release: &Release) {
    let wrong = "what the other conditions say keeps it from being served";
    let only = match conditions.all() {
        [only] if only.kind == "ResolvedRefs" => only.reason,
        _ => "",
    };
    if conditions.all().is_empty() || only == PARTLY {
        conditions.set("Programmed", true, "Programmed", "it is sent to the proxy");
        conditions.set("Accepted", true, "Accepted", "it is valid");
    } else {
        if only == "InvalidCertificateRef" && release.has(Feature::UnresolvedListenerAccepted) {
            conditions.set("Accepted", true, "Accepted", "it is valid");
        }
        if conditions.get("Programmed").is_none() {
            conditions.set("Programmed", false, "Invalid", wrong);
        }
    }
    if conditions.get("ResolvedRefs").is_none() {
        conditions.set("ResolvedRefs", true, "ResolvedRefs", "everything that it refers to was found");
    }
}

/// Below this number a port needs a privilege; the container listens on another one.
const FIRST_UNPRIVILEGED: i64 = 1024;
/// How far away that is.
const SHIFT: i64 = 10_000;

/// The ports of a proxy with these listeners: each number once for TCP, for HTTP and TLS, and for UDP.
pub(super) fn ports(listeners: &[Vec<Listener<'_>>], infra: &Infra<'_>, settings: &Settings) -> Vec<Port> {
    let same = infra
        .effective
        .spec
        .as_ref()
        .and_then(|spec| spec.at(&["provider", "kubernetes", "useListenerPortAsContainerPort"]));
    let same = same.and_then(Node::as_bool) == Some(true);
    let (mut known, mut ports) = (Index::default(), Vec::new());
    for listener in listeners.iter().flatten().filter(|listener| listener.is_ready()) {
        let layer = match listener.protocol() {
            "TCP" => 1,
            "UDP" => 2,
            _ => 0,
        };
        if known.place(Key::Number(listener.port().wrapping_mul(3) + layer), ports.len()) == ports.len() {
            ports.push(port(listener, same, settings));
        }
    }
    ports
}

fn port(listener: &Listener<'_>, same: bool, settings: &Settings) -> Port {
    let protocol = listener.protocol();
    let is_filled_in = settings.is_placeholder_text(protocol);
    let word = if is_filled_in { protocol.to_string() } else { protocol.to_ascii_lowercase() };
    if let Some((text, node)) = listener.node.get("port").and_then(|node| Some((node.as_str()?, node)))
        && settings.is_placeholder_text(text)
    {
        let name = Str::from([&word, "-", text].concat());
        let name = Node::string(name, Origin::derived("port name", vec![node.origin.clone()]));
        return Port { name, udp: protocol == "UDP", port: node.clone(), target: node.clone() };
    }
    let number = listener.port().max(0);
    let written = listener.node.get("port").map_or(Origin::derived("port", Vec::new()), |node| node.origin.clone());
    let shifted = if number < FIRST_UNPRIVILEGED && !same { number + SHIFT } else { number };
    let text = format!("{word}-{number}");
    Port {
        name: Node::string(Str::from(text), Origin::derived("port name", vec![written.clone()])),
        udp: protocol == "UDP",
        port: Node::new(Value::Int(number), written.clone()),
        target: Node::new(Value::Int(shifted), Origin::derived("container port", vec![written])),
    }
}

/// The highest port that older releases take.
const HIGHEST: i64 = 65_353;

/// True when a port keeps the proxy from being created at all.
pub(super) fn out_of_range(ports: &[Port], release: &Release) -> bool {
    let beyond = |node: &Node| node.as_int().is_some_and(|number| number > HIGHEST);
    !release.has(Feature::WholePortRange) && ports.iter().any(|port| beyond(&port.port) || beyond(&port.target))
}
