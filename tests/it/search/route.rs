//! What each route is asked: a body with a planted word wherever one fits, or the queries of a list. A route that stands in OpenAPI and
//! not here fails the search: add it, with words in it.
use super::{planted::*, scene};
use scene::Scene;
use serde_json::{Value, json};

/// Routes of which no call of the search is done, and why: elsewhere than these, one must be.
pub const ONLY_REFUSED: &[(&str, &str)] = &[(
    "POST /log/cosignatures",
    "a note that is kept holds a key's name, which an auditor made, and signatures",
)];

/// The body of a command; none for a route that nobody has thought of.
pub fn body(route: &str, scene: &Scene) -> Option<Value> {
    of_money_in(route, scene)
        .or_else(|| of_persons(route, scene))
        .or_else(|| of_titles(route, scene))
        .or_else(|| of_guardians_and_banks(route, scene))
        .or_else(|| of_payments(route, scene))
}

fn of_money_in(route: &str, scene: &Scene) -> Option<Value> {
    let reason = || json!({"reason": REASON});
    Some(match route {
        "POST /inflows" => scene::gift(),
        "POST /inflows/{id}/identify" => {
            json!({"donor": {"kind": "natural", "name": DONOR, "number": DONOR_NUMBER,
                "account": {"country": "TR", "number": DONOR_ACCOUNT}}})
        }
        "POST /inflows/{id}/return" | "POST /inflows/{id}/reverse" | "POST /journal/{id}/reverse" => reason(),
        "POST /inflows/{id}/override" => json!({"rule": "cash-over-limit", "reason": REASON, "basis": BASIS}),
        "POST /sweeps" | "POST /rulebooks/{id}/adopt" => json!({}),
        "POST /rulebooks" => proposal(scene),
        "POST /rulebooks/{id}/withdraw" => reason(),
        "POST /inflows/{id}/notified" => json!({"notified_on": "2014-06-01", "document": scene["paper"]}),
        "POST /cash-transfers" => {
            json!({"lot": scene["lot"], "amount": "5.00", "from": "bank", "to": "cash", "moved_on": "2014-06-02"})
        }
        "POST /registers/{register}" => scene::listed(),
        "POST /registers/{register}/{id}/end" => json!({"ended_on": "2014-06-02", "reason": REASON}),
        "POST /log/cosignatures" => json!({"note": STRAY, "key": STRAY}),
        _ => return None,
    })
}

/// A rulebook with other limits than the last; its policies name nobody.
pub fn proposal(scene: &Scene) -> Value {
    let cap = scene.get("cap").map_or("20", String::as_str);
    let limits = &crate::rulebook::files()["limits.toml"];
    let limits = limits.replacen("value = \"100.00\"", &format!("value = \"{cap}.00\""), 1);
    json!({"files": {"limits.toml": limits}, "reason": REASON})
}

/// The file of a voluntary return, whole.
pub fn return_file(scene: &Scene) -> Value {
    json!({"consent": scene["paper"], "advice": scene["advice"], "risk_assessment": scene["assessment"], "consent_on": "2014-05-20",
        "consent_language": "az", "interpreter": false, "legal_advice_on": "2014-05-19", "risk_assessed_on": "2014-05-19", "risk": "low",
        "permit_offered_on": "2014-05-18", "in_custody": false, "own_request": true, "receiving_kind": "ngo", "receiving_contact": RECEIVER,
        "removal_check": {"asked_of": ASKED_OF, "asked_on": "2014-05-31", "answer": "none", "document": scene["answer"]}})
}

