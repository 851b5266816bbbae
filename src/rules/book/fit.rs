//! Whether a schema names what the program gathers: every fact and every limit of the schema that is built in, each of the same kind. A
//! schema that lacks one would pass with policies that do not ask for it, and then nothing could be judged: every payment would be
//! blocked as `rule-error`. More facts may be named only as ones that may be absent, since nobody gathers them.
use super::SCHEMA;
use crate::rules::flaw::{Flaw, line_of};
use cedar_policy::SchemaFragment;
use serde_json::{Map, Value};

/// The schema whose facts are gathered.
const GATHERED: &str = include_str!("../../../policies/fund.cedarschema");

/// Everything that does not fit.
pub(super) fn unfit(text: &str) -> Vec<Flaw> {
    let (Some(gathered), Some(given)) = (read(GATHERED), read(text)) else { return vec![] };
    let mut told = Told { text, wrong: vec![] };
    for name in given.keys().filter(|name| !name.is_empty()) {
        told.add(name, format!("the namespace {name} is none that the program knows"));
    }
    let nameless = |all: &Map<String, Value>| all.get("").cloned().unwrap_or_default();
    let (gathered, given) = (&nameless(&gathered), &nameless(&given));
    for (part, what) in [("entityTypes", "entity type"), ("actions", "action"), ("commonTypes", "type")] {
        for name in members(given, part).keys().filter(|name| !members(gathered, part).contains_key(*name)) {
            told.add(name, format!("the {what} {name} is none that the program knows"));
        }
    }
    for (kind, shape) in members(gathered, "entityTypes") {
        match members(given, "entityTypes").get(kind) {
            None => told.lacks(kind, "entity type"),
            Some(other) if beside_shape(shape) != beside_shape(other) => {
                told.add(kind, format!("{kind} is another kind of entity"));
            }
            Some(other) => told.compare(kind, attributes(shape, "shape"), attributes(other, "shape")),
        }
    }
    for (action, asked) in members(gathered, "actions") {
        let Some(other) = members(given, "actions").get(action) else {
            told.lacks(action, "action");
            continue;
        };
        if other.get("memberOf").is_some_and(|groups| !groups.is_null() && *groups != Value::Array(vec![])) {
            told.add(action, format!("the action {action} is in a group: no action stands under another"));
        }
        for (applies, what) in [("principalTypes", "principal"), ("resourceTypes", "resource")] {
            let of = |action: &Value| action["appliesTo"][applies].as_array().cloned().unwrap_or_default();
            if of(asked).iter().any(|kind| !of(other).contains(kind)) {
                told.add(action, format!("the action {action} does not apply to its {what}"));
            }
        }
        let (asked, other) = (&asked["appliesTo"], &other["appliesTo"]);
        told.compare(action, attributes(asked, "context"), attributes(other, "context"));
    }
    told.wrong
}

/// A schema as JSON, by namespace; nothing where it does not parse, which is told elsewhere.
fn read(text: &str) -> Option<Map<String, Value>> {
    let (fragment, _) = SchemaFragment::from_cedarschema_str(text).ok()?;
    fragment.to_json_value().ok()?.as_object().cloned()
}

/// What is said of an entity type beside its facts: parents, tags, names in place of entities.
fn beside_shape(kind: &Value) -> Map<String, Value> {
    let mut kind = kind.as_object().cloned().unwrap_or_default();
    kind.remove("shape");
    kind.remove("annotations");
    kind
}

fn members<'v>(of: &'v Value, name: &str) -> &'v Map<String, Value> {
    static NONE: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
    of[name].as_object().unwrap_or(&NONE)
}

fn attributes<'v>(of: &'v Value, name: &str) -> &'v Map<String, Value> {
    members(&of[name], "attributes")
}

struct Told<'t> {
    text: &'t str,
    wrong: Vec<Flaw>,
}

