//! What the rules are given: plain facts that the store gathered from one snapshot. Each fact is known,
//! unknown or not applicable; unknown is never taken as false.
mod around;
mod inflow;
mod lift;
mod party;
mod spoken;
mod watched;

pub use around::*;
pub use inflow::*;
pub use lift::*;
pub use party::*;
pub use spoken::*;
pub use watched::*;

use crate::domain::{
    beneficiary::{Citizenship, ReceivingKind, RemovalAnswer, RemovalForm, RemovalIssuer, Risk},
    day::Day,
    finding::Stage,
    lot::{Draw, Restriction},
    money::{Money, Qepik},
    outward::Offence,
    purpose::{Category, Method, PayeeKind, Purpose},
    reference::{AwardRef, BeneficiaryRef, OrderRef, PaymentRef, Reference},
    representative::{Relation, RepresentativeKind, RepresentativeState},
    word::words,
};
use std::collections::BTreeSet;

/// A fact that may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Fact<T> {
    /// It is known.
    Known(T),
    /// It would matter, and is not known.
    #[default]
    Unknown,
    /// It does not matter here.
    NotApplicable,
}

impl<T> Fact<T> {
    /// The value, where it is known.
    pub fn known(&self) -> Option<&T> {
        match self {
            Fact::Known(value) => Some(value),
            _ => None,
        }
    }

    /// Known from an option: nothing means unknown.
    pub fn from_option(value: Option<T>) -> Fact<T> {
        value.map_or(Fact::Unknown, Fact::Known)
    }
}

/// Everything the rules see of a payment at one stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentFacts {
    /// At which step it is judged.
    pub stage: Stage,
    /// The day of that step.
    pub on: Day,
    /// Its purpose.
    pub purpose: Purpose,
    /// The sum.
    pub amount: Money,
    /// Who is paid.
    pub payee_kind: PayeeKind,
    /// Is the payee a police, migration, border or detention body? Worked out from the sealed name; unknown
    /// where a state body has no name.
    pub payee_enforces: Fact<bool>,
    /// How it is paid.
    pub method: Method,
    /// What it pays for, in order; empty for purposes that say it themselves.
    pub items: Vec<(Category, Money)>,
    /// The journey: not applicable where neither an item nor the purpose is one.
    pub travel: Fact<Travel>,
    /// The person.
    pub beneficiary: PersonFacts,
    /// Who represents the person, as far as the payment may reach one.
    pub representatives: Representatives,
    /// The entitlement day that was derived (fixed sums only).
    pub entitlement: Fact<Day>,
    /// The entitlement day that the maker wrote, if any.
    pub entitlement_claimed: Option<Day>,
    /// The sum in force on the entitlement day (fixed sums only), with its act.
    pub sum_in_force: Fact<(Money, String)>,
    /// What the person has of this purpose already (fixed sums only).
    pub awards: AwardFacts,
    /// The restitution order (restitution only; unknown when none is named).
    pub order: Fact<OrderFacts>,
    /// The lots it would draw from.
    pub draws: Vec<DrawFacts>,
    /// What no lot covers, in qəpik.
    pub uncovered: Qepik,
    /// What the memo has that must not leave the house, as far as the payment itself tells.
    pub memo: BTreeSet<Offence>,
    /// What its texts have that speaks of an expulsion, or of what nobody may ask for.
    pub texts: Spoken,
    /// What stands around it.
    pub around: Around,
}

