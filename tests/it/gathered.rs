//! Rules that meet their facts only through the store: what orders, payments, receipts and property come to together. Each is driven in by
//! the requests that officers send, and beside what a rule says stands lawful help on which it is silent.
mod hands;
mod income;
mod way_out;

use crate::{
    app::{TestApp, id, merge, on_both_engines},
    catalogue::{findings, told},
    sweeps::{of_rule, swept},
};
use relief_ledger::cli::story::COURT;
use serde_json::{Value, json};

/// An order that a registrar records: what every kind of it has, with more; the reference.
async fn registered(app: &TestApp, case: &str, more: Value) -> String {
    let copy = app.document("registrar-1", "the certified copy").await;
    let mut body = json!({"kind": "restitution", "issuer": COURT, "case_number": case, "decided_on": "2014-03-01", "in_force_on": "2014-04-01",
        "copy": copy, "offenders": [{"reference": "Accused 1"}]});
    merge(&mut body, more);
    id(&app.post("registrar-1", "/orders", body).await.must(201))
}

async fn confirmed(app: &TestApp, case: &str, more: Value) -> String {
    let order = registered(app, case, more).await;
    app.post("registrar-2", &format!("/orders/{order}/confirm"), json!({})).await.must(200);
    order
}

/// Persons and their sums, as an order names them.
fn named(persons: &[(&str, &str)]) -> Value {
    let named = |(who, sum): &(&str, &str)| json!({"beneficiary": who, "amount": sum});
    json!({"beneficiaries": persons.iter().map(named).collect::<Vec<_>>()})
}

/// A court finds that of the offender's property no more than a sum is left.
async fn insufficient(app: &TestApp, order: &str, realisable: &str) {
    let found = json!({"found_on": "2014-05-20", "realisable": realisable});
    app.post("registrar-1", &format!("/orders/{order}/insufficiency"), found).await.must(201);
}

/// A confirmed restitution order on which the Fund may pay all, since nothing is left of the offender's property.
async fn payable(app: &TestApp, case: &str, persons: &[(&str, &str)]) -> String {
    let order = confirmed(app, case, named(persons)).await;
    insufficient(app, &order, "0.00").await;
    order
}

/// The offender pays a person on an order.
async fn receives(app: &TestApp, order: &str, person: &str, amount: &str) {
    let receipt = json!({"amount": amount, "received_on": "2014-06-01", "from": "instalment", "to": "beneficiary", "beneficiary": person});
    app.post("registrar-1", &format!("/orders/{order}/receipts"), receipt).await.must(201);
}

fn restitution(person: &str, order: &str, amount: &str) -> Value {
    json!({"purpose": "restitution", "beneficiary": person, "amount": amount, "payee": {"kind": "beneficiary"}, "method": "bank", "order": order})
}

/// What a sweep finds anew of one rule: the findings as they are told.
async fn found(app: &TestApp, rule: &str) -> Vec<Value> {
    let answer = app.post("auditor-1", "/sweeps", json!({})).await.must(201);
    answer["findings"].as_array().into_iter().flatten().filter(|f| f["rule"] == rule).cloned().collect()
}

/// The findings of a check in an order of their own, since rules speak in the order of the rulebook.
async fn sorted(app: &TestApp, body: Value) -> Vec<String> {
    let mut told = told(app, body).await;
    told.sort();
    told
}

async fn opened(app: &TestApp, order: &str, on: &str) {
    app.post("maker-1", &format!("/orders/{order}/recourse"), json!({"opened_on": on})).await.must(201);
}

/// Drafts, submits and approves; the reference.
async fn approved(app: &TestApp, body: Value) -> String {
    let payment = app.draft(body).await;
    for (who, step) in [("maker-1", "submit"), ("approver-1", "approve")] {
        app.step(who, &payment, step, json!({})).await.must(200);
    }
    payment
}

/// What an overrider says to lift a finding of a rule.
fn lifting(rule: &str) -> Value {
    json!({"rule": rule, "reason": "The papers were looked at again.", "basis": "policy of the Fund"})
}

async fn lift(app: &TestApp, payment: &str, rule: &str) {
    app.step("overrider-1", payment, "override", lifting(rule)).await.must(200);
}

