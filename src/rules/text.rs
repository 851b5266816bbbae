//! The words of a finding, made from its rule, its case and its facts, so that one stored long ago can be put
//! in words again. The templates live in `text/`, the closed words in `glossary`; no rule is judged here.
use super::glossary;
use crate::domain::{
    finding::{Finding, Rule},
    spoken,
};
use serde_json::Value;

mod around;
pub mod basis;
mod cost;
mod income;
mod money;
mod pattern;
mod person;
mod representative;
mod watch;

/// What the Fund decided for itself, where no law says it.
const POLICY: &str = "policy of the Fund";

/// What helps where a payment was released before a rule stood against it.
const RECALL: &str =
    " {released} was released before: where this cannot be cured as it stands, recall the payment.";

/// The same in Azerbaijani.
const RECALL_AZ: &str =
    " {released} bundan əvvəl buraxılıb: bu, belə aradan qaldırıla bilmirsə, ödənişi geri çağırın.";

/// What is said of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// What was seen, and the text it rests on.
    pub message: String,
    /// The same in Azerbaijani.
    pub message_az: String,
    /// What would cure it.
    pub cure: String,
    /// The same in Azerbaijani.
    pub cure_az: String,
    /// Article or paragraph; `policy of the Fund` where it is no law.
    pub basis: String,
    /// The same in Azerbaijani.
    pub basis_az: String,
}

/// The fact of a finding that names the text it rests on, where its rulebook names another than the words do.
pub(super) const RESTS_ON: &str = "rests_on";

/// The fact of a finding that names it in Azerbaijani, where its rulebook has words of its own for it.
pub(super) const RESTS_ON_AZ: &str = "rests_on_az";

/// Is it a fact of a finding that only says in which words it is told?
pub fn is_of_words(fact: &str) -> bool {
    [RESTS_ON, RESTS_ON_AZ].contains(&fact)
}

/// The sentences for one case of a rule. `{fact}` stands for a fact of the finding, `{missing}` for those it
/// lacks.
struct Template {
    rule: Rule,
    case: &'static str,
    basis: &'static str,
    message: &'static str,
    message_az: &'static str,
    cure: &'static str,
    cure_az: &'static str,
}

/// Writes templates as a list: rule, case, basis; then message, message in Azerbaijani, cure, cure in
/// Azerbaijani.
macro_rules! templates {
    ($($rule:ident $case:literal $basis:ident: $en:literal $az:literal $cure:literal $cure_az:literal;)+) => {
        pub(super) const TEMPLATES: &[super::Template] = &[$(super::Template {
            rule: crate::domain::finding::Rule::$rule, case: $case, basis: $basis,
            message: $en, message_az: $az, cure: $cure, cure_az: $cure_az,
        }),+];
    };
}
use templates;

fn all_templates() -> impl Iterator<Item = &'static Template> {
    let all = [
        person::TEMPLATES,
        representative::TEMPLATES,
        money::TEMPLATES,
        around::TEMPLATES,
        cost::TEMPLATES,
        pattern::TEMPLATES,
        income::TEMPLATES,
        watch::TEMPLATES,
    ];
    all.into_iter().flatten()
}

/// The text that a finding rests on.
pub(super) fn basis_of(finding: &Finding) -> &str {
    let own = finding.facts.get(RESTS_ON).and_then(Value::as_str);
    own.or_else(|| template_of(finding).map(|template| template.basis))
        .unwrap_or_else(|| basis_of_rule(finding.rule))
}

/// The same in Azerbaijani.
fn basis_az_of(finding: &Finding) -> String {
    let own = finding.facts.get(RESTS_ON_AZ).and_then(Value::as_str);
    own.map_or_else(|| basis::in_azerbaijani(basis_of(finding)), str::to_owned)
}

/// The text that the first template of a rule names.
fn basis_of_rule(rule: Rule) -> &'static str {
    all_templates().find(|template| template.rule == rule).map_or(POLICY, |template| template.basis)
}

/// The words of a finding. Of a case that its owner added to a rulebook, and that no template knows, only what is certain is said.
pub fn words(finding: &Finding) -> Words {
    let Some(template) = template_of(finding) else { return added(finding) };
    Words {
        message: fill(template.message, finding, Language::En),
        message_az: fill(template.message_az, finding, Language::Az),
        cure: fill(template.cure, finding, Language::En) + &recall(RECALL, finding, Language::En),
        cure_az: fill(template.cure_az, finding, Language::Az) + &recall(RECALL_AZ, finding, Language::Az),
        basis: basis_of(finding).to_owned(),
        basis_az: basis_az_of(finding),
    }
}

