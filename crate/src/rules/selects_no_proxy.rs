//! See `selects_no_proxy.md`.

use super::proxies::{OWNER, Proxy};
use super::reach::{Reach, Verdict, meant};
use super::selections::{Role, Selection};
use super::{Findings, Input, Rule, edits};
use crate::diagnostic::{Fix, Group, Severity};
use crate::labels::keys;
use crate::labels::selector::Requirement;
use crate::resolve::Mode;
use crate::text::nearest_of;
use crate::value::{Entry, Node, Origin};

/// A selector that means proxies and picks none.
pub const RULE: Rule =
    Rule { id: "selects-no-proxy", group: Group::Labels, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    let (documents, mut reach) = meant(input);
    for (_, selections) in &documents {
        let mut verdicts = Vec::new();
        for selection in selections {
            verdicts.push(reach.judge(selection));
        }
        // Where one peer of a policy is a proxy, traffic flows.
        let reached = |(at, one): (usize, &Verdict<'_>)| {
            let role = selections.get(at).map(|selection| selection.role);
            matches!(one, Verdict::Reaches(_)) && matches!(role, Some(Role::From | Role::To))
        };
        let flows = verdicts.iter().enumerate().any(reached);
        for (selection, verdict) in selections.iter().zip(verdicts).filter(|(selection, _)| selection.is_meant()) {
            let one = Case { input, reach: &reach, selection, flows };
            one.say(verdict, findings);
        }
    }
}

/// A selector that is looked at.
struct Case<'c, 'a> {
    input: &'c Input<'a>,
    reach: &'c Reach<'a, 'c>,
    selection: &'c Selection<'a>,
    flows: bool,
}