fn of_persons(route: &str, scene: &Scene) -> Option<Value> {
    Some(match route {
        "POST /beneficiaries" => scene::person(0),
        "POST /beneficiaries/{id}/wish" => json!({"method_wish": "cash"}),
        "POST /beneficiaries/{id}/identifications" => {
            json!({"episode": 1, "on": "2014-06-02", "by": "court", "status": "formal", "document": scene["paper"]})
        }
        "POST /beneficiaries/{id}/reflection" => json!({"from": "2014-06-01", "to": "2014-06-30"}),
        "POST /beneficiaries/{id}/reintegration" => json!({"from": "2014-06-01"}),
        "POST /beneficiaries/{id}/proceedings" => {
            json!({"case": PROCEEDING, "kind": "criminal", "role": "witness", "state": "closed", "opened_on": "2014-05-01",
                "closed_on": "2014-06-01", "appeal_until": "2014-07-01", "arrangement": scene["advice"], "coerced": true, "document": scene["paper"]})
        }
        "POST /beneficiaries/{id}/support" => {
            json!({"kind": "other_funder", "categories": ["rent"], "from": "2014-06-01", "to": "2014-06-30", "funder": FUNDER,
                "document": scene["paper"]})
        }
        "POST /beneficiaries/{id}/minority" => json!({"minor": true, "majority_on": "2030-01-02"}),
        "POST /beneficiaries/{id}/identity-parts" => scene::identity(1),
        "POST /beneficiaries/{id}/erase" => json!({"reason": REASON}),
        "POST /beneficiaries/{id}/return-file" => return_file(scene),
        "POST /beneficiaries/{id}/return-file/confirm" | "POST /beneficiaries/{id}/return-file/withdraw" => {
            json!({})
        }
        "POST /beneficiaries/{id}/representatives" => scene::representative(scene),
        "POST /beneficiaries/{id}/representatives/{number}/end" => {
            json!({"ended_on": "2014-06-02", "document": scene["paper"]})
        }
        "POST /beneficiaries/{id}/representatives/{number}/conflict" => {
            json!({"relation": "linked", "document": scene["paper"]})
        }
        "POST /beneficiaries/{id}/representatives/{number}/conflict/lift" | "POST /notices/{id}/lift" => {
            json!({"document": scene["lifting"]})
        }
        "POST /notices" => scene::notice(&scene["second"]),
        _ => return None,
    })
}

fn of_guardians_and_banks(route: &str, scene: &Scene) -> Option<Value> {
    Some(match route {
        "POST /beneficiaries/{id}/identity" => json!({"authority": scene["disclosure"], "reason": REASON}),
        "POST /duplicates/{id}/decide" => json!({"decision": "different", "reason": REASON}),
        "POST /duplicates/review" => json!({}),
        "POST /batches" => json!({"payments": [scene["released"]], "execute_on": scene::AHEAD}),
        "POST /batches/{id}/withdraw" => json!({"reason": REASON}),
        "POST /orders/{id}/annul" => json!({"document": scene["copy"], "reason": REASON}),
        "POST /orders/{id}/supersede" => json!({"by": scene["replacement"], "reason": REASON}),
        _ => return None,
    })
}

fn of_titles(route: &str, scene: &Scene) -> Option<Value> {
    Some(match route {
        "POST /orders" => scene::order(scene, 16),
        "POST /orders/{id}/confirm" => json!({}),
        "POST /orders/{id}/receipts" => {
            json!({"amount": "5.00", "received_on": "2014-06-01", "from": "instalment", "to": "beneficiary", "beneficiary": scene["person"]})
        }
        "POST /orders/{id}/insufficiency" => {
            json!({"found_on": "2014-06-01", "realisable": "10.00", "document": scene["copy"]})
        }
        "POST /orders/{id}/recourse" => {
            json!({"opened_on": "2014-06-01", "offender": 1, "document": scene["paper"]})
        }
        "POST /orders/{id}/handover" => {
            json!({"asset": 1, "amount": "70.00", "received_on": "2014-06-01", "account": "bank", "evidence": scene["paper"], "memo": GIFT_MEMO})
        }
        "POST /awards" => {
            json!({"beneficiary": scene["person"], "purpose": "reintegration_allowance", "document": scene["paper"]})
        }
        "POST /awards/{id}/decide" => json!({"decision": "granted", "reason": REASON}),
        "POST /awards/{id}/appeal" => json!({"reason": REASON}),
        _ => return None,
    })
}

