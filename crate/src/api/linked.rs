//! All files together: what does not depend on the release.

use super::analysis::Analysis;
use super::objections::Objections;
use super::places::Places;
use super::response as out;
use crate::context::{self, Context, Target};
use crate::diagnostic::ReleaseSet;
use crate::model::Model;
use crate::read::{Document, FileFacts};
use crate::schema::{self, Violation};
use crate::team::{self, Ignore, Team};
use crate::text::Gather as _;

/// All files together: what does not depend on the release.
pub struct Linked<'a> {
    pub documents: Vec<&'a Document>,
    pub model: Model<'a>,
    /// What the files say of the release, where nobody else does.
    pub found: Option<Target>,
    /// The releases that are looked at.
    pub targets: Vec<u16>,
    /// What their API servers object to.
    pub violations: Vec<Violation>,
    /// How many of these are about each document.
    pub counts: Vec<usize>,
    /// What their charts object to.
    pub value_violations: Vec<Violation>,
    /// What the team says.
    pub team: Option<Team<'a>>,
    /// What comments ignore.
    pub ignores: Vec<Ignore<'a>>,
}

impl<'a> Linked<'a> {
    /// Links the files of an analysis.
    pub fn new(analysis: &'a Analysis) -> Self {
        let documents: Vec<&Document> = analysis.files.iter().flat_map(|facts| &facts.documents).gather();
        let context = Context::new(&analysis.files, &analysis.settings);
        let found = if analysis.targets.is_some() { None } else { context.target(&analysis.engine.releases) };
        let newest = || found.as_ref().map_or(analysis.engine.releases.newest().index, |found| found.release);
        let targets = analysis.targets.clone().unwrap_or_else(|| vec![newest()]);
        let Objections { violations, counts, value_violations } = analysis.objections(&targets);
        let model = Model::new(&documents, context);
        let (team, ignores) = (Team::new(&analysis.files, &analysis.cwd), team::ignores(&analysis.files));
        Linked { documents, model, found, targets, violations, counts, value_violations, team, ignores }
    }

    /// What was found out rather than given.
    pub fn inferred(&self) -> impl Iterator<Item = &context::Inferred> {
        let target = self.found.as_ref().map(|found| &found.inferred);
        target.into_iter().chain(&self.model.context.inferred)
    }
}

impl Analysis {
    /// What the API servers of the targets object to, and their charts, in all files.
    fn objections(&self, targets: &[u16]) -> Objections {
        let targets = targets.iter().fold(ReleaseSet::NONE, |set, target| set | ReleaseSet::one(*target));
        let is_unknown = self.settings.unknown();
        let mut all = Objections::default();
        for facts in &self.files {
            self.known.look_up(facts.file, targets, &mut all, |said| {
                let options = |partial| schema::Options { targets, partial, is_unknown };
                facts.documents.iter().for_each(|document| said.document(&self.engine.schema, document, &options));
            });
        }
        all
    }
}

/// What was not looked at in a file.
pub fn skipped(facts: &FileFacts) -> impl Iterator<Item = out::Skipped> {
    let path = facts.path.to_string();
    facts.skipped.iter().map(move |skipped| out::Skipped {
        path: path.clone(),
        document: skipped.document,
        reason: skipped.reason.clone(),
    })
}

/// Something found out, for a host.
pub fn inferred(places: &Places<'_>, found: &crate::context::Inferred) -> out::Inferred {
    out::Inferred {
        what: found.what,
        value: found.value.clone(),
        from: found.from.map(|span| places.place(span)),
        note: found.note.clone(),
    }
}
