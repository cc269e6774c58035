//! Conditions of access logs.

use super::expression::is_expression;

// What the parser of Envoy Gateway v1.9.0 says.
#[test]
fn what_is_an_expression() {
    let right = [
        "response.code >= 400 && !('x-env' in request.headers)",
        "a ? b : c ? d : e",
        "has(a.b) || has((a.b)) || has(!!a.b) || a.has(b['c'])",
        "[1,].all(x, x > -1) || [,] == {,} && {'a': 1,}['a'] == 0x1Fu",
        ".a.b{c: 1, package: 2,}.package",
        "r'\\q' + b\"\\377\" + '\\u00e9' + \"\"\"a\nb\"\"\" // c",
        "-9223372036854775808 == --1 - -.5e+3 % 1.a",
        "[1].map(x, y, z).map(1, 2, 3, 4).exists_one(x)",
        "!-1 && a.`b-c`",
    ];
    right.iter().for_each(|text| assert!(is_expression(text), "{text}"));
    let wrong = [
        "",
        " // c",
        "a and b",
        "a = b",
        "a & b",
        "a b",
        "(a",
        "a)",
        "a ||",
        "a ? b",
        "a ? b ? c : d : e",
        "a.",
        "a.1",
        "1.",
        "a.?b",
        "a[?b]",
        "`a`",
        "f(a,)",
        "[1,,]",
        "x{'a': 1}",
        "f(){}",
        "has(a)",
        "has(a['b'])",
        "[1].all(x.y, z)",
        "[1].map(f(), x, y)",
        "package",
        "if(a)",
        "a.in",
        "true()",
        "9223372036854775808",
        "!-1u",
        "!-x",
        "-!x",
        "1e400",
        "18446744073709551616u",
        "'a",
        "'a\nb'",
        "'\\q'",
        "'\\ud800'",
        "'\\400'",
        "b'\\u00e9'",
        "ü",
        "a#b",
    ];
    wrong.iter().for_each(|text| assert!(!is_expression(text), "{text}"));
}

#[test]
fn deep_ones_count_as_right() {
    assert!(is_expression(&"(".repeat(100_000)));
    assert!(!is_expression(&"-".repeat(100_000)));
}
