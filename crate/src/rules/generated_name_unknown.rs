//! See `generated_name_unknown.md`.

use super::generated::{Found, Made, Use, uses};
use super::proxies::Proxy;
use super::{Findings, Input, Rule};
use crate::diagnostic::{Fix, Group, Severity};
use crate::render::Object;

/// A name that looks like that of a created object, and none is called so.
pub const RULE: Rule =
    Rule { id: "generated-name-unknown", group: Group::Reference, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    let Some(made) = Made::new(input) else { return };
    for one in uses(input) {
        let mut why = String::new();
        // The Gateway or the Service may be in other files, and without a config the controller in another namespace.
        let (proxy, sure) = match made.find(input, &one) {
            Found::Object(_) | Found::Unknown => continue,
            Found::Other(proxy) => (proxy, input.model.config.root().is_some()),
            Found::Meant(proxy) => (proxy, one.hashed),
            Found::Elsewhere(proxy, namespace) => {
                why = format!(" The name is that of a Gateway in namespace {namespace}, which is not in these files.");
                (proxy, false)
            }
        };
        let sure = sure && one.kind == Some("Service");
        let Some(right) = meant(proxy, one.kind) else { continue };
        let (Some(name), Some(namespace)) = (right.node.str_at(&["metadata", "name"]), proxy.namespace()) else { continue };
        let (kind, of) = (right.kind, proxy.owner());
        let place = one.namespace.as_ref().map_or(String::new(), |namespace| format!(" in namespace {namespace}"));
        findings
            .report(one.span, format!("no {} is created under this name{place}", one.kind.unwrap_or("object")))
            .severity(if sure { Severity::Error } else { Severity::Warning })
            .help(format!("The {kind} of {of} is `{name}` in namespace {namespace}.{why}"))
            .fix(mend(&one, kind, name, namespace));
    }
}

/// The object of the kind that is asked for; the workload, where that is of the other kind.
fn meant<'a>(proxy: Proxy<'a>, kind: Option<&str>) -> Option<&'a Object> {
    let workload = || proxy.object("Deployment").or_else(|| proxy.object("DaemonSet"));
    match kind {
        Some("Deployment" | "DaemonSet") => workload(),
        Some(kind) => proxy.object(kind),
        None => proxy.object("Service"),
    }
}

/// The right name; in a host, with the namespace.
fn mend(one: &Use<'_>, kind: &str, name: &str, namespace: &str) -> Option<Fix> {
    if one.kind.is_some_and(|asked| asked != kind) {
        return None;
    }
    let text = match one.is_host {
        true => [name, ".", namespace].concat(),
        false if one.namespace.as_ref().is_some_and(|said| *said != *namespace) => return None,
        false => name.to_string(),
    };
    Some(Fix::replace(format!("write {text}"), false, one.span, text))
}
