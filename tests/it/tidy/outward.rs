//! What leaves the house leaves through one place: files are named by the gate, and a line of the log, a measure or a text on standard
//! error has no field that could hold what somebody wrote. Reads code as tokens; what the gate itself finds is tested in the domain.

use super::source::{Source, Token, is_word};

/// Fields of log lines: words of the house, numbers, faults whose text holds nothing personal.
const FIELDS: [&str; 13] = [
    "address", "code", "engine", "error", "fault", "id", "members", "method", "millis", "route", "seconds",
    "size", "status",
];

/// Labels of measures: words of the house.
const LABELS: [&str; 8] = ["code", "engine", "method", "pool", "route", "status", "use", "version"];

/// Every place that names a file for a client, but for the one that may.
pub fn stray_file_names(source: &Source) -> Vec<String> {
    if source.path == "src/http/answer.rs" {
        return vec![];
    }
    let constant = source.tokens().into_iter().filter(|t| t.text == "CONTENT_DISPOSITION").map(|t| t.at);
    let literal =
        source.literals.iter().filter(|l| l.content.to_ascii_lowercase().contains("content-disposition"));
    let all = constant.chain(literal.map(|l| l.at)).filter(|at| !source.is_test(*at));
    all.map(|at| source.offence(at, "names a file past the gate; use `http::answer::attachment`")).collect()
}

/// Every line of the log, measure or text on standard error that could hold what somebody wrote.
pub fn loose_words(source: &Source) -> Vec<String> {
    let tokens = source.tokens();
    let mut found = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let text = |n: usize| tokens.get(index + n).map_or("", |t| t.text);
        if source.is_test(token.at) {
            continue;
        }
        if ["eprintln", "eprint"].contains(&token.text)
            && text(1) == "!"
            && !source.path.starts_with("src/cli/")
        {
            found.push(source.offence(token.at, "only src/cli writes to standard error; use `tracing`"));
        }
        if token.text == "tracing" && text(1) == "::" && text(3) == "!" {
            let inside = inside(&tokens, index + 4);
            found.extend(wrong_fields(source, inside));
        }
        if ["counter", "gauge", "histogram"].contains(&token.text) && text(1) == "!" {
            found.extend(wrong_labels(source, inside(&tokens, index + 2)));
        }
    }
    found
}

/// The tokens between a bracket and its partner.
fn inside<'a, 'b>(tokens: &'a [Token<'b>], open: usize) -> &'a [Token<'b>] {
    let mut depth = 0;
    let rest = tokens.get(open..).unwrap_or_default();
    let end = rest.iter().position(|token| {
        depth += match token.text {
            "(" | "{" | "[" => 1,
            ")" | "}" | "]" => -1,
            _ => 0,
        };
        depth == 0
    });
    rest.get(1..end.unwrap_or(rest.len())).unwrap_or_default()
}

/// What stands between the commas of the outermost level.
fn arguments<'a, 'b>(inside: &'a [Token<'b>]) -> Vec<&'a [Token<'b>]> {
    let mut depth = 0;
    inside
        .split(|token| {
            depth += match token.text {
                "(" | "{" | "[" => 1,
                ")" | "}" | "]" => -1,
                _ => 0,
            };
            depth == 0 && token.text == ","
        })
        .collect()
}

fn wrong_fields(source: &Source, inside: &[Token<'_>]) -> Vec<String> {
    let mut found = Vec::new();
    for argument in arguments(inside) {
        let Some(first) = argument.first() else { continue };
        let literal = source.literals.iter().find(|literal| literal.at == first.at);
        match literal {
            Some(literal) if literal.content.contains('{') => {
                found.push(
                    source
                        .offence(first.at, "a line of the log with words put in; give them as a known field"),
                );
            }
            Some(_) => {}
            None => {
                let name = argument.iter().find(|token| is_word(token.text)).map_or("", |token| token.text);
                if !FIELDS.contains(&name) || first.text == "?" {
                    let what =
                        format!("`{name}` is no field of the log; what somebody wrote may not come in");
                    found.push(source.offence(first.at, &what));
                }
            }
        }
    }
    found
}

fn wrong_labels(source: &Source, inside: &[Token<'_>]) -> Vec<String> {
    let mut found = Vec::new();
    for argument in arguments(inside).into_iter().skip(1) {
        let Some(first) = argument.first() else { continue };
        let label = source
            .literals
            .iter()
            .find(|literal| literal.at == first.at)
            .map(|literal| literal.content.as_str());
        if !label.is_some_and(|label| LABELS.contains(&label)) {
            found.push(
                source.offence(first.at, "this is no label of ours; a measure holds words of the house only"),
            );
        }
    }
    found
}

fn found_in(text: &str) -> usize {
    let source = Source::read("src/http/a.rs", text);
    stray_file_names(&source).len() + loose_words(&source).len()
}

#[test]
fn what_leaves_past_the_gate_is_found() {
    for text in [
        "headers.insert(header::CONTENT_DISPOSITION, a)",
        "let a = \"Content-Disposition\";",
        "eprintln!(\"a\")",
        "tracing::info!(name, \"a\")",
        "tracing::info!(?fault, \"a\")",
        "tracing::warn!(%path, \"a\")",
        "tracing::error!(who = name(), \"a\")",
        "tracing::info!(\"{name} came\")",
        "counter!(\"a\", \"name\" => name)",
        "gauge!(\"a\", label => name)",
    ] {
        assert_eq!(found_in(text), 1, "{text}");
    }
    for text in [
        "tracing::info!(status = status.as_u16(), code, millis, \"answered\")",
        "tracing::error!(%fault, \"a\")",
        "tracing::error_span!(\"request\", %id, method, %route)",
        "tracing::info!(\n    members = a(b, c),\n    \"a\"\n)",
        "counter!(\"a\", \"code\" => code, \"use\" => \"busy\").increment(1)",
        "#[cfg(test)]\nmod tests { fn a() { eprintln!(\"{b}\") } }",
    ] {
        assert_eq!(found_in(text), 0, "{text}");
    }
}
