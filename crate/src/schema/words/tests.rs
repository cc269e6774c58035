//! What is said, for documents as people write them.

use super::{Suggestion, Target, describe};
use crate::diagnostic::ReleaseSet;
use crate::release::Releases;
use crate::schema::{Kind, Options, Schema, check};
use crate::text::{Embedding, FileId};
use crate::yaml;

/// All that is said of a spec in a release.
fn say(kind: Kind, spec: &str, release: &str) -> Vec<(String, String, Option<String>, Suggestion)> {
    let releases = Releases::builtin();
    let schema = Schema::builtin(&releases);
    let text = format!("metadata: {{name: a}}\nspec:\n{spec}");
    let piece = yaml::read_one(&yaml::Text::from(&*text), &Embedding::file(FileId(0), text.len()));
    let release = releases.find(release).unwrap();
    let found = check(&schema, kind, &piece.root.unwrap(), Options::of(ReleaseSet::one(release.index)));
    let target = Target { release, releases: &releases, only: true };
    let words = found.iter().map(|violation| {
        let words = describe(violation, target);
        (violation.field.clone(), words.message, words.help, words.suggestion)
    });
    words.collect()
}

fn one(kind: Kind, spec: &str, release: &str) -> (String, String, Option<String>, Suggestion) {
    let mut all = say(kind, spec, release);
    assert_eq!(all.len(), 1, "{all:#?}");
    all.remove(0)
}

const CONTAINER: &str = "  provider: {type: Kubernetes, kubernetes: {envoyDeployment: {container: ";

#[test]
fn a_field_of_a_newer_release() {
    let spec = format!("{CONTAINER}{{imageRepository: mirror.example.com/envoy}}}}}}}}");
    let (field, message, ..) = one(Kind::EnvoyProxy, &spec, "v1.4.6");
    assert_eq!(field, "spec.provider.kubernetes.envoyDeployment.container.imageRepository");
    assert_eq!(message, "`imageRepository` needs v1.5.0 or newer; the target is v1.4.6");
}

#[test]
fn a_field_of_an_older_release() {
    let spec = "  gatewayClassName: eg\n  listeners: [{name: a, port: 80, protocol: HTTP}]\n  backendTLS: {}\n";
    let (_, message, help, _) = one(Kind::Gateway, spec, "v1.9.0");
    assert_eq!(message, "`backendTLS` is known up to v1.5.9 only; the target is v1.9.0");
    assert_eq!(help.as_deref(), Some("Since v1.6.0 it stands at spec.tls.backend."));
}

#[test]
fn a_typo_in_a_required_field_is_one_mistake() {
    let spec = "  gatewayClassName: eg\n  listeners: [{name: a, port: 80, prootocol: HTTP}]\n";
    let (field, message, help, suggestion) = one(Kind::Gateway, spec, "v1.9.0");
    assert_eq!(field, "spec.listeners[0].prootocol");
    assert_eq!(message, "there is no field `prootocol` here");
    assert_eq!(help.as_deref(), Some("Did you mean `protocol`?"));
    assert_eq!(suggestion, Suggestion::Key("protocol"));
}

#[test]
fn a_field_one_level_too_high() {
    let spec = "  provider: {type: Kubernetes, kubernetes: {envoyDeployment: {image: a/b:c}}}";
    let (_, _, help, _) = one(Kind::EnvoyProxy, spec, "v1.9.0");
    let place = "A field of this name stands at spec.provider.kubernetes.envoyDeployment.container.image.";
    assert_eq!(help.as_deref(), Some(place));
}

#[test]
fn a_field_many_levels_too_high() {
    let (_, _, help, _) = one(Kind::EnvoyProxy, "  replicas: 2", "v1.9.0");
    let place = "A field of this name stands at spec.provider.kubernetes.envoyDeployment.replicas.";
    assert_eq!(help.as_deref(), Some(place));
}

#[test]
fn values_and_types() {
    let service = "  provider: {type: Kubernetes, kubernetes: {envoyService: ";
    let spec = format!("{service}{{type: Loadbalancer}}}}}}");
    let (_, message, _, suggestion) = one(Kind::EnvoyProxy, &spec, "v1.9.0");
    assert_eq!(message, "`Loadbalancer` is not a value that `type` takes");
    assert_eq!(suggestion, Suggestion::Value("LoadBalancer"));
    let spec = format!("{service}{{annotations: {{a: true}}}}}}}}");
    let (_, message, _, suggestion) = one(Kind::EnvoyProxy, &spec, "v1.9.0");
    assert_eq!(message, "`a` has to be text, and this is a boolean");
    assert_eq!(suggestion, Suggestion::Quotes);
    let (_, message, ..) = one(Kind::EnvoyProxy, "  provider: {type: Host}", "v1.5.9");
    assert_eq!(message, "`type: Host` needs v1.6.0 or newer; the target is v1.5.9");
}

#[test]
fn a_wrong_type_of_sink_is_one_mistake() {
    let sink = "  telemetry: {accessLog: {settings: [{sinks: [{type: ";
    let spec = format!("{sink}OpenTelemetry, file: {{path: /dev/stdout}}}}]}}]}}}}");
    let all = say(Kind::EnvoyProxy, &spec, "v1.9.0");
    assert_eq!(all.len(), 1, "{all:#?}");
}

#[test]
fn levels_that_exclude_each_other() {
    let spec = format!("{CONTAINER}{{image: a/b:c, imageRepository: a/b}}}}}}}}");
    let (_, message, ..) = one(Kind::EnvoyProxy, &spec, "v1.9.0");
    assert_eq!(message, "`image` and `imageRepository` can't stand together");
}

#[test]
fn listeners() {
    let spec = |listener: &str| format!("  gatewayClassName: eg\n  listeners:\n  - {{{listener}}}\n");
    let cases = [
        ("name: a, port: 80, protocol: HTTP, tls: {}", 2),
        ("name: a, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: x}]}", 0),
        ("name: a, port: 443, protocol: HTTPS, tls: {}", 1),
        ("name: a, port: 70000, protocol: HTTP", 1),
        ("name: a, port: '80', protocol: HTTP", 1),
        ("name: a, protocol: HTTP", 1),
    ];
    for (listener, count) in cases {
        assert_eq!(say(Kind::Gateway, &spec(listener), "v1.9.0").len(), count, "{listener}");
    }
}
