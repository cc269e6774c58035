//! See `pull_secret_elsewhere.md`.

use super::sites::fill;
use super::{Findings, Input, Rule, workloads};
use crate::diagnostic::{Group, Severity};
use crate::read::{Document, Kind};
use crate::text::Span;
use crate::value::Node;

/// A pull secret that is in another namespace than the pods.
pub const RULE: Rule =
    Rule { id: "pull-secret-elsewhere", group: Group::Rollout, severity: Severity::Error, since: "0.1.0", check };

/// Words in the annotations of what copies Secrets into other namespaces.
const COPIERS: [&str; 3] = ["reflect", "replicat", "kubed"];

/// The types of Secrets that hold passwords of registries.
const TYPES: [&str; 2] = ["kubernetes.io/dockerconfigjson", "kubernetes.io/dockercfg"];

const TYPE: &str = "It reads Secrets of type kubernetes.io/dockerconfigjson, and passes over others: where the registry asks \
    for a password, nothing is pulled. The type of a Secret can't be changed: create it anew.";

/// More Secrets of one name are not looked through.
const MOST: usize = 256;

fn check(input: &Input<'_>, findings: &mut Findings) {
    for workload in workloads::all(input) {
        let secrets = workload.object.pod().and_then(|pod| pod.get("imagePullSecrets"));
        look(input, findings, secrets, &workload.infra.namespace);
    }
    let namespace = input.model.context.controller_namespace(input.release);
    for config in input.of_kind(Kind::EnvoyGateway).filter(|config| config.root.get("rateLimit").is_some()) {
        let path = ["provider", "kubernetes", "rateLimitDeployment", "pod", "imagePullSecrets"];
        look(input, findings, config.root.at(&path), &namespace);
    }
}

fn look(input: &Input<'_>, findings: &mut Findings, secrets: Option<&Node>, namespace: &Node) {
    for name in secrets.map_or(&[][..], Node::items).iter().filter_map(|secret| secret.get("name")) {
        let Some((text, span)) = name.as_str().zip(name.origin.span()) else { continue };
        let secrets = input.model.secrets_named(text);
        types(input, findings, secrets, namespace, span);
        if is_there(input, secrets, namespace) || input.is_placeholder(name) || !findings.may_search() {
            continue;
        }
        // The message is the same for all pods that ask for it here, and so said once.
        let context = &input.model.context;
        if !context.may_hide("Secret") && !context.may_be_called_otherwise("Secret") {
            findings
                .report(span, format!("there is no Secret `{text}` where the pods run"))
                .help(format!(
                    "A pod looks for pull secrets in its own namespace, here {}. Where the registry asks for a password, \
                     nothing is pulled. Put the Secret there as well.",
                    namespace.as_str().unwrap_or("")
                ))
                .related(secrets.first().and_then(|secret| secret.name_origin().span()), "the Secret of this name");
        }
    }
}

/// False where Secrets of the name are in other namespaces only, and nothing copies them; or nowhere, where the files are
/// said to hold everything.
fn is_there(input: &Input<'_>, secrets: &[&Document], namespace: &Node) -> bool {
    let unknown = namespace.as_str().is_none_or(|name| name.starts_with('<')) || input.is_placeholder(namespace);
    if unknown || secrets.is_empty() && !input.settings.closed || secrets.len() > MOST {
        return true;
    }
    secrets.iter().any(|secret| may_be(input, secret, namespace) || is_copied(secret))
}

fn may_be(input: &Input<'_>, secret: &Document, namespace: &Node) -> bool {
    input.model.namespace_of(secret).name().is_none_or(|home| Some(home) == namespace.as_str())
}

/// The kubelet reads passwords of Secrets of two types only.
fn types(input: &Input<'_>, findings: &mut Findings, secrets: &[&Document], namespace: &Node, span: Span) {
    let mut other = None;
    for secret in secrets.iter().take(MOST).filter(|secret| may_be(input, secret, namespace)) {
        let written = secret.root.get("type");
        // A Secret is of no particular type where none is written; what a tool has encrypted is not known.
        let name = written.map_or(Some("Opaque"), Node::as_str).filter(|name| *name == "Opaque" || name.starts_with("kubernetes.io/"));
        let Some(name) = name.filter(|name| !secret.partial && !TYPES.contains(name)) else { return };
        other = Some((name, written.and_then(|node| node.origin.span()).or(secret.name_origin().span())));
    }
    let Some((name, place)) = other else { return };
    findings
        .report(span, fill("the kubelet finds no password in this Secret: its type is ~", &[name]))
        .severity(Severity::Warning)
        .help(TYPE)
        .related(place, "the Secret");
}

/// True for a Secret that something in the cluster copies.
fn is_copied(secret: &Document) -> bool {
    let annotations = secret.root.at(&["metadata", "annotations"]).map_or(&[][..], Node::entries);
    annotations.iter().any(|entry| COPIERS.iter().any(|word| entry.key.contains(word)))
}
