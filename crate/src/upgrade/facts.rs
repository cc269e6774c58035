//! What the releases themselves say: versions of Kubernetes and of Gateway API, end of life.

use super::{Change, Impact};
use crate::release::Release;
use crate::rules::Input;
use crate::text::Str;

pub(super) fn compare(before: &Release, input: &Input<'_>, day: &str, changes: &mut Vec<Change>) {
    let after = input.release;
    if after.index < before.index {
        let what = "this goes back to an older release: what the newer one wrote into the cluster stays";
        let todo =
            "look at stored fields that the older definitions drop, and keep the newer CRDs where routes need them";
        changes.push(
            Change::new("downgrade", Impact::Action, what)
                .values(before.version.clone(), after.version.clone())
                .todo(todo),
        );
    }
    if before.gateway_api != after.gateway_api {
        let what = format!("{} is made for Gateway API {}", after.version, after.gateway_api);
        let todo = "apply the CRDs of the release, Gateway API's and Envoy Gateway's, before the controller: Helm does not renew CRDs";
        changes.push(
            Change::new("gateway-api", Impact::Action, what)
                .values(before.gateway_api.clone(), after.gateway_api.clone())
                .todo(todo),
        );
    }
    kubernetes(before, after, changes);
    end_of_life(before, input, day, changes);
}

fn kubernetes(before: &Release, after: &Release, changes: &mut Vec<Change>) {
    if before.kubernetes == after.kubernetes {
        return;
    }
    let dropped: Vec<&str> = before
        .kubernetes
        .iter()
        .filter(|version| !after.kubernetes.contains(version))
        .map(|version| &**version)
        .collect();
    let (impact, what, todo) = match dropped.is_empty() {
        true => (Impact::Notice, "it is tested with more versions of Kubernetes".to_string(), ""),
        false => (
            Impact::Action,
            format!("it is no longer tested with Kubernetes {}", dropped.join(", ")),
            "upgrade the cluster first where it is one of these",
        ),
    };
    let list = |release: &Release| {
        Str::from(release.kubernetes.iter().map(|version| &**version).collect::<Vec<_>>().join(" "))
    };
    changes.push(Change::new("kubernetes", impact, what).values(list(before), list(after)).todo(todo));
}

fn end_of_life(before: &Release, input: &Input<'_>, day: &str, changes: &mut Vec<Change>) {
    let after = input.release;
    let past = &*after.end_of_life < day;
    let (impact, what) = match past {
        true => (Impact::Action, format!("{} is past its end of life", after.version)),
        false => (Impact::Notice, format!("{} is maintained until {}", after.version, after.end_of_life)),
    };
    let newest = input.releases.newest();
    let todo = if past && newest.index > after.index { format!("go on to {}", newest.version) } else { String::new() };
    changes.push(
        Change::new("end-of-life", impact, what)
            .values(before.end_of_life.clone(), after.end_of_life.clone())
            .todo(todo),
    );
}
