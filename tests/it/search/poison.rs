//! Bodies with a word in the wrong place: as a key in each object, and in place of each value that is no free text. None of them can be
//! taken, and none may be repeated in the refusal.
use super::planted::STRAY;
use serde_json::Value;

/// Where a value stands in a body.
type Place = Vec<Step>;

#[derive(Clone)]
enum Step {
    Member(String),
    Item(usize),
}

/// All bodies that differ from a good one in one place.
pub fn bodies(good: &Value) -> Vec<Value> {
    let mut places = vec![];
    walk(good, &mut vec![], &mut places);
    let mut all = vec![];
    for place in places {
        let mut body = good.clone();
        let at = place.iter().fold(&mut body, |value, step| match step {
            Step::Member(name) => &mut value[name.as_str()],
            Step::Item(index) => &mut value[*index],
        });
        match at {
            Value::Object(members) => {
                members.insert(STRAY.into(), STRAY.into());
            }
            other => *other = STRAY.into(),
        }
        all.push(body);
    }
    all
}

fn walk(value: &Value, at: &mut Place, places: &mut Vec<Place>) {
    match value {
        Value::Object(members) => {
            places.push(at.clone());
            for (name, member) in members {
                at.push(Step::Member(name.clone()));
                walk(member, at, places);
                at.pop();
            }
        }
        Value::Array(items) => {
            places.push(at.clone());
            for (index, item) in items.iter().enumerate() {
                at.push(Step::Item(index));
                walk(item, at, places);
                at.pop();
            }
        }
        Value::String(text) if is_free(text) => {}
        _ => places.push(at.clone()),
    }
}

/// Texts in which any word may stand: those that are planted, and so taken.
fn is_free(text: &str) -> bool {
    let small = text.to_lowercase();
    super::planted::WORDS.iter().any(|word| small.contains(&word.to_lowercase()))
        || text.contains(' ')
        || text == "passport"
}
