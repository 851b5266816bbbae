//! Facts that the solver found, made small and told to a person: as near as they can be to an ordinary payment (the facts that the cases
//! of the rulebook begin with), and of these only what bound and policies read or what makes the difference.
use super::place::{Facts, Named, Place, reads};
use crate::{
    domain::finding::Severity,
    rules::{
        book::{Asked, Attributes, Rulebook},
        prove::{Example, Guarantee},
    },
};
use cedar_policy::{Context, Entity, EvalResult, Policy, PolicySet};
use cedar_policy_symcc::Env;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// Facts that are whole and ordinary.
#[derive(Deserialize)]
struct Base {
    of: String,
    facts: Map<String, Value>,
}

static BASES: LazyLock<BTreeMap<String, Base>> = LazyLock::new(|| {
    let read = serde_json::from_str(include_str!("../../../../policies/cases/facts.json"));
    read.expect("the facts that cases begin with are read by tests")
});

/// Those of a kind of thing.
fn ordinary(place: &Place) -> impl Iterator<Item = &'static Base> {
    let kind = place.kind.to_lowercase();
    BASES.values().filter(move |base| base.of.replace('_', "") == kind)
}

/// The policies that facts meet, by their ids.
pub(super) fn met(book: &Rulebook, env: &Env) -> BTreeSet<String> {
    let asked = Asked::about(env.request.clone(), env.entities.clone());
    book.policies().into_iter().flat_map(|set| asked.met(set).ids).collect()
}

/// A payment that a bound refuses and the rulebook would make.
pub(super) fn of_breach(book: &Rulebook, place: &Place, bound: &Guarantee, env: &Env) -> Example {
    let refused = PolicySet::from_policies([bound.policy.clone()]).unwrap_or_default();
    let is_breach = |facts: &Facts| {
        let Some(asked) = asked(book, place, facts) else { return false };
        passes(book, place, &asked) && !asked.met(&refused).ids.is_empty()
    };
    let found = facts_of(place, env);
    let (small, base) = if is_breach(&found) { smallest(place, &found, is_breach) } else { (found, None) };
    let asked = asked(book, place, &small);
    let permits: Vec<String> = asked.iter().flat_map(|asked| covering(book, place, asked)).collect();
    let covering =
        place.permits(book).into_iter().filter(|permit| permits.contains(&permit.id().to_string()));
    let mut shown: BTreeSet<String> = covering.chain([&bound.policy]).flat_map(reads).collect();
    if let Some(base) = base {
        shown.extend(differing(&small, &base));
    }
    told(book, place, &small, &shown, permits)
}

/// Facts on which a policy cannot be evaluated.
pub(super) fn of_error(book: &Rulebook, place: &Place, policy: &Policy, env: &Env) -> Example {
    told(book, place, &facts_of(place, env), &reads(policy).into_iter().collect(), vec![])
}

fn asked(book: &Rulebook, place: &Place, facts: &Facts) -> Option<Asked> {
    let (thing, limits) =
        (Attributes::of_json(facts.of_thing.clone()), Attributes::of_json(facts.limits.clone()));
    book.asked_about(&place.action, &place.kind, thing, limits).ok()
}

/// The rulebook would let it pass with every override lifted.
fn passes(book: &Rulebook, place: &Place, asked: &Asked) -> bool {
    let (cases, _) = book.forbidden(asked);
    let is_covered = !place.needs_permit(book) || !covering(book, place, asked).is_empty();
    is_covered && cases.iter().all(|case| case.severity != Severity::Block)
}

/// The permits that cover what is done, by their ids in their order.
fn covering(book: &Rulebook, place: &Place, asked: &Asked) -> Vec<String> {
    let mut ids = book.permits_to(&place.action).map(|set| asked.met(set).ids).unwrap_or_default();
    ids.sort();
    ids
}

