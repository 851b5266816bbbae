//! Hands and days, and whom money must not reach: what officers could turn to their own pockets, or to those of an offender.
use super::{approved, confirmed, found, lift, lifting, named, sorted};
use crate::{
    app::{TestApp, id, identification, merge, on_both_engines},
    catalogue::{asked, bought, findings, paid, supplier, told},
};
use relief_ledger::{
    domain::{person::Role, text::Line},
    service::person::add_person::add_person,
};
use serde_json::{Value, json};

/// What was found on a payment since its last verdict.
async fn since(app: &TestApp, payment: &str) -> Vec<String> {
    findings(&app.get("treasurer-1", &format!("/payments/{payment}")).await.must(200)["found_since"])
}

fn memo(person: &str, memo: &str) -> Value {
    paid("social_rehabilitation", person, supplier(), bought("clothing"), json!({"memo": memo}))
}

on_both_engines! {
    async fn who_opened_a_person_does_not_send_the_money_alone(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-05-01").await;
        let opener = Line::new("maker-1").expect("a fixed name");
        add_person(&app.fund, &opener, &[Role::Treasurer].into(), None).await.expect("money roles go together");
        let payment = id(&app.post("maker-2", "/payments", app.lump_sum(&person)).await.must(201));
        for (who, step) in [("maker-2", "submit"), ("approver-1", "approve")] {
            app.step(who, &payment, step, json!({})).await.must(200);
        }
        let refused = app.step("maker-1", &payment, "release", json!({})).await;
        assert_eq!((refused.code().as_str(), refused.rules()), ("needs_override", vec!["ghost-beneficiary".to_owned()]), "{}", refused.text());
        app.step("treasurer-1", &payment, "release", json!({})).await.must(200);
    }

    async fn money_that_left_the_bank_before_the_last_approval_is_told(app: TestApp) {
        app.donation("20000.00", "2014-05-05", json!({})).await;
        let clinic = || json!({"kind": "clinic", "name": "Nümunə Klinikası"});
        let mut payments = vec![];
        for _ in 0..2 {
            let person = app.beneficiary("2014-05-01").await;
            let items = json!([{"category": "treatment", "amount": "5000.00"}]);
            payments.push(approved(&app, paid("medical", &person, clinic(), items, json!({"amount": "5000.00"}))).await);
        }
        app.set_clock("2014-06-04T10:00:00+04:00");
        for (payment, day, expected) in [(&payments[0], "2014-06-03", vec!["paid-before-approval warn"]), (&payments[1], "2014-06-04", vec![])] {
            app.step("approver-2", payment, "approve", json!({})).await.must(200);
            app.step("treasurer-1", payment, "release", json!({})).await.must(200);
            app.step("treasurer-1", payment, "settle", json!({"settled_on": day})).await.must(200);
            assert_eq!(since(&app, payment).await, expected, "{day}, and the second approver was there on the fourth");
        }
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn a_step_that_is_dated_more_than_thirty_days_back_waits_for_another_look(app: TestApp) {
        app.donation("900.00", "2014-04-05", json!({})).await;
        let dated = async |day: &str| {
            let person = app.beneficiary("2014-05-01").await;
            let payment = app.draft(app.lump_sum(&person)).await;
            let seen = app.step("maker-1", &payment, "submit", json!({"submitted_on": day})).await.must(200);
            (payment, seen)
        };
        let (young, seen) = dated("2014-05-03").await;
        assert_eq!(findings(&seen["findings"]), [""; 0], "30 days");
        app.step("approver-1", &young, "approve", json!({"approved_on": "2014-05-03"})).await.must(200);
        let (old, seen) = dated("2014-05-02").await;
        assert_eq!(findings(&seen["findings"]), ["back-dated override"], "31 days");
        assert_eq!(seen["findings"][0]["facts"]["days_back"], 31, "{seen}");
        let back = || json!({"approved_on": "2014-05-02"});
        let refused = app.step("approver-1", &old, "approve", back()).await;
        assert_eq!((refused.code().as_str(), refused.rules()), ("needs_override", vec!["back-dated".to_owned()]));
        let mut lifts = lifting("back-dated");
        assert_eq!(app.step("overrider-1", &old, "override", lifts.clone()).await.code(), "invalid", "a step of today is not dated back");
        merge(&mut lifts, json!({"step_on": "2014-05-02"}));
        for impossible in ["2014-05-01", "2014-06-03"] {
            let mut wrong = lifts.clone();
            merge(&mut wrong, json!({"step_on": impossible}));
            let refused = app.step("overrider-1", &old, "override", wrong).await;
            assert_eq!(refused.json()["fields"][0]["field"], "step_on", "before its submission, and to come: {}", refused.text());
        }
        app.step("overrider-1", &old, "override", lifts).await.must(200);
        app.step("approver-1", &old, "approve", back()).await.must(200);
        app.set_clock("2014-06-03T10:00:00+04:00");
        let refused = app.step("treasurer-1", &old, "release", json!({"released_on": "2014-05-02"})).await;
        assert_eq!(refused.rules(), ["back-dated"], "a day later it is further back than what was lifted");
        let refused = app.step("treasurer-1", &young, "release", json!({"released_on": "2014-05-03"})).await;
        assert_eq!(refused.rules(), ["back-dated"]);
        for payment in [&old, &young] {
            app.step("treasurer-1", payment, "release", json!({})).await.must(200);
        }
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn no_money_goes_to_the_offender_of_the_persons_case_and_the_person_is_paid_though_accused(app: TestApp) {
        app.donation("9000.00", "2014-05-05", json!({})).await;
        let (victim, other) = (app.beneficiary("2014-05-01").await, app.beneficiary("2014-05-01").await);
        let mut order = named(&[(&victim, "300.00")]);
        merge(&mut order, json!({"offenders": [{"reference": "8ABC12D"}, {"reference": "Rauf Cinayətov"}]}));
        confirmed(&app, "1-1/2014", order).await;
        let to = |person: &str, payee: Value| paid("social_rehabilitation", person, payee, bought("clothing"), json!({}));
        let by_number = || json!({"kind": "supplier", "name": "Paltar MMC", "number": "8abc 12d"});
        assert_eq!(told(&app, to(&victim, by_number())).await, ["offender-linked block"]);
        assert_eq!(told(&app, to(&other, by_number())).await, ["offender-linked override"], "of another case");
        assert_eq!(told(&app, to(&victim, json!({"kind": "supplier", "name": "CİNAYƏTOV Rauf"}))).await, ["offender-linked override"], "many share a name");
        assert_eq!(told(&app, to(&victim, json!({"kind": "supplier", "name": "Rauf Dərzi"}))).await, [""; 0]);
        let nameless = sorted(&app, to(&victim, json!({"kind": "supplier"}))).await;
        assert_eq!(nameless, ["enforcement-payee override: payee.name", "offender-linked override: payee.name", "round-trip override: payee.name"], "who it is cannot be told");
        let account = json!({"country": "TR", "number": "TR700"});
        let mut with_account = by_number();
        merge(&mut with_account, json!({"account": account}));
        app.draft(to(&other, with_account)).await;
        let shop = json!({"kind": "supplier", "name": "Dükan MMC", "account": account});
        assert_eq!(told(&app, to(&victim, shop)).await, ["offender-linked override"], "it has the offender's account");
        let own = |payee: Value| {
            let mut body = app.lump_sum(&victim);
            body["payee"] = payee;
            body
        };
        assert_eq!(told(&app, own(json!({"kind": "beneficiary", "account": account}))).await, ["shared-account override"], "the offender may hold the card");
        assert_eq!(told(&app, own(json!({"kind": "beneficiary", "name": "Rauf Cinayətov", "number": "8ABC12D"}))).await, [""; 0], "a victim may be convicted, too");
    }

    async fn a_payee_who_is_found_to_be_an_offender_after_the_release_is_called_back_by_the_sweep(app: TestApp) {
        app.donation("9000.00", "2014-05-05", json!({})).await;
        let victim = app.beneficiary("2014-05-01").await;
        let to = |number: &str| paid("social_rehabilitation", &victim, json!({"kind": "supplier", "name": "Paltar MMC", "number": number}), bought("clothing"), json!({}));
        let (theirs, another) = (app.released(to("8ABC12D")).await, app.released(to("1234567891")).await);
        let mut order = named(&[(&victim, "300.00")]);
        merge(&mut order, json!({"offenders": [{"reference": "8ABC12D"}]}));
        confirmed(&app, "1-1/2014", order).await;
        let linked = found(&app, "offender-linked").await;
        let of: Vec<[&Value; 2]> = linked.iter().map(|f| [&f["subject"], &f["severity"]]).collect();
        assert_eq!(of, [[&json!(theirs), &json!("block")]]);
        for (payment, recall) in [(&theirs, true), (&another, false)] {
            assert_eq!(app.get("treasurer-1", &format!("/payments/{payment}")).await.must(200)["recall"], recall);
        }
    }

    async fn like_cases_have_like_sums_though_one_is_paid_in_parts(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let first = app.released(app.lump_sum(&app.beneficiary("2014-05-01").await)).await;
        let other = async |amount: &str| {
            let mut body = app.lump_sum(&app.beneficiary("2014-05-01").await);
            body["amount"] = json!(amount);
            assert_eq!(told(&app, body.clone()).await, ["amount-not-in-force override"], "{amount}");
            let payment = app.draft(body).await;
            app.step("maker-1", &payment, "submit", json!({})).await.must(200);
            lift(&app, &payment, "amount-not-in-force").await;
            app.step("approver-1", &payment, "approve", json!({})).await.must(200);
        };
        other("80.00").await;
        assert_eq!(found(&app, "unequal-treatment").await, [Value::Null; 0], "80 of the same 100");
        other("100.01").await;
        let listed = app.get("auditor-1", "/findings?rule=unequal-treatment").await.must(200);
        let unlike = listed["items"].as_array().expect("findings are listed");
        let award = app.get("auditor-1", &format!("/payments/{first}")).await.must(200)["award"].clone();
        assert_eq!(unlike.len(), 1, "told when the other was awarded: {unlike:?}");
        assert_eq!((&unlike[0]["subject"], &unlike[0]["severity"]), (&award, &json!("warn")));
        assert_eq!((&unlike[0]["facts"]["least"], &unlike[0]["facts"]["most"]), (&json!("100.00"), &json!("100.01")), "{unlike:?}");
        assert_eq!(found(&app, "unequal-treatment").await, [Value::Null; 0], "and once");
    }

    async fn an_allowance_is_paid_once_in_an_episode_and_the_rest_of_its_award_passes(app: TestApp) {
        app.donation("9000.00", "2014-05-05", json!({})).await;
        let mut body = json!({"citizenship": "citizen", "minor": false, "identifications": [identification("2014-05-01")]});
        merge(&mut body, json!({"reintegration": {"episode": 1, "from": "2014-05-20"}}));
        let person = app.known(body).await;
        let award = json!({"beneficiary": person, "purpose": "reintegration_allowance"});
        let award = id(&app.post("maker-1", "/awards", award).await.must(201));
        app.post("approver-2", &format!("/awards/{award}/decide"), json!({"decision": "granted"})).await.must(200);
        let pays = |amount: &str, more: Value| {
            let mut body = json!({"purpose": "reintegration_allowance", "beneficiary": person, "amount": amount, "payee": {"kind": "beneficiary"}, "method": "bank"});
            merge(&mut body, more);
            body
        };
        assert_eq!(sorted(&app, pays("400.01", json!({}))).await, ["allowance-twice block", "amount-not-in-force override"], "above the award");
        approved(&app, pays("300.00", json!({"award": award}))).await;
        assert_eq!(told(&app, pays("100.00", json!({"award": award}))).await, [""; 0], "the rest of it");
        assert_eq!(told(&app, pays("100.01", json!({"award": award}))).await.first().map(String::as_str), Some("allowance-twice block"));
        assert_eq!(told(&app, pays("400.00", json!({}))).await, ["allowance-twice block"]);
        asked(&app, &person, "reintegration", json!({"episode": 2, "from": "2014-05-25"})).await;
        let again = json!({"episode": 2, "on": "2014-05-22", "by": "police", "status": "formal", "document": app.document("maker-1", "identified").await});
        asked(&app, &person, "identifications", again).await;
        assert_eq!(told(&app, pays("400.00", json!({"episode": 2}))).await, ["allowance-twice override"], "another episode is another matter for a second look");
    }

    async fn no_claim_is_set_against_another_and_no_memo_tells_who_is_helped(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-05-01").await;
        assert_eq!(told(&app, memo(&person, "borc tutulmaqla")).await, ["set-off override"], "less a debt");
        assert_eq!(told(&app, memo(&person, "discount deducted")).await, [""; 0], "a price is no claim");
        assert_eq!(told(&app, memo(&person, "help for victims of trafficking")).await, ["unsafe-narrative block"]);
        assert_eq!(told(&app, memo(&person, "a winter coat")).await, [""; 0]);
        assert_eq!(told(&app, memo(&person, "paid once she gives a statement to the police")).await, ["cooperation-condition override"]);
        let payment = app.draft(app.lump_sum(&person)).await;
        app.step("maker-1", &payment, "submit", json!({})).await.must(200);
        app.step("approver-1", &payment, "reject", json!({"reason": "It is set off against the compensation."})).await.must(200);
        let listed = app.get("auditor-1", "/findings?rule=set-off").await.must(200)["items"].clone();
        let told: Vec<[&Value; 3]> = listed.as_array().into_iter().flatten().map(|f| [&f["subject"], &f["stage"], &f["severity"]]).collect();
        assert_eq!(told, [[&json!(payment), &json!("reason"), &json!("override")]], "the auditor reads of it: {listed}");
    }
}
