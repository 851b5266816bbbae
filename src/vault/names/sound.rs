//! How a word sounds, coarsely: the classes of its consonants in their order. Vowels are what spellings differ in most, so only that a
//! word begins with one is kept. A table of our own after the ways in which the spellings of `scripts` differ; Soundex and Double
//! Metaphone are made for English and know neither the kh nor the j of these names.

/// Letters that are one sound, longest first, and the class that they fall into. `G` holds g, h and kh, because Russian and its
/// neighbours write all three for one another (Həsən, Гасан, Khasan); x is kh in Azerbaijani and ks elsewhere.
const CLASSES: &[(&str, &str)] = &[
    ("shch", "S"),
    ("chtch", "S"),
    ("tsch", "C"),
    ("dzh", "C"),
    ("tch", "C"),
    ("sch", "S"),
    ("chr", "KR"),
    ("zh", "C"),
    ("dj", "C"),
    ("dz", "Z"),
    ("kh", "G"),
    ("gh", "G"),
    ("ks", "G"),
    ("ph", "F"),
    ("sh", "S"),
    ("ch", "C"),
    ("th", "T"),
    ("dh", "D"),
    ("bh", "B"),
    ("ck", "K"),
    ("cz", "C"),
    ("ts", "C"),
    ("tz", "C"),
    ("b", "B"),
    ("p", "P"),
    ("d", "D"),
    ("t", "T"),
    ("f", "F"),
    ("v", "V"),
    ("w", "V"),
    ("k", "K"),
    ("g", "G"),
    ("x", "G"),
    ("h", "G"),
    ("l", "L"),
    ("m", "M"),
    ("n", "N"),
    ("r", "R"),
    ("s", "S"),
    ("z", "Z"),
    ("j", "C"),
];

const VOWELS: &str = "aeiouy";

/// The keys of a word, most likely first, at most four. A `c` is the sound of Cavid where the name is written in Azerbaijani; elsewhere it
/// may also be that of Carlos or Cecilia. A `q` is a g to Azerbaijani and a k to Uzbek, Urdu and most who copy them.
pub(super) fn keys(word: &str, azerbaijani: bool) -> Vec<String> {
    let mut keys: Vec<String> = vec![];
    for (local_c, q) in [(azerbaijani, "G"), (azerbaijani, "K"), (true, "G"), (true, "K")] {
        let key = key(word, local_c, q);
        if !key.is_empty() && !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

fn key(word: &str, local_c: bool, q: &'static str) -> String {
    let mut key = String::new();
    let mut rest = word;
    let mut before = "";
    while let Some(first) = rest.chars().next() {
        if VOWELS.contains(first) {
            if key.is_empty() {
                key.push('A');
            }
            before = "";
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let mut other = [0; 4];
        let (taken, class): (usize, &str) =
            match CLASSES.iter().find(|(letters, _)| rest.starts_with(letters)) {
                Some(_) if rest == "h" && !key.is_empty() => (1, ""),
                Some((letters, class)) => (letters.len(), *class),
                None if first == 'c' => (1, bare_c(rest, local_c)),
                None if first == 'q' => (1, q),
                // A letter of a script that is not known stands for itself.
                None => (first.len_utf8(), first.encode_utf8(&mut other)),
            };
        if class != before {
            key.push_str(class);
        }
        before = CLASSES.iter().map(|(_, known)| *known).find(|known| *known == class).unwrap_or("");
        rest = &rest[taken..];
    }
    key
}

fn bare_c(rest: &str, local: bool) -> &'static str {
    let next = rest.chars().nth(1);
    match next {
        _ if local => "C",
        Some('e' | 'i' | 'y') => "S",
        _ => "K",
    }
}
