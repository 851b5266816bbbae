//! Commands that were refused and kept: who tried what on which thing, and which rules stood against it. Their sealed details hold
//! facts and more; what is read of them here is rules, cases and weights, and of the same hands the word of what was done before.
use crate::{
    domain::{
        day::{Day, Instant},
        finding::{Rule, Severity},
        payment::Verb,
        person::Role,
        reference::*,
        text::Line,
        word::Unreadable,
    },
    service::{
        Caller, Fund, Outcome, Page,
        disclosure::list_disclosures,
        duplicate,
        fund::REFUSAL_WORDS,
        page::{MOST, Wanted, cursor},
        register::list_register,
        rulebook,
    },
    store::{
        Fault,
        finding::{ListedRefusal, RefusalFilter, RefusalRow},
    },
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Who may.
pub const ROLES: &[Role] = &[Role::Overrider, Role::Auditor];

/// Commands, by how their words begin, on what is read by few: their refusals are shown to those alone.
const READ_BY_FEW: &[(&str, &[Role])] = &[
    ("rulebook.", rulebook::view::ROLES),
    ("register.", list_register::ROLES),
    ("duplicate.", duplicate::view::ROLES),
    ("identities.", duplicate::view::ROLES),
    ("identity.", list_disclosures::ROLES),
];

/// Which refusals.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct WantedRefusals {
    /// Only those for which this rule is a cause. The rule stands under seal, so a page looks through at most 500 refusals: it may be
    /// short, or empty, though `next` leads on.
    pub rule: Option<Rule>,
    /// Only of who asked.
    pub person: Option<PersonRef>,
    /// Only on this thing, as the list shows it.
    pub subject: Option<Line>,
    /// Recorded from this day on.
    pub from: Option<Day>,
    /// Recorded up to this day.
    pub to: Option<Day>,
}

/// A rule for which a command was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RefusedRule {
    /// The rule.
    pub rule: Rule,
    /// Which case of the rule; null for the same hands.
    pub case: Option<String>,
    /// Its weight.
    pub severity: Severity,
}

/// A command that was refused, without what it said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RefusalLine {
    /// Its reference.
    pub id: RefusalRef,
    /// When.
    #[serde(with = "crate::domain::day::instant")]
    #[schema(value_type = String, format = DateTime)]
    pub at: Instant,
    /// Who asked.
    pub person: PersonRef,
    /// What was asked, as the log says it of a command that is done.
    pub command: String,
    /// On what; null where it was asked of several things, or of none that is there.
    pub subject: Option<String>,
    /// The code of the answer.
    pub code: String,
    /// The rules for which it was refused: those of the greatest weight that was found. Overrides may have been lifted in part.
    pub rules: Vec<RefusedRule>,
    /// Of the same hands: the role or the step that the person had before.
    pub before: Option<String>,
    /// The leaf that has it.
    pub log_index: i64,
}

/// What is read of the sealed details. All else in them stays unread: facts, and who was named.
#[derive(Deserialize)]
struct Details {
    code: String,
    #[serde(default)]
    subject: Option<String>,
    #[serde(default)]
    before: Option<String>,
    #[serde(default)]
    findings: Vec<RefusedRule>,
}

/// Lists kept refusals, oldest first. Days are Baku's. Details that do not open are a fault of the house: none is left out for it.
pub async fn list_refusals(
    fund: &Fund,
    who: &Caller,
    wanted: &Wanted,
    narrowed: &WantedRefusals,
) -> Outcome<Page<RefusalLine>> {
    who.must_be(ROLES)?;
    let (after, limit) = wanted.bounds()?;
    let filter = RefusalFilter {
        person: narrowed.person,
        subject: narrowed.subject.as_ref().map(|subject| subject.expose().to_owned()),
        from: narrowed.from.map(Day::begins_at),
        to: narrowed.to.map(Day::ends_before),
    };
    let mut from = fund.read().await?;
    let mut page = Page { items: vec![], next: None };
    let (mut after, mut looked) = (after, 0);
    // What somebody may not read is passed over, and ends no page: an empty page that leads on would say that it is there.
    while looked < MOST {
        // At most two statements, however many are passed over.
        let most = if narrowed.rule.is_some() || looked > 0 { MOST } else { limit };
        let rows = from.refusals_page(&filter, after, most).await?;
        for listed in rows.iter().filter(|listed| may_read(who, &listed.kept.row.command)) {
            let line = line_of(fund, listed)?;
            if narrowed.rule.is_some_and(|rule| !line.rules.iter().any(|found| found.rule == rule)) {
                continue;
            }
            page.items.push(line);
            if page.items.len() as i64 == limit {
                page.next = Some(cursor(listed.kept.row.id.stored()));
                return Ok(page);
            }
        }
        let Some(last) = rows.last().filter(|_| rows.len() as i64 == most) else { return Ok(page) };
        after = last.kept.row.id.stored();
        looked += most;
    }
    page.next = Some(cursor(after));
    Ok(page)
}

fn may_read(who: &Caller, command: &str) -> bool {
    let narrower = READ_BY_FEW.iter().find(|(begins, _)| command.starts_with(begins));
    narrower.is_none_or(|(_, roles)| who.officer.has(roles))
}

fn line_of(fund: &Fund, listed: &ListedRefusal) -> Outcome<RefusalLine> {
    let row = &listed.kept.row;
    let details = details_of(fund, row, listed.words_cipher.as_deref())?;
    let heaviest = details.findings.iter().map(|found| found.severity).max();
    let mut rules = details.findings;
    rules.retain(|found| Some(found.severity) == heaviest);
    if details.before.is_some() {
        rules.push(RefusedRule { rule: Rule::SameHands, case: None, severity: Severity::Block });
    }
    Ok(RefusalLine {
        id: row.id,
        at: row.at,
        person: row.person,
        command: row.command.clone(),
        subject: row.subject.clone(),
        code: row.code.clone(),
        rules,
        before: details.before,
        log_index: listed.kept.leaf,
    })
}

/// Opens the details of a refusal and holds them against its row.
fn details_of(fund: &Fund, row: &RefusalRow, cipher: Option<&[u8]>) -> Result<Details, Fault> {
    let broken = |what: &str| Fault::broken("refusal", format!("{}: {what}", row.id));
    let cipher = cipher.ok_or_else(|| broken("its sealed details are gone"))?;
    let words = fund.keys().open(row.words, REFUSAL_WORDS, cipher);
    let words = words.map_err(|_| broken("its sealed details do not open"))?;
    let details: Details =
        serde_json::from_slice(words.expose()).map_err(|_| broken("its sealed details cannot be read"))?;
    let subject = details.subject.as_deref().map(|subject| Unreadable::from_joined(subject).en);
    if details.code != row.code || subject.is_some() && subject != row.subject {
        return Err(broken("its sealed details are of another refusal"));
    }
    let is_word = |before: &str| before.parse::<Role>().is_ok() || before.parse::<Verb>().is_ok();
    if details.before.as_deref().is_some_and(|before| !is_word(before)) {
        return Err(broken("what was done before is no role and no step"));
    }
    Ok(details)
}
