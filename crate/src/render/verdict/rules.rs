//! What the API server asks of fields together.
//!
//! A rule is a list of conditions that must not hold together, joined by `&`; the first is about the field to blame.
//!
//! ```text
//! a          a has a value; of `a|b` each that has one is to blame
//! !a         it has none
//! a=x|y      it is, or one of its items is, x or y
//! a~x|y      it is neither; `$b` stands for the value of b, and the first item of a must be that
//! a<b  a>b  a<=b   by number, length or count; b is a number or a field
//! a#1        it has another number of items; `#0` of a text: it is not there, not even as an empty one
//! a%check    it does not pass a check (`values.rs`)
//! a*b,c      two items are the same in b and c
//! a$b        an item of a is one of b, too
//! a@b:c|d    no item of b has it as its name (and has c or d)
//! a.b        b inside a, or inside its items; `^a`: a of the pod; `..a`: a of what holds the list
//! ```

use super::names::Sort;
use super::{Walk, is_empty, values};
use crate::render::types::{Condition, Rule};
use crate::schema::path::Step;
use crate::text::{Gather as _, Index, Key, Names};
use crate::value::{Node, Value};

impl<'a> Walk<'a> {
    /// Looks at one rule of the type of `node`.
    pub(super) fn rule(&mut self, node: &'a Node, rule: &'a Rule) {
        let Some((subject, others)) = rule.conditions.split_first() else { return self.choice(node, rule.text) };
        if rule.conditions.iter().all(|condition| self.is_met(node, *condition)) {
            self.blame(node, *subject, others);
        }
    }

    /// Whether a field is there is most of what is asked.
    fn is_met(&self, node: &'a Node, condition: Condition<'_>) -> bool {
        let is_there = || node.get(condition.path).is_some_and(|one| !is_empty(one));
        match condition.sign {
            b'+' if condition.is_plain => is_there(),
            b'!' if condition.is_plain => !is_there(),
            _ => !self.holds(node, condition).is_empty(),
        }
    }

    fn blame(&mut self, node: &'a Node, subject: Condition<'static>, others: &[Condition<'static>]) {
        let culprits: Vec<Option<&Node>> = self.holds(node, subject);
        let (mut what, mut nodes) = (self.verdict(subject, culprits.last().copied().flatten()), Vec::new());
        nodes.extend(culprits.last().copied());
        for (at, other) in others.iter().enumerate() {
            let held = self.holds(node, *other);
            what.push_str(if at == 0 { " where " } else { " and " });
            what.push_str(&reason(*other, held.first().copied().flatten()));
            nodes.extend(held.first().copied());
        }
        let steps =
            subject.path.split(['.', '|']).filter(|_| subject.sign != b'*' || !subject.path.as_bytes().contains(&b'|'));
        let steps: Vec<&'a str> = steps.gather();
        steps.iter().for_each(|step| self.path.push(Step::Key(step)));
        let nodes = if nodes.iter().all(Option::is_none) { vec![Some(node)] } else { nodes };
        let sort = match (subject.sign, subject.rest) {
            (b'!', _) | (b'#', "0") => Sort::Missing,
            (b'@', _) => Sort::Unlisted,
            _ => Sort::Other,
        };
        self.say_so("", &nodes, (sort, &what));
        steps.iter().for_each(|_| self.path.pop());
    }

    /// The nodes that make a condition true; nothing but `None` where it is true of what is not there.
    fn holds(&self, node: &'a Node, condition: Condition<'_>) -> Vec<Option<&'a Node>> {
        let Condition { path, sign, rest, .. } = condition;
        let mut found = Vec::new();
        path.split('|').for_each(|path| self.at(node, path, &mut found));
        let (mut held, mut all) = (Vec::new(), Vec::new());
        let absent = || vec![None];
        for one in &found {
            match &one.value {
                Value::List(items) if !matches!(sign, b'+' | b'!' | b'<' | b'>' | b'#') => all.extend(items.iter()),
                _ => all.push(one),
            }
        }
        match sign {
            b'!' => return if all.iter().all(|one| is_empty(one)) { absent() } else { held },
            b'~' | b'#' if all.is_empty() => return absent(),
            b'*' => {
                all.retain(|item| !self.is_part(item));
                return repeated(&all, rest);
            }
            b'~' if rest.starts_with('$') => {
                let mut other = Vec::new();
                self.at(node, rest.get(1..).unwrap_or(""), &mut other);
                let same = all.first().is_some_and(|one| other.first().is_some_and(|other| other.value == one.value));
                held.extend(all.first().filter(|_| !same && !other.is_empty()).map(|one| Some(*one)));
                return held;
            }
            _ => {}
        }
        for one in all {
            let is = match sign {
                b'+' => !is_empty(one),
                b'=' => rest.split('|').any(|word| word == word_of(one)),
                b'~' => !rest.split('|').any(|word| word == word_of(one)),
                b'#' => one.items().len().to_string() != rest,
                b'%' => values::fault(rest, one, true).is_some(),
                b'@' => !self.is_named(node, word_of(one), rest),
                b'$' => node.get(rest).map_or(&[][..], Node::items).iter().any(|other| other.value == one.value),
                _ => self.compares(node, one, sign, rest),
            };
            if is {
                held.push(Some(one));
            }
        }
        held
    }

