//! Canonical JSON (RFC 8785): the one text of a value, so that what was hashed can be written again. Only what
//! leaves need: no floats, whole numbers of at most 2^53-1. It is written straight from the value, since every row of the
//! books passes here.
use serde::{
    Serialize, Serializer,
    ser::{
        Error, Impossible, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple, SerializeTupleStruct,
    },
};
use std::fmt::Display;

/// A number or a value that canonical JSON of the log does not carry: money travels as a string.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} is no whole number within 2^53-1: write it as a string")]
pub struct NotWhole(pub String);

impl Error for NotWhole {
    fn custom<T: Display>(what: T) -> Self {
        NotWhole(what.to_string())
    }
}

const LARGEST: i64 = (1 << 53) - 1;

/// The canonical text: members sorted by their UTF-16 code units, no white space, shortest escapes.
pub fn canonical<T: Serialize + ?Sized>(value: &T) -> Result<String, NotWhole> {
    let mut text = String::new();
    value.serialize(Writer(&mut text))?;
    Ok(text)
}

/// Writes one value at the end of a text.
struct Writer<'t>(&'t mut String);

/// Members of an object or items of a list under way: where each begins and ends in the text.
struct Parts<'t> {
    text: &'t mut String,
    begin: usize,
    /// For an object: each member's name and its place; for a list nothing.
    members: Vec<(String, usize, usize)>,
    is_first: bool,
}

impl<'t> Parts<'t> {
    fn open(text: &'t mut String, bracket: char) -> Parts<'t> {
        text.push(bracket);
        Parts { begin: text.len(), text, members: vec![], is_first: true }
    }

    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NotWhole> {
        if !std::mem::take(&mut self.is_first) {
            self.text.push(',');
        }
        value.serialize(Writer(self.text))
    }

    fn member<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), NotWhole> {
        let begin = self.text.len();
        write_string(name, self.text);
        self.text.push(':');
        value.serialize(Writer(self.text))?;
        self.members.push((name.to_owned(), begin, self.text.len()));
        Ok(())
    }

    fn close_list(self) {
        self.text.push(']');
    }

    fn close_object(self) {
        let mut members = self.members;
        if members.iter().all(|(name, ..)| name.is_ascii()) {
            // The order of bytes is that of UTF-16 units as long as all are ASCII.
            members.sort_by(|a, b| a.0.cmp(&b.0));
        } else {
            members.sort_by(|a, b| a.0.encode_utf16().cmp(b.0.encode_utf16()));
        }
        let mut sorted = String::with_capacity(self.text.len() - self.begin + members.len() + 1);
        for (i, (_, begin, end)) in members.iter().enumerate() {
            if i > 0 {
                sorted.push(',');
            }
            sorted.push_str(&self.text[*begin..*end]);
        }
        self.text.truncate(self.begin);
        self.text.push_str(&sorted);
        self.text.push('}');
    }
}

fn whole<N: Display + Copy + TryInto<i64>>(number: N, text: &mut String) -> Result<(), NotWhole> {
    match number.try_into() {
        Ok(whole) if (-LARGEST..=LARGEST).contains(&whole) => {
            text.push_str(&number.to_string());
            Ok(())
        }
        _ => Err(NotWhole(number.to_string())),
    }
}

fn no_such(what: &str) -> NotWhole {
    NotWhole(format!("{what} (which canonical JSON does not carry)"))
}

macro_rules! numbers {
    ($($method:ident: $type:ty),+) => {
        $(fn $method(self, number: $type) -> Result<(), NotWhole> { whole(number, self.0) })+
    };
}

impl<'t> Serializer for Writer<'t> {
    type Ok = ();
    type Error = NotWhole;
    type SerializeSeq = Parts<'t>;
    type SerializeTuple = Parts<'t>;
    type SerializeTupleStruct = Parts<'t>;
    type SerializeTupleVariant = Impossible<(), NotWhole>;
    type SerializeMap = Members<'t>;
    type SerializeStruct = Parts<'t>;
    type SerializeStructVariant = Impossible<(), NotWhole>;

    numbers!(serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_u8: u8, serialize_u16: u16,
             serialize_u32: u32, serialize_u64: u64);

