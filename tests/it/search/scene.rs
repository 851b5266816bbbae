//! The ledger in which words are planted: persons, orders, gifts, payments in each state, made over the API. What each route is sent is
//! in `route`.
use super::{planted::*, refused, speak::Speaker};
use relief_ledger::cli::story::COURT;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// References by what they are.
pub type Scene = BTreeMap<&'static str, String>;

/// A reference in an answer; a command that was refused is told at the end.
fn text(answer: &Value, member: &str) -> String {
    answer[member].as_str().unwrap_or("none").to_owned()
}

/// The identity of one of the three persons.
pub fn identity(which: usize) -> Value {
    json!({"name": NAMES[which], "fin": FINS[which], "born_on": "1991-03-04", "safe_contact": CONTACT,
        "documents": [{"kind": "passport", "number": PAPERS[which], "country": "AZ"}],
        "accounts": [{"iban": IBAN}, {"number": FOREIGN, "country": "TR", "bic": "TCZBTR2A"}]})
}

/// Somebody else in the place of one of the three.
fn stranger(which: usize) -> Value {
    let letter = ['A', 'B', 'C'][which];
    json!({"name": format!("Ceyran Nümunəzadə{letter} Vəli qızı"), "fin": format!("2QRST4{letter}"), "born_on": "1984-11-23", "safe_contact": "at home",
        "documents": [{"kind": "passport", "number": format!("QRS123456{which}"), "country": "GE"}],
        "accounts": [{"number": format!("99001122{which}"), "country": "GE", "bic": "BAGAGE22"}]})
}

/// A person with an identity.
pub fn person(which: usize) -> Value {
    let mut body = json!({"citizenship": "citizen", "method_wish": "bank", "languages": ["az"], "identity": identity(which),
        "identifications": [{"episode": 1, "on": "2014-06-01", "by": "police", "status": "formal"}]});
    // The first is a child, so that somebody may stand in for it.
    let (name, value) =
        if which == 0 { ("majority_on", json!("2030-01-02")) } else { ("minor", json!(false)) };
    body[name] = value;
    body
}

/// A person whose identity nobody gave, so that no review is waited for.
fn helped(scene: &Scene) -> Value {
    let mut body = person(1);
    body["identifications"][0]["document"] = json!(scene["paper"]);
    body.as_object_mut().expect("an object").remove("identity");
    body
}

/// Treatment in a clinic, with everything that can be said of a payment.
pub fn payment(scene: &Scene) -> Value {
    json!({"purpose": "medical", "beneficiary": scene["helped"], "amount": "5.00", "method": "bank", "memo": MEMO,
        "payee": {"kind": "clinic", "name": CLINIC, "number": CLINIC_NUMBER, "account": {"iban": CLINIC_IBAN}},
        "items": [{"category": "treatment", "amount": "5.00"}], "documents": [scene["paper"]]})
}

/// A gift at the bank.
pub fn gift() -> Value {
    json!({"kind": "donation", "amount": "50.00", "received_on": "2014-05-05", "account": "bank", "memo": GIFT_MEMO,
        "donor": {"kind": "natural", "name": DONOR, "number": DONOR_NUMBER}})
}

/// Somebody related to the staff.
pub fn listed() -> Value {
    json!({"name": LISTED, "number": LISTED_NUMBER, "accounts": [LISTED_ACCOUNT], "relation": RELATION, "from": "2014-01-01"})
}

/// A court's decision.
pub fn order(scene: &Scene, number: i32) -> Value {
    json!({"kind": "restitution", "issuer": COURT, "case_number": format!("{CASE}/{number}"), "decided_on": "2014-05-01", "in_force_on": "2014-05-20",
        "copy": scene["copy"], "offenders": [{"reference": OFFENDER}], "beneficiaries": [{"beneficiary": scene["person"], "amount": "50.00"}]})
}

