//! Conditions: what the controller writes into the status of an object.

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// `Accepted`, `Programmed` …
    pub kind: &'static str,
    /// True or false.
    pub status: bool,
    /// The controller's word for why.
    pub reason: &'static str,
    /// Why, in words.
    pub message: &'static str,
}

/// Conditions of one object, each type once.
#[derive(Debug, Clone, Default)]
pub struct Conditions(Vec<Condition>);

impl Conditions {
    /// Those of a class that is accepted; none where nobody looks at it.
    pub fn accepted(is_managed: bool) -> Self {
        let mut conditions = Conditions::default();
        if is_managed {
            conditions.set("Accepted", true, "Accepted", "the controller serves it");
        }
        conditions
    }

    /// Sets a condition; one of the same type is replaced.
    pub fn set(&mut self, kind: &'static str, status: bool, reason: &'static str, message: &'static str) {
        let condition = Condition { kind, status, reason, message };
        match self.0.iter_mut().find(|old| old.kind == kind) {
            Some(old) => *old = condition,
            None => self.0.push(condition),
        }
    }

    /// The condition of a type.
    pub fn get(&self, kind: &str) -> Option<&Condition> {
        self.0.iter().find(|condition| condition.kind == kind)
    }

    /// True when the condition is there with this status.
    pub fn is(&self, kind: &str, status: bool) -> bool {
        self.get(kind).is_some_and(|condition| condition.status == status)
    }

    /// All of them, in the order in which they were set first.
    pub fn all(&self) -> &[Condition] {
        &self.0
    }
}
