//! One workload of an EnvoyProxy: which forms its container has, and what they become.

use super::Migration;
use super::text::{Fate, Written};
use crate::context::Dialect;
use crate::image::split;
use crate::resolve::{Effective, ImageDecision};
use crate::rules::Input;
use crate::text::Span;
use crate::value::{Entry, Node, Origin};

/// A workload and where it stands.
pub(super) struct Workload<'a> {
    pub input: &'a Input<'a>,
    pub spec: &'a Node,
    pub field: &'static str,
    pub node: &'a Node,
}

/// The forms that name the image, the strongest first; `tag` and a part of `imageSpec` act on what they name.
const NAMES: [&str; 4] = ["imageSpec", "repository", "imageRepository", "image"];
const STRUCTURED: [&str; 5] = ["imageSpec", "repository", "tag", "imagePullPolicy", "imagePullSecrets"];

/// A patch that sets the pull policy: as lines, each level a blank, and between brackets.
const POLICY: &str = "\
patch:
 type: StrategicMerge
 value:
  spec:
   template:
    spec:
     containers:
      - name: envoy
      +imagePullPolicy: ";
const POLICY_INLINE: &str = r#""patch": {"type": "StrategicMerge", "value": {"spec": {"template": {"spec": {"containers": [{"name": "envoy", "imagePullPolicy": ""#;

impl<'a> Workload<'a> {
    pub fn migrate(&self, migration: &mut Migration) {
        let Some(container) = self.node.get("container") else { return };
        // An old release does not know imageRepository either.
        let too_new = container.get("imageRepository").is_some() && self.input.release.repository_pattern().is_none();
        let structured = too_new || STRUCTURED.iter().any(|form| container.get(form).is_some());
        if !structured && (container.get("image").is_none() || container.get("imageRepository").is_some()) {
            return;
        }
        let span = container.head().span();
        let (Some(written), Some(around)) = (Written::new(self.input, container), Written::new(self.input, self.node))
        else {
            if structured && !is_done(&container.origin, migration) {
                migration
                    .note(span, "the forms of this container are not written where they can be rewritten".to_string());
            }
            return;
        };
        let mut fates = vec![Fate::Keep; container.entries().len()];
        if let Err((node, why)) = self.image(container, &mut fates) {
            return migration.note(node.origin.span().or(span), why);
        }
        let mut edits = Vec::new();
        for (entry, fate) in container.entries().iter().zip(&mut fates) {
            let moved = match &*entry.key {
                "imagePullPolicy" => self.policy(entry, &around),
                "imagePullSecrets" => self.secrets(entry, &around),
                _ => continue,
            };
            match moved {
                Ok(edit) => {
                    *fate = Fate::Remove;
                    edits.extend(edit);
                }
                Err(why) => migration.note(entry.key_origin.span(), why),
            }
        }
        match written.rewrite(&fates) {
            Some(mut rewritten) => migration.edits.append(&mut rewritten),
            None => return migration.note(span, "a comment between brackets is in the way".to_string()),
        }
        migration.edits.append(&mut edits);
        if !written.flow && fates.iter().all(|fate| matches!(fate, Fate::Remove)) {
            migration.edits.extend(around.empty("container"));
        }
    }

    /// What becomes of the forms of the image.
    fn image(&self, container: &'a Node, fates: &mut [Fate]) -> Result<(), (&'a Node, String)> {
        let get = |key: &str| container.get(key);
        let spec = |key: &str| get("imageSpec").and_then(|spec| spec.get(key));
        let named = NAMES.into_iter().find(|name| match *name {
            "imageSpec" => spec("repository").is_some(),
            name => get(name).is_some(),
        });
        let pins = [get("tag"), spec("tag"), spec("digest")].into_iter().flatten().next();
        let others = get("imageSpec").map_or(&[][..], Node::entries).iter();
        let mut others = others.filter(|entry| !["repository", "tag", "digest"].contains(&&*entry.key));
        if let Some(other) = others.next() {
            return Err((&other.value, format!("`imageSpec` has no `{}`: it would be lost", other.key)));
        }
        // One that says nothing is no field of a release either.
        for (entry, fate) in container.entries().iter().zip(&mut *fates) {
            if *entry.key == *"imageSpec" && entry.value.entries().iter().all(|entry| entry.value.is_null()) {
                *fate = Fate::Remove;
            }
        }
        if named.is_none() && pins.is_none() {
            return Ok(());
        }
        let merged = self.is_merged();
        if let (None, Some(pin), true) = (named, pins, merged) {
            return Err((
                pin,
                "this acts on the image that another level names: no release has a form for that".to_string(),
            ));
        }
        let effective = Effective { spec: Some(self.spec.clone()), sources: Vec::new(), error: None };
        let decision = ImageDecision::new(&effective, self.field, Dialect::Structured, self.input.release);
        let image = decision.image.as_str().unwrap_or("");
        let unknown = self.input.is_placeholder_text(image);
        if let Some(problem) = decision.problems.first().filter(|_| !unknown) {
            return Err((container, problem.message.clone()));
        }
        let (key, value) = match named.filter(|_| pins.is_none()) {
            Some("image") => match self.default_repository(image).filter(|_| !merged) {
                Some(repository) => ("imageRepository", repository),
                None => return Ok(()),
            },
            Some(_) => {
                let tag = format!(":{}", self.input.release.images.envoy_tag());
                self.repository(image.strip_suffix(&*tag).unwrap_or(image)).unwrap_or(("image", image.to_string()))
            }
            None => ("image", image.to_string()),
        };
        let accepts = self.input.release.image_pattern().is_none_or(|pattern| pattern.accepts(&value));
        if key == "image" && !accepts && !unknown {
            return Err((container, format!("the API server refuses `{value}` as an image")));
        }
        let first = named.or(get("tag").map(|_| "tag")).unwrap_or("imageSpec");
        for (entry, fate) in container.entries().iter().zip(fates) {
            match &*entry.key {
                name if *name == *first => {
                    let same = entry.value.as_str() == Some(&value);
                    *fate = if same && first == key {
                        Fate::Keep
                    } else {
                        Fate::Write(key, Some(value.clone()).filter(|_| !same))
                    };
                }
                "imageSpec" | "repository" | "imageRepository" | "image" | "tag" => *fate = Fate::Remove,
                _ => {}
            }
        }
        Ok(())
    }

