//! The files of a request as folders, and the folders that deployers name in them.
//!
//! A deployer's path is relative to the root of its repository, which the request does not name: its paths may
//! start above the root (`examples/flux/apps`) or below it.

use crate::text::{FileId, Gather as _, Names};

/// A folder, by its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Folder(usize);

/// What a path leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// A folder.
    Folder(Folder),
    /// A file.
    File(FileId),
}

/// All folders of a request; the first one is above all files.
#[derive(Debug)]
pub struct Tree<'a> {
    folders: Vec<Entry<'a>>,
    by_name: Names<'a, Folder>,
    /// The folder of each file.
    of_file: Vec<Folder>,
}

#[derive(Debug, Default)]
struct Entry<'a> {
    above: Option<Folder>,
    name: &'a str,
    folders: Names<'a, Folder>,
    files: Names<'a, FileId>,
}

/// How many folders of one name are looked at, so that the cost stays bounded.
const NAMESAKES: usize = 64;

impl<'a> Tree<'a> {
    /// Sorts paths into folders; the id of a file is its place among them.
    pub fn new(paths: impl Iterator<Item = &'a str>) -> Self {
        let mut tree = Tree { folders: vec![Entry::default()], by_name: Names::default(), of_file: Vec::new() };
        for (index, path) in paths.enumerate() {
            let (folders, name) = path.rsplit_once(['/', '\\']).unwrap_or(("", path));
            let folder = segments(folders).fold(Folder(0), |folder, segment| tree.enter(folder, segment));
            tree.of_file.push(folder);
            if let Some(entry) = tree.folders.get_mut(folder.0) {
                entry.files.push(name, FileId(index as u32));
            }
        }
        tree
    }

    fn enter(&mut self, folder: Folder, segment: &'a str) -> Folder {
        let next = Folder(self.folders.len());
        let Some(entry) = self.folders.get_mut(folder.0) else { return folder };
        if segment == ".." && !matches!(entry.name, "" | "..") {
            return entry.above.unwrap_or(folder);
        }
        if let Some(found) = entry.folders.first(segment) {
            return *found;
        }
        entry.folders.push(segment, next);
        self.folders.push(Entry { above: Some(folder), name: segment, ..Entry::default() });
        self.by_name.push(segment, next);
        next
    }

    /// How many folders there are.
    pub fn len(&self) -> usize {
        self.folders.len()
    }

    /// The folder of a file.
    pub fn folder_of(&self, file: FileId) -> Folder {
        self.of_file.get(file.0 as usize).copied().unwrap_or(Folder(0))
    }

    /// The file of this name in a folder.
    pub fn file(&self, folder: Folder, name: &str) -> Option<FileId> {
        self.entry(folder)?.files.first(name).copied()
    }

    /// What stands in a folder: its files, then its folders.
    pub fn inside(&self, folder: Folder) -> impl Iterator<Item = Found> {
        let files = self.entry(folder).into_iter().flat_map(|entry| entry.files.things().copied().map(Found::File));
        let folders = self.entry(folder).into_iter().flat_map(|entry| entry.folders.things().copied());
        files.chain(folders.map(Found::Folder))
    }

    /// A folder and those above it, the nearest first.
    pub fn above(&self, folder: Folder) -> impl Iterator<Item = Folder> {
        std::iter::successors(Some(folder), |folder| self.entry(*folder)?.above)
    }

    /// What a path relative to `from` leads to.
    pub fn follow(&self, from: Folder, path: &str) -> Option<Found> {
        let mut found = Found::Folder(from);
        for segment in segments(path) {
            let Found::Folder(folder) = found else { return None };
            let entry = self.entry(folder)?;
            found = match entry.folders.first(segment) {
                Some(next) => Found::Folder(*next),
                None if segment == ".." => Found::Folder(entry.above?),
                None => Found::File(*entry.files.first(segment)?),
            };
        }
        Some(found)
    }

