//! See `pull_secret_missing.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::image::{DEFAULT_REGISTRY, Reference};
use crate::render::ENVOY;
use crate::text::{Names, Span};
use crate::value::Node;

/// An image of a registry for which others have a pull secret.
pub const RULE: Rule =
    Rule { id: "pull-secret-missing", group: Group::Image, severity: Severity::Warning, since: "0.1.0", check };

/// An image that is pulled: of which registry, where it is written, and where its first pull secret is.
struct Pulled {
    from: String,
    span: Option<Span>,
    secret: Option<Span>,
}

fn check(input: &Input<'_>, findings: &mut Findings) {
    let pulled = pulled(input);
    let mut known = Names::default();
    for one in &pulled {
        one.secret.into_iter().for_each(|secret| known.push(&one.from, secret));
    }
    for one in pulled.iter().filter(|one| one.secret.is_none()) {
        let Some((secret, span)) = known.first(&one.from).zip(one.span) else { continue };
        findings
            .report(span, format!("there is no pull secret here for {}", one.from))
            .help("Elsewhere in these files one is given for it. Where the registry asks for a password, these pods don't start. Name it in `pod.imagePullSecrets`.")
            .related(Some(*secret), "the pull secret of others");
    }
}

fn pulled(input: &Input<'_>) -> Vec<Pulled> {
    let mut pulled = Vec::new();
    for (_, rendering) in input.proxies() {
        for object in rendering.objects.iter().filter(|object| matches!(object.kind, "Deployment" | "DaemonSet")) {
            let Some(pod) = object.node.at(&["spec", "template", "spec"]) else { continue };
            let secrets = pod.get("imagePullSecrets").map_or(&[][..], Node::items);
            let (first, given) = (secrets.iter().find_map(|secret| secret.origin.span()), !secrets.is_empty());
            // The images of the other containers come from the configuration, which many proxies share.
            let containers = pod.get("containers").map_or(&[][..], Node::items);
            for container in containers.iter().filter(|one| one.str_at(&["name"]) == Some(ENVOY)) {
                let Some(image) = container.get("image") else { continue };
                let Some(text) = image.as_str().filter(|text| !input.is_placeholder_text(text)) else { continue };
                let Ok(reference) = Reference::parse_normalized(text.to_string()) else { continue };
                let hub = reference.registry() == DEFAULT_REGISTRY;
                // Of Docker Hub, some repositories are private.
                let from = if hub { reference.name() } else { reference.registry().to_string() };
                if first.is_some() == given {
                    pulled.push(Pulled { from, span: image.origin.span(), secret: first });
                }
            }
        }
    }
    pulled
}