    /// True where the spec meets those of other levels for some Gateway.
    fn is_merged(&self) -> bool {
        let is_it = |spec: &Node| spec.origin == self.spec.origin;
        self.input.resolved.infras.iter().any(|infra| {
            let used = || infra.effective.sources.iter().filter(|source| source.used);
            used().count() > 1 && used().any(|source| is_it(&source.spec))
        })
    }

    /// The repository of an image that has just the release's own tag.
    fn default_repository(&self, image: &str) -> Option<String> {
        let parts = split(image);
        let own = parts.tag?.text == self.input.release.images.envoy_tag() && parts.digest.is_none();
        self.repository(parts.name.text).filter(|_| own).map(|(_, repository)| repository)
    }

    /// `imageRepository`, where the release has it and takes the name.
    fn repository(&self, name: &str) -> Option<(&'static str, String)> {
        let pattern = self.input.release.repository_pattern()?;
        (pattern.accepts(name) || self.input.is_placeholder_text(name)).then(|| ("imageRepository", name.to_string()))
    }

    /// IfNotPresent is what every release sets; all else takes a patch.
    fn policy(&self, entry: &Entry, around: &Written<'_>) -> Result<Option<crate::diagnostic::Edit>, String> {
        match entry.value.as_str() {
            Some("IfNotPresent") => Ok(None),
            Some(policy) if !policy.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
                Err("there is no such pull policy".to_string())
            }
            Some(policy) if self.node.get("patch").is_none() => {
                let (lines, inline) = (format!("{POLICY}{policy}"), format!("{POLICY_INLINE}{policy}\"}}]}}}}}}}}}}"));
                let edit = around.insert("container", &lines, &inline);
                edit.map(Some).ok_or_else(|| "there is no room for a patch".to_string())
            }
            Some(_) => {
                Err("the pull policy belongs into the patch that is there: for the container `envoy`".to_string())
            }
            None => Err("the pull policy is no text".to_string()),
        }
    }

    /// The secrets that the pod does not have yet.
    fn secrets(&self, entry: &Entry, around: &Written<'_>) -> Result<Option<crate::diagnostic::Edit>, String> {
        let pod = self.node.get("pod");
        let there = pod.and_then(|pod| pod.get("imagePullSecrets"));
        let (mut lines, mut inline) = ("imagePullSecrets:".to_string(), String::new());
        for secret in entry.value.items() {
            let name = secret.str_at(&["name"]).filter(|name| !name.contains(['"', '\\']));
            let name = name.ok_or("a pull secret without a name")?;
            let known =
                there.is_some_and(|there| there.items().iter().any(|item| item.str_at(&["name"]) == Some(name)));
            if !known && !inline.contains(&format!("\"{name}\"")) {
                lines = format!("{lines}\n - name: {}", crate::yaml::quote(name));
                let comma = if inline.is_empty() { "" } else { ", " };
                inline = format!("{inline}{comma}{{\"name\": \"{name}\"}}");
            }
        }
        if inline.is_empty() {
            return Ok(None);
        }
        let inline = format!("\"imagePullSecrets\": [{inline}]");
        let edit = match (pod, there) {
            (_, Some(_)) => return Err("these secrets belong to those of the pod, beside the container".to_string()),
            (Some(pod), None) => {
                let first = pod.entries().first().map(|first| first.key.clone());
                let written = Written::new(self.input, pod).filter(|_| pod.origin.editable().is_some());
                first.zip(written).and_then(|(first, written)| written.insert(&first, &lines, &inline))
            }
            (None, None) => {
                let deeper = lines.replace('\n', "\n ");
                around.insert("container", &format!("pod:\n {deeper}"), &format!("\"pod\": {{{inline}}}"))
            }
        };
        edit.map(Some).ok_or_else(|| "there is no room for the secrets in `pod`".to_string())
    }
}

/// True for an alias of what is rewritten where it is defined.
fn is_done(origin: &Origin, migration: &Migration) -> bool {
    let Origin::Alias(alias) = origin else { return false };
    let defined = alias.0;
    let inside = |span: Span| span.file == defined.file && defined.start <= span.start && span.start < defined.end;
    migration.edits.iter().any(|edit| inside(edit.span) || inside(Span { start: edit.span.end, ..edit.span }))
}
