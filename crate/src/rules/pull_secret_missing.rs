//! See `pull_secret_missing.md`.

use super::{Findings, Input, Rule, workloads};
use crate::diagnostic::{Group, Severity};
use crate::image::{DEFAULT_REGISTRY, Reference};
use crate::text::{Names, Span};
use crate::value::Node;

/// An image of a registry for which others have a pull secret.
pub const RULE: Rule =
    Rule { id: "pull-secret-missing", group: Group::Image, severity: Severity::Warning, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    let mut without: Vec<(&str, Span)> = Vec::new();
    let mut known: Names<Span> = Names::default();
    for workload in workloads::all(input) {
        let secrets = workload.object.pod().and_then(|pod| pod.get("imagePullSecrets")).map_or(&[][..], Node::items);
        // The images of the other containers come from the configuration, which many proxies share.
        let Some(image) = workload.object.envoy().and_then(|envoy| envoy.get("image")) else { continue };
        let Some(registry) = registry(input, image) else { continue };
        match secrets.iter().find_map(|secret| secret.origin.span()) {
            Some(secret) => known.push(registry, secret),
            None if secrets.is_empty() => without.extend(image.origin.span().map(|span| (registry, span))),
            None => {}
        }
    }
    for (registry, span) in without {
        let Some(secret) = known.first(registry) else { continue };
        findings
            .report(span, format!("there is no pull secret here for {registry}, and elsewhere there is one"))
            .help("Where the registry asks for a password, these pods don't start. Name the secret in `pod.imagePullSecrets`.")
            .related(Some(*secret), "the pull secret of others");
    }
}

/// The registry that an image names; most of Docker Hub is for everybody.
fn registry<'a>(input: &Input<'_>, image: &'a Node) -> Option<&'a str> {
    let text = image.as_str().filter(|text| !input.is_placeholder_text(text))?;
    let reference = Reference::parse_normalized(text.to_string()).ok()?;
    text.get(reference.written().registry.clone()?).filter(|_| reference.registry() != DEFAULT_REGISTRY)
}
