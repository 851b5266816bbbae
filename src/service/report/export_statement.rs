//! The statement of a period as a file: opening balances, entries, in one of the formats. It is streamed in short reads that
//! all see what was known at one instant, and that it left the house is a leaf of the log.
use super::trial_balance::{Known, known};
use crate::{
    domain::{
        account::AccountCode,
        day::{Day, Instant},
        outward::FileName,
        person::Role,
        reference::*,
        refusal::Refusal,
    },
    formats::statement::*,
    service::{Caller, Fund, Job, Outcome, check::Fields},
    store::{
        Snapshot, Tx,
        balance::Opening,
        finding::ExportRow,
        journal::{EntryLine, Period, entry_ref},
    },
};
use futures_util::stream::{Stream, try_unfold};
use std::collections::VecDeque;

/// Who may.
pub const ROLES: &[Role] = &[Role::Auditor, Role::Treasurer];

/// Entries a page.
const ENTRIES: i64 = 500;
/// Lots a page of opening balances.
const LOTS: i64 = 500;
/// Rows a page of opening balances of a beneficiary.
const ROWS: i64 = 500;

/// What is wanted.
#[derive(Debug, Clone, Copy)]
pub struct WantedStatement {
    /// First day; none: from the beginning.
    pub from: Option<Day>,
    /// Last day; none: all. It may lie ahead.
    pub to: Option<Day>,
    /// The format.
    pub format: StatementFormat,
    /// Only entries that touch this lot.
    pub lot: Option<LotRef>,
    /// Only entries that touch this account; with a lot, this account of this lot.
    pub account: Option<AccountCode>,
    /// Only entries of this beneficiary.
    pub beneficiary: Option<BeneficiaryRef>,
    /// As known at; none: now.
    pub known_at: Option<Instant>,
}

impl WantedStatement {
    fn check(&self) -> Outcome<()> {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from > to => Err(Refusal::field(
                "to",
                format!("{to} is before {from}: exchange the two days"),
                format!("{to} {from} tarixindən əvvəldir: iki tarixin yerini dəyişin"),
            )
            .into()),
            _ => Ok(()),
        }
    }

    /// A lot or a beneficiary that is not there would give an empty statement, which says that there is nothing to see.
    async fn check_references(&self, fund: &Fund) -> Outcome<()> {
        let mut from = fund.read().await?;
        let mut fields = Fields::default();
        if let Some(lot) = self.lot
            && from.lot(lot).await?.is_none()
        {
            fields.unknown("lot", lot);
        }
        if let Some(beneficiary) = self.beneficiary
            && from.beneficiary(beneficiary).await?.is_none()
        {
            fields.unknown("beneficiary", beneficiary);
        }
        fields.refuse()
    }

    /// What it was narrowed to, for the register of exports.
    fn narrowed(&self) -> Option<String> {
        let parts = [
            self.lot.map(|l| l.to_string()),
            self.account.map(|a| a.to_string()),
            self.beneficiary.map(|b| b.to_string()),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// A neutral file name.
    pub fn file_name(&self) -> FileName {
        FileName::dated("statement", self.from, self.to, self.format.extension())
    }
}

/// Begins a statement for an auditor or a treasurer; the pieces come from the stream.
pub async fn export_statement(
    fund: &Fund,
    who: &Caller,
    wanted: WantedStatement,
) -> Outcome<impl Stream<Item = Outcome<String>> + Send + 'static + use<>> {
    who.must_be(ROLES)?;
    wanted.check()?;
    wanted.check_references(fund).await?;
    let known = known(fund, wanted.known_at).await?;
    fund.write(who, "statement.exported", (wanted, known), |job, tx| Box::pin(record(job, tx))).await?;
    Ok(pieces(fund.clone(), wanted, known))
}

async fn record(job: Job<'_, (WantedStatement, Known)>, tx: &mut Tx) -> Outcome<()> {
    let (wanted, known) = *job.command;
    note(tx, Some(job.who.person()), wanted, known).await
}

