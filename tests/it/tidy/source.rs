//! A Rust file as the checks see it: its text, the same text with comments and literals blanked, its tokens,
//! its functions, and which parts are tests. Reading lives here; no rule of the house may, and this is no
//! parser: it knows just enough of the grammar not to be fooled by a string or a comment.

/// A file, read once for all checks. `code` keeps every byte offset and line of `text`.
pub struct Source {
    /// From the repository's root, with `/`: `src/domain/money.rs`.
    pub path: String,
    pub code: String,
    pub literals: Vec<Literal>,
    line_starts: Vec<usize>,
    tests: Vec<(usize, usize)>,
}

/// A string literal: where it starts (its prefix, as in `br#"`, included) and what stands between its quotes.
pub struct Literal {
    pub at: usize,
    pub content: String,
}

/// A word, `::`, or one character of punctuation, and its byte offset.
#[derive(Clone, Copy, Debug)]
pub struct Token<'a> {
    pub text: &'a str,
    pub at: usize,
}

/// A function with a body, from its `fn` line to the line of its closing brace.
pub struct Function {
    pub name: String,
    pub line: usize,
    pub length: usize,
}

impl Source {
    /// Blanks comments and literals and finds the parts that are tests.
    pub fn read(path: &str, text: &str) -> Self {
        let (code, literals) = blank(text);
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let tests = test_parts(path, &tokens(&code), code.len());
        Self { path: path.to_owned(), code, literals, line_starts, tests }
    }

    /// The line of a byte offset, counted from 1.
    pub fn line(&self, at: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= at)
    }

    /// `path:line: what`, which editors and terminals turn into a link.
    pub fn offence(&self, at: usize, what: &str) -> String {
        format!("{}:{}: {what}", self.path, self.line(at))
    }

    pub fn tokens(&self) -> Vec<Token<'_>> {
        tokens(&self.code)
    }

    /// Whether an offset lies under `#[cfg(test)]`, or in a file that only tests are compiled from.
    pub fn is_test(&self, at: usize) -> bool {
        self.tests.iter().any(|(start, end)| (*start..*end).contains(&at))
    }

    pub fn functions(&self) -> Vec<Function> {
        let tokens = self.tokens();
        let starts = tokens.iter().enumerate().filter(|(_, token)| token.text == "fn");
        starts
            .filter_map(|(index, token)| {
                let name = tokens.get(index + 1).filter(|name| is_word(name.text))?;
                let end = item_end(&tokens, index).filter(|end| tokens[*end].text == "}")?;
                let line = self.line(token.at);
                let length = self.line(tokens[end].at) - line + 1;
                Some(Function { name: name.text.to_owned(), line, length })
            })
            .collect()
    }
}

/// Whether a token is a name or a number.
pub fn is_word(text: &str) -> bool {
    text.starts_with(is_word_character)
}

