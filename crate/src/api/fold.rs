//! Findings of several releases.

use crate::diagnostic::Diagnostic;
use crate::text::{Gather as _, sort};

/// The findings of several releases as one list: what is said in the same words is said once, with its releases.
pub(super) fn fold(mut said: Vec<Vec<Diagnostic>>) -> Vec<Diagnostic> {
    if said.len() == 1 {
        return said.pop().unwrap_or_default();
    }
    let mut folded: Vec<Diagnostic> = Vec::new();
    let mut all: Vec<Diagnostic> = said.into_iter().flatten().gather();
    sort(&mut all, |a, b| (a.span, a.rule, &a.message, a.releases).cmp(&(b.span, b.rule, &b.message, b.releases)));
    for diagnostic in all {
        let mut here = folded.iter_mut().rev().take_while(|one| says_the_same(one, &diagnostic));
        match here.find(|one| are_alike(one, &diagnostic)) {
            Some(known) => join(known, diagnostic),
            None => folded.push(diagnostic),
        }
    }
    folded
}

fn says_the_same(a: &Diagnostic, b: &Diagnostic) -> bool {
    a.span == b.span && a.rule == b.rule && a.message == b.message
}

fn are_alike(a: &Diagnostic, b: &Diagnostic) -> bool {
    a.help == b.help && a.group == b.group && a.severity == b.severity
}

/// A fix that mends it for one release only may break the file for another.
fn join(known: &mut Diagnostic, next: Diagnostic) {
    known.releases |= next.releases;
    known.fixes.retain(|fix| next.fixes.contains(fix));
    for field in next.covers {
        if !known.covers.contains(&field) {
            known.covers.push(field);
        }
    }
}
