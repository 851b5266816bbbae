//! What a policy asks of single facts, as far as it is known here. Each step says something only where the policy language would say the
//! same, and nothing where that would be an error.
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A part of a condition.
#[derive(Debug, Clone)]
pub(super) enum Term {
    /// Not known here.
    Unsure,
    /// A fact, by its place.
    Fact(usize),
    /// Is a fact there?
    Has(usize),
    Flag(bool),
    Long(i64),
    Word(String),
    Words(Vec<String>),
    Not(Box<Term>),
    IsEmpty(Box<Term>),
    Of(Sign, Box<[Term; 2]>),
    If(Box<[Term; 3]>),
}

/// What stands between two parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    And,
    Or,
    Equal,
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
    Plus,
    Minus,
    Times,
    Contains,
    ContainsAll,
    ContainsAny,
}

impl Sign {
    fn of(name: &str) -> Option<Sign> {
        Some(match name {
            "&&" => Sign::And,
            "||" => Sign::Or,
            "==" => Sign::Equal,
            "!=" => Sign::Unequal,
            "<" => Sign::Less,
            "<=" => Sign::AtMost,
            ">" => Sign::More,
            ">=" => Sign::AtLeast,
            "+" => Sign::Plus,
            "-" => Sign::Minus,
            "*" => Sign::Times,
            "contains" => Sign::Contains,
            "containsAll" => Sign::ContainsAll,
            "containsAny" => Sign::ContainsAny,
            _ => return None,
        })
    }
}

/// What a part comes to.
#[derive(Debug, Clone, Copy)]
enum Seen<'a> {
    Flag(bool),
    Long(i64),
    Word(&'a str),
    Words(Words<'a>),
}

#[derive(Debug, Clone, Copy)]
enum Words<'a> {
    Facts(&'a [Value]),
    Written(&'a [String]),
}

impl Words<'_> {
    fn is_empty(self) -> bool {
        match self {
            Words::Facts(all) => all.is_empty(),
            Words::Written(all) => all.is_empty(),
        }
    }

    fn has(self, word: &str) -> bool {
        match self {
            Words::Facts(all) => all.iter().any(|one| one == word),
            Words::Written(all) => all.iter().any(|one| one == word),
        }
    }

    fn any(self, such: impl Fn(&str) -> bool) -> bool {
        match self {
            Words::Facts(all) => all.iter().filter_map(Value::as_str).any(such),
            Words::Written(all) => all.iter().any(|one| such(one)),
        }
    }
}

fn seen(fact: &Value) -> Option<Seen<'_>> {
    match fact {
        Value::Bool(flag) => Some(Seen::Flag(*flag)),
        Value::Number(number) => number.as_i64().map(Seen::Long),
        Value::String(word) => Some(Seen::Word(word)),
        Value::Array(all) if all.iter().all(Value::is_string) => Some(Seen::Words(Words::Facts(all))),
        _ => None,
    }
}

/// The fact that a part of a policy names, or asks for.
pub(super) fn fact(told: &Map<String, Value>) -> Option<&str> {
    let of = told.get(".").or_else(|| told.get("has")).filter(|_| told.len() == 1)?;
    (of["left"]["Var"] == "resource").then(|| of["attr"].as_str()).flatten()
}

impl Term {
    /// A part of a policy as the policy language writes it (its JSON form). Facts get places as they come.
    pub fn of(told: &Value, places: &mut BTreeMap<String, usize>, limits: &Map<String, Value>) -> Term {
        let Some((name, of)) = told.as_object().filter(|told| told.len() == 1).and_then(|o| o.iter().next())
        else {
            return Term::Unsure;
        };
        if let Some(fact) = told.as_object().and_then(fact) {
            let next = places.len();
            let at = *places.entry(fact.to_owned()).or_insert(next);
            return if name == "has" { Term::Has(at) } else { Term::Fact(at) };
        }
        let mut part = |name: &str| Term::of(&of[name], places, limits);
        match (name.as_str(), Sign::of(name)) {
            (_, Some(sign)) => Term::Of(sign, Box::new([part("left"), part("right")])),
            ("Value", _) => Term::written(of),
            ("Set", _) => of.as_array().and_then(|all| words(all)).map_or(Term::Unsure, Term::Words),
            (".", _) if of["left"]["Var"] == "context" => {
                of["attr"].as_str().and_then(|name| limits.get(name)).map_or(Term::Unsure, Term::written)
            }
            ("!", _) => Term::Not(Box::new(part("arg"))),
            ("isEmpty", _) => Term::IsEmpty(Box::new(part("arg"))),
            ("if-then-else", _) => Term::If(Box::new([part("if"), part("then"), part("else")])),
            _ => Term::Unsure,
        }
    }

