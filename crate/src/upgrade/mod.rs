//! What changes when the controller goes from one release to another: the verdicts of both on the same files, and what
//! both create of them, are compared; what those can't show comes from `changes.txt`, where its condition holds.

mod condition;
mod facts;
mod fleet;
mod images;
mod notes;
mod objects;
mod others;
mod selected;
mod verdicts;

pub use notes::NOTES;

use crate::rules::Input;
use crate::text::Span;

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

/// A change. An empty text says nothing.
#[derive(Debug, Clone)]
pub struct Change {
    /// Its name.
    pub id: String,
    /// How much it matters.
    pub impact: Impact,
    /// What changes.
    pub what: String,
    /// What was there before.
    pub before: String,
    /// What will be there.
    pub after: String,
    /// What to do.
    pub todo: String,
    /// What it is about: `Gateway edge/public`.
    pub object: String,
    /// The places that matter.
    pub places: Vec<Span>,
}

/// The changes that are found.
#[derive(Debug, Default)]
struct Changes(Vec<Change>);

/// What is said of a change: its name, how much it matters, what changes, what to do, what was and what will be there.
type Said<'s> = (&'s str, Impact, String, &'s str, [String; 2]);

/// No values.
const NONE: [String; 2] = [String::new(), String::new()];

impl Changes {
    /// Adds one. It is the one way to do so: each copy of a change that the compiler writes out is a page of Wasm.
    #[inline(never)]
    fn add(&mut self, (id, impact, what, todo, [before, after]): Said<'_>, object: &str, places: Vec<Span>) {
        let (id, todo, object) = (id.to_string(), todo.to_string(), object.to_string());
        self.0.push(Change { id, impact, what, before, after, todo, object, places });
    }
}

/// Everything that changes. `day` is the one that end of life is judged on; for `notes` see [`NOTES`].
pub fn compare(sides: [&Input<'_>; 2], day: &str, notes: &str) -> Vec<Change> {
    let [before, after] = sides;
    let mut changes = Changes::default();
    verdicts::compare(before, after, &mut changes);
    let documents = others::all(after.files);
    let selectors = selected::all(&documents);
    let fleets = fleet::all(sides);
    for fleet in &fleets {
        objects::compare(fleet, &mut changes);
        selected::compare(&selectors, fleet, &mut changes);
    }
    notes::compare(notes, sides, &documents, &fleets, &mut changes);
    facts::compare(before.release, after, day, &mut changes);
    changes.0
}
