//! See `envoy_proxy_unused.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::resolve::class_name;
use crate::text::Names;
use crate::value::Node;

/// An EnvoyProxy that nothing refers to.
pub const RULE: Rule =
    Rule { id: "envoy-proxy-unused", group: Group::Reference, severity: Severity::Warning, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    let (model, resolved) = (input.model, input.resolved);
    if model.gateways.is_empty() || ["GatewayClass", "Gateway"].iter().any(|kind| model.context.may_hide(kind)) {
        return;
    }
    let classes = resolved.classes.iter().map(|class| (&class.params, class.object, &["spec", "parametersRef"][..]));
    let gateways = resolved.gateways.iter();
    let gateways = gateways.map(|it| (&it.params, it.object, &["spec", "infrastructure", "parametersRef"][..]));
    let mut named = Names::default();
    for (params, object, path) in classes.chain(gateways) {
        let name = object.document.root.at(path).and_then(|reference| reference.get("name"));
        // A reference that leads nowhere is said there; it may mean any of them.
        let lost = params.is_refused() && params.any_proxy().is_none();
        if lost || name.is_some_and(|name| input.is_placeholder(name)) {
            return;
        }
        name.and_then(Node::as_str).into_iter().for_each(|name| named.push(name, ()));
    }
    // A class that is not in the files can refer to any of them.
    if model.gateways.iter().any(|gateway| model.class(class_name(gateway)).is_none()) {
        return;
    }
    for proxy in &model.proxies {
        let name = &*proxy.document.name;
        let Some(span) = proxy.document.name_origin().span().filter(|_| !named.has(name) && !model.context.is_renamed(proxy.document)) else { continue };
        if !input.is_placeholder_text(name) {
            findings
                .report(span, format!("no GatewayClass and no Gateway in these files refers to EnvoyProxy `{name}`"))
                .help("It changes nothing. Name it in the `parametersRef` of a class, or below `infrastructure` of a Gateway, or take it out.");
        }
    }
}
