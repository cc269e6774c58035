//! `docs/migration.md`: its examples come to what it says.
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used
)]

#[allow(dead_code)]
mod markdown;

use gatelint::api::{Engine, InputFile, Options, Request, to_json};
use serde_json::{Value, json};

const FILES: &str = "\
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: eg}
spec:
  controllerName: gateway.envoyproxy.io/gatewayclass-controller
  parametersRef: {group: gateway.envoyproxy.io, kind: EnvoyProxy, name: class, namespace: edge}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: public, namespace: edge}
spec: {gatewayClassName: eg, listeners: [{name: http, port: 80, protocol: HTTP}]}
---
apiVersion: gateway.envoyproxy.io/v1alpha1
kind: EnvoyProxy
metadata: {name: class, namespace: edge}
spec:
  provider:
    type: Kubernetes
    kubernetes:
      envoyDeployment:
";

fn files(workload: &str) -> String {
    let lines = workload.lines().map(|line| format!("        {line}\n"));
    format!("{FILES}{}", lines.collect::<String>())
}

fn request(text: &str, dialect: &str) -> Request {
    let file = InputFile { path: "a.yaml".into(), text: Some(text.into()), ..InputFile::default() };
    let options = Options::read(json!({"target": "v1.9.0", "dialect": dialect}).into()).unwrap();
    Request { files: vec![file], options: Some(options) }
}

/// The image of Envoy, its pull policy and its pull secrets.
fn runs(engine: &Engine, text: &str, dialect: &str) -> String {
    let answer: Value = serde_json::from_str(&to_json(&engine.resolve(&request(text, dialect)).unwrap())).unwrap();
    let gateway = &answer["gateways"][0];
    let envoy = gateway["containers"].as_array().unwrap().iter().find(|it| it["name"] == "envoy").unwrap();
    let secrets = gateway["pullSecrets"].as_array().unwrap().iter().map(|it| &it["value"]);
    let all = [&envoy["image"]["value"], &envoy["pullPolicy"]["value"]].into_iter().chain(secrets);
    all.map(|text| text.as_str().unwrap()).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_example_is_rewritten_as_the_guide_says() {
    let guide = markdown::fences(include_str!("../../docs/migration.md"));
    let engine = Engine::new();
    let mut examples = 0;
    for example in guide.chunks(3) {
        let [old, new, expected] = example else { panic!("an example has three fences") };
        assert!(old.has("old") && new.has("new") && expected.has("runs"), "line {}", old.line);
        let (before, after) = (files(&old.content), files(&new.content));
        let migration = engine.migrate(&request(&before, "release")).unwrap();
        assert!(migration.notes.is_empty(), "line {}: {:?}", old.line, migration.notes);
        let mut text = before.clone();
        for edit in migration.edits.iter().rev() {
            text.replace_range(edit.range.start.offset as usize..edit.range.end.offset as usize, &edit.new_text);
        }
        assert_eq!(text, after, "line {}", new.line);
        let expected = expected.content.trim_end();
        let (structured, release) = (runs(&engine, &before, "structured"), runs(&engine, &after, "release"));
        assert!(structured.starts_with(expected), "line {}: {structured}", old.line);
        assert_eq!(structured, release, "line {}", new.line);
        examples += 1;
    }
    println!("{examples} examples of the guide");
    assert!(examples > 6);
}
