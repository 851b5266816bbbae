//! Money that comes in: whose it is, in what it came, how it was counted and what is asked for it. What stands against a gift holds it back,
//! and what is held back pays nothing.
use super::{confirmed, found, lifting, sorted};
use crate::{
    app::{TestApp, identification, merge, on_both_engines},
    catalogue::{bought, findings, paid, supplier, told},
};
use serde_json::{Value, json};

/// What comes of an inflow: how it stands, what was found, and the whole answer.
async fn came(app: &TestApp, body: Value) -> (String, Vec<String>, Value) {
    let inflow = app.post("maker-1", "/inflows", body).await.must(201);
    (inflow["state"].as_str().unwrap_or_default().to_owned(), findings(&inflow["findings"]), inflow)
}

/// A gift in cash of somebody, with changes.
fn gift(donor: &str, amount: &str, on: &str, more: Value) -> Value {
    let mut body = json!({"kind": "donation", "amount": amount, "received_on": on, "account": "cash", "donor": {"kind": "natural", "name": donor}});
    merge(&mut body, more);
    body
}

/// Asserts what was found of an inflow, and that it is held back where a finding waits for somebody.
async fn expect(app: &TestApp, body: Value, expected: &[&str], why: &str) -> Value {
    let (state, found, inflow) = came(app, body).await;
    assert_eq!(found, expected, "{why}");
    let waits = expected.iter().any(|finding| !finding.contains(" warn"));
    assert_eq!(state, if waits { "quarantined" } else { "available" }, "{why}");
    inflow
}

async fn lift(app: &TestApp, inflow: &Value, rule: &str) -> Value {
    let path = format!("/inflows/{}/override", inflow["id"].as_str().unwrap_or_default());
    app.post("overrider-1", &path, lifting(rule)).await.json()
}

/// A payment out of lots.
fn out_of(person: &str, lots: &[&Value], category: &str, purpose: &str) -> Value {
    paid(purpose, person, supplier(), bought(category), json!({"lots": lots}))
}

