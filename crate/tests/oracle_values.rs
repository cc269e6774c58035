//! Values of the gateway-helm chart against what Helm and Kubernetes make of them: every value of the charts of ten
//! releases, replaced by values of all types.
//!
//! Where the installation fails, there is an error, and where it works, none.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use gatelint::api::{Engine, InputFile, Options, Request, Role};
use gatelint::diagnostic::Severity;
use serde_json::{Value, json};

const ROWS: &str = include_str!("../../tests/oracle/helm-values.txt");

/// The values that each value of a chart is replaced by.
fn values() -> Vec<Value> {
    let line = ROWS.lines().nth(1).unwrap().trim_start_matches("# ");
    line.split(' ').map(|value| serde_json::from_str(value).unwrap()).collect()
}

#[test]
fn values_of_all_types() {
    let engine = Engine::new();
    let (mut verdicts, mut wrong) = (0, Vec::new());
    for row in ROWS.lines().filter(|row| !row.starts_with('#')) {
        let mut words = row.split(' ');
        let (path, letters) = (words.next().unwrap(), words.next().unwrap());
        for release in words {
            for (value, letter) in values().iter().zip(letters.chars()) {
                verdicts += 1;
                let refused = letter != '.';
                let errors = errors(&engine, release, path, value);
                // What the controller refuses later is said by the rules of its configuration.
                let later = !refused && path.starts_with("config.envoyGateway.");
                let agrees = later || refused == (errors > 0) || intended(path, value, refused).is_some();
                if !agrees || errors > 1 {
                    wrong
                        .push(format!("{release} {path} = {value}: Helm says {letter}, and there are {errors} errors"));
                }
            }
        }
    }
    println!("{verdicts} verdicts of Helm on values: {} mismatches", wrong.len());
    assert!(verdicts > 10_000, "fewer than recorded");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn errors(engine: &Engine, release: &str, path: &str, value: &Value) -> usize {
    let tree = path.split('.').rev().fold(value.clone(), |tree, name| json!({name: tree}));
    let file = InputFile {
        path: "values.yaml".into(),
        text: Some(tree.to_string()),
        role: Some(Role::Values),
        ..InputFile::default()
    };
    let options = Options::read(json!({"target": release}).into()).unwrap();
    let report = engine.check(&Request { files: vec![file], options: Some(options) }).unwrap();
    report.diagnostics.iter().filter(|said| said.severity == Severity::Error).count()
}

/// Text that templates print as it is.
const PRINTED: [&str; 3] = ["kubernetesClusterDomain", "namespaceOverride", "service.trafficDistribution"];

/// What templates print or compare whatever it is, so that something else comes out than is meant; what they only look
/// at where a switch is on.
const TAKEN: [&str; 13] = [
    "crds",
    "deployment.envoyGateway.image.",
    "deployment.envoyGateway.imagePull",
    "deployment.priorityClassName",
    "envoyGatewayMetricsService.port",
    "global.image",
    "hpa.",
    "kubernetesClusterDomain",
    "namespaceOverride",
    "podDisruptionBudget.",
    "service.trafficDistribution",
    "service.type",
    "deployment.ports",
];

/// Why the answer differs on purpose.
fn intended(path: &str, value: &Value, refused: bool) -> Option<&'static str> {
    let is_empty = [json!(null), json!(""), json!(false), json!([]), json!({})].contains(value);
    match refused {
        true if is_empty => Some("what is empty is most often meant as left out"),
        true if PRINTED.contains(&path) && value.is_string() => Some("it becomes a number or boolean again"),
        true if path.ends_with(".image") && value.is_string() => Some("it is an image, until YAML reads it anew"),
        true if path == "certgen.job.args" => Some("the template of v1.3 can't print any list"),
        true if path == "deployment.ports" => Some("only what is no list is looked at"),
        true => None,
        false if TAKEN.iter().any(|taken| path.starts_with(taken)) => {
            Some("another type than the value has by default")
        }
        false => None,
    }
}
