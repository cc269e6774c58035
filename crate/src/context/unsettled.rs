//! What decides about images and is not worked out here: patches and names of kustomizations, values that are elsewhere.

use super::Context;
use super::folders::Folders;
use super::kustomize;
use super::tree::Found;
use crate::read::{Document, FileFacts, Kind, argo_sources};
use crate::text::{FileId, Span, holds};
use crate::value::Node;

const HIDDEN: &str = "values of the gateway-helm chart come from here, and what they are is not known";
const PATCHED: &str =
    "a patch of a kustomization changes this, and is not applied here: look at what `kustomize build` gives";
const RENAMED: &str = "a kustomization renames this, and references may miss it: look at what `kustomize build` gives";

/// The kinds of which images are made.
const KINDS: [&str; 3] = ["EnvoyProxy", "GatewayClass", "Gateway"];
/// Words of a patch that changes images, or which EnvoyProxy counts.
const WORDS: [&str; 4] = ["image", "parametersRef", "gatewayClassName", "mergeGateways"];
/// Longer patches are taken to change images, so that the cost stays bounded.
const MOST: usize = 16_384;
/// Words of a list of operations.
const OPERATIONS: [&str; 2] = ["op:", "\"op\""];

impl Context<'_> {
    /// The places that leave images unsettled, and why.
    pub fn unsettled(&self) -> Vec<(Span, &'static str)> {
        let mut found = Vec::new();
        for (_, hidden) in &self.layers.hidden {
            found.extend(hidden.origin.span().map(|span| (span, HIDDEN)));
        }
        for document in self.files.iter().flat_map(|facts| &facts.documents) {
            match document.kind {
                Kind::Kustomization => self.operations(document, Some(&document.root), &mut found),
                Kind::FluxKustomization => self.operations(document, document.spec(), &mut found),
                Kind::ArgoApplication => {
                    argo_sources(document)
                        .for_each(|source| self.operations(document, source.get("kustomize"), &mut found));
                }
                Kind::EnvoyProxy | Kind::GatewayClass | Kind::Gateway => {
                    let (why, counts) = match document.partial {
                        true => (PATCHED, says(document.span.slice(self.text(document.file)), &WORDS)),
                        false => (RENAMED, self.is_renamed(document)),
                    };
                    found.extend(document.name_origin().span().filter(|_| counts).map(|span| (span, why)));
                }
                _ => {}
            }
        }
        found
    }

    /// Patches that are lists of operations, by what they are meant for.
    fn operations(&self, document: &Document, root: Option<&Node>, found: &mut Vec<(Span, &'static str)>) {
        for patch in kustomize::targeted(root) {
            let kind = patch.str_at(&["target", "kind"]);
            let text = patch.str_at(&["patch"]).or_else(|| self.file_text(document, patch.str_at(&["path"])?));
            let counts = text.is_none_or(|text| text.len() > MOST || says(text, &WORDS) && says(text, &OPERATIONS));
            if counts && kind.is_none_or(|kind| KINDS.contains(&kind)) {
                found.extend(patch.origin.span().map(|span| (span, PATCHED)));
            }
        }
    }

    fn file_text(&self, document: &Document, path: &str) -> Option<&str> {
        match self.folders.tree.follow(self.folders.tree.folder_of(document.file), path)? {
            Found::File(file) => Some(self.text(file)),
            Found::Folder(_) => None,
        }
    }

    fn text(&self, file: FileId) -> &str {
        self.files.get(file.0 as usize).map_or("", |facts| &facts.text)
    }
}

/// The kinds of which a deployer changes names, and to which others refer.
pub(super) fn renamed<'a>(files: &'a [FileFacts], folders: &Folders<'a>) -> Vec<&'a str> {
    let mut kinds = Vec::new();
    for document in files.iter().filter(|facts| folders.renames(facts.file)).flat_map(|facts| &facts.documents) {
        let is_ours = matches!(document.kind, Kind::GatewayClass | Kind::Gateway | Kind::EnvoyProxy | Kind::Secret);
        if is_ours && !kinds.contains(&&*document.kind_name) {
            kinds.push(&*document.kind_name);
        }
    }
    kinds
}

fn says(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| holds(text, word))
}
