//! A case of the corpus: a Markdown file whose fences hold the request and the answers. Its README describes the form.

use super::layout::compact;
use super::markdown::{Fence, fences};
use gatelint::api::{InputFile, Options, Request, Role};
use std::fs;
use std::path::{Path, PathBuf};

/// A call of the public API.
#[derive(Debug, Clone, Copy)]
pub enum Call {
    /// `check`
    Check,
    /// `resolve`
    Resolve,
    /// `render`
    Render,
    /// `images`
    Images,
}

impl Call {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Call::Check => "check",
            Call::Resolve => "resolve",
            Call::Render => "render",
            Call::Images => "images",
        }
    }

    fn named(name: &str) -> Option<Call> {
        [Call::Check, Call::Resolve, Call::Render, Call::Images].into_iter().find(|call| call.name() == name)
    }
}

/// A case.
pub struct Case {
    /// Its file.
    pub path: PathBuf,
    /// The file's text.
    pub text: String,
    fences: Vec<Fence>,
}

impl Case {
    /// Reads a case.
    pub fn read(path: &Path) -> Case {
        let text = fs::read_to_string(path).unwrap();
        Case { path: path.to_owned(), fences: fences(&text), text }
    }

    /// The request.
    pub fn request(&self) -> Request {
        let files = self.fences.iter().filter_map(file).collect();
        let options = self.fences.iter().find(|fence| fence.has("options"));
        Request { files, options: options.map(|fence| options_of(&fence.content)) }
    }

    /// The calls, each with the fence of its answer.
    pub fn answers(&self) -> impl Iterator<Item = (Call, &Fence)> {
        self.fences.iter().filter_map(|fence| Some((Call::named(fence.words.get(1)?)?, fence)))
    }
}

/// The recorded answer: the canonical text, or the message of a refusal.
pub fn expected(fence: &Fence) -> String {
    match fence.has("json") {
        true => compact(&fence.content),
        false => fence.content.trim_end().to_owned(),
    }
}

fn options_of(json: &str) -> Options {
    Options::read(serde_json::from_str::<serde_json::Value>(json).unwrap().into()).unwrap()
}

fn file(fence: &Fence) -> Option<InputFile> {
    let path = fence.value("file")?.to_owned();
    let role = fence.value("as").map(|role| match role {
        "config" => Role::Config,
        "values" => Role::Values,
        other => panic!("as={other}"),
    });
    Some(InputFile { path, text: None, bytes: Some(bytes(fence)), role })
}

fn bytes(fence: &Fence) -> Vec<u8> {
    match fence {
        _ if fence.has("quoted") => serde_json::from_str::<String>(&fence.content).unwrap().into_bytes(),
        _ if fence.has("base64") => base64(fence.content.trim()),
        _ => fence.content.clone().into_bytes(),
    }
}

fn base64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut bits, mut held) = (0u32, 0);
    for letter in text.bytes().filter(|letter| *letter != b'=') {
        let value = LETTERS.iter().position(|known| *known == letter).unwrap();
        (bits, held) = (bits << 6 | value as u32, held + 6);
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    bytes
}