on_both_engines! {
    async fn cash_of_one_donor_counts_together_for_thirty_days(app: TestApp) {
        let over = ["cash-over-limit override"];
        expect(&app, gift("Aysel", "200.00", "2014-06-02", json!({})), &[], "at the limit").await;
        expect(&app, gift("Bahar", "200.01", "2014-06-02", json!({})), &over, "a qəpik over it").await;
        expect(&app, gift("Cavad", "900.00", "2014-06-02", json!({"account": "bank"})), &[], "the bank knows whose it is").await;
        expect(&app, gift("Dilarə", "150.00", "2014-05-04", json!({})), &[], "the first").await;
        expect(&app, gift("Dilarə", "50.00", "2014-06-02", json!({})), &[], "together at the limit").await;
        expect(&app, gift("DİLARƏ", "0.01", "2014-06-02", json!({})), &over, "together over it, by whatever letters").await;
        let as_a = |kind: &str, number: Value| json!({"donor": {"kind": kind, "name": "Fidan Əliyeva", "number": number}});
        let fidan = |kind: &str, number: Value| gift("", "150.00", "2014-06-01", as_a(kind, number));
        expect(&app, fidan("natural", json!("1ABC123")), &[], "the first").await;
        expect(&app, fidan("natural", json!("2ABC123")), &[], "a namesake by another number").await;
        expect(&app, fidan("natural", json!("1abc 123")), &over, "the number is the same").await;
        expect(&app, fidan("legal", Value::Null), &over, "without a number, and as of another kind").await;
        expect(&app, gift("Elçin", "150.00", "2014-05-03", json!({})), &[], "thirty days before").await;
        expect(&app, gift("Elçin", "150.00", "2014-06-02", json!({})), &[], "is another month").await;
    }

    async fn a_gift_of_nobody_pays_nothing_until_its_donor_is_named(app: TestApp) {
        let mut nobody = gift("", "100.00", "2014-06-02", json!({"account": "bank"}));
        nobody.as_object_mut().expect("an object").remove("donor");
        let inflow = expect(&app, nobody, &["anonymous-donation block"], "nobody is named").await;
        let person = app.beneficiary("2014-05-01").await;
        let pays = || {
            let mut body = app.lump_sum(&person);
            body["lots"] = json!([inflow["lot"]]);
            body
        };
        assert_eq!(told(&app, pays()).await, ["lot-overdrawn block"]);
        assert_eq!(lift(&app, &inflow, "anonymous-donation").await["code"], "invalid", "nobody lifts it");
        let path = format!("/inflows/{}/identify", inflow["id"].as_str().unwrap_or_default());
        let seen = app.post("maker-2", &path, json!({"donor": {"kind": "legal", "name": "Xeyirxah MMC"}})).await.json();
        assert_eq!(seen["state"], "available", "{seen}");
        assert_eq!(told(&app, pays()).await, [""; 0]);
        let interest = json!({"kind": "interest", "amount": "7.00", "received_on": "2014-06-01", "account": "bank"});
        expect(&app, interest, &[], "the bank's interest is nobody's gift").await;
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn the_cash_of_an_event_is_counted_by_two_and_booked_with_its_costs_apart(app: TestApp) {
        let sheet = app.document("maker-1", "count sheet").await;
        let event = |gross: &str, cost: &str, counters: Value, more: Value| {
            let mut event = json!({"gross": gross, "cost": cost, "organiser": "Məktəb 5", "counters": counters, "count_sheet": sheet});
            merge(&mut event, more);
            json!({"kind": "charity_event", "amount": "90.00", "received_on": "2014-06-01", "account": "cash", "event": event})
        };
        let two = || json!(["Aysel", "Bahar"]);
        let uncounted = ["event-cash-uncounted override"];
        expect(&app, event("100.00", "10.00", two(), json!({})), &[], "as it should be").await;
        expect(&app, event("100.00", "10.00", json!(["Bahar", "BAHAR"]), json!({})), &uncounted, "one who signs twice").await;
        expect(&app, event("100.00", "10.00", two(), json!({"count_sheet": null})), &uncounted, "without a sheet").await;
        expect(&app, event("100.00", "10.00", two(), json!({"organiser": null})), &uncounted, "of nobody").await;
        expect(&app, event("90.00", "0.00", two(), json!({})), &["event-booked-net warn"], "costs that nobody booked").await;
    }

    async fn who_gives_buys_no_name_and_no_picture_of_a_victim(app: TestApp) {
        let asks = |memo: &str| gift("Fərid", "100.00", "2014-06-02", json!({"account": "bank", "memo": memo}));
        let unlawful = ["donor-term-unlawful block"];
        let inflow = expect(&app, asks("The donor receives the names of the victims."), &unlawful, "names").await;
        assert_eq!(lift(&app, &inflow, "donor-term-unlawful").await["code"], "invalid", "nobody lifts it");
        expect(&app, asks("Photographs of the victims are sent to the donor."), &unlawful, "pictures").await;
        expect(&app, asks("Photographs of the repaired roof are sent to the donor."), &[], "a roof is nobody's secret").await;
        let titled = [("Content-Type", "text/plain"), ("X-Title", "Names of the victims for the donor")];
        let paper = app.raw("maker-1", "POST", "/api/v1/documents", &titled, "terms").await.must(201)["id"].clone();
        let terms = json!({"account": "bank", "restriction": {"purposes": ["medical"], "document": paper}});
        expect(&app, gift("Günel", "100.00", "2014-06-02", terms), &unlawful, "in the title of the paper that sets the terms").await;
    }

    async fn an_offender_gives_nothing_and_a_namesake_waits_until_it_is_known_who_gave(app: TestApp) {
        let victim = app.beneficiary("2014-05-01").await;
        let order = json!({"offenders": [{"reference": "8ABC12D"}, {"reference": "Rauf Cinayətov"}], "beneficiaries": [{"beneficiary": victim, "amount": "300.00"}]});
        confirmed(&app, "1-1/2014", order).await;
        let from = |name: &str, number: &str| {
            let donor = json!({"donor": {"kind": "natural", "name": name, "number": number}, "account": "bank"});
            gift(name, "100.00", "2014-06-02", donor)
        };
        let inflow = expect(&app, from("Başqa Ad", "8abc 12d"), &["offender-linked block"], "by whatever name").await;
        assert_eq!(lift(&app, &inflow, "offender-linked").await["code"], "invalid", "nobody lifts it");
        let namesake = expect(&app, from("CİNAYƏTOV Rauf", "1ABC12D"), &["offender-linked override"], "many share a name").await;
        assert_eq!(lift(&app, &namesake, "offender-linked").await["state"], "available");
        expect(&app, from("Rauf Dərzi", "2ABC12D"), &[], "somebody else").await;
    }

    async fn what_a_donor_gave_for_children_or_until_a_day_is_spent_on_nothing_else(app: TestApp) {
        let mut persons = vec![];
        for minor in [json!({"minor": true}), json!({"minor": false}), json!({})] {
            let mut body = json!({"citizenship": "citizen", "identifications": [identification("2014-05-01")]});
            merge(&mut body, minor);
            persons.push(app.known(body).await);
        }
        let restricted = async |more: Value| app.donation("900.00", "2014-05-20", json!({"restriction": more})).await["lot"].clone();
        let for_children = restricted(json!({"purposes": ["medical"], "minors_only": true})).await;
        let treated = |person: &str, lot: &Value| {
            let clinic = json!({"kind": "clinic", "name": "Nümunə Klinikası"});
            paid("medical", person, clinic, bought("treatment"), json!({"lots": [lot]}))
        };
        for (person, expected) in persons.iter().zip([vec![], vec!["restricted-elsewhere block"], vec!["restricted-elsewhere override: beneficiary.minor"]]) {
            assert_eq!(told(&app, treated(person, &for_children)).await, expected);
        }
        let until = restricted(json!({"purposes": ["medical"], "expires_on": "2014-06-02"})).await;
        assert_eq!(told(&app, treated(&persons[1], &until)).await, [""; 0], "its last day");
        app.set_clock("2014-06-03T10:00:00+04:00");
        assert_eq!(told(&app, treated(&persons[1], &until)).await, ["restricted-elsewhere block"]);
    }

    async fn what_is_seized_is_held_for_others_and_what_names_no_order_waits(app: TestApp) {
        let assets = json!({"kind": "confiscation", "assets": [{"kind": "cash", "value": "70.00", "stage": "seized"}, {"kind": "cash", "value": "30.00", "stage": "forfeited"}]});
        let order = confirmed(&app, "1-1/2014", assets).await;
        let asset = |amount: &str, more: Value| {
            let mut body = json!({"kind": "confiscated_asset", "amount": amount, "received_on": "2014-06-01", "account": "bank"});
            merge(&mut body, more);
            body
        };
        let refused = app.post("maker-1", "/inflows", asset("70.00", json!({"order": order, "asset": 1}))).await;
        assert_eq!((refused.status, refused.json()["fields"][0]["field"].as_str()), (422, Some("asset")), "{}", refused.text());
        expect(&app, asset("30.00", json!({"order": order, "asset": 2})), &[], "forfeited").await;
        let inflow = expect(&app, asset("70.00", json!({})), &["seized-spent override: asset.stage"], "of no order").await;
        let person = app.beneficiary("2014-05-01").await;
        let pays = || out_of(&person, &[&inflow["lot"]], "clothing", "social_rehabilitation");
        let mut small = pays();
        merge(&mut small, json!({"amount": "70.00", "items": [{"category": "clothing", "amount": "70.00"}]}));
        assert_eq!(told(&app, small.clone()).await, ["lot-overdrawn block"], "it is not the Fund's yet");
        assert_eq!(lift(&app, &inflow, "seized-spent").await["state"], "available");
        assert_eq!(told(&app, small).await, [""; 0]);
    }

    async fn an_inflow_that_is_dated_more_than_thirty_days_back_is_told(app: TestApp) {
        let bank = || json!({"account": "bank"});
        expect(&app, gift("Aysel", "10.00", "2014-05-03", bank()), &[], "30 days").await;
        let inflow = expect(&app, gift("Aysel", "10.00", "2014-05-02", bank()), &["back-dated warn"], "31 days").await;
        assert_eq!(inflow["findings"][0]["facts"]["days_back"], 31, "{inflow}");
    }

    async fn a_grant_is_registered_within_thirty_days_and_then_nobody_is_reminded(app: TestApp) {
        let grant = |on: &str| gift("Fond", "10.00", on, json!({"kind": "grant", "account": "bank"}));
        let (_, _, late) = came(&app, grant("2014-05-03")).await;
        came(&app, grant("2014-05-04")).await;
        let (_, _, told) = came(&app, grant("2014-05-02")).await;
        let path = format!("/inflows/{}/notified", told["id"].as_str().unwrap_or_default());
        app.post("maker-1", &path, json!({"notified_on": "2014-05-20"})).await.must(201);
        let listed = app.get("auditor-1", "/findings?rule=notification-overdue").await.must(200);
        assert_eq!((&listed["items"][0]["subject"], listed["items"].as_array().map(Vec::len)), (&told["id"], Some(1)), "recorded 31 days late: {listed}");
        app.set_clock("2014-06-03T10:00:00+04:00");
        let overdue = found(&app, "notification-overdue").await;
        let of: Vec<[&Value; 3]> = overdue.iter().map(|f| [&f["subject"], &f["severity"], &f["facts"]["days"]]).collect();
        assert_eq!(of, [[&late["id"], &json!("warn"), &json!(31)]], "31 days, 30 days, and one that was registered");
    }

    async fn money_of_unknown_origin_and_one_donors_money_for_anothers_wait_for_another_look(app: TestApp) {
        let person = app.beneficiary("2014-05-01").await;
        let opening = |more: Value| {
            let mut body = json!({"kind": "opening", "amount": "500.00", "received_on": "2014-05-30", "account": "bank"});
            merge(&mut body, more);
            body
        };
        let (_, _, unproven) = came(&app, opening(json!({}))).await;
        let (_, _, proven) = came(&app, opening(json!({"evidence": app.document("maker-1", "a statement").await}))).await;
        let clothes = |lot: &Value| out_of(&person, &[lot], "clothing", "social_rehabilitation");
        assert_eq!(told(&app, clothes(&unproven["lot"])).await, ["unproven-lot override"]);
        assert_eq!(told(&app, clothes(&proven["lot"])).await, [""; 0]);

        let restricted = |purpose: &str| json!({"restriction": {"purposes": [purpose, "social_rehabilitation"]}});
        let short = app.donation("100.00", "2014-05-20", restricted("medical")).await["lot"].clone();
        let ample = app.donation("900.00", "2014-05-20", restricted("legal_aid")).await["lot"].clone();
        let both = |one: &Value, other: &Value| out_of(&person, &[one, other], "clothing", "social_rehabilitation");
        assert_eq!(told(&app, both(&short, &ample)).await, ["inter-lot-loan override"]);
        assert_eq!(told(&app, both(&short, &proven["lot"])).await, [""; 0], "free money lends nothing");
        assert_eq!(told(&app, both(&ample, &short)).await, [""; 0], "the first is enough");
        let elsewhere = app.donation("900.00", "2014-05-20", json!({"restriction": {"purposes": ["legal_aid"]}})).await["lot"].clone();
        assert_eq!(sorted(&app, both(&elsewhere, &short)).await, ["restricted-elsewhere block"]);
    }
}
