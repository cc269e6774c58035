//! What is left to be said of findings, when the team, comments and the baseline had their word.

use super::baseline::Baseline;
use super::response as out;
use crate::diagnostic::Diagnostic;
use crate::rules::{BASELINE_STALE, Settling};

/// What is left to be said.
pub struct Shown {
    /// As it is.
    pub said: Vec<Diagnostic>,
    /// As hosts see it.
    pub diagnostics: Vec<out::Diagnostic>,
    /// How many findings comments and the baseline keep back.
    pub count: usize,
}

impl Shown {
    /// Of all that rules said; `show` makes of a finding what hosts see.
    pub fn new(
        said: Vec<Diagnostic>,
        mut settling: Settling<'_>,
        mut baseline: Option<Baseline<'_>>,
        show: &dyn Fn(&Diagnostic) -> out::Diagnostic,
    ) -> Self {
        let mut taken = Vec::with_capacity(said.len());
        for mut one in said {
            if settling.takes(&mut one) {
                taken.push(one);
            }
        }
        let mut shown = Shown { said: Vec::with_capacity(taken.len()), diagnostics: Vec::new(), count: settling.count };
        for one in taken {
            if !settling.keeps(&one) {
                continue;
            }
            let diagnostic = show(&one);
            if baseline.as_mut().is_none_or(|baseline| baseline.keeps(&diagnostic)) {
                shown.diagnostics.push(diagnostic);
                shown.said.push(one);
            } else if one.rule != BASELINE_STALE {
                shown.count += 1;
            }
        }
        shown
    }
}
