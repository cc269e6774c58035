//! See `config_refused.md`.

use super::configs::{self, mend};
use super::{Findings, Input, Rule, edits};
use crate::diagnostic::{Group, Severity};
use crate::schema::config::{Config, Fault, Ignored, Why};

/// A value in the configuration with which the controller does not start.
pub const RULE: Rule =
    Rule { id: "config-refused", group: Group::Config, severity: Severity::Error, since: "0.1.0", check };

/// Why it matters.
pub(super) const STOPS: &str = "The controller does not start with this configuration.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    let sites = configs::sites(input);
    for site in sites.iter().filter(|site| !site.in_values && site.is_readable(input)) {
        report_all(input, findings, &site.config(input), false);
    }
    // What the chart makes of its values, all layers and defaults together.
    let installed = input.resolved.config.root().filter(|_| sites.iter().any(|site| site.in_values));
    installed.iter().for_each(|root| report_all(input, findings, &configs::config(input, root, false), configs::is_layer(input)));
}

/// `is_layer`: what is missing may be in another file of values.
fn report_all(input: &Input<'_>, findings: &mut Findings, config: &Config<'_>, is_layer: bool) {
    let ignored = config.ignored();
    for fault in config.refused().into_iter().filter(|fault| !(is_layer && fault.is_missing)) {
        match configs::misspelt(&fault, &ignored) {
            Some(ignored) => report_key(input, findings, &fault, ignored),
            None => report(input, findings, &fault),
        }
    }
}

fn report(input: &Input<'_>, findings: &mut Findings, fault: &Fault) {
    let Some(span) = fault.at.span() else { return };
    findings
        .report(span, fault.what.clone())
        .help(format!("{STOPS} {}", fault.todo))
        .field(fault.field.clone())
        .fix(mend(input, fault));
}

/// A required field is missing, and a key that nearly is that field is passed over.
fn report_key(input: &Input<'_>, findings: &mut Findings, fault: &Fault, ignored: &Ignored<'_>) {
    let Some(span) = ignored.entry.key_origin.span() else { return };
    let Why::Near(name) = ignored.why else { return };
    findings
        .report(span, format!("`{}` is not read as `{name}`, and {}", ignored.entry.key, fault.what))
        .help(format!("{STOPS} It compares keys letter by letter, and passes over those that it does not know. Write `{name}`."))
        .field(fault.field.clone())
        .fix(edits::write(input, &ignored.entry.key_origin, Some(name.to_string())));
}
