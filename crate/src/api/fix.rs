//! `fix`: the fixes of findings, applied.
//!
//! Of fixes that overlap, the one whose finding stands first is applied; the result is looked at again, until nothing
//! can be fixed any more.

use super::analysis::Analysis;
use super::files::content;
use super::request::{InputFile, Request};
use super::request_error::RequestError;
use super::writer::Writer;
use super::{Facts, to_json};
use crate::diagnostic::{Diagnostic, Edit, Fix, Severity};
use crate::read::FileFacts;
use crate::text::{Gather as _, Span};
use std::rc::Rc;

/// How often fixes are applied: what one uncovers may have another.
const ROUNDS: usize = 10;

/// Files by their places in the request.
type Files = Vec<(usize, InputFile)>;

/// What was found, and what the fixes make of it.
struct Look {
    report: String,
    /// How much of each file can't be read as YAML.
    problems: Vec<usize>,
    fixes: u32,
    fixed: Files,
}

/// Applies safe fixes, or all. The answer holds the files that changed, how many fixes were applied, and the report of
/// the result.
pub fn fix(engine: &Rc<Facts>, mut request: Request, all: bool) -> Result<String, RequestError> {
    let mut changed = vec![false; request.files.len()];
    let mut left_alone = changed.clone();
    let mut count = 0;
    let mut look = look_at(engine, &request, all, &left_alone)?;
    for _ in 0..ROUNDS {
        if look.fixed.is_empty() {
            break;
        }
        swap(&mut request.files, &mut look.fixed);
        let next = look_at(engine, &request, all, &left_alone)?;
        let broken = next.problems.iter().zip(&look.problems).map(|(next, before)| next > before).gather();
        if broken.contains(&true) {
            // A file that can't be read any more is worse than any finding.
            swap(&mut request.files, &mut look.fixed);
            left_alone.iter_mut().zip(broken).for_each(|(left_alone, broken)| *left_alone |= broken);
            look = look_at(engine, &request, all, &left_alone)?;
            continue;
        }
        look.fixed.iter().for_each(|(index, _)| mark(&mut changed, *index));
        count += look.fixes;
        look = next;
    }
    let mut out = Writer::default();
    out.open('{');
    out.key("files").open('[');
    for (file, _) in request.files.iter().zip(changed).filter(|(_, changed)| *changed) {
        out.open('{');
        out.field("path", &file.path);
        out.field("text", file.text.as_deref().unwrap_or(""));
        out.close('}');
    }
    out.close(']');
    out.number("fixed", count);
    out.key("report").raw(&look.report);
    out.close('}');
    Ok(out.finish())
}

fn mark(changed: &mut [bool], index: usize) {
    if let Some(changed) = changed.get_mut(index) {
        *changed = true;
    }
}

/// Puts files into the request, and those that stood there into the list.
fn swap(files: &mut [InputFile], others: &mut Files) {
    for (index, other) in others {
        if let Some(file) = files.get_mut(*index) {
            std::mem::swap(file, other);
        }
    }
}

fn look_at(engine: &Rc<Facts>, request: &Request, all: bool, left_alone: &[bool]) -> Result<Look, RequestError> {
    let analysis = Analysis::new(engine, request)?;
    let (said, report) = analysis.findings();
    let facts = analysis.into_files();
    let problems = facts.iter().map(|facts| facts.problems.len()).gather();
    // Only what was UTF-8 can be written back as it was.
    let can_be_written = |span: Span| {
        let at = span.file.0 as usize;
        let file = request.files.get(at).filter(|_| left_alone.get(at) == Some(&false));
        let bytes = file.and_then(|file| content(file).ok());
        bytes.zip(facts.get(at)).is_some_and(|(bytes, facts)| bytes == facts.text.as_bytes())
    };
    // In the order of their places.
    let mut edits: Vec<&Edit> = Vec::new();
    let mut fixes = 0;
    // What holds for some of the targets only is mended for these, and may be broken for the others.
    let holds_for_all = |one: &&Diagnostic| one.releases.len() == report.targets.len();
    for fix in said.iter().filter(holds_for_all).filter_map(|one| best(one, all)) {
        let mut fits = true;
        for edit in &fix.edits {
            let next = place(&edits, edit);
            let meets = |at: usize| edits.get(at).is_some_and(|other| meet(edit.span, other.span));
            fits &= can_be_written(edit.span) && !meets(next) && !meets(next.wrapping_sub(1));
        }
        if fits {
            fixes += 1;
            for edit in &fix.edits {
                edits.insert(place(&edits, edit), edit);
            }
        }
    }
    Ok(Look { report: to_json(&report), problems, fixes, fixed: apply(&edits, request, &facts) })
}

/// Where an edit belongs among those that stand in their order.
fn place(edits: &[&Edit], edit: &Edit) -> usize {
    edits.partition_point(|other| other.span < edit.span)
}

/// Advice is nobody's mistake: what it offers and may change more than was meant, its reader has to choose.
fn best(said: &Diagnostic, all: bool) -> Option<&Fix> {
    let all = all && said.severity != Severity::Info;
    said.fixes.iter().find(|fix| all || fix.safe)
}

/// True when two places share bytes, or begin at the same one.
fn meet(a: Span, b: Span) -> bool {
    a.file == b.file && (a.start == b.start || a.start < b.end && b.start < a.end)
}

/// The files with the edits, which stand in their order and do not meet.
fn apply(edits: &[&Edit], request: &Request, facts: &[FileFacts]) -> Files {
    let mut files = Files::new();
    let mut rest = edits;
    while let Some(first) = rest.first() {
        let index = first.span.file.0 as usize;
        let (Some(file), Some(facts)) = (request.files.get(index), facts.get(index)) else { break };
        let (mut text, mut at) = (String::new(), 0);
        while let Some((edit, after)) = rest.split_first().filter(|(edit, _)| edit.span.file == facts.file) {
            text.push_str(facts.text.get(at..edit.span.start as usize).unwrap_or(""));
            text.push_str(&edit.text);
            at = edit.span.end as usize;
            rest = after;
        }
        text.push_str(facts.text.get(at..).unwrap_or(""));
        files.push((index, InputFile { path: file.path.clone(), text: Some(text), bytes: None, role: file.role }));
    }
    files
}