    /// What a path relative to the root of a repository leads to, where the file that names it is in folder `near`.
    /// The root is the outermost folder above `near` that has such a path, else any folder that has it.
    pub fn find(&self, near: Folder, path: &str) -> Option<Found> {
        if Self::is_root(path) {
            return Some(Found::Folder(self.common()));
        }
        let mut roots: Vec<Folder> = self.above(near).gather();
        roots.reverse();
        let near = roots.into_iter().find_map(|root| self.follow(root, path));
        near.or_else(|| {
            let first = segments(path).next()?;
            let namesakes = self.by_name.all(first).iter().take(NAMESAKES);
            namesakes.filter_map(|folder| self.follow(self.entry(*folder)?.above?, path)).next()
        })
    }

    /// True for a path that leads nowhere from the root: `./`.
    pub fn is_root(path: &str) -> bool {
        segments(path).next().is_none()
    }

    /// The innermost folder that holds every file.
    fn common(&self) -> Folder {
        let mut folder = Folder(0);
        while let Some(Entry { folders, files, .. }) = self.entry(folder) {
            match (folders.things().next(), folders.things().count(), files.things().next().is_none()) {
                (Some(only), 1, true) => folder = *only,
                _ => break,
            }
        }
        folder
    }

    fn entry(&self, folder: Folder) -> Option<&Entry<'a>> {
        self.folders.get(folder.0)
    }
}

impl Folder {
    /// The folder of an index; a folder stands after those that it is in.
    pub fn at(index: usize) -> Self {
        Folder(index)
    }

    /// Its index among all folders.
    pub fn index(self) -> usize {
        self.0
    }
}

/// The parts of a path, those left out that lead nowhere.
fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split(['/', '\\']).filter(|segment| !matches!(*segment, "" | "."))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATHS: [&str; 5] = [
        "examples/flux/clusters/prod/ks.yaml",
        "examples/flux/apps/gateways/public.yaml",
        "./examples/flux/apps/gateways/internal.yaml",
        "examples/plain/apps/../class.yaml",
        "examples\\plain\\proxy.yaml",
    ];

    fn tree() -> Tree<'static> {
        Tree::new(PATHS.into_iter())
    }

    #[test]
    fn paths_are_followed() {
        let tree = tree();
        let clusters = tree.folder_of(FileId(0));
        assert_eq!(tree.follow(clusters, "../../apps/gateways/public.yaml"), Some(Found::File(FileId(1))));
        assert_eq!(tree.follow(clusters, "../../apps/none"), None);
        assert_eq!(tree.follow(clusters, "ks.yaml/below"), None);
        assert_eq!(tree.folder_of(FileId(3)), tree.folder_of(FileId(4)));
    }

    #[test]
    fn a_path_from_the_root_of_a_repository_is_found_below_any_prefix() {
        let tree = tree();
        let gateways = Found::Folder(tree.folder_of(FileId(1)));
        assert_eq!(tree.find(tree.folder_of(FileId(0)), "./apps/gateways"), Some(gateways));
        assert_eq!(tree.find(tree.folder_of(FileId(0)), "apps/gateways/"), Some(gateways));
        assert_eq!(tree.find(tree.folder_of(FileId(0)), "apps/others"), None);
    }

    #[test]
    fn the_outermost_root_is_meant() {
        let tree = Tree::new(["clusters/prod/ks.yaml", "clusters/prod/apps/a.yaml", "apps/a.yaml"].into_iter());
        assert_eq!(tree.find(tree.folder_of(FileId(0)), "apps"), Some(Found::Folder(tree.folder_of(FileId(2)))));
    }

    #[test]
    fn a_path_elsewhere_is_found_too() {
        let tree = Tree::new(["ks.yaml", "work/repo/apps/a.yaml"].into_iter());
        assert_eq!(tree.find(tree.folder_of(FileId(0)), "repo/apps"), Some(Found::Folder(tree.folder_of(FileId(1)))));
    }

    #[test]
    fn the_root_itself_is_the_folder_that_holds_all() {
        let tree = Tree::new(["a/b/ks.yaml", "a/b/c/x.yaml"].into_iter());
        assert_eq!(tree.find(tree.folder_of(FileId(1)), "./"), Some(Found::Folder(tree.folder_of(FileId(0)))));
    }
}