pub fn confiscation(scene: &Scene) -> Value {
    json!({"kind": "confiscation", "issuer": COURT, "case_number": CASE, "decided_on": "2014-05-01", "in_force_on": "2014-05-20",
        "copy": scene["copy"], "offenders": [{"reference": OFFENDER}],
        "assets": [{"kind": "cash", "description": ASSET, "value": "70.00", "stage": "forfeited"}]})
}

/// A court's leave to show a name.
pub fn disclosure(scene: &Scene, number: i32) -> Value {
    json!({"kind": "disclosure", "issuer": COURT, "case_number": format!("{CASE}/{number}"), "decided_on": "2014-05-01",
        "in_force_on": "2014-05-20", "copy": scene["copy"], "beneficiaries": [{"beneficiary": scene["person"]}], "recipient": RECIPIENT,
        "fields": ["name"], "until": "2099-12-31"})
}

pub fn representative(scene: &Scene) -> Value {
    json!({"kind": "guardian", "name": REPRESENTATIVE, "number": REPRESENTATIVE_NUMBER, "contact": REPRESENTATIVE_CONTACT,
        "document": scene["paper"], "from": "2014-01-01"})
}

/// Makes the ledger.
pub async fn laid(to: &mut Speaker) -> Scene {
    let mut scene = Scene::new();
    scene.insert("paper", to.paper("maker-1").await);
    for name in ["advice", "assessment", "answer"] {
        scene.insert(name, to.paper("maker-1").await);
    }
    scene.insert("lifting", scene["paper"].clone());
    scene.insert("copy", to.paper("registrar-1").await);
    let mut large = gift();
    large["amount"] = json!("9000.00");
    large["donor"] = json!({"kind": "legal", "name": LEGAL_DONOR, "number": DONOR_NUMBER});
    let made = to.must("maker-1", "/inflows", large).await;
    for (name, member) in [("inflow", "id"), ("lot", "lot"), ("entry", "entry")] {
        scene.insert(name, text(&made, member));
    }
    let event = json!({"kind": "charity_event", "amount": "90.00", "received_on": "2014-05-06", "account": "cash",
        "event": {"gross": "100.00", "cost": "10.00", "organiser": ORGANISER, "counters": [COUNTER, COUNTER]}});
    to.must("maker-1", "/inflows", event).await;
    // A code stands in the log, so no word fits into it.
    for code in [BUDGET, FINS[0], IBAN, "082.01.2014"] {
        let body = json!({"kind": "state_budget", "amount": "90.00", "received_on": "2014-05-06", "account": "bank", "budget_code": code});
        let seen = to.say("maker-1", "POST /inflows", "/api/v1/inflows", Some(&body)).await;
        assert_eq!(seen.status == 201, code.starts_with("082"), "{code}: {}", seen.text());
    }
    for (which, name) in ["person", "second", "third"].into_iter().enumerate() {
        let mut body = person(which);
        if to.strangers {
            body["identity"] = stranger(which);
        }
        let made = to.must("maker-1", "/beneficiaries", body).await;
        scene.insert(name, text(&made, "id"));
    }
    scene.insert("helped", text(&to.must("maker-1", "/beneficiaries", helped(&scene)).await, "id"));
    let path = format!("/beneficiaries/{}/representatives", scene["person"]);
    let guardian = representative(&scene);
    to.must("maker-1", &path, guardian).await;
    for (name, body) in [
        ("order", order(&scene, 14)),
        ("confiscation", confiscation(&scene)),
        ("disclosure", disclosure(&scene, 31)),
        ("replacement", disclosure(&scene, 32)),
    ] {
        let made = to.must("registrar-1", "/orders", body).await;
        scene.insert(name, text(&made, "id"));
        to.must("registrar-2", &format!("/orders/{}/confirm", scene[name]), json!({})).await;
    }
    scene.insert("award", award(to, &scene["second"].clone()).await);
    scene.insert("payment", in_state(to, &scene, "settle").await);
    scene.insert("asked", refused::asked_for_co_operation(to, &scene).await);
    in_cash(to, &scene).await;
    let mut own = payment(&scene);
    own["payee"] =
        json!({"kind": "beneficiary", "name": PAYEE, "number": FINS[0], "account": {"iban": IBAN}});
    own["beneficiary"] = json!(scene["person"]);
    scene.insert("own payment", text(&to.must("maker-1", "/payments", own).await, "id"));
    let to_the_account = if to.poisons { to_the_account(to).await } else { String::new() };
    scene.insert("to the account", to_the_account);
    scene
}