fn of_payments(route: &str, scene: &Scene) -> Option<Value> {
    Some(match route {
        "POST /payments" | "POST /payments/check" => scene::payment(scene),
        "POST /payments/{id}/submit"
        | "POST /payments/{id}/withdraw"
        | "POST /payments/{id}/approve"
        | "POST /payments/{id}/release" => {
            json!({})
        }
        "POST /payments/{id}/reject"
        | "POST /payments/{id}/cancel"
        | "POST /payments/{id}/recall"
        | "POST /payments/{id}/return"
        | "POST /payments/{id}/unsettle" => json!({"reason": REASON}),
        "POST /payments/{id}/settle" => {
            json!({"receipt": scene["paper"]})
        }
        "POST /payments/{id}/override" => {
            json!({"rule": "enforcement-payee", "reason": REASON, "basis": BASIS})
        }
        _ => return None,
    })
}

fn of_statements(lot: &str, person: &str) -> Vec<String> {
    let narrowed = [
        String::new(),
        format!("&lot={lot}"),
        format!("&beneficiary={person}"),
        "&account=1110&from=2014-06-01".into(),
    ];
    let formats = ["json", "csv", "hledger", "beancount"];
    formats.iter().flat_map(|f| narrowed.iter().map(move |n| format!("?format={f}{n}"))).collect()
}

/// The queries of a route that is read, an empty one where it takes none; none for a route that nobody has thought of.
pub fn queries(route: &str, scene: &Scene) -> Option<Vec<String>> {
    let (lot, person) = (&scene["lot"], &scene["person"]);
    let all = |list: &[&str]| Some(list.iter().map(|query| (*query).to_owned()).collect::<Vec<_>>());
    match route {
        "GET /statements" => Some(of_statements(lot, person)),
        "GET /payments" => Some(vec![
            String::new(),
            format!("?beneficiary={person}&purpose=medical"),
            "?state=settled&limit=2".into(),
        ]),
        "GET /awards" => all(&["", "?unpaid_on=2014-06-02"]),
        "GET /persons" => all(&["", "?on=2014-06-02"]),
        "GET /trial-balance" => all(&["", "?on=2014-06-02"]),
        "GET /findings" => all(&["", "?severity=override", "?rule=enforcement-payee"]),
        "GET /refusals" => Some(vec![
            String::new(),
            "?limit=2".into(),
            "?rule=cooperation-condition".into(),
            format!("?subject={}", scene["asked"]),
        ]),
        "GET /log/leaves" => {
            all(&["?from=0&count=500", "?from=200&count=500", "?from=500&count=500", "?from=1000&count=500"])
        }
        "GET /log/consistency" => all(&["?from=1"]),
        "GET /batches/{id}/pain.001" => all(&["", "?version=03"]),
        "GET /log/proof/{index}" => all(&["", "?size=2"]),
        "GET /healthz"
        | "GET /readyz"
        | "GET /metrics"
        | "GET /api/openapi.json"
        | "GET /api/docs"
        | "GET /awards/{id}"
        | "GET /batches"
        | "GET /batches/{id}"
        | "GET /beneficiaries"
        | "GET /beneficiaries/{id}"
        | "GET /beneficiaries/{id}/representatives"
        | "GET /disclosures"
        | "GET /duplicates"
        | "GET /inflows"
        | "GET /inflows/{id}"
        | "GET /journal/{id}"
        | "GET /log/checkpoint"
        | "GET /log/cosignatures"
        | "GET /lots"
        | "GET /lots/{id}"
        | "GET /lots/{id}/uses"
        | "GET /orders"
        | "GET /rulebooks"
        | "GET /rulebooks/ruling"
        | "GET /rulebooks/{id}"
        | "GET /orders/{id}"
        | "GET /payments/{id}"
        | "GET /payments/{id}/sources"
        | "GET /registers/{register}" => all(&["", "?limit=2"][..if route.contains('}') { 1 } else { 2 }]),
        _ => None,
    }
}
