//! What rules say of one file alone, kept for one who asks again after another file has changed.

use super::findings::Said;
use crate::text::FileId;
use std::cell::RefCell;

/// What was said of a file, for each release.
type OfFile = Vec<(u16, Said)>;

/// What was said of each file; a single request keeps nothing.
#[derive(Debug, Default)]
pub struct Kept(Option<RefCell<Vec<OfFile>>>);

impl Kept {
    /// Something that keeps what it is told.
    pub fn keeping() -> Self {
        Kept(Some(RefCell::default()))
    }

    /// Forgets what was said of a file.
    pub fn forget(&mut self, file: FileId) {
        if let Some(of_file) = self.0.as_mut().and_then(|kept| kept.get_mut().get_mut(file.0 as usize)) {
            of_file.clear();
        }
    }

    /// Adds what is said of a file to `all`; `look` finds it where it is not known.
    pub(super) fn add(&self, file: FileId, release: u16, all: &mut Said, look: impl FnOnce() -> Said) {
        let Some(kept) = &self.0 else { return all.append(look()) };
        let (mut kept, at) = (kept.borrow_mut(), file.0 as usize);
        if kept.len() <= at {
            kept.resize_with(at + 1, OfFile::new);
        }
        let Some(of_file) = kept.get_mut(at) else { return };
        let known = of_file.iter().position(|(of, _)| *of == release).unwrap_or(of_file.len());
        if known == of_file.len() {
            of_file.push((release, look()));
        }
        if let Some((_, said)) = of_file.get(known) {
            all.append(said.clone());
        }
    }
}
