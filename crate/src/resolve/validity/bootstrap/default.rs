//! What the controller gives the proxies to start with.
//!
//! `default.txt` is its YAML; a line that begins with a range of releases is there in those, and `~` stands for the part
//! that the names of all extensions begin with.

use super::read;
use crate::release::Release;
use crate::value::Node;

/// The bootstrap of a release.
pub fn bootstrap(release: &Release) -> Option<Node> {
    let version = number(&release.version);
    let mut text = String::new();
    for line in include_str!("default.txt").lines() {
        let mut rest = line;
        if let Some((range, behind)) = line.split_once(' ').filter(|_| line.starts_with('v')) {
            let (first, last) = range.split_once("..").unwrap_or((range, ""));
            if version < number(first) || (version > number(last) && !last.is_empty()) {
                continue;
            }
            rest = behind;
        }
        text.push_str(rest);
        text.push('\n');
    }
    read(&text.replace('~', "type.googleapis.com/envoy.extensions."))?
}

/// A version as one number.
fn number(version: &str) -> u32 {
    let (mut number, mut part) = (0, 0);
    for byte in version.bytes() {
        match byte {
            b'0'..=b'9' => part = part * 10 + u32::from(byte - b'0'),
            _ => (number, part) = ((number + part) * 1000, 0),
        }
    }
    number + part
}
