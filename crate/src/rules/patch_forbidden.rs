//! See `patch_forbidden.md`.

use super::{Findings, Input, Rule, policies, sites};
use crate::diagnostic::{Group, Severity};
use crate::read::Kind;
use crate::team::texts;
use crate::text::{Span, glob};
use crate::value::{Entry, Node};

/// A patch of a field that the team does not want to be patched.
pub const RULE: Rule =
    Rule { id: "patch-forbidden", group: Group::Policy, severity: Severity::Error, since: "0.1.0", check };

const HELP: &str =
    "Nobody checks what a patch does, and the team does not want this one. Use a field of EnvoyProxy, or ask for an exception.";

/// What can be patched, and the field that holds the patch.
const PATCHES: [(&str, &str); 5] = [
    ("Deployment", "envoyDeployment"),
    ("DaemonSet", "envoyDaemonSet"),
    ("Service", "envoyService"),
    ("HorizontalPodAutoscaler", "envoyHpa"),
    ("PodDisruptionBudget", "envoyPDB"),
];

/// The same of the rate limit service, in the controller's configuration.
const RATE_LIMIT: [(&str, &str); 3] = [
    ("Deployment", "rateLimitDeployment"),
    ("HorizontalPodAutoscaler", "rateLimitHpa"),
    ("PodDisruptionBudget", "rateLimitPDB"),
];

fn check(input: &Input<'_>, findings: &mut Findings) {
    if input.team.is_none() {
        return;
    }
    for site in sites::proxy_specs(input) {
        let kubernetes = site.spec.at(&["provider", "kubernetes"]);
        kubernetes.into_iter().for_each(|node| patches(input, findings, node, &PATCHES));
        let bootstrap = site.spec.as_map().and_then(|map| map.entry("bootstrap"));
        bootstrap.into_iter().for_each(|patch| look(input, findings, "Bootstrap", patch));
    }
    for config in input.of_kind(Kind::EnvoyGateway) {
        let kubernetes = config.root.at(&["provider", "kubernetes"]);
        kubernetes.into_iter().for_each(|node| patches(input, findings, node, &RATE_LIMIT));
    }
}

fn patches(input: &Input<'_>, findings: &mut Findings, kubernetes: &Node, all: &[(&str, &str)]) {
    for (kind, field) in all {
        let patch = kubernetes.get(field).and_then(|field| field.get("patch")?.as_map()?.entry("value"));
        patch.into_iter().for_each(|patch| look(input, findings, kind, patch));
    }
}

/// Looks for forbidden fields in a patch; what is inside one of them is not said again.
fn look(input: &Input<'_>, findings: &mut Findings, kind: &str, patch: &Entry) {
    let span = patch.key_origin.span();
    let policy = span.and_then(|span| input.team?.policy(span.file, "forbidPatches"));
    for forbidden in policy.map_or(&[][..], Node::items) {
        if forbidden.str_at(&["kind"]).is_none_or(|only| only == kind) {
            match forbidden.get("path") {
                None => say(findings, kind, "", span, forbidden),
                Some(paths) => {
                    let mut search = Search { findings, kind, forbidden, paths, path: String::new() };
                    search.fields(&patch.value);
                }
            }
        }
    }
}

struct Search<'s> {
    findings: &'s mut Findings,
    kind: &'s str,
    forbidden: &'s Node,
    paths: &'s Node,
    /// The field that is looked at.
    path: String,
}

impl Search<'_> {
    /// The reader bounds the depth.
    fn fields(&mut self, node: &Node) {
        node.items().iter().for_each(|item| self.fields(item));
        for entry in node.entries() {
            let outer = self.path.len();
            self.path.push_str(if outer == 0 { "" } else { "." });
            self.path.push_str(&entry.key);
            let slashed = self.path.replace('.', "/");
            if texts(self.paths).any(|pattern| glob(&pattern.replace('.', "/"), &slashed)) {
                say(self.findings, self.kind, &self.path, entry.key_origin.span(), self.forbidden);
            } else {
                self.fields(&entry.value);
            }
            self.path.truncate(outer);
        }
    }
}

fn say(findings: &mut Findings, kind: &str, path: &str, span: Option<Span>, forbidden: &Node) {
    let Some(span) = span else { return };
    let what = if path.is_empty() { format!("the {kind}") } else { format!("`{path}` of the {kind}") };
    policies::say(findings, span, format!("{what} must not be patched"), HELP, forbidden);
}
