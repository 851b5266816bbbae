//! Fills a ledger through the real use cases, day by day, and goes on from size to size. Each business day brings donations
//! (each opens a lot) and payments from draft to settlement, all of a day at once, so that a writer that groups has what to
//! group. The clock stands on the day.
use super::shared::{Fault, Outcome, service::KEY};
use relief_ledger::{
    domain::{
        day::{Day, parse_instant},
        person::{Officer, Role},
        purpose::{Purpose, TWO_APPROVERS_FROM_QEPIK},
        reference::{BeneficiaryRef, LotRef, PersonRef},
        text::Line,
    },
    rules::Rulebook,
    service::{
        Caller, Fund, Halt, RequestKey,
        beneficiary::open_beneficiary::open_beneficiary,
        clock::FixedClock,
        document::add_document::{AddDocument, add_document},
        duplicate::review_identities::{ReviewIdentities, review_identities},
        inflow::record_inflow::record_inflow,
        payment::{
            approve_payment::{ApprovePayment, approve_payment},
            draft_payment::draft_payment,
            release_payment::{ReleasePayment, release_payment},
            settle_payment::settle_payment,
            submit_payment::{SubmitPayment, submit_payment},
        },
        person::add_person::add_person,
    },
    store::{Store, WriterKind},
    vault::{Keys, Secret},
};
use serde_json::{Value, json};
use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
    time::Instant,
};
use tokio::task::JoinSet;

/// Entries of an ordinary day: 122 donations and 26 payments of three entries.
const DONATIONS: usize = 122;
const PAYMENTS: usize = 26;
/// Persons whose files are opened on an ordinary day.
const OPENED: usize = 3;
/// Payments begin after so many days, when there is money.
const FIRST_PAYMENTS: usize = 3;
/// From this size on days are so many times as busy, so that ten million fit before today.
const BUSY_FROM: i64 = 1_000_000;
const BUSY: usize = 110;
/// Lots that a payment empties.
const LOTS_A_PAYMENT: usize = 4;
/// Payments for one person within so many days are looked at together.
const WINDOW_DAYS: u64 = 30;
/// How many persons are tried for one payment.
const TRIES: usize = 8;
/// Of so many lots one is never drawn from where it is for any purpose, so the number of lots with money grows too, as it does in a fund that hoards.
const KEPT_ONE_OF: usize = 20;

/// Who acts, and what the filler knows of what it wrote.
pub struct Filler {
    url: String,
    clock: Arc<FixedClock>,
    cast: Cast,
    /// Lots to draw from that are for any purpose, oldest first, each with its sum in qəpik.
    free: VecDeque<(LotRef, i64)>,
    /// The same of those that are for treatment, and perhaps for legal aid.
    bound: VecDeque<(LotRef, i64)>,
    beneficiaries: Vec<BeneficiaryRef>,
    /// What was paid for the treatment of each lately, in the order of persons.
    treated: HashMap<usize, Vec<(Day, i64)>>,
    days: usize,
    keys: usize,
    dice: u64,
    /// Journal entries so far.
    pub entries: i64,
    /// Lots so far.
    pub lots: usize,
    /// The last day that is filled.
    pub day: Day,
    /// The last day before days became busier.
    pub ordinary_until: Day,
}

#[derive(Clone, Copy)]
struct Cast {
    maker: PersonRef,
    approver: PersonRef,
    treasurer: PersonRef,
    guardian: PersonRef,
}

/// A donation that came in.
struct Gift {
    lot: LotRef,
    qepik: i64,
    restricted: bool,
}

fn told(halt: Halt) -> Fault {
    format!("a use case did not go through while filling: {halt:?}").into()
}

async fn open(url: &str, clock: &Arc<FixedClock>) -> Outcome<Fund> {
    // Filling need not be durable, only right: what is measured is measured on a copy, by the durable binary.
    let store = Store::open(url, WriterKind::Fast).await?;
    let keys =
        Keys::derive(&Secret::from_hex(KEY).map_err(|e| format!("the key of the benches is none: {e:?}"))?);
    Ok(Fund::open(store, keys, clock.clone()).await?)
}

