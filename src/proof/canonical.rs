//! Canonical JSON (RFC 8785): the one text of a value, so that what was hashed can be written again. Only what
//! leaves need: no floats, whole numbers of at most 2^53-1.
use serde_json::Value;

/// A number that canonical JSON of the log does not carry: money travels as a string.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} is no whole number within 2^53-1: write it as a string")]
pub struct NotWhole(pub String);

const LARGEST: i64 = (1 << 53) - 1;

/// The canonical text: members sorted by their UTF-16 code units, no white space, shortest escapes.
pub fn canonical(value: &Value) -> Result<String, NotWhole> {
    let mut text = String::new();
    write(value, &mut text)?;
    Ok(text)
}

fn write(value: &Value, text: &mut String) -> Result<(), NotWhole> {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(yes) => text.push_str(if *yes { "true" } else { "false" }),
        Value::Number(number) => match number.as_i64() {
            Some(whole) if (-LARGEST..=LARGEST).contains(&whole) => text.push_str(&whole.to_string()),
            _ => return Err(NotWhole(number.to_string())),
        },
        Value::String(string) => write_string(string, text),
        Value::Array(items) => {
            text.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    text.push(',');
                }
                write(item, text)?;
            }
            text.push(']');
        }
        Value::Object(members) => {
            let mut sorted: Vec<_> = members.iter().collect();
            // The order of bytes is that of UTF-16 units as long as all are ASCII, and then they mostly stand in it.
            if sorted.iter().all(|(name, _)| name.is_ascii()) {
                sorted.sort_by_key(|(name, _)| *name);
            } else {
                sorted.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            }
            text.push('{');
            for (i, (name, member)) in sorted.into_iter().enumerate() {
                if i > 0 {
                    text.push(',');
                }
                write_string(name, text);
                text.push(':');
                write(member, text)?;
            }
            text.push('}');
        }
    }
    Ok(())
}

fn write_string(string: &str, text: &mut String) {
    text.push('"');
    let plain = |b: u8| b >= b' ' && b != b'"' && b != b'\\';
    if string.bytes().all(plain) {
        text.push_str(string);
        text.push('"');
        return;
    }
    for c in string.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\u{8}' => text.push_str("\\b"),
            '\u{c}' => text.push_str("\\f"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            c if c < ' ' => text.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => text.push(c),
        }
    }
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn one_value_has_one_text() {
        let value =
            json!({"b": [1, true, null], "a": "\u{1}\"\\/ə\n", "€": -5, "\u{1F600}": 1, "\u{FB33}": 2});
        let text = canonical(&value).expect("whole numbers only");
        // RFC 8785 sorts by UTF-16 units: the surrogate pair of U+1F600 comes before U+FB33.
        assert_eq!(
            text,
            "{\"a\":\"\\u0001\\\"\\\\/ə\\n\",\"b\":[1,true,null],\"€\":-5,\"\u{1F600}\":1,\"\u{FB33}\":2}"
        );
        assert_eq!(serde_json::from_str::<Value>(&text).ok(), Some(value));
    }

    #[test]
    fn a_number_that_is_not_whole_and_small_is_refused() {
        assert!(canonical(&json!(1.5)).is_err());
        assert!(canonical(&json!(9_007_199_254_740_992_i64)).is_err());
        assert!(canonical(&json!(9_007_199_254_740_991_i64)).is_ok());
    }
}
