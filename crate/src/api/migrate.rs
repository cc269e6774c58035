//! `migrate`: the files rewritten for a release, and whether they then come to the same.

use super::Facts;
use super::analysis::Analysis;
use super::request::{InputFile, Request};
use super::request_error::RequestError;
use super::response as out;
use crate::api::json::object;
use crate::context::Dialect;
use crate::diagnostic::Edit;
use crate::read::FileFacts;
use crate::rules::Input;
use crate::text::{Gather as _, Span};
use crate::value::Node;
use crate::yaml::to_json;
use std::rc::Rc;

/// How often specs are left as they are because others are.
const MOST_ROUNDS: usize = 8;

object! {
    /// The answer to `migrate`.
    #[derive(Debug)]
    pub struct Migration {
        /// The release.
        pub target: String,
        /// What has to be written.
        pub edits: Vec<out::Edit>,
        /// What can't be.
        pub notes: Vec<out::Diagnostic>,
    }
}

/// Reads the structured dialect and writes that of the release.
pub fn migrate(facts: &Rc<Facts>, request: &Request) -> Result<Migration, RequestError> {
    let mut analysis = Analysis::new(facts, request)?;
    let target = analysis.only_target()?;
    let (mut migration, before) = analysis.migration(target);
    let mut after = rewritten(&analysis, request, &migration)?;
    for facts in &analysis.files {
        let rewritten = after.files.get(facts.file.0 as usize).unwrap_or(facts);
        let (was, is) = (facts.problems.len(), rewritten.problems.len());
        let first = migration.edits.iter().find(|edit| edit.span.file == facts.file).map(|edit| edit.span);
        if is > was {
            migration.edits.retain(|edit| edit.span.file != facts.file);
            migration.note(first, "there is no room here for what has to be written".to_string());
        }
    }
    // A spec that is left as it is may meet others, which then are left, too.
    let mut noted = vec![false; before.len()];
    let mut message = "its pods would not be the same: levels that meet name the image together, or a patch does";
    for _ in 0..MOST_ROUNDS {
        let mut is_left = false;
        after = rewritten(&analysis, request, &migration)?;
        for ((pod, then), noted) in before.iter().zip(after.pods(target, Dialect::Release)).zip(&mut noted) {
            if pod.comes_to != then.comes_to && !*noted {
                *noted = true;
                migration.note(pod.gateway, message.to_string());
                pod.levels.iter().for_each(|spec| is_left |= migration.leave(*spec));
            }
        }
        if !is_left {
            break;
        }
        message = "its pods would not be the same: another Gateway shares one of its EnvoyProxies, which for that one is left as it is";
    }
    Ok(analysis.migrated(target, &migration))
}

/// The files as they are then.
fn rewritten(
    analysis: &Analysis,
    request: &Request,
    migration: &crate::migrate::Migration,
) -> Result<Analysis, RequestError> {
    let texts = analysis.files.iter().map(|facts| edited(facts, &migration.edits));
    let files = request.files.iter().zip(texts);
    let files =
        files.map(|(file, text)| InputFile { path: file.path.clone(), text: Some(text), bytes: None, role: file.role });
    Analysis::of_files(analysis, &files.gather())
}

/// The text of a file with its edits, which are in order and do not overlap.
fn edited(facts: &FileFacts, edits: &[Edit]) -> String {
    let (mut text, mut at) = (String::new(), 0);
    for edit in edits.iter().filter(|edit| edit.span.file == facts.file) {
        text.push_str(facts.text.get(at..edit.span.start as usize).unwrap_or(""));
        text.push_str(&edit.text);
        at = edit.span.end as usize;
    }
    text + facts.text.get(at..).unwrap_or("")
}

/// The pods of a Gateway: what is pulled for them.
pub struct Pod {
    gateway: Option<Span>,
    comes_to: String,
    /// The specs that meet for it, where there are several.
    levels: Vec<Span>,
}

/// The pods of every Gateway.
pub fn pods(input: &Input<'_>) -> Vec<Pod> {
    let mut pods = Vec::new();
    for gateway in &input.resolved.gateways {
        let rendering = gateway.infra.and_then(|index| input.renderings.get(index));
        let mut comes_to = String::new();
        for object in rendering.map_or(&[][..], |rendering| &rendering.objects) {
            let Some(pod) = object.pod() else { continue };
            comes_to += &pod.get("imagePullSecrets").map(to_json).unwrap_or_default();
            for container in pod.get("containers").map_or(&[][..], Node::items) {
                for field in ["image", "imagePullPolicy"] {
                    comes_to += container.str_at(&[field]).unwrap_or("");
                    comes_to.push(' ');
                }
            }
        }
        let mut levels = Vec::new();
        if let Some(infra) = gateway.infra.and_then(|index| input.resolved.infras.get(index)) {
            let used = infra.effective.sources.iter().filter(|source| source.used);
            levels.extend(used.filter_map(|source| source.spec.origin.span()));
        }
        if levels.len() < 2 {
            levels.clear();
        }
        pods.push(Pod { gateway: gateway.object.document.name_origin().span(), comes_to, levels });
    }
    pods
}
