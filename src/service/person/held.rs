//! Which roles a person holds at an instant, folded from what was given and taken; and how a person is found by name.
use crate::{
    domain::{
        day::{Day, Instant},
        person::Role,
        reference::PersonRef,
        refusal::Refusal,
        text::{Line, fold},
    },
    service::{Fund, Outcome},
    store::{Snapshot, person::RoleGrantRow},
};
use chrono::{NaiveTime, TimeZone, Utc};
use std::collections::BTreeSet;

/// Roles with the issuer of a registrar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Held {
    /// The roles.
    pub roles: BTreeSet<Role>,
    /// The court or prosecutor a registrar records for.
    pub issuer: Option<String>,
}

impl Held {
    /// What the grants of one person come to: the latest of a role counts.
    pub fn of<'a>(grants: impl IntoIterator<Item = &'a RoleGrantRow>) -> Held {
        let mut held = Held::default();
        for grant in grants {
            if grant.granted {
                held.roles.insert(grant.role);
            } else {
                held.roles.remove(&grant.role);
            }
            if grant.role == Role::Registrar {
                held.issuer = grant.issuer.clone().filter(|_| grant.granted);
            }
        }
        held
    }
}

/// What a person holds now: every grant that was recorded counts, so none is missed that came within the clock's last
/// microsecond.
pub async fn held_now(from: &mut Snapshot, person: PersonRef) -> Outcome<Held> {
    Ok(Held::of(&from.grants_of(person, end_of(Day::LAST)).await?))
}

/// The last microsecond of a day in Baku.
pub(super) fn end_of(day: Day) -> Instant {
    let last = NaiveTime::from_hms_micro_opt(23, 59, 59, 999_999).unwrap_or(NaiveTime::MIN);
    let local = day.date().and_time(last);
    match chrono_tz::Asia::Baku.from_local_datetime(&local).latest() {
        Some(end) => end.with_timezone(&Utc),
        None => local.and_utc(),
    }
}

/// The blind index of a name: one person a name.
pub(super) fn name_key(fund: &Fund, name: &Line) -> String {
    fund.keys().index("person.name", &fold(name.expose()))
}

/// The person of a name. The name is not repeated in the refusal.
pub(super) async fn named(fund: &Fund, from: &mut Snapshot, name: &Line) -> Outcome<PersonRef> {
    from.person_by_name(&name_key(fund, name)).await?.ok_or_else(|| {
        Refusal::field(
            "name",
            "there is no person of this name: check the spelling, or add the person first",
            "bu adda şəxs yoxdur: yazılışını yoxlayın və ya əvvəlcə şəxsi əlavə edin",
        )
        .into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{day::parse_instant, reference::Reference};

    fn grant(role: Role, granted: bool, issuer: Option<&str>) -> RoleGrantRow {
        RoleGrantRow {
            person: PersonRef::new(2014, 1),
            role,
            at: parse_instant("2014-01-01T00:00:00Z").expect("a fixed instant reads"),
            granted,
            issuer: issuer.map(str::to_owned),
        }
    }

    #[test]
    fn the_latest_grant_of_a_role_counts() {
        let court = grant(Role::Registrar, true, Some("Court of Baku"));
        assert_eq!(Held::of([&court]).issuer.as_deref(), Some("Court of Baku"));
        let taken = grant(Role::Registrar, false, None);
        assert_eq!(Held::of([&court, &taken]), Held::default());
        let maker = grant(Role::Maker, true, None);
        assert_eq!(Held::of([&court, &taken, &maker, &maker]).roles, BTreeSet::from([Role::Maker]));
    }

    #[test]
    fn a_day_ends_when_it_ends_in_baku() {
        let end = |day: &str| end_of(day.parse().expect("a fixed day reads"));
        let at = |text: &str| parse_instant(text).expect("a fixed instant reads");
        assert_eq!(end("2014-01-31"), at("2014-01-31T19:59:59.999999Z"));
        assert_eq!(end("2014-07-01"), at("2014-07-01T18:59:59.999999Z"), "summer time");
        assert_eq!(end_of(Day::LAST), at("9999-12-31T19:59:59.999999Z"));
    }
}
