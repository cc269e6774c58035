//! See `patch_field_unknown.md`.

use super::{Findings, Input, Rule, edits, sites};
use crate::diagnostic::{Group, Severity};

/// A field in a patch that the object does not have.
pub const RULE: Rule =
    Rule { id: "patch-field-unknown", group: Group::Rollout, severity: Severity::Warning, since: "0.1.0", check };

const HELP: &str = "The controller reads the patched object into its type and drops what that does not know, without a \
    word: this part of the patch does nothing.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for part in sites::parts(input) {
        let Some(value) = part.patch() else { continue };
        for (entry, near) in input.types.unknown(part.kind, value, input.release) {
            // The API server fills the status of an object in.
            let is_status = value.get("status").is_some_and(|status| status.origin == entry.value.origin);
            let Some(span) = entry.key_origin.span().filter(|_| !is_status) else { continue };
            if input.is_placeholder_text(&entry.key) {
                continue;
            }
            let meant = near.map_or(String::new(), |near| format!(" Is `{near}` meant?"));
            findings
                .report(span, format!("a {} has no field `{}` here", part.kind, entry.key))
                .help(format!("{HELP}{meant}"))
                .fix(edits::write(input, &entry.key_origin, near.map(str::to_string)));
        }
    }
}
