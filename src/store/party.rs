//! The blind index over payees, donors, entries of registers and offenders: what is kept under it, and who is found by it. It stands in
//! no leaf; `verify` makes it again from what is sealed.
use super::{
    Ahead, Fault, Gatherable, Live, Snapshot, Tx,
    duplicate::IdentityTerm,
    gather::Tables,
    inflow::InflowRow,
    question::{Question, RowsOf},
    value::{
        Column, Columns, Kind, Value, postgres_arguments, postgres_source, sqlite_arguments, sqlite_source,
    },
};
use crate::{
    domain::{
        day::Day,
        party::{Party, PartyTermKind},
        reference::*,
        register::{Listing, Register},
    },
    vault::party::PartyTerms,
};
use sqlx::{AssertSqlSafe, postgres::PgArguments};
use std::{borrow::Cow, sync::LazyLock};

/// Most rows that one question is answered with: each part of its statement is bounded, and this is their sum. Where many are asked
/// together each of a payment's few terms is bounded so, and orders that name an offender are bounded by how many do.
pub const MOST_FOUND: usize = 409;

/// Who keeps any of some terms: of each sort of party some rows, so that an account paid very often costs no more than another. Payments
/// for the person asked for (`own`) are left out. An offender is found by an account too where somebody else who has it bears the
/// offender's number or name. What came back or was recorded by mistake was not given.
/// Under the name of a clinic stand all payments to it, so nobody's account is sought there.
/// Terms come first in each join, which `cross` says to SQLite, and gifts are ordered by what no index has: else all gifts there are would
/// be read, in the order that is asked for.
const SOUGHT: [Sought; 7] = [
    Sought::of_party("t.party = 'beneficiary' and t.kind = 'account' and t.beneficiary <> q.column2", 64),
    Sought::of_party("t.party = 'representative' and t.kind = 'account' and t.beneficiary <> q.column2", 64),
    Sought::of_party("q.column3 = 'account' and t.party = 'lawyer' and t.kind = 'account'", 1),
    Sought { newest: true, ..Sought::of_party("t.party = 'donor'", 64) },
    Sought::of_party("t.party = 'listed'", 64),
    Sought::of_party("t.party = 'offender'", 64),
    Sought {
        columns: "t.hash as term, 'identity' as party, t.beneficiary as id, 'account' as kind, t.beneficiary",
        table: "identity_term",
        key: "beneficiary",
        such: "t.hash = q.column1 and t.beneficiary <> q.column2",
        most: 64,
        newest: false,
    },
];

/// Whoever else is paid to an account, whose name or number may be an offender's.
const PAID_THERE: Sought = Sought {
    columns: "t.term, t.party, t.id",
    ..Sought::of_party("q.column3 = 'account' and t.kind = 'account'", 24)
};

/// What is told of those who were found.
const TOLD: &str = "
  left join register_entry e on p.party = 'listed' and e.id = p.id
  left join register_end x on x.entry = e.id
  left join inflow i on p.party = 'donor' and i.id = p.id
  left join inflow_state s on s.inflow = i.id
  left join party_term c on p.party = 'offender' and c.party = 'offender' and c.id = p.id and c.kind = 'case'
 where s.state is null or s.state in ('available', 'quarantined')";

/// A sort of party as it is sought.
struct Sought {
    columns: &'static str,
    table: &'static str,
    /// Of two rows under one term this differs.
    key: &'static str,
    such: &'static str,
    most: usize,
    /// The newest rows, where there are more.
    newest: bool,
}

/// How the rows of a sort are bounded.
#[derive(Clone, Copy)]
enum Bound {
    /// All terms together.
    Together,
    /// Each term by itself: a statement of many questions, on SQLite.
    InList,
    /// The same on PostgreSQL.
    Lateral,
}

impl Sought {
    const fn of_party(such: &'static str, most: usize) -> Sought {
        let columns = "t.term, t.party, t.id, t.kind, t.beneficiary";
        Sought { columns, table: "party_term", key: "id", such, most, newest: false }
    }