impl PaymentFacts {
    /// A payment of which only payee and cost matter: a permit's conditions on them are asked with it, each alone.
    pub(super) fn probe(payee_kind: PayeeKind, category: Option<Category>) -> PaymentFacts {
        let (on, amount) = (Day::FIRST, Money::SMALLEST);
        let nobody = PersonFacts {
            beneficiary: BeneficiaryRef::new(2005, 1),
            citizenship: Citizenship::Unknown,
            minor: Fact::Unknown,
            identity_reviewed: Fact::NotApplicable,
            identified_on: Fact::Unknown,
            removals: vec![],
            return_file: Fact::Unknown,
            wish: Fact::Unknown,
            evidence: Fact::Unknown,
        };
        PaymentFacts {
            stage: Stage::Check,
            on,
            purpose: Purpose::OtherNecessary,
            amount,
            payee_kind,
            payee_enforces: Fact::NotApplicable,
            method: Method::Bank,
            items: category.into_iter().map(|category| (category, amount)).collect(),
            travel: Fact::NotApplicable,
            beneficiary: nobody,
            representatives: Representatives::default(),
            entitlement: Fact::NotApplicable,
            entitlement_claimed: None,
            sum_in_force: Fact::NotApplicable,
            awards: AwardFacts::default(),
            order: Fact::NotApplicable,
            draws: vec![],
            uncovered: Qepik::ZERO,
            memo: BTreeSet::new(),
            texts: Spoken::default(),
            around: Around::default(),
        }
    }
}

/// A journey, by ISO 3166-1 alpha-2 countries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Travel {
    /// The day.
    pub on: Day,
    /// From where.
    pub from: String,
    /// To where.
    pub to: String,
}

/// Whether a guardian reviewed who a person is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Review {
    /// Nothing waits.
    Done,
    /// Something waits. Its mark tells nobody what, but is another one where it is something else.
    Waiting(String),
}

/// What is known of the beneficiary on the day of judgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonFacts {
    /// The pseudonym.
    pub beneficiary: BeneficiaryRef,
    /// Citizenship.
    pub citizenship: Citizenship,
    /// Under age on the day.
    pub minor: Fact<bool>,
    /// A guardian reviewed what is known of who the person is. Where nothing is by which the person could be compared: unknown for a
    /// fixed sum, not applicable for what a person may have more than once.
    pub identity_reviewed: Fact<Review>,
    /// The earliest accepted identification in the payment's episode, up to the day; unknown when nobody
    /// recorded any.
    pub identified_on: Fact<Day>,
    /// Removal decisions that stand on the day: not lifted, suspended ones included; notices and orders
    /// alike.
    pub removals: Vec<Removal>,
    /// The latest file of voluntary return that was not withdrawn; unknown when there is none.
    pub return_file: Fact<ReturnFile>,
    /// How the person wishes to be paid.
    pub wish: Fact<Method>,
    /// A document shows the accepted identification; unknown where nobody identified the person.
    pub evidence: Fact<bool>,
}

/// Who may receive money for the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Representatives {
    /// The one who is paid; not applicable where the payee is no representative, unknown where none is named.
    pub paid: Fact<Representative>,
    /// Those who stand in for a child. Looked up only where the money may reach a child's hands.
    pub of_child: Vec<Representative>,
    /// Who collects the cash; not applicable before it is collected.
    pub collected: Fact<Receiver>,
    /// A receipt of the collection is there.
    pub has_receipt: bool,
    /// How it was proved that the right person has the cash.
    pub proof: Proof,
}

words! {
    /// How it is proved who has cash.
    Proof {
        /// The code that was given at release.
        Code = "code",
        /// Two who saw it.
        Witnesses = "witnesses",
        /// Not.
        None = "none",
    }
}

impl Default for Representatives {
    fn default() -> Self {
        Representatives {
            paid: Fact::NotApplicable,
            of_child: Vec::new(),
            collected: Fact::NotApplicable,
            has_receipt: false,
            proof: Proof::None,
        }
    }
}

/// One representative on the day of judgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Representative {
    /// The number beside the pseudonym.
    pub number: i32,
    /// In what quality.
    pub kind: RepresentativeKind,
    /// How they stand on the day.
    pub state: RepresentativeState,
    /// What they have to do with the offence. It counts from its recording, whatever day a step is dated.
    pub conflict: Option<Relation>,
}