    fn at(&self, node: &'a Node, path: &str, found: &mut Vec<&'a Node>) {
        let out = path.starts_with(['^', '.']);
        let (base, path) = match (path.strip_prefix('^'), path.strip_prefix("..")) {
            (Some(path), _) => (self.pod, path),
            (_, Some(path)) => (self.holders.iter().rev().nth(1).copied(), path),
            _ => (Some(node), path),
        };
        self.looks_out.set(self.looks_out.get() + usize::from(out));
        if let Some(base) = base {
            reach(base, path, found);
        }
    }

    fn is_named(&self, node: &'a Node, name: &str, rest: &str) -> bool {
        let (path, fields) = rest.split_once(':').unwrap_or((rest, ""));
        let mut lists = Vec::new();
        self.at(node, path, &mut lists);
        name.is_empty() || lists.iter().any(|list| self.lists(list, fields, name))
    }

    /// True where an item of the list has the name, or may have it, and one of the fields.
    fn lists(&self, list: &'a Node, fields: &str, name: &str) -> bool {
        // Many ask for the same list, one after the other.
        let mut asked = self.asked.borrow_mut();
        let key = (std::ptr::from_ref(list) as usize, fields.as_ptr() as usize);
        if asked.0 != key {
            let has = |item: &Node| fields.is_empty() || fields.split('|').any(|field| item.get(field).is_some());
            // A volume without a source is an empty directory.
            let is_bare = |item: &Node| fields == "emptyDir" && item.entries().len() < 2;
            *asked = (key, Names::default(), false);
            for item in list.items() {
                let own = item.get("name");
                asked.2 |= own.is_some_and(|own| self.is_unknown(own));
                if has(item) || is_bare(item) {
                    asked.1.push(own.and_then(Node::as_str).unwrap_or(""), ());
                }
            }
        }
        asked.1.has(name) || asked.2
    }

    fn compares(&self, node: &'a Node, one: &Node, sign: u8, rest: &str) -> bool {
        let (rest, equal) = rest.strip_prefix('=').map_or((rest, false), |rest| (rest, true));
        let mut other = Vec::new();
        self.at(node, rest, &mut other);
        let known = other.first().filter(|other| !self.is_unknown(other));
        let limit = rest.parse().ok().or_else(|| known.and_then(|other| number(other)));
        let (Some(number), Some(limit)) = (number(one), limit) else { return false };
        if sign == b'<' { number < limit || (equal && number == limit) } else { number > limit }
    }

