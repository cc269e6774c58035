//! The files of a request, read.

use super::request::{InputFile, Role};
use super::request_error::RequestError;
use crate::context;
use crate::read::{self, FileFacts, read_file};
use crate::text::{FileId, Str};

/// Reads every file; what one is may be said by another.
pub(super) fn read_files(files: &[InputFile]) -> Result<Vec<FileFacts>, RequestError> {
    if files.is_empty() {
        return Err(RequestError::NoFiles);
    }
    let mut facts =
        files.iter().enumerate().map(|(index, file)| read_one(index, file)).collect::<Result<Vec<_>, _>>()?;
    for (file, role) in context::roles(&facts) {
        let slot = facts.get_mut(file.0 as usize).filter(|facts| facts.role.is_none());
        if let (Some(slot), Some(input)) = (slot, files.get(file.0 as usize)) {
            *slot = FileFacts { said: false, ..read_file(file, slot.path.clone(), content(input)?, Some(role)) };
        }
    }
    Ok(facts)
}

/// Reads one file again, after its content changed. False when that is not enough: when the file says what others are,
/// or when another says what it is.
pub(super) fn read_again(facts: &mut [FileFacts], place: usize, file: &InputFile) -> bool {
    let (Some(slot), Ok(read)) = (facts.get_mut(place), read_one(place, file)) else { return false };
    if slot.role.is_some() != slot.said || context::gives_roles(slot) || context::gives_roles(&read) {
        return false;
    }
    *slot = read;
    true
}

fn read_one(index: usize, file: &InputFile) -> Result<FileFacts, RequestError> {
    let role = file.role.map(|role| match role {
        Role::Config => read::Role::Config,
        Role::Values => read::Role::Values,
    });
    Ok(read_file(FileId(index as u32), Str::from(file.path.clone()), content(file)?, role))
}

fn content(file: &InputFile) -> Result<&[u8], RequestError> {
    match (&file.text, &file.bytes) {
        (Some(text), None) => Ok(text.as_bytes()),
        (None, Some(bytes)) => Ok(bytes.as_slice()),
        _ => Err(RequestError::NoContent { path: file.path.clone() }),
    }
}
