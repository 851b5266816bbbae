//! Who a payee or a donor is found to be, without anybody being told: asked of the service itself, as the rules will.
use super::{IBAN, entered, lawyer};
use crate::{
    app::{NOW, TestApp, fresh_fin, id, merge, on_both_engines},
    raw::{Engine, Raw, databases},
};
use relief_ledger::{
    cli::story::COURT,
    domain::{
        order::OrderKind,
        party::{AccountOf, Party},
        purpose::{Method, PayeeKind},
        reference::{BeneficiaryRef, PaymentRef, Reference},
        text::Line,
    },
    rules::facts::{Fact, PartyFacts},
    service::{
        duplicate::work::compare_all,
        party::{
            Payment, donor_party_facts, issuer_is_known, party_facts, payee_terms,
            terms::{DonorWords, terms_of_payee},
        },
        payment::draft_payment::Payee,
    },
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What is known of a payee on a day.
async fn facts_on(app: &TestApp, person: &str, payee: Value, on: &str) -> PartyFacts {
    let payee: Payee = serde_json::from_value(payee).expect("a fixed payee reads");
    let beneficiary: BeneficiaryRef = person.parse().expect("a pseudonym");
    let payment = Payment { beneficiary, method: Method::Bank, on: on.parse().expect("a fixed day") };
    let mut from = app.fund.read().await.expect("a snapshot");
    let terms = payee_terms(&mut from, app.fund.keys(), (payee.kind, Some(&payee)), payment).await;
    let terms = terms.expect("its terms can be made");
    party_facts(&mut from, &terms, payee.kind, payment).await.expect("it can be asked")
}

async fn facts(app: &TestApp, person: &str, payee: Value) -> PartyFacts {
    facts_on(app, person, payee, "2014-06-02").await
}

fn paid(person: &str, payee: Value) -> Value {
    json!({"purpose": "medical", "beneficiary": person, "amount": "5.00", "method": "bank", "payee": payee,
        "items": [{"category": "treatment", "amount": "5.00"}]})
}

/// A person of whom an account is known, compared.
async fn with_account(app: &TestApp, account: Value) -> String {
    let person = app.beneficiary_with(json!({"identity": {"fin": fresh_fin(), "accounts": [account]}})).await;
    compare_all(&app.fund).await.expect("it can be compared");
    person
}

/// A restitution order that names an offender, registered; the reference.
async fn order(app: &TestApp, case: &str, offender: &str, more: Value) -> String {
    let copy = app.document("registrar-1", "the certified copy").await;
    let mut body = json!({"kind": "restitution", "issuer": COURT, "case_number": case, "decided_on": "2014-03-01", "in_force_on": "2014-04-01",
        "copy": copy, "offenders": [{"reference": offender}]});
    merge(&mut body, more);
    id(&app.post("registrar-1", "/orders", body).await.must(201))
}

async fn confirm(app: &TestApp, order: &str) {
    app.post("registrar-2", &format!("/orders/{order}/confirm"), json!({})).await.must(200);
}

fn lawyer_payee(more: Value) -> Value {
    let mut payee = json!({"kind": "lawyer"});
    merge(&mut payee, more);
    payee
}

on_both_engines! {
    async fn a_lawyer_is_on_the_bar_by_number_and_without_one_by_name_on_the_day(app: TestApp) {
        let person = app.beneficiary_with(json!({})).await;
        let by_number = || lawyer_payee(json!({"name": "Somebody Else", "number": "123 45 67"}));
        let by_name = || lawyer_payee(json!({"name": "RƏHİMOV Elçin"}));
        let other = || lawyer_payee(json!({"name": "Elçin Rəhimov", "number": "7777777"}));
        assert_eq!(facts(&app, &person, by_number()).await.lawyer_listed, Fact::Unknown, "no register is kept yet");
        let entry = entered(&app, "bar", lawyer()).await;
        assert_eq!(facts(&app, &person, by_number()).await.lawyer_listed, Fact::Known(true));
        assert_eq!(facts(&app, &person, by_name()).await.lawyer_listed, Fact::Known(true));
        assert_eq!(facts(&app, &person, other()).await.lawyer_listed, Fact::Known(false), "of the same name, and somebody else");
        assert_eq!(facts(&app, &person, lawyer_payee(json!({"name": "Kənan Əliyev"}))).await.lawyer_listed, Fact::Known(false));
        assert_eq!(facts(&app, &person, lawyer_payee(json!({}))).await.lawyer_listed, Fact::Unknown, "nobody can tell who it is");
        assert_eq!(facts(&app, &person, json!({"kind": "clinic", "number": "1234567"})).await.lawyer_listed, Fact::NotApplicable);
        for (on, is_listed) in [("2013-12-31", false), ("2014-01-01", true), ("2014-12-31", true), ("2015-01-01", false)] {
            assert_eq!(facts_on(&app, &person, by_number(), on).await.lawyer_listed, Fact::Known(is_listed), "{on}");
        }
        app.post("administrator-1", &format!("/registers/bar/{entry}/end"), json!({"ended_on": "2014-05-01"})).await.must(200);
        assert_eq!(facts_on(&app, &person, by_number(), "2014-04-30").await.lawyer_listed, Fact::Known(true));
        assert_eq!(facts_on(&app, &person, by_number(), "2014-05-01").await.lawyer_listed, Fact::Known(false));
    }

    async fn whose_account_it_is_too_is_found_by_payments_gifts_and_registers_and_not_by_identities(app: TestApp) {
        let (one, two) = (app.beneficiary_with(json!({})).await, app.beneficiary_with(json!({})).await);
        let clinic = |account: &str| json!({"kind": "clinic", "name": "Klinika", "account": {"country": "TR", "number": account}});
        let of = async |person: &str, account: &str| facts(&app, person, clinic(account)).await.account_is_of;
        app.draft(paid(&one, clinic("TR-100"))).await;
        assert_eq!(of(&two, "TR 100").await, BTreeSet::new(), "a clinic is paid for many");
        app.draft(paid(&one, json!({"kind": "beneficiary", "account": {"country": "TR", "number": "TR200"}}))).await;
        assert_eq!(of(&two, "tr 200").await, [AccountOf::OtherBeneficiary].into());
        assert_eq!(of(&one, "TR200").await, BTreeSet::new(), "the own account");
        let third = with_account(&app, json!({"iban": IBAN})).await;
        let to_iban = json!({"kind": "supplier", "account": {"iban": "AZ21 NABZ 0000 0000 1370 1000 1944"}});
        assert_eq!(facts(&app, &one, to_iban.clone()).await.account_is_of, BTreeSet::new(), "who guesses an account learns nothing");
        assert_eq!(facts(&app, &third, to_iban).await.account_is_of, BTreeSet::new());
        app.draft(paid(&one, json!({"kind": "lawyer", "name": "Vəkil", "account": {"country": "TR", "number": "TR300"}}))).await;
        assert_eq!(of(&two, "TR300").await, [AccountOf::Lawyer].into());
        assert_eq!(facts(&app, &two, json!({"kind": "lawyer", "account": {"country": "TR", "number": "TR300"}})).await.account_is_of, BTreeSet::new());
        entered(&app, "staff", json!({"name": "Tural Nümunəzadə", "accounts": ["TR-400"]})).await;
        let staff = facts(&app, &two, clinic("TR400")).await;
        assert!(staff.is_related && staff.account_is_of == [AccountOf::Staff].into(), "{staff:?}");
        app.donation("10.00", "2014-05-05", json!({"donor": {"kind": "natural", "name": "Tural Xeyirxah", "account": {"country": "TR", "number": "TR500"}}})).await;
        assert_eq!(of(&two, "TR500").await, [AccountOf::Donor].into());
        assert_eq!(of(&two, "TR600").await, BTreeSet::new());
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn a_person_paid_without_an_account_is_asked_about_the_one_of_the_identity(app: TestApp) {
        let one = with_account(&app, json!({"iban": IBAN})).await;
        let own = facts(&app, &one, json!({"kind": "beneficiary"})).await;
        assert_eq!(own.account_is_of, BTreeSet::new());
        let two = with_account(&app, json!({"iban": IBAN})).await;
        assert_eq!(app.matches().await.len(), 1, "that two identities have one account is the guardian's matter");
        entered(&app, "staff", json!({"name": "Tural Nümunəzadə", "accounts": [IBAN]})).await;
        for person in [&one, &two] {
            let found = facts(&app, person, json!({"kind": "beneficiary"})).await;
            assert_eq!(found.account_is_of, [AccountOf::Staff].into());
        }
    }

    async fn who_represents_several_is_told_apart(app: TestApp) {
        let (one, two) = (app.beneficiary_with(json!({})).await, app.beneficiary_with(json!({})).await);
        let payee = json!({"kind": "representative", "name": "Sığınacaq müdiri", "account": {"iban": IBAN}});
        app.draft(paid(&one, payee.clone())).await;
        let found = facts(&app, &two, payee.clone()).await;
        let represented: BTreeSet<BeneficiaryRef> = [one.parse().expect("a pseudonym")].into();
        assert_eq!((found.represents, found.account_is_of), (represented, BTreeSet::new()));
        assert_eq!(facts(&app, &one, payee).await.represents, BTreeSet::new());
    }

    async fn an_offender_of_a_confirmed_order_is_found_and_linked_by_person_or_case(app: TestApp) {
        let (victim, other) = (app.beneficiary_with(json!({})).await, app.beneficiary_with(json!({})).await);
        let named = json!({"beneficiaries": [{"beneficiary": victim, "amount": "300.00"}]});
        let first = order(&app, "1-1/2014", "Rauf Cinayətov", named).await;
        let by_name = || json!({"kind": "supplier", "name": "CİNAYƏTOV, Rauf"});
        assert_eq!(facts(&app, &victim, by_name()).await.offender, None, "nobody confirmed it");
        confirm(&app, &first).await;
        let found = facts(&app, &victim, by_name()).await.offender.expect("an offender");
        assert_eq!((found.order.to_string(), found.kind, found.is_linked, found.by_number), (first.clone(), OrderKind::Restitution, true, false));
        let far = facts(&app, &other, by_name()).await.offender.expect("an offender");
        assert!(!far.is_linked && far.order.to_string() == first, "{far:?}");
        // A confiscation of the same case names nobody helped, and links by the case alone.
        let assets = json!({"kind": "confiscation", "assets": [{"kind": "cash", "value": "70.00", "stage": "forfeited"}]});
        let second = order(&app, "1-1/2014", "5ABC12D", assets.clone()).await;
        confirm(&app, &second).await;
        let by_number = || json!({"kind": "supplier", "name": "MMC", "number": "5abc 12d"});
        let found = facts(&app, &victim, by_number()).await.offender.expect("an offender");
        assert_eq!((found.order.to_string(), found.kind, found.is_linked, found.by_number), (second, OrderKind::Confiscation, true, true));
        let third = order(&app, "9-9/2014", "8ABC12D", assets).await;
        confirm(&app, &third).await;
        let found = facts(&app, &victim, json!({"kind": "supplier", "number": "8ABC12D"})).await.offender.expect("an offender");
        assert!(!found.is_linked, "of another case");
        assert_eq!(facts(&app, &victim, json!({"kind": "supplier", "name": "Rauf"})).await.offender, None);
        // Somebody else who has the account of an offender.
        app.draft(paid(&other, json!({"kind": "supplier", "number": "8ABC12D", "account": {"country": "TR", "number": "TR700"}}))).await;
        let shared = facts(&app, &victim, json!({"kind": "school", "account": {"country": "TR", "number": "TR700"}})).await;
        assert_eq!((shared.account_is_of, shared.offender), ([AccountOf::Offender].into(), None));
        let donor = DonorWords { name: Line::new("Rauf Cinayətov").expect("a line"), number: None, account: None };
        let mut from = app.fund.read().await.expect("a snapshot");
        let gave = donor_party_facts(&mut from, app.fund.keys(), &donor, "2014-06-02".parse().expect("a day")).await.expect("it can be asked");
        assert_eq!(gave.offender.map(|found| found.order.to_string()), Some(first));
    }

    async fn a_donor_who_is_paid_the_related_and_those_who_enforce_are_found(app: TestApp) {
        let person = app.beneficiary_with(json!({})).await;
        let of = |name: &str, number: &str| json!({"kind": "ngo", "name": name, "number": number});
        app.donation("10.00", "2014-05-05", json!({"donor": {"kind": "legal", "name": "Xeyirxah MMC", "number": "1234567891"}})).await;
        app.donation("10.00", "2014-04-05", json!({"donor": {"kind": "legal", "name": "Xeyirxah MMC", "number": "1234567891"}})).await;
        let gave = Some("2014-05-05".parse().expect("a day"));
        assert_eq!(facts(&app, &person, of("Başqa MMC", "1234567891")).await.gave, gave);
        assert_eq!(facts(&app, &person, of("MMC Xeyirxah", "9")).await.gave, gave);
        assert_eq!(facts(&app, &person, of("Başqa MMC", "9")).await.gave, None);
        let wrong = app.donation("10.00", "2014-06-01", json!({"donor": {"kind": "legal", "name": "Səhv MMC"}})).await;
        for (who, status) in [("maker-1", 202), ("maker-2", 201)] {
            app.post(who, &format!("/inflows/{}/reverse", id(&wrong)), json!({"reason": "Booked by mistake."})).await.must(status);
        }
        assert_eq!(facts(&app, &person, of("Səhv MMC", "9")).await.gave, None, "it was never given");
        entered(&app, "related", json!({"name": "Qohum MMC", "number": "555", "relation": "brother of an officer"})).await;
        entered(&app, "enforcement", json!({"name": "Nümunə Qaytarma Mərkəzi"})).await;
        assert!(facts(&app, &person, of("X", "555")).await.is_related);
        assert!(!facts(&app, &person, of("Qohum MMC", "556")).await.is_related, "of the same name and another number");
        assert!(facts(&app, &person, json!({"kind": "state_body", "name": "Nümunə qaytarma mərkəzi"})).await.enforcement_listed);
        assert!(!facts(&app, &person, of("X", "555")).await.enforcement_listed);
        let known = async || {
            let mut from = app.fund.read().await.expect("a snapshot");
            issuer_is_known(&mut from, app.fund.keys(), COURT, "2014-06-02".parse().expect("a day")).await.expect("it can be asked")
        };
        assert_eq!(known().await, Fact::Unknown);
        entered(&app, "courts", json!({"name": "Another Court"})).await;
        assert_eq!(known().await, Fact::Known(false));
        entered(&app, "courts", json!({"name": COURT})).await;
        assert_eq!(known().await, Fact::Known(true));
    }

    async fn terms_go_with_their_person_and_stand_in_no_leaf_and_no_answer(app: TestApp) {
        let (one, two) = (app.beneficiary_with(json!({})).await, app.beneficiary_with(json!({})).await);
        let payee = json!({"kind": "beneficiary", "name": "Planted Şəhla", "number": "7PLNT9Q", "account": {"iban": IBAN}});
        let draft = app.draft(paid(&one, payee.clone())).await;
        let words: Payee = serde_json::from_value(payee.clone()).expect("a fixed payee reads");
        let terms = terms_of_payee(app.fund.keys(), &words);
        let kinds: Vec<&str> = terms.iter().map(|(kind, _)| kind.as_str()).collect();
        assert_eq!(kinds, ["account", "number"], "the name of a person helped is in no index of payees");
        entered(&app, "bar", lawyer()).await;
        let leaves = app.get("auditor-1", "/log/leaves?from=0&count=500").await.text();
        let listed = app.get("auditor-1", "/registers/bar").await.text();
        for (_, term) in terms.iter() {
            assert!(!leaves.contains(&hex::encode(term)) && !listed.contains(&hex::encode(term)));
        }
        for word in ["Planted", "7PLNT9Q", IBAN, "Rəhimov", "1234567"] {
            assert!(!leaves.contains(word), "{word} stands in a leaf");
        }
        assert_eq!(facts(&app, &two, payee.clone()).await.account_is_of, [AccountOf::OtherBeneficiary, AccountOf::Lawyer].into());
        app.step("maker-1", &draft, "withdraw", json!({})).await.must(200);
        let erase = format!("/beneficiaries/{one}/erase");
        app.post("guardian-1", &erase, json!({"reason": "The time to keep has ended."})).await.must(200);
        app.post("approver-1", &erase, json!({"reason": "The time to keep has ended."})).await.must(200);
        assert_eq!(facts(&app, &two, payee).await.account_is_of, [AccountOf::Lawyer].into());
        let mut from = app.fund.read().await.expect("a snapshot");
        assert!(from.payee_terms(0, i64::MAX).await.expect("they can be read").is_empty());
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn who_was_written_in_the_same_group_is_found_before_the_database_has_it(app: TestApp) {
        let person: BeneficiaryRef = app.beneficiary_with(json!({})).await.parse().expect("a pseudonym");
        let other = BeneficiaryRef::new(2014, 999);
        let payee: Payee = serde_json::from_value(json!({"kind": "beneficiary", "account": {"iban": IBAN}})).expect("a fixed payee reads");
        let terms = terms_of_payee(app.fund.keys(), &payee);
        let mut tx = app.fund.store().begin(app.fund.now()).await.expect("nobody else writes");
        tx.keep_party(Party::Beneficiary, PaymentRef::new(2014, 1), Some(person), &terms);
        let found = tx.parties_with(&terms, Some(other)).await.expect("it can be asked");
        assert_eq!(found.iter().map(|one| one.of.subject()).collect::<Vec<_>>(), ["P-2014-000001"]);
        assert!(tx.parties_with(&terms, Some(person)).await.expect("it can be asked").is_empty());
        assert_eq!(payee.kind, PayeeKind::Beneficiary);
    }
}

/// Takes rows away past the triggers.
async fn taken_away(raw: &mut Raw, table: &str, which: &str) {
    let delete = format!("delete from {table} where {which}");
    let past = match raw.engine() {
        Engine::Sqlite => format!("drop trigger if exists {table}_is_kept_from_delete; {delete}"),
        Engine::Postgres => {
            format!(
                "set session_replication_role = replica; {delete}; set session_replication_role = default"
            )
        }
    };
    raw.must(&past).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_was_there_before_the_index_gets_terms_when_the_fund_is_opened() {
    for database in databases() {
        let app = TestApp::at(database.url.clone(), None, NOW).await;
        let person = app.beneficiary_with(json!({})).await;
        for number in 0..3 {
            let account = json!({"country": "TR", "number": format!("TR-90{number}")});
            app.draft(paid(&person, json!({"kind": "clinic", "name": "Klinika", "account": account}))).await;
        }
        app.donation("10.00", "2014-05-05", json!({})).await;
        order(
            &app,
            "1-1/2014",
            "Rauf Cinayətov",
            json!({"beneficiaries": [{"beneficiary": person, "amount": "300.00"}]}),
        )
        .await;
        assert_eq!(app.differences().await, [""; 0]);
        let mut raw = database.connect().await;
        let before = raw.rows("party_term").await;
        assert!(before.len() >= 10, "{}", before.len());
        taken_away(&mut raw, "party_term", "party <> 'donor'").await;
        let of_the_index = async || {
            let found = app.differences().await;
            found.into_iter().filter(|told| told.starts_with("party_term ")).collect::<Vec<_>>()
        };
        assert_eq!(of_the_index().await.len(), 1);
        TestApp::second(&app).await.store().close().await;
        assert_eq!(of_the_index().await.len(), 1, "a Fund whose index was whole is not mended in silence");
        taken_away(&mut raw, "fund", "name = 'party_terms'").await;
        TestApp::second(&app).await.store().close().await;
        assert_eq!(raw.rows("party_term").await, before, "{}", database.engine);
        assert_eq!(of_the_index().await, [""; 0]);
        raw.close().await;
    }
}
