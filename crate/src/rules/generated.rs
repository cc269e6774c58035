//! Names of created objects, wherever they are used: what is meant by each.

use super::Input;
use super::proxies::{Proxies, Proxy};
use crate::labels::namespace_name;
use crate::read::{Document, FileFacts, Kind};
use crate::render::{Object, hashed_name};
use crate::text::{Names, Span, Str};
use crate::value::{Child, Node, holds};

/// A name that looks generated, and how it is used.
pub struct Use<'a> {
    /// Where it stands; with the namespace, where that is written behind it.
    pub span: Span,
    /// The name.
    pub name: &'a str,
    /// The kind of object that it must be the name of, where that is known.
    pub kind: Option<&'a str>,
    /// The namespace that the object must be in, where that is known.
    pub namespace: Option<Str>,
    /// True for `NAME.NAMESPACE.svc`.
    pub is_host: bool,
    /// True for a name with a hash.
    pub hashed: bool,
    /// The document.
    document: &'a Document,
}

/// What is called so.
pub enum Found<'a> {
    /// An object of this proxy.
    Object(Proxy<'a>),
    /// Nothing, but objects of this proxy have the name, and another kind or namespace.
    Other(Proxy<'a>),
    /// Nothing; this proxy was meant, because its Gateway is named.
    Meant(Proxy<'a>),
    /// Nothing; the name is that of a Gateway of this namespace, and the one of the files is in another.
    Elsewhere(Proxy<'a>, &'a str),
    /// It is not known what.
    Unknown,
}

/// The created objects by their names.
pub struct Made<'a> {
    proxies: Proxies<'a>,
    objects: Names<'a, (usize, &'a Object)>,
}

impl<'a> Made<'a> {
    /// All objects; nothing where no name is used that could be one of theirs.
    pub fn new(input: &Input<'a>) -> Option<Self> {
        if input.files.iter().all(|facts| facts.names.is_empty()) {
            return None;
        }
        let proxies = Proxies::new(input);
        let mut objects = Names::default();
        for (index, proxy) in proxies.all.iter().enumerate() {
            for object in &proxy.rendering.objects {
                if let Some(name) = object.node.str_at(&["metadata", "name"]) {
                    objects.push(name, (index, object));
                }
            }
        }
        (!proxies.all.is_empty()).then_some(Made { proxies, objects })
    }

    /// What is called so.
    pub fn find(&self, input: &Input<'a>, one: &Use<'a>) -> Found<'a> {
        if !one.hashed {
            return self.gateway(input, one);
        }
        let mut other = None;
        for (index, object) in self.objects.all(one.name).iter().take(MOST) {
            let Some(proxy) = self.proxies.all.get(*index).copied() else { continue };
            let is_it = |name: &Str| proxy.namespace().is_none_or(|namespace| *name == *namespace);
            if one.kind.is_none_or(|kind| kind == object.kind) && one.namespace.as_ref().is_none_or(is_it) {
                return Found::Object(proxy);
            }
            other = Some(proxy);
        }
        other.map_or_else(|| self.meant(input, one.name), Found::Other)
    }

    /// The proxy of the Gateway or class that a hashed name names.
    fn meant(&self, input: &Input<'a>, name: &'a str) -> Found<'a> {
        let readable = name.strip_prefix("envoy-").and_then(|name| name.get(..name.len().checked_sub(9)?));
        let Some(readable) = readable else { return Found::Unknown };
        let class = self.proxies.named(readable).iter().take(MOST).filter_map(|index| self.proxies.all.get(*index));
        if let Some(proxy) = class.copied().find(|proxy| *proxy.infra.key == *readable) {
            return Found::Meant(proxy);
        }
        let mut found = Found::Unknown;
        for (at, _) in readable.match_indices('-').take(64) {
            let (Some(namespace), Some(gateway)) = (readable.get(..at), readable.get(at + 1..)) else { continue };
            for (proxy, place) in self.of_gateway(input, gateway) {
                match place {
                    Some(place) if place == namespace => return Found::Meant(proxy),
                    Some(_) if hashed_name(&[namespace, "/", gateway].concat()) == name => {
                        found = Found::Elsewhere(proxy, namespace);
                    }
                    Some(_) => {}
                    // Where a Gateway is that has no namespace is not known.
                    None => return Found::Unknown,
                }
            }
        }
        found
    }

    /// Proxies of the Gateways of a name, each with the Gateway's namespace.
    fn of_gateway(&self, input: &Input<'a>, name: &str) -> Vec<(Proxy<'a>, Option<&'a str>)> {
        let mut found = Vec::new();
        for index in self.proxies.named(name).iter().take(MOST) {
            let Some(proxy) = self.proxies.all.get(*index).copied() else { continue };
            for gateway in &proxy.infra.gateways {
                let Some(gateway) = input.resolved.gateways.get(*gateway) else { continue };
                if gateway.object.document.name == *name {
                    found.push((proxy, gateway.object.namespace.name()));
                }
            }
        }
        found
    }

    /// A host named like a Gateway; without Gateway namespace mode it is that of an application.
    fn gateway(&self, input: &Input<'a>, one: &Use<'a>) -> Found<'a> {
        for (proxy, place) in self.of_gateway(input, one.name) {
            if !proxy.infra.in_gateway_namespace || !one.namespace.as_ref().zip(place).is_some_and(|(a, b)| *a == *b) {
                continue;
            }
            let name = proxy.object("Service").and_then(|service| service.node.str_at(&["metadata", "name"]));
            if name == Some(one.name) {
                return Found::Object(proxy);
            }
            let mut services = input.of_kind(Kind::Selecting).filter(|document| document.kind_name == *"Service");
            return if services.any(|service| service.name == *one.name) {
                Found::Unknown
            } else {
                Found::Meant(proxy)
            };
        }
        Found::Unknown
    }
}

