//! Reads a body as JSON that can be understood in one way only: UTF-8, no key twice, no NUL, no half of a surrogate pair,
//! not deep, nothing after the end. What is wrong is told by its place, never by quoting the body, which may be personal.
use super::wiped::Wiped;
use crate::domain::{refusal::Refusal, word::Unreadable};
use serde_json::{Map, Number, Value};

/// How many lists and objects may stand in each other.
pub const DEEPEST: usize = 32;

/// More characters than any number of ours has.
const LONGEST_NUMBER: usize = 64;

/// What is wrong at a place.
type Wrong = (usize, &'static str, &'static str);

/// Reads a JSON text, or refuses it as `malformed` with line and column.
pub fn read(bytes: &[u8]) -> Result<Wiped, Refusal> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            return Err(refuse(&good, (good.len(), "this is not UTF-8", "bu UTF-8 deyil")));
        }
    };
    let mut reader = Reader { text, at: 0 };
    reader.whole().map(Wiped).map_err(|wrong| refuse(text, wrong))
}

fn refuse(text: &str, (at, en, az): Wrong) -> Refusal {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let why = Unreadable::new(
        format!("line {line}, column {column}: {en}"),
        format!("sətir {line}, sütun {column}: {az}"),
    );
    Refusal::Malformed { why: why.to_string() }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn whole(&mut self) -> Result<Value, Wrong> {
        let value = self.value(0)?;
        self.blanks();
        match self.peek() {
            None => Ok(value),
            Some(_) => {
                Err(self
                    .wrong("the JSON has ended and more text follows", "JSON bitib, amma ardınca mətn gəlir"))
            }
        }
    }

    fn value(&mut self, depth: usize) -> Result<Value, Wrong> {
        self.blanks();
        match self.peek() {
            Some(b'{') => self.object(depth + 1),
            Some(b'[') => self.list(depth + 1),
            Some(b'"') => self.string().map(Value::String),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Null),
            Some(_) => Err(self.wrong("no JSON value begins like this", "JSON dəyəri belə başlamır")),
            None => Err(self.cut_off()),
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, Wrong> {
        self.enter(depth)?;
        let mut members = Map::new();
        if self.closes(b'}') {
            return Ok(Value::Object(members));
        }
        loop {
            self.blanks();
            let place = self.at;
            match self.peek() {
                Some(b'"') => {}
                None => return Err(self.cut_off()),
                Some(_) => {
                    return Err(
                        self.wrong("a key in double quotes belongs here", "burada dırnaqda açar olmalıdır")
                    );
                }
            }
            let key = self.string()?;
            if members.contains_key(&key) {
                return Err((
                    place,
                    "this key stands twice in one object",
                    "bu açar bir obyektdə iki dəfə yazılıb",
                ));
            }
            self.blanks();
            self.take(b':', "a colon belongs here", "burada iki nöqtə olmalıdır")?;
            let value = self.value(depth)?;
            members.insert(key, value);
            if self.closes(b'}') {
                return Ok(Value::Object(members));
            }
            self.take(b',', "a comma or a brace belongs here", "burada vergül və ya mötərizə olmalıdır")?;
        }
    }

    fn list(&mut self, depth: usize) -> Result<Value, Wrong> {
        self.enter(depth)?;
        let mut items = vec![];
        if self.closes(b']') {
            return Ok(Value::Array(items));
        }
        loop {
            items.push(self.value(depth)?);
            if self.closes(b']') {
                return Ok(Value::Array(items));
            }
            self.take(b',', "a comma or a bracket belongs here", "burada vergül və ya mötərizə olmalıdır")?;
        }
    }

    fn enter(&mut self, depth: usize) -> Result<(), Wrong> {
        if depth > DEEPEST {
            return Err(self.wrong(
                "lists and objects stand more than 32 deep in each other",
                "siyahı və obyektlər bir-birinin içində 32-dən dərindir",
            ));
        }
        self.at += 1;
        Ok(())
    }

    fn string(&mut self) -> Result<String, Wrong> {
        self.at += 1;
        // As long as it can become, so that growing leaves no copies behind.
        let mut text = String::with_capacity(self.to_the_quote());
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.find(|c: char| c == '"' || c == '\\' || c < ' ').unwrap_or(rest.len());
            text.push_str(&rest[..plain]);
            self.at += plain;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()?),
                Some(_) => {
                    return Err(
                        self.wrong("a control character stands in a text", "mətndə idarəedici simvol var")
                    );
                }
                None => return Err(self.cut_off()),
            }
        }
    }

    /// How many bytes follow until the text's end, escapes as they stand.
    fn to_the_quote(&self) -> usize {
        let mut escaped = false;
        let end = self.text.as_bytes()[self.at..].iter().position(|byte| {
            let ends = *byte == b'"' && !escaped;
            escaped = *byte == b'\\' && !escaped;
            ends
        });
        end.unwrap_or(0)
    }

    fn escape(&mut self) -> Result<char, Wrong> {
        let place = self.at;
        self.at += 1;
        let Some(letter) = self.peek() else { return Err(self.cut_off()) };
        self.at += 1;
        Ok(match letter {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => self.code_point(place)?,
            _ => return Err((place, "there is no such escape", "belə qaçış ardıcıllığı yoxdur")),
        })
    }

    fn code_point(&mut self, place: usize) -> Result<char, Wrong> {
        let lone = (place, "half of a surrogate pair stands alone", "surroqat cütünün bir yarısı tək qalıb");
        let code = match self.four_digits()? {
            high @ 0xD800..=0xDBFF => {
                if !self.text[self.at..].starts_with("\\u") {
                    return Err(lone);
                }
                self.at += 2;
                let low = self.four_digits()?;
                if !(0xDC00..=0xDFFF).contains(&low) {
                    return Err(lone);
                }
                0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
            }
            code => code,
        };
        match char::from_u32(code) {
            Some('\0') => Err((place, "a text holds the character NUL", "mətndə NUL simvolu var")),
            Some(c) => Ok(c),
            None => Err(lone),
        }
    }

    fn four_digits(&mut self) -> Result<u32, Wrong> {
        let mut code = 0;
        for _ in 0..4 {
            let Some(byte) = self.peek() else { return Err(self.cut_off()) };
            let Some(digit) = char::from(byte).to_digit(16) else {
                return Err(self
                    .wrong("four hexadecimal digits belong here", "burada dörd onaltılıq rəqəm olmalıdır"));
            };
            code = code * 16 + digit;
            self.at += 1;
        }
        Ok(code)
    }

    fn number(&mut self) -> Result<Value, Wrong> {
        let start = self.at;
        let is_part = |b: u8| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E');
        while self.peek().is_some_and(is_part) {
            self.at += 1;
        }
        let text = &self.text[start..self.at];
        let number = Some(text).filter(|t| t.len() <= LONGEST_NUMBER).and_then(|t| t.parse::<Number>().ok());
        number.map(Value::Number).ok_or((
            start,
            "this is no number, or none that can be held",
            "bu rəqəm deyil və ya saxlanıla bilmir",
        ))
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, Wrong> {
        if self.text[self.at..].starts_with(word) {
            self.at += word.len();
            return Ok(value);
        }
        Err(self.wrong("no JSON value begins like this", "JSON dəyəri belə başlamır"))
    }

    /// Skips blanks, and the closing sign if it stands there.
    fn closes(&mut self, sign: u8) -> bool {
        self.blanks();
        let there = self.peek() == Some(sign);
        self.at += usize::from(there);
        there
    }

    fn take(&mut self, sign: u8, en: &'static str, az: &'static str) -> Result<(), Wrong> {
        match self.peek() {
            Some(byte) if byte == sign => {
                self.at += 1;
                Ok(())
            }
            Some(_) => Err(self.wrong(en, az)),
            None => Err(self.cut_off()),
        }
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn cut_off(&self) -> Wrong {
        self.wrong("the text ends in the middle of the JSON", "mətn JSON-un ortasında bitir")
    }

    fn wrong(&self, en: &'static str, az: &'static str) -> Wrong {
        (self.at, en, az)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const GOOD: &str =
        r#" {"a": [1, -2.5, 1e3, true, false, null, {}, []], "ə\u0259\ud83d\ude00\n": {"b": "x\\y\/"}} "#;

    fn why(text: &[u8]) -> String {
        match read(text) {
            Err(Refusal::Malformed { why }) => why,
            Err(other) => panic!("{:?} was refused as {other:?}", String::from_utf8_lossy(text)),
            Ok(read) => panic!("{:?} was read as {:?}", String::from_utf8_lossy(text), *read),
        }
    }

    #[test]
    fn what_is_json_is_read_as_serde_reads_it() {
        let expected: Value = serde_json::from_str(GOOD).expect("the sample is JSON");
        let seen = |bytes: &[u8]| read(bytes).ok().map(|value| (*value).clone());
        assert_eq!(seen(GOOD.as_bytes()), Some(expected));
        assert_eq!(seen(b"\"\""), Some(json!("")));
        assert_eq!(seen(b"9007199254740993"), Some(json!(9_007_199_254_740_993_i64)));
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_refused() {
        for (text, word) in [
            (&b"{\"a\":1,\"a\":2}"[..], "twice"),
            (b"[{\"a\":{\"b\":1,\"b\":1}}]", "twice"),
            (b"{\"a\":1,\"\\u0061\":2}", "twice"),
            (b"\"\\u0000\"", "NUL"),
            (b"{\"\\u0000\":1}", "NUL"),
            (b"\"a\0b\"", "control"),
            (b"\"\\ud800\"", "alone"),
            (b"\"\\ud800\\u0041\"", "alone"),
            (b"\"\\udc00\"", "alone"),
            (b"\"\xff\"", "UTF-8"),
            (b"{} {}", "more text"),
            (b"{},", "more text"),
            (b"", "ends in the middle"),
            (b"{\"a\":1,}", "a key"),
            (b"{a:1}", "a key"),
            (b"[1,]", "begins"),
            (b"NaN", "begins"),
            (b"nul", "begins"),
            (b"01", "no number"),
            (b"1e999", "no number"),
            (b"+1", "begins"),
            (b"1.", "no number"),
            (b"\"\\x41\"", "escape"),
            (b"\xef\xbb\xbf{}", "begins"),
        ] {
            assert!(why(text).contains(word), "{:?}: {}", String::from_utf8_lossy(text), why(text));
        }
        assert!(read("[".repeat(32).as_bytes()).err().is_some_and(|r| format!("{r:?}").contains("ends in")));
        assert!(why("[".repeat(33).as_bytes()).contains("deep"));
        assert!(why("{\"a\":".repeat(100_000).as_bytes()).contains("deep"));
        assert!(why(&[b'9'; 65]).contains("no number"));
    }

    #[test]
    fn a_place_is_named_and_the_body_is_not_quoted() {
        let told = why("{\n  \"ad\": \"Aysel\", \"ad\": 1}".as_bytes());
        assert!(told.contains("line 2, column 18") && told.contains("sətir 2, sütun 18"), "{told}");
        assert!(!told.contains("Aysel"), "{told}");
    }

    #[test]
    fn no_cut_or_changed_body_makes_it_panic() {
        for end in 0..GOOD.len() {
            let _ = read(&GOOD.as_bytes()[..end]);
            for byte in [0, b'"', b'\\', b'{', b'}', b'u', 0x80, 0xED, 0xFF] {
                let mut bytes = GOOD.as_bytes().to_vec();
                bytes[end] = byte;
                let _ = read(&bytes);
                let _ = read(&bytes[..=end]);
            }
        }
    }
}
