//! See `watch_selector_invalid.md`.

use crate::text::Gather as _;
use super::{Findings, Input, Rule, configs, edits};
use crate::diagnostic::{Group, Severity};
use crate::labels::selector::{Refusal, Selector, SelectorFault};
use crate::value::Node;

/// A selector of namespaces to watch that can't select.
pub const RULE: Rule =
    Rule { id: "watch-selector-invalid", group: Group::Labels, severity: Severity::Error, since: "0.1.0", check };

/// Where a provider says what it watches.
const WATCHES: [&[&str]; 2] = [&["provider", "kubernetes", "watch"], &["provider", "custom", "resource", "kubernetes", "watch"]];

fn check(input: &Input<'_>, findings: &mut Findings) {
    for site in configs::sites(input).iter().filter(|site| site.is_readable(input)) {
        let config = site.config(input);
        if !config.refused().is_empty() {
            continue;
        }
        let effective = config.effective();
        for watch in WATCHES.iter().filter_map(|path| effective.at(path)) {
            let selector = watch.get("namespaceSelector").filter(|_| watch.str_at(&["type"]) == Some("NamespaceSelector"));
            let refusals = selector.map_or(Vec::new(), refusals);
            refusals.iter().for_each(|refusal| report(input, findings, refusal));
        }
    }
}

fn refusals(selector: &Node) -> Vec<Refusal> {
    let refusals = Selector::read(selector).err().unwrap_or_default();
    refusals.into_iter().filter(|refusal| !refusal.fault.is_structural()).gather()
}

fn report(input: &Input<'_>, findings: &mut Findings, refusal: &Refusal) {
    let Some(span) = refusal.origin.span().filter(|span| !input.is_placeholder_text(input.slice(*span))) else { return };
    let meant = match &refusal.fault {
        SelectorFault::Operator(text) => SelectorFault::nearest_operator(text).map(str::to_string),
        _ => None,
    };
    findings
        .report(span, format!("this selector of namespaces selects none: {}", refusal.fault))
        .help("The controller takes it without looking at it, finds that no namespace matches, and passes over every Gateway and route.")
        .fix(edits::write(input, &refusal.origin, meant));
}
