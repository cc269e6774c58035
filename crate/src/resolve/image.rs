//! Which image the envoy container runs, and why that one.

use super::levels::{Effective, Level, Source};
use super::structured;
use crate::context::Dialect;
use crate::release::{Feature, Release};
use crate::text::Str;
use crate::value::{Node, Origin};

/// The name of the origin of the release's own image.
pub const DEFAULT_IMAGE: &str = "envoy image";
/// The name of the origin of the tag that a release gives to a repository.
pub const DEFAULT_TAG: &str = "envoy image tag";
/// The rule that makes an image of a repository and the release's tag.
pub const REPOSITORY_RULE: &str = "repository with the release's tag";

/// The image, before patches, and what lost against it.
#[derive(Debug, Clone)]
pub struct ImageDecision {
    /// The image, with its origin.
    pub image: Node,
    /// What lost, the strongest first.
    pub shadowed: Vec<Shadowed>,
    /// What can't be meant so (structured dialect).
    pub problems: Vec<ImageProblem>,
}

/// A candidate that lost.
#[derive(Debug, Clone)]
pub struct Shadowed {
    /// The field that gave it: `image`, `imageRepository` …
    pub field: &'static str,
    /// Its text.
    pub value: Str,
    /// Where it came from.
    pub origin: Origin,
    /// Why it lost, in words.
    pub because: String,
    /// True when it lost to something of another level that it met by merging.
    pub by_merging: bool,
}

/// Forms of the structured dialect that contradict one another.
#[derive(Debug, Clone)]
pub struct ImageProblem {
    /// What is wrong.
    pub message: String,
    /// Where.
    pub origin: Origin,
    /// True where it lacks the quotes that would make it text.
    pub is_bare: bool,
}

/// A field of the container that can name the image.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    pub name: &'static str,
    pub path: &'static [&'static str],
}

const IMAGE: Field = Field { name: "image", path: &["image"] };
const IMAGE_REPOSITORY: Field = Field { name: "imageRepository", path: &["imageRepository"] };
const REPOSITORY: Field = Field { name: "repository", path: &["repository"] };
const IMAGE_SPEC: Field = Field { name: "imageSpec.repository", path: &["imageSpec", "repository"] };

/// The fields that can name the image, the strongest first.
pub(super) fn fields(dialect: Dialect, release: &Release) -> &'static [Field] {
    match (dialect, release.has(Feature::ImageRepository)) {
        (Dialect::Structured, _) => &[IMAGE_SPEC, REPOSITORY, IMAGE_REPOSITORY, IMAGE],
        (Dialect::Release, true) => &[IMAGE_REPOSITORY, IMAGE],
        (Dialect::Release, false) => &[IMAGE],
    }
}

impl ImageDecision {
    /// Decides for the workload `field` (`envoyDeployment` or `envoyDaemonSet`) of the effective spec.
    ///
    /// A repository, to which the release's own tag is appended, wins over an image, and that over the release's
    /// default. From release v1.5 on an empty text counts as left out; before, an empty image is taken.
    pub fn new(effective: &Effective<'_>, field: &str, dialect: Dialect, release: &Release) -> Self {
        let container =
            effective.spec.as_ref().and_then(|spec| spec.at(&["provider", "kubernetes", field, "container"]));
        let winner = winner(container, dialect, release);
        let (image, problems) = match dialect {
            Dialect::Release => (plain(winner, release), Vec::new()),
            Dialect::Structured => structured::image(container, winner, release),
        };
        let shadowed = losers(effective, field, dialect, release, winner, &image);
        ImageDecision { image, shadowed, problems }
    }
}

pub(super) type Winner<'n> = Option<(Field, &'n Node)>;

fn winner<'n>(container: Option<&'n Node>, dialect: Dialect, release: &Release) -> Winner<'n> {
    let counts =
        |node: &&Node| node.as_str().is_some_and(|text| !text.is_empty() || !release.has(Feature::ImageRepository));
    let named = |field: &Field| container?.at(field.path).filter(counts).map(|node| (*field, node));
    fields(dialect, release).iter().find_map(named)
}

/// The image as the releases know it.
pub(super) fn plain(winner: Winner<'_>, release: &Release) -> Node {
    match winner {
        Some((field, node)) if field.name == "image" => node.clone(),
        Some((_, node)) => with_tag(node, release),
        None => {
            Node::string(Str::from(release.images.envoy.to_string()), Origin::default_of(release.index, DEFAULT_IMAGE))
        }
    }
}

/// A repository with the release's own tag.
pub(super) fn with_tag(repository: &Node, release: &Release) -> Node {
    let text = format!("{}:{}", repository.as_str().unwrap_or(""), release.images.envoy_tag());
    let tag = Origin::default_of(release.index, DEFAULT_TAG);
    Node::string(text, Origin::derived(REPOSITORY_RULE, vec![repository.origin.clone(), tag]))
}

/// Every other text that names an image for this workload at any level, and at last the release's default.
fn losers(
    effective: &Effective<'_>,
    workload: &str,
    dialect: Dialect,
    release: &Release,
    winner: Winner<'_>,
    image: &Node,
) -> Vec<Shadowed> {
    let mut losers = Vec::new();
    for field in fields(dialect, release) {
        for source in &effective.sources {
            let container = source.spec.at(&["provider", "kubernetes", workload, "container"]);
            let text = container.and_then(|container| container.at(field.path)).filter(|node| node.as_str().is_some());
            let Some(node) = text else { continue };
            if winner.is_none_or(|(_, winner)| node.origin != winner.origin) {
                losers.push(lost(effective, source, *field, node, winner));
            }
        }
    }
    let default = release.images.envoy.to_string();
    if winner.is_some() && image.as_str() != Some(&*default) {
        let origin = Origin::default_of(release.index, DEFAULT_IMAGE);
        let because = format!("the default of {}, used where nothing else is set", release.version);
        losers.push(Shadowed { field: "default", value: Str::from(default), origin, because, by_merging: false });
    }
    losers
}

fn lost(effective: &Effective<'_>, source: &Source<'_>, field: Field, node: &Node, winner: Winner<'_>) -> Shadowed {
    let winning_level = winner.and_then(|(_, node)| Some(effective.source_at(node.origin.span()?)?.level));
    let other_level = winning_level.filter(|level| *level != source.level);
    let won = winner.map(|(won, _)| won);
    let because = match effective.error {
        Some(_) => "the levels can't be merged, and the controller uses none of them".to_string(),
        None if !source.used => replaced(effective, source.level),
        None => because(field, won, other_level),
    };
    Shadowed {
        field: field.name,
        value: Str::from(node.as_str().unwrap_or("").to_string()),
        origin: node.origin.clone(),
        because,
        by_merging: source.used && won.is_some_and(|won| field.name != won.name) && other_level.is_some(),
    }
}

/// The next stronger level that takes part has replaced this one whole.
fn replaced(effective: &Effective<'_>, level: Level) -> String {
    let stronger = effective.sources.iter().rev().find(|source| source.used && source.level < level);
    let by = stronger.map_or("a stronger level", |source| source.level.words());
    format!("{by} replaces this level whole: the two are not merged")
}

fn because(field: Field, won: Option<Field>, other_level: Option<Level>) -> String {
    match (won, other_level) {
        (None, _) => "an empty text counts as left out".to_string(),
        (Some(won), Some(level)) if field.name == won.name => format!("{} sets it again", level.words()),
        (Some(won), Some(level)) => {
            format!("both levels are merged, and {} of {} wins over {}", won.name, level.words(), field.name)
        }
        (Some(won), None) => format!("{} wins over {}", won.name, field.name),
    }
}
