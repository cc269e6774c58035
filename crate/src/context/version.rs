//! Versions as deployers write them: a tag, a chart version, or a range of versions.
//!
//! Grammar of ranges (as Flux, Argo CD and Helm read them):
//!
//! ```text
//! range      = all *("||" all)
//! all        = comparator *([","] comparator) | version " - " version
//! comparator = ["=" | "!=" | ">" | "<" | ">=" | "<=" | "~" | "^"] version
//! version    = ["v"] part ["." part ["." part ["-" prerelease]]] ["+" build]     part = number | "x" | "*"
//! ```

use crate::text::cut;
/// Major, minor and patch number of a stable release.
pub type Numbers = (u64, u64, u64);

/// What a deployer asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// One version.
    Exact {
        /// Its numbers.
        numbers: Numbers,
        /// True for `v1.9.0-rc.1`: a preview of the version.
        preview: bool,
    },
    /// Any version in a range.
    Range(Range),
    /// A name that moves on (`latest`, `main`), or a build of the development branch.
    Newest,
}

/// Alternatives, each a list of conditions that must all hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range(Vec<Vec<Condition>>);

/// From `from` on and before `before`; or, where `inside` is false, not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Condition {
    from: Numbers,
    before: Numbers,
    inside: bool,
}

const LOWEST: Numbers = (0, 0, 0);
const HIGHEST: Numbers = (u64::MAX, 0, 0);

impl Wanted {
    /// Reads a tag, a version or a range; nothing where it is none of them (a branch, a digest, a placeholder).
    pub fn parse(text: &str) -> Option<Wanted> {
        let text = text.trim();
        let text = text.split_once('@').map_or(text, |(tag, _)| tag);
        if matches!(text, "latest" | "main") || text.trim_start_matches('v').starts_with("0.0.0-") {
            return Some(Wanted::Newest);
        }
        match Parts::parse(text) {
            Some(Parts { given: 3, numbers, preview }) => Some(Wanted::Exact { numbers, preview }),
            _ => Range::parse(text).map(Wanted::Range),
        }
    }
}

impl Range {
    fn parse(text: &str) -> Option<Range> {
        let (mut ranges, mut rest) = (Vec::new(), text);
        while let Some((range, more)) = cut(rest, "||") {
            ranges.push(all(range)?);
            rest = more;
        }
        ranges.push(all(rest)?);
        Some(Range(ranges))
    }

    /// True when the version is in the range.
    pub fn holds(&self, version: Numbers) -> bool {
        let within = |one: &Condition| (one.from <= version && version < one.before) == one.inside;
        self.0.iter().any(|all| all.iter().all(within))
    }

    /// The lowest version that the range speaks of.
    pub fn start(&self) -> Numbers {
        let starts = self.0.iter().map(|all| all.iter().map(|one| one.from).max().unwrap_or(LOWEST));
        starts.min().unwrap_or(LOWEST)
    }
}

/// Conditions that must all hold.
fn all(text: &str) -> Option<Vec<Condition>> {
    if let Some((from, to)) = cut(text, " - ") {
        return Some(vec![condition(">=", from.trim())?, condition("<=", to.trim())?]);
    }
    let text = text.replace(',', " ");
    let mut conditions = Vec::new();
    let mut operator = "";
    for word in text.split_whitespace() {
        let version = word.trim_start_matches(['=', '!', '<', '>', '~', '^']);
        let own = word.strip_suffix(version).unwrap_or("");
        operator = if own.is_empty() { operator } else { own };
        if !version.is_empty() {
            conditions.push(condition(std::mem::take(&mut operator), version)?);
        }
    }
    (!conditions.is_empty() && operator.is_empty()).then_some(conditions)
}

fn condition(operator: &str, version: &str) -> Option<Condition> {
    let parts = Parts::parse(version)?;
    let (start, next) = (parts.numbers, parts.next(parts.given));
    let (from, before, inside) = match operator {
        "" | "=" | "==" => (start, next, true),
        "!=" => (start, next, false),
        ">" => (next, HIGHEST, true),
        ">=" | "=>" => (start, HIGHEST, true),
        "<" => (LOWEST, start, true),
        "<=" | "=<" => (LOWEST, next, true),
        "~" | "~>" => (start, parts.next(parts.given.min(2)), true),
        "^" => (start, parts.next(parts.significant()), true),
        _ => return None,
    };
    Some(Condition { from, before, inside })
}

/// A version, perhaps without its last parts.
struct Parts {
    numbers: Numbers,
    /// How many of them were given; what follows is free.
    given: usize,
    preview: bool,
}