/// The template of a case. What an identity waits for stands as a mark behind its case, and changes nothing of what is told.
fn template_of(finding: &Finding) -> Option<&'static Template> {
    let is_marked = finding.rule == Rule::IdentityUnderReview && finding.case.starts_with("waiting-");
    let case = if is_marked { "waiting" } else { &*finding.case };
    all_templates().find(|template| template.rule == finding.rule && template.case == case)
}

/// The words of a case that only its rulebook knows.
fn added(finding: &Finding) -> Words {
    let Finding { rule, case, .. } = finding;
    let (lacks, lacks_az) = if finding.missing.is_empty() {
        ("", "")
    } else {
        (" Not known: {missing}.", " Məlum deyil: {missing}.")
    };
    Words {
        message: format!("The case {case} of the rule {rule} is met.") + &fill(lacks, finding, Language::En),
        message_az: format!("{rule} qaydasının {case} halı aşkar edilib.")
            + &fill(lacks_az, finding, Language::Az),
        cure: "Read the text that it rests on, or ask who keeps the rulebook.".to_owned(),
        cure_az: "Əsaslandığı mətni oxuyun və ya qaydalar toplusunu aparandan soruşun.".to_owned(),
        basis: basis_of(finding).to_owned(),
        basis_az: basis_az_of(finding),
    }
}

/// What is said beside of a payment that was released already, on its way to the bank.
fn recall(sentence: &str, finding: &Finding, language: Language) -> String {
    let is_released = finding.facts.contains_key("released");
    if is_released { fill(sentence, finding, language) } else { String::new() }
}

#[derive(Clone, Copy)]
enum Language {
    En,
    Az,
}

/// Puts facts where the template names them; a dash where the finding has no such fact.
fn fill(template: &str, finding: &Finding, language: Language) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(before);
        text.push_str(&match name {
            "missing" => list(finding.missing.iter().map(|name| in_words(name, language)), language),
            _ => finding.facts.get(name).map_or_else(|| "–".to_owned(), |fact| value(fact, language)),
        });
        rest = behind;
    }
    text + rest
}

fn value(fact: &Value, language: Language) -> String {
    match fact {
        Value::String(text) => in_words(text, language),
        Value::Array(values) => list(values.iter().map(|v| value(v, language)), language),
        other => other.to_string(),
    }
}

fn list(values: impl Iterator<Item = String>, language: Language) -> String {
    let joined = values.collect::<Vec<_>>().join(", ");
    match language {
        _ if !joined.is_empty() => joined,
        Language::En => "none".to_owned(),
        Language::Az => "yoxdur".to_owned(),
    }
}

