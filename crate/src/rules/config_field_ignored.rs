//! See `config_field_ignored.md`.

use super::{Findings, Input, Rule, configs, edits};
use crate::diagnostic::{Edit, Fix, Group, Severity};
use crate::schema::config::{Ignored, Why};
use crate::text::{Gather as _, Span};
use crate::value::{Entry, Node};
use crate::yaml::{Problem, ProblemKind};

/// A key of the configuration that the controller passes over.
pub const RULE: Rule =
    Rule { id: "config-field-ignored", group: Group::Config, severity: Severity::Warning, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for problem in input.files.iter().flat_map(|facts| &facts.configs).flat_map(|text| &text.problems) {
        twice(findings, problem);
    }
    for site in configs::sites(input).iter().filter(|site| site.is_readable(input)) {
        let config = site.config(input);
        let ignored = config.ignored();
        // What makes a fault of its own is told there.
        let installed = input.resolved.config.root().filter(|_| site.in_values);
        let refused = installed.map_or_else(|| config.refused(), |root| configs::config(input, root, false).refused());
        let told: Vec<Span> =
            refused.iter().filter_map(|fault| configs::misspelt(fault, &ignored)?.entry.key_origin.span()).gather();
        for ignored in ignored.iter().filter(|ignored| ignored.entry.key_origin.span().is_none_or(|span| !told.contains(&span))) {
            report(input, findings, ignored);
        }
    }
}

/// Of equal keys the last one wins.
fn twice(findings: &mut Findings, problem: &Problem) {
    match (&problem.kind, problem.related) {
        (ProblemKind::DuplicateKey(key), Some(first)) => {
            findings
                .report(first, format!("this `{key}` is ignored: the same key comes again, and the last one wins"))
                .help("Nothing of what stands here has an effect. Keep one of the two, with the fields of both.")
                .related(Some(problem.span), "the one that counts");
        }
        (ProblemKind::SameText(_), other) => {
            findings.report(problem.span, problem.message()).help(problem.help()).related(other, problem.related_message());
        }
        _ => {}
    }
}

fn report(input: &Input<'_>, findings: &mut Findings, ignored: &Ignored<'_>) {
    let Some(span) = ignored.entry.key_origin.span().filter(|_| !input.is_placeholder_text(&ignored.entry.key)) else { return };
    let key = &ignored.entry.key;
    // Sops writes its own block beside what it encrypts; who decrypts takes it out.
    if ignored.parent.is_empty() && *key == *"sops" && input.settings.has_placeholder(&ignored.entry.value) {
        return;
    }
    let parent = if ignored.parent.is_empty() { "the configuration" } else { &ignored.parent };
    let (message, help) = words(input, key, parent, &ignored.why);
    let fix = match &ignored.why {
        Why::Near(name) => edits::write(input, &ignored.entry.key_origin, Some(name.to_string())),
        Why::SpecLevel => lift(input, ignored.map, ignored.entry),
        _ => None,
    };
    let severity = if ignored.why == Why::Metadata { Severity::Info } else { Severity::Warning };
    findings.report(span, message).severity(severity).help(help).fix(fix);
}

fn words(input: &Input<'_>, key: &str, parent: &str, why: &Why) -> (String, String) {
    let nothing = format!("`{key}` is ignored: {parent} has no such field");
    match why {
        Why::Metadata => (
            format!("`{key}` has no effect: {parent} is no object of the cluster"),
            "It does no harm, and may be taken out.".to_string(),
        ),
        Why::SpecLevel => (
            format!("`spec` is ignored with everything below it: {parent} has no such level"),
            "The defaults apply instead, and nothing says so. Move the fields one level up.".to_string(),
        ),
        Why::Near(name) if name.eq_ignore_ascii_case(key) => (
            format!("`{key}` is ignored: the field is written `{name}`"),
            "The controller compares keys letter by letter, and passes over those that it does not know.".to_string(),
        ),
        Why::Near(name) => (nothing, format!("The controller passes over keys that it does not know. Did you mean `{name}`?")),
        Why::Beside(name) => (nothing, format!("What counts is `{name}`, which stands beside it. Take this one out.")),
        Why::OtherReleases(releases) => {
            (format!("`{key}` is ignored: {}", configs::having(input, *releases)), "The controller passes over keys that its release does not know.".to_string())
        }
        Why::Elsewhere(path) => (nothing, format!("The controller passes over keys that it does not know. There is a field `{path}`.")),
        Why::Unknown => (nothing, "The controller passes over keys that it does not know. Take it out, or look up its right name.".to_string()),
    }
}

/// Moves what stands below a key of `map` one level up, where every line allows it.
fn lift(input: &Input<'_>, map: &Node, entry: &Entry) -> Option<Fix> {
    let (key, value) = (entry.key_origin.editable()?, entry.value.origin.editable()?);
    let text = input.text(key.file);
    let column = |span: Span| text.get(..span.start as usize).map(|before| span.start as usize - before.rfind('\n').map_or(0, |at| at + 1));
    let is_free = entry.value.entries().iter().all(|inner| map.as_map().is_some_and(|map| map.get(&inner.key).is_none()));
    let deeper = column(value)?.checked_sub(column(key)?).filter(|deeper| *deeper > 0 && is_free)?;
    let line = text.get(..key.start as usize)?.rfind('\n').map_or(0, |at| at + 1);
    let start = text.get(..value.start as usize)?.rfind('\n')? + 1;
    (start > line).then_some(())?;
    let mut edits = vec![Edit { span: Span::new(key.file, line as u32, start as u32), text: String::new() }];
    let mut at = start;
    for line in text.get(start..value.end as usize)?.split_inclusive('\n') {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        if !line.trim().is_empty() {
            let from = at + column(key)?;
            (blanks >= column(value)?).then_some(())?;
            edits.push(Edit { span: Span::new(key.file, from as u32, (from + deeper) as u32), text: String::new() });
        }
        at += line.len();
    }
    Some(Fix { title: "move the fields one level up".to_string(), safe: false, edits })
}