async fn note(tx: &mut Tx, person: Option<PersonRef>, wanted: WantedStatement, known: Known) -> Outcome<()> {
    let (id, at) = (tx.next::<ExportRef>(), tx.at());
    tx.add(ExportRow {
        id,
        person,
        what: "statement".into(),
        format: wanted.format.to_string(),
        from_day: wanted.from,
        to_day: wanted.to,
        known_at: known.at,
        narrowed: wanted.narrowed(),
        at,
    })
    .await?;
    Ok(())
}

/// Begins a statement for the command line, where nobody is signed in; the log says so.
pub async fn export_from_house(
    fund: &Fund,
    wanted: WantedStatement,
) -> Outcome<impl Stream<Item = Outcome<String>> + Send + 'static + use<>> {
    wanted.check()?;
    wanted.check_references(fund).await?;
    let known = known(fund, wanted.known_at).await?;
    let mut tx = fund.store().begin(fund.now()).await?;
    note(&mut tx, None, wanted, known).await?;
    tx.commit("statement.exported", None).await?;
    Ok(pieces(fund.clone(), wanted, known))
}

/// Where a statement under way stands.
enum Place {
    Begin,
    Openings(i64),
    OpeningsWithoutLot,
    Entries(Day, i64),
    End,
    Done,
}

struct Telling {
    fund: Fund,
    wanted: WantedStatement,
    known: Known,
    writer: Box<dyn StatementWriter>,
    place: Place,
}

fn pieces(
    fund: Fund,
    wanted: WantedStatement,
    known: Known,
) -> impl Stream<Item = Outcome<String>> + Send + 'static {
    let telling = Telling { fund, wanted, known, writer: wanted.format.writer(), place: Place::Begin };
    try_unfold(telling, |mut telling| async move { Ok(telling.next().await?.map(|piece| (piece, telling))) })
}

impl Telling {
    async fn next(&mut self) -> Outcome<Option<String>> {
        match self.place {
            Place::Begin => {
                self.place = if self.has_openings() { Place::Openings(0) } else { self.first_entries() };
                let header = Header { from: self.wanted.from, to: self.wanted.to, known_at: self.known.at };
                Ok(Some(self.writer.begin(&header)))
            }
            Place::Openings(after) => self.openings(after).await.map(Some),
            Place::OpeningsWithoutLot => self.openings_without_lot().await.map(Some),
            Place::Entries(day, number) => self.entries(day, number).await.map(Some),
            Place::End => {
                self.place = Place::Done;
                Ok(Some(self.writer.end()))
            }
            Place::Done => Ok(None),
        }
    }

    /// A statement that begins later opens with balances.
    fn has_openings(&self) -> bool {
        self.wanted.from.is_some()
    }

    fn first_entries(&self) -> Place {
        Place::Entries(Day::FIRST, 0)
    }

    fn opening_lines(&self, before: Day, openings: impl IntoIterator<Item = Opening>) -> Vec<OpeningLine> {
        let on = before.days_before(1);
        openings
            .into_iter()
            .map(|o| OpeningLine { on, account: o.account, lot: o.lot, amount: o.amount })
            .collect()
    }

    async fn openings(&mut self, after: i64) -> Outcome<String> {
        let (rows, next) = opening_page(&mut self.fund.read().await?, &self.period(), after).await?;
        self.place = match next {
            Some(lot) => Place::Openings(lot),
            None if self.wanted.lot.is_some() => self.first_entries(),
            None => Place::OpeningsWithoutLot,
        };
        Ok(self.opening_text(&rows))
    }

    async fn openings_without_lot(&mut self) -> Outcome<String> {
        let Period { from: before, last_number, beneficiary, .. } = self.period();
        let rows = self.fund.read().await?.openings_without_lot(before, last_number, beneficiary).await?;
        self.place = self.first_entries();
        Ok(self.opening_text(&rows))
    }

