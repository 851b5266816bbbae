//! What the sweep looks at: each kind in one statement, some rows at a time, in the order of their references.
use super::{Fault, Snapshot, row::table};
use crate::domain::{
    day::{Day, Instant},
    finding::{Rule, Stage},
    inflow::InflowKind,
    money::Qepik,
    order::OrderKind,
    purpose::Purpose,
    reference::*,
};

table! {
    /// A sweep that was made.
    SweepRow = "sweep" by "position" {
        position: i64, on_day: Day, looked_at: i64, found: i64, version: String, person: Option<PersonRef>,
        #[serde(with = "crate::domain::day::instant")] at: Instant,
    }
}

/// An order in force, with what it comes to; `paid_on` is the first day of a payment that no recourse followed.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the words of the domain")]
pub struct WatchedOrder {
    pub id: OrderRef,
    pub kind: OrderKind,
    pub in_force_on: Option<Day>,
    pub assets_due: i64,
    pub came_in: i64,
    pub ordered: Qepik,
    pub received: Qepik,
    pub paid_by_fund: Qepik,
    pub paid_on: Option<Day>,
    pub recourses: i64,
}

/// What an order and its payments come to for one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the words of the domain")]
pub struct PaidOnOrder {
    pub ordered: Qepik,
    pub received: Qepik,
    pub paid_by_fund: Qepik,
}

/// A gift that nobody notified.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct WatchedGift {
    pub id: InflowRef,
    pub kind: InflowKind,
    pub on_day: Day,
}

/// A payment that stands since a day.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct PaymentSince {
    pub id: PaymentRef,
    pub on_day: Day,
}

/// An award that stands since a day.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct AwardSince {
    pub id: AwardRef,
    pub on_day: Day,
}

/// Emergency help, and how often somebody recorded since whether the person is a victim.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct WatchedHelp {
    pub id: PaymentRef,
    pub on_day: Day,
    pub reviews: i64,
}

/// The least and the most of awards of one purpose, and an award of the least.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the words of the domain")]
pub struct WatchedSums {
    pub id: Option<AwardRef>,
    pub least: Option<Qepik>,
    pub most: Option<Qepik>,
}

/// An organisation that was paid for a person, by a term of the payee, and when the person had a sum once.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct Referred {
    pub term: Vec<u8>,
    pub id: PaymentRef,
    pub beneficiary: BeneficiaryRef,
    pub paid_at: Instant,
    pub sum_at: Instant,
}

/// A payment that was settled, and the entry of its last release.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct SettledSince {
    pub payment: PaymentRef,
    pub effective_on: Day,
    pub number: i64,
}

/// What a sweep, a decision or a notice found before, or the release.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct FoundBefore {
    pub subject: String,
    pub rule: Rule,
    pub rule_case: String,
    pub stage: Stage,
    pub facts: String,
}

/// No reference of what was recorded on a day or after it is less, since it begins with the year of its recording: no older one is read.
fn first_of(day: Day) -> i64 {
    i64::from(day.year()) * YEAR_STEP
}

/// How many subjects one statement asks of.
const AT_ONCE: usize = 20;

impl Snapshot {
    /// Orders in force after one.
    pub async fn watched_orders(&mut self, after: i64, limit: i64) -> Result<Vec<WatchedOrder>, Fault> {
        rows!(self, "watch/orders", after, i64::MAX, limit)
    }

    /// An order in force, by its reference.
    pub async fn watched_order(&mut self, id: OrderRef) -> Result<Option<WatchedOrder>, Fault> {
        let one: Result<Vec<WatchedOrder>, Fault> =
            rows!(self, "watch/orders", id.stored() - 1, id.stored(), 1_i64);
        Ok(one?.pop())
    }

    /// How an order stands for the person on it who has most beyond what was ordered; what is only approved was not paid.
    pub async fn most_paid(&mut self, id: OrderRef) -> Result<Option<PaidOnOrder>, Fault> {
        row!(self, "watch/most_paid", id)
    }

    /// Gifts after one that nobody notified.
    pub async fn watched_gifts(&mut self, after: i64, limit: i64) -> Result<Vec<WatchedGift>, Fault> {
        rows!(self, "watch/gifts", after, limit)
    }

    /// Cash after one that was released and waits.
    pub async fn waiting_cash(&mut self, after: i64, limit: i64) -> Result<Vec<PaymentSince>, Fault> {
        rows!(self, "watch/waiting", after, limit)
    }

    /// Awards after one that nobody decided.
    pub async fn undecided_awards(&mut self, after: i64, limit: i64) -> Result<Vec<AwardSince>, Fault> {
        rows!(self, "watch/claims_of_awards", after, limit)
    }