    fn text(&self, bound: Bound) -> String {
        let Sought { columns, table, key, such, most, newest } = self;
        let such = if *table == "party_term" {
            format!("t.term = q.column1 and {such}")
        } else {
            (*such).to_owned()
        };
        let order = if *newest { " order by t.id + 0 desc" } else { "" };
        match bound {
            Bound::Together => format!(
                "select * from (select {columns} from among q cross join {table} t where {such}{order} limit {most}) as one"
            ),
            Bound::InList => format!(
                "select {columns}, q.column4 as asked from among q cross join {table} t where {such}
                    and t.{key} in (select t.{key} from {table} t where {such}{order} limit {most})"
            ),
            Bound::Lateral => format!(
                "select t.*, q.column4 as asked
                   from among q cross join lateral (select {columns} from {table} t where {such}{order} limit {most}) as t"
            ),
        }
    }
}

fn found(source: &str, bound: Bound) -> String {
    let (asked, limit) = match bound {
        Bound::Together => ("", " limit 24"),
        _ => (", s.asked", ""),
    };
    // However many are paid there under one name, an order that has it is found once.
    let distinct = if asked.is_empty() { "" } else { " distinct" };
    let mut sorts: Vec<String> = SOUGHT.iter().map(|sought| sought.text(bound)).collect();
    sorts.push(format!(
        "select * from (select{distinct} s.term, 'offender' as party, f.id, 'account' as kind, cast(null as bigint) as beneficiary{asked}
                          from ({}) as s
                         cross join party_term o
                         cross join party_term f
                         where o.party = s.party and o.id = s.id and o.kind in ('number', 'name') and f.term = o.term
                           and f.party = 'offender'{limit}) as one",
        PAID_THERE.text(bound)
    ));
    let asked = if matches!(bound, Bound::Together) { "" } else { ", p.asked" };
    format!(
        "with among as ({source}), found as ({})
select p.term, p.party, p.id, p.kind, p.beneficiary, e.register, e.from_day, e.to_day, x.ended_on, i.received_on, c.term as case_term,
       exists (select 1 from party_term n where p.party = 'listed' and n.party = 'listed' and n.id = p.id and n.kind = 'number') as numbered{asked}
  from found p{TOLD}",
        sorts.join("\n union all ")
    )
}

/// Tables of which the group's rows are sent before the question; those of payments and gifts are added in memory.
const COLD: &str = "from register_entry join register_end join court_order join order_offender join joined";

/// Terms that one question asks for at least, nulls behind them: SQLite finds its statement prepared, and PostgreSQL, which takes an array
/// for one of ten where it does not look, makes its plan once and not for each question (that costs more than the question).
const LEAST_ASKED: usize = 10;

/// A term of a party.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, sqlx::FromRow)]
#[allow(missing_docs, reason = "the columns are described in the migrations, once")]
pub struct PartyTerm {
    pub term: Vec<u8>,
    pub party: Party,
    pub id: i64,
    pub kind: PartyTermKind,
    pub beneficiary: Option<BeneficiaryRef>,
}

impl Gatherable for PartyTerm {
    const TABLE: &'static str = "party_term";
    const COLUMNS: Columns = &[
        ("term", Kind::Bytes),
        ("party", Kind::Text),
        ("id", Kind::Long),
        ("kind", Kind::Text),
        ("beneficiary", Kind::Long),
    ];
    fn values(&self, _: i64, to: &mut Vec<Value>) {
        to.extend([self.term.value(), self.party.value(), self.id.value(), self.kind.value()]);
        to.push(self.beneficiary.value());
    }
}

