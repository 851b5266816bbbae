//! Reading beneficiaries, by pseudonym: what was recorded of each, and what of it who may see. Registrars see nothing.
use super::{
    care::*,
    erase_beneficiary::erased_at,
    existing,
    profile::{self, Profile},
    standing::{ProceedingView, SupportView, standing_of},
    withdraw_return::{ReturnState, standing_file},
};
use crate::{
    domain::{
        beneficiary::Citizenship,
        day::{Day, Instant},
        person::Role,
        purpose::Method,
        reference::*,
        text::Line,
    },
    service::{
        Caller, Fund, Outcome, Page,
        envelope::is_erased,
        notice::view::NoticeView,
        page::{Wanted, page},
    },
    store::{
        Fault, Snapshot,
        beneficiary::{ListedBeneficiary, ReturnFileRow},
        data_key::wrapped_of,
    },
    vault::Keys,
};
use serde::{Deserialize, Serialize};
use std::fmt;
use utoipa::ToSchema;

/// Who may read beneficiaries.
pub const ROLES: &[Role] =
    &[Role::Maker, Role::Approver, Role::Treasurer, Role::Overrider, Role::Auditor, Role::Guardian];

/// Who may see birth year, day of full age and languages.
pub const PROFILE_ROLES: &[Role] = &[Role::Maker, Role::Approver, Role::Guardian];

/// A beneficiary.
#[derive(Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct BeneficiaryView {
    /// The pseudonym.
    pub id: BeneficiaryRef,
    /// The person was erased: what was sealed can be opened by nobody any more, and what is null may have been there.
    #[serde(default)]
    #[schema(required = true)]
    pub erased: bool,
    /// When; null for a person who was not erased.
    #[serde(default, with = "crate::domain::day::maybe_instant")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub erased_at: Option<Instant>,
    /// Citizenship; null where nobody said it.
    pub citizenship: Citizenship,
    /// Under age today; null where it is not known.
    pub minor: Option<bool>,
    /// The calendar year of birth; null for those who may not see it.
    pub birth_year: Option<i32>,
    /// The day of full age; null for those who may not see it.
    pub majority_on: Option<Day>,
    /// The languages that the person understands; null for those who may not see them, and of a person who was erased.
    pub languages: Option<Vec<Line>>,
    /// How the person wishes to be paid.
    pub method_wish: Method,
    /// Identifications in the order of recording.
    pub identifications: Vec<Identified>,
    /// Reflection periods in the order of recording.
    pub reflection: Vec<Reflection>,
    /// Starts of reintegration periods in the order of recording.
    pub reintegration: Vec<Reintegration>,
    /// Proceedings that stand, by number; the latest word on each. Null in them is what the caller may not see.
    #[serde(default)]
    #[schema(required = true)]
    pub proceedings: Vec<ProceedingView>,
    /// Who else pays for the person, by number; the latest word on each.
    #[serde(default)]
    #[schema(required = true)]
    pub support: Vec<SupportView>,
    /// The latest file of voluntary return.
    pub return_file: Option<ReturnFileView>,
    /// Removal decisions that stand.
    pub notices: Vec<NoticeView>,
}

impl fmt::Debug for BeneficiaryView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[beneficiary {}]", self.id)
    }
}

/// A file of voluntary return; what it says stays sealed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReturnFileView {
    /// Its reference.
    pub id: ReturnFileRef,
    /// A second person confirmed it.
    pub confirmed: bool,
    /// It was taken back.
    pub withdrawn: bool,
    /// Its documents.
    pub documents: ReturnDocuments,
}

/// The documents of a return file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReturnDocuments {
    /// The consent.
    pub consent: Option<DocumentRef>,
    /// The legal advice.
    pub advice: Option<DocumentRef>,
    /// The risk assessment.
    pub risk_assessment: Option<DocumentRef>,
    /// The answer of the authority asked for removal decisions.
    pub removal_check: Option<DocumentRef>,
}

/// A beneficiary in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct BeneficiaryLine {
    /// The pseudonym.
    pub id: BeneficiaryRef,
    /// Citizenship; null where nobody said it.
    pub citizenship: Citizenship,
    /// Under age today; null where it is not known.
    pub minor: Option<bool>,
    /// How the person wishes to be paid.
    pub method_wish: Method,
    /// How many notices of a removal decision stand.
    pub notices: i64,
    /// The person was erased: what was sealed can be opened by nobody, and whether they are under age is not known any more.
    #[serde(default)]
    #[schema(required = true)]
    pub erased: bool,
}

