//! See `selects_no_proxy.md`.

use super::proxies::{OWNER, Proxy};
use super::reach::{Reach, Verdict};
use super::selections::{CILIUM_NAMESPACE, Role, Selection, lack};
use super::sites::fill;
use super::{Findings, Input, Rule, edits};
use crate::diagnostic::{Fix, Group, Severity};
use crate::labels::keys;
use crate::labels::selector::Requirement;
use crate::text::{Span, holds, nearest_of};
use crate::value::{Entry, Node, Origin};

/// A selector that means proxies and picks none.
pub const RULE: Rule =
    Rule { id: "selects-no-proxy", group: Group::Labels, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    Reach::each(input, &mut |reach, (selections, open)| {
        // Where one peer of a policy lets a proxy through, its traffic flows.
        let mut through = Vec::new();
        for one in open.iter().take(MOST) {
            through.push((one, None));
        }
        for one in selections.iter().filter(|one| matches!(one.role, Role::From | Role::To)).take(MOST) {
            if matches!(reach.judge(one), Verdict::Reaches) {
                through.push((one, Some(reach.reached.clone())));
            }
        }
        for selection in selections {
            let verdict = reach.judge(selection);
            let index = match verdict {
                Verdict::Misses(index, ..) | Verdict::Elsewhere(index) => Some(index),
                Verdict::Nobody(_) => None,
                _ => continue,
            };
            let proxy = index.and_then(|index| reach.proxy(index));
            let flows = through.iter().any(|(other, reached)| {
                let lets = match reached {
                    Some(reached) => index.is_some_and(|index| reached.contains(&index)),
                    None => proxy.map_or(other.is_everyone(), |proxy| other.sees(input, proxy.namespace())),
                };
                lets && other.covers(selection)
            });
            Case { input, selection, flows }.say(reach, verdict, findings);
        }
    });
}

/// How many peers of a policy are asked whether they let through what another does not.
const MOST: usize = 64;

/// A selector that is looked at.
struct Case<'c, 'a> {
    input: &'c Input<'a>,
    selection: &'c Selection<'a>,
    /// Another peer lets the proxy through.
    flows: bool,
}

const BY_MODE: &str = " That label is set in Gateway namespace mode only, from v1.5 on";
const ASSUMED: &str = " (without a known EnvoyGateway config of this installation, the default mode is assumed)";