    /// What is to be said of the field to blame.
    fn verdict(&self, Condition { sign, rest, .. }: Condition<'_>, node: Option<&Node>) -> String {
        let words = rest.replace('|', ", ");
        match sign {
            b'+' => "must not be set".to_string(),
            b'!' => "is required".to_string(),
            b'#' if rest == "0" => "is required".to_string(),
            b'=' => ["can't be ", node.map_or("", word_of)].concat(),
            b'~' => ["must be ", words.trim_start_matches('$')].concat(),
            b'<' if rest.starts_with('=') => ["must be more than ", words.trim_start_matches('=')].concat(),
            b'<' => ["must not be less than ", &words].concat(),
            b'>' => ["must not be more than ", &words].concat(),
            b'#' => ["must have so many items: ", &words].concat(),
            b'%' => node.and_then(|node| values::fault(rest, node, true)).unwrap_or_default(),
            b'*' => ["has one twice, by ", &words].concat(),
            b'$' => ["must not be among ", &words, " as well"].concat(),
            _ => ["is none of the pod's ", words.trim_start_matches('^')].concat(),
        }
    }
}

/// What stands at a path, inside the items of lists, too.
fn reach<'n>(node: &'n Node, path: &str, found: &mut Vec<&'n Node>) {
    let (key, rest) = path.split_once('.').unwrap_or((path, ""));
    let holders = if let Value::List(items) = &node.value { items.as_slice() } else { std::slice::from_ref(node) };
    for inner in holders.iter().filter_map(|holder| holder.get(key)) {
        if rest.is_empty() { found.push(inner) } else { reach(inner, rest, found) }
    }
}

/// A condition in words.
fn reason(Condition { path, sign, rest, .. }: Condition<'_>, node: Option<&Node>) -> String {
    let field = ["`", path.trim_start_matches(['^', '.']), "`"].concat();
    let words = rest.replace('|', ", ");
    let field = field.as_str();
    match sign {
        b'!' => ["there is no ", field].concat(),
        b'=' => [field, " is ", node.map_or("", word_of)].concat(),
        b'~' => [field, " is not ", &words].concat(),
        b'>' => [field, " is more than ", &words].concat(),
        b'%' => ["for ", field, " it is the same"].concat(),
        _ => [field, " is set"].concat(),
    }
}

/// A text or boolean as it is written.
fn word_of(node: &Node) -> &str {
    match &node.value {
        Value::String(text) => text,
        Value::Bool(true) => "true",
        Value::Bool(false) => "false",
        _ => "",
    }
}

fn number(node: &Node) -> Option<i64> {
    match &node.value {
        Value::Int(number) => Some(*number),
        Value::String(text) => i64::try_from(text.len()).ok(),
        Value::List(items) => i64::try_from(items.len()).ok(),
        _ => None,
    }
}

/// The items that say what an earlier one says in all of these fields; without the last one they do not count.
fn repeated<'a>(items: &[&'a Node], fields: &str) -> Vec<Option<&'a Node>> {
    let (mut seen, mut again) = (Index::default(), Vec::new());
    for (at, item) in items.iter().enumerate().filter(|_| items.len() > 1) {
        let mut key = String::new();
        let mut last = fields.is_empty().then_some(*item);
        if fields.is_empty() {
            key.push_str(word_of(item));
        }
        for field in fields.split(',').filter(|field| !field.is_empty()) {
            last = item.get(field).filter(|node| !is_empty(node) && node.as_int() != Some(0));
            key.push('\n');
            match last.map(|node| &node.value) {
                Some(Value::String(text)) => key.push_str(text),
                Some(Value::Int(number)) => key.push_str(&number.to_string()),
                _ if field == "protocol" => key.push_str("TCP"),
                _ => {}
            }
        }
        let counts = last.is_some() || fields.ends_with("request");
        if counts && seen.place(Key::Shared(key.into()), at) != at {
            again.push(Some(last.unwrap_or(item)));
        }
    }
    again
}
