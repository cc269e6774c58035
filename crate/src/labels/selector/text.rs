//! The short notation.
//!
//! ```text
//! selector    = [ requirement { "," requirement } ]
//! requirement = [ "!" ] key
//!             | key ( "=" | "==" | "!=" | ">" | "<" ) [ value ]
//!             | key ( "in" | "notin" ) "(" [ value ] { "," [ value ] } ")"
//! ```
//!
//! `in` and `notin` are words like all others wherever no operator can stand.

use super::{Operator, Requirement, sorted};
use crate::labels::{SyntaxError, label_key, label_value};
use crate::text::{Gather as _, Piece, Str, utf16_before};
use thiserror::Error;

/// What is wrong with a selector in the short notation, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{fault}")]
pub struct TextError {
    /// The byte of the text at which it goes wrong.
    pub at: usize,
    /// What is wrong.
    pub fault: TextFault,
}

/// What is wrong with a selector in the short notation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TextFault {
    /// Something else stands there.
    #[error("here belongs {0}")]
    Expected(&'static str),
    /// `>` or `<` with something that is no number.
    #[error("`>` and `<` compare with a whole number")]
    Number,
    /// A label key that can't be.
    #[error(transparent)]
    Key(SyntaxError),
    /// A label value that can't be.
    #[error(transparent)]
    Value(SyntaxError),
}

impl TextError {
    /// The place of the error in UTF-16 units of `text`, the text that was read.
    pub fn at_utf16(&self, text: &str) -> usize {
        utf16_before(text, self.at)
    }
}

type Parsed<T> = Result<T, TextError>;

/// A piece of the notation: a word, a sign, or (empty) the end.
type Token<'t> = Piece<'t>;

const SIGNS: &[char] = &['=', '!', '(', ')', ',', '>', '<'];
const BLANKS: &[char] = &[' ', '\t', '\r', '\n'];

/// Reads all requirements.
pub(super) fn parse(text: &str) -> Parsed<Vec<Requirement>> {
    let mut parser = Parser { rest: Piece::whole(text) };
    let mut requirements = Vec::new();
    if is_end(parser.peek()) {
        return Ok(requirements);
    }
    loop {
        requirements.push(parser.requirement()?);
        let next = parser.next();
        match next.text {
            "" => return Ok(requirements),
            "," => {}
            _ => return expected(next, "a comma or the end"),
        }
    }
}

/// Reads token by token. A NUL ends a token and is swallowed; where a token should start it ends the text. That is
/// how Kubernetes reads one.
struct Parser<'t> {
    rest: Piece<'t>,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Token<'t> {
        Parser { rest: self.rest }.next()
    }

    fn next(&mut self) -> Token<'t> {
        let text = self.rest.text.trim_start_matches(BLANKS);
        self.skip(self.rest.text.len() - text.len());
        let length = match text.chars().next() {
            None | Some('\0') => 0,
            Some(sign) if SIGNS.contains(&sign) => {
                if text.starts_with("==") || text.starts_with("!=") {
                    2
                } else {
                    1
                }
            }
            Some(_) => text.find(|c| c == '\0' || SIGNS.contains(&c) || BLANKS.contains(&c)).unwrap_or(text.len()),
        };
        let token = Piece { text: text.get(..length).unwrap_or(""), at: self.rest.at };
        self.skip(length);
        if length > 0 && self.rest.text.starts_with('\0') {
            self.skip(1);
        }
        token
    }

    fn skip(&mut self, length: usize) {
        self.rest = Piece { text: self.rest.text.get(length..).unwrap_or(""), at: self.rest.at + length };
    }

    fn requirement(&mut self) -> Parsed<Requirement> {
        let mut key = self.next();
        let negated = key.text == "!";
        if negated {
            key = self.next();
        }
        if !is_word(key) {
            return expected(key, "a label key");
        }
        label_key(key.text).map_err(|error| within(key, error, TextFault::Key))?;
        if negated || matches!(self.peek().text, "" | ",") {
            let operator = if negated { Operator::DoesNotExist } else { Operator::Exists };
            return requirement(key, operator, Vec::new());
        }
        let operator = self.operator()?;
        let values = match operator {
            Operator::In | Operator::NotIn => self.values()?,
            _ => vec![self.value()?],
        };
        requirement(key, operator, values)
    }

    fn operator(&mut self) -> Parsed<Operator> {
        let token = self.next();
        Ok(match token.text {
            "in" => Operator::In,
            "notin" => Operator::NotIn,
            "=" => Operator::Equals,
            "==" => Operator::DoubleEquals,
            "!=" => Operator::NotEquals,
            ">" => Operator::GreaterThan,
            "<" => Operator::LessThan,
            _ => return expected(token, "an operator: =, ==, !=, in, notin, > or <"),
        })
    }

    /// One value, which may be missing.
    fn value(&mut self) -> Parsed<Piece<'t>> {
        let next = self.peek();
        if matches!(next.text, "" | ",") {
            return Ok(Piece { text: "", at: next.at });
        }
        let token = self.next();
        if is_word(token) { Ok(token) } else { expected(token, "a value") }
    }

    /// Values in parentheses; a missing one is the empty value.
    fn values(&mut self) -> Parsed<Vec<Piece<'t>>> {
        let open = self.next();
        if open.text != "(" {
            return expected(open, "`(` with the values");
        }
        let mut values = Vec::new();
        loop {
            let token = self.next();
            let (value, after) = match token.text {
                "," | ")" => (Piece { text: "", at: token.at }, token),
                _ if is_word(token) => (token, self.next()),
                _ => return expected(token, "a value, a comma or `)`"),
            };
            values.push(value);
            match after.text {
                ")" => return Ok(values),
                "," => {}
                _ => return expected(after, "a comma or `)`"),
            }
        }
    }
}

fn requirement(key: Piece, operator: Operator, values: Vec<Piece>) -> Parsed<Requirement> {
    let compares = matches!(operator, Operator::GreaterThan | Operator::LessThan);
    for value in &values {
        if compares && value.text.parse::<i64>().is_err() {
            return Err(TextError { at: value.at, fault: TextFault::Number });
        }
        label_value(value.text).map_err(|error| within(*value, error, TextFault::Value))?;
    }
    let values: Vec<Str> = values.iter().map(|value| value.text.to_owned().into()).gather();
    let mut distinct = sorted(&values);
    distinct.dedup_by_key(|(value, _)| *value);
    let values = distinct.into_iter().filter_map(|(_, index)| values.get(index).cloned()).gather();
    Ok(Requirement { key: key.text.to_owned().into(), operator, values, origin: None })
}

fn within(piece: Piece, error: SyntaxError, fault: fn(SyntaxError) -> TextFault) -> TextError {
    TextError { at: piece.at + error.at, fault: fault(error) }
}

fn expected<T>(found: Token, what: &'static str) -> Parsed<T> {
    Err(TextError { at: found.at, fault: TextFault::Expected(what) })
}

fn is_end(token: Token) -> bool {
    token.text.is_empty()
}

fn is_word(token: Token) -> bool {
    !is_end(token) && !token.text.starts_with(SIGNS)
}
