//! A small repository and what is said of it.

use gatelint::api::{Engine, InputFile, Options, Request, to_json};
use serde_json::{Value, json};

/// What is said of a repository.
pub struct Repo {
    pub report: Value,
    pub resolution: Value,
}

/// A repository of files, each after a line `== path`.
pub fn repo(files: &str) -> Repo {
    with(files, json!({}))
}

/// A repository looked at with options.
pub fn with(files: &str, options: Value) -> Repo {
    let parts = files.split("== ").skip(1).map(|part| part.split_once('\n').unwrap());
    of(parts.map(|(path, text)| (path.trim().to_string(), text.to_string())).collect(), options)
}

/// A repository of (path, text).
pub fn of(files: Vec<(String, String)>, mut options: Value) -> Repo {
    let file = |(path, text)| InputFile { path, text: Some(text), ..InputFile::default() };
    let files = files.into_iter().map(file).collect();
    // No release is old: that would be said at each version here.
    options["asOf"] = json!("2024-03-13");
    let request = Request { files, options: Some(Options::read(options.into()).unwrap()) };
    let engine = Engine::new();
    let value = |text: String| serde_json::from_str(&text).unwrap();
    Repo {
        report: value(to_json(&engine.check(&request).unwrap())),
        resolution: value(to_json(&engine.resolve(&request).unwrap())),
    }
}

impl Repo {
    /// The release that is looked at.
    pub fn target(&self) -> &str {
        self.report["targets"][0].as_str().unwrap()
    }

    /// What was found out: `value path:line`, and a note after ` | `.
    pub fn inferred(&self, what: &str) -> Vec<String> {
        let all = self.report["inferred"].as_array().unwrap().iter();
        all.filter(|one| one["what"] == what).map(inferred).collect()
    }

    /// Each Gateway as `namespace/name`, with `?` where the namespace is unknown.
    pub fn gateways(&self) -> Vec<String> {
        let name = |gateway: &Value| {
            format!("{}/{}", gateway["namespace"].as_str().unwrap_or("?"), gateway["name"].as_str().unwrap())
        };
        self.resolution["gateways"].as_array().unwrap().iter().map(name).collect()
    }

    /// A Gateway by its place.
    pub fn gateway(&self, index: usize) -> &Value {
        &self.resolution["gateways"][index]
    }

    /// The image of a container of a Gateway.
    pub fn image(&self, gateway: usize, container: &str) -> &str {
        let containers = self.gateway(gateway)["containers"].as_array().unwrap();
        let found = containers.iter().find(|one| one["name"] == container);
        found.unwrap_or_else(|| panic!("no {container}"))["image"]["value"].as_str().unwrap()
    }

    /// Errors and warnings: `rule path:line`.
    pub fn findings(&self) -> Vec<String> {
        let all = self.report["diagnostics"].as_array().unwrap().iter().filter(|said| said["severity"] != "info");
        all.map(|said| format!("{} {}", said["rule"].as_str().unwrap(), place(said))).collect()
    }

    /// Of every finding the rule, notes included.
    pub fn rules(&self) -> Vec<&str> {
        self.report["diagnostics"].as_array().unwrap().iter().map(|said| said["rule"].as_str().unwrap()).collect()
    }

    /// What was skipped: `path: reason`.
    pub fn skipped(&self) -> Vec<String> {
        let all = self.report["skipped"].as_array().unwrap().iter();
        all.map(|one| format!("{}: {}", one["path"].as_str().unwrap(), one["reason"].as_str().unwrap())).collect()
    }
}

fn inferred(one: &Value) -> String {
    let mut said = one["value"].as_str().unwrap().to_string();
    if let Some(from) = one.get("from") {
        said += &format!(" {}", place(from));
    }
    if let Some(note) = one.get("note") {
        said += &format!(" | {}", note.as_str().unwrap());
    }
    said
}

fn place(place: &Value) -> String {
    format!("{}:{}", place["path"].as_str().unwrap(), place["range"]["start"]["line"].as_u64().unwrap() + 1)
}

/// A Gateway without a namespace that refers to an EnvoyProxy of the same place.
pub const GATEWAY: &str = "apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: public}
spec:
  gatewayClassName: eg
  infrastructure:
    parametersRef: {group: gateway.envoyproxy.io, kind: EnvoyProxy, name: custom}
  listeners: [{name: http, protocol: HTTP, port: 80}]
";

/// The EnvoyProxy that the Gateway refers to.
pub const PROXY: &str = "apiVersion: gateway.envoyproxy.io/v1alpha1
kind: EnvoyProxy
metadata: {name: custom}
spec: {logging: {level: {default: info}}}
";

/// The class of the Gateway.
pub const CLASS: &str = "apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: eg}
spec: {controllerName: gateway.envoyproxy.io/gatewayclass-controller}
";

/// Class, EnvoyProxy and Gateway as files of a folder.
pub fn objects(folder: &str) -> String {
    format!("== {folder}/class.yaml\n{CLASS}== {folder}/proxy.yaml\n{PROXY}== {folder}/gateway.yaml\n{GATEWAY}")
}