/// The facts that the solver found.
fn facts_of(place: &Place, env: &Env) -> Facts {
    let thing = env.request.resource().and_then(|of| env.entities.get(of));
    let of_thing = |one: &Named| thing.and_then(|thing: &Entity| thing.attr(&one.name)).and_then(Result::ok);
    let of_limits = |one: &Named| env.request.context().and_then(|all: &Context| all.get(&one.name));
    let gather = |all: &[Named], of: &dyn Fn(&Named) -> Option<EvalResult>| {
        all.iter().filter_map(|one| Some((one.name.clone(), plain(of(one)?)?))).collect()
    };
    Facts { of_thing: gather(&place.facts, &of_thing), limits: gather(&place.limits, &of_limits) }
}

fn plain(value: EvalResult) -> Option<Value> {
    match value {
        EvalResult::Bool(flag) => Some(flag.into()),
        EvalResult::Long(number) => Some(number.into()),
        EvalResult::String(word) => Some(word.into()),
        EvalResult::Set(all) => {
            all.iter().map(|one| plain(one.clone())).collect::<Option<Vec<_>>>().map(Value::Array)
        }
        _ => None,
    }
}

/// The same with as many ordinary facts as it can have, beside the ordinary facts that it is nearest to.
fn smallest(place: &Place, found: &Facts, holds: impl Fn(&Facts) -> bool) -> (Facts, Option<Facts>) {
    let of_kind = ordinary(place);
    let tried = of_kind.map(|base| {
        let base = Facts { of_thing: base.facts.clone(), limits: found.limits.clone() };
        let mut small = found.clone();
        while brought_down(place, &mut small, &base, &holds) {}
        // What could not be ordinary at first may be so beside others that are. Numbers that hold each other come nearer step by step:
        // a few rounds are enough for a person.
        for _ in 0..ROUNDS {
            if !approached(place, &mut small, &base, &holds) {
                break;
            }
        }
        make_plain(place, &mut small, &base, &holds);
        (differing(&small, &base).len(), small, base)
    });
    match tried.min_by_key(|(differing, ..)| *differing) {
        Some((_, small, base)) => (small, Some(base)),
        None => (found.clone(), None),
    }
}

/// How often facts are gone over to make them ordinary.
const ROUNDS: usize = 6;

/// Of what stays different: one member instead of several, and a word that ordinary facts have instead of one that nobody says.
fn make_plain(place: &Place, small: &mut Facts, base: &Facts, holds: &impl Fn(&Facts) -> bool) {
    for name in differing(small, base) {
        let tried: Vec<Value> = match small.of_thing.get(&name) {
            Some(Value::Array(all)) if all.len() > 1 => {
                all.iter().map(|one| Value::Array(vec![one.clone()])).collect()
            }
            Some(Value::String(_)) => {
                let bases = ordinary(place);
                bases.filter_map(|base| base.facts.get(&name).cloned()).collect()
            }
            _ => continue,
        };
        tried.iter().any(|value| try_with(small, &name, Some(value), holds));
    }
}

/// Brings all numbers half the way to ordinary ones at once, since some hold each other. Was it done?
fn brought_down(place: &Place, small: &mut Facts, base: &Facts, holds: &impl Fn(&Facts) -> bool) -> bool {
    let mut nearer = small.clone();
    for one in place.facts.iter().filter(|one| one.is_long) {
        let ordinary = base.of_thing.get(&one.name).and_then(Value::as_i64).unwrap_or(0);
        if let Some(value) = nearer.of_thing.get_mut(&one.name)
            && let Some(number) = value.as_i64()
        {
            *value = (ordinary + (number - ordinary) / 2).into();
        }
    }
    let does = nearer != *small && holds(&nearer);
    if does {
        *small = nearer;
    }
    does
}

/// Takes each ordinary fact over with which it still holds, and brings numbers as near as they can be. Was there any?
fn approached(place: &Place, small: &mut Facts, base: &Facts, holds: &impl Fn(&Facts) -> bool) -> bool {
    let before = small.clone();
    for one in &place.facts {
        let ordinary = base.of_thing.get(&one.name);
        if small.of_thing.get(&one.name) == ordinary || (ordinary.is_none() && one.is_required) {
            continue;
        }
        if try_with(small, &one.name, ordinary, holds) {
            continue;
        }
        let near = ordinary.and_then(Value::as_i64).unwrap_or(0);
        if let Some(far) = small.of_thing.get(&one.name).and_then(Value::as_i64) {
            halve(small, &one.name, near, far, holds);
        }
    }
    *small != before
}