fn is_word_character(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn tokens(code: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = code[at..].chars().next() {
        let length = if is_word_character(next) {
            code[at..].find(|character| !is_word_character(character)).unwrap_or(code.len() - at)
        } else if code[at..].starts_with("::") {
            2
        } else {
            next.len_utf8()
        };
        if !next.is_whitespace() {
            found.push(Token { text: &code[at..at + length], at });
        }
        at += length;
    }
    found
}

/// The token that ends the item begun at `from`: its `;`, or the brace that closes its first brace.
fn item_end(tokens: &[Token<'_>], from: usize) -> Option<usize> {
    let mut brackets = 0_i32;
    let mut braces = 0_i32;
    for (index, token) in tokens.iter().enumerate().skip(from) {
        match token.text {
            "(" | "[" => brackets += 1,
            ")" | "]" => brackets -= 1,
            "{" => braces += 1,
            "}" => braces -= 1,
            _ => {}
        }
        // A `;` in brackets is that of an array type, `[u8; 4]`.
        let ends = (token.text == "}" && braces == 0) || (token.text == ";" && braces == 0 && brackets == 0);
        if ends {
            return Some(index);
        }
    }
    None
}

fn test_parts(path: &str, tokens: &[Token<'_>], length: usize) -> Vec<(usize, usize)> {
    const INNER: [&str; 8] = ["#", "!", "[", "cfg", "(", "test", ")", "]"];
    const OUTER: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let is_at = |index: usize, wanted: &[&str]| {
        wanted
            .iter()
            .enumerate()
            .all(|(step, text)| tokens.get(index + step).is_some_and(|t| t.text == *text))
    };
    // An out-of-line `#[cfg(test)] mod tests;` is a file of this name.
    if path.ends_with("/tests.rs") || (0..tokens.len()).any(|index| is_at(index, &INNER)) {
        return vec![(0, length)];
    }
    let starts = (0..tokens.len()).filter(|index| is_at(*index, &OUTER));
    starts
        .map(|start| {
            let end = item_end(tokens, start + OUTER.len()).map_or(length, |end| tokens[end].at + 1);
            (tokens[start].at, end)
        })
        .collect()
}

/// The text with comments and the insides of literals turned into spaces (line breaks stay), and the string
/// literals that were blanked.
fn blank(text: &str) -> (String, Vec<Literal>) {
    let mut code = String::with_capacity(text.len());
    let mut literals = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let (opening, inside, closing) = next_piece(rest, text[..at].chars().next_back());
        let content = &rest[opening..opening + inside];
        if rest[..opening].ends_with(['"', '#']) && rest[..opening].contains('"') {
            literals.push(Literal { at, content: content.to_owned() });
        }
        code.push_str(&rest[..opening]);
        code.extend(content.chars().flat_map(|character| {
            let shown = if character == '\n' { '\n' } else { ' ' };
            std::iter::repeat_n(shown, character.len_utf8())
        }));
        code.push_str(&rest[opening + inside..opening + inside + closing]);
        at += opening + inside + closing;
    }
    (code, literals)
}

/// How many bytes of `rest` to keep, then to blank, then to keep: a comment, a literal, or one character.
fn next_piece(rest: &str, before: Option<char>) -> (usize, usize, usize) {
    let after_word = before.is_some_and(is_word_character);
    if rest.starts_with("//") {
        (0, rest.find('\n').unwrap_or(rest.len()), 0)
    } else if rest.starts_with("/*") {
        (0, block_comment(rest), 0)
    } else if let Some(piece) = (!after_word).then(|| raw_string(rest)).flatten() {
        piece
    } else if let Some(prefix) = string_prefix(rest, after_word) {
        let inside = escaped_length(&rest[prefix..], '"');
        (prefix, inside, usize::from(prefix + inside < rest.len()))
    } else if let Some(inside) = character_length(rest) {
        (1, inside, 1)
    } else {
        (rest.chars().next().map_or(1, char::len_utf8), 0, 0)
    }
}

/// Block comments nest in Rust.
fn block_comment(rest: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

fn raw_string(rest: &str) -> Option<(usize, usize, usize)> {
    let prefix = ["r", "br", "cr"].into_iter().find(|prefix| {
        rest.strip_prefix(prefix).is_some_and(|after| after.trim_start_matches('#').starts_with('"'))
    })?;
    let hashes = rest[prefix.len()..].bytes().take_while(|byte| *byte == b'#').count();
    let opening = prefix.len() + hashes + 1;
    let end = format!("\"{}", "#".repeat(hashes));
    let inside = rest[opening..].find(&end).unwrap_or(rest.len() - opening);
    Some((opening, inside, end.len().min(rest.len() - opening - inside)))
}

fn string_prefix(rest: &str, after_word: bool) -> Option<usize> {
    if rest.starts_with('"') {
        return Some(1);
    }
    (!after_word && (rest.starts_with("b\"") || rest.starts_with("c\""))).then_some(2)
}

/// The bytes before the closing quote, which a backslash can hide.
fn escaped_length(inside: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in inside.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return at,
            _ => {}
        }
    }
    inside.len()
}

/// The length of what stands in a character literal, or nothing for a lifetime such as `'static`.
fn character_length(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('\'')?;
    let first = inside.chars().next()?;
    if first == '\\' {
        return Some(escaped_length(inside, '\'')).filter(|length| *length < inside.len());
    }
    inside[first.len_utf8()..].starts_with('\'').then_some(first.len_utf8())
}

#[test]
fn comments_and_literals_are_blanked_and_nothing_moves() {
    let text = "a /* b /* c */ d */ e // f\n\"g \\\" h\" r#\"i \" j\"# 'k' '\\'' 'l: for b\"m\" n/o br\"p\"";
    let source = Source::read("src/x.rs", text);
    assert_eq!(source.code.len(), text.len());
    let words: String = source.code.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(words, "a e \" \" r#\" \"# ' ' ' ' 'l: for b\" \" n/o br\" \"");
    let contents: Vec<&str> = source.literals.iter().map(|literal| literal.content.as_str()).collect();
    assert_eq!(contents, ["g \\\" h", "i \" j", "m", "p"]);
    assert_eq!(source.line(text.find("for").expect("the sample has it")), 2);
}

#[test]
fn a_blank_of_many_bytes_keeps_every_offset() {
    let text = "\"qəpik ₼\" x // ə\ny 'ə' z";
    let source = Source::read("src/x.rs", text);
    assert_eq!(source.code.len(), text.len());
    assert_eq!(source.code.find('z'), text.find('z'));
}

#[test]
fn what_only_tests_compile_is_known() {
    let text = "fn a() -> [u8; 2] { b }\n#[cfg(test)]\n#[allow(dead)]\nmod tests { fn c() { d } }\nfn e() {}";
    let source = Source::read("src/x.rs", text);
    let is_test = |word: &str| source.is_test(text.find(word).expect("the sample has it"));
    assert_eq!([is_test("b }"), is_test("d }"), is_test("e()")], [false, true, false]);
    assert!(Source::read("src/x/tests.rs", "a").is_test(0));
    assert!(Source::read("src/x.rs", "#![cfg(test)]\na").is_test(14));
}

#[test]
fn a_function_is_counted_to_its_own_closing_brace() {
    let text = "trait T { fn none(); }\nfn long(x: [u8; 2]) -> u8 {\n  let c = '}';\n  \"}\";\n  if x {}\n}\nfn s() {}";
    let functions = Source::read("src/x.rs", text).functions();
    let seen: Vec<_> = functions.iter().map(|f| (f.name.as_str(), f.line, f.length)).collect();
    assert_eq!(seen, [("long", 2, 5), ("s", 7, 1)]);
}
