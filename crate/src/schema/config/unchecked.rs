//! Values that the controller does not look at when it starts, and trips over or passes over later.
//!
//! `values.txt`: a line for each field: its path (items of lists have none), what comes of a wrong value, and what it
//! takes: `duration`, or words, each with the releases that know it where not all do that have the field.

use super::decode::Decoder;
use super::walk::{Site, known};
use crate::diagnostic::ReleaseSet;
use crate::release::{Feature, Release, Releases};
use crate::schema::duration::nanoseconds;
use crate::text::{Gather as _, Str, nearest_of};
use crate::value::{Node, Origin};

/// A value that is taken and is wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Unchecked {
    /// The value, or the key of a map that lacks something.
    pub at: Origin,
    /// The field.
    pub field: String,
    /// True where the controller stops when it comes to the value; else it goes on without it.
    pub stops: bool,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a value that is taken.
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    /// The text is no duration.
    Duration(Str),
    /// The field has no such word.
    Word {
        /// What stands there.
        text: Str,
        /// The words of the release.
        words: Vec<&'static str>,
        /// The one that was meant.
        near: Option<&'static str>,
        /// The releases that know the word.
        known: ReleaseSet,
    },
    /// A time of the leader election that is not longer than it has to be.
    Order {
        /// What has to be longer.
        longer: &'static str,
        /// By how many times, with the word; empty for once.
        times: &'static str,
        /// Than what.
        than: &'static str,
    },
    /// `deploy` without a type, which this release follows into nothing.
    DeployWithoutType,
}

const SECOND: i64 = 1_000_000_000;

/// A line of `values.txt`.
struct Row {
    path: &'static str,
    stops: bool,
    takes: &'static str,
}

/// True for the path of a field that takes a duration, as far as this file knows.
pub fn is_duration(path: &str) -> bool {
    let plain: String = path.split('[').map(|part| part.split_once(']').map_or(part, |(_, rest)| rest)).collect();
    crate::text::table!(include_str!("values.txt"))
        .lines()
        .filter_map(row)
        .any(|row| row.path == plain && row.takes == "duration")
}

/// What is wrong with values of a decoded configuration that the controller does not look at.
pub fn find(root: &Node, decoder: &Decoder<'_>, releases: &Releases) -> Vec<Unchecked> {
    let mut search = Search { decoder, release: decoder.release, releases, found: Vec::new() };
    for row in crate::text::table!(include_str!("values.txt")).lines().filter_map(row) {
        let path: Vec<&str> = row.path.split('.').gather();
        search.below(&Site::root(root), &path, &row);
    }
    search.deploy(&Site::root(root));
    for path in [&["provider", "kubernetes"][..], &["provider", "custom", "resource", "kubernetes"]] {
        if let Some(site) = known(&Site::root(root), path).and_then(|site| site.field("leaderElection")) {
            search.election(&site);
        }
    }
    search.found
}

fn row(line: &'static str) -> Option<Row> {
    let (path, rest) = line.split_once(' ').filter(|_| !line.starts_with('#'))?;
    let (stops, takes) = rest.trim_start().split_once(' ')?;
    Some(Row { path, stops: stops == "stops", takes })
}

struct Search<'s> {
    decoder: &'s Decoder<'s>,
    release: &'s Release,
    releases: &'s Releases,
    found: Vec<Unchecked>,
}

impl Search<'_> {
    /// Every value at a path below a place; the paths are short, and so is the recursion.
    fn below(&mut self, site: &Site<'_>, path: &[&str], row: &Row) {
        if !site.node.items().is_empty() {
            return site.items().for_each(|item| self.below(&item, path, row));
        }
        match path.split_first() {
            None => self.value(site, row),
            // Without an election nobody looks at its times.
            Some((&"leaderElection", _))
                if site.node.at(&["leaderElection", "disable"]).and_then(Node::as_bool) == Some(true) => {}
            Some((key, rest)) => site.field(key).iter().for_each(|field| self.below(field, rest, row)),
        }
    }

    fn value(&mut self, site: &Site<'_>, row: &Row) {
        let Some(text) = site.node.as_str().filter(|_| !self.decoder.is_unknown(site.node)) else { return };
        let text: Str = text.to_string().into();
        let problem = match row.takes {
            "duration" if nanoseconds(&text).is_some() => return,
            "duration" => Problem::Duration(text),
            words => match self.word(text, words) {
                Some(problem) => problem,
                None => return,
            },
        };
        self.found.push(Unchecked {
            at: site.node.origin.clone(),
            field: site.path.clone(),
            stops: row.stops,
            problem,
        });
    }

    fn word(&self, text: Str, words: &'static str) -> Option<Problem> {
        let all = words.split(' ').map(|word| word.split_once('@').unwrap_or((word, "")));
        let releases = |ranges: &str| {
            if ranges.is_empty() { self.releases.every() } else { self.releases.set(ranges).unwrap_or_default() }
        };
        let has = |ranges: &str| releases(ranges).contains(self.release.index);
        let words: Vec<&'static str> = all.clone().filter(|word| has(word.1)).map(|word| word.0).gather();
        let known = all.into_iter().find(|word| word.0 == &*text).map_or(ReleaseSet::NONE, |word| releases(word.1));
        let near = nearest_of(&text, words.iter().copied());
        (!known.contains(self.release.index)).then_some(Problem::Word { text, words, near, known })
    }

    /// Times that are left out are those of controller-runtime, and its election refuses others than in this order.
    fn election(&mut self, site: &Site<'_>) {
        if site.node.get("disable").and_then(Node::as_bool) == Some(true) {
            return;
        }
        let time = |field: &str, default: i64| match site.field(field) {
            None => Some(default * SECOND),
            Some(field) => field.node.as_str().filter(|_| !self.decoder.is_unknown(field.node)).and_then(nanoseconds),
        };
        let times = (time("leaseDuration", 15), time("renewDeadline", 10), time("retryPeriod", 2));
        let (Some(lease), Some(renew), Some(retry)) = times else { return };
        // The time between tries varies by a fifth.
        let (longer, times, than) = if renew / 6 <= retry / 5 {
            ("renewDeadline", "1.2 times ", "retryPeriod")
        } else if lease <= renew {
            ("leaseDuration", "", "renewDeadline")
        } else {
            return;
        };
        let Some(written) = site.field(longer).or_else(|| site.field(than)) else { return };
        let problem = Problem::Order { longer, times, than };
        self.found.push(Unchecked { at: written.node.origin.clone(), field: written.path, stops: true, problem });
    }

    fn deploy(&mut self, root: &Site<'_>) {
        let deploy = known(root, &["provider", "kubernetes", "deploy"]);
        let crashes = self.release.has(Feature::GatewayNamespaceMode) && !self.release.has(Feature::DeployWithoutType);
        if let Some(deploy) =
            deploy.filter(|deploy| crashes && deploy.node.as_map().is_some() && deploy.node.get("type").is_none())
        {
            let field = deploy.below("type");
            self.found.push(Unchecked {
                at: deploy.key.clone(),
                field,
                stops: true,
                problem: Problem::DeployWithoutType,
            });
        }
    }
}