/// A guardian finds all open matches to be different persons.
async fn reviewed(to: &mut Speaker) {
    let listed = to.say("guardian-1", "GET /duplicates", "/api/v1/duplicates", None).await.json();
    for one in listed["items"].as_array().into_iter().flatten() {
        let decision = json!({"decision": "different", "reason": REASON});
        to.must("guardian-1", &format!("/duplicates/{}/decide", text(one, "id")), decision).await;
    }
}

/// A lump sum on its way to the account of a person helped.
async fn to_the_account(to: &mut Speaker) -> String {
    let mut shown = person(2);
    shown["identifications"][0]["document"] = json!(to.paper("maker-1").await);
    let person = text(&to.must("maker-1", "/beneficiaries", shown).await, "id");
    reviewed(to).await;
    to.must("guardian-1", "/duplicates/review", json!({})).await;
    let body = json!({"purpose": "lump_sum", "beneficiary": person, "amount": "100.00", "payee": {"kind": "beneficiary"}, "method": "bank"});
    let id = text(&to.must("maker-1", "/payments", body).await, "id");
    for (who, step) in [("maker-1", "submit"), ("approver-1", "approve"), ("treasurer-1", "release")] {
        to.must(who, &format!("/payments/{id}/{step}"), json!({})).await;
    }
    id
}

/// A batch for the bank.
async fn batch(to: &mut Speaker, scene: &mut Scene) -> String {
    let released = in_state(to, scene, "release").await;
    let own = std::mem::take(scene.entry("to the account").or_default());
    let payments: Vec<String> = [released, own].into_iter().filter(|id| !id.is_empty()).collect();
    let body = json!({"payments": payments, "execute_on": AHEAD});
    text(&to.must("treasurer-1", "/batches", body).await, "id")
}

/// A day on which a bank may pay, whatever the clock says.
pub const AHEAD: &str = "2099-12-30";

/// A lump sum that somebody collected at the desk.
async fn in_cash(to: &mut Speaker, scene: &Scene) {
    let moved = json!({"lot": scene["lot"], "amount": "500.00", "from": "bank", "to": "cash"});
    to.must("treasurer-1", "/cash-transfers", moved).await;
    let mut wishing = helped(scene);
    wishing["method_wish"] = json!("cash");
    let person = text(&to.must("maker-1", "/beneficiaries", wishing).await, "id");
    let body = json!({"purpose": "lump_sum", "beneficiary": person, "amount": "100.00", "payee": {"kind": "beneficiary", "name": COLLECTED_BY}, "method": "cash"});
    let id = text(&to.must("maker-1", "/payments", body).await, "id");
    let settled = json!({"collected_by": COLLECTED_BY, "proof": PROOF, "receipt": scene["paper"], "witnesses": [COLLECTED_BY, COUNTER]});
    let lift = json!({"rule": "identity-under-review", "reason": REASON, "basis": BASIS});
    for (who, step, body) in [
        ("maker-1", "submit", json!({})),
        ("overrider-1", "override", lift),
        ("approver-1", "approve", json!({})),
        ("treasurer-1", "release", json!({})),
        ("treasurer-1", "settle", settled),
    ] {
        to.must(who, &format!("/payments/{id}/{step}"), body).await;
    }
}

pub async fn award(to: &mut Speaker, person: &str) -> String {
    let body = json!({"beneficiary": person, "purpose": "lump_sum"});
    text(&to.must("maker-1", "/awards", body).await, "id")
}

