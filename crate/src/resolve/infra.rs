//! What is to be created: for each Gateway, or once for a class whose Gateways are merged.

use super::copies::Copies;
use super::identity::{addresses, key, metadata, name_node, owner, owner_labels};
use super::levels::{Effective, Level, Source};
use super::listeners::{self, Port};
use super::{GatewayState, GatewayTls, Invalid, Resolved, telemetry};
use crate::context::Context;
use crate::model::{Config, Model, Namespace, Object};
use crate::release::{Feature, Release};
use crate::schema::Schema;
use crate::text::{Gather as _, Str, sort};
use crate::value::{Map, Node, Origin};

/// How proxies are deployed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// All in the controller's namespace, under hashed names.
    ControllerNamespace,
    /// Each in its Gateway's namespace.
    GatewayNamespace,
    /// One proxy for all Gateways of a class.
    Merged,
}

/// What the objects of one proxy are built from.
#[derive(Debug)]
pub struct Infra<'a> {
    /// `namespace/name` of the Gateway, or the name of the class when Gateways are merged.
    pub key: Str,
    /// The base of object names: the key, or in Gateway namespace mode the Gateway's name.
    pub name: Node,
    /// The namespace of the objects.
    pub namespace: Node,
    /// How it is deployed.
    pub mode: Mode,
    /// Each Gateway has its proxy in its own namespace.
    pub in_gateway_namespace: bool,
    /// The objects carry the Gateway's own name: no hash.
    pub bare_name: bool,
    /// `spec.infrastructure.labels` and the owner labels.
    pub labels: Map,
    /// `spec.infrastructure.annotations`.
    pub annotations: Map,
    /// The EnvoyProxy spec that applies.
    pub effective: Effective<'a>,
    /// The ports of its listeners that are served. Without any, the controller leaves the cluster as it is.
    pub ports: Vec<Port>,
    /// What is refused about the telemetry that it is to have.
    pub telemetry: Option<Invalid>,
    /// The IP addresses that its Gateway asks for.
    pub addresses: Vec<Node>,
    /// The name of the Gateway or class that owns the objects, and which of the two it is.
    pub owner: Option<(&'static str, Node)>,
    /// The Gateways that it serves, among [`Resolved::gateways`], in the order in which the controller handles them.
    pub gateways: Vec<usize>,
}

/// A proxy that the controller neither creates nor deletes.
#[derive(Debug)]
pub struct Idle {
    /// As [`Infra::key`].
    pub key: Str,
    /// As [`Infra::name`].
    pub name: Node,
    /// As [`Infra::namespace`].
    pub namespace: Node,
}

/// True when the configuration asks for Gateway namespace mode and the release knows it.
pub(super) fn gateway_namespace_mode(config: &Config, release: &Release) -> bool {
    let asked = config.deploy_type().and_then(Node::as_str) == Some("GatewayNamespace");
    asked && release.has(Feature::GatewayNamespaceMode)
}

/// True when a deployment tool fills in the mode, or what holds it.
pub(super) fn mode_is_unknown(config: &Config, context: &Context<'_>) -> bool {
    let mut node = config.root();
    for key in ["provider", "kubernetes", "deploy", "type"] {
        node = node.and_then(|node| if context.settings().is_placeholder(node) { Some(node) } else { node.get(key) });
    }
    node.is_some_and(|node| context.settings().is_placeholder(node)) || context.config_is_filled_in()
}

