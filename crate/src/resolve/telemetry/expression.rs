//! Whether a text is an expression of CEL, as the conditions of access logs are.
//!
//! Only its form is looked at, as the controller does: names and types are Envoy's business.
//! Source: the grammar of CEL (github.com/cel-expr/cel-spec) and how Envoy Gateway v1.1–v1.9 read it: optional fields
//! are off, the standard macros on. Which way operators bind is of no matter here.
//!
//! ```text
//! expression = operands [ "?" operands ":" expression ]
//! operands   = unary { operator unary }
//! unary      = { "!" } member | { "-" } member
//! member     = primary { "." ( name | "`" name "`" ) [ "(" arguments ")" ] | "[" expression "]" }
//! primary    = [ "." ] name [ "(" arguments ")" ] | name { "." name } "{" fields "}"
//!            | "(" expression ")" | "[" list "]" | "{" pairs "}" | literal
//! ```

use super::literal;
use crate::text::cut;

/// Deeper than people write; what is deeper counts as right.
const DEEPEST: u8 = 60;

/// Names that are words of the language.
const WORDS: [&str; 4] = ["in", "true", "false", "null"];
/// Names that nothing can have but fields.
const RESERVED: &str =
    " as break const continue else for function if import let loop package namespace return var void while ";
/// Functions whose first argument is the name of a variable.
const LOOPS: &str = " all exists exists_one filter map ";

/// True for an expression.
pub(super) fn is_expression(text: &str) -> bool {
    let mut reader = Reader { rest: text, depth: 0, too_deep: false };
    let read = reader.expression().is_some() && reader.peek().is_none();
    read || reader.too_deep
}

/// What an expression is, as far as macros ask.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A name.
    Name,
    /// A field of something.
    Field,
    /// Anything else.
    Other,
}

struct Reader<'t> {
    rest: &'t str,
    depth: u8,
    too_deep: bool,
}

impl<'t> Reader<'t> {
    /// The next byte that is no blank and no comment.
    fn peek(&mut self) -> Option<u8> {
        loop {
            self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r', '\u{c}']);
            let Some(comment) = self.rest.strip_prefix("//") else { return self.rest.bytes().next() };
            self.rest = comment.get(comment.bytes().take_while(|byte| *byte != b'\n').count()..).unwrap_or("");
        }
    }

    fn eat(&mut self, sign: &str) -> bool {
        self.peek();
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn expect(&mut self, sign: &str) -> Option<()> {
        self.eat(sign).then_some(())
    }

    /// The name that comes next, words of the language among them; nothing is eaten.
    fn word(&mut self) -> &'t str {
        self.peek();
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
        let end = self.rest.bytes().take_while(is_part).count();
        let word = self.rest.get(..end).unwrap_or("");
        if word.starts_with(|c: char| c.is_ascii_digit()) { "" } else { word }
    }

