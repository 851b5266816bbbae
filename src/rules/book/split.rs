//! A file of policies, statement by statement, each with its line: so that whatever is wrong with one is told with its place.
use crate::rules::flaw::{Flaw, line_of};
use cedar_policy::{Policy, PolicyId};

/// Where an error of the policy language points to; the beginning where it does not say.
pub(in crate::rules) fn offset_of(error: &dyn miette::Diagnostic) -> usize {
    error.labels().and_then(|mut labels| labels.next()).map_or(0, |label| label.offset())
}

/// One policy with the line on which it begins and its text.
pub(in crate::rules) struct Statement {
    pub line: usize,
    pub policy: Policy,
}

/// The statements of a text and where each begins: whatever stands before a semicolon outside strings and comments.
fn statements(text: &str) -> Vec<(usize, &str)> {
    let (mut all, mut start, mut in_string, mut in_comment, mut escaped) = (vec![], 0, false, false, false);
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match c {
            '\n' => in_comment = false,
            _ if in_comment => {}
            '"' if !escaped => in_string = !in_string,
            '/' if !in_string && before == '/' => in_comment = true,
            ';' if !in_string => {
                all.push((start, &text[start..=at]));
                start = at + 1;
            }
            _ => {}
        }
        escaped = in_string && c == '\\' && !escaped;
        before = c;
    }
    let rest = &text[start..];
    let is_code = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with("//");
    if rest.lines().any(is_code) {
        all.push((start, rest));
    }
    all
}

/// Most policies of a file, most bytes of one, most of its `&&`, `||` and other signs between terms, most brackets one in another. The parser
/// of the policy language goes one call deeper with each, and what is deeper than the stack ends the program; no lawyer's policy comes near.
const MOST_POLICIES: usize = 1_000;
const MOST_BYTES: usize = 16_384;
const MOST_SIGNS: usize = 400;
const MOST_DEEP: usize = 40;
/// Most flaws of one file that are told.
const MOST_FLAWS: usize = 50;

/// The deepest place of a text, and how many signs stand between its terms; what stands in strings and comments counts for nothing.
fn depth_and_signs(text: &str, opens: &str, closes: &str) -> (usize, usize) {
    let (mut deep, mut deepest, mut signs, mut in_string, mut escaped) = (0_usize, 0, 0, false, false);
    let (mut in_comment, mut before) = (false, ' ');
    for c in text.chars() {
        match c {
            '\n' => in_comment = false,
            _ if in_comment => {}
            '"' if !escaped => in_string = !in_string,
            _ if in_string => {}
            '/' => in_comment = before == '/',
            _ if opens.contains(c) => deep += 1,
            _ if closes.contains(c) => deep = deep.saturating_sub(1),
            _ => signs += usize::from("&|!-+*.".contains(c)),
        }
        escaped = in_string && c == '\\' && !escaped;
        before = c;
        deepest = deepest.max(deep);
    }
    (deepest, signs)
}

/// What of a policy is too long or too deep to be parsed; nothing of one that can be.
fn too_much(policy: &str) -> Option<&'static str> {
    let (deepest, signs) = depth_and_signs(policy, "([{", ")]}");
    let choices = policy.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| *word == "if").count();
    let is_long = policy.len() > MOST_BYTES || signs > MOST_SIGNS;
    (is_long || deepest > MOST_DEEP || choices > MOST_DEEP).then_some("is too long or too deep to be read")
}

/// The same of a schema, where types stand in types.
pub(super) fn schema_too_deep(text: &str) -> Option<&'static str> {
    let (deepest, _) = depth_and_signs(text, "([{<", ")]}>");
    (deepest > MOST_DEEP || text.len() > MOST_BYTES * 16).then_some("is too long or too deep to be read")
}

/// Parses every statement; all that does not parse is told, the first fifty of them.
pub(in crate::rules) fn parse(file: &str, text: &str) -> Result<Vec<Statement>, Vec<Flaw>> {
    let (mut all, mut wrong) = (vec![], vec![]);
    let statements = statements(text);
    if statements.len() > MOST_POLICIES {
        let what = format!("has {} policies, more than {MOST_POLICIES}", statements.len());
        return Err(vec![Flaw::new(file, 1, what, "Take away what is not needed.")]);
    }
    for (number, (start, statement)) in statements.into_iter().enumerate() {
        if wrong.len() >= MOST_FLAWS {
            break;
        }
        if let Some(what) = too_much(statement) {
            wrong.push(Flaw::new(file, line_of(text, start), what, "Divide it into several policies."));
            continue;
        }
        match Policy::parse(Some(PolicyId::new(format!("{file}:{number}"))), statement) {
            Ok(policy) => {
                let begins =
                    statement.lines().position(|l| !l.trim().is_empty() && !l.trim_start().starts_with("//"));
                all.push(Statement { line: line_of(text, start) + begins.unwrap_or(0), policy });
            }
            Err(why) => {
                let line = line_of(text, start + offset_of(&why));
                let mend = "Write it as the policies around it: annotations, permit or forbid, when { … }, a semicolon.";
                wrong.push(Flaw::new(file, line, why.to_string(), mend));
            }
        }
    }
    if all.is_empty() && wrong.is_empty() {
        wrong.push(Flaw::new(file, 1, "has no policy", "Add policies, or take the file that is built in."));
    }
    if wrong.is_empty() { Ok(all) } else { Err(wrong) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_semicolon_in_a_string_or_a_comment_ends_nothing() {
        let text = "// a; b\npermit(principal, action, resource)\nwhen { \"a;\\\"b\" == \"//\" }; // the end;\n// rest\n";
        let found: Vec<_> = statements(text).iter().map(|(at, s)| (*at, s.ends_with(';'))).collect();
        assert_eq!(found, [(0, true)]);
        assert_eq!(parse("x", text).map(|all| all[0].line).map_err(|e| e[0].to_string()), Ok(2));
    }

    #[test]
    fn what_would_take_the_parser_below_its_stack_is_told_and_not_parsed() {
        let policy = |asked: &str| format!("permit(principal, action, resource) when {{ {asked} }};");
        let deep = |open: &str, close: &str| format!("{}true{}", open.repeat(100_000), close.repeat(100_000));
        for text in [
            policy(&deep("(", ")")),
            policy(&format!("true // \"\n && {}", deep("(", ")"))),
            policy(&format!("true // \\\"\n && {}", deep("(", ")"))),
            policy(&deep("[", "]")),
            policy(&format!("true{}", " && true".repeat(50_000))),
            policy(&format!("{}true", "!".repeat(100_000))),
            policy(&format!("{}true", "if true then true else ".repeat(600))),
            policy(&format!("resource{}", ".a".repeat(2_000))),
            "(".repeat(1 << 20),
            ";".repeat(1 << 20),
        ] {
            let wrong = parse("misuse.cedar", &text).err().expect("it is not read");
            assert!(
                wrong.len() <= MOST_FLAWS && wrong.iter().all(|flaw| flaw.what.len() < 2_000),
                "{}",
                wrong[0]
            );
        }
        let schema =
            format!("entity Fund; entity X {{ a: {}Long{} }};", "Set<".repeat(100_000), ">".repeat(100_000));
        assert!(schema_too_deep(&schema).is_some());
    }

    #[test]
    fn what_does_not_parse_is_told_with_its_line() {
        let text = "permit(principal, action, resource);\n\nforbid(principal, action, resource)\nwhen { resource. };\n";
        let wrong = parse("misuse.cedar", text).err().expect("it does not parse");
        assert_eq!((wrong.len(), wrong[0].line), (1, 4), "{}", wrong[0]);
    }
}
