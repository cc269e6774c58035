//! See `pull_secret_elsewhere.md`.

use super::{Findings, Input, Rule, workloads};
use crate::diagnostic::{Group, Severity};
use crate::read::{Document, Kind};
use crate::text::{Span, sort};
use crate::value::Node;

/// A pull secret that is in another namespace than the pods.
pub const RULE: Rule =
    Rule { id: "pull-secret-elsewhere", group: Group::Rollout, severity: Severity::Error, since: "0.1.0", check };

/// Words in the annotations of what copies Secrets into other namespaces.
const COPIERS: [&str; 3] = ["reflect", "replicat", "kubed"];

const HELP: &str = "A pod looks for pull secrets in its own namespace. Where the registry asks for a password, nothing is pulled. Put \
    the Secret there as well.";

/// A name of a Secret, and the namespace of the pods that ask for it.
type Asked<'a> = (Span, &'a str, &'a str);

fn check(input: &Input<'_>, findings: &mut Findings) {
    let mut asked: Vec<Asked> = Vec::new();
    for workload in workloads::all(input) {
        let secrets = workload.object.node.at(&["spec", "template", "spec", "imagePullSecrets"]);
        ask(input, &mut asked, secrets, &workload.infra.namespace);
    }
    let namespace = input.model.context.controller_namespace(input.release);
    for config in input.of_kind(Kind::EnvoyGateway).filter(|config| config.root.get("rateLimit").is_some()) {
        let path = ["provider", "kubernetes", "rateLimitDeployment", "pod", "imagePullSecrets"];
        ask(input, &mut asked, config.root.at(&path), &namespace);
    }
    sort(&mut asked, |a, b| a.cmp(b));
    // One finding for all pods that ask for a Secret at one place.
    let mut said = None;
    for one in asked {
        if said != Some(one.0) && report(input, findings, one) {
            said = Some(one.0);
        }
    }
}

fn ask<'a>(input: &Input<'_>, asked: &mut Vec<Asked<'a>>, secrets: Option<&'a Node>, namespace: &'a Node) {
    let known = !input.is_placeholder(namespace) && !namespace.as_str().is_some_and(|name| name.starts_with('<'));
    let Some(namespace) = namespace.as_str().filter(|_| known) else { return };
    for name in secrets.map_or(&[][..], Node::items).iter().filter_map(|secret| secret.get("name")) {
        let name = name.as_str().zip(name.origin.span()).filter(|_| !input.is_placeholder(name));
        if let Some((name, span)) = name {
            asked.push((span, name, namespace));
        }
    }
}

/// True where no Secret of the name is in the namespace, but in another one, and nothing copies it; or nowhere, where the
/// files are said to hold everything.
fn report(input: &Input<'_>, findings: &mut Findings, (span, name, namespace): Asked<'_>) -> bool {
    let secrets = input.model.secrets_named(name);
    for secret in secrets {
        let home = input.model.namespace_of(secret);
        if is_copied(secret) || home.name().is_none_or(|home| home == namespace) {
            return false;
        }
    }
    let secret = secrets.first();
    if secret.is_none() && !input.settings.closed || input.model.context.may_hide("Secret") {
        return false;
    }
    findings
        .report(span, format!("the pods run in namespace {namespace}, where there is no Secret `{name}`"))
        .help(HELP)
        .related(secret.and_then(|secret| secret.name_origin().span()), "the Secret of this name");
    true
}

/// True for a Secret that something in the cluster copies.
fn is_copied(secret: &Document) -> bool {
    let annotations = secret.root.at(&["metadata", "annotations"]).map_or(&[][..], Node::entries);
    annotations.iter().any(|entry| COPIERS.iter().any(|word| entry.key.contains(word)))
}
