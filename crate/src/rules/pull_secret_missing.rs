//! See `pull_secret_missing.md`.

use super::{Findings, Input, Rule, sites};
use crate::diagnostic::{Group, Severity};
use crate::image::{DEFAULT_REGISTRY, Reference};
use crate::text::{Names, Span};
use crate::value::Node;

/// An image of a registry for which others have a pull secret.
pub const RULE: Rule =
    Rule { id: "pull-secret-missing", group: Group::Image, severity: Severity::Warning, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    let (mut without, mut known): (Vec<(String, Span)>, Vec<(String, Span)>) = Default::default();
    for pod in sites::pods(input) {
        let secrets = pod.spec.get("imagePullSecrets").map_or(&[][..], Node::items);
        let secret = secrets.iter().find_map(|secret| secret.origin.span());
        // The images of the other containers come from the configuration, which many proxies share.
        let Some(image) = pod.envoy().and_then(|envoy| envoy.get("image")) else { continue };
        let text = image.as_str().filter(|text| !input.is_placeholder_text(text));
        let reference = text.and_then(|text| Reference::parse_normalized(text.to_string()).ok());
        // Most of Docker Hub is for everybody.
        let Some(reference) = reference.filter(|it| it.registry() != DEFAULT_REGISTRY) else { continue };
        let list = if secret.is_some() { &mut known } else { &mut without };
        let span = secret.or_else(|| image.origin.span().filter(|_| secrets.is_empty()));
        list.extend(span.map(|span| (reference.registry().to_string(), span)));
    }
    let mut secrets = Names::default();
    known.iter().for_each(|(registry, secret)| secrets.push(registry, *secret));
    for (registry, span) in &without {
        let Some(secret) = secrets.first(registry) else { continue };
        findings
            .report(*span, format!("there is no pull secret here for {registry}, and elsewhere there is one"))
            .help("Where the registry asks for a password, these pods don't start. Name the secret in `pod.imagePullSecrets`.")
            .related(Some(*secret), "the pull secret of others");
    }
}
