//! Where the walk is.

/// From a value to a part of it.
#[derive(Debug, Clone, Copy)]
pub enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// The steps from the root.
#[derive(Debug, Clone, Default)]
pub struct Path<'a>(Vec<Step<'a>>);

impl<'a> Path<'a> {
    pub fn push(&mut self, step: Step<'a>) {
        self.0.push(step);
    }

    pub fn pop(&mut self) {
        self.0.pop();
    }

    /// The steps.
    pub fn steps(&self) -> &[Step<'a>] {
        &self.0
    }

    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The path as the API server spells it: `spec.listeners[0].tls`.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for step in &self.0 {
            add(&mut text, *step);
        }
        text
    }

    /// Where the last name of a field begins, which is at hand or a part of it; a name may hold dots.
    pub fn name_of(&self, field: &str) -> usize {
        let (mut text, mut name) = (String::new(), 0);
        for step in &self.0 {
            if matches!(step, Step::Key(_)) {
                name = text.len() + usize::from(!text.is_empty());
            }
            add(&mut text, *step);
        }
        let is_part = field.get(text.len()..).is_some_and(|rest| rest.starts_with('.'));
        if is_part { text.len() + 1 } else { name }
    }

    /// The first steps.
    pub fn cut(&self, steps: usize) -> String {
        let mut text = String::new();
        for step in self.0.iter().take(steps) {
            add(&mut text, *step);
        }
        text
    }

    /// The path of a key with any items of lists: `spec.listeners[].tls`.
    pub fn pattern(&self, key: &str) -> String {
        let mut text = String::new();
        for step in &self.0 {
            match step {
                Step::Index(_) => text.push_str("[]"),
                step => add(&mut text, *step),
            }
        }
        add(&mut text, Step::Key(key));
        text
    }

    /// The path of a part.
    pub fn with(&self, step: Step<'_>) -> String {
        let mut text = self.text();
        add(&mut text, step);
        text
    }
}

/// One more step.
pub(super) fn add(text: &mut String, step: Step<'_>) {
    match step {
        Step::Index(index) => {
            text.push('[');
            text.push_str(&index.to_string());
            text.push(']');
        }
        Step::Key(key) => {
            if !text.is_empty() {
                text.push('.');
            }
            text.push_str(key);
        }
    }
}