fn in_words(word: &str, language: Language) -> String {
    match (glossary::entry(word), language) {
        (Some((en, _)), Language::En) => en.to_owned(),
        (Some((_, az)), Language::Az) => az.to_owned(),
        (None, Language::Az) => spoken::hand(word).to_owned(),
        (None, Language::En) => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::sample::*, *};
    use crate::domain::{finding::Severity, tongue::english_in};
    use std::collections::BTreeSet;

    fn all() -> impl Iterator<Item = &'static Template> {
        all_templates()
    }

    fn said(finding: &Finding) -> [String; 4] {
        let words = words(finding);
        [words.message, words.message_az, words.cure, words.cure_az]
    }

    #[test]
    fn every_case_that_can_occur_has_words_in_both_languages_and_no_template_is_idle() {
        let occurs: BTreeSet<(Rule, String)> =
            every_finding().into_iter().map(|f| (f.rule, f.case)).collect();
        let known: BTreeSet<(Rule, String)> = all().map(|t| (t.rule, t.case.to_owned())).collect();
        assert_eq!(known.len(), all().count(), "a case has two templates");
        let idle: Vec<_> = known.difference(&occurs).map(|(rule, case)| (*rule, case.as_str())).collect();
        let others = [
            (Rule::OutsidePurpose, "condition"),
            (Rule::SameHands, "second-hand"),
            (Rule::RuleError, "bound"),
            (Rule::RuleError, "not-evaluated"),
        ];
        assert_eq!(idle, others, "said by the service, of a rulebook of one's own, and of one that errs");
        assert_eq!(occurs.difference(&known).collect::<Vec<_>>(), Vec::<&(Rule, String)>::new());
        assert_eq!(known.iter().map(|(rule, _)| *rule).collect::<BTreeSet<_>>().len(), Rule::ALL.len());
    }

    #[test]
    fn no_sentence_has_a_gap_and_each_is_a_sentence() {
        for finding in every_finding() {
            for text in said(&finding) {
                let whole = !text.contains(['{', '}', '–', '_', '\n']) && !text.contains("  ");
                assert!(whole && text.ends_with('.'), "{}/{}: {text}", finding.rule, finding.case);
                assert!(!text.starts_with(char::is_lowercase), "{text}");
            }
            assert!(!words(&finding).basis.is_empty());
        }
    }

    #[test]
    fn no_azerbaijani_sentence_has_a_word_of_english() {
        for finding in every_finding() {
            let words = words(&finding);
            for text in [words.message_az, words.cure_az, words.basis_az] {
                assert_eq!(english_in(&text), [""; 0], "{}/{}: {text}", finding.rule, finding.case);
            }
        }
    }

    #[test]
    fn a_case_that_an_owner_added_is_told_without_the_words_of_another() {
        let facts = serde_json::json!({"rests_on": "Order 7, art. 2"});
        let facts = facts.as_object().expect("an object").clone();
        let (rule, severity) = (Rule::AdminOverhead, crate::domain::finding::Severity::Override);
        let finding =
            Finding { rule, case: "medicine".into(), severity, facts, missing: vec!["origin".into()] };
        let told = words(&finding);
        let alike = Finding {
            case: format!("{}-of-ours", cost::TEMPLATES[0].case),
            rule: cost::TEMPLATES[0].rule,
            ..finding.clone()
        };
        assert!(words(&alike).message.contains("-of-ours of the rule"), "a name that only begins alike");
        assert_eq!((told.basis.as_str(), told.basis_az.as_str()), ("Order 7, art. 2", "Order 7, art. 2"));
        let mut in_both = finding.clone();
        in_both.facts.insert(RESTS_ON_AZ.to_owned(), "7 nömrəli Əmr, maddə 2".into());
        let in_both = words(&in_both);
        assert_eq!(
            (in_both.basis.as_str(), in_both.basis_az.as_str()),
            ("Order 7, art. 2", "7 nömrəli Əmr, maddə 2")
        );
        assert!(
            told.message.starts_with("The case medicine of the rule admin-overhead is met. Not known: "),
            "{told:?}"
        );
        assert!(
            said(&finding).iter().all(|text| !text.contains(['{', '–']) && text.ends_with('.')),
            "{told:?}"
        );
    }

    #[test]
    fn a_stored_finding_reads_the_same_when_it_comes_back() {
        for finding in every_finding() {
            let stored = serde_json::to_string(&finding).expect("a finding is JSON");
            let back: Finding = serde_json::from_str(&stored).expect("and comes back from it");
            assert_eq!(words(&back), words(&finding));
        }
    }

    #[test]
    fn values_are_shown_and_missing_facts_are_named() {
        let mut facts = lump_sum();
        facts.amount = money("90.00");
        let finding = &judge_payment(&facts).findings[0];
        let [message, message_az, ..] = said(finding);
        assert!(message.contains("90.00 AZN") && message.contains("100.00 AZN"), "{message}");
        assert!(message_az.contains("90.00 AZN") && message_az.contains("100.00 AZN"), "{message_az}");
        facts.entitlement = crate::rules::facts::Fact::Unknown;
        let [message, message_az, ..] = said(&judge_payment(&facts).findings[0]);
        assert!(message.contains("the day of identification"), "{message}");
        assert!(message_az.contains("qurban kimi müəyyən edilmə tarixi"), "{message_az}");
    }

    #[test]
    fn a_case_of_yesterday_and_a_fact_that_was_not_kept_still_have_words() {
        let old = Finding {
            rule: Rule::OverOrder,
            case: "forgotten".into(),
            severity: Severity::Block,
            facts: serde_json::Map::new(),
            missing: Vec::new(),
        };
        let [message, ..] = said(&old);
        assert!(!message.is_empty() && !message.contains('{'), "{message}");
    }

    #[test]
    fn the_service_finds_its_words_for_a_second_hand() {
        let facts =
            serde_json::json!({ "person": "S-2014-000001", "subject": "P-2014-000001", "before": "draft" });
        let finding = super::super::found(Rule::SameHands, "second-hand", Severity::Block, facts);
        for (text, before) in said(&finding)[..2].iter().zip(["draft", "tərtib etmə"]) {
            let whole = ["S-2014-000001", "P-2014-000001", before].iter().all(|fact| text.contains(fact));
            assert!(whole && !text.contains(['{', '–']), "{text}");
        }
    }

    #[test]
    fn an_assumption_is_never_printed_as_law() {
        for finding in every_finding() {
            let policy = matches!(
                finding.rule,
                Rule::AnonymousDonation
                    | Rule::CashOverLimit
                    | Rule::GuardianConflict
                    | Rule::IdentityUnderReview
                    | Rule::InterLotLoan
                    | Rule::UnprovenLot
                    | Rule::RateMissing
                    | Rule::RecourseNotOpened
            ) || matches!(
                finding.case.as_str(),
                "cap" | "cap-together" | "second-episode" | "emergency-unreviewed"
            );
            assert_eq!(
                policy,
                words(&finding).basis == POLICY && finding.rule != Rule::LotOverdrawn,
                "{finding:?}"
            );
        }
    }
}
