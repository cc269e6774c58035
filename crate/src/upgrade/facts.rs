//! What the releases themselves say: versions of Kubernetes and of Gateway API, end of life.

use super::{Changes, Impact};
use crate::release::Release;
use crate::rules::Input;
use crate::text::Str;

pub(super) fn compare(before: &Release, input: &Input<'_>, day: &str, changes: &mut Changes) {
    let after = input.release;
    let values = |of: fn(&Release) -> &Str| [of(before).to_string(), of(after).to_string()];
    if after.base < before.base {
        let what = "this goes back to an older release".to_string();
        let todo = "look for stored fields that the older CRDs drop, and keep the newer ones where objects need them";
        changes.add(("downgrade", Impact::Action, what, todo, values(|release| &release.version)), "", Vec::new());
    }
    if before.gateway_api != after.gateway_api {
        let what = format!("{} is made for Gateway API {}", after.version, after.gateway_api);
        let todo = "apply the CRDs of the release, Gateway API's and Envoy Gateway's, before the controller: Helm does not renew CRDs";
        changes.add(
            ("gateway-api", Impact::Action, what, todo, values(|release| &release.gateway_api)),
            "",
            Vec::new(),
        );
    }
    kubernetes(before, after, changes);
    let (impact, what) = match &*after.end_of_life < day {
        true => (Impact::Action, format!("{} is past its end of life", after.version)),
        false => (Impact::Notice, format!("{} is maintained until {}", after.version, after.end_of_life)),
    };
    let newest = input.releases.newest();
    let go_on = impact == Impact::Action && newest.index > after.base;
    let todo = if go_on { format!("go on to {}", newest.version) } else { String::new() };
    changes.add(("end-of-life", impact, what, &todo, values(|release| &release.end_of_life)), "", Vec::new());
}

fn kubernetes(before: &Release, after: &Release, changes: &mut Changes) {
    if before.kubernetes == after.kubernetes {
        return;
    }
    let mut dropped = before.kubernetes.clone();
    dropped.retain(|version| !after.kubernetes.contains(version));
    // A cluster can follow to newer versions, and not go back.
    let minor = |version: &str| version.strip_prefix("v1.").and_then(|minor| minor.parse::<u32>().ok());
    let oldest = after.kubernetes.first().and_then(|version| minor(version));
    let todo = match dropped.iter().all(|version| minor(version) < oldest) {
        true => "upgrade the cluster first where it is one of these",
        false => "look for a release that is tested with the cluster where it is one of these",
    };
    let (impact, what, todo) = match dropped.is_empty() {
        true => (Impact::Notice, "it is tested with more versions of Kubernetes".to_string(), ""),
        false => (Impact::Action, format!("it is no longer tested with Kubernetes {}", dropped.join(" ")), todo),
    };
    let values = [before.kubernetes.join(" "), after.kubernetes.join(" ")];
    changes.add(("kubernetes", impact, what, todo, values), "", Vec::new());
}
