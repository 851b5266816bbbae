//! Looking for words in bytes, however they are written: in any case, in UTF-8 and both byte orders of UTF-16, hex, base64 at each
//! offset, escapes of JSON and of addresses, and inside what is compressed. It knows no words of its own.
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use flate2::read::{DeflateDecoder, GzDecoder, ZlibDecoder};
use std::{
    collections::{BTreeSet, HashMap},
    io::Read,
};

/// The most that is taken out of one compressed part.
const MOST_UNPACKED: u64 = 64 << 20;

/// Words in all their writings, ready to be looked for.
pub struct Search {
    /// Three first bytes that some writing has, as one bit each: most of a file is passed by this alone.
    begins: Vec<u64>,
    by_beginning: HashMap<usize, Vec<usize>>,
    writings: Vec<(&'static str, Vec<u8>)>,
    small: [u8; 256],
}

/// Every writing of a word, in small ASCII letters.
pub fn writings(word: &str) -> BTreeSet<Vec<u8>> {
    let turkic = |text: &str| text.replace('i', "İ").replace('ı', "I").to_uppercase();
    let mut all = BTreeSet::new();
    for text in [word.to_owned(), word.to_lowercase(), word.to_uppercase(), turkic(word)] {
        let wide: Vec<u16> = text.encode_utf16().collect();
        all.insert(text.clone().into_bytes());
        all.insert(wide.iter().flat_map(|unit| unit.to_le_bytes()).collect());
        all.insert(wide.iter().flat_map(|unit| unit.to_be_bytes()).collect());
        all.insert(hex::encode(&text).into_bytes());
        all.insert(
            text.bytes()
                .map(
                    |b| {
                        if b.is_ascii_alphanumeric() {
                            char::from(b).to_string()
                        } else {
                            format!("%{b:02x}")
                        }
                    },
                )
                .collect::<String>()
                .into_bytes(),
        );
        let escaped = |c: char| {
            c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect::<String>()
        };
        all.insert(
            text.chars()
                .map(|c| if c.is_ascii() { c.to_string() } else { escaped(c) })
                .collect::<String>()
                .into_bytes(),
        );
        for offset in 0..3 {
            let plain = STANDARD_NO_PAD.encode([&vec![0; offset][..], text.as_bytes()].concat());
            // The first and last letters also hold bits of what stands beside the word.
            let inner = plain[if offset == 0 { 0 } else { offset + 1 }..plain.len() - 1].to_owned();
            all.insert(inner.replace('+', "-").replace('/', "_").into_bytes());
            all.insert(inner.into_bytes());
        }
    }
    all.into_iter().map(|writing| writing.to_ascii_lowercase()).collect()
}

impl Search {
    /// Makes a search for words of six characters or more.
    pub fn new(words: &[&'static str]) -> Search {
        let mut small = [0; 256];
        for (byte, small) in (0..=u8::MAX).zip(&mut small) {
            *small = byte.to_ascii_lowercase();
        }
        let mut search =
            Search { begins: vec![0; 1 << 18], by_beginning: HashMap::new(), writings: vec![], small };
        for word in words {
            for writing in writings(word) {
                let start =
                    usize::from(writing[0]) << 16 | usize::from(writing[1]) << 8 | usize::from(writing[2]);
                search.begins[start >> 6] |= 1 << (start & 63);
                search.by_beginning.entry(start).or_default().push(search.writings.len());
                search.writings.push((word, writing));
            }
        }
        search
    }

    /// The words that stand in some bytes, or in a compressed part of them.
    pub fn find(&self, bytes: &[u8]) -> BTreeSet<&'static str> {
        let mut found = self.plain(bytes);
        for part in unpacked(bytes) {
            found.extend(self.plain(&part));
        }
        found
    }

    fn plain(&self, bytes: &[u8]) -> BTreeSet<&'static str> {
        let mut found = BTreeSet::new();
        let mut start = 0_usize;
        for (at, byte) in bytes.iter().enumerate() {
            start = (start << 8 | usize::from(self.small[usize::from(*byte)])) & 0xff_ffff;
            if self.begins[start >> 6] >> (start & 63) & 1 == 1 && at >= 2 {
                self.compare(&bytes[at - 2..], start, &mut found);
            }
        }
        found
    }

