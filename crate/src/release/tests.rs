//! The built-in facts hold together.

use super::{Feature, Releases};

fn releases() -> Releases {
    Releases::read(include_str!("releases.txt"), include_str!("features.txt")).unwrap()
}

#[test]
fn every_release_says_everything() {
    let releases = releases();
    assert_eq!(releases.all().len(), 57);
    for (at, release) in releases.all().iter().enumerate() {
        assert_eq!(usize::from(release.index), at);
        assert!(release.images.envoy_tag().starts_with("distroless-v1."), "{release:?}");
        assert!(release.images.gateway.ends_with(&format!(":{}", release.version)), "{release:?}");
        // Not more: v1.4.6 came out after its line's end of life.
        assert_eq!((release.released.len(), release.end_of_life.len()), (10, 10), "{release:?}");
        assert!(!release.kubernetes.is_empty() && release.gateway_api.starts_with("v1."), "{release:?}");
        assert!(!release.images.ratelimit.is_empty() && !release.images.shutdown_manager.is_empty());
    }
    assert_eq!((&*releases.newest().version, releases.newest().images.envoy_tag()), ("v1.9.0", "distroless-v1.39.0"));
}

#[test]
fn every_feature_is_somewhere_and_has_its_own_name() {
    let releases = releases();
    for feature in Feature::ALL {
        assert!(!releases.having(*feature).is_empty(), "{feature:?}");
        assert_eq!(Feature::named(feature.name()), Some(*feature));
    }
}

#[test]
fn a_release_is_supported_until_the_end_of_its_last_day() {
    let releases = releases();
    let names = |day| releases.names(releases.supported_on(day)).collect::<Vec<_>>();
    assert_eq!(names(releases.day()), ["v1.9.0"]);
    assert_eq!(names("2026-11-08"), ["v1.8.0", "v1.8.1", "v1.8.2", "v1.8.3", "v1.9.0"]);
    assert_eq!(names("2026-11-09"), ["v1.9.0"]);
}

#[test]
fn a_line_that_says_nothing_known_is_named() {
    let error = Releases::read("release v1.0.0\nenvoi x\n", "").unwrap_err();
    assert_eq!(error.to_string(), "line 2 of the releases says nothing known: \"envoi x\"");
    let error = Releases::read("release v1.0.0\n", "merge-type v2.0.0..\n").unwrap_err();
    assert_eq!(error.to_string(), "line 1 of the features says nothing known: \"merge-type v2.0.0..\"");
    assert!(Releases::read("", "").is_err());
}