impl Filler {
    /// Begins a ledger in an empty database.
    pub async fn begin(url: &str) -> Outcome<Filler> {
        let day: Day = "2006-01-01".parse().map_err(|e| format!("{e:?}"))?;
        let clock =
            Arc::new(FixedClock::at(parse_instant("2006-01-01T06:00:00Z").map_err(|e| format!("{e:?}"))?));
        let fund = open(url, &clock).await?;
        let mut persons = vec![];
        for (name, role) in [
            ("maker", Role::Maker),
            ("approver", Role::Approver),
            ("treasurer", Role::Treasurer),
            ("guardian", Role::Guardian),
        ] {
            let name = Line::new(name).map_err(|e| format!("{e:?}"))?;
            persons.push(add_person(&fund, &name, &[role].into(), None).await.map_err(told)?);
        }
        fund.store().close().await;
        let cast =
            Cast { maker: persons[0], approver: persons[1], treasurer: persons[2], guardian: persons[3] };
        Ok(Filler {
            url: url.to_owned(),
            clock,
            cast,
            free: VecDeque::new(),
            bound: VecDeque::new(),
            beneficiaries: vec![],
            treated: HashMap::new(),
            days: 0,
            keys: 0,
            dice: 1,
            entries: 0,
            lots: 0,
            day,
            ordinary_until: day,
        })
    }

    /// Goes on until there are so many entries, and closes the database.
    pub async fn fill(&mut self, size: i64) -> Outcome<()> {
        let fund = open(&self.url, &self.clock).await?;
        let (begun, from, mut said) = (Instant::now(), self.entries, Instant::now());
        while self.entries < size {
            self.next_day()?;
            let times = if self.entries >= BUSY_FROM { BUSY } else { 1 };
            if times == 1 {
                self.ordinary_until = self.day;
            }
            self.fill_day(&fund, times).await?;
            if said.elapsed().as_secs() >= 10 {
                said = Instant::now();
                let rate = (self.entries - from) as f64 / begun.elapsed().as_secs_f64();
                eprintln!("  {} entries on {}, {rate:.0} a second", self.entries, self.day);
            }
        }
        eprintln!(
            "  {} entries, {} lots, {} beneficiaries up to {}, {:.0} entries a second",
            self.entries,
            self.lots,
            self.beneficiaries.len(),
            self.day,
            (self.entries - from) as f64 / begun.elapsed().as_secs_f64()
        );
        fund.store().close().await;
        Ok(())
    }

    /// The next business day, at ten in the morning in Baku.
    fn next_day(&mut self) -> Outcome<()> {
        loop {
            self.day = self.day.days_after(1);
            let weekday = self.day.date().format("%u").to_string();
            if weekday != "6" && weekday != "7" {
                break;
            }
        }
        let text = format!("{}T06:00:00Z", self.day);
        self.clock.set(parse_instant(&text).map_err(|e| format!("{e:?}"))?);
        self.days += 1;
        Ok(())
    }

