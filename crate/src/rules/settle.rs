//! What the team makes of findings: how bad they are, and which of them comments ignore.

use super::{ALL, suppression_unused};
use crate::diagnostic::{Diagnostic, Group};
use crate::team::{Ignore, Level, Team};
use crate::text::{Span, Spans};

/// Rules that nobody can silence: what they say is that other rules could not look.
const FIRM: [&str; 2] = ["yaml-syntax", "gatelint-yaml-invalid"];

/// True for a rule that can be silenced.
pub fn can_be_silenced(rule: &str) -> bool {
    !FIRM.contains(&rule)
}

/// Gives findings the severities that the team wants, and takes out what comments ignore; tells how many that were.
pub fn settle(
    said: &mut Vec<Diagnostic>,
    team: Option<&Team<'_>>,
    ignores: &[Ignore<'_>],
    only: Option<&[Group]>,
) -> usize {
    let level = |span: Span, rule: &str| team?.level(span.file, rule).filter(|_| can_be_silenced(rule));
    if let Some(team) = team {
        said.retain_mut(|one| match team.level(one.span.file, one.rule).filter(|_| can_be_silenced(one.rule)) {
            Some(Level::Off) => false,
            Some(Level::Says(severity)) => {
                one.severity = severity;
                true
            }
            None => true,
        });
    }
    if ignores.is_empty() {
        return 0;
    }
    let mut used: Vec<(Span, ())> = Vec::new();
    let before = said.len();
    said.retain(|one| {
        let found = Ignore::find(ignores, one.rule, one.span).filter(|_| can_be_silenced(one.rule));
        used.extend(found.map(|ignore| (ignore.span, ())));
        found.is_none()
    });
    let count = before - said.len();
    let used: Spans<()> = used.into_iter().collect();
    let all: Spans<&Ignore<'_>> = ignores.iter().map(|ignore| (ignore.span, ignore)).collect();
    said.retain(|one| {
        all.get(one.span).filter(|_| one.rule == suppression_unused::RULE.id).is_none_or(|ignore| {
            !used.has(one.span) && ran(ignore.rule, only) && level(one.span, ignore.rule) != Some(Level::Off)
        })
    });
    count
}

/// True where a rule was looked for, or where there is no longer one of this name.
pub fn ran(rule: &str, only: Option<&[Group]>) -> bool {
    let group = ALL.iter().find(|known| known.id == rule).map(|known| known.group);
    only.is_none_or(|groups| group.is_none_or(|group| groups.contains(&group)))
}
