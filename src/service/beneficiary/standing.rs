//! What stands of a person's proceedings and of who else pays for them, out of all that was recorded, and how it is shown. What a person
//! is in a proceeding, and how they take part in it, tells whether they work with an authority: who decides over money does not see it.
use crate::{
    domain::{
        beneficiary::*,
        day::Day,
        person::Role,
        purpose::Category,
        reference::{BeneficiaryRef, DocumentRef},
        word::Unreadable,
    },
    service::{Caller, Outcome, check::Fields},
    store::{
        Snapshot,
        beneficiary::{ProceedingRow, SupportRow},
    },
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who sees a person's part in proceedings: who records it, who watches over persons, who audits.
pub const SEE_PART: &[Role] = &[Role::Maker, Role::Guardian, Role::Auditor];

/// A proceeding of a person, or that there are none; the case number stays sealed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ProceedingView {
    /// Its number beside the pseudonym, from 1; null where it was asked and there are none.
    pub number: Option<i32>,
    /// What kind.
    pub kind: ProceedingKind,
    /// What the person is in it; null for those who may not see it.
    pub role: Option<ProceedingRole>,
    /// How it stands.
    pub state: Option<ProceedingState>,
    /// When it was opened; of none, when it was asked.
    pub opened_on: Day,
    /// When it was closed.
    pub closed_on: Option<Day>,
    /// The last day on which it can be appealed; null where no window runs.
    pub appeal_until: Option<Day>,
    /// Whether a window runs is not known.
    pub appeal_unknown: bool,
    /// How the person takes part from elsewhere, or comes back for it; null for those who may not see it.
    pub arrangement: Option<DocumentRef>,
    /// An offence of the person was committed under coercion; null where nobody said, and for those who may not see it.
    pub coerced: Option<bool>,
    /// What shows it.
    pub document: Option<DocumentRef>,
}

/// Who else pays for a person, or that nobody does; a funder's name stays sealed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SupportView {
    /// Its number beside the pseudonym, from 1; null where it was asked and nobody else pays.
    pub number: Option<i32>,
    /// Who pays.
    pub kind: SupportKind,
    /// What for.
    pub categories: Vec<Category>,
    /// From which day; of none, when it was asked.
    pub from: Day,
    /// The last day; null while it runs.
    pub to: Option<Day>,
    /// What shows it.
    pub document: Option<DocumentRef>,
}

/// The proceedings that stand, of all rows in the order of recording: of each the row recorded latest, and that there are none where
/// nothing was recorded after it. That there are none takes nothing away that was recorded before.
pub fn standing_proceedings(rows: &[ProceedingRow]) -> Vec<&ProceedingRow> {
    standing(rows, |row| row.number)
}

/// Who else pays, of all rows in the order of recording, by the same rule.
pub fn standing_supports(rows: &[SupportRow]) -> Vec<&SupportRow> {
    standing(rows, |row| row.number)
}

fn standing<R>(rows: &[R], number: impl Fn(&R) -> Option<i32>) -> Vec<&R> {
    let counts = |(place, row): &(usize, &R)| {
        let after = &rows[place + 1..];
        match number(row) {
            Some(own) => !after.iter().any(|later| number(later) == Some(own)),
            None => after.is_empty(),
        }
    };
    rows.iter().enumerate().filter(counts).map(|(_, row)| row).collect()
}

/// The number of what is being recorded: the one that was said, which must be known, or the next.
pub(super) fn numbered(
    said: Option<i32>,
    known: impl Iterator<Item = Option<i32>>,
    what: impl FnOnce(i32) -> Unreadable,
    fields: &mut Fields,
) -> i32 {
    let known: Vec<i32> = known.flatten().collect();
    let next = known.iter().max().map_or(1, |last| last + 1);
    let Some(said) = said else { return next };
    if !known.contains(&said) {
        fields.unknown("number", what(said));
    }
    said
}

/// Adds fields that say something of what there is none of; `what` names it in both languages.
pub(super) fn leave_out(fields: &mut Fields, said: &[(&str, bool)], what: (&str, &str)) {
    for (field, _) in said.iter().filter(|(_, is_there)| *is_there) {
        fields.add(
            *field,
            format!("where {}, nothing is said here: leave `{field}` out", what.0),
            format!("{} halda burada heç nə yazılmır: `{field}` göndərməyin", what.1),
        );
    }
}

/// What stands of both, as the caller may see it.
pub(super) async fn standing_of(
    from: &mut Snapshot,
    who: &Caller,
    id: BeneficiaryRef,
) -> Outcome<(Vec<ProceedingView>, Vec<SupportView>)> {
    let (proceedings, supports) = (from.proceedings(id).await?, from.supports(id).await?);
    let sees_part = who.officer.has(SEE_PART);
    let proceedings = standing_proceedings(&proceedings).into_iter().map(|row| proceeding(row, sees_part));
    let supports: Outcome<Vec<SupportView>> = standing_supports(&supports).into_iter().map(support).collect();
    Ok((proceedings.collect(), supports?))
}

fn proceeding(row: &ProceedingRow, sees_part: bool) -> ProceedingView {
    ProceedingView {
        number: row.number,
        kind: row.kind,
        role: row.role.filter(|_| sees_part),
        state: row.state,
        opened_on: row.opened_on,
        closed_on: row.closed_on,
        appeal_until: row.appeal_until,
        appeal_unknown: row.appeal_unknown,
        arrangement: row.arrangement.filter(|_| sees_part),
        coerced: row.coerced.filter(|_| sees_part),
        document: row.document,
    }
}

fn support(row: &SupportRow) -> Outcome<SupportView> {
    Ok(SupportView {
        number: row.number,
        kind: row.kind,
        categories: row.categories()?,
        from: row.from_day,
        to: row.to_day,
        document: row.document,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stand(numbers: &[Option<i32>]) -> Vec<usize> {
        let rows: Vec<(usize, Option<i32>)> = numbers.iter().copied().enumerate().collect();
        standing(&rows, |(_, number)| *number).into_iter().map(|(place, _)| *place).collect()
    }

    #[test]
    fn of_each_number_the_latest_stands_and_none_until_something_follows() {
        assert_eq!(stand(&[]), [0; 0]);
        assert_eq!(stand(&[None]), [0]);
        assert_eq!(stand(&[None, None]), [1]);
        assert_eq!(stand(&[None, Some(1)]), [1]);
        assert_eq!(stand(&[Some(1), Some(2), Some(1)]), [1, 2]);
        assert_eq!(stand(&[Some(1), None]), [0, 1], "that there are none hides nothing");
    }

    #[test]
    fn a_number_is_the_next_one_or_one_that_is_known() {
        let number = |said, known: &[Option<i32>]| {
            let mut fields = Fields::default();
            let what = |n| Unreadable::new(format!("support {n}"), format!("{n} nömrəli dəstək"));
            let number = numbered(said, known.iter().copied(), what, &mut fields);
            (number, fields.refuse().is_ok())
        };
        assert_eq!(number(None, &[]), (1, true));
        assert_eq!(number(None, &[None, Some(2), Some(1)]), (3, true));
        assert_eq!(number(Some(2), &[Some(1), Some(2)]), (2, true));
        assert_eq!(number(Some(2), &[Some(1), None]), (2, false));
    }
}