    fn compare(&self, here: &[u8], start: usize, found: &mut BTreeSet<&'static str>) {
        for index in &self.by_beginning[&start] {
            let (word, writing) = &self.writings[*index];
            if here.len() >= writing.len() && here[..writing.len()].eq_ignore_ascii_case(writing) {
                found.insert(word);
            }
        }
    }
}

/// What compressed parts hold: gzip, zlib, and the members of zip files. What only looks like one gives what it gives.
fn unpacked(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut all = vec![];
    let mut take = |from: &mut dyn Read| {
        let mut part = vec![];
        // A part that breaks off has still given what stood before.
        let _ = from.take(MOST_UNPACKED).read_to_end(&mut part);
        if part.len() >= 6 {
            all.push(part);
        }
    };
    for at in 0..bytes.len().saturating_sub(4) {
        let rest = &bytes[at..];
        match rest[..4] {
            [0x1f, 0x8b, 8, _] => take(&mut GzDecoder::new(rest)),
            [0x78, flags @ (0x01 | 0x5e | 0x9c | 0xda), ..]
                if (0x7800 | u16::from(flags)).is_multiple_of(31) =>
            {
                take(&mut ZlibDecoder::new(rest));
            }
            [b'P', b'K', 3, 4] if rest.len() > 30 => {
                let length = |at: usize| usize::from(u16::from_le_bytes([rest[at], rest[at + 1]]));
                let data = 30 + length(26) + length(28);
                if length(8) == 8 && rest.len() > data {
                    take(&mut DeflateDecoder::new(&rest[data..]));
                }
            }
            _ => {}
        }
    }
    all
}

mod tests {
    use super::*;
    use crate::search::planted::{NAMES, WORDS};
    use flate2::{Compression, write::*};
    use std::io::Write;

    fn in_zip(content: &[u8]) -> Vec<u8> {
        let mut deflated = DeflateEncoder::new(vec![], Compression::default());
        deflated.write_all(content).expect("memory takes it");
        let mut zip = b"PK\x03\x04\x14\0\0\0\x08\0".to_vec();
        zip.extend([0; 16]);
        zip.extend([4, 0, 0, 0]);
        zip.extend(b"name");
        zip.extend(deflated.finish().expect("memory takes it"));
        zip
    }

    #[test]
    fn a_word_is_found_in_each_writing_and_each_packing() {
        let search = Search::new(WORDS);
        for word in WORDS {
            let around = |inner: &[u8]| [&b"\0before "[..], inner, b" after\xff"].concat();
            let wide = |big: bool| {
                word.encode_utf16()
                    .flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() })
                    .collect::<Vec<u8>>()
            };
            let mut written = vec![
                around(word.as_bytes()),
                around(word.to_uppercase().as_bytes()),
                around(word.to_lowercase().as_bytes()),
                around(&wide(true)),
                around(&wide(false)),
                hex::encode(around(word.as_bytes())).into_bytes(),
                hex::encode_upper(around(word.as_bytes())).into_bytes(),
            ];
            for pad in 0..3 {
                written.push(
                    STANDARD_NO_PAD
                        .encode([&vec![b'x'; pad][..], word.as_bytes(), b"yyy"].concat())
                        .into_bytes(),
                );
            }
            let mut gzip = GzEncoder::new(vec![], Compression::best());
            gzip.write_all(word.as_bytes()).expect("memory takes it");
            let mut zlib = ZlibEncoder::new(vec![], Compression::fast());
            zlib.write_all(word.as_bytes()).expect("memory takes it");
            written.extend([
                around(&gzip.finish().expect("memory takes it")),
                around(&zlib.finish().expect("memory takes it")),
                around(&in_zip(word.as_bytes())),
            ]);
            for (number, bytes) in written.iter().enumerate() {
                assert!(search.find(bytes).contains(word), "{word} was not found in writing {number}");
            }
        }
        let escaped = serde_json::to_string(NAMES[0])
            .expect("JSON writes")
            .replace('ə', "\\u0259")
            .replace('Ş', "\\u015E");
        assert_eq!(search.find(escaped.as_bytes()).into_iter().collect::<Vec<_>>(), [WORDS[0]]);
        assert_eq!(search.find(b"plant Plantation PLNT pln 7654 xxxxxx"), BTreeSet::new());
    }
}