    fn written(value: &Value) -> Term {
        match value {
            Value::Bool(flag) => Term::Flag(*flag),
            Value::String(word) => Term::Word(word.clone()),
            other => other.as_i64().map_or(Term::Unsure, Term::Long),
        }
    }

    /// Is it certain that this does not hold, and that asking it is no error?
    pub fn surely_not(&self, facts: &[Option<&Value>]) -> bool {
        matches!(self.see(facts), Some(Seen::Flag(false)))
    }

    fn see<'a>(&'a self, facts: &[Option<&'a Value>]) -> Option<Seen<'a>> {
        Some(match self {
            Term::Unsure => return None,
            Term::Fact(at) => return facts[*at].and_then(seen),
            Term::Has(at) => Seen::Flag(facts[*at].is_some()),
            Term::Flag(flag) => Seen::Flag(*flag),
            Term::Long(number) => Seen::Long(*number),
            Term::Word(word) => Seen::Word(word),
            Term::Words(words) => Seen::Words(Words::Written(words)),
            Term::Not(arg) => Seen::Flag(!arg.flag(facts)?),
            Term::IsEmpty(arg) => match arg.see(facts)? {
                Seen::Words(words) => Seen::Flag(words.is_empty()),
                _ => return None,
            },
            Term::If(parts) => {
                let [asked, then, or] = &**parts;
                return if asked.flag(facts)? { then.see(facts) } else { or.see(facts) };
            }
            // What stands behind is not asked where the first part decides.
            Term::Of(Sign::And, parts) => Seen::Flag(parts[0].flag(facts)? && parts[1].flag(facts)?),
            Term::Of(Sign::Or, parts) => Seen::Flag(parts[0].flag(facts)? || parts[1].flag(facts)?),
            Term::Of(sign, parts) => return between(*sign, parts[0].see(facts)?, parts[1].see(facts)?),
        })
    }

    fn flag(&self, facts: &[Option<&Value>]) -> Option<bool> {
        match self.see(facts)? {
            Seen::Flag(flag) => Some(flag),
            _ => None,
        }
    }
}

fn words(all: &[Value]) -> Option<Vec<String>> {
    all.iter().map(|one| one["Value"].as_str().map(str::to_owned)).collect()
}

fn between<'a>(sign: Sign, left: Seen<'a>, right: Seen<'a>) -> Option<Seen<'a>> {
    let flag = match (left, right) {
        (Seen::Flag(left), Seen::Flag(right)) => compared(sign, left == right)?,
        (Seen::Word(left), Seen::Word(right)) => compared(sign, left == right)?,
        (Seen::Long(left), Seen::Long(right)) => match sign {
            Sign::Less => left < right,
            Sign::AtMost => left <= right,
            Sign::More => left > right,
            Sign::AtLeast => left >= right,
            Sign::Plus => return left.checked_add(right).map(Seen::Long),
            Sign::Minus => return left.checked_sub(right).map(Seen::Long),
            Sign::Times => return left.checked_mul(right).map(Seen::Long),
            _ => compared(sign, left == right)?,
        },
        (Seen::Words(words), Seen::Word(word)) if sign == Sign::Contains => words.has(word),
        (Seen::Words(words), Seen::Words(asked)) if sign == Sign::ContainsAll => {
            !asked.any(|one| !words.has(one))
        }
        (Seen::Words(words), Seen::Words(asked)) if sign == Sign::ContainsAny => {
            asked.any(|one| words.has(one))
        }
        _ => return None,
    };
    Some(Seen::Flag(flag))
}

fn compared(sign: Sign, are_equal: bool) -> Option<bool> {
    match sign {
        Sign::Equal => Some(are_equal),
        Sign::Unequal => Some(!are_equal),
        _ => None,
    }
}
