//! `resolve`: what is read off the created objects, with origins and decisions. Nothing is calculated here again.

use super::conformance::statements;
use super::level::{RELEASE, level_of};
use super::places::{Places, scalar};
use super::response as out;
use crate::render::{ENVOY, Object, Rendering};
use crate::resolve::{GatewayState, ImageDecision, Infra, Mode, Resolved, class_name};
use crate::rules::Input;
use crate::text::{Gather as _, sort};
use crate::value::{Node, Origin};

/// Every Gateway of the files.
///
/// `conformance`: with the statements of the conformance tests.
pub fn gateways(input: &Input<'_>, places: &Places<'_>, conformance: bool) -> Vec<out::ResolvedGateway> {
    let (mut all, starts) = (Vec::new(), input.starts());
    for gateway in &input.resolved.gateways {
        let mut one = one(input, places, gateway, starts);
        if conformance {
            one.conformance = Some(statements(input, gateway)).filter(|all| !all.is_empty());
        }
        all.push(one);
    }
    all
}

/// `starts`: the controller runs; else nobody looks at the Gateway.
fn one(input: &Input<'_>, places: &Places<'_>, gateway: &GatewayState<'_>, starts: bool) -> out::ResolvedGateway {
    let infra = input.resolved.infra_of(gateway).filter(|_| starts);
    let rendering = gateway.infra.filter(|_| starts).and_then(|index| Some(&**input.renderings.get(index)?));
    let objects = rendering.map_or(&[][..], |rendering| &rendering.objects);
    let workload = objects.iter().find(|object| object.is_workload());
    let pod = workload.and_then(Object::pod);
    out::ResolvedGateway {
        namespace: gateway.object.namespace.name().map(str::to_string),
        name: gateway.object.document.name.to_string(),
        class_name: class_name(gateway.object).to_string(),
        mode: mode(input.resolved, infra, gateway),
        infra: infra.map_or(out::InfraName { namespace: String::new(), name: String::new() }, infra_name),
        accepted: starts && input.resolved.accepted(gateway),
        containers: containers(places, pod, infra.zip(rendering)),
        pull_secrets: names(places, pod),
        objects: objects.iter().map(|object| self::object(places, object)).gather(),
        conformance: None,
    }
}

fn infra_name(infra: &Infra<'_>) -> out::InfraName {
    let text = |node: &Node| node.as_str().unwrap_or("").to_string();
    out::InfraName { namespace: text(&infra.namespace), name: text(&infra.name) }
}

fn mode(resolved: &Resolved<'_>, infra: Option<&Infra<'_>>, gateway: &GatewayState<'_>) -> &'static str {
    let merged = resolved.class_of(gateway).is_some_and(|class| class.merged);
    match infra.map(|infra| infra.mode) {
        Some(Mode::Merged) => "merged",
        Some(Mode::GatewayNamespace) => "gateway-namespace",
        None if merged => "merged",
        None if resolved.gateway_namespace_mode => "gateway-namespace",
        _ => "controller-namespace",
    }
}

/// What a container is judged by: the levels that are behind it, and what was built of them.
type Built<'b> = Option<(&'b Infra<'b>, &'b Rendering)>;

fn containers(places: &Places<'_>, pod: Option<&Node>, built: Built<'_>) -> Vec<out::Container> {
    let Some(pod) = pod else { return Vec::new() };
    let lists = ["initContainers", "containers"].into_iter().filter_map(|list| pod.get(list));
    lists.flat_map(Node::items).map(|node| container(places, node, built)).gather()
}

fn container(places: &Places<'_>, node: &Node, built: Built<'_>) -> out::Container {
    let name = node.str_at(&["name"]).unwrap_or("").to_string();
    let chosen = built.and_then(|(_, rendering)| rendering.image.as_ref()).filter(|_| name == ENVOY);
    let level = |origin: &Origin| built.map_or(RELEASE, |(infra, _)| level_of(&infra.effective, origin));
    let absent = Node::string("", Origin::derived("not set", Vec::new()));
    let image = node.get("image").unwrap_or(&absent);
    let pull_policy = places.traced(node.get("imagePullPolicy").unwrap_or(&absent));
    out::Container { name, image: decision(places, image, chosen, level), pull_policy }
}

/// What runs; where a patch replaced the image that was chosen, that one is the first that lost.
fn decision(
    places: &Places<'_>,
    image: &Node,
    chosen: Option<&ImageDecision>,
    level: impl Fn(&Origin) -> &'static str,
) -> out::Decision {
    let mut shadowed = Vec::new();
    if let Some(chosen) = chosen {
        if chosen.image.origin != image.origin {
            let because = "the patch is applied last and replaces it".to_string();
            shadowed.push(out::Shadowed {
                value: scalar(&chosen.image),
                origin: places.origin(&chosen.image.origin),
                level: level(&chosen.image.origin),
                because,
            });
        }
        shadowed.extend(chosen.shadowed.iter().map(|lost| out::Shadowed {
            value: lost.value.to_string(),
            origin: places.origin(&lost.origin),
            level: level(&lost.origin),
            because: lost.because.clone(),
        }));
    }
    out::Decision { value: scalar(image), winner: places.origin(&image.origin), level: level(&image.origin), shadowed }
}

fn names(places: &Places<'_>, pod: Option<&Node>) -> Vec<out::Traced> {
    let secrets = pod.and_then(|pod| pod.get("imagePullSecrets")).map_or(&[][..], Node::items);
    secrets.iter().filter_map(|secret| secret.get("name")).map(|name| places.traced(name)).gather()
}

fn object(places: &Places<'_>, object: &Object) -> out::Object {
    let metadata = |field: &str| object.node.at(&["metadata", field]);
    let absent = Node::string("", Origin::derived("not set", Vec::new()));
    out::Object {
        kind: object.node.str_at(&["kind"]).unwrap_or(object.kind).to_string(),
        namespace: metadata("namespace").map(scalar).unwrap_or_default(),
        name: places.traced(metadata("name").unwrap_or(&absent)),
        labels: record(places, metadata("labels")),
        annotations: record(places, metadata("annotations")),
        selector: selector(object).map(|selector| record(places, Some(selector))),
        pod: object.node.at(&["spec", "template", "metadata"]).map(|metadata| pod(places, metadata)),
    }
}

fn pod(places: &Places<'_>, metadata: &Node) -> out::Pod {
    let entries = |field: &str| record(places, metadata.get(field));
    out::Pod { labels: entries("labels"), annotations: entries("annotations") }
}

/// What a Service, a workload or a PodDisruptionBudget selects.
fn selector(object: &Object) -> Option<&Node> {
    let selector = object.node.at(&["spec", "selector"])?;
    match object.kind {
        "Service" => Some(selector),
        _ => selector.get("matchLabels"),
    }
}

fn record(places: &Places<'_>, map: Option<&Node>) -> out::Record {
    let entries = map.map_or(&[][..], Node::entries).iter();
    let mut entries: Vec<_> = entries.map(|entry| (entry.key.to_string(), places.traced(&entry.value))).gather();
    sort(&mut entries, |a, b| a.0.cmp(&b.0));
    out::Record(entries)
}
