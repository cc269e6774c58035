//! The few things of JavaScript that the boundary needs. The crate of bindings for all of them brings its own executor
//! of futures into the module.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A list of bytes.
    pub type Uint8Array;

    /// A copy of the bytes.
    #[wasm_bindgen(method)]
    pub fn slice(this: &Uint8Array) -> Vec<u8>;

    /// An error of JavaScript.
    pub type Error;

    /// An error with a message.
    #[wasm_bindgen(constructor)]
    pub fn new(message: &str) -> Error;

    /// Gives it a name.
    #[wasm_bindgen(method, setter)]
    pub fn set_name(this: &Error, name: &str);

    /// True for a list.
    #[wasm_bindgen(js_namespace = Array, js_name = isArray)]
    pub fn is_array(value: &JsValue) -> bool;

    /// What is in a list.
    #[wasm_bindgen(js_namespace = Array, js_name = from)]
    pub fn items(value: &JsValue) -> Vec<JsValue>;

    /// The members of an object: lists of a key and a value.
    #[wasm_bindgen(js_namespace = Object, js_name = entries)]
    pub fn entries(value: &JsValue) -> Vec<JsValue>;
}
