//! What one of the two releases objects to and the other does not.

use super::{Change, Impact};
use crate::diagnostic::{Diagnostic, Group, Severity};
use crate::rules::{self, Input};
use crate::text::{Index, Key, Str};

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

pub(super) fn compare(before: &Input<'_>, after: &Input<'_>, changes: &mut Vec<Change>) {
    let [old, new] = [before, after].map(|input| {
        let mut said = rules::run(input, Some(&GROUPS));
        said.retain(|said| said.severity != Severity::Info);
        said
    });
    only_first(&new, &old, true, |said| {
        let (id, impact) = match said.severity {
            Severity::Error => ("becomes-invalid", Impact::Breaking),
            _ => ("becomes-risky", Impact::Action),
        };
        let todo = said.help.clone().unwrap_or_default();
        changes.push(change(id, impact, said).todo(todo));
    });
    only_first(&old, &new, false, |said| {
        let mut change = change("becomes-valid", Impact::Notice, said);
        change.what = Str::from(format!("no longer objected to: {}", change.what));
        changes.push(change);
    });
}

fn change(id: &'static str, impact: Impact, said: &Diagnostic) -> Change {
    Change { object: said.object.clone(), places: vec![said.span], ..Change::new(id, impact, said.message.clone()) }
}

/// Hands on what is said in the first list alone: the same rule at the same place says the same, in whatever words. Where
/// it is said more or less severely, that counts if it is asked for.
fn only_first(first: &[Diagnostic], second: &[Diagnostic], severely: bool, mut say: impl FnMut(&Diagnostic)) {
    let key = |said: &Diagnostic| {
        let (span, severity) = (said.span, if severely { said.severity as u8 } else { 0 });
        Key::Shared(Str::from(format!("{} {} {} {severity} {}", span.file.0, span.start, span.end, said.rule)))
    };
    let mut known = Index::default();
    second.iter().for_each(|said| {
        known.place(key(said), 0);
    });
    first.iter().filter(|said| known.get(&key(said)).is_none()).for_each(&mut say);
}
