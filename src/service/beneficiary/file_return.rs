//! Files what shows that a person returns of their own free will (Decision 252; Palermo Protocol, art. 8). A new file
//! takes the place of an older one, and needs its own confirmation. Whether it is complete is judged when money moves.
use super::{
    For, living,
    profile::check_language,
    view::{BeneficiaryView, view_of},
};
use crate::{
    domain::{beneficiary::*, day::Day, payment::Verb, person::Role, reference::*, text::*},
    service::{
        Caller, Fund, Job, Outcome,
        check::{Concerns, Fields},
        envelope::seal_for,
        hands::{Step, decide},
    },
    store::{Tx, beneficiary::ReturnFileRow},
    vault::Words,
};
use serde::{Deserialize, Serialize};
use std::fmt;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Maker];

/// The file of a voluntary return; every part may be missing. All but the documents goes under seal.
#[derive(Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FileReturn {
    /// The consent.
    #[serde(skip_serializing)]
    pub consent: Option<DocumentRef>,
    /// The legal advice.
    #[serde(skip_serializing)]
    pub advice: Option<DocumentRef>,
    /// The risk assessment.
    #[serde(skip_serializing)]
    pub risk_assessment: Option<DocumentRef>,
    /// When consent was given.
    pub consent_on: Option<Day>,
    /// The language of the consent, as a BCP 47 tag.
    pub consent_language: Option<Line>,
    /// Whether an interpreter took part.
    pub interpreter: Option<bool>,
    /// When legal advice was given.
    pub legal_advice_on: Option<Day>,
    /// When the risk was assessed.
    pub risk_assessed_on: Option<Day>,
    /// What it came to.
    pub risk: Option<Risk>,
    /// When a residence permit was offered.
    pub permit_offered_on: Option<Day>,
    /// Whether the person was in custody when consenting.
    pub in_custody: Option<bool>,
    /// Whether the person asked for the return.
    pub own_request: Option<bool>,
    /// Who receives the person.
    pub receiving_kind: Option<ReceivingKind>,
    /// How they are reached.
    pub receiving_contact: Option<Prose>,
    /// The check for removal decisions.
    pub removal_check: Option<RemovalCheck>,
}

/// That an authority was asked for removal decisions.
#[derive(Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RemovalCheck {
    /// Which authority.
    pub asked_of: Option<Line>,
    /// When.
    pub asked_on: Option<Day>,
    /// What it answered.
    pub answer: Option<RemovalAnswer>,
    /// The answer in writing.
    #[serde(skip_serializing)]
    pub document: Option<DocumentRef>,
}

impl fmt::Debug for FileReturn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[return file]")
    }
}

impl fmt::Debug for RemovalCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[removal check]")
    }
}

impl FileReturn {
    /// The sealed parts from their opened seal, without documents; an empty file once they were erased.
    pub fn of(words: Option<Words>) -> Outcome<FileReturn> {
        Ok(words.map(|words| serde_json::from_slice(words.expose())).transpose()?.unwrap_or_default())
    }

    fn words(&self) -> Outcome<Words> {
        Ok(Words::of_json(self)?)
    }
}

/// Files a voluntary return. Refuses with `invalid` for unknown documents and days that lie ahead.
pub async fn file_return(
    fund: &Fund,
    who: &Caller,
    id: BeneficiaryRef,
    command: FileReturn,
) -> Outcome<BeneficiaryView> {
    who.must_be(ROLES)?;
    let command = For { id, body: command };
    fund.write(who, "return.filed", command, |job, tx| Box::pin(file(job, tx))).await
}

async fn file(job: Job<'_, For<FileReturn>>, tx: &mut Tx) -> Outcome<BeneficiaryView> {
    let For { id, body } = job.command;
    living(tx, *id).await?;
    check(body, &Concerns { who: &job.who.officer, persons: &[*id] }, tx).await?;

    let file: ReturnFileRef = tx.next();
    let words = seal_for(job, tx, Some(*id), "return_file.words", &body.words()?).await?;
    let (at, today) = (tx.at(), tx.today());
    tx.add(ReturnFileRow {
        id: file,
        beneficiary: *id,
        consent: body.consent,
        advice: body.advice,
        risk_assessment: body.risk_assessment,
        removal_check: body.removal_check.as_ref().and_then(|check| check.document),
        words,
        person: job.who.person(),
        at,
    })
    .await?;
    decide(job, tx, file, Role::Maker, Verb::Draft, today, Step::default()).await?;
    view_of(tx, job.fund.keys(), job.who, *id, today).await
}

async fn check(body: &FileReturn, about: &Concerns<'_>, tx: &mut Tx) -> Outcome<()> {
    let mut fields = Fields::default();
    let today = tx.today();
    let removal_check = body.removal_check.as_ref();
    let days = [
        ("consent_on", body.consent_on),
        ("legal_advice_on", body.legal_advice_on),
        ("risk_assessed_on", body.risk_assessed_on),
        ("permit_offered_on", body.permit_offered_on),
        ("removal_check.asked_on", removal_check.and_then(|check| check.asked_on)),
    ];
    for (field, day) in days {
        day.into_iter().for_each(|day| fields.not_after(field, day, today));
    }
    let documents = [
        ("consent", body.consent),
        ("advice", body.advice),
        ("risk_assessment", body.risk_assessment),
        ("removal_check.document", removal_check.and_then(|check| check.document)),
    ];
    for (i, (field, document)) in documents.iter().enumerate() {
        if document.is_some() && documents[..i].iter().any(|(_, earlier)| earlier == document) {
            fields.add(
                *field,
                "this document is named twice: consent, advice, risk assessment and the authority's answer are papers of their own",
                "bu sənəd iki dəfə göstərilib: razılıq, məsləhət, risk qiymətləndirməsi və orqanın cavabı ayrı-ayrı sənədlərdir",
            );
        }
        fields.paper(tx, *field, *document, about).await?;
    }
    if let Some(language) = &body.consent_language {
        check_language("consent_language", language, &mut fields);
    }
    fields.refuse()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_stay_out_of_the_seal_and_the_rest_comes_back() {
        let sent = r#"{"consent":"D-2014-000001","consent_on":"2014-05-20","receiving_contact":"Manila",
            "removal_check":{"asked_on":"2014-05-30","answer":"none","document":"D-2014-000002"}}"#;
        let body: FileReturn = serde_json::from_str(sent).expect("a fixed body reads");
        let words = body.words().expect("it can be written");
        assert!(!words.expose_text().expect("it is a text").contains("D-2014"));
        let back = FileReturn::of(Some(words)).expect("it reads back");
        assert_eq!((back.consent, back.consent_on), (None, body.consent_on));
        assert_eq!(back.removal_check.and_then(|c| c.answer), Some(RemovalAnswer::None));
        assert_eq!(format!("{body:?}"), "[return file]");
    }
}
