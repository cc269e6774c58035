//! Rules of EnvoyProxies.

use super::{Truth, View};
use crate::image::api_pattern::Pattern;
use crate::schema::duration;
use crate::value::Value;

pub(super) fn replicas(view: View<'_>) -> Truth {
    view.has("minReplicas").not().or(view.ordered("minReplicas", "maxReplicas"))
}

pub(super) fn positive(view: View<'_>) -> Truth {
    view.always(match view.node.value {
        Value::Int(number) => number > 0,
        // What is a whole number but for rounding passes for one everywhere else.
        Value::Float(_) => false,
        _ => true,
    })
}

pub(super) fn positive_duration(view: View<'_>) -> Truth {
    on_text(view, |text| duration::nanoseconds(text).is_some_and(|length| length > 0))
}

/// Four numbers of one to three digits, none above 255.
pub(super) fn ipv4(view: View<'_>) -> Truth {
    let octet = |part: &str| {
        (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()) && part.parse::<u8>().is_ok()
    };
    on_text(view, |text| text.split('.').count() == 4 && text.split('.').all(octet))
}

pub(super) fn not_empty(view: View<'_>) -> Truth {
    on_text(view, |text| !text.is_empty())
}

pub(super) fn image(view: View<'_>, pattern: Pattern) -> Truth {
    on_text(view, |text| pattern.accepts(text))
}

/// What holds for the text that the value is.
fn on_text(view: View<'_>, holds: impl Fn(&str) -> bool) -> Truth {
    match view.node.as_str() {
        Some(text) if (view.is_unknown)(text) => Truth::default(),
        text => view.always(text.is_none_or(holds)),
    }
}

pub(super) fn tls_ciphers(view: View<'_>) -> Truth {
    let only_newest = view.has("minVersion").and(view.is("minVersion", "1.3"));
    only_newest.implies(view.has("ciphers").not())
}

/// Where only the highest version is given, 1.2 is the lowest.
pub(super) fn tls_versions(view: View<'_>) -> Truth {
    const VERSIONS: [&str; 4] = ["1.0", "1.1", "1.2", "1.3"];
    let place = |text: &str| VERSIONS.iter().position(|version| *version == text);
    let fits = |lowest: Option<usize>| view.text("maxVersion", &|most| most == "Auto" || place(most) >= lowest);
    let both = VERSIONS.iter().map(|least| view.is("minVersion", least).implies(fits(place(least))));
    let both = both.fold(view.always(true), Truth::and);
    let highest = view.has("minVersion").choose(both, fits(place("1.2")));
    view.has("maxVersion").implies(highest)
}

pub(super) fn service_port(view: View<'_>) -> Truth {
    view.is("group", "").and(view.is("kind", "Service")).implies(view.has("port"))
}

pub(super) fn host_or_backend(view: View<'_>) -> Truth {
    view.has("host").or(view.has_items("backendRefs"))
}

pub(super) fn backends(view: View<'_>) -> Truth {
    view.has("backendRefs").and(view.has_items("backendRefs"))
}

pub(super) fn bootstrap(view: View<'_>) -> Truth {
    view.is("type", "JSONPatch").choose(view.has_items("jsonPatches"), view.has("value"))
}

pub(super) fn untyped_format(view: View<'_>) -> Truth {
    view.has("type").not().implies(view.has("text").or(view.has("json")))
}

pub(super) fn preconnect(view: View<'_>) -> Truth {
    let predictive = view.has("connection.preconnect.predictivePercent");
    let fits = match view.field("loadBalancer") {
        Some(balancer) => balancer.has("type").and(balancer.is_one_of("type", "Random|RoundRobin")),
        None => view.always(false),
    };
    predictive.and(fits.not()).not()
}

pub(super) fn keepalive(view: View<'_>) -> Truth {
    let length = |name| view.node.str_at(&[name]).and_then(duration::nanoseconds);
    let unknown = view.is_filled_in("timeout") || view.is_filled_in("interval");
    let shorter = match (length("timeout"), length("interval")) {
        _ if unknown => Truth::default(),
        (Some(timeout), Some(interval)) => view.always(timeout < interval),
        _ => Truth::error(view.at.releases),
    };
    view.has("timeout").and(view.has("interval")).implies(shorter)
}

pub(super) fn merge_backends(view: View<'_>) -> Truth {
    let merged = view.has("mergeGateways").and(view.is_true("mergeGateways"));
    merged.and(view.has("mergeBackends")).not()
}

pub(super) fn health_check_events(view: View<'_>) -> Truth {
    let any =
        |names: [&str; 2]| view.node.items().iter().any(|item| names.iter().any(|name| item.as_str() == Some(name)));
    view.always(any(["Failure", "FailureSeriesStart"]) == any(["Success", "HealthyTransition"]))
}

pub(super) fn request_body(view: View<'_>) -> Truth {
    let carries = |method: &str| ["POST", "PUT"].iter().any(|name| name.eq_ignore_ascii_case(method));
    let fits = view.has("method").and(view.text("method", &carries));
    view.has("requestBody").not().or(fits)
}
