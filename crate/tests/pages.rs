//! Every rule has a page, and the examples on the pages are what they say.
//!
//! An example is a fence: ```` ```yaml bad ```` must give the page's rule and no error or warning of another one,
//! ```` ```yaml good ```` neither an error or warning nor the page's rule. Words behind that are options of the request
//! (`target=v1.5.0`, `dialect=structured`, `closed`), the file's role (`as=config`) or name (`file=kustomization.yaml`),
//! or other rules that have something to say as well (`with=image-tag-missing`). ```` ```yaml config ```` is the team's
//! gatelint.yaml for all examples of the page, ```` ```yaml baseline ```` their baseline.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::print_stdout, clippy::panic)]

mod markdown;

use gatelint::api::{Engine, InputFile, Options, Request, Role};
use gatelint::diagnostic::Severity;
use gatelint::rules::ALL;
use markdown::{Fence, fences};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const SECTIONS: [&str; 6] = ["What", "Why it matters", "Bad", "Good", "Fix", "Since"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules")
}

fn page(rule: &str) -> String {
    let path = folder().join(rule.replace('-', "_")).with_extension("md");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn every_page_belongs_to_a_rule() {
    let rules: BTreeSet<String> = ALL.iter().map(|rule| rule.id.replace('-', "_")).collect();
    let files = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let pages = files.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    let pages: BTreeSet<String> = pages.map(|path| path.file_stem().unwrap().to_str().unwrap().to_string()).collect();
    assert_eq!(pages, rules, "left: pages, right: rules");
}

#[test]
fn every_page_has_its_sections() {
    for rule in ALL {
        let text = page(rule.id);
        let headings: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(text.lines().next(), Some(&*format!("# {}", rule.id)));
        assert_eq!(headings, SECTIONS, "{}", rule.id);
        assert!(text.contains(&format!("\n## Since\n\nGatelint {}", rule.since)), "{}: since {}", rule.id, rule.since);
    }
}

#[test]
fn the_examples_are_what_they_say() {
    let engine = Engine::new();
    let (mut bad, mut good, mut wrong) = (0, 0, Vec::new());
    for rule in ALL {
        let (asides, examples): (Vec<Fence>, Vec<Fence>) =
            fences(&page(rule.id)).into_iter().partition(|fence| fence.has("config") || fence.has("baseline"));
        for kind in ["bad", "good"] {
            assert!(examples.iter().any(|fence| fence.has(kind)), "{} has no {kind} example", rule.id);
        }
        for fence in &examples {
            let is_bad = fence.has("bad");
            *if is_bad { &mut bad } else { &mut good } += 1;
            assert!(is_bad || fence.has("good"), "{}.md:{}: neither bad nor good", rule.id, fence.line);
            let place = format!("{}.md:{}", rule.id.replace('-', "_"), fence.line);
            wrong.extend(look(&engine, rule.id, fence, &asides).err().map(|what| format!("{place}: {what}")));
        }
    }
    println!("{} pages: {bad} bad and {good} good examples", ALL.len());
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Runs an example; the error says how it is not what it says.
fn look(engine: &Engine, rule: &str, fence: &Fence, asides: &[Fence]) -> Result<(), String> {
    let report = engine.check(&request(fence, asides)).map_err(|error| error.to_string())?;
    let others: Vec<&str> = fence.value("with").map_or(Vec::new(), |with| with.split(',').collect());
    let said: BTreeSet<&str> = report.diagnostics.iter().map(|said| said.rule).collect();
    let serious = report.diagnostics.iter().filter(|said| said.severity != Severity::Info);
    let unexpected = serious.filter(|said| said.rule != rule && !others.contains(&said.rule));
    let unexpected: Vec<String> = unexpected.map(|said| format!("{}: {}", said.rule, said.message)).collect();
    if said.contains(rule) != fence.has("bad") {
        return Err(format!("the rule {} here", if fence.has("bad") { "is silent" } else { "speaks" }));
    }
    if let Some(silent) = others.iter().find(|other| !said.contains(*other)) {
        return Err(format!("{silent} is silent here"));
    }
    if unexpected.is_empty() { Ok(()) } else { Err(unexpected.join("; ")) }
}

fn request(fence: &Fence, asides: &[Fence]) -> Request {
    let role = fence.value("as").map(|role| if role == "config" { Role::Config } else { Role::Values });
    let path = fence.value("file").unwrap_or("example.yaml").to_string();
    let file = InputFile { path, text: Some(fence.content.clone()), role, ..InputFile::default() };
    Request { files: vec![file], options: Some(options(fence, asides)) }
}

fn options(fence: &Fence, asides: &[Fence]) -> Options {
    let text = |name: &str| fence.value(name).map(|value| (name.to_string(), json!(value)));
    let mut options: Map<String, Value> = ["target", "dialect", "namespace"].into_iter().filter_map(text).collect();
    options.extend(fence.has("closed").then(|| ("closed".to_string(), json!(true))));
    for name in ["config", "baseline"] {
        let aside = asides.iter().find(|aside| aside.has(name));
        let aside = aside.map(|aside| json!({"path": format!("{name}.yaml"), "text": aside.content}));
        options.extend(aside.map(|aside| (name.to_string(), aside)));
    }
    Options::read(Value::Object(options).into()).unwrap()
}
