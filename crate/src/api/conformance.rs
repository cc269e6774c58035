//! The statements of Gateway API's test GatewayInfrastructure, read off the created objects.

use super::response::Statement;
use crate::labels::keys;
use crate::render::Object;
use crate::resolve::{GatewayState, Mode};
use crate::rules::{Input, fill};
use crate::value::Node;

/// What the test looks at.
const LOOKED_AT: [&str; 3] = ["ServiceAccount", "Pod", "Service"];

const ACCEPT: &str = "see what `check` says";
const MODE: &str = "`provider.kubernetes.deploy.type: GatewayNamespace` in the EnvoyGateway config, from v1.5 on, without merged Gateways";
const NEWER: &str = "the config asks for the mode; the label comes with v1.5: upgrade";
const MERGED: &str = "merged Gateways have only those of the last one: leave out `mergeGateways`";
const PATCH: &str = "put them into the patch of the object in the EnvoyProxy";
const OTHERS: &str =
    "the EnvoyProxy has other values for them (`pod`, `envoyService` or a patch), which win: take them out there";

/// Each of them, for a Gateway.
pub fn statements(input: &Input<'_>, gateway: &GatewayState<'_>) -> Vec<Statement> {
    let rendering = gateway.infra.and_then(|index| input.renderings.get(index));
    let objects = rendering.map_or(&[][..], |rendering| &rendering.objects);
    let (name, namespace) = (&*gateway.object.document.name, gateway.object.namespace.name());
    let merged = gateway
        .infra
        .and_then(|index| input.resolved.infras.get(index))
        .is_some_and(|infra| infra.mode == Mode::Merged);
    let asked = input.resolved.config.deploy_type().and_then(Node::as_str) == Some("GatewayNamespace");
    let mut all = Vec::new();
    let holds = input.resolved.accepted(gateway) && !objects.is_empty();
    add(&mut all, "the Gateway is accepted and served".to_string(), holds, String::new(), ACCEPT);
    for kind in &LOOKED_AT {
        let found = objects.iter().find(|object| kind_of(object) == *kind);
        let place = found.and_then(|object| object.node.str_at(&["metadata", "namespace"]));
        let label = found.and_then(|object| metadata(object, "labels")?.get(keys::GATEWAY_NAME)?.as_str());
        let holds = label == Some(name) && place == namespace;
        let todo = match label {
            Some(_) if place == namespace => OTHERS,
            _ if asked && !merged => NEWER,
            _ => MODE,
        };
        let (words, label) =
            label.map_or(("no label~ in namespace ~", ""), |label| ("labelled ~, in namespace ~", label));
        let because = fill(words, &[label, place.unwrap_or("")]);
        add(
            &mut all,
            fill("~ of the Gateway's namespace: ~=~", &[kind, keys::GATEWAY_NAME, name]),
            holds,
            because,
            todo,
        );
    }
    for field in &["labels", "annotations"] {
        let wanted = gateway.object.document.root.at(&["spec", "infrastructure", field]);
        let (mut missing, mut todo) = (String::new(), OTHERS);
        for object in objects {
            let carried = metadata(object, field);
            for entry in wanted.map_or(&[][..], Node::entries) {
                let value = carried.and_then(|carried| carried.get(&entry.key));
                if value.is_none_or(|value| value.value != entry.value.value) {
                    let comma = if missing.is_empty() { "" } else { ", " };
                    todo = if value.is_none() { PATCH } else { todo };
                    let what = value
                        .and_then(Node::as_str)
                        .map_or_else(|| fill("no ~", &[&entry.key]), |other| fill("~=~", &[&entry.key, other]));
                    missing += &fill("~~ on ~", &[comma, &what, kind_of(object)]);
                }
            }
        }
        let holds = !objects.is_empty() && missing.is_empty();
        add(
            &mut all,
            fill("every object: ~ of spec.infrastructure", &[field]),
            holds,
            missing,
            if merged { MERGED } else { todo },
        );
    }
    all
}

fn add(all: &mut Vec<Statement>, statement: String, holds: bool, because: String, todo: &'static str) {
    let (because, todo) = if holds { (String::new(), "") } else { (because, todo) };
    let because = Some(because).filter(|because| !because.is_empty());
    let todo = Some(todo).filter(|todo| !todo.is_empty());
    all.push(Statement { statement, holds, because, todo });
}

/// A workload stands for its pods.
fn kind_of(object: &Object) -> &'static str {
    if matches!(object.kind, "Deployment" | "DaemonSet") { "Pod" } else { object.kind }
}

fn metadata<'o>(object: &'o Object, field: &str) -> Option<&'o Node> {
    match kind_of(object) {
        "Pod" => object.node.at(&["spec", "template", "metadata", field]),
        _ => object.node.at(&["metadata", field]),
    }
}
