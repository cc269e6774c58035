//! Canonical JSON laid out for readers, and back. Only blanks between tokens come and go: key order, numbers and
//! escapes stay as they are, so that the laid-out text stands for exactly one sequence of bytes.

/// A value that fits into this many columns stays on its line: wide enough for a label with its origin.
const COLUMNS: usize = 240;

/// The text without the blanks between its tokens.
pub fn compact(json: &str) -> String {
    let mut inside = false;
    let mut escaped = false;
    let mut keep = |letter: &char| {
        let was_inside = inside;
        match letter {
            '"' if !escaped => inside = !inside,
            _ => {}
        }
        escaped = was_inside && !escaped && *letter == '\\';
        was_inside || !letter.is_ascii_whitespace()
    };
    json.chars().filter(|letter| keep(letter)).collect()
}

/// The compact text with line breaks and indentation.
pub fn spread(json: &str) -> String {
    let mut text = String::new();
    write(json, 0, &mut text);
    text
}

fn write(value: &str, indent: usize, text: &mut String) {
    let brackets = value.chars().next().filter(|first| "[{".contains(*first));
    let (Some(open), Some(close)) = (brackets, value.chars().last()) else { return text.push_str(value) };
    if indent + value.chars().count() <= COLUMNS {
        return text.push_str(value);
    }
    text.push(open);
    let inner = value.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)).unwrap();
    let items = split(inner, ',');
    for (index, item) in items.iter().enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.push_str(&" ".repeat(indent + 2));
        match (open, split(item, ':').as_slice()) {
            ('{', [key, value]) => {
                text.push_str(&format!("{key}: "));
                write(value, indent + 2, text);
            }
            _ => write(item, indent + 2, text),
        }
    }
    text.push_str(&format!("\n{}{close}", " ".repeat(indent)));
}

/// The parts between the separators that stand outside strings and brackets.
fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut depth, mut inside, mut escaped) = (0usize, false, false);
    let outside = |letter: char| {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => inside = !inside,
            '[' | '{' if !inside => depth += 1,
            ']' | '}' if !inside => depth -= 1,
            _ => return letter == separator && depth == 0 && !inside,
        }
        false
    };
    text.split(outside).collect()
}

#[test]
fn what_was_spread_is_compact_again() {
    let long = "\\\"a, b: [".repeat(20);
    let json =
        format!(r#"{{"a":[1,-2.5e3,"{long}",{{}},[]],"__proto__":{{"10":null,"b c":"{long}"}},"u":"\\","v":"  "}}"#);
    let spread = spread(&json);
    assert!(spread.lines().count() > 5, "{spread}");
    assert_eq!(compact(&spread), json);
}