/// Finds what is to be created, and notes it at each Gateway.
pub(super) fn plan<'a>(resolved: &mut Resolved<'a>, model: &'a Model<'a>, release: &Release, schema: Option<&Schema>) {
    let copies = Copies::new(resolved);
    if release.has(Feature::MergeType) {
        excuse(resolved, release, &copies);
    }
    for gateways in groups(resolved) {
        let infra = build(resolved, model, release, schema, &gateways, &copies);
        let Some(mut infra) = infra else { continue };
        let objects = gateways.iter().filter_map(|index| Some(resolved.gateways.get(*index)?.object));
        let objects: Vec<&Object> = objects.gather();
        let read = |object: &&'a Object<'a>| GatewayTls::new(object, model, &resolved.config, release);
        let tls: Vec<GatewayTls> = objects.iter().map(read).gather();
        let listeners = listeners::of_gateways(&objects, &tls, model, release, infra.mode == Mode::Merged);
        infra.ports = listeners::ports(&listeners, &infra, model.context.settings());
        infra.telemetry = telemetry::refused(&infra.effective, model, &resolved.config, release);
        for ((index, listeners), tls) in gateways.iter().zip(listeners).zip(tls) {
            if let Some(gateway) = resolved.gateways.get_mut(*index) {
                gateway.listeners = listeners;
                gateway.telemetry = infra.telemetry.clone();
                gateway.tls = tls;
            }
        }
        if listeners::out_of_range(&infra.ports, release) {
            continue;
        }
        for index in gateways {
            if let Some(gateway) = resolved.gateways.get_mut(index) {
                gateway.infra = Some(resolved.infras.len());
            }
        }
        resolved.infras.push(infra);
    }
    if release.has(Feature::InvalidProxyRefusesGateway) {
        resolved.idle = idle(resolved, model, release);
    }
}

/// Levels meet before the controller finds that it refuses one of them. Where they can't be merged nothing is left that it
/// could refuse, and the Gateway gets the built-in defaults.
fn excuse(resolved: &mut Resolved<'_>, release: &Release, copies: &Copies) {
    for index in 0..resolved.gateways.len() {
        let Some(gateway) = resolved.gateways.get(index) else { continue };
        let Some(class) = resolved.class_of(gateway).filter(|class| !class.merged) else { continue };
        let backends = class.merges_backends(&resolved.config, release);
        let invalid = gateway.params.is_invalid();
        if !(invalid || class.params.is_invalid())
            || Effective::new(sources(resolved, release, gateway, false, copies), release, None).error.is_none()
        {
            continue;
        }
        if let Some(gateway) = resolved.gateways.get_mut(index) {
            gateway.unmergeable = true;
            gateway.blocked &= !invalid || backends;
        }
    }
}

/// The proxies of Gateways that are handled and not accepted, where no other Gateway shares them.
fn idle(resolved: &Resolved<'_>, model: &Model<'_>, release: &Release) -> Vec<Idle> {
    let mut idle: Vec<Idle> = Vec::new();
    let mut refused: Vec<&GatewayState> =
        resolved.gateways.iter().filter(|gateway| !resolved.accepted(gateway)).gather();
    // The last one gives its name to what all share.
    sort(&mut refused, |a, b| by_name(b).cmp(&by_name(a)));
    for gateway in refused {
        let Some(class) = resolved.class_of(gateway).filter(|class| class.managed) else { continue };
        let shared = class.merged && resolved.infras.iter().any(|infra| *infra.key == *class.object.document.name);
        let place = Place::new(resolved, model, release, gateway, class.merged);
        let seen = class.merged && idle.iter().any(|other| place.key.as_str() == Some(&other.key));
        if !shared && !seen {
            let key = Str::copied(place.key.as_str().unwrap_or(""));
            idle.push(Idle { key, name: place.name, namespace: place.namespace });
        }
    }
    idle
}

/// What the objects of a proxy are called, and where they are.
struct Place {
    key: Node,
    bare_name: bool,
    name: Node,
    namespace: Node,
}

impl Place {
    fn new(
        resolved: &Resolved<'_>,
        model: &Model<'_>,
        release: &Release,
        gateway: &GatewayState<'_>,
        merged: bool,
    ) -> Self {
        let in_gateway_namespace = resolved.gateway_namespace_mode;
        let bare_name = in_gateway_namespace && release.has(Feature::BareGatewayName);
        let key = key(gateway, merged);
        let name = if bare_name { name_node(gateway) } else { key.clone() };
        let namespace = match in_gateway_namespace {
            _ if resolved.mode_is_unknown && !merged => Namespace::Unknown.node(),
            true => gateway.object.namespace.node(),
            false => model.context.controller_namespace(release),
        };
        Place { key, bare_name, name, namespace }
    }
}

