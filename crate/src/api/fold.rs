//! Findings of several releases.

use crate::diagnostic::Diagnostic;
use crate::text::{Gather as _, sort};

/// The findings of several releases as one list: what is said alike is said once, with its releases.
pub(super) fn fold(mut said: Vec<Vec<Diagnostic>>) -> Vec<Diagnostic> {
    if said.len() == 1 {
        return said.pop().unwrap_or_default();
    }
    let mut folded: Vec<Diagnostic> = Vec::new();
    let mut all: Vec<Diagnostic> = said.into_iter().flatten().gather();
    sort(&mut all, |a, b| (a.span, a.rule, &a.message, a.releases).cmp(&(b.span, b.rule, &b.message, b.releases)));
    for diagnostic in all {
        match folded.last_mut() {
            Some(last) if alike(last, &diagnostic) => last.releases |= diagnostic.releases,
            _ => folded.push(diagnostic),
        }
    }
    folded
}

fn alike(a: &Diagnostic, b: &Diagnostic) -> bool {
    Diagnostic { releases: b.releases, ..a.clone() } == *b
}
