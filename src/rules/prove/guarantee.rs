//! The bounds that no rulebook may leave, in a lawyer's words and as policies: each is a `forbid` whose condition says which payments
//! or lifts must be refused. They are read here, and asked with each payment; proved is that a rulebook refuses them by itself.
use crate::rules::{
    book::{Asked, Met, Unsifted, split::parse},
    flaw::Flaw,
};
use cedar_policy::{Effect, Policy, PolicyId};
use std::sync::LazyLock;

/// One bound.
#[derive(Debug, Clone)]
pub struct Guarantee {
    /// Its name.
    pub id: String,
    /// What it promises, in English and in Azerbaijani.
    pub says: [String; 2],
    /// The text it rests on.
    pub basis: String,
    /// Which payments must be refused.
    pub(super) policy: Policy,
}

/// The files that are built in.
const FILES: [(&str, &str); 3] = [
    ("guarantees/return.cedar", include_str!("../../../policies/guarantees/return.cedar")),
    ("guarantees/payment.cedar", include_str!("../../../policies/guarantees/payment.cedar")),
    ("guarantees/lift.cedar", include_str!("../../../policies/guarantees/lift.cedar")),
];

static BUILT_IN: LazyLock<Vec<Guarantee>> = LazyLock::new(|| {
    let read = |(file, text): &(&str, &str)| Guarantee::read(file, text);
    let all: Result<Vec<_>, _> = FILES.iter().map(read).collect();
    all.expect("the guarantees that are built in are checked by tests").concat()
});

/// Those that are built in as one set, for asking.
static BOUNDS: LazyLock<Unsifted> =
    LazyLock::new(|| Unsifted::of(BUILT_IN.iter().map(|bound| &bound.policy)));

impl Guarantee {
    /// The bounds that refuse what is asked about, those that could not be evaluated among them. It needs no solver: whatever a rulebook
    /// says, and whether or not it was proved, what a bound refuses is not paid.
    pub(in crate::rules) fn refusing(asked: &Asked) -> Vec<&'static Guarantee> {
        let Met { ids, errors } = BOUNDS.met(asked);
        let is_met =
            |bound: &&Guarantee| ids.iter().chain(&errors).any(|id| *bound.policy.id() == PolicyId::new(id));
        BUILT_IN.iter().filter(is_met).collect()
    }

    /// Those that are built in: every rulebook is held against them.
    pub fn built_in() -> &'static [Guarantee] {
        &BUILT_IN
    }

    /// Reads a file of bounds. Everything that is wrong is told at once.
    pub fn read(file: &str, text: &str) -> Result<Vec<Guarantee>, Vec<Flaw>> {
        let (mut all, mut wrong): (Vec<Guarantee>, _) = (vec![], vec![]);
        for statement in parse(file, text)? {
            let mut told = |what: String, mend: &str| wrong.push(Flaw::new(file, statement.line, what, mend));
            match guarantee_of(&statement.policy) {
                Err(flaws) => flaws.into_iter().for_each(|(what, mend)| told(what, mend)),
                Ok(one) if all.iter().any(|known| known.id == one.id) => {
                    told(format!("has the id {} a second time", one.id), "Give each bound an id of its own.");
                }
                Ok(one) => all.push(one),
            }
        }
        if wrong.is_empty() { Ok(all) } else { Err(wrong) }
    }

    /// All that a rulebook is held against: those that are built in, and the others that its owner adds.
    pub fn with(own: &[Guarantee]) -> Vec<&Guarantee> {
        let is_another = |one: &&Guarantee| !BUILT_IN.iter().any(|known| known.is(one));
        BUILT_IN.iter().chain(own.iter().filter(is_another)).collect()
    }

    fn is(&self, other: &Guarantee) -> bool {
        self.id == other.id && self.policy.to_cedar() == other.policy.to_cedar()
    }
}

type Told = (String, &'static str);

fn guarantee_of(policy: &Policy) -> Result<Guarantee, Vec<Told>> {
    const KNOWN: &[&str] = &["id", "says", "says_az", "basis"];
    let mut wrong: Vec<Told> = vec![];
    if policy.effect() != Effect::Forbid {
        wrong.push(("permits something".into(), "Write which payments must be refused, as a forbid."));
    }
    for (key, _) in policy.annotations().filter(|(key, _)| !KNOWN.contains(key)) {
        wrong.push((format!("has the annotation @{key}"), "Use @id, @says, @says_az and @basis."));
    }
    let mut said = |key: &str, mend: &'static str| match policy.annotation(key).map(str::trim) {
        Some(text) if !text.is_empty() => text.to_owned(),
        _ => {
            wrong.push((format!("lacks @{key}"), mend));
            String::new()
        }
    };
    let id = said("id", "Give the bound an id.");
    let says = [
        said("says", "Say in English what it promises."),
        said("says_az", "Say in Azerbaijani what it promises."),
    ];
    let basis = said("basis", "Name article and paragraph, or \"policy of the Fund\".");
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let policy = policy.new_id(PolicyId::new(format!("guarantee {id}")));
    Ok(Guarantee { id, says, basis, policy })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bounds_that_are_built_in_read_and_say_what_they_promise_in_both_languages() {
        let all = Guarantee::built_in();
        assert!(all.len() >= 10, "{}", all.len());
        for one in all {
            assert!(one.says.iter().all(|says| says.ends_with('.')) && one.says[0] != one.says[1], "{one:?}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_bound_is_told_with_its_line() {
        let text = "@id(\"a\")\n@why(\"b\")\npermit(principal, action, resource);\n\nforbid(principal, action, resource) when { resource. };";
        let wrong = Guarantee::read("own.cedar", text).expect_err("it does not parse");
        assert_eq!((wrong.len(), wrong[0].line), (1, 5), "{wrong:?}");
        let text = text.split("\n\n").next().expect("a first bound");
        let told: Vec<String> = Guarantee::read("own.cedar", text)
            .expect_err("it lacks much")
            .iter()
            .map(Flaw::to_string)
            .collect();
        for what in ["permits something", "@why", "lacks @says:", "lacks @says_az", "lacks @basis"] {
            assert!(told.iter().any(|one| one.contains(what)), "{what}: {told:?}");
        }
        let twice =
            "@id(\"a\")\n@says(\"b\")\n@says_az(\"c\")\n@basis(\"d\")\nforbid(principal, action, resource);"
                .repeat(2);
        assert!(Guarantee::read("own.cedar", &twice).expect_err("twice")[0].what.contains("a second time"));
    }

    #[test]
    fn a_bound_of_ones_own_comes_beside_those_that_are_built_in_and_replaces_none() {
        let same = Guarantee::built_in()[..1].to_vec();
        assert_eq!(Guarantee::with(&same).len(), Guarantee::built_in().len());
        let id = &Guarantee::built_in()[0].id;
        let text = format!(
            "@id(\"{id}\")\n@says(\"b\")\n@says_az(\"c\")\n@basis(\"d\")\nforbid(principal, action, resource) when {{ false }};"
        );
        let weaker = Guarantee::read("own.cedar", &text).expect("it reads");
        assert_eq!(Guarantee::with(&weaker).len(), Guarantee::built_in().len() + 1);
    }
}
