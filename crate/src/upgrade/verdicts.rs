//! What one of the two releases objects to and the other does not.

use super::{Changes, Impact, NONE};
use crate::diagnostic::{Diagnostic, Group, Severity};
use crate::rules::{self, Input};
use crate::text::{Gather as _, Index, Key, Str};

/// The groups that say what a release does with the files; the others are about the files alone.
const GROUPS: [Group; 9] = [
    Group::Yaml,
    Group::Schema,
    Group::Config,
    Group::Controller,
    Group::Reference,
    Group::Image,
    Group::Labels,
    Group::Render,
    Group::Rollout,
];

pub(super) fn compare(before: &Input<'_>, after: &Input<'_>, changes: &mut Changes) {
    let run = |input: &Input<'_>| rules::run(input, Some(&GROUPS), &rules::Kept::default());
    let (old, new) = (run(before), run(after));
    unread(after, changes);
    left_out([before, after], changes);
    only_first(&new, &old, true, changes);
    only_first(&old, &new, false, changes);
}

/// Says of what nothing is known.
fn unread(input: &Input<'_>, changes: &mut Changes) {
    for said in rules::unread(input) {
        let (id, what) = match said.group {
            Group::Yaml => ("unreadable", "a file can't be read"),
            _ => ("unread-settings", "gatelint.yaml is not followed here"),
        };
        let (what, todo) = (format!("{what}: {}", said.message), said.help.as_deref().unwrap_or(""));
        changes.add((id, Impact::Action, what, todo, NONE), "", vec![said.span]);
    }
}

/// Says which Gateways are not compared.
fn left_out([before, after]: [&Input<'_>; 2], changes: &mut Changes) {
    let (settings, [before, after]) = (after.settings, [before.resolved, after.resolved]);
    for (old, new) in before.gateways.iter().zip(&after.gateways) {
        // What only one of them creates is told as such.
        if let Some((_, why)) = before.left_out(old, settings).zip(after.left_out(new, settings)) {
            let what = ["this Gateway is not compared: ", why].concat();
            let place = new.object.document.name_origin().span();
            changes.add(("not-compared", Impact::Notice, what, "", NONE), "", place.into_iter().gather());
        }
    }
}

/// Tells what is said in the first list alone: the same rule at the same place says the same, in whatever words. Where
/// it gets worse, that counts, too.
fn only_first(first: &[Diagnostic], second: &[Diagnostic], worse: bool, changes: &mut Changes) {
    let place = |said: &Diagnostic| {
        Key::Shared(Str::from(format!("{} {} {}", said.span.file.0, said.span.start, said.span.end)))
    };
    let key = |said: &Diagnostic| {
        let (span, severity) = (said.span, if worse { said.severity as u8 } else { 0 });
        Key::Shared(Str::from(format!("{} {} {} {severity} {}", span.file.0, span.start, span.end, said.rule)))
    };
    let mut known = Index::default();
    for said in second.iter().filter(|said| said.severity != Severity::Info) {
        known.place(key(said), 0);
    }
    // What the other side refuses for another reason does not change.
    let mut refused = Index::default();
    for said in second.iter().filter(|said| said.severity == Severity::Error) {
        refused.place(place(said), 0);
    }
    for said in first.iter().filter(|said| said.severity != Severity::Info && known.get(&key(said)).is_none()) {
        if (!worse || said.severity != Severity::Error) && refused.get(&place(said)).is_some() {
            continue;
        }
        let (id, impact) = match said.severity {
            _ if !worse => ("becomes-valid", Impact::Notice),
            Severity::Error => ("becomes-invalid", Impact::Breaking),
            _ => ("becomes-risky", Impact::Action),
        };
        let what = format!("{}{}", if worse { "" } else { "no longer objected to: " }, said.message);
        let todo = said.help.as_deref().filter(|_| worse).unwrap_or("");
        changes.add((id, impact, what, todo, NONE), "", vec![said.span]);
    }
}
