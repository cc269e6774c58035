//! What changes when the controller goes from one release to another: the verdicts of both on the same files, and what
//! both create of them, are compared; what those can't show comes from `changes.txt`, where its condition holds.

mod compare;
mod condition;
mod facts;
mod notes;
mod objects;
mod others;
mod selected;
mod verdicts;

use crate::render::Rendering;
use crate::resolve::Infra;
use crate::rules::Input;
use crate::text::{Span, Str};
use crate::value::Origin;

/// How much a change matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Impact {
    /// Something that worked will not.
    Breaking,
    /// Something is to be done.
    Action,
    /// Worth knowing.
    Notice,
}

impl Impact {
    /// All of them, the worst first, with their names.
    pub const ALL: [(Impact, &'static str); 3] =
        [(Impact::Breaking, "breaking"), (Impact::Action, "action"), (Impact::Notice, "notice")];
}

/// A change.
#[derive(Debug, Clone)]
pub struct Change {
    /// Its name.
    pub id: &'static str,
    /// How much it matters.
    pub impact: Impact,
    /// What changes.
    pub what: Str,
    /// What was there before, and what will be.
    pub values: [Option<Str>; 2],
    /// What to do.
    pub todo: Str,
    /// What it is about: `Gateway edge/public`.
    pub object: Option<String>,
    /// The places that matter.
    pub places: Vec<Span>,
}

impl Change {
    fn new(id: &'static str, impact: Impact, what: impl Into<Str>) -> Self {
        let (values, todo, object, places) = ([None, None], Str::default(), None, Vec::new());
        Change { id, impact, what: what.into(), values, todo, object, places }
    }

    fn values(mut self, before: impl Into<Str>, after: impl Into<Str>) -> Self {
        self.values = [Some(before.into()), Some(after.into())];
        self
    }

    fn todo(mut self, todo: impl Into<Str>) -> Self {
        self.todo = todo.into();
        self
    }

    fn at(mut self, origin: &Origin) -> Self {
        self.places.extend(origin.span());
        self
    }
}

/// One of the two releases: what is known of the files for it.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// Everything but the rate limit service.
    pub input: &'a Input<'a>,
    /// The rate limit service.
    pub rate_limit: Option<&'a Rendering>,
}

/// Everything that changes, the worst first. `day` is the one that end of life is judged on.
pub fn compare(before: Side<'_>, after: Side<'_>, day: &str) -> Vec<Change> {
    let mut changes = Vec::new();
    verdicts::compare(before.input, after.input, &mut changes);
    let documents = others::all(after.input.files);
    for fleet in compare::fleets(before, after) {
        objects::compare(&fleet, &mut changes);
        selected::compare(&documents, &fleet, &mut changes);
    }
    notes::compare([before, after], &documents, &mut changes);
    facts::compare(before.input.release, after.input, day, &mut changes);
    let mut sorted = Vec::new();
    for (impact, _) in Impact::ALL {
        sorted.extend(changes.iter().filter(|change| change.impact == impact).cloned());
    }
    sorted
}

/// The proxy of a Gateway, or the rate limit service, in both releases.
struct Fleet<'a> {
    /// What it serves: `Gateway edge/public`.
    title: String,
    /// Where that stands.
    place: Option<Span>,
    sides: [Option<&'a Rendering>; 2],
    inputs: [&'a Input<'a>; 2],
    infra: Option<&'a Infra<'a>>,
    /// The newer release leaves alone what is there.
    idle: bool,
}

impl Fleet<'_> {
    /// A change of this proxy; it stands where the Gateway does, unless it has a place of its own.
    fn say(&self, change: Change) -> Change {
        let mut change = change;
        change.object = Some(self.title.clone());
        if change.places.is_empty() {
            change.places.extend(self.place);
        }
        change
    }
}
