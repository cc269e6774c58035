//! What is said of a value: under which field, and at which bytes.

use super::names::Sort;
use super::{Refusal, Walk, culprit, names};
use crate::schema::path::Step;
use crate::value::Node;

impl<'a> Walk<'a> {
    /// Something said of a field below the path, or of the path itself.
    pub(super) fn say(&mut self, field: &'a str, nodes: &[Option<&Node>], what: &str) {
        self.say_so(field, nodes, (Sort::Other, what));
    }

    pub(super) fn say_missing(&mut self, field: &'a str, nodes: &[Option<&Node>]) {
        self.say_so(field, nodes, (Sort::Missing, "is required, and there is none"));
    }

    pub(super) fn say_so(&mut self, field: &'a str, nodes: &[Option<&Node>], what: (Sort, &str)) {
        if field.is_empty() {
            return self.refuse(self.path.text(), nodes, what);
        }
        self.path.push(Step::Key(field));
        self.refuse(self.path.text(), nodes, what);
        self.path.pop();
    }

    /// Something said of a map as a whole, because of what one of its keys has.
    pub(super) fn say_of(&mut self, key: &'a str, nodes: &[Option<&Node>], what: &str) {
        self.say_in(self.path.text(), key, nodes, (Sort::Other, what));
    }

    /// Something said under a field's own name of what stands below a key.
    pub(super) fn say_in(&mut self, field: String, key: &'a str, nodes: &[Option<&Node>], what: (Sort, &str)) {
        self.path.push(Step::Key(key));
        self.refuse(field, nodes, what);
        self.path.pop();
    }

    /// What is not known can't be wrong.
    fn refuse(&mut self, mut field: String, nodes: &[Option<&Node>], (sort, what): (Sort, &str)) {
        names::rename(&mut field, sort);
        if !nodes.iter().flatten().any(|node| self.is_unknown(node)) {
            let spans = culprit::spans(self.object, self.patch, self.path.steps(), nodes);
            self.refusals.push(Refusal { field, what: what.to_string(), spans });
        }
    }
}