/// A beneficiary as the caller may see it, or `not_found`.
pub async fn view_of(
    from: &mut Snapshot,
    keys: &Keys,
    who: &Caller,
    id: BeneficiaryRef,
    today: Day,
) -> Outcome<BeneficiaryView> {
    let row = existing(from, id).await?;
    let (profile, age) = profile::read(from, keys, id).await?;
    let care = Care::read(from, id).await?;
    let (proceedings, support) = standing_of(from, who, id).await?;
    let wish = from.wish(id).await?.ok_or_else(|| Fault::broken("wish", format!("{id} has no wish")))?;
    let notices = from.standing_notices(id).await?;
    let named = from.standing_notices_on_subjects(id).await?;
    let named =
        named.iter().map(|n| NoticeView { beneficiary: Some(id), ..NoticeView::on_subject(n, false) });
    let file = standing_file(from, id).await?;
    let erased = is_erased(from, id).await?;
    let may_see = who.officer.has(PROFILE_ROLES);
    Ok(BeneficiaryView {
        id,
        erased,
        erased_at: if erased { erased_at(from, id).await? } else { None },
        citizenship: row.citizenship,
        minor: age.minor_on(today),
        birth_year: profile.birth_year.filter(|_| may_see),
        majority_on: age.majority_on.filter(|_| may_see),
        languages: (may_see && !erased).then_some(profile.languages),
        method_wish: wish.method,
        identifications: care.identified(),
        reflection: care.reflections(),
        reintegration: care.reintegrations(),
        proceedings,
        support,
        return_file: file.as_ref().map(|(file, state)| return_file_view(file, *state)),
        notices: notices.iter().map(|notice| NoticeView::of(notice, false)).chain(named).collect(),
    })
}

fn return_file_view(file: &ReturnFileRow, state: ReturnState) -> ReturnFileView {
    ReturnFileView {
        id: file.id,
        confirmed: state == ReturnState::Confirmed,
        withdrawn: state == ReturnState::Withdrawn,
        documents: ReturnDocuments {
            consent: file.consent,
            advice: file.advice,
            risk_assessment: file.risk_assessment,
            removal_check: file.removal_check,
        },
    }
}

/// Reads a beneficiary.
pub async fn get_beneficiary(fund: &Fund, who: &Caller, id: BeneficiaryRef) -> Outcome<BeneficiaryView> {
    who.must_be(ROLES)?;
    view_of(&mut fund.read().await?, fund.keys(), who, id, fund.today()).await
}

/// Lists beneficiaries.
pub async fn list_beneficiaries(
    fund: &Fund,
    who: &Caller,
    wanted: &Wanted,
) -> Outcome<Page<BeneficiaryLine>> {
    who.must_be(ROLES)?;
    let (after, limit) = wanted.bounds()?;
    let rows = fund.read().await?.beneficiaries(after, limit).await?;
    let mut lines = vec![];
    for row in &rows {
        lines.push(line(fund.keys(), row, fund.today())?);
    }
    Ok(page(lines, limit, |line| line.id.stored(), |line| line))
}

fn line(keys: &Keys, row: &ListedBeneficiary, today: Day) -> Outcome<BeneficiaryLine> {
    let wrapped = wrapped_of(row.outer_key.as_ref(), row.wrapped.as_ref());
    let key = wrapped.map(|wrapped| keys.data_key(row.id, &wrapped)).transpose()?;
    let opened = |id, place, cipher: &Option<Vec<u8>>, owner: Option<BeneficiaryRef>| {
        let Some(cipher) = cipher else { return Ok(None) };
        match (owner, &key) {
            (None, _) => keys.open(id, place, cipher).map(Some),
            (Some(_), Some(key)) => key.open(id, place, cipher).map(Some),
            (Some(_), None) => Ok(None),
        }
    };
    let profile = opened(row.profile, "beneficiary.profile", &row.profile_cipher, row.profile_owner)?;
    let profile = Profile::of(profile)?;
    let later = match (row.later_minor, row.later_words) {
        (Some(minor), Some(words)) => {
            Some((minor, opened(words, "minority.words", &row.later_cipher, row.later_owner)?))
        }
        _ => None,
    };
    Ok(BeneficiaryLine {
        id: row.id,
        citizenship: row.citizenship,
        minor: profile.age(later)?.minor_on(today),
        method_wish: row.method,
        notices: row.notices,
        erased: row.erased,
    })
}
