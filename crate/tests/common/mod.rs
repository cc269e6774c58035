//! What tests share.

#![allow(dead_code)]

pub mod fuzz;

use serde_json::Value;

/// What Kubernetes' tools read of texts; `oracle_yaml.rs` says how it is written.
pub const YAML_TYPING: &str = include_str!("../../../tests/oracle/yaml-typing.jsonl");

/// The bytes of a case: `yaml`, or `base64`.
pub fn input(case: &Value) -> Vec<u8> {
    if let Some(text) = case["yaml"].as_str() {
        return text.as_bytes().to_vec();
    }
    let digits = case["base64"].as_str().unwrap().trim_end_matches('=');
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0u32, 0);
    for digit in digits.bytes() {
        let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        bits = bits << 6 | alphabet.iter().position(|byte| *byte == digit).unwrap() as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    bytes
}
