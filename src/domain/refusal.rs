//! Why a command is refused: one enum, in order of precedence, each with a stable code and a sentence in both
//! languages. How a refusal travels (status, headers) is said in `http::problem`.
use super::{
    finding::Finding,
    payment::Verb,
    person::Role,
    reference::{DuplicateRef, PersonRef},
    spoken,
    word::Unreadable,
};
use serde::{Deserialize, Serialize};

#[cfg(test)]
mod tests;

/// How a payment stands whose batch was taken to the bank as a file and not withdrawn.
pub const IN_TAKEN_FILE: &str = "in_taken_file";

/// One field of a command that cannot be taken, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct FieldError {
    /// Its path, like `items[0].amount`.
    pub field: String,
    /// What is wrong and what to do.
    pub message: String,
    /// The same in Azerbaijani.
    pub message_az: String,
}

impl FieldError {
    /// A field with a sentence in both languages.
    pub fn new(field: impl Into<String>, why: Unreadable) -> Self {
        FieldError { field: field.into(), message: why.en, message_az: why.az }
    }
}

/// A refusal. The order is the precedence: the first that applies is the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Refusal {
    /// The body is larger than the route takes.
    TooLarge {
        /// The most it takes, in bytes.
        limit_bytes: u64,
    },
    /// The body is of a kind that the route does not take.
    UnsupportedMediaType {
        /// What it takes.
        takes: String,
    },
    /// The body is no JSON, or JSON that could be read in two ways.
    Malformed {
        /// What was seen, where.
        why: String,
    },
    /// No valid token.
    NotSignedIn,
    /// The person holds none of the roles.
    NotYourRole {
        /// The roles that may.
        needs: Vec<Role>,
    },
    /// There is nothing under that reference for this person.
    NotFound {
        /// What was asked for.
        what: String,
    },
    /// There is such a place, but not for this method.
    MethodNotAllowed,
    /// The key was used with another body.
    IdempotencyKeyReused,
    /// The key was answered so long ago that the answer is not kept any more.
    AnswerForgotten,
    /// Fields that cannot be taken; unknown references in bodies included.
    Invalid {
        /// Which, and why.
        fields: Vec<FieldError>,
    },
    /// A look at an identity whose fields cannot be taken: nothing is shown, and that it was asked for is kept.
    LookInvalid {
        /// Which, and why.
        fields: Vec<FieldError>,
    },
    /// No central-bank rate for the currency.
    RateMissing {
        /// The currency.
        currency: String,
    },
    /// The person has another hand on it already, or the step needs a second person.
    SameHands {
        /// The payment, inflow, order or notice.
        subject: String,
        /// Who.
        person: PersonRef,
        /// What the person did before.
        before: String,
    },
    /// The step cannot be taken in this state.
    WrongState {
        /// The payment, inflow, order or notice.
        subject: String,
        /// Its state.
        state: String,
        /// The step.
        step: Verb,
    },
    /// Findings that nobody can lift.
    BlockedByRule {
        /// All findings, not only those that block.
        findings: Vec<Finding>,
    },
    /// Findings that an overrider must lift first.
    NeedsOverride {
        /// All findings.
        findings: Vec<Finding>,
    },
    /// The lots do not cover the sum, and nothing else stands in the way.
    LotOverdrawn {
        /// All findings.
        findings: Vec<Finding>,
    },
}

/// That something is not there; a text that carries both languages ([`Unreadable`] as it prints) is told in each.
pub fn not_there(what: &str) -> Unreadable {
    let what = Unreadable::from_joined(what);
    Unreadable::new(
        format!("there is no {}: check the reference", what.en),
        format!("{} tapılmadı: istinadı yoxlayın", what.az),
    )
}

impl Refusal {
    /// A refusal of one field.
    pub fn field(field: &str, en: impl Into<String>, az: impl Into<String>) -> Refusal {
        Refusal::Invalid { fields: vec![FieldError::new(field, Unreadable::new(en, az))] }
    }

