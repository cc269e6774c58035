//! See `rate_limit_repository_ignored.md`.

use super::{Findings, Input, Rule, edits, sites};
use crate::diagnostic::{Group, Severity};
use crate::read::Kind;
use crate::release::Feature;

/// A repository for the rate limit service, which nobody reads.
pub const RULE: Rule =
    Rule { id: "rate-limit-repository-ignored", group: Group::Config, severity: Severity::Warning, since: "0.1.0", check };

const HELP: &str = "The rate limit service runs the release's own image, or `image` where that is set: there is no tag that \
    the controller could put behind a repository. Write the whole `image`.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    if !input.release.has(Feature::ImageRepository) {
        return;
    }
    for config in input.of_kind(Kind::EnvoyGateway) {
        let container = config.root.at(&["provider", "kubernetes", "rateLimitDeployment", "container"]);
        let Some((container, entry)) = container.and_then(|one| Some((one, sites::entry(one, "imageRepository")?))) else { continue };
        let Some((span, name)) = entry.value.origin.span().zip(entry.value.as_str()) else { continue };
        let tag = input.release.images.ratelimit.rsplit(':').next().unwrap_or("");
        let fix = match container.get("image") {
            Some(_) => edits::remove(input, container, entry, "take imageRepository out"),
            None => edits::rewrite(input, entry, "image", &format!("{name}:{tag}")),
        };
        findings.report(span, "the rate limit service has no `imageRepository`: this is ignored").help(HELP).fix(fix);
    }
}