/// A payment after a step: `draft`, `submit`, `approve`, `release` or `settle`.
pub async fn in_state(to: &mut Speaker, scene: &Scene, last: &str) -> String {
    let id = text(&to.must("maker-1", "/payments", payment(scene)).await, "id");
    let settled = json!({"receipt": scene["paper"]});
    for (who, step, body) in [
        ("maker-1", "submit", json!({})),
        ("approver-1", "approve", json!({})),
        ("treasurer-1", "release", json!({})),
        ("treasurer-1", "settle", settled),
    ] {
        let order = ["draft", "submit", "approve", "release", "settle"];
        let place = |name: &str| order.iter().position(|step| *step == name);
        if place(step) <= place(last) {
            to.must(who, &format!("/payments/{id}/{step}"), body).await;
        }
    }
    id
}

/// What steps of money need: a payment or an inflow in the right state; none for other routes.
async fn money(to: &mut Speaker, scene: &Scene, path: &str) -> Option<String> {
    let made = |answer: Value| text(&answer, "id");
    Some(match path {
        "/payments/{id}/submit" | "/payments/{id}/withdraw" => in_state(to, scene, "draft").await,
        "/payments/{id}/approve" | "/payments/{id}/reject" => in_state(to, scene, "submit").await,
        "/payments/{id}/cancel" | "/payments/{id}/release" => in_state(to, scene, "approve").await,
        "/payments/{id}/recall" | "/payments/{id}/settle" => in_state(to, scene, "release").await,
        "/payments/{id}/return" | "/payments/{id}/unsettle" => in_state(to, scene, "settle").await,
        "/payments/{id}/override" => {
            let mut body = payment(scene);
            body["payee"] = json!({"kind": "clinic", "number": CLINIC_NUMBER});
            let id = made(to.must("maker-1", "/payments", body).await);
            to.must("maker-1", &format!("/payments/{id}/submit"), json!({})).await;
            id
        }
        "/inflows/{id}/identify" | "/inflows/{id}/return" => {
            let mut body = gift();
            body.as_object_mut().expect("an object").remove("donor");
            made(to.must("maker-1", "/inflows", body).await)
        }
        "/inflows/{id}/override" => {
            let mut body = gift();
            (body["account"], body["amount"]) = (json!("cash"), json!("900.00"));
            made(to.must("maker-1", "/inflows", body).await)
        }
        "/inflows/{id}/reverse" | "/inflows/{id}/notified" => {
            made(to.must("maker-1", "/inflows", gift()).await)
        }
        _ => return None,
    })
}

fn of_guardians_and_banks(path: &str) -> bool {
    let starts = [
        "/registers",
        "/rulebooks/{id}",
        "/batches",
        "/duplicates/",
        "/orders/{id}/annul",
        "/orders/{id}/supersede",
    ];
    starts.iter().any(|start| path.starts_with(start))
}

/// What the routes of guardians, of courts that end what they allowed, and of the bank's file need.
async fn guarded(to: &mut Speaker, scene: &mut Scene, path: &str) -> String {
    let made = |answer: Value| text(&answer, "id");
    match path {
        "/orders/{id}/annul" => made(to.must("registrar-1", "/orders", disclosure(scene, 33)).await),
        "/orders/{id}/supersede" => made(to.must("registrar-1", "/orders", disclosure(scene, 34)).await),
        "/rulebooks/{id}" | "/rulebooks/{id}/adopt" | "/rulebooks/{id}/withdraw" => {
            let cap = scene.get("cap").and_then(|cap| cap.parse::<u32>().ok()).unwrap_or(20) + 1;
            scene.insert("cap", cap.to_string());
            made(to.must("administrator-2", "/rulebooks", super::route::proposal(scene)).await)
        }
        "/registers/{register}/{id}/end" => {
            made(to.must("administrator-1", "/registers/related", listed()).await)
        }
        "/batches" => {
            let released = in_state(to, scene, "release").await;
            scene.insert("released", released);
            String::new()
        }
        "/batches/{id}/pain.001" => batch(to, scene).await,
        _ if path.starts_with("/batches/{id}") => {
            let released = in_state(to, scene, "release").await;
            let body = json!({"payments": [released], "execute_on": AHEAD});
            made(to.must("treasurer-1", "/batches", body).await)
        }
        "/duplicates/{id}/decide" => {
            for _ in 0..2 {
                to.must("maker-1", "/beneficiaries", person(2)).await;
            }
            let open = to.say("guardian-1", "GET /duplicates", "/api/v1/duplicates", None).await.json();
            text(&open["items"][0], "id")
        }
        "/duplicates/review" => {
            if to.poisons {
                reviewed(to).await;
            }
            String::new()
        }
        _ => String::new(),
    }
}

