//! See `parameters_not_found.md`.

use super::{Findings, Input, Rule, edits, sites, workloads};
use crate::diagnostic::{Fix, Group, Severity};
use crate::model::Object;
use crate::release::Feature;
use crate::resolve::{Params, Refusal};
use crate::text::{Span, nearest_of};
use crate::value::Node;

/// A parametersRef whose EnvoyProxy is not in the files.
pub const RULE: Rule =
    Rule { id: "parameters-not-found", group: Group::Reference, severity: Severity::Error, since: "0.1.0", check };

const CLASS: &str = "The class is not accepted, and its Gateways run all the same, with the controller's defaults.";
const GATEWAY: &str = "The Gateway is not accepted, and nothing is created for it.";

const DEFAULT: &str = " Releases before v1.5.6 look nowhere then, later ones in namespace default.";

/// Whose reference it is.
struct Referrer {
    consequence: &'static str,
    /// True where it can name a namespace.
    across_namespaces: bool,
}

fn check(input: &Input<'_>, findings: &mut Findings) {
    let referrer = Referrer { consequence: CLASS, across_namespaces: true };
    for (index, class) in input.resolved.classes.iter().enumerate().filter(|(_, class)| class.managed) {
        if class.params.is_refused() {
            let served = workloads::served(input, findings, index);
            look(input, findings, &class.params, &referrer, served);
        }
    }
    let referrer = Referrer { consequence: GATEWAY, across_namespaces: false };
    for gateway in &input.resolved.gateways {
        look(input, findings, &gateway.params, &referrer, None);
    }
}

fn look(input: &Input<'_>, findings: &mut Findings, params: &Params<'_>, referrer: &Referrer, served: Option<Span>) {
    let Params::Refused(Refusal::NotFound { reference, name, namespace, unwatched }) = params else { return };
    let Some(node) = reference.get("name").filter(|node| !input.is_placeholder(node)) else { return };
    let Some(span) = node.origin.span() else { return };
    if findings.may_search() && input.is_faulty("EnvoyProxy", name) {
        return;
    }
    if let (Some(proxy), Some(namespace)) = (unwatched, namespace.name()) {
        findings
            .report(span, format!("the controller does not look at namespace {namespace}, where this EnvoyProxy is"))
            .help(format!("{} `provider.kubernetes.watch` of the EnvoyGateway config leaves the namespace out.", referrer.consequence))
            .related(name_of(proxy), "the EnvoyProxy")
            .related(served, workloads::SERVED);
        return;
    }
    let elsewhere = input.model.proxies_named(name).next();
    let unsaid = referrer.across_namespaces && sites::entry(reference, "namespace").is_none();
    let place = namespace.name().map_or(String::new(), |namespace| format!(" in namespace {namespace}"));
    let other = elsewhere.and_then(|proxy| proxy.namespace.name());
    let fix = match elsewhere {
        Some(_) => other.filter(|_| referrer.across_namespaces).and_then(|it| use_namespace(input, reference, it)),
        None => findings.may_search().then(|| nearest(input, node, name)).flatten(),
    };
    let message = match unsaid {
        true => format!("this reference names no namespace, and the controller finds no EnvoyProxy `{name}` without one"),
        false => format!("there is no EnvoyProxy `{name}`{place} in these files"),
    };
    let nowhere = unsaid && !input.release.has(Feature::ClassDefaultNamespace);
    findings
        .report(span, message)
        .severity(if nowhere { Severity::Error } else { input.missing("EnvoyProxy", !input.model.proxies.is_empty()) })
        .help(help(referrer, other) + if unsaid { DEFAULT } else { "" })
        .related(elsewhere.and_then(name_of), "an EnvoyProxy of this name")
        .related(served, workloads::SERVED)
        .fix(fix);
}

fn help(referrer: &Referrer, other: Option<&str>) -> String {
    let offer = other.map_or(String::new(), |other| format!(" An EnvoyProxy of this name is in namespace {other}."));
    format!("{}{offer}", referrer.consequence)
}

fn name_of(proxy: &Object<'_>) -> Option<Span> {
    proxy.document.name_origin().span()
}

fn nearest(input: &Input<'_>, node: &Node, name: &str) -> Option<Fix> {
    let near = nearest_of(name, input.model.proxies.iter().map(|proxy| &*proxy.document.name));
    edits::write(input, &node.origin, near.map(str::to_string))
}

/// The namespace that holds an EnvoyProxy of the name, in place of the one that is written, or behind the name.
fn use_namespace(input: &Input<'_>, reference: &Node, other: &str) -> Option<Fix> {
    match sites::entry(reference, "namespace") {
        Some(written) => edits::write(input, &written.value.origin, Some(other.to_string())),
        None => edits::insert_after(input, reference, sites::entry(reference, "name")?, &format!("namespace: {other}")),
    }
}
