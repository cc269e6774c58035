//! The files of a request, read.

use super::request::{InputFile, Options, Role};
use super::request_error::RequestError;
use crate::context;
use crate::read::{self, FileFacts, read_aside, read_file, read_told};
use crate::team::{Seen, fits};
use crate::text::{FileId, Names, Str};

/// Reads every file; what one is may be said by another. gatelint.yaml and the baseline stand behind the files where they
/// are not among them.
pub(super) fn read_files(files: &[InputFile], options: &Options) -> Result<Vec<FileFacts>, RequestError> {
    if files.is_empty() {
        return Err(RequestError::NoFiles);
    }
    for file in files.iter().chain(&options.config) {
        content(file)?;
    }
    let mut paths = Names::default();
    for file in files {
        if paths.has(&file.path) {
            return Err(RequestError::Twice { path: file.path.clone() });
        }
        paths.push(&file.path, ());
    }
    let team = team_file(files, options);
    let root = team.as_ref().and_then(|team| Some(&team.documents.first()?.root));
    let globs = root.and_then(|root| root.get("ignore")).cloned();
    let seen = Seen::new(options.cwd.as_deref().unwrap_or(""), team.as_ref().map_or("", |team| &team.path));
    let baseline = options.baseline.as_ref().map(|file| seen.path(&file.path));
    let mut all = Vec::with_capacity(files.len() + 2);
    for (index, file) in files.iter().enumerate() {
        let path = if globs.is_some() || baseline.is_some() { seen.path(&file.path) } else { String::new() };
        let reason = if is_aside(&file.path) {
            "a configuration of Gatelint, and not the one that counts"
        } else if baseline.as_ref().is_some_and(|baseline| *baseline == path) {
            "the baseline"
        } else if fits(globs.as_ref(), &path, false) {
            "gatelint.yaml says so"
        } else {
            ""
        };
        all.push(match reason {
            "" => read_one(index, file),
            reason => read::ignored(FileId(index as u32), Str::copied(&file.path), reason),
        });
    }
    context::tell(&mut all, &mut |file, role, carried| {
        let input = files.get(file.0 as usize)?;
        Some(read_told(file, Str::copied(&input.path), bytes(input), role, carried))
    });
    if let Some(team) = team {
        match all.get_mut(team.file.0 as usize) {
            Some(slot) => *slot = team,
            None => all.push(team),
        }
    }
    if let Some(file) = options.baseline.as_ref().filter(|file| content(file).is_ok()) {
        all.push(aside(all.len(), file, read::Role::Baseline));
    }
    Ok(all)
}

/// The gatelint.yaml that counts: the caller's, else the highest one among the files.
fn team_file(files: &[InputFile], options: &Options) -> Option<FileFacts> {
    if let Some(config) = &options.config {
        let index = files.iter().position(|file| file.path == config.path).unwrap_or(files.len());
        return Some(aside(index, config, read::Role::Team));
    }
    let mut found: Option<(usize, usize, &InputFile)> = None;
    for (index, file) in files.iter().enumerate().filter(|(_, file)| is_aside(&file.path)) {
        let depth = file.path.bytes().filter(|byte| matches!(byte, b'/' | b'\\')).count();
        if found.is_none_or(|(least, ..)| depth < least) {
            found = Some((depth, index, file));
        }
    }
    let (_, index, file) = found?;
    Some(aside(index, file, read::Role::Team))
}

/// True for a gatelint.yaml by its name.
fn is_aside(path: &str) -> bool {
    matches!(path.rsplit(['/', '\\']).next(), Some("gatelint.yaml" | "gatelint.yml"))
}

fn aside(index: usize, file: &InputFile, role: read::Role) -> FileFacts {
    read_aside(FileId(index as u32), Str::copied(&file.path), bytes(file), role)
}

/// The bytes of a file that is known to have some.
fn bytes(file: &InputFile) -> &[u8] {
    content(file).unwrap_or(&[])
}

/// Reads one file again, after its content changed. False when that is not enough: when the file says what others are,
/// or when another says what it is.
pub(super) fn read_again(facts: &mut [FileFacts], place: usize, file: &InputFile) -> bool {
    let Some(slot) = facts.get_mut(place) else { return false };
    let read = read_one(place, file);
    if slot.role.is_some_and(read::Role::is_aside)
        || slot.role.is_some() != slot.said
        || !slot.carried.is_empty()
        || context::gives_roles(slot)
        || context::gives_roles(&read)
    {
        return false;
    }
    *slot = read;
    true
}

fn read_one(index: usize, file: &InputFile) -> FileFacts {
    let role = file.role.map(|role| match role {
        Role::Config => read::Role::Config,
        Role::Values => read::Role::Values,
    });
    read_file(FileId(index as u32), Str::copied(&file.path), bytes(file), role)
}

/// The bytes of a file.
pub(super) fn content(file: &InputFile) -> Result<&[u8], RequestError> {
    match (&file.text, &file.bytes) {
        (Some(text), None) => Ok(text.as_bytes()),
        (None, Some(bytes)) => Ok(bytes.as_slice()),
        _ => Err(RequestError::NoContent { path: file.path.clone() }),
    }
}
