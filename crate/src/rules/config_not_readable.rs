//! See `config_not_readable.md`.

use super::config_refused::STOPS;
use super::yaml_syntax::places;
use super::{Findings, Input, Rule, configs};
use crate::diagnostic::{Fix, Group, Severity};
use crate::read::ConfigText;
use crate::schema::config::Fault;
use crate::text::Span;
use crate::value::Node;

/// A configuration of which the controller can't even tell what it is.
pub const RULE: Rule =
    Rule { id: "config-not-readable", group: Group::Config, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for text in input.files.iter().flat_map(|facts| &facts.configs) {
        as_text(text, findings);
    }
    for site in configs::sites(input).iter().filter(|site| !site.in_values) {
        let is_json = site.text.is_none_or(|text| text.broken_json.is_none());
        let Some(fault) = site.config(input).head().filter(|_| is_json) else { continue };
        let Some(span) = fault.at.span() else { continue };
        findings
            .report(span, fault.what.clone())
            .help(format!("{STOPS} {}", fault.todo))
            .field(fault.field.clone())
            .fix(configs::mend(input, &fault).or_else(|| add_head(input, site.root, &fault)));
    }
}

/// What is wrong with a text before it has a tree.
fn as_text(text: &ConfigText, findings: &mut Findings) {
    if let Some(problem) = text.problems.iter().find(|problem| problem.kind.refuses(false)) {
        let (span, other, what) = places(problem);
        findings.report(span, problem.message()).help(format!("{STOPS} To mend it: {}", problem.help())).related(other, what);
    } else if let Some(span) = text.broken_json {
        findings
            .report(span, "the configuration begins with `{`, and here it stops being JSON")
            .help(format!("{STOPS} It reads a text in braces as JSON: keys and texts in double quotes, no comments, no comma before a closing bracket, nothing after the last brace."));
    } else if text.document.is_none() {
        let help = match text.rest {
            Some(_) => "It reads the first document only, and that is empty.",
            None => "It begins with `apiVersion: gateway.envoyproxy.io/v1alpha1` and `kind: EnvoyGateway`.",
        };
        findings.report(text.span, "the configuration is empty").help(format!("{STOPS} {help}"));
    }
}

/// The lines that are missing, before the first key.
fn add_head(input: &Input<'_>, root: &Node, fault: &Fault) -> Option<Fix> {
    let first = root.entries().first()?.key_origin.editable()?;
    let before = input.text(first.file).get(..first.start as usize)?;
    let indent = before.rsplit('\n').next()?;
    let is_block = indent.bytes().all(|byte| byte == b' ') && !input.slice(root.origin.span()?).starts_with('{');
    let missing = |key: &str| root.get(key).and_then(Node::as_str).is_none_or(str::is_empty);
    let lines = [("apiVersion", "gateway.envoyproxy.io/v1alpha1"), ("kind", "EnvoyGateway")];
    let lines = lines.iter().filter(|(key, _)| missing(key) && root.as_map().is_some_and(|map| map.get(key).is_none()));
    let text: String = lines.map(|(key, value)| format!("{key}: {value}\n{indent}")).collect();
    let at = Span { end: first.start, ..first };
    (is_block && !text.is_empty() && fault.instead.is_none()).then(|| Fix::replace("write apiVersion and kind", false, at, text))
}