impl Parts {
    fn parse(text: &str) -> Option<Parts> {
        let text = text.strip_prefix(['v', 'V']).unwrap_or(text);
        let text = text.split_once('+').map_or(text, |(version, _)| version);
        let (text, preview) = text.split_once('-').map_or((text, false), |(version, _)| (version, true));
        let mut numbers = [0; 3];
        let (mut given, mut free) = (0, false);
        for (at, part) in text.split('.').enumerate() {
            free |= matches!(part, "x" | "X" | "*");
            let number = numbers.get_mut(at)?;
            if !free {
                *number = number_of(part)?;
                given = at + 1;
            }
        }
        let [major, minor, patch] = numbers;
        Some(Parts { numbers: (major, minor, patch), given, preview })
    }

    /// The first version that differs in one of the first `count` parts.
    fn next(&self, count: usize) -> Numbers {
        let (major, minor, patch) = self.numbers;
        match count {
            0 => HIGHEST,
            1 => (major.saturating_add(1), 0, 0),
            2 => (major, minor.saturating_add(1), 0),
            _ => (major, minor, patch.saturating_add(1)),
        }
    }

    /// How many parts must stay for compatible changes: those up to the first that is not zero.
    fn significant(&self) -> usize {
        let (major, minor, _) = self.numbers;
        let first = if major > 0 { 1 } else { 2 + usize::from(minor == 0) };
        first.min(self.given)
    }
}

fn number_of(part: &str) -> Option<u64> {
    part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Option<(Numbers, bool)> {
        match Wanted::parse(text)? {
            Wanted::Exact { numbers, preview } => Some((numbers, preview)),
            _ => None,
        }
    }

    #[test]
    fn tags_with_and_without_v() {
        for text in ["v1.9.0", "1.9.0", " v1.9.0 ", "v1.9.0+build.1", "1.9.0@sha256:abc"] {
            assert_eq!(exact(text), Some(((1, 9, 0), false)), "{text}");
        }
        assert_eq!(exact("v1.9.0-rc.1"), Some(((1, 9, 0), true)));
    }

    #[test]
    fn names_that_move_on() {
        for text in ["latest", "v0.0.0-latest", "0.0.0-abcdef", "main"] {
            assert_eq!(Wanted::parse(text), Some(Wanted::Newest), "{text}");
        }
    }

    #[test]
    fn what_is_no_version() {
        for text in [
            "",
            "HEAD",
            "release-1.9",
            "${VERSION}",
            "sha256:abc",
            "1.2.3.4",
            ">=",
            "1.9 ||",
            "><1.0",
            "99999999999999999999.0.0",
        ] {
            assert_eq!(Wanted::parse(text), None, "{text}");
        }
    }

    #[test]
    fn ranges() {
        let table: &[(&str, &[Numbers], &[Numbers])] = &[
            ("1.9.x", &[(1, 9, 0), (1, 9, 7)], &[(1, 8, 9), (1, 10, 0)]),
            ("v1.9", &[(1, 9, 3)], &[(1, 10, 0)]),
            ("1", &[(1, 0, 0), (1, 99, 0)], &[(2, 0, 0)]),
            ("*", &[(1, 0, 0), (9, 9, 9)], &[]),
            ("~1.8.2", &[(1, 8, 2), (1, 8, 9)], &[(1, 8, 1), (1, 9, 0)]),
            ("~1", &[(1, 3, 0)], &[(2, 0, 0)]),
            ("^1.8.2", &[(1, 8, 2), (1, 9, 0)], &[(1, 8, 1), (2, 0, 0)]),
            ("^0.2.3", &[(0, 2, 9)], &[(0, 3, 0), (1, 0, 0)]),
            (">=1.8.0 <1.9.0", &[(1, 8, 0), (1, 8, 9)], &[(1, 9, 0), (1, 7, 5)]),
            (">= 1.8.0, < 1.9.0-0", &[(1, 8, 3)], &[(1, 9, 0)]),
            ("1.7 - 1.8", &[(1, 7, 0), (1, 8, 9)], &[(1, 9, 0), (1, 6, 9)]),
            ("1.4.x || >1.8", &[(1, 4, 2), (1, 9, 0)], &[(1, 8, 3), (1, 5, 0)]),
            ("1.8.x !=1.8.1", &[(1, 8, 0)], &[(1, 8, 1)]),
        ];
        for (text, inside, outside) in table {
            let Some(Wanted::Range(range)) = Wanted::parse(text) else { panic!("{text} is a range") };
            inside.iter().for_each(|version| assert!(range.holds(*version), "{text} holds {version:?}"));
            outside.iter().for_each(|version| assert!(!range.holds(*version), "{text} does not hold {version:?}"));
        }
    }

    #[test]
    fn a_range_starts_somewhere() {
        let start = |text| match Wanted::parse(text) {
            Some(Wanted::Range(range)) => range.start(),
            other => panic!("{other:?}"),
        };
        assert_eq!(start(">=2.1"), (2, 1, 0));
        assert_eq!(start("3.x || ~2.2"), (2, 2, 0));
    }
}
