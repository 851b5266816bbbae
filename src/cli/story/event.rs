//! Events of the story at hours of days in Baku.
use super::{Event, Sent};
use crate::domain::day::Day;
use chrono::TimeZone;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A request at an hour of a day in Baku.
pub(super) fn at(
    day: Day,
    hour: u32,
    minute: u32,
    who: &str,
    what: String,
    body: Value,
    expect: u16,
) -> Option<Event> {
    let local = day.date().and_hms_opt(hour, minute, 0)?;
    let at = chrono_tz::Asia::Baku.from_local_datetime(&local).earliest()?.with_timezone(&chrono::Utc);
    let (answer, save) = (Map::new(), BTreeMap::new());
    Some(Event {
        at,
        who: who.to_owned(),
        what,
        body: Sent::Json(body),
        expect: Some(expect),
        answer,
        findings: None,
        save,
    })
}

/// A paper that somebody brings, saved under a name.
pub(super) fn paper(
    day: Day,
    (hour, minute): (u32, u32),
    who: &str,
    title: &str,
    name: String,
) -> Option<Event> {
    let mut event = at(day, hour, minute, who, "POST /documents".into(), Value::Null, 201)?;
    event.body = Sent::Document { title: title.into(), text: format!("{title}. Invented for this story.") };
    event.save.insert(name, "id".into());
    Some(event)
}
