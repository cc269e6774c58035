//! What a team says: gatelint.yaml with its rules and policies, comments that ignore findings, and the files that both
//! are about.

mod form;
mod ignores;
mod shape;

pub use form::{FILE, FIRM, Fields, Form};
pub use ignores::{Ignore, ignores};
pub use shape::{Fault, faults, target};

use crate::diagnostic::Severity;
use crate::read::{FileFacts, Role};
use crate::text::{FileId, glob};
use crate::value::{Node, Value};

/// How loud a rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// It says nothing.
    Off,
    /// It says it so.
    Says(Severity),
}

impl Level {
    /// The words, as they are written.
    pub const WORDS: [&'static str; 4] = ["off", "info", "warning", "error"];

    /// What a node says. YAML reads a bare `off` as false.
    pub fn of(node: &Node) -> Option<Level> {
        match &node.value {
            Value::Bool(false) => Some(Level::Off),
            Value::String(word) => match &**word {
                "off" => Some(Level::Off),
                "info" => Some(Level::Says(Severity::Info)),
                "warning" => Some(Level::Says(Severity::Warning)),
                "error" => Some(Level::Says(Severity::Error)),
                _ => None,
            },
            _ => None,
        }
    }
}

/// gatelint.yaml, and the files as it sees them.
#[derive(Debug)]
pub struct Team<'a> {
    /// All that it says.
    pub root: &'a Node,
    /// The path of each file, seen from its folder.
    paths: Vec<String>,
}

/// All that the gatelint.yaml among these files says.
pub fn root(files: &[FileFacts]) -> Option<&Node> {
    let facts = files.iter().find(|facts| facts.role == Some(Role::Team))?;
    Some(&facts.documents.first()?.root)
}

impl<'a> Team<'a> {
    /// The one among these files. `cwd`: what relative paths are seen from.
    pub fn new(files: &'a [FileFacts], cwd: &str) -> Option<Team<'a>> {
        let FileFacts { path, .. } = files.iter().find(|facts| facts.role == Some(Role::Team))?;
        let root = root(files)?;
        let seen = Seen::new(cwd, path);
        let mut paths = Vec::with_capacity(files.len());
        for facts in files {
            paths.push(seen.path(&facts.path));
        }
        Some(Team { root, paths })
    }

    /// The value of a policy for a file: the last override that fits the file and has it, else that of all files.
    pub fn policy(&self, file: FileId, key: &str) -> Option<&'a Node> {
        self.last(file, &["policies", key])
    }

    /// How loud a rule is in a file, where the team says it.
    pub fn level(&self, file: FileId, rule: &str) -> Option<Level> {
        self.last(file, &["rules", rule]).and_then(Level::of)
    }

    fn last(&self, file: FileId, path: &[&str]) -> Option<&'a Node> {
        let root = self.root;
        let name = self.paths.get(file.0 as usize)?;
        let overrides = root.get("overrides").map_or(&[][..], Node::items);
        for one in overrides.iter().rev() {
            let found = one.at(path).filter(|_| fits(one.get("paths"), name, false));
            if found.is_some() {
                return found;
            }
        }
        root.at(path)
    }
}

/// True when one of the globs that a node holds fits. `otherwise`: what counts where there is no node, or one that is
/// neither a text nor a list, which is said elsewhere.
pub fn fits(globs: Option<&Node>, text: &str, otherwise: bool) -> bool {
    match globs {
        Some(globs) if matches!(globs.value, Value::String(_) | Value::List(_)) => {
            texts(globs).any(|pattern| glob(plain(pattern), text))
        }
        _ => otherwise,
    }
}

/// A pattern without what people write around paths: `./charts/` is `charts`.
fn plain(mut pattern: &str) -> &str {
    while let Some(rest) = pattern.strip_prefix("./") {
        pattern = rest;
    }
    pattern.strip_suffix('/').unwrap_or(pattern)
}

/// The texts of a node: itself, or its items.
pub fn texts(node: &Node) -> impl Iterator<Item = &str> {
    let alone = std::slice::from_ref(node);
    let all = if node.as_str().is_some() { alone } else { node.items() };
    all.iter().filter_map(Node::as_str)
}

/// The texts of a node, for a message.
pub fn listed(node: &Node) -> String {
    let mut all = String::new();
    for text in texts(node) {
        if !all.is_empty() {
            all.push_str(", ");
        }
        all.push_str(text);
    }
    all
}

/// Where paths are seen from.
#[derive(Debug)]
pub struct Seen {
    cwd: String,
    /// With a slash behind it, or empty.
    folder: String,
}

impl Seen {
    /// From the folder of the file `path`; relative paths lie in `cwd`.
    pub fn new(cwd: &str, path: &str) -> Seen {
        let cwd = straight(String::new(), cwd);
        let mut folder = straight(cwd.clone(), path);
        folder.truncate(folder.len() - last(&folder).len());
        Seen { cwd, folder }
    }

    /// A path, seen from there; one that is outside is left whole.
    pub fn path(&self, path: &str) -> String {
        let path = straight(self.cwd.clone(), path);
        path.strip_prefix(&*self.folder).map(str::to_string).unwrap_or(path)
    }
}

/// A path below a folder, without detours, with slashes.
fn straight(cwd: String, path: &str) -> String {
    let is_whole = path.starts_with(['/', '\\']) || path.get(1..2) == Some(":");
    let mut straight = if is_whole { String::new() } else { cwd };
    for step in path.split(['/', '\\']) {
        if step == ".." && !straight.is_empty() && last(&straight) != ".." {
            straight.truncate(straight.len() - last(&straight).len());
            straight.pop();
        } else if !matches!(step, "" | ".") {
            if !straight.is_empty() {
                straight.push('/');
            }
            straight.push_str(step);
        }
    }
    straight
}

/// What is behind the last slash.
fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::Seen;

    #[test]
    fn paths_are_seen_from_a_folder() {
        let seen = |cwd, of, path| Seen::new(cwd, of).path(path);
        assert_eq!(seen("/repo/sub", "../gatelint.yaml", "a/./b.yaml"), "sub/a/b.yaml");
        assert_eq!(seen("/repo/sub", "../gatelint.yaml", "/repo/x.yaml"), "x.yaml");
        assert_eq!(seen("/repo", "sub/gatelint.yaml", "sub/a.yaml"), "a.yaml");
        assert_eq!(seen("", "gatelint.yaml", "a/../b.yaml"), "b.yaml");
        assert_eq!(seen("/repo", "gatelint.yaml", "../else/b.yaml"), "else/b.yaml");
        assert_eq!(seen("C:\\repo", "gatelint.yaml", "C:/repo/b.yaml"), "b.yaml");
    }
}
