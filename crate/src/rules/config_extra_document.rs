//! See `config_extra_document.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};

/// Documents after the first one of the configuration.
pub const RULE: Rule =
    Rule { id: "config-extra-document", group: Group::Config, severity: Severity::Warning, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for rest in input.files.iter().flat_map(|facts| &facts.configs).filter_map(|text| text.rest) {
        let line = input.slice(rest).lines().next().map_or(0, str::len);
        findings
            .report(rest.part(0, line), "the configuration ends here: the controller reads its first document only")
            .help("What follows is passed over without a word, even where it is broken. Move it into the first document, or into a file of its own.");
    }
}
