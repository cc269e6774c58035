//! See `value_unusable.md`.

use super::sites::{fill, parts, proxy_specs};
use super::{Findings, Input, Rule, edits};
use crate::diagnostic::{Group, Severity};
use crate::render::nanos;
use crate::text::nearest_of;
use crate::value::Node;

/// A value that the API takes, and that Envoy or the kubelet can't use or passes over.
pub const RULE: Rule =
    Rule { id: "value-unusable", group: Group::Rollout, severity: Severity::Warning, since: "0.1.0", check };

const ROUTING: [&str; 2] = ["Service", "Endpoint"];

/// In billionths of a byte.
const MEGABYTE: i128 = 1_000_000 * 1_000_000_000;
const LIMIT: &str = "With this limit, the container does not start. Megabytes are `Mi` or `M`.";
const REQUEST: &str = "The scheduler puts the pod where there is no room for it. Megabytes are `Mi` or `M`.";
const THREADS: &str = "Envoy takes it for a huge number, and does not start. Left out, it runs a thread for each core.";
const ONE_THREAD: &str = "Envoy runs one worker thread. Left out, it runs one for each core.";
const WORD: &str = "The controller takes any word, and all but `Service` for `Endpoint`.";
const NO_NAME: &str = "The kubelet passes over pull secrets without a name.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for site in proxy_specs(input) {
        if let Some(count) = site.spec.get("concurrency") {
            threads(findings, count);
        }
        if let Some(word) = site.spec.get("routingType") {
            routing(input, findings, word);
        }
    }
    for part in parts(input) {
        if part.kind == "Service" {
            class_of_balancer(input, findings, part.node);
        }
        if !part.has_pods() {
            continue;
        }
        let own = part.node.get("container");
        for container in part.containers().into_iter().chain(own) {
            for field in ["limits", "requests"] {
                if let Some(amount) = container.at(&["resources", field, "memory"]) {
                    memory(input, findings, amount, field == "limits");
                }
            }
            if let Some(context) = container.get("securityContext") {
                root(findings, context);
            }
        }
        for pod in part.node.get("pod").into_iter().chain(part.patched_pod()) {
            for secret in pod.get("imagePullSecrets").map_or(&[][..], Node::items) {
                pull_secret(findings, secret);
            }
        }
    }
}

/// What other types do not have is left out of the Service.
fn class_of_balancer(input: &Input<'_>, findings: &mut Findings, service: &Node) {
    let class = service.as_map().and_then(|map| map.entry("loadBalancerClass")?.key_origin.span());
    let kind = service.get("type").filter(|kind| !input.is_placeholder(kind)).and_then(Node::as_str);
    if let (Some(span), Some(kind @ ("NodePort" | "ClusterIP"))) = (class, kind) {
        let message = fill("`loadBalancerClass` has no effect on a Service of type ~", &[kind]);
        findings.report(span, message).help("The controller leaves it out. Take it out, or ask for a LoadBalancer.");
    }
}

/// Only what is written in one place: the parts of a container and of its pod go together in many ways.
fn root(findings: &mut Findings, context: &Node) {
    let user = context.get("runAsUser").filter(|user| user.as_int() == Some(0));
    let refused = context.get("runAsNonRoot").and_then(Node::as_bool) == Some(true);
    if let Some(span) = user.and_then(|user| user.origin.span()).filter(|_| refused) {
        findings
            .report(span, "user 0 is root, which `runAsNonRoot` keeps from running")
            .severity(Severity::Error)
            .help("The kubelet does not start the container. Name another user, or leave `runAsUser` out.");
    }
}

fn threads(findings: &mut Findings, count: &Node) {
    let (Some(number), Some(span)) = (count.as_int(), count.origin.span()) else { return };
    if number < 1 {
        let (severity, help) = if number < 0 { (Severity::Error, THREADS) } else { (Severity::Warning, ONE_THREAD) };
        findings.report(span, fill("~ is no number of worker threads", &[&number.to_string()])).severity(severity).help(help);
    }
}

fn routing(input: &Input<'_>, findings: &mut Findings, word: &Node) {
    let (Some(text), Some(span)) = (word.as_str(), word.origin.span()) else { return };
    if !ROUTING.contains(&text) && !input.is_placeholder(word) {
        let near = nearest_of(text, ROUTING).map(str::to_string);
        let message = fill("`~` has no effect: the words are Service and Endpoint", &[text]);
        findings.report(span, message).help(WORD).fix(edits::write(input, &word.origin, near));
    }
}

fn memory(input: &Input<'_>, findings: &mut Findings, amount: &Node, limit: bool) {
    let Some((text, span)) = amount.as_str().zip(amount.origin.span()) else { return };
    // Tools that count for themselves write large amounts so.
    let tiny = nanos(text).is_some_and(|nanos| nanos > 0 && nanos < MEGABYTE);
    let Some(number) = text.strip_suffix('m').filter(|_| tiny) else { return };
    findings
        .report(span, fill("`~` of memory is next to nothing: `m` stands for thousandths of a byte", &[text]))
        .severity(if limit { Severity::Error } else { Severity::Warning })
        .help(if limit { LIMIT } else { REQUEST })
        .fix(edits::write(input, &amount.origin, Some(fill("~Mi", &[number])).filter(|_| number.len() < 6)));
}

fn pull_secret(findings: &mut Findings, secret: &Node) {
    let name = secret.get("name");
    if secret.as_map().is_some() && name.is_none_or(|name| name.is_null() || name.as_str() == Some("")) {
        let span = name.and_then(|name| name.origin.span()).or(secret.origin.span());
        if let Some(span) = span {
            findings.report(span, "this pull secret has no name").help(NO_NAME);
        }
    }
}