    fn serialize_bool(self, yes: bool) -> Result<(), NotWhole> {
        self.0.push_str(if yes { "true" } else { "false" });
        Ok(())
    }
    fn serialize_f32(self, number: f32) -> Result<(), NotWhole> {
        Err(NotWhole(number.to_string()))
    }
    fn serialize_f64(self, number: f64) -> Result<(), NotWhole> {
        Err(NotWhole(number.to_string()))
    }
    fn serialize_char(self, c: char) -> Result<(), NotWhole> {
        self.serialize_str(c.encode_utf8(&mut [0; 4]))
    }
    fn serialize_str(self, string: &str) -> Result<(), NotWhole> {
        write_string(string, self.0);
        Ok(())
    }
    fn serialize_bytes(self, _: &[u8]) -> Result<(), NotWhole> {
        Err(no_such("bytes"))
    }
    fn serialize_none(self) -> Result<(), NotWhole> {
        self.serialize_unit()
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), NotWhole> {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Result<(), NotWhole> {
        self.0.push_str("null");
        Ok(())
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<(), NotWhole> {
        self.serialize_unit()
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), NotWhole> {
        self.serialize_str(variant)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), NotWhole> {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: &T,
    ) -> Result<(), NotWhole> {
        Err(no_such(variant))
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'t>, NotWhole> {
        Ok(Parts::open(self.0, '['))
    }
    fn serialize_tuple(self, _: usize) -> Result<Parts<'t>, NotWhole> {
        Ok(Parts::open(self.0, '['))
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Parts<'t>, NotWhole> {
        Ok(Parts::open(self.0, '['))
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, NotWhole> {
        Err(no_such(variant))
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Members<'t>, NotWhole> {
        Ok(Members { parts: Parts::open(self.0, '{'), name: String::new() })
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Parts<'t>, NotWhole> {
        Ok(Parts::open(self.0, '{'))
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, NotWhole> {
        Err(no_such(variant))
    }
}

macro_rules! lists {
    ($($kind:ident::$method:ident),+) => {$(
        impl $kind for Parts<'_> {
            type Ok = ();
            type Error = NotWhole;
            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NotWhole> { self.item(value) }
            fn end(self) -> Result<(), NotWhole> { self.close_list(); Ok(()) }
        }
    )+};
}
lists!(
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field
);

impl SerializeStruct for Parts<'_> {
    type Ok = ();
    type Error = NotWhole;
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), NotWhole> {
        self.member(name, value)
    }
    fn end(self) -> Result<(), NotWhole> {
        self.close_object();
        Ok(())
    }
}

/// A map under way: the name of the member whose value comes next.
struct Members<'t> {
    parts: Parts<'t>,
    name: String,
}

impl SerializeMap for Members<'_> {
    type Ok = ();
    type Error = NotWhole;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Result<(), NotWhole> {
        let name = serde_json::to_value(name).ok().and_then(|name| name.as_str().map(str::to_owned));
        self.name = name.ok_or_else(|| no_such("a name that is no text"))?;
        Ok(())
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NotWhole> {
        let name = std::mem::take(&mut self.name);
        self.parts.member(&name, value)
    }
    fn end(self) -> Result<(), NotWhole> {
        self.parts.close_object();
        Ok(())
    }
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
    use serde_json::{Value, json};

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
    fn a_struct_has_the_text_of_its_value() {
        #[derive(Serialize)]
        struct Row {
            number: i64,
            amount: Option<&'static str>,
            none: Option<i64>,
            list: (u8, bool),
            #[serde(skip)]
            hidden: f64,
        }
        let row = Row { number: -7, amount: Some("\"1.00\""), none: None, list: (1, false), hidden: 0.5 };
        let value = serde_json::to_value(&row).expect("a plain struct");
        assert_eq!(canonical(&row), canonical(&value));
        assert_eq!(
            canonical(&row).as_deref(),
            Ok(r#"{"amount":"\"1.00\"","list":[1,false],"none":null,"number":-7}"#)
        );
        assert!(row.hidden > 0.0 && canonical(&row.hidden).is_err());
    }

    #[test]
    fn a_number_that_is_not_whole_and_small_is_refused() {
        assert!(canonical(&json!(1.5)).is_err());
        assert!(canonical(&json!(9_007_199_254_740_992_i64)).is_err());
        assert!(canonical(&json!(9_007_199_254_740_991_i64)).is_ok());
    }
}
