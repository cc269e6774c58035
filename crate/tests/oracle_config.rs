//! dev
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods
)]
use gatelint::release::Releases;
use gatelint::schema::config::{Config, Reading, Step, Types};
use gatelint::text::{Embedding, FileId};
use gatelint::yaml::{Text, read_one, to_json};
use serde_json::Value;

#[test]
fn dev() {
    let releases = Releases::builtin();
    let types = Types::read(include_str!("../src/schema/config/types.txt"), &releases).unwrap();
    let text = std::fs::read_to_string("/work/shared/oracle/config-verdicts.jsonl").unwrap();
    let (mut n, mut bad, mut badeff, mut neff) = (0, 0, 0, 0);
    for line in text.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let yaml = row["yaml"].as_str().unwrap();
        let piece = read_one(&Text::from(yaml), &Embedding::file(FileId(0), yaml.len()));
        for v in row["verdicts"].as_array().unwrap() {
            for release in v["releases"].as_array().unwrap() {
                n += 1;
                let release = releases.find(release.as_str().unwrap()).unwrap();
                let is_json = yaml.trim_start().starts_with('{');
                let reading = Reading { types: &types, is_unknown: &|_| false, is_json };
                let wanted = if v["ok"] == true {
                    None
                } else if v.get("decodeError").is_some() {
                    Some(false)
                } else {
                    Some(true)
                };
                let null = gatelint::value::Node::new(
                    gatelint::value::Value::Null,
                    gatelint::value::Origin::Source(Default::default()),
                );
                let root = piece.root.clone().unwrap_or(null);
                let config = Config::new(&root, release, reading);
                let (got, what) = if piece.is_refused(false) {
                    (Some(false), "yaml".to_string())
                } else if let Some(f) = config.head() {
                    (Some(false), f.what)
                } else {
                    let f = config.refused();
                    (f.first().map(|f| f.step == Step::Validate), format!("{f:?}"))
                };
                if got != wanted {
                    bad += 1;
                    println!(
                        "{} {} {}: got {got:?} wanted {wanted:?} {what}\n   {v}",
                        row["id"], row["about"], release.version
                    );
                }
                if got.is_some() && std::env::var("SHOW").is_ok() {
                    println!("{} {}: {what}", row["about"], release.version);
                }
                if v.get("defaulted").is_some() && got != Some(false) {
                    neff += 1;
                    let e: Value = serde_json::from_str(&to_json(&config.effective())).unwrap();
                    let (a, b) = (strip(e), strip(v["defaulted"].clone()));
                    if a != b {
                        badeff += 1;
                        if badeff < 40 {
                            println!("EFF {} {} {}\n  got  {a}\n  want {b}", row["id"], row["about"], release.version);
                        }
                    }
                }
            }
        }
    }
    println!("{n} compared, {bad} differ; effective {neff}, {badeff} differ");
    assert!(bad == 0);
}

fn strip(v: Value) -> Value {
    match v {
        Value::Object(m) => {
            Value::Object(m.into_iter().map(|(k, v)| (k, strip(v))).filter(|(_, v)| !empty(v)).collect())
        }
        Value::Array(a) => Value::Array(a.into_iter().map(strip).collect()),
        v => v,
    }
}
fn empty(v: &Value) -> bool {
    match v {
        Value::Null => true,
        Value::Bool(b) => !b,
        Value::Number(n) => n.as_f64() == Some(0.0),
        Value::String(s) => s.is_empty(),
        Value::Array(a) => a.is_empty(),
        Value::Object(m) => m.is_empty(),
    }
}
