//! The grammar as a table: what each rule takes and refuses, and where.

use super::{Fault, Implicit, Reference, split};

#[test]
fn valid_references_and_their_parts() {
    // text, registry, repository, tag, written parts
    let table = [
        ("envoy", "docker.io", "library/envoy", None, [None, None]),
        ("envoyproxy/envoy:v1", "docker.io", "envoyproxy/envoy", Some("v1"), [None, Some("envoyproxy")]),
        ("host:5000", "docker.io", "library/host", Some("5000"), [None, None]),
        ("host:5000/a", "host:5000", "a", None, [Some("host:5000"), None]),
        ("Host/a", "Host", "a", None, [Some("Host"), None]),
        ("localhost/a/b/c", "localhost", "a/b/c", None, [Some("localhost"), Some("a/b")]),
        ("index.docker.io/a", "docker.io", "library/a", None, [Some("index.docker.io"), None]),
        ("[::1]:5000/a--b__c.d_e:T", "[::1]:5000", "a--b__c.d_e", Some("T"), [Some("[::1]:5000"), None]),
        ("a_b.c/d", "", "a_b.c/d", None, [None, Some("a_b.c")]),
    ];
    for (text, registry, repository, tag, [host, namespace]) in table {
        let reference = Reference::parse_normalized(text).unwrap();
        assert_eq!(
            (reference.registry(), reference.repository(), reference.tag()),
            (registry, repository, tag),
            "{text}"
        );
        let written = reference.written().clone();
        let slice = |range: Option<std::ops::Range<usize>>| range.and_then(|range| text.get(range));
        assert_eq!([slice(written.registry), slice(written.namespace)], [host, namespace], "{text}");
    }
}

#[test]
fn what_was_not_written_is_implied() {
    let implicit = |text: &'static str| Reference::parse_normalized(text).unwrap().implicit().collect::<Vec<_>>();
    use Implicit::{Namespace, Registry, Tag};
    assert_eq!(implicit("envoy"), [Registry, Namespace, Tag]);
    assert_eq!(implicit("docker.io/envoy:v1"), [Namespace]);
    assert_eq!(implicit("envoyproxy/envoy"), [Registry, Tag]);
    assert_eq!(implicit("a_b.c/d:v1"), []);
    let digest = format!("ghcr.io/a@sha256:{}", "a".repeat(64));
    assert_eq!(Reference::parse_normalized(digest).unwrap().implicit().count(), 0);
}

#[test]
fn the_bare_grammar_takes_the_first_component_for_a_registry() {
    let bare = Reference::parse("a/b").unwrap();
    assert_eq!((bare.registry(), bare.repository(), bare.normalized().as_str()), ("a", "b", "a/b"));
    let path = Reference::parse("a_b/c").unwrap();
    assert_eq!((path.registry(), path.repository()), ("", "a_b/c"));
}

#[test]
fn faults_and_their_places() {
    use Fault::*;
    let table = [
        ("", 0, Empty),
        ("a b", 1, Blank),
        ("https://a.b/c", 0, Scheme),
        ("a.b$/c", 3, HostCharacter('$')),
        ("a_b.c:80/d", 1, HostCharacter('_')),
        ("a.-b/c", 2, HostEdge),
        ("a.b-/c", 3, HostEdge),
        ("a.b:http/c", 4, Port),
        ("a.b:/c", 4, Port),
        ("[::1]5000/c", 5, Port),
        ("fc00::1/c", 0, Ipv6),
        ("[zz]/c", 0, Ipv6),
        ("[::z]/c", 3, Ipv6),
        ("[]/c", 0, Ipv6),
        (":v1", 0, NoRepository),
        ("[::1]:5000", 0, NoRepository),
        ("a//b", 2, EmptyComponent),
        ("a.b/", 4, EmptyComponent),
        ("envoyproxy/Envoy", 11, UpperCase),
        ("envoy+proxy", 5, PathCharacter('+')),
        ("é", 0, PathCharacter('é')),
        ("a/-b", 2, ComponentEdge),
        ("a_/b", 1, ComponentEdge),
        ("ab..c", 2, Separator),
        ("a.b/cd_-e", 6, Separator),
        ("envoy:", 6, NoTag),
        ("envoy:.1", 6, TagStart),
        ("envoy:1+2", 7, TagCharacter('+')),
        ("envoy:1:2", 7, SecondTag),
        ("envoy@latest", 6, NoDigest),
        ("envoy@md5:00", 6, Algorithm),
        ("envoy@SHA256:00", 6, Algorithm),
        ("envoy@sha256:0A", 14, DigestUpperCase),
        ("envoy@sha256:0x", 14, DigestCharacter('x')),
        ("envoy@sha256:00", 15, DigestLength { expected: 64, found: 2 }),
        ("envoy@sha256:00:v1", 15, TagAfterDigest),
    ];
    for (text, at, fault) in table {
        let error = Reference::parse_normalized(text).unwrap_err();
        assert_eq!((error.at, error.fault), (at, fault), "{text}");
    }
}

#[test]
fn lengths_are_limited() {
    let error = |text: String| Reference::parse_normalized(text).unwrap_err();
    assert_eq!(error("a".repeat(64)).fault, Fault::LooksLikeId);
    assert_eq!(error(format!("b:{}", "a".repeat(129))).at, 130);
    let long = error("a".repeat(248));
    assert_eq!((long.at, long.fault), (247, Fault::PathTooLong));
}

#[test]
fn a_repository_that_carries_more() {
    let parts = |text| {
        let split = split(text);
        (split.name.text, split.tag.map(|tag| tag.text), split.digest.map(|digest| digest.text))
    };
    assert_eq!(parts("envoy:1.2"), ("envoy", Some("1.2"), None));
    assert_eq!(parts("host:5000/envoy"), ("host:5000/envoy", None, None));
    assert_eq!(parts("host:5000"), ("host", Some("5000"), None));
    assert_eq!(parts("a/b:c@sha256:d"), ("a/b", Some("c"), Some("sha256:d")));
}
