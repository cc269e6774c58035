//! A case of the corpus: a Markdown file whose fences hold the request and the answers. Its README describes the form.

use super::layout::compact;
use gatelint::api::{InputFile, Options, Request, Role};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A call of the public API.
#[derive(Debug, Clone, Copy)]
pub enum Call {
    /// `check`
    Check,
    /// `resolve`
    Resolve,
}

impl Call {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Call::Check => "check",
            Call::Resolve => "resolve",
        }
    }

    fn named(name: &str) -> Option<Call> {
        [Call::Check, Call::Resolve].into_iter().find(|call| call.name() == name)
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

/// A fence of the file.
pub struct Fence {
    /// Its backticks.
    pub ticks: String,
    /// The bytes of the file from its first line to its last.
    pub lines: Range<usize>,
    words: Vec<String>,
    content: String,
}

impl Case {
    /// Reads a case.
    pub fn read(path: &Path) -> Case {
        let text = fs::read_to_string(path).unwrap();
        Case { path: path.to_owned(), fences: fences(&text), text }
    }

    /// The request.
    pub fn request(&self) -> Request {
        let files = self.fences.iter().filter_map(Fence::file).collect();
        let options = self.fences.iter().find(|fence| fence.word(1) == "options");
        Request { files, options: options.map(|fence| serde_json::from_str::<Options>(&fence.content).unwrap()) }
    }

    /// The calls, each with the fence of its answer.
    pub fn answers(&self) -> impl Iterator<Item = (Call, &Fence)> {
        self.fences.iter().filter_map(|fence| Some((Call::named(fence.word(1))?, fence)))
    }
}

impl Fence {
    /// The recorded answer: the canonical text, or the message of a refusal.
    pub fn answer(&self) -> String {
        match self.word(0) {
            "json" => compact(&self.content),
            _ => self.content.trim_end().to_owned(),
        }
    }

    fn file(&self) -> Option<InputFile> {
        let path = self.value("file=")?.to_owned();
        let role = self.value("as=").map(|role| match role {
            "config" => Role::Config,
            "values" => Role::Values,
            other => panic!("as={other}"),
        });
        Some(InputFile { path, text: None, bytes: Some(self.bytes().into()), role })
    }

    fn bytes(&self) -> Vec<u8> {
        match self.words.iter().map(String::as_str).find(|word| matches!(*word, "quoted" | "base64")) {
            Some("quoted") => serde_json::from_str::<String>(&self.content).unwrap().into_bytes(),
            Some(_) => base64(self.content.trim()),
            None => self.content.clone().into_bytes(),
        }
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", String::as_str)
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.words.iter().find_map(|word| word.strip_prefix(name))
    }
}

fn fences(text: &str) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut open: Option<Fence> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        match open.as_mut() {
            None => open = opened(line.trim_end(), start),
            Some(fence) if line.trim_end() == fence.ticks => {
                fence.lines.end = at;
                fences.extend(open.take());
            }
            Some(fence) => fence.content.push_str(line),
        }
    }
    assert!(open.is_none(), "a fence does not end");
    fences
}

fn opened(line: &str, start: usize) -> Option<Fence> {
    let words = line.trim_start_matches('`');
    let ticks = "`".repeat(line.len() - words.len());
    let fence = || Fence {
        ticks: ticks.clone(),
        lines: start..start,
        words: words.split_whitespace().map(str::to_owned).collect(),
        content: String::new(),
    };
    (ticks.len() >= 3).then(fence)
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