impl<'a> Case<'_, 'a> {
    fn say(&self, verdict: Verdict<'_>, findings: &mut Findings) {
        match verdict {
            Verdict::Misses(index, unmet) => {
                let Some((proxy, first)) = self.reach.proxy(index).zip(unmet.first()) else { return };
                self.misses(proxy, first, unmet.len() == 1, findings);
            }
            Verdict::Elsewhere(index) => {
                let Some(proxy) = self.reach.proxy(index) else { return };
                self.elsewhere(proxy, findings);
            }
            Verdict::Nobody(named) => self.nobody(named, findings),
            Verdict::Reaches(_) | Verdict::Unknown => {}
        }
    }

    fn misses(&self, proxy: Proxy<'a>, unmet: &Requirement, alone: bool, findings: &mut Findings) {
        let Some(span) = unmet.origin.as_ref().and_then(Origin::span) else { return };
        let labels = proxy.labels(self.selection.role == Role::ServiceMonitor);
        let (what, key) = (self.what(), &unmet.key);
        let is = match labels.and_then(|labels| labels.get(key)).and_then(Node::as_str) {
            Some(value) => format!("carry {key}={value}"),
            None => format!("do not carry `{key}`"),
        };
        let by_mode = *key == *keys::GATEWAY_NAME;
        let why = match by_mode {
            true if self.input.model.config.root().is_none() => " Envoy Gateway sets that label in Gateway namespace mode only, from v1.5 on; no EnvoyGateway config is in these files, so the default mode is assumed.",
            true => " Envoy Gateway sets that label in Gateway namespace mode only, from v1.5 on.",
            false => "",
        };
        let fix = self.mend(proxy, unmet).filter(|_| alone && self.selection.sees(self.input, proxy.namespace()));
        findings
            .report(span, format!("this selects no proxy: the {what} of {} {is}", proxy.owner()))
            .severity(self.severity(by_mode, proxy))
            .help(format!("{}{why} {}", self.consequence(), self.would_match(proxy)))
            .fix(fix);
    }

    fn elsewhere(&self, proxy: Proxy<'a>, findings: &mut Findings) {
        let span = self.selection.place.or_else(|| self.selection.node.head().span());
        let (Some(span), Some(namespace)) = (span, proxy.namespace()) else { return };
        let what = self.what();
        findings
            .report(span, format!("this selects no proxy: the {what} of {} are in namespace {namespace}", proxy.owner()))
            .severity(self.severity(true, proxy))
            .help(format!("{} {}", self.consequence(), self.way_there(namespace)))
            .fix(self.look_there(namespace));
    }

    /// It may be in other files; a name that is nearly right is only offered.
    fn nobody(&self, named: &Requirement, findings: &mut Findings) {
        let is_namespace = named.key == *keys::OWNING_GATEWAY_NAMESPACE;
        let standard = named.key == *keys::GATEWAY_NAME;
        let Some((span, value)) = named.origin.as_ref().and_then(Origin::span).zip(named.values.first()) else { return };
        let gateways = &self.input.model.gateways;
        let near = match is_namespace {
            false if findings.may_search() => nearest_of(value, gateways.iter().map(|gateway| &*gateway.document.name)),
            _ => None,
        };
        // Gateways of other controllers are known by the standard label, too; and this one may be no other's.
        let others = gateways.iter().any(|gateway| gateway.document.name == *value);
        if !is_namespace && others || standard && near.is_none() && !self.input.settings.closed {
            return;
        }
        let severity = match self.input.missing("Gateway", !standard) {
            Severity::Error if !self.input.settings.closed => Severity::Warning,
            severity => severity,
        };
        let whose = if is_namespace { "of that name in namespace " } else { "" };
        let class = named.key == *keys::OWNING_GATEWAY_CLASS;
        let what = if class { "GatewayClass with merged Gateways is called " } else { "Gateway " };
        let help = near.map_or(String::new(), |near| format!(" The files hold a Gateway `{near}`."));
        let entry = self.entry(named).filter(|_| near.is_some() && !class);
        findings
            .report(span, format!("this may select no proxy: no {what}{whose}`{value}` in these files"))
            .severity(severity)
            .help(format!("{}{help}", self.consequence()))
            .fix(entry.and_then(|(_, entry)| edits::write(self.input, &entry.value.origin, near.map(str::to_string))));
    }

    /// Without the controller's configuration its mode is taken to be the default, and in another one this may match.
    fn severity(&self, by_mode: bool, proxy: Proxy<'_>) -> Severity {
        let assumed = by_mode && self.input.model.config.root().is_none() && proxy.infra.mode != Mode::Merged;
        match self.selection.role {
            Role::Service if !assumed => Severity::Error,
            Role::From | Role::To if !assumed && !self.flows => Severity::Error,
            _ => Severity::Warning,
        }
    }

    fn what(&self) -> &'static str {
        if self.selection.role == Role::ServiceMonitor { "Services" } else { "pods" }
    }

    fn consequence(&self) -> &'static str {
        match self.selection.role {
            Role::Service => "The Service has no endpoints, and connections to it fail.",
            Role::Budget => "It holds no eviction of a proxy back.",
            Role::PodMonitor | Role::ServiceMonitor => "No metrics of proxies are collected.",
            Role::Policy => "The policy applies to no proxy.",
            Role::From => "Connections from the proxies are not let in by this.",
            Role::To => "Connections to the proxies are not let out by this.",
        }
    }

    /// The labels to select by, and the namespace.
    fn would_match(&self, proxy: Proxy<'_>) -> String {
        let mut help = String::from("What matches:");
        for (at, entry) in proxy.owner_labels().enumerate() {
            help.push_str(if at > 0 { ", " } else { " " });
            help.extend([&*entry.key, "=", entry.value.as_str().unwrap_or("")]);
        }
        match proxy.namespace() {
            Some(namespace) if self.selection.sees(self.input, Some(namespace)) => help + &format!(" in namespace {namespace}."),
            Some(namespace) => help + ". " + &self.way_there(namespace),
            None => help + ".",
        }
    }

    /// What must change for proxies in the namespace to be seen.
    fn way_there(&self, namespace: &str) -> String {
        match self.selection.role {
            Role::Service => format!(
                "A Service selects pods of its own namespace only, whatever the labels: it must be in {namespace} (or be an ExternalName of the proxy's own Service)."
            ),
            Role::Budget | Role::Policy => format!("It selects pods of its own namespace only: it must be in {namespace}."),
            Role::PodMonitor | Role::ServiceMonitor => format!("Name {namespace} in `namespaceSelector.matchNames`."),
            Role::From | Role::To => format!(
                "Without a namespace in the same item of the list, a peer means pods of the policy's own; two items mean either. Name {namespace} beside the labels."
            ),
        }
    }

    /// The owner labels in place of one that the pods lack, or the value that they have.
    fn mend(&self, proxy: Proxy<'a>, unmet: &Requirement) -> Option<Fix> {
        let (map, entry) = self.entry(unmet)?;
        if let Some(value) = proxy.labels(false)?.get(&unmet.key) {
            return edits::write(self.input, &entry.value.origin, value.as_str().map(str::to_string));
        }
        let mut pairs = Vec::new();
        for label in proxy.owner_labels().filter(|label| map.get(&label.key).is_none()) {
            pairs.push((&*label.key, label.value.as_str()?));
        }
        let names_owner = OWNER.contains(&&*unmet.key) || *unmet.key == *keys::GATEWAY_NAME;
        let fix = edits::replace_by(self.input, map, entry, &pairs).filter(|_| names_owner)?;
        Some(Fix { title: "select by the owner labels".to_string(), ..fix })
    }

    /// The entry of `matchLabels`, or of a plain map, in which a requirement is written.
    fn entry(&self, one: &Requirement) -> Option<(&'a Node, &'a Entry)> {
        let map = self.selection.node.get("matchLabels").unwrap_or(self.selection.node);
        let is_it = |entry: &&Entry| Some(&entry.key_origin) == one.origin.as_ref();
        map.entries().iter().find(is_it).map(|entry| (map, entry))
    }

    /// The namespace beside the selector, where none is written.
    fn look_there(&self, namespace: &str) -> Option<Fix> {
        let Selection { role, node, holder, .. } = self.selection;
        let (map, key, line) = match role {
            _ if holder.get("namespaceSelector").is_some() => return None,
            Role::PodMonitor | Role::ServiceMonitor => (*holder, "selector", format!("namespaceSelector: {{matchNames: [{namespace}]}}")),
            Role::From | Role::To if holder.get("podSelector").is_some() => {
                let labels = format!("matchLabels: {{kubernetes.io/metadata.name: {namespace}}}");
                (*holder, "podSelector", format!("namespaceSelector: {{{labels}}}"))
            }
            Role::From | Role::To => {
                let labels = node.get("matchLabels")?;
                (labels, &*labels.entries().last()?.key, format!("k8s:io.kubernetes.pod.namespace: {namespace}"))
            }
            _ => return None,
        };
        edits::insert_after(self.input, map, map.as_map()?.entry(key)?, &line)
    }
}

