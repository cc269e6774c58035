//! What is asked of fields together, taken apart once for all objects.

use super::read::Field;
use crate::text::Gather as _;

/// One condition of a rule; `verdict/rules.rs` says what its signs mean.
#[derive(Debug, Clone, Copy)]
pub struct Condition<'r> {
    pub path: &'r str,
    /// The sign behind the path; `+` where there is none, `!` for the absence.
    pub sign: u8,
    pub rest: &'r str,
    /// True when the path is one field of the value itself.
    pub is_plain: bool,
}

impl<'r> Condition<'r> {
    fn new(text: &'r str) -> Self {
        if let Some(path) = text.strip_prefix('!') {
            return Condition { path, sign: b'!', rest: "", is_plain: is_plain(path) };
        }
        let at = text.find(['=', '~', '<', '>', '#', '%', '*', '@', '$']).unwrap_or(text.len());
        let (path, rest) = text.split_at_checked(at).unwrap_or((text, ""));
        let sign = rest.bytes().next().unwrap_or(b'+');
        Condition { path, sign, rest: rest.get(1..).unwrap_or(""), is_plain: is_plain(path) }
    }

    /// True when it can hold of what is not there: that is neither of some words, and has another number of items.
    fn holds_without(&self) -> bool {
        matches!(self.sign, b'!' | b'~' | b'#')
    }
}

/// What is asked of fields together, and which of them must be there for it to matter: sets of places among the fields.
#[derive(Debug)]
pub struct Rule {
    /// The rule, as it stands in the table.
    pub text: &'static str,
    /// What must not hold together, the field to blame first; none for a choice between fields.
    pub conditions: Vec<Condition<'static>>,
    /// Each of these must be there.
    all: u128,
    /// One of these, where there are any.
    any: u128,
}

impl Rule {
    /// The rules that a word of the table stands for: of several first paths without a sign, each that has a value is to
    /// blame, so that these are as many rules.
    pub fn read(text: &'static str, fields: &[Field], rules: &mut Vec<Rule>) {
        let Some((first, others)) = text.strip_prefix('?').map(|rule| rule.split_once('&').unwrap_or((rule, "")))
        else {
            let any = text.strip_prefix('~').and_then(|paths| places(paths, fields)).unwrap_or(0);
            return rules.push(Rule { text, conditions: Vec::new(), all: 0, any });
        };
        let first = Condition::new(first);
        let others = others.split('&').filter(|other| !other.is_empty()).map(Condition::new).gather();
        if first.sign == b'+' {
            for path in first.path.split('|') {
                rules.push(Rule::new(text, Condition { path, is_plain: is_plain(path), ..first }, &others, fields));
            }
        } else {
            rules.push(Rule::new(text, first, &others, fields));
        }
    }

    fn new(text: &'static str, first: Condition<'static>, others: &[Condition<'static>], fields: &[Field]) -> Self {
        let mut rule = Rule { text, conditions: vec![first], all: 0, any: 0 };
        rule.conditions.extend_from_slice(others);
        // Nearly all rules are about what is not there.
        for condition in rule.conditions.iter().filter(|condition| !condition.holds_without()) {
            match places(condition.path, fields) {
                Some(set) if set.count_ones() == 1 => rule.all |= set,
                Some(set) if rule.any == 0 => rule.any = set,
                _ => {}
            }
        }
        rule
    }

    /// True when the rule can say something of a map with these fields.
    pub fn matters(&self, present: u128) -> bool {
        self.all & !present == 0 && (self.any == 0 || self.any & present != 0)
    }
}

fn is_plain(path: &str) -> bool {
    !path.contains(['.', '|', '^'])
}

/// The places of the fields that paths, joined by `|`, begin with; none where one begins elsewhere.
fn places(paths: &str, fields: &[Field]) -> Option<u128> {
    let mut set = 0;
    for path in paths.split('|') {
        let name = path.split('.').next()?;
        set |= bit(fields.iter().position(|field| field.name == name)?);
    }
    Some(set)
}

/// The set of one place; none of the types has more fields than there are bits.
pub fn bit(at: usize) -> u128 {
    1_u128.checked_shl(at as u32).unwrap_or(0)
}
