//! The table that the program was built with.

use super::{Facet, Schema};
use crate::release::Releases;
use crate::schema::Kind;

fn tables() -> (Releases, Schema) {
    let releases = Releases::builtin();
    let schema = Schema::read(include_str!("../schema.txt"), &releases).unwrap();
    (releases, schema)
}

#[test]
fn fields_and_the_releases_that_have_them() {
    let (releases, schema) = tables();
    let container = ["spec", "provider", "kubernetes", "envoyDeployment", "container"];
    let cases: [(Kind, &[&str], &str); 7] = [
        (Kind::EnvoyProxy, &[], "v1.0.0.."),
        (Kind::EnvoyProxy, &[&container[..], &["image"]].concat(), "v1.0.0.."),
        (Kind::EnvoyProxy, &[&container[..], &["imageRepository"]].concat(), "v1.5.0.."),
        (Kind::EnvoyProxy, &[&container[..], &["imagePullPolicy"]].concat(), ""),
        (Kind::Gateway, &["spec", "listeners", "tls", "mode"], "v1.0.0.."),
        (Kind::Gateway, &["spec", "backendTLS"], "v1.2.0..v1.5.9"),
        (Kind::Gateway, &["spec", "infrastructure", "labels", "any/name"], "v1.0.0.."),
    ];
    for (kind, path, known) in cases {
        assert_eq!(schema.knows(kind, path), releases.set(known).unwrap(), "{path:?}");
    }
}

#[test]
fn every_root_is_there_and_says_something() {
    let (releases, schema) = tables();
    for kind in Kind::ALL {
        let root = schema.root(kind, releases.every()).unwrap();
        assert!(root.property("spec").is_some_and(|spec| spec.at.properties().count() > 2), "{kind:?}");
    }
    assert!(schema.object_meta(releases.every()).unwrap().property("labels").is_some());
    assert!(schema.facets.iter().any(|(facet, _)| matches!(facet, Facet::Rule(_))));
}

#[test]
fn a_line_that_says_nothing_known_is_named() {
    let releases = Releases::builtin();
    for text in ["nodes\nobjekt", "nodes\nobject@0", "sets\nv0.1.0", "nodes\n^no-such-pattern", "nodes\n?no-such-rule"]
    {
        assert!(Schema::read(text, &releases).is_err(), "{text}");
    }
}
