//! IP addresses, as Go and Rust read them alike. The standard library's parsers are five times as large.

use super::find::cut;

/// The four numbers of an IPv4 address, which have no leading zeros.
pub fn ipv4(text: &str) -> Option<[u8; 4]> {
    let mut numbers = [0; 4];
    let mut parts = text.split('.');
    for number in &mut numbers {
        let part = parts.next()?;
        let is_plain = part.bytes().all(|byte| byte.is_ascii_digit()) && (part == "0" || !part.starts_with('0'));
        *number = part.parse().ok().filter(|_| is_plain)?;
    }
    parts.next().is_none().then_some(numbers)
}

/// The eight groups of an IPv6 address (RFC 4291, section 2.2): `::` stands for at least one group of zeros, and the
/// last two may be written as IPv4.
pub fn ipv6(text: &str) -> Option<[u16; 8]> {
    let (mut groups, mut behind) = ([0; 8], [0; 8]);
    let Some((head, tail)) = cut(text, "::") else {
        return (fill(text, true, &mut groups)? == 8).then_some(groups);
    };
    let before = if head.is_empty() { 0 } else { fill(head, false, &mut groups)? };
    let after = if tail.is_empty() { 0 } else { fill(tail, true, &mut behind)? };
    if before + after > 7 {
        return None;
    }
    let last = behind.iter().take(after).rev();
    groups.iter_mut().rev().zip(last).for_each(|(group, given)| *group = *given);
    Some(groups)
}

/// Reads groups between colons; gives how many.
fn fill(text: &str, may_end_as_ipv4: bool, groups: &mut [u16; 8]) -> Option<usize> {
    let mut count = 0;
    let mut parts = text.split(':').peekable();
    while let Some(part) = parts.next() {
        if may_end_as_ipv4 && parts.peek().is_none() && part.as_bytes().contains(&b'.') {
            let [a, b, c, d] = ipv4(part)?;
            *groups.get_mut(count)? = u16::from_be_bytes([a, b]);
            *groups.get_mut(count + 1)? = u16::from_be_bytes([c, d]);
            count += 2;
        } else {
            let is_hex = part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
            *groups.get_mut(count)? = u16::from_str_radix(part, 16).ok().filter(|_| is_hex)?;
            count += 1;
        }
    }
    Some(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{Ipv4Addr, Ipv6Addr};

    /// Every text of up to so many of these pieces.
    fn texts(pieces: &[&str], most: usize) -> Vec<String> {
        let mut all = vec![String::new()];
        let mut from = 0;
        for _ in 0..most {
            let longer = all[from..].iter().flat_map(|text| pieces.iter().map(move |piece| format!("{text}{piece}")));
            let longer: Vec<String> = longer.collect();
            from = all.len();
            all.extend(longer);
        }
        all
    }

    #[test]
    fn agrees_with_the_standard_library() {
        let mut four = texts(&["0", "1", "01", "255", "256", ".", "+", "a"], 6);
        four.extend(texts(&["0.", "10.", "00.", "255", "300.", "1"], 5));
        let mut six = texts(&[":", "::", "1", "ffff", "g", "12345", "1.2.3.4"], 6);
        six.extend(texts(&["1:", ":2", "::", "a:b:c:", "1.2.3.4", "0:0:0:"], 6));
        for text in four.iter().chain(&six) {
            assert_eq!(ipv4(text), text.parse::<Ipv4Addr>().ok().map(|address| address.octets()), "{text}");
            assert_eq!(ipv6(text), text.parse::<Ipv6Addr>().ok().map(|address| address.segments()), "{text}");
        }
    }
}
