//! See `generated_name.md`.

use super::generated::{Use, read};
use super::proxies::{Proxies, Proxy};
use super::sites::fill;
use super::{Findings, Input, Rule};
use crate::diagnostic::{Fix, Group, Severity};
use crate::labels::namespace_name;
use crate::read::Kind;
use crate::render::{Object, hashed_name};

/// A use of a name that the controller makes up: no object is called so, or it depends on the mode.
pub const RULE: Rule =
    Rule { id: "generated-name", group: Group::Reference, severity: Severity::Error, since: "0.1.0", check };

const MADE_UP: &str = "It depends on the mode: made of the Gateway's namespace and name, or of the class when Gateways are merged; in Gateway namespace mode it is the bare name, in the Gateway's namespace. A name of your own stays: `name` of envoyService, envoyDeployment or envoyDaemonSet in the EnvoyProxy.";

/// How many Gateways of one name are looked at.
const MOST: usize = 64;

fn check(input: &Input<'_>, findings: &mut Findings) {
    if input.files.iter().all(|facts| facts.names.is_empty()) {
        return;
    }
    let proxies = Proxies::new(input);
    for facts in input.files {
        // What is said once in a file is said.
        let mut last = "";
        for span in &facts.names {
            let Some(one) = read(input, facts, *span) else { continue };
            let Some((proxy, stranger)) = meant(input, &proxies, &one) else { continue };
            if !look(input, &one, proxy, stranger, findings) {
                continue;
            }
            if last != one.name {
                let message = fill("Envoy Gateway made up this name, for ~", &[&proxy.owner()]);
                findings.report(one.span, message).severity(Severity::Info).help(MADE_UP);
            }
            last = one.name;
        }
    }
}

/// True when an object is called so.
fn look(input: &Input<'_>, one: &Use<'_>, proxy: Proxy<'_>, stranger: bool, findings: &mut Findings) -> bool {
    let object = if matches!(one.kind, Some("Deployment" | "DaemonSet")) { proxy.workload() } else { proxy.object("Service") };
    let (Some(object), Some(namespace)) = (object, proxy.namespace()) else { return false };
    let name_of = |object: &Object| object.node.str_at(&["metadata", "name"]) == Some(one.name);
    // Where it is not known of what it is the name, it may be that of any object.
    let right_name = name_of(object) || one.kind.is_none() && proxy.rendering.objects.iter().any(name_of);
    let right_kind = one.kind.is_none_or(|kind| kind == object.kind);
    let right_place = one.namespace.as_ref().is_none_or(|said| *said == *namespace || namespace_name(said).is_err());
    if right_name && right_kind && right_place {
        return true;
    }
    // The Gateway or the Service may be in other files, and without a config the controller in another namespace.
    let known = one.hashed && !stranger && (!right_name || input.model.config.root().is_some());
    let (name, kind) = (object.node.str_at(&["metadata", "name"]).unwrap_or(""), one.kind.unwrap_or("object"));
    let place = one.namespace.as_ref().map_or("", |namespace| namespace);
    let said = "no ~ is created under this name in namespace ~";
    let said = if place.is_empty() { "no ~ is created under this name" } else { said };
    // Another release may call it otherwise: a name that is right for one is none to write for several.
    let text = fill(if one.is_host { "~.~" } else { "~" }, &[name, namespace]);
    let fix = Fix::replace(fill("write ~", &[&text]), false, one.span, text);
    findings
        .report(one.span, fill(said, &[kind, place]))
        .severity(if known && kind == "Service" { Severity::Error } else { Severity::Warning })
        .help(fill("The ~ of ~ is `~` in namespace ~.", &[object.kind, &proxy.owner(), name, namespace]))
        .fix(Some(fix).filter(|_| input.only_target && right_kind && (right_place || one.is_host)));
    false
}

/// The proxy that a name means, and whether the name is really that for a Gateway of another namespace.
fn meant<'a>(input: &Input<'a>, proxies: &Proxies<'a>, one: &Use<'a>) -> Option<(Proxy<'a>, bool)> {
    if !one.hashed {
        let (proxy, place) = of_gateway(input, proxies, one.name, one.namespace.as_deref())?;
        // Without Gateway namespace mode, and beside an application's Service, it is an application's.
        let mut services = input.of_kind(Kind::Selecting).filter(|document| document.kind_name == *"Service");
        let own = place && proxy.infra.in_gateway_namespace && !services.any(|service| service.name == *one.name);
        return own.then_some((proxy, false));
    }
    let readable = one.name.get("envoy-".len()..one.name.len().checked_sub("-01234567".len())?)?;
    for index in proxies.named(readable).iter().take(MOST) {
        let merged = proxies.all.get(*index).filter(|proxy| *proxy.infra.key == *readable);
        if let Some(proxy) = merged {
            return Some((*proxy, false));
        }
    }
    let mut stranger = None;
    for (at, _) in readable.match_indices('-').take(MOST) {
        let (namespace, name) = (readable.get(..at)?, readable.get(at + 1..)?);
        match of_gateway(input, proxies, name, Some(namespace)) {
            Some((proxy, true)) => return Some((proxy, false)),
            Some((proxy, false)) if hashed_name(&fill("~/~", &[namespace, name])) == one.name => {
                stranger = Some((proxy, true));
            }
            _ => {}
        }
    }
    stranger
}

/// The proxy of the Gateway of a name, and whether that is in the namespace; none where that is not known.
fn of_gateway<'a>(input: &Input<'a>, proxies: &Proxies<'a>, name: &str, namespace: Option<&str>) -> Option<(Proxy<'a>, bool)> {
    let mut other = None;
    let key = fill("~/~", &[namespace.unwrap_or(""), name]);
    if let Some(proxy) = proxies.named(&key).first().and_then(|index| proxies.all.get(*index)) {
        return Some((*proxy, true));
    }
    for index in proxies.named(name).iter().take(MOST) {
        let proxy = proxies.all.get(*index)?;
        for gateway in &proxy.infra.gateways {
            let gateway = input.resolved.gateways.get(*gateway)?.object;
            if gateway.document.name == *name {
                let place = gateway.namespace.name()?;
                if Some(place) == namespace {
                    return Some((*proxy, true));
                }
                other = Some((*proxy, false));
            }
        }
    }
    other
}
