//! Layers point one way only: a module uses what stands above it in this list, or beside it in the vocabulary.
#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods)]

use std::fs;
use std::path::{Path, PathBuf};

/// From the vocabulary, whose members share a line, down to what hosts see.
const LAYERS: [&[&str]; 14] = [
    &["text", "diagnostic", "value", "image", "labels"],
    &["yaml"],
    &["release"],
    &["schema"],
    &["read"],
    &["team"],
    &["context"],
    &["model"],
    &["resolve"],
    &["render"],
    &["rules"],
    &["upgrade", "migrate"],
    &["api"],
    &["wasm"],
];

fn rank(module: &str) -> usize {
    LAYERS.iter().position(|layer| layer.contains(&module)).unwrap_or_else(|| panic!("{module} is in no layer"))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The modules of the crate that a source names after `crate::`, comments left out.
fn used(source: &str) -> Vec<String> {
    let code = source.lines().map(|line| line.split("//").next().unwrap_or(""));
    let mut used = Vec::new();
    for line in code {
        for rest in line.split("crate::").skip(1) {
            used.push(rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect());
        }
    }
    used.retain(|name: &String| !name.is_empty());
    used
}

#[test]
fn layers_point_one_way() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut checked = 0;
    for file in files {
        let inside = file.strip_prefix(&root).unwrap();
        let module = inside.components().next().unwrap().as_os_str().to_str().unwrap();
        if module == "lib.rs" {
            continue;
        }
        for other in used(&fs::read_to_string(&file).unwrap()) {
            assert!(rank(&other) <= rank(module), "{}: `{module}` must not use `{other}`", inside.display());
            checked += 1;
        }
    }
    assert!(checked > 50, "only {checked} uses were found");
}

/// What a rule that looks at one file at a time must not ask: it knows of other files. `of_kind` and the like are of the
/// file alone then.
const ELSEWHERE: [&str; 9] =
    ["files", "model", "resolved", "renderings", "scene", "team", "ignores", "proxies()", "rate_limit()"];

#[test]
fn rules_of_one_file_ask_for_nothing_outside_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let list = fs::read_to_string(root.join("mod.rs")).unwrap();
    let rules: Vec<&str> = list.lines().filter_map(|line| line.trim().strip_suffix(": File,")).collect();
    assert!(rules.len() > 20, "the list is read in another way than it is written");
    for rule in rules {
        let source = fs::read_to_string(root.join(format!("{rule}.rs"))).unwrap();
        for word in ELSEWHERE {
            assert!(!source.contains(&format!("input.{word}")), "{rule} looks at one file and asks for input.{word}");
        }
    }
}
