//! `migrate`: what it writes comes to the same as what it read, in every combination of forms and every style.
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used
)]

mod cases;

use gatelint::api::{Engine, InputFile, Migration, Options, Request, to_json};
use serde_json::{Value, json};

const CLASS: &str = "\
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
spec:
  gatewayClassName: eg
  infrastructure: {parametersRef: {group: gateway.envoyproxy.io, kind: EnvoyProxy, name: own}}
  listeners: [{name: http, port: 80, protocol: HTTP}]
";

/// A form and what may stand for it; nothing is always possible.
const FORMS: [(&str, &[&str]); 5] = [
    (
        "image",
        &[
            r#""m.example.com/envoy:v1.38.0""#,
            r#""envoyproxy/envoy""#,
            r#""docker.io/envoyproxy/envoy:distroless-v1.39.0""#,
        ],
    ),
    ("imageRepository", &[r#""m.example.com/repo""#]),
    ("repository", &[r#""m.example.com/p/envoy""#, r#""localhost:5000/envoy""#]),
    ("tag", &[r#""v1.37.0""#, r#""1.30""#]),
    (
        "imageSpec",
        &[
            r#"{"repository": "m.example.com/spec"}"#,
            r#"{"repository": "m.example.com/spec", "tag": "v2"}"#,
            r#"{"tag": "v3"}"#,
            r#"{}"#,
            r#"{"digest": "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}"#,
            r#"{"repository": "m.example.com/spec", "digest": "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}"#,
        ],
    ),
];
const BESIDE: [(&str, &[&str]); 3] = [
    ("imagePullPolicy", &[r#""Always""#, r#""IfNotPresent""#]),
    ("imagePullSecrets", &[r#"[{"name": "a"}]"#, r#"[{"name": "a"}, {"name": "b"}]"#]),
    ("resources", &[r#"{"limits": {"cpu": "1"}}"#]),
];
const WORKLOAD: [(&str, &[&str]); 3] = [
    ("replicas", &["2"]),
    ("pod", &[r#"{"labels": {"a": "b"}}"#, r#"{"imagePullSecrets": [{"name": "a"}]}"#]),
    ("patch", &[r#"{"type": "StrategicMerge", "value": {"metadata": {"labels": {"c": "d"}}}}"#]),
];

/// A small generator of numbers, the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % end
    }

    /// Some of the forms; `rare` times as often left out as put in.
    fn pick(&mut self, forms: &[(&str, &[&str])], rare: usize, into: &mut Vec<(String, Value)>) {
        for (name, values) in forms {
            if self.below(rare + 1) == 0 {
                into.push((name.to_string(), serde_json::from_str(values[self.below(values.len())]).unwrap()));
            }
        }
        for last in (1..into.len()).rev() {
            let other = self.below(last + 1);
            into.swap(last, other);
        }
    }
}

fn proxy(dice: &mut Dice, name: &str) -> Value {
    let (mut container, mut workload) = (Vec::new(), Vec::new());
    dice.pick(&FORMS, 3, &mut container);
    dice.pick(&BESIDE, 2, &mut container);
    dice.pick(&WORKLOAD, 3, &mut workload);
    workload.insert(
        dice.below(workload.len() + 1),
        ("container".to_string(), Value::Object(container.into_iter().collect())),
    );
    let field = ["envoyDeployment", "envoyDaemonSet"][usize::from(dice.below(5) == 0)];
    workload.retain(|(key, _)| field == "envoyDeployment" || key != "replicas");
    let workload = Value::Object(workload.into_iter().collect());
    let mut spec = json!({"provider": {"type": "Kubernetes", "kubernetes": {field: workload}}});
    if dice.below(4) == 0 {
        spec["mergeType"] = "StrategicMerge".into();
    }
    json!({"apiVersion": "gateway.envoyproxy.io/v1alpha1", "kind": "EnvoyProxy", "metadata": {"name": name, "namespace": "edge"}, "spec": spec})
}

/// Writes blocks, with a comment here and there.
struct Block {
    comments: bool,
    lines: usize,
    out: String,
}

impl Block {
    fn line(&mut self, indent: usize, text: &str) {
        self.lines += 1;
        let (lines, blanks) = (self.lines, " ".repeat(indent));
        if self.comments && lines % 3 == 0 {
            self.out += &format!("{blanks}# above {lines}\n");
        }
        let comment = if self.comments && lines % 2 == 0 { format!("   # beside {lines}") } else { String::new() };
        self.out += &format!("{blanks}{text}{comment}\n");
    }

    fn value(&mut self, value: &Value, indent: usize) {
        for (key, value) in value.as_object().unwrap() {
            match value {
                Value::Object(map) if !map.is_empty() => {
                    self.line(indent, &format!("{key}:"));
                    self.value(value, indent + 2);
                }
                Value::Array(items) => {
                    self.line(indent, &format!("{key}:"));
                    for item in items {
                        let item = item.as_object().unwrap().iter().next().unwrap();
                        self.line(indent + 2, &format!("- {}: {}", item.0, item.1));
                    }
                }
                Value::String(text) if text.parse::<f64>().is_err() => self.line(indent, &format!("{key}: {text}")),
                other => self.line(indent, &format!("{key}: {other}")),
            }
        }
    }
}

/// The object in one of seven styles: a block, with comments, with CRLF, without a line break at its end, both of these, between
/// brackets, JSON over many lines.
fn written(proxy: &Value, style: usize) -> String {
    let mut block = Block { comments: style == 1, lines: 0, out: String::new() };
    block.value(proxy, 0);
    match style {
        2 => block.out.replace('\n', "\r\n"),
        3 => block.out.trim_end().to_string(),
        6 => block.out.trim_end().replace('\n', "\r\n"),
        4 => format!("{}\n", proxy.to_string().replace("\":", "\": ")),
        5 => serde_json::to_string_pretty(proxy).unwrap() + "\n",
        _ => block.out,
    }
}

fn request(texts: &[String], options: Value) -> Request {
    let file = |(at, text): (usize, &String)| InputFile {
        path: format!("{at}.yaml"),
        text: Some(text.clone()),
        ..InputFile::default()
    };
    let options = Options::read(options.into()).unwrap();
    Request { files: texts.iter().enumerate().map(file).collect(), options: Some(options) }
}

/// The images, pull policies and pull secrets of the Gateway.
fn pods(engine: &Engine, texts: &[String], target: &str, dialect: &str) -> Value {
    let answer = engine.resolve(&request(texts, json!({"target": target, "dialect": dialect}))).unwrap();
    let gateways: Value = serde_json::from_str::<Value>(&to_json(&answer)).unwrap()["gateways"].take();
    let gateway = &gateways[0];
    let containers = gateway["containers"].as_array().unwrap().iter();
    let containers = containers.map(|it| json!([it["name"], it["image"]["value"], it["pullPolicy"]["value"]]));
    let secrets = gateway["pullSecrets"].as_array().unwrap().iter().map(|it| it["value"].clone());
    json!([containers.collect::<Vec<_>>(), secrets.collect::<Vec<_>>()])
}

fn migrate(engine: &Engine, texts: &[String], target: &str) -> Migration {
    engine.migrate(&request(texts, json!({"target": target}))).unwrap()
}

fn apply(texts: &[String], migration: &Migration) -> Vec<String> {
    let mut texts: Vec<Vec<u16>> = texts.iter().map(|text| text.encode_utf16().collect()).collect();
    for edit in migration.edits.iter().rev() {
        let at: usize = edit.path.trim_end_matches(".yaml").parse().unwrap();
        let (start, end) = (edit.range.start.offset as usize, edit.range.end.offset as usize);
        texts[at].splice(start..end, edit.new_text.encode_utf16());
    }
    texts.iter().map(|text| String::from_utf16(text).unwrap()).collect()
}

fn comments(texts: &[String]) -> Vec<String> {
    let lines = texts.iter().flat_map(|text| text.lines());
    let mut all: Vec<String> =
        lines.filter_map(|line| line.split_once('#')).map(|(_, text)| text.trim().to_string()).collect();
    all.sort();
    all
}

/// True where some lines end with CRLF, and others with LF alone.
fn has_both_ends(text: &str) -> bool {
    text.contains("\r\n") && text.replace("\r\n", "").contains('\n')
}

#[test]
fn the_result_comes_to_the_same() {
    let engine = Engine::new();
    let mut dice = Dice(7);
    let (mut clean, mut edits, mut wrong) = (0, 0, Vec::new());
    let cases = 4000;
    for case in 0..cases {
        let target = ["v1.9.0", "v1.9.0", "v1.8.3", "v1.5.1", "v1.4.6"][dice.below(5)];
        let texts = vec![
            CLASS.to_string(),
            written(&proxy(&mut dice, "class"), case % 7),
            written(&proxy(&mut dice, "own"), dice.below(7)),
        ];
        let migration = migrate(&engine, &texts, target);
        let after = apply(&texts, &migration);
        edits += migration.edits.len();
        let mut fault = |what: &str| {
            wrong.push(format!("{target} {what}\n{}\n=>\n{}", texts[1..].join("---\n"), after[1..].join("---\n")))
        };
        let check = engine.check(&request(&after, json!({"target": target}))).unwrap();
        if check.diagnostics.iter().any(|said| said.rule == "yaml-syntax") {
            fault("is no YAML");
        } else if comments(&texts) != comments(&after) {
            fault("loses a comment");
        } else if texts
            .iter()
            .zip(&after)
            .any(|(text, after)| text.contains("\r\n") != after.contains("\r\n") || has_both_ends(after))
        {
            fault("ends its lines in another way");
        }
        if !migration.notes.is_empty() {
            continue;
        }
        clean += 1;
        let again = migrate(&engine, &after, target);
        let has_merge_type = |said: &str| !said.contains("mergeType");
        if pods(&engine, &texts, target, "structured") != pods(&engine, &after, target, "release") {
            fault("comes to something else");
        } else if check.diagnostics.iter().any(|said| said.rule == "unsupported-field" && has_merge_type(&said.message))
        {
            fault("has forms that the release does not know");
        } else if !again.edits.is_empty() || !again.notes.is_empty() {
            fault("changes again");
        }
    }
    println!("{cases} cases, {clean} of them without notes, {edits} edits, {} wrong", wrong.len());
    assert!(clean > cases / 3, "{clean}");
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong[..wrong.len().min(4)].join("\n\n"));
}