/// Makes what a route needs and gives the path with references.
pub async fn ready(to: &mut Speaker, scene: &mut Scene, route: &str) -> String {
    let (_, path) = route.split_once(' ').expect("a method and a path");
    let made = |answer: Value| text(&answer, "id");
    let id = match path {
        _ if of_guardians_and_banks(path) => guarded(to, scene, path).await,
        _ if path.contains("/{id}/") && (path.starts_with("/payments") || path.starts_with("/inflows")) => {
            match money(to, scene, path).await {
                Some(id) => id,
                None => scene["payment"].clone(),
            }
        }
        "/orders/{id}/confirm" => made(to.must("registrar-1", "/orders", order(scene, 15)).await),
        "/orders/{id}/handover" => scene["confiscation"].clone(),
        "/awards/{id}/appeal" => {
            let body = json!({"decision": "refused", "reason": REASON});
            to.must("approver-1", &format!("/awards/{}/decide", scene["award"]), body).await;
            scene["award"].clone()
        }
        "/awards/{id}/decide" => award(to, &scene["third"].clone()).await,
        "/notices/{id}/lift" => {
            let id = made(to.must("maker-1", "/notices", notice(&scene["third"])).await);
            // What lifts something cannot have been there before it.
            scene.insert("lifting", to.paper("maker-1").await);
            id
        }
        "/journal/{id}/reverse" => {
            let moved = json!({"lot": scene["lot"], "amount": "5.00", "from": "bank", "to": "cash"});
            text(&to.must("treasurer-1", "/cash-transfers", moved).await, "entry")
        }
        "/beneficiaries/{id}/erase" => scene["third"].clone(),
        _ => {
            let noun = path.split('/').nth(1).unwrap_or_default();
            let known = [
                ("awards", "award"),
                ("beneficiaries", "person"),
                ("inflows", "inflow"),
                ("journal", "entry"),
                ("lots", "lot"),
                ("orders", "order"),
                ("payments", "payment"),
            ];
            known.iter().find(|(n, _)| *n == noun).map(|(_, name)| scene[name].clone()).unwrap_or_default()
        }
    };
    let mut number = 1;
    match path {
        "/beneficiaries/{id}/return-file/confirm" => {
            to.must("maker-1", &format!("/beneficiaries/{id}/return-file"), super::route::return_file(scene))
                .await;
        }
        "/beneficiaries/{id}/representatives/{number}/conflict/lift" => {
            let all = format!("/beneficiaries/{id}/representatives");
            let one = to.must("maker-1", &all, representative(scene)).await;
            number = one["number"].as_i64().unwrap_or_default();
            to.must(
                "maker-1",
                &format!("{all}/{number}/conflict"),
                json!({"relation": "linked", "document": scene["advice"]}),
            )
            .await;
            scene.insert("lifting", to.paper("maker-1").await);
        }
        _ => {}
    }
    path.replace("{register}", "related")
        .replace("{id}", &id)
        .replace("{number}", &number.to_string())
        .replace("{index}", "0")
}

pub fn notice(person: &str) -> Value {
    json!({"beneficiary": person, "form": "entry_ban", "issued_by": "police", "decided_on": "2014-05-01"})
}