/// The Gateways that share objects, by the order of their files. A Gateway whose own parametersRef is refused gets nothing.
fn groups(resolved: &Resolved<'_>) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    // The group of each class that merges its Gateways.
    let mut merged_groups: Vec<Option<usize>> = vec![None; resolved.classes.len()];
    for (index, gateway) in resolved.gateways.iter().enumerate().filter(|(_, gateway)| resolved.accepted(gateway)) {
        let merged = gateway.class.filter(|class| resolved.classes.get(*class).is_some_and(|class| class.merged));
        let known = merged.and_then(|class| merged_groups.get_mut(class));
        let next = groups.len();
        let group = known.map_or(next, |group| *group.get_or_insert(next));
        match groups.get_mut(group) {
            Some(gateways) => gateways.push(index),
            None => groups.push(vec![index]),
        }
    }
    for gateways in &mut groups {
        let name = |index: &usize| resolved.gateways.get(*index).map(by_name);
        sort(gateways, |a, b| name(a).cmp(&name(b)));
    }
    groups
}

/// The order in which the controller handles Gateways of one age.
fn by_name(gateway: &GatewayState<'_>) -> (String, Str) {
    (gateway.object.namespace.name().unwrap_or("").to_string(), gateway.object.document.name.clone())
}

/// For merged Gateways the last one by name gives labels and annotations.
fn build<'a>(
    resolved: &Resolved<'a>,
    model: &'a Model<'a>,
    release: &Release,
    schema: Option<&Schema>,
    gateways: &[usize],
    copies: &Copies,
) -> Option<Infra<'a>> {
    let gateway = resolved.gateways.get(*gateways.last()?)?;
    let merged = resolved.class_of(gateway)?.merged;
    let in_gateway_namespace = resolved.gateway_namespace_mode;
    // One that is refused is put in after those that are accepted.
    let beside = if merged && release.has(Feature::InvalidProxyRefusesGateway) { &*resolved.gateways } else { &[] };
    let refused = beside.iter().filter(|other| other.class == gateway.class && !resolved.accepted(other));
    let told = refused.max_by_key(|gateway| by_name(gateway)).unwrap_or(gateway);
    let Place { key, bare_name, name, namespace } = Place::new(resolved, model, release, told, merged);
    let mut labels = metadata(told, "labels");
    owner_labels(told, merged).into_iter().for_each(|(key, value)| labels.set(key, value));
    Some(Infra {
        key: Str::from(key.as_str().unwrap_or("").to_string()),
        name,
        namespace,
        mode: if merged {
            Mode::Merged
        } else if in_gateway_namespace {
            Mode::GatewayNamespace
        } else {
            Mode::ControllerNamespace
        },
        in_gateway_namespace,
        bare_name,
        labels,
        annotations: metadata(told, "annotations"),
        effective: Effective::new(sources(resolved, release, gateway, merged, copies), release, schema),
        ports: Vec::new(),
        telemetry: None,
        addresses: addresses(gateway),
        owner: owner(told, in_gateway_namespace, release),
        gateways: gateways.to_vec(),
    })
}

fn sources<'a>(
    resolved: &Resolved<'a>,
    release: &Release,
    gateway: &GatewayState<'a>,
    merged: bool,
    copies: &Copies,
) -> Vec<Source<'a>> {
    let refused = gateway.params.any_proxy().filter(|_| release.has(Feature::MergeType));
    let own = gateway.params.proxy().or(refused).filter(|_| !merged);
    let class = resolved.class_of(gateway).and_then(|class| class.proxy);
    let config = resolved.config.default_spec().filter(|_| release.has(Feature::ConfigDefaultSpec));
    let proxies = [(Level::Gateway, own), (Level::Class, class)].into_iter();
    let searched = !resolved.config.injects_no_topology();
    let gets_provider =
        |level, proxy: &Object<'_>| searched && (merged || copies.is_filled(level, proxy, gateway, class, release));
    let mut sources: Vec<Source> = proxies
        .filter_map(|(level, proxy)| proxy.map(|proxy| (level, proxy)))
        .map(|(level, proxy)| Source {
            level,
            spec: spec_of(proxy),
            proxy: Some(proxy),
            used: true,
            gets_provider: gets_provider(level, proxy),
        })
        .gather();
    sources.extend(config.map(|spec| Source {
        level: Level::Config,
        spec: spec.clone(),
        proxy: None,
        used: true,
        gets_provider: false,
    }));
    sources
}

/// The spec of an EnvoyProxy; one without is an empty one, and still takes the place of a weaker level.
fn spec_of(proxy: &Object<'_>) -> Node {
    proxy.document.spec().cloned().unwrap_or_else(|| Node::map(Map::new(), Origin::Source(proxy.document.span)))
}