    async fn fill_day(&mut self, fund: &Fund, times: usize) -> Outcome<()> {
        let paper = AddDocument {
            title: None,
            media_type: "text/plain".into(),
            bytes: zeroize::Zeroizing::new(format!("list of {}", self.day).into_bytes()),
            beneficiary: None,
        };
        let maker = self.caller(fund, self.cast.maker, Role::Maker);
        let paper = add_document(fund, &maker, paper).await.map_err(told)?.id;
        let mut opened = JoinSet::new();
        for number in 0..times.max(OPENED) {
            let (fund, who) = (fund.clone(), self.caller(fund, self.cast.maker, Role::Maker));
            let identified = json!([{"episode": 1, "on": self.day, "by": "police", "status": "formal", "document": paper}]);
            let fin = format!("{:07}", 1_000_000 + self.beneficiaries.len() + number);
            let body = json!({"citizenship": "citizen", "birth_year": 1980, "method_wish": "bank", "identifications": identified,
                "identity": {"fin": fin}});
            let command = serde_json::from_value(body)?;
            opened.spawn(
                async move { open_beneficiary(&fund, &who, command).await.map(|b| b.id).map_err(told) },
            );
        }
        while let Some(done) = opened.join_next().await {
            self.beneficiaries.push(done??);
        }
        let guardian = self.caller(fund, self.cast.guardian, Role::Guardian);
        review_identities(fund, &guardian, ReviewIdentities {}).await.map_err(told)?;
        let mut gifts = JoinSet::new();
        for _ in 0..DONATIONS * times {
            let (qepik, body) = self.gift();
            let (fund, who) = (fund.clone(), self.caller(fund, self.cast.maker, Role::Maker));
            let restricted = body["restriction"].is_object();
            let command = serde_json::from_value(body)?;
            gifts.spawn(async move {
                let inflow = record_inflow(&fund, &who, command).await.map_err(told)?;
                Ok::<_, Fault>(Gift { lot: inflow.lot, qepik, restricted })
            });
        }
        while let Some(done) = gifts.join_next().await {
            let Gift { lot, qepik, restricted } = done??;
            (self.entries, self.lots) = (self.entries + 1, self.lots + 1);
            match (restricted, self.lots.is_multiple_of(KEPT_ONE_OF)) {
                (true, _) => self.bound.push_back((lot, qepik)),
                (false, false) => self.free.push_back((lot, qepik)),
                (false, true) => {}
            }
        }
        if self.days > FIRST_PAYMENTS {
            self.pay(fund, PAYMENTS * times, times.max(OPENED)).await
        } else {
            Ok(())
        }
    }

    /// Payments of the day, each from draft to settlement, from lots that no other payment of the day draws from: a lump sum for
    /// each person whose file was opened today, and treatment for persons known before.
    async fn pay(&mut self, fund: &Fund, count: usize, opened: usize) -> Outcome<()> {
        let mut bodies = vec![];
        let new = self.beneficiaries[self.beneficiaries.len() - opened..].to_vec();
        for beneficiary in new {
            bodies.extend(self.lump_sum(beneficiary));
        }
        while bodies.len() < count && self.free.len() >= LOTS_A_PAYMENT {
            let Some(body) = self.treatment() else { break };
            bodies.push(body);
        }
        let mut paid = JoinSet::new();
        for body in bodies {
            let Cast { maker, approver, treasurer, .. } = self.cast;
            let steps = [
                self.caller(fund, maker, Role::Maker),
                self.caller(fund, maker, Role::Maker),
                self.caller(fund, approver, Role::Approver),
                self.caller(fund, treasurer, Role::Treasurer),
                self.caller(fund, treasurer, Role::Treasurer),
            ];
            paid.spawn(pay_out(fund.clone(), steps, body, self.day));
        }
        while let Some(done) = paid.join_next().await {
            done??;
            self.entries += 3;
        }
        Ok(())
    }

    fn gift(&mut self) -> (i64, Value) {
        let qepik = 1_000 + (self.roll() % 18_000) as i64;
        let donor = self.roll() % 5_000;
        let mut body = json!({
            "kind": "donation", "amount": sum(qepik), "received_on": self.day, "account": "bank",
            "donor": {"kind": "natural", "name": format!("Donor {donor}"), "number": format!("{:07}", donor + 1_000_000)},
        });
        match self.roll() % 11 {
            0 => body["restriction"] = json!({"purposes": ["medical"]}),
            1 => body["restriction"] = json!({"purposes": ["medical", "legal_aid"]}),
            _ => {}
        }
        (qepik, body)
    }