impl PartyTerm {
    /// What it is a term of, as people read it.
    pub fn subject(&self) -> String {
        fn told<R: Reference + std::fmt::Display>(id: i64) -> Option<String> {
            R::from_stored(id).map(|reference| reference.to_string())
        }
        let subject = match self.party {
            Party::Donor => told::<InflowRef>(self.id),
            Party::Listed => told::<RegisterRef>(self.id),
            Party::Offender => told::<OrderRef>(self.id),
            Party::Identity => told::<BeneficiaryRef>(self.id),
            _ => told::<PaymentRef>(self.id),
        };
        subject.unwrap_or_else(|| self.id.to_string())
    }
}

/// Who keeps a term that was asked for, with what is known of the entry, the gift or the order.
#[derive(Clone, PartialEq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns")]
pub struct FoundParty {
    #[sqlx(flatten)]
    pub of: PartyTerm,
    pub register: Option<Register>,
    pub from_day: Option<Day>,
    pub to_day: Option<Day>,
    pub ended_on: Option<Day>,
    /// Has the entry a number of its own?
    pub numbered: bool,
    pub received_on: Option<Day>,
    pub case_term: Option<Vec<u8>>,
}

impl FoundParty {
    /// The days of the entry.
    pub fn listing(&self) -> Listing {
        Listing { from: self.from_day, to: self.to_day, ended_on: self.ended_on }
    }

    fn plain(of: PartyTerm, received_on: Option<Day>) -> FoundParty {
        FoundParty {
            of,
            register: None,
            from_day: None,
            to_day: None,
            ended_on: None,
            numbered: false,
            received_on,
            case_term: None,
        }
    }
}

/// By which name the question is known.
pub(super) const FOUND_NAME: &str = "party_term/found";

const COLUMNS: Columns = &[("term", Kind::Bytes), ("own", Kind::Long), ("kind", Kind::Text)];

/// The same with the number of the question.
const NUMBERED: Columns =
    &[("term", Kind::Bytes), ("own", Kind::Long), ("kind", Kind::Text), ("asked", Kind::Long)];

/// The terms that are asked for.
pub(super) const ASKED: RowsOf = RowsOf {
    columns: COLUMNS,
    sqlite: |rows| found(&sqlite_source(NUMBERED, rows), Bound::InList),
    postgres: || found(&postgres_source(NUMBERED, 1), Bound::Lateral),
};

/// The question as PostgreSQL is asked it.
pub(super) fn postgres_text() -> &'static str {
    static TEXT: LazyLock<String> = LazyLock::new(|| found(&postgres_source(COLUMNS, 1), Bound::Together));
    &TEXT
}

/// The question as SQLite is asked it for so many rows: mostly the least.
fn sqlite_text(rows: usize) -> Cow<'static, str> {
    static USUAL: LazyLock<String> =
        LazyLock::new(|| found(&sqlite_source(COLUMNS, LEAST_ASKED), Bound::Together));
    if rows == LEAST_ASKED {
        return USUAL.as_str().into();
    }
    found(&sqlite_source(COLUMNS, rows), Bound::Together).into()
}

/// The question as SQLite is asked it, with its values.
fn found_by(terms: &PartyTerms, own: Option<BeneficiaryRef>) -> Question {
    let own_id = own.map_or(0, Reference::stored);
    let asked = terms
        .iter()
        .flat_map(|(kind, term)| [Value::Bytes(term.to_vec()), Value::Long(own_id), kind.value()]);
    let mut values: Vec<Value> = asked.collect();
    let rows = (values.len() / COLUMNS.len()).next_power_of_two().max(LEAST_ASKED);
    values.resize(rows * COLUMNS.len(), Value::Null);
    Question { name: FOUND_NAME, text: sqlite_text(rows), values, kinds: vec![], rows: Some(ASKED) }
}

impl Ahead {
    /// Asks who keeps any of these terms, as [`Snapshot::parties_with`] does.
    pub fn parties_with(&mut self, terms: &PartyTerms, own: Option<BeneficiaryRef>) {
        if !terms.is_empty() {
            self.0.push(found_by(terms, own));
        }
    }
}

