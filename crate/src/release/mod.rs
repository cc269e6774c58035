//! What each release of Envoy Gateway is: versions, dates, default images, and the behaviour it has.
//!
//! Facts are data: `releases.txt` (written by `cargo xtask facts`) and `features.txt` (kept by hand) are read once,
//! when an engine is built. Code asks [`Release::has`]; nothing outside this module compares versions.

mod feature;
mod nearest;
mod private;
mod read;
mod table;

pub use feature::Feature;
pub use read::FactsError;
pub use table::Releases;

use crate::image::api_pattern::Pattern;
use crate::text::Str;
use feature::Features;

/// One release.
#[derive(Debug, Clone, Default)]
pub struct Release {
    /// Its place among all known releases; the bit that stands for it in a `ReleaseSet`.
    pub index: u16,
    /// The index of the release that it was made of, for a private build; else its own.
    pub base: u16,
    /// `v1.9.0`
    pub version: Str,
    /// The day it came out: `2026-08-15`.
    pub released: Str,
    /// The last day on which its line is maintained.
    pub end_of_life: Str,
    /// The Gateway API that it implements: `v1.6.1`.
    pub gateway_api: Str,
    /// The Kubernetes versions that it is tested with.
    pub kubernetes: Vec<Str>,
    /// The images that it uses where nothing else is said.
    pub images: Images,
    features: Features,
}

/// Default images of a release.
#[derive(Debug, Clone, Default)]
pub struct Images {
    /// The proxy.
    pub envoy: Str,
    /// The controller; an installation by the Helm chart uses it for the shutdown manager, too.
    pub gateway: Str,
    /// The rate limit service.
    pub ratelimit: Str,
    /// The shutdown manager that is compiled in: a development build.
    pub shutdown_manager: Str,
}

impl Release {
    /// True when the release behaves so.
    pub fn has(&self, feature: Feature) -> bool {
        self.features.contains(feature)
    }

    /// The pattern that the API puts on `image`; none where it takes any text.
    pub fn image_pattern(&self) -> Option<Pattern> {
        if self.has(Feature::ImagePatternWithoutPort) {
            return Some(Pattern::ImageWithoutPort);
        }
        self.has(Feature::ImagePattern).then_some(Pattern::Image)
    }

    /// The pattern that the API puts on `imageRepository`; none where the field does not exist.
    pub fn repository_pattern(&self) -> Option<Pattern> {
        self.has(Feature::ImageRepository).then_some(Pattern::Repository)
    }
}

impl Images {
    /// The tag of the proxy image, which a bare `imageRepository` gets: `distroless-v1.39.0`.
    pub fn envoy_tag(&self) -> &str {
        self.envoy.rsplit_once(':').map_or("", |(_, tag)| tag)
    }
}

#[cfg(test)]
mod tests;
