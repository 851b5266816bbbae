//! A JSON value that leaves nothing behind: what a request said is wiped from memory once it is a command or was refused. Reading is
//! in `strict_json`; what hyper holds of a connection is not ours to wipe.
use serde_json::{Map, Value};
use zeroize::Zeroize;

/// What was read; its texts and keys may be personal, so they are wiped when it is dropped.
pub struct Wiped(pub Value);

/// An object without members.
impl Default for Wiped {
    fn default() -> Self {
        Wiped(Value::Object(Map::new()))
    }
}

impl std::ops::Deref for Wiped {
    type Target = Value;

    fn deref(&self) -> &Value {
        &self.0
    }
}

impl Drop for Wiped {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

/// No deeper than what was read.
fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(items) => items.iter_mut().for_each(wipe),
        Value::Object(members) => {
            for (mut key, mut value) in std::mem::take(members) {
                key.zeroize();
                wipe(&mut value);
            }
        }
        _ => {}
    }
}
