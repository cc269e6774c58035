#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs
)]
use gatelint::api::{Engine, InputFile, Request, Role, to_json};
use serde_json::{Value, json};
#[test]
fn dev_print() {
    let engine = Engine::new();
    let Ok(rel) = std::env::var("REL") else { return };
    let rows: Vec<Value> =
        std::fs::read_to_string(std::env::var("ROWS").unwrap_or("../tests/oracle/config-verdicts.jsonl".into()))
            .unwrap()
            .lines()
            .map(|l| serde_json::from_str(l).unwrap())
            .collect();
    for row in rows {
        let yaml = row["yaml"].as_str().unwrap();
        let file = InputFile {
            path: "c.yaml".into(),
            text: Some(yaml.into()),
            role: Some(Role::Config),
            ..InputFile::default()
        };
        let request = Request {
            files: vec![file],
            options: Some(serde_json::from_value(json!({"target": rel, "placeholders":"literal"})).unwrap()),
        };
        let report: Value = serde_json::from_str(&to_json(&engine.check(&request).unwrap())).unwrap();
        println!("== {}", row["about"].as_str().unwrap_or(yaml));
        for d in report["diagnostics"].as_array().unwrap() {
            let (s, e) = (
                d["range"]["start"]["offset"].as_u64().unwrap() as usize,
                d["range"]["end"]["offset"].as_u64().unwrap() as usize,
            );
            let u: Vec<char> = yaml.chars().collect();
            println!(
                "  [{}] {} {} @{:?} field={} | {} | fixes={:?}",
                d["severity"].as_str().unwrap(),
                d["rule"].as_str().unwrap(),
                d["message"].as_str().unwrap(),
                u.get(s..e.min(s + 30)).map(|c| c.iter().collect::<String>()),
                d["field"],
                d["help"].as_str().unwrap_or(""),
                d["fixes"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|f| format!("{} {}", f["title"], f["safe"]))
                    .collect::<Vec<_>>()
            );
        }
    }
}