impl<'a> Case<'_, 'a> {
    fn say(&self, reach: &Reach<'a, '_>, verdict: Verdict<'_>, findings: &mut Findings) {
        match verdict {
            Verdict::Misses(_, _, first) if self.near(first).is_some() => self.misspelt(first, findings),
            Verdict::Misses(index, count, first) => self.misses(reach.proxy(index), Some((count, first)), findings),
            Verdict::Elsewhere(index) => self.misses(reach.proxy(index), None, findings),
            Verdict::Nobody(named) => self.nobody(named, findings),
            Verdict::Reaches | Verdict::Unknown => {}
        }
    }

    /// The proxy that is nearest has other labels, of which so many are asked for, or is in another namespace.
    fn misses(&self, proxy: Option<Proxy<'a>>, unmet: Option<(usize, &Requirement)>, findings: &mut Findings) {
        let Some(proxy) = proxy else { return };
        let namespace = proxy.namespace().unwrap_or("<namespace>");
        let what = if self.selection.role == Role::ServiceMonitor { "Services" } else { "pods" };
        let mut message = fill("this selects no proxy: the ~ of ~", &[what, &proxy.owner()]);
        let is_assumed = self.input.model.config.root().is_none();
        let mut help = String::from(self.consequence());
        let (span, fix, by_mode) = match unmet {
            Some((count, first)) => {
                message += &fill(" ~", &[&lack(first)]);
                let by_mode = first.key == *keys::GATEWAY_NAME;
                if by_mode {
                    help.push_str(BY_MODE);
                    help.push_str(if is_assumed { ASSUMED } else { "" });
                    help.push('.');
                }
                let sees = self.selection.sees(self.input, proxy.namespace());
                (span_of(first), self.mend(proxy, first).filter(|_| count == 1 && sees), by_mode)
            }
            None => {
                message += &fill(" are in namespace ~", &[namespace]);
                let (place, fix) = self.look_there(namespace);
                (place.or(self.selection.place), fix, true)
            }
        };
        help.push_str(&matching(proxy, namespace));
        let unsure = by_mode && is_assumed && proxy.infra.key.as_bytes().contains(&b'/');
        if let Some(span) = span {
            findings.report(span, message).severity(self.severity(unsure)).help(help).fix(fix);
        }
    }

    fn severity(&self, unsure: bool) -> Severity {
        match self.selection.role {
            Role::Service if !unsure => Severity::Error,
            Role::From | Role::To if !unsure && !self.flows => Severity::Error,
            _ => Severity::Warning,
        }
    }

    /// It may be in other files; a name that is nearly right is only offered.
    fn nobody(&self, named: &Requirement, findings: &mut Findings) {
        let standard = named.key == *keys::GATEWAY_NAME;
        let (Some(span), Some(value)) = (span_of(named), named.values.first()) else { return };
        let gateways = &self.input.model.gateways;
        let by_name = named.key == *keys::OWNING_GATEWAY_NAME || standard;
        let names = gateways.iter().map(|gateway| &*gateway.document.name);
        let near = if by_name && findings.may_search() { nearest_of(value, names) } else { None };
        // Gateways of other controllers are known by the standard label, too; and one of the files may be another's.
        let closed = self.input.settings.closed;
        if near == Some(&**value) || standard && near.is_none() && !closed {
            return;
        }
        let severity = match self.input.missing("Gateway", !standard && !gateways.is_empty()) {
            Severity::Error if !closed => Severity::Warning,
            severity => severity,
        };
        let severity = if self.flows { Severity::Warning } else { severity };
        let entry = self.entry(named);
        findings
            .report(span, fill("nothing in these files has ~=~", &[&named.key, value]))
            .severity(severity)
            .help(self.consequence())
            .fix(entry.and_then(|(_, entry)| edits::write(self.input, &entry.value.origin, near.map(str::to_string))));
    }

    fn consequence(&self) -> &'static str {
        match self.selection.role {
            Role::Service => "The Service has no endpoints, and connections to it fail. A Service selects pods of its own namespace only.",
            Role::Budget => "It holds no eviction back. It selects pods of its own namespace only.",
            Role::PodMonitor | Role::ServiceMonitor => "No metrics are collected. `namespaceSelector` says where to look; without it, the own namespace is meant.",
            Role::Policy => "The policy applies to no proxy. It selects pods of its own namespace only.",
            Role::From | Role::To if self.flows => "Another item of the list lets proxies through, and this one does nothing.",
            Role::From | Role::To => "Connections of proxies stay blocked. A peer means pods of the policy's own namespace, unless the same item of the list says which; two items mean either.",
        }
    }

    /// The owner label that is meant by one that there is none of.
    fn near(&self, unmet: &Requirement) -> Option<&'static str> {
        let is_own = holds(&unmet.key, keys::OWNING) && !OWNER.contains(&&*unmet.key);
        if is_own { nearest_of(&unmet.key, OWNER) } else { None }
    }

    /// Which proxy is meant can't be told then.
    fn misspelt(&self, unmet: &Requirement, findings: &mut Findings) {
        let (Some(near), Some(span)) = (self.near(unmet), span_of(unmet)) else { return };
        let fix = self.entry(unmet).and_then(|(_, entry)| edits::write(self.input, &entry.key_origin, Some(near.to_string())));
        let severity = if self.selection.role == Role::Service { Severity::Error } else { Severity::Warning };
        findings
            .report(span, fill("this selects no proxy: no pod carries the label ~", &[&unmet.key]))
            .severity(severity)
            .help(fill("~ Is `~` meant?", &[self.consequence(), near]))
            .fix(fix);
    }

    /// The owner labels in place of one that the pods lack, or the value that they have.
    fn mend(&self, proxy: Proxy<'a>, unmet: &Requirement) -> Option<Fix> {
        let (map, entry) = self.entry(unmet)?;
        if let Some(value) = proxy.labels(false)?.get(&unmet.key) {
            return edits::write(self.input, &entry.value.origin, value.as_str().map(str::to_string));
        }
        let mut pairs = Vec::new();
        for label in proxy.owner_labels() {
            if map.get(&label.key).is_none() {
                pairs.push((&*label.key, label.value.as_str()?));
            }
        }
        edits::replace_by(self.input, map, entry, &pairs).filter(|_| unmet.key.starts_with("gateway."))
    }

    /// The entry of `matchLabels`, or of a plain map, in which a requirement is written.
    fn entry(&self, one: &Requirement) -> Option<(&'a Node, &'a Entry)> {
        let map = self.selection.node.get("matchLabels").unwrap_or(self.selection.node);
        for entry in map.entries() {
            if Some(&entry.key_origin) == one.origin.as_ref() {
                return Some((map, entry));
            }
        }
        None
    }

    /// The namespace beside the selector, where none is written, or in place of another one, and where that is.
    fn look_there(&self, namespace: &str) -> (Option<Span>, Option<Fix>) {
        let Selection { role, node, holder, place, .. } = self.selection;
        let labels = node.get("matchLabels").filter(|_| matches!(role, Role::From | Role::To));
        for entry in labels.map_or(&[][..], Node::entries) {
            let other = entry.key.ends_with(CILIUM_NAMESPACE) && entry.value.as_str() != Some(namespace);
            if other && !self.input.is_placeholder(&entry.value) {
                return (entry.key_origin.span(), edits::write(self.input, &entry.value.origin, Some(namespace.to_string())));
            }
        }
        let (map, key, line) = match role {
            _ if holder.get("namespaceSelector").is_some() => return (None, None),
            Role::PodMonitor | Role::ServiceMonitor => {
                (*holder, "selector", "namespaceSelector: {matchNames: [~]}")
            }
            Role::From | Role::To if holder.get("podSelector").is_some() => {
                (*holder, "podSelector", "namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ~}}")
            }
            Role::From | Role::To => {
                let last = labels.and_then(|labels| Some((labels, &*labels.entries().last()?.key)));
                // Where an expression says it, a second namespace would be asked for.
                let Some((labels, last)) = last.filter(|_| *place == node.head().span()) else { return (None, None) };
                (labels, last, "k8s:io.kubernetes.pod.namespace: ~")
            }
            _ => return (None, None),
        };
        let entry = map.as_map().and_then(|map| map.entry(key));
        (None, entry.and_then(|entry| edits::insert_after(self.input, map, entry, &fill(line, &[namespace]))))
    }
}

/// What to write instead.
fn matching(proxy: Proxy<'_>, namespace: &str) -> String {
    let mut text = String::from(" What matches:");
    for label in proxy.owner_labels() {
        text += &fill(" ~=~", &[&label.key, label.value.as_str().unwrap_or("")]);
    }
    text + &fill(" in namespace ~.", &[namespace])
}

fn span_of(one: &Requirement) -> Option<Span> {
    one.origin.as_ref().and_then(Origin::span)
}
