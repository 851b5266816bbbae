//! Findings of all subjects, as auditors go through them.
use crate::{
    domain::{
        day::{Day, Instant},
        finding::{Rule, Severity, Stage},
        person::Role,
        reference::*,
    },
    service::{
        Caller, Fund, Outcome, Page,
        caller::READERS,
        finding_view::FindingView,
        page::{Wanted, page},
    },
    store::finding::FindingFilter,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Who may.
pub const ROLES: &[Role] = READERS;

/// Which findings.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct WantedFindings {
    /// Only of this rule.
    pub rule: Option<Rule>,
    /// Only of this weight.
    pub severity: Option<Severity>,
    /// Recorded from this day on.
    pub from: Option<Day>,
    /// Recorded up to this day.
    pub to: Option<Day>,
}

/// A finding with what it is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FindingLine {
    /// The payment or inflow.
    pub subject: String,
    /// At which step.
    pub stage: Stage,
    /// When it was recorded.
    #[serde(with = "crate::domain::day::instant")]
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Instant,
    /// The finding.
    #[serde(flatten)]
    pub finding: FindingView,
}

/// Lists findings, oldest first. Days are Baku's.
pub async fn list_findings(
    fund: &Fund,
    who: &Caller,
    wanted: &Wanted,
    narrowed: &WantedFindings,
) -> Outcome<Page<FindingLine>> {
    who.must_be(ROLES)?;
    let (after, limit) = wanted.bounds()?;
    let filter = FindingFilter {
        rule: narrowed.rule,
        severity: narrowed.severity,
        from: narrowed.from.map(Day::begins_at),
        to: narrowed.to.map(Day::ends_before),
    };
    let mut from = fund.read().await?;
    let rows = from.findings_page(&filter, after, limit).await?;
    let lifts = from.lifts_of_findings(after, rows.last().map_or(after, |r| r.id.stored())).await?;
    let mut lines = vec![];
    for row in &rows {
        let finding = row.finding()?;
        let mut view = FindingView { id: Some(row.id), ..FindingView::of(&finding) };
        // A lift counts for the finding it was given for, and is void when case or facts change (as in `finding_view::lifter`).
        let lift = lifts.iter().find(|l| {
            (l.subject.as_str(), l.rule.as_str()) == (row.subject.as_str(), row.rule.as_str())
                && (&l.rule_case, &l.facts, &l.missing) == (&row.rule_case, &row.facts, &row.missing)
        });
        view.overridden_by = lift.filter(|_| row.severity == Severity::Override).map(|l| l.person);
        lines.push((
            row.id.stored(),
            FindingLine {
                subject: row.subject.clone(),
                stage: row.stage,
                recorded_at: row.at,
                finding: view,
            },
        ));
    }
    Ok(page(lines, limit, |(number, _)| *number, |(_, line)| line))
}
