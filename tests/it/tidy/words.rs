//! Words that may not stand in the source: what panics on a whim, what prints past the log, floats, and
//! the addresses and folders of the machines that the work was done on. Only words; paths between floors and
//! the shape of files are judged elsewhere.

use super::source::{Source, Token};

/// What may not stand in `src` outside tests.
pub fn careless_words(source: &Source) -> Vec<String> {
    let tokens = source.tokens();
    let in_cli = source.path.starts_with("src/cli/") || source.path == "src/cli.rs";
    let judge = |index: usize| {
        let at = tokens[index].at;
        let what = careless(&tokens[index..], in_cli).or_else(|| short_expect(source, &tokens[index..]))?;
        (!source.is_test(at)).then(|| source.offence(at, what))
    };
    (0..tokens.len()).filter_map(judge).collect()
}

fn careless(tokens: &[Token<'_>], in_cli: bool) -> Option<&'static str> {
    let text = |index: usize| tokens.get(index).map_or("", |token| token.text);
    match [text(0), text(1), text(2)] {
        ["." | "::", "unwrap", _] => {
            Some("`unwrap` hides why it cannot fail; return a refusal or use `expect`")
        }
        ["todo" | "unimplemented", "!", _] => {
            Some("unfinished code does not ship; finish it or leave it out")
        }
        ["dbg", "!", _] => Some("`dbg!` is for the desk; delete it"),
        ["println" | "print", "!", _] if !in_cli => {
            Some("only src/cli prints; return the value or use `tracing`")
        }
        ["#", "[", "ignore"] => Some("an ignored test is no test; make it run or delete it"),
        _ => None,
    }
}

/// `.expect("…")` whose message is too short to say why the value is there. A method of ours that is called
/// `expect` and takes no literal is none of our business.
fn short_expect(source: &Source, tokens: &[Token<'_>]) -> Option<&'static str> {
    let [dot, name, bracket, argument, ..] = tokens else { return None };
    if [dot.text, name.text, bracket.text] != [".", "expect", "("] {
        return None;
    }
    let message = source.literals.iter().find(|literal| literal.at == argument.at)?;
    let is_short = message.content.split_whitespace().count() < 3;
    is_short.then_some("`expect` needs a sentence: say in three words or more why the value is there")
}

/// Every word of the code that names a float: `f64`, `1.5f32`, `as_f64`. Sums are whole qəpik or decimals.
pub fn floats(source: &Source) -> Vec<String> {
    // A writer of JSON must say what it does with a float; this one refuses it, and its tests try it.
    if source.path == "src/proof/canonical.rs" {
        return vec![];
    }
    let is_float = |word: &str| (word.contains("f32") || word.contains("f64")) && !word.starts_with("0x");
    let found = source.tokens().into_iter().filter(|token| is_float(token.text));
    let told = found.map(|token| {
        source.offence(token.at, &format!("`{}` rounds; use whole qəpik or `Decimal`", token.text))
    });
    told.collect()
}

/// Every line that names a package registry's host or a folder of a work machine.
pub fn addresses(path: &str, text: &str) -> Vec<String> {
    let hosts = registries();
    let folders = ["work", "home", "root"].map(|name| format!("/{name}/"));
    let mut found = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if hosts.iter().any(|host| line.contains(host)) {
            found.push(format!(
                "{path}:{number}: names a package registry; name the package, not where it lies"
            ));
        }
        if folders.iter().any(|folder| names_folder(line, folder)) {
            found.push(format!(
                "{path}:{number}: names a folder of one machine; use a path from the repository"
            ));
        }
    }
    found
}

/// Put together from parts, so that this file does not find itself.
fn registries() -> Vec<String> {
    let hosts = [
        ["crates", "io"],
        ["pypi", "org"],
        ["pythonhosted", "org"],
        ["npmjs", "org"],
        ["npmjs", "com"],
        ["deb.debian", "org"],
        ["security.debian", "org"],
        ["archive.ubuntu", "com"],
        ["proxy.golang", "org"],
    ];
    hosts.iter().map(|parts| parts.join(".")).collect()
}

/// A folder from the root of the disk, and not the middle of a longer path such as `a/home/b`.
fn names_folder(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|before| before.is_alphanumeric() || "_-.}>*~".contains(before))
    })
}

fn careless_in(path: &str, text: &str) -> usize {
    careless_words(&Source::read(path, text)).len()
}

#[test]
fn careless_words_are_found() {
    for text in [
        "a.unwrap();",
        "a.map(Option::unwrap)",
        "todo!()",
        "unimplemented!(\"later\")",
        "dbg!(a);",
        "println!(\"a\");",
        "#[ignore = \"slow\"]",
        "a.expect(\"\")",
        "a.expect(\"not again\")",
        "a\n.expect(\n \"is set\")",
    ] {
        assert_eq!(careless_in("src/domain/a.rs", text), 1, "{text}");
    }
}

#[test]
fn careful_words_tests_and_texts_pass() {
    for text in [
        "a.unwrap_or_default(); a.expect(\"the row was just written\")",
        "self.expect(Kind::Comma)?; #[expect(dead_code)] fn unwrap() {}",
        "// todo!() and a.unwrap()\nlet a = \"println!\";",
        "#[cfg(test)]\nmod tests { fn a() { b.unwrap(); println!() } }",
    ] {
        assert_eq!(careless_in("src/domain/a.rs", text), 0, "{text}");
    }
    assert_eq!(careless_in("src/cli/demo.rs", "println!(\"a\")"), 0);
    assert_eq!(careless_in("src/cli/demo.rs", "a.unwrap()"), 1);
}

#[test]
fn a_float_is_found_in_every_guise() {
    let found = |text: &str| floats(&Source::read("src/domain/a.rs", text)).len();
    for text in ["let a: f64 = b;", "1.5f32", "1_f64", "value.as_f64()", "#[cfg(test)] fn a(b: f32) {}"] {
        assert_eq!(found(text), 1, "{text}");
    }
    assert_eq!(found("// never f64\nlet a = \"f32\"; let b = 0xaf32;"), 0);
}

#[test]
fn an_address_of_a_registry_or_a_machine_is_found() {
    for parts in
        [["see https://crates", ".io/"], ["/wo", "rk/main"], ["cd \"/ro", "ot/x\""], ["(/ho", "me/a)"]]
    {
        assert_eq!(addresses("README.md", &parts.concat()).len(), 1, "{parts:?}");
    }
    let harmless = ["a/ho", "me/b, target/wo", "rk/ and the ro", "ot of /usr/lib"].concat();
    assert_eq!(addresses("README.md", &harmless), [""; 0]);
}
