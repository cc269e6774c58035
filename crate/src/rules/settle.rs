//! What the team makes of findings: how bad they are, and which of them comments ignore.

use super::{ALL, suppression_unused};
use crate::diagnostic::{Diagnostic, Group};
use crate::team::{Ignore, Level, Team};
use crate::text::Spans;

/// Rules that nobody can silence: what they say is that others could not look.
pub(super) const FIRM: [&str; 2] = ["yaml-syntax", "gatelint-yaml-invalid"];

/// True for a rule that can be silenced.
pub fn can_be_silenced(rule: &str) -> bool {
    !FIRM.contains(&rule)
}

/// True where a rule was looked for, or where there is none of this name.
pub fn ran(rule: &str, only: Option<&[Group]>) -> bool {
    let Some(only) = only else { return true };
    ALL.iter().find(|known| known.id == rule).is_none_or(|known| only.contains(&known.group))
}

/// What the team makes of findings. All are shown to [`Settling::takes`] first, and then to [`Settling::keeps`].
#[derive(Debug)]
pub struct Settling<'s> {
    team: Option<&'s Team<'s>>,
    ignores: &'s [Ignore<'s>],
    only: Option<&'s [Group]>,
    /// Which of the comments ignored something.
    used: Vec<bool>,
    /// Where they name their rules.
    names: Spans<usize>,
    /// How many findings comments ignore.
    pub count: usize,
}

impl<'s> Settling<'s> {
    /// With nothing said yet.
    pub fn new(team: Option<&'s Team<'s>>, ignores: &'s [Ignore<'s>], only: Option<&'s [Group]>) -> Self {
        let names = ignores.iter().enumerate().map(|(index, ignore)| (ignore.span, index)).collect();
        Settling { team, ignores, only, used: vec![false; ignores.len()], names, count: 0 }
    }

    /// Gives a finding its severity; false where the team does not want it, or a comment ignores it.
    pub fn takes(&mut self, said: &mut Diagnostic) -> bool {
        if !can_be_silenced(said.rule) {
            return true;
        }
        match self.team.and_then(|team| team.level(said.span.file, said.rule)) {
            Some(Level::Off) => return false,
            Some(Level::Says(severity)) => said.severity = severity,
            None => {}
        }
        let ignore = Ignore::find(self.ignores, said.rule, said.span);
        if let Some(used) = ignore.and_then(|index| self.used.get_mut(index)) {
            *used = true;
            self.count += 1;
        }
        ignore.is_none()
    }

    /// False for what is said of a comment that did ignore something, or can't be known to have nothing to ignore.
    pub fn keeps(&self, said: &Diagnostic) -> bool {
        let index = self.names.get(said.span).filter(|_| said.rule == suppression_unused::RULE.id);
        let Some((used, ignore)) = index.and_then(|index| self.used.get(*index).zip(self.ignores.get(*index))) else {
            return true;
        };
        let is_off = self.team.and_then(|team| team.level(said.span.file, ignore.rule)) == Some(Level::Off);
        !used && !is_off && ran(ignore.rule, self.only)
    }
}