impl Told<'_> {
    fn add(&mut self, near: &str, what: String) {
        let place = |word: &str| {
            let ends = |at: usize| {
                !self.text[at + word.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
            };
            let begins =
                |at: usize| !self.text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.');
            self.text.match_indices(word).map(|(at, _)| at).find(|at| begins(*at) && ends(*at))
        };
        let line = line_of(self.text, place(near).unwrap_or(0));
        let mend =
            "Name the facts as the schema that is built in does: the program gathers those, and no others.";
        self.wrong.push(Flaw::new(SCHEMA, line, what, mend));
    }

    fn lacks(&mut self, name: &str, what: &str) {
        self.add(name, format!("the {what} {name} is missing"));
    }

    fn compare(&mut self, of: &str, gathered: &Map<String, Value>, given: &Map<String, Value>) {
        for (name, kind) in gathered {
            match given.get(name) {
                None => self.add(of, format!("{of} lacks {name}")),
                Some(other) if typed(kind) != typed(other) => {
                    self.add(name, format!("{name} of {of} is of another type than the program gathers"));
                }
                Some(other) if !is_required(kind) && is_required(other) => {
                    self.add(name, format!("{name} of {of} may be absent: write {name}?"));
                }
                Some(_) => {}
            }
        }
        for (name, kind) in given.iter().filter(|(name, _)| !gathered.contains_key(*name)) {
            if is_required(kind) {
                self.add(name, format!("{of} asks for {name}, which nobody gathers"));
            }
        }
    }
}

fn is_required(kind: &Value) -> bool {
    kind["required"].as_bool().unwrap_or(true)
}

/// The type alone, without whether it must be there.
fn typed(kind: &Value) -> Value {
    let mut kind = kind.clone();
    if let Some(kind) = kind.as_object_mut() {
        kind.remove("required");
        kind.remove("annotations");
    }
    kind
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(from: &str, to: &str) -> Vec<String> {
        assert!(GATHERED.contains(from), "the schema has no {from}");
        unfit(&GATHERED.replacen(from, to, 1)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_schema_that_is_built_in_fits_and_so_does_one_with_facts_that_may_be_absent() {
        assert_eq!(unfit(GATHERED), []);
        assert_eq!(told("purpose: String,", "purpose: String, weather?: String,"), Vec::<String>::new());
        assert_eq!(told("purpose: String,", "purpose?: String,"), Vec::<String>::new());
    }

    #[test]
    fn a_schema_that_lacks_a_gathered_fact_or_asks_for_another_is_told_with_its_line() {
        let lacks = told("purpose: String,", "");
        assert!(lacks.iter().any(|flaw| flaw.contains("Payment lacks purpose")), "{lacks:?}");
        assert!(lacks.iter().all(|flaw| !flaw.starts_with("fund.cedarschema:1:")), "{lacks:?}");
        let other = told("purpose: String,", "purpose: Long,");
        assert!(other[0].contains("purpose of Payment is of another type"), "{other:?}");
        let more = told("purpose: String,", "purpose: String, weather: String,");
        assert!(more[0].contains("Payment asks for weather, which nobody gathers"), "{more:?}");
        for (from, to, what) in [
            ("entity Fund;", "entity Fund enum [\"treasury\"];", "Fund is another kind of entity"),
            ("entity Fund;", "entity Fund; entity Long;", "the entity type Long is none"),
            ("entity Fund;", "type Sum = Long; entity Fund;", "the type Sum is none"),
            ("entity Fund;", "namespace Other { entity X; } entity Fund;", "namespace Other"),
        ] {
            let wrong = told(from, to);
            assert!(wrong.iter().any(|flaw| flaw.contains(what)), "{to}: {wrong:?}");
        }
        let limit = told("emergency_cap: Long", "emergency_ceiling: Long");
        assert!(limit.iter().any(|flaw| flaw.contains("lacks emergency_cap")), "{limit:?}");
    }
}