fn try_with(small: &mut Facts, name: &str, value: Option<&Value>, holds: &impl Fn(&Facts) -> bool) -> bool {
    let mut changed = small.clone();
    match value {
        Some(value) => drop(changed.of_thing.insert(name.to_owned(), value.clone())),
        None => drop(changed.of_thing.remove(name)),
    }
    let does = holds(&changed);
    if does {
        *small = changed;
    }
    does
}

/// Brings a number near to an ordinary one that does not do, by halves.
fn halve(small: &mut Facts, name: &str, mut near: i64, mut far: i64, holds: &impl Fn(&Facts) -> bool) {
    while near.abs_diff(far) > 1 {
        let middle = near + (far - near) / 2;
        if try_with(small, name, Some(&middle.into()), holds) {
            far = middle;
        } else {
            near = middle;
        }
    }
}

fn differing(one: &Facts, other: &Facts) -> BTreeSet<String> {
    let names = one.of_thing.keys().chain(other.of_thing.keys());
    names.filter(|name| one.of_thing.get(*name) != other.of_thing.get(*name)).cloned().collect()
}

fn told(
    book: &Rulebook,
    place: &Place,
    facts: &Facts,
    shown: &BTreeSet<String>,
    permits: Vec<String>,
) -> Example {
    // In the order in which the schema says them.
    let text = book.schema().1;
    let place_of = |name: &str| {
        let said = |end: &str| text.find(&format!(" {name}{end}:"));
        said("").or_else(|| said("?")).unwrap_or(usize::MAX)
    };
    let all = [(&place.facts, &facts.of_thing), (&place.limits, &facts.limits)];
    let mut lines: Vec<(usize, String, String)> = all
        .into_iter()
        .flat_map(|(named, values)| named.iter().map(move |one| (one, values.get(&one.name))))
        .filter(|(one, _)| shown.contains(&one.name))
        .map(|(one, value)| (place_of(&one.name), one.name.replace('_', " "), worded(&one.name, value)))
        .collect();
    lines.sort();
    let facts = lines.into_iter().map(|(_, name, value)| (name, value)).collect();
    Example { action: place.action.clone(), facts, permits }
}

/// Parts of a fact's name by which it counts things; other numbers are sums.
const COUNTED: [&str; 8] = ["days", "episodes", "cases", "persons", "overrides", "share", "assets", "least"];

/// A value as a person reads it: days as dates, sums in AZN.
fn worded(name: &str, value: Option<&Value>) -> String {
    let parts: Vec<&str> = name.split('_').collect();
    match value {
        None => "not there".into(),
        Some(Value::Bool(flag)) => if *flag { "yes" } else { "no" }.into(),
        Some(Value::String(word)) if word.is_empty() => "\"\"".into(),
        Some(Value::String(word)) => word.replace('_', " "),
        Some(Value::Array(all)) if all.is_empty() => "none".into(),
        Some(Value::Array(all)) => all.iter().map(|one| worded("", Some(one))).collect::<Vec<_>>().join(", "),
        Some(number) => match number.as_i64() {
            Some(day) if parts.contains(&"on") => {
                let date = chrono::NaiveDate::default()
                    .checked_add_signed(chrono::TimeDelta::try_days(day).unwrap_or_default());
                date.filter(|_| day.abs() < 1_000_000).map_or(format!("day {day}"), |date| date.to_string())
            }
            Some(count) if parts.iter().any(|part| COUNTED.contains(part)) => count.to_string(),
            Some(sum) => {
                let (sign, sum) = (if sum < 0 { "-" } else { "" }, sum.unsigned_abs());
                format!("{sign}{}.{:02} AZN", sum / 100, sum % 100)
            }
            None => number.to_string(),
        },
    }
}
