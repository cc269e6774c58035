//! What a workspace keeps: what schemas and rules say of a file alone, and what is created for each proxy.

use crate::diagnostic::ReleaseSet;
use crate::read::{Document, Kind};
use crate::render::{self, Rendering, Scene, render};
use crate::resolve::Infra;
use crate::rules;
use crate::schema::{self, Options, Schema, Violation};
use crate::text::{FileId, Gather as _};
use std::cell::RefCell;
use std::rc::Rc;

/// What schemas object to, in the order of the documents.
#[derive(Debug, Default, Clone)]
pub struct Objections {
    /// What the API servers of the targets object to.
    pub violations: Vec<Violation>,
    /// How many of these are about each document.
    pub counts: Vec<usize>,
    /// What their charts object to.
    pub value_violations: Vec<Violation>,
}

impl Objections {
    /// Looks at one more document.
    pub fn document(&mut self, schema: &Schema, document: &Document, options: &dyn Fn(bool) -> Options) {
        let before = self.violations.len();
        let options = options(document.partial);
        if document.kind == Kind::HelmValues {
            self.value_violations.append(&mut schema::check_values(schema, &document.root, options));
        } else if let Some(kind) = schema::Kind::of(&document.api_version, &document.kind_name) {
            self.violations.append(&mut schema::check(schema, kind, &document.root, options));
        }
        self.counts.push(self.violations.len() - before);
    }

    fn extend(&mut self, more: &Objections) {
        self.violations.extend_from_slice(&more.violations);
        self.counts.extend_from_slice(&more.counts);
        self.value_violations.extend_from_slice(&more.value_violations);
    }
}

/// What is known of a file, and for which targets.
type Held = Option<(ReleaseSet, Objections)>;

/// What is known of a workspace; a single request keeps nothing.
#[derive(Debug, Default)]
pub struct Known {
    files: Option<RefCell<Vec<Held>>>,
    renderings: render::Kept,
    /// What rules say of each file alone.
    pub said: rules::Kept,
}

impl Known {
    /// Something that keeps what it is told.
    pub fn keeping() -> Self {
        Known { files: Some(RefCell::default()), said: rules::Kept::keeping(), ..Known::default() }
    }

    /// Forgets what was known of a file.
    pub fn forget(&mut self, file: FileId) {
        self.said.forget(file);
        if let Some(slot) = self.files.as_mut().and_then(|known| known.get_mut().get_mut(file.0 as usize)) {
            *slot = None;
        }
    }

    /// Adds what is known of a file for these targets to `all`; `look` finds it where it is not known.
    pub fn look_up(&self, file: FileId, targets: ReleaseSet, all: &mut Objections, look: impl Fn(&mut Objections)) {
        let Some(known) = &self.files else { return look(all) };
        let (mut known, at) = (known.borrow_mut(), file.0 as usize);
        if known.len() <= at {
            known.resize_with(at + 1, || None);
        }
        let Some(slot) = known.get_mut(at) else { return };
        if slot.as_ref().is_none_or(|(held, _)| *held != targets) {
            let mut said = Objections::default();
            look(&mut said);
            *slot = Some((targets, said));
        }
        if let Some((_, said)) = slot {
            all.extend(said);
        }
    }

    /// What is created for each proxy.
    pub fn renderings(&self, infras: &[Infra<'_>], scene: &Scene<'_>) -> Vec<Rc<Rendering>> {
        match self.files {
            Some(_) => self.renderings.render(infras, scene),
            None => infras.iter().map(|infra| Rc::new(render(infra, scene))).gather(),
        }
    }
}
