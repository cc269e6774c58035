//! `render`: the created objects and the statuses, as the controller would show them.

use super::places::Places;
use super::response as out;
use crate::render::{Failure, Rendering, ObjectTypes};
use crate::resolve::{self, ClassState, GatewayState, Infra};
use crate::rules::Input;
use crate::schema::Schema;
use crate::value::Node;

/// Every GatewayClass; one of another controller has no conditions.
pub fn classes(input: &Input<'_>) -> Vec<out::Named> {
    let one = |class: &ClassState<'_>| {
        let conditions = class.conditions(input.release);
        out::Named { name: class.object.document.name.to_string(), conditions: self::conditions(&conditions) }
    };
    input.resolved.classes.iter().map(one).collect()
}

/// Every Gateway; one that is not handled has no conditions.
pub fn gateways(input: &Input<'_>) -> Vec<out::GatewayStatus> {
    let one = |gateway: &GatewayState<'_>| out::GatewayStatus {
        namespace: gateway.object.namespace.name().unwrap_or("").to_string(),
        name: gateway.object.document.name.to_string(),
        conditions: conditions(&input.resolved.conditions(gateway, input.release)),
        listeners: gateway
            .listeners
            .iter()
            .map(|listener| out::Named { name: listener.name().to_string(), conditions: conditions(&listener.conditions) })
            .collect(),
    };
    input.resolved.gateways.iter().map(one).collect()
}

fn conditions(conditions: &resolve::Conditions) -> Vec<out::Condition> {
    let one = |condition: &resolve::Condition| out::Condition {
        kind: condition.kind,
        status: if condition.status { "True" } else { "False" },
        reason: condition.reason,
        message: condition.message.to_string(),
    };
    conditions.all().iter().map(one).collect()
}

/// What is created, proxy by proxy.
pub fn infra(input: &Input<'_>, places: &Places<'_>, schema: &Schema, types: &ObjectTypes) -> Vec<out::Infra> {
    input.proxies().map(|(infra, rendering)| one(input, places, schema, types, infra, rendering)).collect()
}

fn one(
    input: &Input<'_>,
    places: &Places<'_>,
    schema: &Schema,
    types: &ObjectTypes,
    infra: &Infra<'_>,
    rendering: &Rendering,
) -> out::Infra {
    // What does not fit at this point is shown as it is: where it matters, it is said elsewhere.
    let fitted = |kind: &str, node: &Node| types.fit(kind, node, input.release).unwrap_or_else(|_| node.clone());
    let spec = infra.effective.stored(schema, input.release);
    let text = |node: &Node| node.as_str().unwrap_or("").to_string();
    out::Infra {
        key: infra.key.to_string(),
        name: text(&infra.name),
        namespace: text(&infra.namespace),
        resolved_envoy_proxy_spec: spec.map(|spec| out::Json(fitted("EnvoyProxySpec", &spec))),
        objects: rendering.objects.iter().map(|object| out::Json(fitted(object.kind, &object.node))).collect(),
        skipped: infra.ports.is_empty().then_some("no listeners"),
        errors: rendering.failure.iter().map(|failure| failed(places, failure)).collect(),
    }
}

/// Where the controller stops.
pub fn failed(places: &Places<'_>, failure: &Failure) -> out::Failed {
    out::Failed {
        object: failure.step(),
        message: failure.cause.to_string(),
        place: failure.origin().span().map(|span| places.place(span)),
    }
}