impl Snapshot {
    /// Who keeps any of these terms, at most [`MOST_FOUND`] of them and of each sort some; payments for a person, and the person's own
    /// identity, left out.
    pub async fn parties_with(
        &mut self,
        terms: &PartyTerms,
        own: Option<BeneficiaryRef>,
    ) -> Result<Vec<FoundParty>, Fault> {
        if terms.is_empty() {
            return Ok(vec![]);
        }
        if let Some(found) = self.answered(|| found_by(terms, own)) {
            return found;
        }
        if self.is_at_desk() {
            return self.ask_at_desk(found_by(terms, own)).await;
        }
        let Question { text, values, .. } = found_by(terms, own);
        let mut found: Vec<FoundParty> = match self.ready(&Tables::read_by(COLD)).await? {
            Live::Sqlite(conn) => {
                let text = AssertSqlSafe(text.into_owned());
                sqlx::query_as_with(text, sqlite_arguments(values)?).fetch_all(conn).await?
            }
            Live::Postgres(conn) => {
                let mut arguments = PgArguments::default();
                postgres_arguments(&mut arguments, COLUMNS, &values)?;
                sqlx::query_as_with(AssertSqlSafe(postgres_text()), arguments).fetch_all(conn).await?
            }
        };
        self.rests();
        found.extend(self.gathered_parties(terms, own));
        Ok(found)
    }

    /// Payees, donors and identities that a group gathered and the database does not have yet.
    fn gathered_parties(&self, terms: &PartyTerms, own: Option<BeneficiaryRef>) -> Vec<FoundParty> {
        let Some(gathering) = &self.gathering else { return vec![] };
        let is_asked = |term: &[u8]| terms.iter().any(|(_, asked)| asked == term);
        let mut found = vec![];
        for (row, _) in gathering.rows::<PartyTerm>(false).filter(|(row, _)| is_asked(&row.term)) {
            let matters = match row.party {
                Party::Beneficiary | Party::Representative => {
                    row.kind == PartyTermKind::Account && row.beneficiary != own
                }
                Party::Lawyer => row.kind == PartyTermKind::Account,
                Party::Payee => false,
                _ => true,
            };
            let gift = || self.gathered(|inflow: &InflowRow| inflow.id.stored() == row.id);
            let on = (row.party == Party::Donor).then(gift).flatten().map(|(inflow, _)| inflow.received_on);
            found.extend(matters.then(|| FoundParty::plain(row.clone(), on)));
        }
        for (row, _) in gathering.rows::<IdentityTerm>(false).filter(|(row, _)| is_asked(&row.hash)) {
            let (id, kind) = (row.beneficiary.stored(), PartyTermKind::Account);
            let (term, beneficiary) = (row.hash.clone(), Some(row.beneficiary));
            let of = PartyTerm { term, party: Party::Identity, id, kind, beneficiary };
            found.extend((own != beneficiary).then(|| FoundParty::plain(of, None)));
        }
        found
    }

    /// The orders that name a person helped, each with the term of its case.
    pub async fn cases_of(&mut self, of: BeneficiaryRef) -> Result<Vec<(OrderRef, Option<Vec<u8>>)>, Fault> {
        rows!(self, "party_term/cases_of", of)
    }
}

impl Tx {
    /// Keeps the terms of a party: of a payment, an inflow, an entry of a register or an order, by its stored number.
    pub fn keep_party(
        &mut self,
        party: Party,
        id: impl Reference,
        beneficiary: Option<BeneficiaryRef>,
        terms: &PartyTerms,
    ) {
        for (kind, term) in terms.iter() {
            self.add_party_term(PartyTerm { term: term.to_vec(), party, id: id.stored(), kind, beneficiary });
        }
    }

    /// Keeps one term.
    pub fn add_party_term(&mut self, term: PartyTerm) {
        self.add_beside(term);
    }

    /// Removes the terms of the payees of payments for a person who was erased.
    pub async fn remove_party_terms(&mut self, of: BeneficiaryRef) -> Result<(), Fault> {
        run!(self, "party_term/remove", of)
    }
}