    /// A reference in a body that refers to nothing.
    pub fn unknown(field: &str, reference: impl std::fmt::Display) -> Refusal {
        let why = not_there(&reference.to_string());
        Refusal::field(field, why.en, why.az)
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::TooLarge { .. } => "too_large",
            Refusal::UnsupportedMediaType { .. } => "unsupported_media_type",
            Refusal::Malformed { .. } => "malformed",
            Refusal::NotSignedIn => "not_signed_in",
            Refusal::NotYourRole { .. } => "not_your_role",
            Refusal::NotFound { .. } => "not_found",
            Refusal::MethodNotAllowed => "method_not_allowed",
            Refusal::IdempotencyKeyReused | Refusal::AnswerForgotten => "idempotency_key_reused",
            Refusal::Invalid { .. } | Refusal::LookInvalid { .. } => "invalid",
            Refusal::RateMissing { .. } => "rate_missing",
            Refusal::SameHands { .. } => "same_hands",
            Refusal::WrongState { .. } => "wrong_state",
            Refusal::BlockedByRule { .. } => "blocked_by_rule",
            Refusal::NeedsOverride { .. } => "needs_override",
            Refusal::LotOverdrawn { .. } => "lot_overdrawn",
        }
    }

    /// Refusals that say something about the books are kept (invariant 6).
    pub fn is_kept(&self) -> bool {
        matches!(
            self,
            Refusal::SameHands { .. }
                | Refusal::BlockedByRule { .. }
                | Refusal::NeedsOverride { .. }
                | Refusal::LotOverdrawn { .. }
        )
    }

    /// Refusals whose answer a repeated key gets again: those of 409 and 422, never of 401, 403, 429 or 5xx.
    pub fn is_repeated(&self) -> bool {
        matches!(
            self,
            Refusal::Invalid { .. }
                | Refusal::LookInvalid { .. }
                | Refusal::RateMissing { .. }
                | Refusal::WrongState { .. }
                | Refusal::BlockedByRule { .. }
                | Refusal::NeedsOverride { .. }
                | Refusal::LotOverdrawn { .. }
        )
    }

    /// Its findings, where it has some.
    pub fn findings(&self) -> &[Finding] {
        match self {
            Refusal::BlockedByRule { findings }
            | Refusal::NeedsOverride { findings }
            | Refusal::LotOverdrawn { findings } => findings,
            _ => &[],
        }
    }

    /// What happened and what to do, in both languages.
    pub fn sentence(&self) -> Unreadable {
        match self {
            Refusal::TooLarge { .. }
            | Refusal::UnsupportedMediaType { .. }
            | Refusal::Malformed { .. }
            | Refusal::MethodNotAllowed => self.of_the_request(),
            Refusal::NotSignedIn | Refusal::NotYourRole { .. } | Refusal::SameHands { .. } => {
                self.of_the_person()
            }
            _ => self.of_the_matter(),
        }
    }

    fn of_the_request(&self) -> Unreadable {
        match self {
            Refusal::TooLarge { limit_bytes } => Unreadable::new(
                format!("the body is larger than {limit_bytes} bytes: send less at once"),
                format!("sorğunun gövdəsi {limit_bytes} baytdan böyükdür: bir dəfəyə daha az göndərin"),
            ),
            Refusal::UnsupportedMediaType { takes } => {
                let takes = Unreadable::from_joined(takes);
                Unreadable::new(
                    format!("this route takes {}: set Content-Type accordingly", takes.en),
                    format!("bu ünvan {} qəbul edir: Content-Type başlığını düzəldin", takes.az),
                )
            }
            Refusal::Malformed { why } => Unreadable::new(
                format!("the request cannot be read: {why}; nothing was written"),
                format!("sorğu oxunmadı: {why}; heç nə yazılmadı"),
            ),
            _ => Unreadable::new(
                "this place does not take that method: see /api/openapi.json",
                "bu ünvan həmin metodu qəbul etmir: /api/openapi.json-a baxın",
            ),
        }
    }

    fn of_the_person(&self) -> Unreadable {
        match self {
            Refusal::NotYourRole { needs } => {
                let roles = needs.iter().map(|r| r.as_str()).collect::<Vec<_>>().join(", ");
                Unreadable::new(
                    format!("this needs one of the roles {roles}: ask a person who holds it"),
                    format!(
                        "bunun üçün bu rollardan biri lazımdır: {roles}; həmin rolu olan şəxsə müraciət edin"
                    ),
                )
            }
            Refusal::SameHands { subject, person, before } => {
                let (subject, hand) = (Unreadable::from_joined(subject), spoken::hand(before));
                Unreadable::new(
                    format!(
                        "{person} already had a hand on {} ({before}): another person must take this step",
                        subject.en
                    ),
                    format!(
                        "{person} artıq {} üzərində iştirak edib ({hand}): bu addımı başqa şəxs atmalıdır",
                        subject.az
                    ),
                )
            }
            _ => Unreadable::new(
                "sign in: send the header Authorization: Bearer with a valid token",
                "daxil olun: etibarlı tokenlə Authorization: Bearer başlığını göndərin",
            ),
        }
    }

    fn of_the_matter(&self) -> Unreadable {
        let rules =
            |findings: &[Finding]| findings.iter().map(|f| f.rule.as_str()).collect::<Vec<_>>().join(", ");
        match self {
            Refusal::NotFound { what } => {
                let what = Unreadable::from_joined(what);
                Unreadable::new(
                    format!("there is no {} here: check the reference", what.en),
                    format!("{} tapılmadı: istinadı yoxlayın", what.az),
                )
            }
            Refusal::IdempotencyKeyReused => Unreadable::new(
                "this Idempotency-Key was used with another body: send a new key, or the same body",
                "bu Idempotency-Key başqa gövdə ilə işlədilib: yeni açar və ya eyni gövdəni göndərin",
            ),
            Refusal::AnswerForgotten => Unreadable::new(
                "this Idempotency-Key was answered days ago and the answer is not kept any more: look at what was written then; nothing was done now, and a new command needs a new key",
                "bu Idempotency-Key üçün cavab günlər əvvəl verilib və artıq saxlanmır: o vaxt yazılana baxın; indi heç nə edilmədi, yeni əmr üçün yeni açar göndərin",
            ),
            Refusal::Invalid { fields } => of_fields(fields, ("nothing was written", "heç nə yazılmadı")),
            Refusal::LookInvalid { fields } => {
                let ending = (
                    "nothing was shown, and this look was recorded",
                    "heç nə göstərilmədi, bu müraciət qeydə alındı",
                );
                of_fields(fields, ending)
            }
            Refusal::RateMissing { currency } => Unreadable::new(
                format!("there is no central-bank rate for {currency}: record the sum in AZN"),
                format!("{currency} üçün Mərkəzi Bankın məzənnəsi yoxdur: məbləği AZN ilə qeyd edin"),
            ),
            Refusal::WrongState { subject, state, step } => {
                let subject = Unreadable::from_joined(subject);
                if subject.en.parse::<DuplicateRef>().is_ok() {
                    of_a_match(&subject.en, state)
                } else {
                    of_a_state(&subject, state, *step)
                }
            }
            Refusal::BlockedByRule { findings } => Unreadable::new(
                format!("rules stand against this and nobody can lift them: {}", rules(findings)),
                format!("qaydalar buna yol vermir və onları heç kim ləğv edə bilməz: {}", rules(findings)),
            ),
            Refusal::NeedsOverride { findings } => Unreadable::new(
                format!("an overrider must first lift, with a reason and a basis: {}", rules(findings)),
                format!("səlahiyyətli şəxs əvvəlcə əsaslandıraraq götürməlidir: {}", rules(findings)),
            ),
            _ => Unreadable::new(
                "the lots do not cover this sum: choose other lots, or wait for money that may be spent on it",
                "lotlar bu məbləği qarşılamır: başqa lot seçin və ya bu məqsəd üçün vəsait gözləyin",
            ),
        }
    }
}

