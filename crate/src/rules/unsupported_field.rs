//! See `unsupported_field.md`.

use super::{Findings, Input, Rule, sites};
use crate::context::Dialect;
use crate::diagnostic::{Group, Severity};
use crate::release::Feature;
use crate::value::{Entry, Node};

/// A field that the target release does not have.
pub const RULE: Rule =
    Rule { id: "unsupported-field", group: Group::Schema, severity: Severity::Error, since: "0.1.0", check };

/// The forms of the structured dialect, all of them in a container. No release has them.
const STRUCTURED: [&str; 5] = ["imageSpec", "repository", "tag", "imagePullPolicy", "imagePullSecrets"];

fn check(input: &Input<'_>, findings: &mut Findings) {
    for site in sites::proxy_specs(input).filter(|site| site.validated) {
        came_with(input, findings, sites::entry(site.spec, "mergeType"), Feature::MergeType);
        for container in sites::containers(site.spec) {
            came_with(input, findings, sites::entry(container, "imageRepository"), Feature::ImageRepository);
            if input.settings.dialect == Dialect::Release {
                structured(findings, container);
            }
        }
        for workload in sites::WORKLOADS {
            let pod = site.spec.at(&["provider", "kubernetes", workload, "pod"]);
            let field = pod.and_then(|pod| sites::entry(pod, "priorityClassName"));
            came_with(input, findings, field, Feature::PriorityClassName);
        }
    }
}

/// A field of some releases.
fn came_with(input: &Input<'_>, findings: &mut Findings, field: Option<&Entry>, feature: Feature) {
    let Some(field) = field.filter(|_| !input.release.has(feature)) else { return };
    let Some(span) = field.key_origin.span() else { return };
    let since = input.releases.having(feature).first().and_then(|index| input.releases.get(index));
    let since = since.map_or("", |release| &release.version);
    findings
        .report(span, format!("`{}` needs Envoy Gateway {since} or newer", field.key))
        .help("The API server of an older release refuses the object. Leave the field out, or upgrade first.");
}

fn structured(findings: &mut Findings, container: &Node) {
    for field in STRUCTURED.into_iter().filter_map(|field| sites::entry(container, field)) {
        let Some(span) = field.key_origin.span() else { continue };
        let said = findings.report(span, format!("no release of Envoy Gateway has `{}` in a container", field.key));
        said.help(match &*field.key {
            "imagePullPolicy" => "The API server refuses the object. A patch of the Deployment or DaemonSet can set it.",
            "imagePullSecrets" => "The API server refuses the object. Move it to `pod`, beside the container.",
            _ => "The API server refuses the object. Use `image`, or `imageRepository` for the release's own tag.",
        });
    }
}