    /// Opening balances lot by lot. Narrowed to an account, these are all balances of the lots that stand on it, as entries are
    /// shown whole that touch it: so each still comes to zero, as plain-text accounting wants.
    fn opening_text(&mut self, rows: &[Opening]) -> String {
        let before = self.wanted.from.unwrap_or(Day::FIRST);
        let mut text = String::new();
        for lot in rows.chunk_by(|a, b| a.lot == b.lot) {
            if self.wanted.account.is_none_or(|account| lot.iter().any(|o| o.account == account)) {
                let lines = self.opening_lines(before, lot.iter().cloned());
                text.push_str(&self.writer.opening(&lines));
            }
        }
        text
    }

    fn period(&self) -> Period {
        Period {
            from: self.wanted.from.unwrap_or(Day::FIRST),
            to: self.wanted.to.unwrap_or(Day::LAST),
            last_number: self.known.last_number,
            beneficiary: self.wanted.beneficiary,
            lot: self.wanted.lot,
            account: self.wanted.account,
        }
    }

    async fn entries(&mut self, day: Day, number: i64) -> Outcome<String> {
        let period = self.period();
        let lines = self.fund.read().await?.statement_page(&period, (day, number), ENTRIES).await?;
        let entries = gather(lines);
        self.place = match entries.back() {
            Some(last) if entries.len() as i64 == ENTRIES => {
                Place::Entries(last.effective_on, last.id.number())
            }
            _ => Place::End,
        };
        Ok(entries.iter().map(|entry| self.writer.entry(entry)).collect())
    }
}

/// Opening balances of whole lots after one, and after which lot the next page begins.
async fn opening_page(
    from: &mut Snapshot,
    period: &Period,
    after: i64,
) -> Outcome<(Vec<Opening>, Option<i64>)> {
    if let Some(beneficiary) = period.beneficiary {
        let rows = from.openings_of_beneficiary(beneficiary, period, after, ROWS).await?;
        return Ok(whole_lots(rows, ROWS));
    }
    let (after, lots) = period.lot.map_or((after, LOTS), |lot| (lot.stored() - 1, 1));
    let mut rows = from.openings(period.from, period.last_number, after, lots).await?;
    rows.retain(|row| period.lot.is_none() || row.lot == period.lot);
    let next = match period.lot {
        Some(_) => None,
        None => from.last_lot_of_page(after, lots).await?,
    };
    Ok((rows, next.map(|lot| lot.stored())))
}

/// Leaves out the last lot of a full page, whose rows may go on beyond it: the next page begins with it. A lot has fewer accounts
/// than a page has rows, so at least one lot of it is whole.
fn whole_lots(mut rows: Vec<Opening>, limit: i64) -> (Vec<Opening>, Option<i64>) {
    if (rows.len() as i64) < limit {
        return (rows, None);
    }
    let last = rows.last().and_then(|row| row.lot);
    rows.retain(|row| row.lot != last);
    let next = rows.last().and_then(|row| row.lot).map(|lot| lot.stored());
    (rows, next)
}

/// Puts the lines of a page together into entries.
fn gather(lines: Vec<EntryLine>) -> VecDeque<Entry> {
    let mut entries: VecDeque<Entry> = VecDeque::new();
    for line in lines {
        let id = entry_ref(line.entry.number, line.entry.recorded_at);
        if entries.back().is_none_or(|last| last.id != id) {
            entries.push_back(Entry {
                id,
                effective_on: line.entry.effective_on,
                recorded_at: line.entry.recorded_at,
                kind: line.entry.kind,
                inflow: line.entry.inflow,
                payment: line.entry.payment,
                order: line.entry.court_order,
                beneficiary: line.entry.beneficiary,
                reverses: line.entry.reverses.zip(line.reversed_at).map(|(number, at)| entry_ref(number, at)),
                log_index: line.leaf,
                lines: vec![],
            });
        }
        if let Some(entry) = entries.back_mut() {
            entry.lines.push(Line { account: line.account, lot: line.lot, amount: line.amount });
        }
    }
    entries
}