/// Which fields cannot be taken, and what came of it.
fn of_fields(fields: &[FieldError], ending: (&str, &str)) -> Unreadable {
    let names = fields.iter().map(|f| f.field.as_str()).collect::<Vec<_>>().join(", ");
    Unreadable::new(
        format!("check these fields: {names}; {}", ending.0),
        format!("bu sahələri yoxlayın: {names}; {}", ending.1),
    )
}

/// A step that cannot be taken as something stands.
fn of_a_state(subject: &Unreadable, state: &str, step: Verb) -> Unreadable {
    let (Unreadable { en, az }, step_az) = (subject, spoken::step(step));
    if state == IN_TAKEN_FILE {
        return Unreadable::new(
            format!(
                "a file with {en} was taken to the bank, so it cannot take the step {step}: withdraw the batch first, with the bank's paper that it was not executed"
            ),
            format!(
                "{az} olan fayl banka aparılıb, ona görə «{step_az}» addımı mümkün deyil: əvvəlcə bankın icra edilmədiyi barədə sənədi ilə paketi geri götürün"
            ),
        );
    }
    let state_az = spoken::state(state);
    Unreadable::new(
        format!("{en} is {state}, so it cannot take the step {step}: look at it again"),
        format!("{az} vəziyyəti: «{state_az}», ona görə «{step_az}» addımı mümkün deyil: yenidən baxın"),
    )
}

/// A guardian's review, or a decision over a match, that cannot be made as the match stands.
fn of_a_match(one: &str, state: &str) -> Unreadable {
    match state {
        "open" => Unreadable::new(
            format!(
                "nobody decided over {one} yet, so the review cannot be closed: decide over every match first"
            ),
            format!(
                "{one} uyğunluğu üzrə hələ qərar verilməyib, ona görə yoxlama bağlana bilməz: əvvəlcə bütün uyğunluqlar üzrə qərar verin"
            ),
        ),
        "joined" => Unreadable::new(
            format!(
                "the persons of {one} were found to be one already, so they cannot be different: look at it again"
            ),
            format!(
                "{one} uyğunluğundakı şəxslərin eyni şəxs olduğu artıq müəyyən edilib, ona görə onlar fərqli ola bilməz: yenidən baxın"
            ),
        ),
        _ => Unreadable::new(
            format!("{one} is {state}, so no decision over it can be made now: look at it again"),
            format!(
                "{one} uyğunluğu üzrə indi qərar verilə bilməz (artıq verilib və ya gözləyir): yenidən baxın"
            ),
        ),
    }
}
