//! Bytes in base64, as `encoding/base64`'s standard encoding reads them.

/// True for base64 with its padding; line breaks inside do not count.
pub fn is_base64(text: &str) -> bool {
    let text: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect();
    let padding = text.iter().rev().take_while(|byte| **byte == b'=').count();
    let digit = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    text.len().is_multiple_of(4) && padding <= 2 && text.iter().take(text.len() - padding).all(digit)
}

#[cfg(test)]
mod tests {
    use super::is_base64;

    #[test]
    fn padding_and_alphabet() {
        for text in ["", "YQ==", "YWI=", "YWJj", "YW\nJj"] {
            assert!(is_base64(text), "{text:?}");
        }
        for text in ["YQ", "YQ=", "YQ===", "====", "Y-_j", "YW Jj"] {
            assert!(!is_base64(text), "{text:?}");
        }
    }
}