    fn name(&mut self) -> Option<&'t str> {
        let word = self.word();
        if word.is_empty() || WORDS.contains(&word) {
            return None;
        }
        self.rest = self.rest.get(word.len()..)?;
        Some(word)
    }

    /// Takes a name in backticks.
    fn quoted(&mut self) -> bool {
        self.peek();
        let Some((name, rest)) = self.rest.strip_prefix('`').and_then(|rest| cut(rest, "`")) else { return false };
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-/ ".contains(&byte);
        let is_name = !name.is_empty() && name.bytes().all(is_part);
        self.rest = if is_name { rest } else { self.rest };
        is_name
    }

    fn expression(&mut self) -> Option<Shape> {
        self.depth += 1;
        if self.depth > DEEPEST {
            self.too_deep = true;
            return None;
        }
        let mut shape = self.operands()?;
        if self.eat("?") {
            self.operands()?;
            self.expect(":")?;
            self.expression()?;
            shape = Shape::Other;
        }
        self.depth -= 1;
        Some(shape)
    }

    fn operands(&mut self) -> Option<Shape> {
        let mut shape = self.unary()?;
        while self.operator() {
            self.unary()?;
            shape = Shape::Other;
        }
        Some(shape)
    }

    fn operator(&mut self) -> bool {
        let signs = ["||", "&&", "<=", ">=", "==", "!=", "<", ">", "+", "-", "*", "/", "%"];
        let is_word = self.word() == "in";
        is_word && self.eat("in") || signs.into_iter().any(|sign| self.eat(sign))
    }

    fn unary(&mut self) -> Option<Shape> {
        let sign = if self.eat("!") {
            "!"
        } else if self.eat("-") {
            "-"
        } else {
            return self.member(false);
        };
        let mut odd = true;
        while self.eat(sign) {
            odd = !odd;
        }
        let mut negative = sign == "-";
        if !negative && self.eat("-") {
            // Only a number has a sign of its own.
            self.peek();
            let rest = literal::skip(self.rest, true)??;
            let number = self.rest.get(..self.rest.len() - rest.len())?;
            (!number.ends_with(['u', 'U', '\'', '"'])).then_some(())?;
            negative = true;
        }
        let shape = self.member(negative)?;
        // Two signs are none.
        Some(if odd { Shape::Other } else { shape })
    }

    fn member(&mut self, negative: bool) -> Option<Shape> {
        self.peek();
        let first = Reader { rest: self.rest, ..*self }.first_name();
        // A plain chain of names can be the name of a message.
        let (mut shape, mut chain) = self.primary(negative)?;
        let mut reserved = chain && is_among(RESERVED, first);
        loop {
            if chain && self.eat("{") {
                self.entries("}", Some(true))?;
                (shape, chain, reserved) = (Shape::Other, false, false);
            } else if self.eat(".") {
                if self.quoted() {
                    shape = Shape::Field;
                    continue;
                }
                let name = self.name()?;
                shape = Shape::Field;
                if self.eat("(") {
                    self.call(name, is_among(LOOPS, name))?;
                    (shape, chain) = (Shape::Other, false);
                }
            } else if self.eat("[") {
                self.expression()?;
                self.expect("]")?;
                (shape, chain) = (Shape::Other, false);
            } else {
                return (!reserved).then_some(shape);
            }
        }
    }

    fn first_name(mut self) -> &'t str {
        self.eat(".");
        self.word()
    }

    /// What it is, and whether it is a name alone.
    fn primary(&mut self, negative: bool) -> Option<(Shape, bool)> {
        self.peek();
        if let Some(rest) = literal::skip(self.rest, negative) {
            self.rest = rest?;
            return Some((Shape::Other, false));
        }
        let closed = [("(", ")"), ("[", "]"), ("{", "}")].into_iter().find(|(open, _)| self.eat(open));
        match closed {
            Some(("(", _)) => {
                let shape = self.expression()?;
                self.expect(")")?;
                return Some((shape, false));
            }
            Some((open, close)) => {
                self.entries(close, (open == "{").then_some(false))?;
                return Some((Shape::Other, false));
            }
            None => {}
        }
        let rooted = self.eat(".");
        if !rooted && ["true", "false", "null"].contains(&self.word()) {
            self.rest = self.rest.get(self.word().len()..)?;
            return Some((Shape::Other, false));
        }
        let name = self.name()?;
        if !self.eat("(") {
            return Some((Shape::Name, true));
        }
        let first = self.call("", false)?;
        let has = name == "has" && !rooted && first.0 == 1;
        let wrong = is_among(RESERVED, name) || has && first.1 != Shape::Field;
        (!wrong).then_some((Shape::Other, false))
    }

    /// Arguments up to the closing parenthesis: how many, and what the first is.
    fn call(&mut self, name: &str, is_loop: bool) -> Option<(usize, Shape)> {
        let (mut count, mut first) = (0, Shape::Other);
        if !self.eat(")") {
            loop {
                let shape = self.expression()?;
                first = if count == 0 { shape } else { first };
                count += 1;
                if !self.eat(",") {
                    break;
                }
            }
            self.expect(")")?;
        }
        let expands = is_loop && (count == 2 || count == 3 && name == "map");
        (!expands || first == Shape::Name).then_some((count, first))
    }

    /// Items, or pairs, up to what closes them; a comma may follow the last. `pairs`: true where their keys are fields.
    fn entries(&mut self, close: &str, pairs: Option<bool>) -> Option<()> {
        if self.eat(",") {
            return self.expect(close);
        }
        while !self.eat(close) {
            if pairs == Some(true) {
                self.name()?;
            } else {
                self.expression()?;
            }
            if pairs.is_some() {
                self.expect(":")?;
                self.expression()?;
            }
            if !self.eat(",") {
                return self.expect(close);
            }
        }
        Some(())
    }
}

fn is_among(words: &str, word: &str) -> bool {
    words.split(' ').any(|one| !one.is_empty() && one == word)
}