/// How many objects of one name are looked at.
const MOST: usize = 64;

/// Every use of a name that looks generated, in the order of the files.
pub fn uses<'a>(input: &Input<'a>) -> Vec<Use<'a>> {
    let mut uses = Vec::new();
    for facts in input.files {
        for span in &facts.names {
            uses.extend(read(input, facts, *span));
        }
    }
    uses
}

fn read<'a>(input: &Input<'a>, facts: &'a FileFacts, span: Span) -> Option<Use<'a>> {
    let documents = &facts.documents;
    let place = documents.partition_point(|document| document.outer.is_none() && document.span.start <= span.start);
    let document = documents.get(place.checked_sub(1)?).filter(|document| span.end <= document.span.end)?;
    let text: &'a str = &facts.text;
    let token = span.slice(text);
    if let Some((name, namespace)) = token.split_once('.') {
        let hashed = false;
        let namespace = Some(Str::copied(namespace));
        return Some(Use { span, name, kind: Some("Service"), namespace, is_host: true, hashed, document });
    }
    let rest = text.get(span.end as usize..).and_then(|rest| rest.strip_prefix('.')).unwrap_or("");
    let one = Use { span, name: token, kind: None, namespace: None, is_host: false, hashed: true, document };
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
    match rest.split_at_checked(end) {
        Some((namespace, after)) if after.starts_with(".svc") && !namespace.is_empty() => {
            let span = Span { end: span.end + 1 + end as u32, ..span };
            let namespace = Some(Str::copied(namespace));
            Some(Use { span, kind: Some("Service"), namespace, is_host: true, ..one })
        }
        _ => reference(input, one),
    }
}

/// A name in a reference says what it is the name of; the name of the document itself is no use.
fn reference<'a>(input: &Input<'a>, one: Use<'a>) -> Option<Use<'a>> {
    let document = one.document;
    let (mut node, mut map): (&'a Node, &'a Node) = (&document.root, &document.root);
    let (mut outer, mut key) = ("", "");
    while let Some(child) = node.child_at(one.span) {
        node = match child {
            Child::Item(_, item) => item,
            Child::Entry(entry) if holds(&entry.value.origin, one.span) => {
                (map, outer, key) = (node, key, &entry.key);
                &entry.value
            }
            Child::Entry(_) => return Some(one),
        };
    }
    if node.as_str() != Some(one.name) || key != "name" {
        return Some(one);
    }
    let kind = match (outer, map.str_at(&["kind"])) {
        ("metadata", _) => return None,
        (_, Some(kind)) => kind,
        ("scaleTargetRef", None) => "Deployment",
        _ if document.kind == Kind::Related || document.kind_name == *"Ingress" => "Service",
        _ => return Some(one),
    };
    if !KINDS.contains(&kind) {
        return Some(one);
    }
    let namespace = match map.get("namespace") {
        Some(node) => input.model.context.namespace_named(node),
        None => input.model.namespace_of(document),
    };
    let namespace = namespace.name().filter(|name| namespace_name(name).is_ok()).map(Str::copied);
    Some(Use { kind: Some(kind), namespace, ..one })
}

/// The kinds of objects that are created for a proxy.
const KINDS: [&str; 7] = [
    "ServiceAccount",
    "ConfigMap",
    "Deployment",
    "DaemonSet",
    "Service",
    "HorizontalPodAutoscaler",
    "PodDisruptionBudget",
];
