//! A fix mends what it is offered for: applied, the finding is gone, and the file can still be read.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::print_stdout, clippy::panic)]

#[path = "corpus/case.rs"]
#[allow(dead_code)]
mod case;
#[path = "corpus/layout.rs"]
#[allow(dead_code)]
mod layout;
#[allow(dead_code)]
mod markdown;

use case::Case;
use gatelint::api::{Diagnostic, Engine, Fix, Report, Request};
use std::fs;
use std::path::Path;

#[test]
fn fixes_mend() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/corpus");
    let (engine, mut tried, mut wrong) = (Engine::new(), 0, Vec::new());
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let case = Case::read(&entry);
        let Ok(report) = engine.check(&case.request()) else { continue };
        for said in &report.diagnostics {
            for fix in &said.fixes {
                tried += 1;
                let mended = engine.check(&apply(case.request(), fix)).unwrap();
                if !is_better(&report, &mended, said) {
                    wrong.push(format!("{}: {} ({})", entry.display(), fix.title, said.message));
                }
            }
        }
    }
    println!("{tried} fixes tried");
    assert!(tried > 50 && wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What was said is said less often, and nothing new stands in the way of reading.
fn is_better(before: &Report, after: &Report, said: &Diagnostic) -> bool {
    let again = |report: &Report| report.diagnostics.iter().filter(|other| other.message == said.message).count();
    let unreadable = |report: &Report| report.diagnostics.iter().filter(|other| other.rule == "yaml-syntax").count();
    again(after) < again(before) && unreadable(after) <= unreadable(before)
}

/// The request with the edits of a fix, the last one first, so that the places of the others stay right.
fn apply(mut request: Request, fix: &Fix) -> Request {
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.range.start.offset));
    for edit in edits {
        let file = request.files.iter_mut().find(|file| file.path == edit.path).unwrap();
        let bytes = file.bytes.as_deref().unwrap();
        let mut units: Vec<u16> = String::from_utf8_lossy(bytes).encode_utf16().collect();
        let (start, end) = (edit.range.start.offset as usize, edit.range.end.offset as usize);
        units.splice(start..end, edit.new_text.encode_utf16());
        file.bytes = Some(String::from_utf16(&units).unwrap().into_bytes());
    }
    request
}
