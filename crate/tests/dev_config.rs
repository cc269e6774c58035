#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs
)]
use gatelint::release::Releases;
use gatelint::schema::config::{Config, Reading, Step, Types};
use gatelint::text::{Embedding, FileId};
use gatelint::yaml::{Text, read_one, to_json};
use serde_json::Value;

#[test]
fn dev() {
    let Ok(dir) = std::env::var("DEV") else { return };
    let version = std::env::var("REL").unwrap();
    let releases = Releases::builtin();
    let types = Types::read(include_str!("../src/schema/config/types.txt"), &releases).unwrap();
    let release = releases.find(&version).unwrap();
    let ins = std::fs::read_to_string(format!("{dir}/f.jsonl")).unwrap();
    let outs = std::fs::read_to_string(format!("{dir}/o.jsonl")).unwrap();
    let (mut n, mut bad, mut badeff) = (0, 0, 0);
    for (i, o) in ins.lines().zip(outs.lines()) {
        let (row, o): (Value, Value) = (serde_json::from_str(i).unwrap(), serde_json::from_str(o).unwrap());
        let yaml = row["yaml"].as_str().unwrap();
        let piece = read_one(&Text::from(yaml), &Embedding::file(FileId(0), yaml.len()));
        n += 1;
        let is_json = yaml.trim_start().starts_with('{');
        let reading = Reading { types: &types, is_unknown: |_| false, is_json };
        let null = gatelint::value::Node::new(
            gatelint::value::Value::Null,
            gatelint::value::Origin::Source(Default::default()),
        );
        let root = piece.root.clone().unwrap_or(null);
        let config = Config::new(&root, release, reading);
        let broken_json = is_json && serde_json::from_str::<serde::de::IgnoredAny>(yaml).is_err();
        let (got, what) = if piece.is_refused(false) || broken_json {
            ("decode", "yaml".to_string())
        } else if let Some(f) = config.head() {
            ("decode", f.what)
        } else {
            let f = config.refused();
            (
                match f.first().map(|f| f.step) {
                    None => "ok",
                    Some(Step::Validate) => "validate",
                    _ => "decode",
                },
                format!("{f:?}"),
            )
        };
        if o["step"] != got {
            bad += 1;
            if bad < 20 {
                println!("got {got} wanted {} {}\n   {what}\n{yaml}", o["step"], o["err"]);
            }
        } else if got == "ok" {
            let e: Value = serde_json::from_str(&to_json(&config.effective())).unwrap();
            let (a, b) = (strip(e), strip(o["eff"].clone()));
            if a != b {
                badeff += 1;
                if badeff < 8 {
                    println!("EFF\n  got  {a}\n  want {b}");
                }
            }
        }
    }
    println!("{n} compared, {bad} differ; effective {badeff} differ");
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
        Value::String(s) => s.is_empty() || s == "0",
        Value::Array(a) => a.is_empty(),
        Value::Object(m) => m.is_empty(),
    }
}