on_both_engines! {
    async fn the_fund_pays_on_a_final_order_what_the_offender_cannot_and_never_more(app: TestApp) {
        app.donation("9000.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-05-01").await;
        let order = registered(&app, "1-1/2014", named(&[(&person, "100.00")])).await;
        let pays = |amount: &str| restitution(&person, &order, amount);
        assert_eq!(sorted(&app, pays("60.00")).await, ["no-final-decision block", "outside-purpose block", "property-sufficient block"]);
        let mut nowhere = pays("60.00");
        nowhere.as_object_mut().expect("an object").remove("order");
        assert_eq!(sorted(&app, nowhere).await, ["no-final-decision override: order", "outside-purpose block", "over-order override: order",
            "property-sufficient override: order", "routes-mixed override: order"]);
        app.post("registrar-2", &format!("/orders/{order}/confirm"), json!({})).await.must(200);
        assert_eq!(told(&app, pays("60.00")).await, ["property-sufficient block"], "the offender may have it");
        insufficient(&app, &order, "40.00").await;
        assert_eq!(told(&app, pays("60.00")).await, [""; 0], "what is left of the property is not asked of the Fund");
        assert_eq!(told(&app, pays("60.01")).await, ["property-sufficient block"]);
        assert_eq!(sorted(&app, pays("100.01")).await, ["over-order block", "property-sufficient block"]);
        let stranger = app.beneficiary("2014-05-01").await;
        let to_other = sorted(&app, restitution(&stranger, &order, "0.01")).await;
        assert_eq!(to_other, ["outside-purpose block", "over-order block", "property-sufficient block"], "nothing was ordered for this person");

        let payment = approved(&app, pays("60.00")).await;
        receives(&app, &order, &person, "70.00").await;
        let refused = app.step("treasurer-1", &payment, "release", json!({})).await;
        assert_eq!(refused.code(), "blocked_by_rule", "{}", refused.text());
        assert!(refused.rules().contains(&"over-order".to_owned()), "the offender paid meanwhile: {}", refused.text());
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn each_route_of_compensation_is_paid_from_its_own_money(app: TestApp) {
        let gift = app.donation("900.00", "2014-05-05", json!({})).await;
        let budget = json!({"kind": "state_budget", "amount": "900.00", "received_on": "2014-05-10", "account": "bank", "budget_code": "2014.10"});
        let budget = app.post("maker-1", "/inflows", budget).await.must(201);
        let person = app.beneficiary("2014-05-01").await;
        let order = payable(&app, "1-1/2014", &[(&person, "100.00")]).await;
        let from = |lot: &Value| {
            let mut body = restitution(&person, &order, "100.00");
            merge(&mut body, json!({"lots": [lot]}));
            body
        };
        assert_eq!(told(&app, from(&budget["lot"])).await, ["routes-mixed block"]);
        assert_eq!(told(&app, from(&gift["lot"])).await, [""; 0]);
    }

    async fn what_was_paid_above_an_order_is_found_for_each_person_and_what_is_only_promised_is_not(app: TestApp) {
        app.donation("9000.00", "2014-05-05", json!({})).await;
        let (one, two) = (app.beneficiary("2014-05-01").await, app.beneficiary("2014-05-01").await);
        let by_fund = payable(&app, "1-1/2014", &[(&one, "300.00")]).await;
        let by_offender = confirmed(&app, "1-2/2014", named(&[(&one, "100.00"), (&two, "200.00")])).await;
        let promised = payable(&app, "1-3/2014", &[(&two, "100.00")]).await;
        app.released(restitution(&one, &by_fund, "250.00")).await;
        receives(&app, &by_fund, &one, "50.00").await;
        receives(&app, &by_offender, &one, "100.00").await;
        approved(&app, restitution(&two, &promised, "100.00")).await;
        receives(&app, &promised, &two, "60.00").await;
        assert_eq!(found(&app, "overpaid").await, [Value::Null; 0], "to the last qəpik, and what is only approved left nobody's hands");
        for to in ["recourse", "through_fund"] {
            let receipt = json!({"amount": "50.00", "received_on": "2014-06-01", "from": "instalment", "to": to, "beneficiary": one});
            let refused = app.post("maker-1", &format!("/orders/{by_fund}/receipts"), receipt).await;
            assert_eq!(refused.json()["fields"][0]["field"], "to", "what the Fund gets is no receipt of the victim: {}", refused.text());
        }
        receives(&app, &by_fund, &one, "0.01").await;
        receives(&app, &by_offender, &one, "0.01").await;
        let over: Vec<String> = found(&app, "overpaid").await.iter().map(|f| {
            let (subject, facts) = (f["subject"].as_str().unwrap_or_default(), &f["facts"]);
            format!("{subject} {} {} {} {} {}", f["severity"], facts["ordered"], facts["received"], facts["paid_by_fund"], facts["over"])
        }).collect();
        assert_eq!(over, [format!(r#"{by_fund} "warn" "300.00" "50.01" "250.00" "0.01""#),
            format!(r#"{by_offender} "warn" "100.00" "100.01" "0.00" "0.01""#)], "what another lacks makes up for nothing");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn recourse_is_asked_for_each_payment_that_none_followed_for_thirty_days(app: TestApp) {
        app.donation("9000.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-05-01").await;
        let mut orders = vec![];
        for case in ["1-1/2014", "1-2/2014", "1-3/2014", "1-4/2014", "1-5/2014"] {
            orders.push(payable(&app, case, &[(&person, "300.00")]).await);
        }
        let [before, followed, mistyped, recalled, promised] = orders.as_slice() else { panic!("five orders are there") };
        opened(&app, before, "2014-06-01").await;
        for order in [before, followed, mistyped, recalled] {
            let payment = app.released(restitution(&person, order, "100.00")).await;
            if order == recalled {
                app.step("treasurer-1", &payment, "recall", json!({})).await.must(200);
            }
        }
        approved(&app, restitution(&person, promised, "100.00")).await;
        opened(&app, mistyped, "2014-06-02").await;
        opened(&app, mistyped, "2014-05-12").await;
        app.set_clock("2014-06-30T10:00:00+04:00");
        opened(&app, followed, "2014-06-02").await;
        let rule = "recourse-not-opened";
        app.set_clock("2014-07-02T10:00:00+04:00");
        assert_eq!(of_rule(&swept(&app).await, rule), [""; 0], "30 days");
        app.set_clock("2014-07-03T10:00:00+04:00");
        approved(&app, restitution(&person, mistyped, "50.00")).await;
        let told = app.get("auditor-1", &format!("/findings?rule={rule}")).await.must(200);
        assert_eq!(told["items"][0]["subject"], json!(mistyped), "whoever approves more on an order is told: {told}");
        let late = found(&app, rule).await;
        let of: Vec<&Value> = late.iter().map(|f| &f["subject"]).collect();
        assert_eq!(of, [&json!(before)], "recourse for what was not paid yet is none");
        assert_eq!((&late[0]["severity"], &late[0]["facts"]["days"], &late[0]["missing"]), (&json!("warn"), &json!(31), &json!([])), "{late:?}");
        app.released(restitution(&person, followed, "100.00")).await;
        app.set_clock("2014-08-02T10:00:00+04:00");
        assert_eq!(found(&app, rule).await, [Value::Null; 0], "30 days after the second payment");
        app.set_clock("2014-08-03T10:00:00+04:00");
        assert_eq!(of_rule(&swept(&app).await, rule), [format!("{rule} {followed}")], "the recourse was for the first");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn property_that_comes_before_the_victims_have_theirs_is_told_at_once_and_by_the_sweep(app: TestApp) {
        app.donation("9000.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary("2014-05-01").await;
        let assets = || json!({"kind": "confiscation", "assets": [{"kind": "cash", "value": "70.00", "stage": "forfeited"}, {"kind": "cash", "value": "30.00", "stage": "forfeited"}]});
        let came = async |order: &str, asset: i32, amount: &str| {
            let body = json!({"kind": "confiscated_asset", "amount": amount, "received_on": "2014-06-01", "account": "bank", "order": order, "asset": asset});
            let inflow = app.post("maker-1", "/inflows", body).await.must(201);
            assert_eq!(inflow["state"], "available", "a warning holds nothing back: {inflow}");
            findings(&inflow["findings"])
        };
        let rule = "confiscated-before-restitution";
        let owed = payable(&app, "1-1/2014", &[(&person, "300.00")]).await;
        let of_owed = confirmed(&app, "1-1/2014", assets()).await;
        let unrelated = confirmed(&app, "9-9/2014", assets()).await;
        let unfound = json!({"beneficiaries": [{"subject": {"name": "Maria Santos", "born_on": "1988-02-03"}, "amount": "300.00"}]});
        confirmed(&app, "1-2/2014", unfound).await;
        let of_unfound = confirmed(&app, "1-2/2014", assets()).await;
        assert_eq!(of_rule(&swept(&app).await, rule), [""; 0], "nothing came yet");
        assert_eq!(came(&of_owed, 1, "70.00").await, [format!("{rule} warn")]);
        assert_eq!(came(&of_unfound, 1, "70.00").await, [format!("{rule} warn")], "owed to somebody whom nobody found");
        assert_eq!(came(&unrelated, 1, "70.00").await, [""; 0]);
        assert_eq!(of_rule(&swept(&app).await, rule), [""; 0], "it was told on the orders when the property came");
        let listed = app.get("auditor-1", &format!("/findings?rule={rule}")).await.must(200);
        let on_orders = listed["items"].as_array().into_iter().flatten().filter(|f| f["stage"] == "sweep");
        let of: Vec<[&Value; 2]> = on_orders.map(|f| [&f["subject"], &f["severity"]]).collect();
        assert_eq!(of, [[&json!(of_owed), &json!("warn")], [&json!(of_unfound), &json!("warn")]]);
        receives(&app, &owed, &person, "100.00").await;
        assert_eq!(came(&of_owed, 2, "30.00").await, [format!("{rule} warn")], "a part is not all");

        let done = payable(&app, "1-4/2014", &[(&person, "300.00")]).await;
        receives(&app, &done, &person, "100.00").await;
        app.released(restitution(&person, &done, "200.00")).await;
        let of_done = confirmed(&app, "1-4/2014", assets()).await;
        assert_eq!(came(&of_done, 1, "70.00").await, [""; 0], "the victim has it all, a part of it from the Fund");
        assert_eq!(of_rule(&swept(&app).await, rule), [""; 0]);
        assert_eq!(app.differences().await, [""; 0]);
    }
}
