//! Analyses held against one another: upgrades, and files before and after a migration.

use super::analysis::Analysis;
use super::files::read_files;
use super::linked::Linked;
use super::migrate::{Migration as Migrated, Pod};
use super::places::Places;
use super::request::{InputFile, Options};
use super::request_error::RequestError;
use crate::context::Dialect;
use crate::rules;
use crate::upgrade;

impl Analysis {
    /// What changes from one release to another, as JSON.
    pub fn upgrade(&mut self, [from, to]: [u16; 2], day: &str, notes: &str) -> String {
        self.targets = Some(if from == to { vec![to] } else { vec![from, to] });
        let linked = Linked::new(self);
        let places = Places::new(&self.files, &self.engine.releases);
        let mut out = String::new();
        self.with_input(&linked, from, &mut |before| {
            self.with_input(&linked, to, &mut |after| {
                let changes = upgrade::compare([before, after], day, notes);
                out = super::upgrade::write(before, after, &changes, &places);
            });
        });
        out
    }

    /// The target, where there is one.
    pub fn only_target(&self) -> Result<u16, RequestError> {
        let linked = Linked::new(self);
        match linked.targets[..] {
            [target] => Ok(target),
            _ => Err(RequestError::OneTarget { count: linked.targets.len() }),
        }
    }

    /// Other files, looked at in the same way.
    pub fn of_files(other: &Analysis, files: &[InputFile]) -> Result<Self, RequestError> {
        Ok(Analysis {
            files: read_files(files, &Options::default())?,
            ..Analysis::empty(&other.engine, other.settings.clone())
        })
    }

    /// What comes of the structured dialect in a release, and what its pods are before.
    pub fn migration(&mut self, target: u16) -> (crate::migrate::Migration, Vec<Pod>) {
        let before = self.pods(target, Dialect::Structured);
        let mut migration = crate::migrate::Migration::default();
        let linked = Linked::new(self);
        self.with_input(&linked, target, &mut |side| {
            migration = crate::migrate::migrate(side);
            migration.notes.extend(rules::unread(side));
        });
        (migration, before)
    }

    /// The pods of every Gateway, read in a dialect.
    pub fn pods(&mut self, target: u16, dialect: Dialect) -> Vec<Pod> {
        self.settings.dialect = dialect;
        self.targets = Some(vec![target]);
        let mut pods = Vec::new();
        let linked = Linked::new(self);
        self.with_input(&linked, target, &mut |side| pods = super::migrate::pods(side));
        pods
    }

    /// A migration, for a host.
    pub fn migrated(&self, target: u16, migration: &crate::migrate::Migration) -> Migrated {
        let linked = Linked::new(self);
        let places = Places::new(&self.files, &self.engine.releases);
        let mut migrated =
            Migrated { target: self.release(target).version.to_string(), edits: Vec::new(), notes: Vec::new() };
        for edit in &migration.edits {
            migrated.edits.push(places.edit(edit));
        }
        for note in &migration.notes {
            migrated.notes.push(places.diagnostic(note, &linked.model, &linked.targets));
        }
        migrated
    }
}
