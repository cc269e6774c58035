//! The crate as a Wasm module, called from JavaScript: what crosses the boundary, in Node and in browsers alike.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use gatelint::wasm::Engine;
use js_sys::{Array, Error, JSON, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

const CLASS: &str = "apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: größe}\n";

/// A JavaScript object.
fn object(entries: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in entries {
        Reflect::set(&object, &JsValue::from_str(key), value).unwrap();
    }
    object.into()
}

fn request(content: (&str, JsValue), options: JsValue) -> JsValue {
    let file = object(&[("path", "class.yaml".into()), content]);
    object(&[("files", Array::of1(&file).into()), ("options", options)])
}

fn bytes() -> JsValue {
    Uint8Array::from(CLASS.as_bytes()).into()
}

/// An engine with its own facts.
fn engine() -> Engine {
    Engine::new(None).unwrap_or_else(|_| panic!("the facts are right"))
}

/// The text of a result, or the message of the Error that would be thrown.
fn outcome(result: Result<String, wasm_bindgen::JsError>) -> Result<String, String> {
    result.map_err(|error| JsValue::from(error).unchecked_into::<Error>().message().into())
}

#[wasm_bindgen_test]
fn text_and_bytes_give_the_same_answer() {
    let engine = engine();
    let text = outcome(engine.check(request(("text", CLASS.into()), JsValue::UNDEFINED))).unwrap();
    assert_eq!(text, outcome(engine.check(request(("bytes", bytes()), JsValue::UNDEFINED))).unwrap());
    assert!(JSON::parse(&text).unwrap().is_object());
}

#[wasm_bindgen_test]
fn undefined_is_absent() {
    let engine = engine();
    let options = object(&[("target", JsValue::UNDEFINED), ("closed", JsValue::UNDEFINED)]);
    let with = outcome(engine.check(request(("bytes", bytes()), options))).unwrap();
    assert_eq!(with, outcome(engine.check(request(("bytes", bytes()), JsValue::UNDEFINED))).unwrap());
}

#[wasm_bindgen_test]
fn a_target_is_one_release_or_a_list() {
    let engine = engine();
    let one = object(&[("target", "v1.9.0".into())]);
    let list = object(&[("target", Array::of1(&"v1.9.0".into()).into())]);
    let answers = [one, list].map(|options| outcome(engine.check(request(("bytes", bytes()), options))).unwrap());
    assert_eq!(answers[0], answers[1]);
}

#[wasm_bindgen_test]
fn an_unknown_key_is_refused_by_its_name() {
    let options = object(&[("targt", "v1.9.0".into())]);
    let message = outcome(engine().check(request(("bytes", bytes()), options))).unwrap_err();
    assert!(message.contains("targt"), "{message}");
}

#[wasm_bindgen_test]
fn what_is_no_request_is_refused() {
    for request in [JsValue::UNDEFINED, JsValue::NULL, 4.into(), "files".into(), Object::new().into()] {
        assert!(outcome(engine().check(request)).is_err());
    }
}

#[wasm_bindgen_test]
fn lists_are_json() {
    let engine = engine();
    for list in [engine.releases(), engine.rules()] {
        assert!(Array::is_array(&JSON::parse(&list).unwrap()));
    }
    assert!(JSON::parse(&engine.parse_image("envoy")).unwrap().is_object());
}