    /// At most one of its lots is restricted: of two that are named, the second would lend to the first, which is emptied. None where
    /// nobody was found who may have so much in a month from one approver.
    fn treatment(&mut self) -> Option<Value> {
        let bound = usize::from(!self.bound.is_empty());
        let lots = self.bound.iter().take(bound).chain(self.free.iter().take(LOTS_A_PAYMENT - bound));
        let lots: Vec<_> = lots.copied().collect();
        let qepik = lots.iter().map(|(_, qepik)| qepik).sum();
        let drawn = (0..TRIES).find_map(|_| self.patient(qepik))?;
        self.bound.drain(..bound);
        self.free.drain(..LOTS_A_PAYMENT - bound);
        let amount = sum(qepik);
        Some(json!({
            "purpose": "medical", "beneficiary": self.beneficiaries[drawn], "amount": amount, "method": "bank",
            "payee": {"kind": "clinic", "name": format!("Clinic {}", self.roll() % 40)},
            "items": [{"category": "treatment", "amount": amount}],
            "lots": lots.iter().map(|(lot, ..)| lot).collect::<Vec<_>>(),
        }))
    }

    /// Somebody, where a sum more does not come to what needs two approvers.
    fn patient(&mut self, qepik: i64) -> Option<usize> {
        let drawn = self.roll() as usize % self.beneficiaries.len();
        let (since, day) = (self.day.days_before(WINDOW_DAYS), self.day);
        let paid = self.treated.entry(drawn).or_default();
        paid.retain(|(on, _)| *on >= since);
        let near: i64 = paid.iter().map(|(_, qepik)| qepik).sum();
        if near + qepik >= TWO_APPROVERS_FROM_QEPIK {
            return None;
        }
        paid.push((day, qepik));
        Some(drawn)
    }

    /// None where no sum is in force, or the money does not suffice. What the lots have beyond it stays on them.
    fn lump_sum(&mut self, beneficiary: BeneficiaryRef) -> Option<Value> {
        let amount = Rulebook::built_in().amounts().in_force(Purpose::LumpSum, self.day)?.sum;
        let (mut lots, mut covered) = (vec![], 0);
        while covered < amount.qepik() {
            let (lot, qepik) = self.free.pop_front()?;
            covered += qepik;
            lots.push(lot);
        }
        Some(json!({
            "purpose": "lump_sum", "beneficiary": beneficiary, "amount": amount, "method": "bank",
            "payee": {"kind": "beneficiary"}, "lots": lots,
        }))
    }

    /// Somebody of the cast, with a repeated key of this request's own, as over HTTP.
    fn caller(&mut self, fund: &Fund, person: PersonRef, role: Role) -> Caller {
        self.keys += 1;
        let key = format!("fill {}", self.keys);
        let request = RequestKey {
            method: "POST".into(),
            path: "/api/v1/fill".into(),
            key_hash: fund.keys().request_hash(&[b"key", key.as_bytes()]),
            request: fund.keys().request_hash(&[b"request", key.as_bytes()]),
        };
        Caller { officer: Officer { person, roles: [role].into(), issuer: None }, request: Some(request) }
    }

    /// The same numbers each time (Knuth's constants for 64 bits).
    fn roll(&mut self) -> u64 {
        self.dice = self.dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.dice >> 33
    }
}

async fn pay_out(fund: Fund, steps: [Caller; 5], body: Value, day: Day) -> Outcome<()> {
    let [drafter, submitter, approver, releaser, settler] = &steps;
    let command = serde_json::from_value(body)?;
    let id = draft_payment(&fund, drafter, command).await.map_err(told)?.id;
    submit_payment(&fund, submitter, id, SubmitPayment::default()).await.map_err(told)?;
    approve_payment(&fund, approver, id, ApprovePayment::default()).await.map_err(told)?;
    release_payment(&fund, releaser, id, ReleasePayment::default()).await.map_err(told)?;
    let settled = serde_json::from_value(json!({"settled_on": day}))?;
    settle_payment(&fund, settler, id, settled).await.map_err(told)?;
    Ok(())
}

/// A sum in manats.
fn sum(qepik: i64) -> String {
    format!("{}.{:02}", qepik / 100, qepik % 100)
}