    /// Submitted payments after one.
    pub async fn undecided_payments(&mut self, after: i64, limit: i64) -> Result<Vec<PaymentSince>, Fault> {
        rows!(self, "watch/claims_of_payments", after, limit)
    }

    /// Emergency help after one that was paid.
    pub async fn emergency_help(&mut self, after: i64, limit: i64) -> Result<Vec<WatchedHelp>, Fault> {
        rows!(self, "watch/help", after, limit)
    }

    /// Emergency help that was paid for one person, the latest first.
    pub async fn emergency_help_of(
        &mut self,
        of: BeneficiaryRef,
        limit: i64,
    ) -> Result<Vec<WatchedHelp>, Fault> {
        rows!(self, "watch/help_of", of, limit)
    }

    /// How many findings each officer lifted since an instant.
    pub async fn overriders(&mut self, since: Instant) -> Result<Vec<(PersonRef, i64)>, Fault> {
        rows!(self, "watch/overriders", since)
    }

    /// The least and the most that was awarded of a purpose in a time.
    pub async fn awarded_between(
        &mut self,
        purpose: Purpose,
        from: Instant,
        before: Instant,
    ) -> Result<Option<WatchedSums>, Fault> {
        row!(self, "watch/likeness", purpose, from, before)
    }

    /// The first award of a purpose that was made on a day or after it and granted, among the first fifty, and its sum.
    pub async fn first_award(
        &mut self,
        purpose: Purpose,
        from: Day,
    ) -> Result<Option<(AwardRef, Qepik)>, Fault> {
        row!(self, "watch/first_award", purpose, from.begins_at(), first_of(from))
    }

    /// Payments to organisations since an instant, each with a sum once of the person for whom it was; the latest, at most so many.
    pub async fn referred(&mut self, since: Instant, limit: i64) -> Result<Vec<Referred>, Fault> {
        rows!(self, "watch/referred", since, limit)
    }

    /// When such an organisation gave, by the same terms.
    pub async fn gifts_of_referrers(
        &mut self,
        since: Instant,
        from: Day,
        limit: i64,
    ) -> Result<Vec<(Vec<u8>, Day)>, Fault> {
        rows!(self, "watch/gifts_of_referrers", since, from, limit)
    }

    /// As `referred`, of the payee of one payment and from a day on.
    pub async fn referred_by(
        &mut self,
        payment: PaymentRef,
        from: Day,
        limit: i64,
    ) -> Result<Vec<Referred>, Fault> {
        rows!(self, "watch/referred_by", payment, first_of(from), from.begins_at(), limit)
    }

    /// When the payee of a payment gave, by the same terms.
    pub async fn gifts_of_payee(
        &mut self,
        payment: PaymentRef,
        from: Day,
        limit: i64,
    ) -> Result<Vec<(Vec<u8>, Day)>, Fault> {
        rows!(self, "watch/gifts_of_payee", payment, first_of(from), from, limit)
    }

    /// Payments after one that were released and did not meet the bank or the payee yet.
    pub async fn released_payments(&mut self, after: i64, limit: i64) -> Result<Vec<(PaymentRef,)>, Fault> {
        rows!(self, "watch/released", after, limit)
    }

    /// Settled payments that were released on a day or after it, later than an entry by day and number; each by its last release.
    pub async fn settled_since(
        &mut self,
        (day, number): (Day, i64),
        limit: i64,
    ) -> Result<Vec<SettledSince>, Fault> {
        rows!(self, "watch/settled", day, number, limit)
    }

    /// Those of one person.
    pub async fn released_payments_of(&mut self, of: BeneficiaryRef) -> Result<Vec<(PaymentRef,)>, Fault> {
        rows!(self, "watch/released_of", of)
    }

    /// What was found on some subjects before by a sweep, with a decision or a notice, or at the release.
    pub async fn found_before(&mut self, subjects: &[String]) -> Result<Vec<FoundBefore>, Fault> {
        let mut all: Vec<FoundBefore> = vec![];
        for some in subjects.chunks(AT_ONCE) {
            let p: Vec<&str> =
                some.iter().map(String::as_str).chain(std::iter::repeat("")).take(AT_ONCE).collect();
            let found: Result<Vec<FoundBefore>, Fault> = rows!(
                self,
                "finding/swept",
                p[0],
                p[1],
                p[2],
                p[3],
                p[4],
                p[5],
                p[6],
                p[7],
                p[8],
                p[9],
                p[10],
                p[11],
                p[12],
                p[13],
                p[14],
                p[15],
                p[16],
                p[17],
                p[18],
                p[19]
            );
            all.extend(found?);
        }
        Ok(all)
    }

    /// The sweep that was made last.
    pub async fn latest_sweep(&mut self) -> Result<Option<SweepRow>, Fault> {
        row!(self, "sweep/latest")
    }
}
