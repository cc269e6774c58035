//! The published schema of gatelint.yaml says what the reader says, and the documentation's example is right.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[allow(dead_code)]
mod markdown;

use gatelint::api::{Engine, Given, Request, to_json};
use gatelint::team::{FILE, Fields, Form};
use markdown::fences;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)).unwrap()
}

fn schema() -> Value {
    serde_json::from_str(&read("pkg/gatelint.schema.json")).unwrap()
}

#[test]
fn the_schema_has_the_keys_that_the_reader_has() {
    let schema = schema();
    compare(&schema, &schema, FILE, "gatelint.yaml");
}

fn compare(root: &Value, node: &Value, fields: Fields, path: &str) {
    let node = follow(root, node);
    assert_eq!(node["additionalProperties"], json!(false), "{path}");
    let mut published: Vec<&str> = node["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    let mut known: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
    published.sort();
    known.sort();
    assert_eq!(published, known, "{path}");
    for (name, form) in fields {
        let (node, path) = (follow(root, &node["properties"][name]), format!("{path}: {name}"));
        match form {
            Form::Map(fields) => compare(root, node, fields, &path),
            Form::List(fields) => compare(root, &node["items"], fields, &path),
            Form::Text => assert_eq!(node["type"], "string", "{path}"),
            Form::Flag => assert_eq!(node["type"], "boolean", "{path}"),
            Form::Globs | Form::Texts | Form::Releases => {
                assert_eq!(node["oneOf"].as_array().unwrap().len(), 2, "{path}")
            }
            Form::Dialect => assert_eq!(node["enum"], json!(["release", "structured"]), "{path}"),
            Form::Kind => assert!(node["enum"].is_array(), "{path}"),
            Form::Rules | Form::ByGlob | Form::ByKey => assert!(node["additionalProperties"].is_object(), "{path}"),
        }
    }
}

fn follow<'v>(root: &'v Value, node: &'v Value) -> &'v Value {
    match node["$ref"].as_str() {
        Some(name) => follow(root, root.pointer(name.strip_prefix('#').unwrap()).unwrap()),
        None => node,
    }
}

fn check(request: Value) -> Value {
    let report = Engine::new().check(&Request::read(Given::from(request)).unwrap()).unwrap();
    serde_json::from_str(&to_json(&report)).unwrap()
}

/// Every file of the page, and what the page says is found.
#[test]
fn the_example_of_the_documentation_is_right() {
    let page = read("docs/configuration.md");
    let fences = fences(&page);
    let file = |fence: &markdown::Fence| Some(json!({"path": fence.value("file")?, "text": fence.content}));
    let files: Vec<Value> = fences.iter().filter_map(file).collect();
    assert!(files.len() >= 3);
    let report = check(json!({"files": files, "options": {"asOf": "2026-11-21"}}));
    let say = |said: &Value| {
        let line = said["range"]["start"]["line"].as_u64().unwrap() + 1;
        format!("{} {} {}:{line}\n", said["severity"], said["rule"], said["path"]).replace('"', "")
    };
    let said: String = report["diagnostics"].as_array().unwrap().iter().map(say).collect();
    let expected = fences.iter().find(|fence| fence.has("findings")).unwrap();
    assert_eq!(said, expected.content);
    assert_eq!(report["suppressed"], 1);
}

/// What is no key, no rule, no release, no glob or of another type is said, each at its place, and the rest counts.
#[test]
fn mistakes_are_said_where_they_stand() {
    let text = "target: [v1.9.99]\ndialect: modern\nrule: {}\nrules:\n  image-latest: error\n  image-mutable-tag: loud\n  image-syntax: off\npolicies:\n  tags: [\"v[0-9]\", 1.20, \"\"]\n  requireDigest: \"yes\"\n  pullSecrets: {\"a{b}\": [x]}\n  forbidPatches: {kind: Service}\noverrides:\n  - path: a\n  - 3\nbaseline: [x]\n";
    let image = "apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: EnvoyProxy\nmetadata: {name: a}\nspec: {provider: {type: Kubernetes, kubernetes: {envoyDeployment: {container: {image: registry.example.com//Envoy:v1.39.0}}}}}\n";
    let report = check(
        json!({"files": [{"path": "a.yaml", "text": image}], "options": {"config": {"path": "gatelint.yaml", "text": text}}}),
    );
    let said = report["diagnostics"].as_array().unwrap();
    assert!(said.iter().all(|one| one["rule"] == "gatelint-yaml-invalid"), "{said:#?}");
    let places =
        |one: &Value| (one["range"]["start"]["line"].as_u64().unwrap(), one["message"].as_str().unwrap().to_string());
    let places: Vec<(u64, String)> = said.iter().map(places).collect();
    let expected = [
        (0, "there is no release `v1.9.99` of Envoy Gateway here"),
        (1, "`dialect` has no `modern`"),
        (2, "`gatelint.yaml` has no `rule`"),
        (4, "`rules` has no `image-latest`"),
        (5, "`image-mutable-tag` has no `loud`"),
        (8, "this is no glob"),
        (8, "`tags` is a list of texts, not a number"),
        (8, "this is no glob"),
        (9, "`requireDigest` is true or false, not a string"),
        (10, "this is no glob"),
        (11, "`forbidPatches` is a list of maps with kind, path, not a map"),
        (13, "`overrides` has no `path`"),
        (14, "an item of `overrides` is a map with paths, rules, policies, not an integer"),
        (15, "`baseline` is a text, not a list"),
    ];
    assert_eq!(places, expected.map(|(line, message)| (line, message.to_string())));
}

const PROXY: &str = "apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: EnvoyProxy\nmetadata: {name: a}\nspec:\n  provider:\n    type: Kubernetes\n    kubernetes:\n      envoyDeployment:\n        container:\n          image: docker.io/envoyproxy/envoy:latest\n";

fn rules_of(report: &Value) -> Vec<String> {
    let say = |one: &Value| format!("{} {}", one["severity"], one["rule"]).replace('"', "");
    report["diagnostics"].as_array().unwrap().iter().map(say).collect()
}

#[test]
fn options_of_the_request_win() {
    let config = json!({"path": "gatelint.yaml", "text": "target: v1.8.3\n"});
    let files = json!([{"path": "a.yaml", "text": PROXY}]);
    let targets = |options: Value| check(json!({"files": files, "options": options}))["targets"].clone();
    assert_eq!(targets(json!({"config": config})), json!(["v1.8.3"]));
    assert_eq!(targets(json!({"config": config, "target": "v1.7.0"})), json!(["v1.7.0"]));
    let several = json!({"path": "gatelint.yaml", "text": "target: [v1.8.3, v1.9.0, v7.7.7]\n"});
    assert_eq!(targets(json!({"config": several})), json!(["v1.8.3", "v1.9.0"]));
}

#[test]
fn severities_and_paths() {
    let text = "rules: {image-mutable-tag: error}\nignore: [\"charts/**\"]\noverrides:\n- paths: test\n  rules: {image-mutable-tag: off}\n- paths: \"*/soft\"\n  rules: {image-mutable-tag: info}\n";
    let file = |path: &str| json!({"path": path, "text": PROXY});
    let check = |path: &str, cwd: &str| {
        let files = json!([file(path), {"path": "b.yaml", "text": "a: 1\n"}]);
        check(json!({"files": files, "options": {"cwd": cwd, "config": {"path": "/repo/gatelint.yaml", "text": text}}}))
    };
    assert_eq!(rules_of(&check("a.yaml", "/repo")), ["error image-mutable-tag"]);
    assert_eq!(rules_of(&check("a.yaml", "/repo/test")), Vec::<String>::new());
    assert_eq!(rules_of(&check("soft/a.yaml", "/repo/test")), ["info image-mutable-tag"]);
    let ignored = check("charts/a.yaml", "/repo");
    assert_eq!((rules_of(&ignored).len(), ignored["files"].as_u64()), (0, Some(1)));
    assert_eq!(ignored["skipped"][0]["reason"], "gatelint.yaml says so");
}

#[test]
fn a_baseline_counts() {
    let once = [PROXY, "---\n", &PROXY.replace("name: a", "name: b")].concat();
    let files = |text: &str| json!([{"path": "x/a.yaml", "text": text}]);
    let made = check(json!({"files": files(&once), "options": {"baseline": {"path": "x/known.yaml"}}}));
    let known = made["baseline"].as_str().unwrap().to_string();
    assert!(known.contains("\"path\":\"a.yaml\"") && known.lines().count() == 4, "{known}");
    let with = |text: &str| {
        check(json!({"files": files(text), "options": {"baseline": {"path": "x/known.yaml", "text": known}}}))
    };
    let same = with(&["# moved\n\n", &*once].concat());
    assert_eq!((rules_of(&same).len(), same["suppressed"].as_u64()), (0, Some(2)));
    let twice = with(&[&*once, "---\n", PROXY].concat());
    assert_eq!(rules_of(&twice).iter().filter(|rule| rule.ends_with("mutable-tag")).count(), 1, "{twice:#}");
    assert_eq!(rules_of(&with(PROXY)), ["info baseline-stale"]);
}

/// Whatever stands in gatelint.yaml, a baseline or a comment, there is an answer, and fixes settle.
#[test]
fn any_text_is_answered() {
    let config = "target: [v1.9.0]\nignore: [\"b/**\"]\nrules: {image-mutable-tag: off}\npolicies:\n  registries: {allow: [\"*.io\"], deny: \"a?\"}\n  requireDigest: true\n  tags: [v*]\n  pullSecrets: {docker.io: [x]}\n  requireLabels: [team]\n  labelValues: {team: [a]}\n  forbidPatches: [{kind: Deployment, path: spec.**.x}]\n  releases: v1.*\noverrides: [{paths: a, rules: {digest-required: info}, policies: {tags: []}}]\n";
    let proxy = [
        "# gatelint-ignore-document digest-required, x: é\n",
        PROXY,
        "        patch: {value: {spec: [{x: 1}]}} # gatelint-ignore y\n",
    ]
    .concat();
    let known = "findings:\n- {\"rule\":\"digest-required\",\"path\":\"a.yaml\",\"count\":2}\n";
    let mut seed = 11u32;
    let mut next = |most: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % most
    };
    let engine = Engine::new();
    for _ in 0..1500 {
        let mut texts = [config, &proxy, known].map(|text| text.chars().collect::<Vec<char>>());
        for _ in 0..=next(4) {
            let text = &mut texts[next(3)];
            let (at, other) = (next(text.len()), next(text.len()));
            match next(3) {
                0 => drop(text.remove(at)),
                1 => text.insert(at, text[other]),
                _ => text[at] = [':', '#', '\n', '-', '*', '{', ',', '\u{feff}', '\r', 'é'][next(10)],
            }
        }
        let [config, proxy, known] = texts.map(|text| text.into_iter().collect::<String>());
        let request = || {
            let options = json!({"config": {"path": "gatelint.yaml", "text": config}, "baseline": {"path": "b.yaml", "text": known}});
            Request::read(Given::from(json!({"files": [{"path": "a.yaml", "text": proxy}], "options": options})))
                .unwrap()
        };
        engine.check(&request()).unwrap();
        engine.fix(request(), true).unwrap();
    }
}

/// Many comments and many findings must not cost their product.
#[test]
fn many_comments_cost_no_more_than_their_number() {
    let line = "# gatelint-ignore-document image-syntax, duplicate-key: x\n";
    let many = |count: usize| {
        let labels: String = (0..count).map(|at| format!("    k{at}: -\n")).collect();
        let text = [&line.repeat(count), "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata:\n  name: a\nspec:\n  gatewayClassName: a\n  infrastructure:\n   labels:\n", &labels].concat();
        let request = Request::read(Given::from(json!({"files": [{"path": "a.yaml", "text": text}]}))).unwrap();
        let start = std::time::Instant::now();
        Engine::new().check(&request).unwrap();
        start.elapsed().as_secs_f64()
    };
    let least = |count: usize| (0..3).map(|_| many(count)).fold(f64::MAX, f64::min);
    let (few, lots) = (least(1000).max(0.01), least(8000));
    assert!(lots < few * 40.0, "{few} s, {lots} s");
}