/// Who collects cash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Receiver {
    /// The payee.
    Payee,
    /// Somebody who represents the beneficiary.
    Representative(Representative),
    /// Somebody who is not on record.
    Stranger,
}

/// One removal decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    /// The notice or order (`N-…`, `O-…`).
    pub reference: String,
    /// Its form.
    pub form: RemovalForm,
    /// Who issued it.
    pub issued_by: RemovalIssuer,
    /// When.
    pub decided_on: Day,
}

/// The file of a voluntary return; each part may be missing (Decision 252; Palermo Protocol, art. 8).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReturnFile {
    /// A consent document is there.
    pub consent: bool,
    /// When consent was given.
    pub consent_on: Option<Day>,
    /// The language of the consent.
    pub consent_language: Option<String>,
    /// The languages the person understands, where recorded.
    pub languages: Vec<String>,
    /// An interpreter took part.
    pub interpreter: Option<bool>,
    /// A document of legal advice is there.
    pub advice: bool,
    /// When legal advice was given.
    pub legal_advice_on: Option<Day>,
    /// When a residence permit was offered.
    pub permit_offered_on: Option<Day>,
    /// A document of risk assessment is there.
    pub risk_assessment: bool,
    /// When the risk was assessed.
    pub risk_assessed_on: Option<Day>,
    /// What it came to.
    pub risk: Option<Risk>,
    /// Who receives the person.
    pub receiving_kind: Option<ReceivingKind>,
    /// Whether a receiving contact is under seal.
    pub receiving_contact: bool,
    /// Whether the person was in custody when consenting.
    pub in_custody: Option<bool>,
    /// Whether the person asked for the journey.
    pub own_request: Option<bool>,
    /// When an authority was asked for removal decisions, and what it answered.
    pub removal_check: Option<(Day, RemovalAnswer)>,
    /// A second person confirmed the file.
    pub confirmed: bool,
}

/// What a person has of a fixed-sum purpose already. Only unreversed payments count.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AwardFacts {
    /// The episode of the payment judged.
    pub episode: i32,
    /// The award of this episode and purpose, where one was made.
    pub award: Option<AwardRef>,
    /// Its sum.
    pub award_sum: Option<Money>,
    /// The payment names that award itself, so it may be an instalment of it.
    pub names_award: bool,
    /// The person has it in this episode under another pseudonym.
    pub elsewhere: bool,
    /// What other unreversed payments of this episode and purpose come to.
    pub paid: Qepik,
    /// One of those payments.
    pub paid_by: Option<PaymentRef>,
    /// Other episodes in which the person has an award or an unreversed payment of this purpose.
    pub other_episodes: Vec<i32>,
}

/// What is known of a restitution order, for this beneficiary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderFacts {
    /// The order.
    pub order: OrderRef,
    /// A second registrar confirmed it.
    pub confirmed: bool,
    /// In force since.
    pub in_force_on: Option<Day>,
    /// What it lacks.
    pub lacks: BTreeSet<OrderPart>,
    /// Superseded, suspended or annulled.
    pub superseded: bool,
    /// Ordered for this beneficiary; nothing when the order does not name the person.
    pub ordered: Qepik,
    /// Received by the beneficiary.
    pub received: Qepik,
    /// Paid by the Fund in other unreversed payments.
    pub paid_by_fund: Qepik,
    /// The latest finding of insufficiency: its day and what of the property can still be realised for this
    /// beneficiary.
    pub insufficiency: Option<(Day, Qepik)>,
}

/// One lot that the payment would draw from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawFacts {
    /// Lot and sum.
    pub draw: Draw,
    /// The lot's restriction.
    pub restriction: Restriction,
    /// What the lot could spend without this payment, the least from the day on, in qəpik.
    pub available: Qepik,
    /// Money of the lot where the method is paid from, the least from the day on; only asked at release.
    pub payable: Fact<Qepik>,
    /// The maker named the lot.
    pub named: bool,
}
