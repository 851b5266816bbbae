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

/// Parses every statement; all that does not parse is told.
pub(in crate::rules) fn parse(file: &str, text: &str) -> Result<Vec<Statement>, Vec<Flaw>> {
    let (mut all, mut wrong) = (vec![], vec![]);
    for (number, (start, statement)) in statements(text).into_iter().enumerate() {
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
    fn what_does_not_parse_is_told_with_its_line() {
        let text = "permit(principal, action, resource);\n\nforbid(principal, action, resource)\nwhen { resource. };\n";
        let wrong = parse("misuse.cedar", text).err().expect("it does not parse");
        assert_eq!((wrong.len(), wrong[0].line), (1, 4), "{}", wrong[0]);
    }
}
