//! Persons who may be the same: found in hiding, decided by a guardian, joined for good; and nobody else can tell. How identities are
//! compared is tried in `vault::matching`, how often it is right in `benches/duplicates`.
use crate::app::{Answer, TestApp, id, identification, on_both_engines};
use futures_util::future::join_all;
use relief_ledger::{
    domain::reference::DocumentRef,
    service::{
        Fund,
        duplicate::{remove_terms::remove_terms, work::compare_all},
    },
    store::{Store, WriterKind},
    vault::{Keys, Secret},
};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Who is known, and somebody else.
fn aysel() -> Value {
    json!({"name": "Aysel Rəhim qızı Məmmədova", "fin": "5XK4T2B", "born_on": "1991-03-04",
        "documents": [{"kind": "passport", "number": "C01234567", "country": "AZ"}]})
}

fn stranger(number: usize) -> Value {
    let letters = ["Bənövşə", "Gülnarə", "Pərvanə", "Ülviyyə", "Zümrüd", "Fidan", "Könül", "Xədicə"];
    let name = format!("{} Tofiq qızı Həsənzadə", letters[number % letters.len()]);
    json!({"name": name, "fin": format!("7{number:05}Z"), "born_on": format!("19{}-07-{:02}", 50 + number % 40, 1 + number % 28),
        "documents": [{"kind": "passport", "number": format!("P{number:08}"), "country": "AZ"}]})
}

/// As many persons as `RELIEF_DUPLICATE_PERSONS` says, or the few of the short form.
#[expect(clippy::disallowed_methods, reason = "whoever wants more persons says so in the environment")]
fn persons() -> usize {
    std::env::var("RELIEF_DUPLICATE_PERSONS").ok().and_then(|n| n.parse().ok()).unwrap_or(60)
}

/// One of very many, made of syllables.
fn anybody(number: usize) -> Value {
    const SYLLABLES: [&str; 10] = ["ba", "ter", "lan", "mir", "sof", "dul", "gem", "kan", "pov", "zir"];
    let word = |mut n: usize| {
        (0..4)
            .map(|_| {
                let part = SYLLABLES[n % 10];
                n /= 10;
                part
            })
            .collect::<String>()
    };
    let (first, last) = (word(number * 7 + 3), word(number * 31 + 1_000));
    json!({"name": format!("{first} {last} {}", word(number * 3)), "fin": format!("{:07}", 1_000_000 + number),
        "born_on": format!("{}-{:02}-{:02}", 1950 + number % 50, 1 + number % 12, 1 + number % 28)})
}

async fn open(app: &TestApp, identity: Value) -> Answer {
    let mut identified = identification("2014-06-01");
    // One paper shows all of them, so that opening a file is one leaf.
    let paper: DocumentRef = "D-2014-000001".parse().expect("a fixed reference");
    let is_there =
        app.fund.store().read().await.expect("it reads").document(paper).await.expect("it reads").is_some();
    identified["document"] =
        if is_there { json!(paper) } else { json!(app.document("maker-1", "identified as victims").await) };
    app.post(
        "maker-1",
        "/beneficiaries",
        json!({"method_wish": "bank", "citizenship": "citizen", "minor": false, "identifications": [identified],
            "identity": identity}),
    )
    .await
}

async fn opened(app: &TestApp, identity: Value) -> String {
    id(&open(app, identity).await.must(201))
}

async fn checked(app: &TestApp, person: &str) -> Vec<String> {
    let answer = app.post("maker-1", "/payments/check", app.lump_sum(person)).await;
    answer.must(200)["findings"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|f| format!("{} {}", f["rule"], f["message"]))
        .collect()
}

on_both_engines! {
    async fn a_match_is_the_guardians_alone_and_a_decision_joins_for_good(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let first = opened(&app, aysel()).await;
        app.reviewed().await;
        let paid = app.released(app.lump_sum(&first)).await;

        let doubtful = opened(&app, json!({"name": "MAMMADOVA AYSEL", "born_on": "1991-04-03"})).await;
        let exact = opened(&app, json!({"fin": "5xk4t2b"})).await;
        let found = app.matches().await;
        let told: Vec<_> = found.iter().map(|m| (m["beneficiary"].clone(), m["other"].clone(), m["strength"].clone())).collect();
        assert_eq!(told, [(json!(first), json!(doubtful), json!("doubtful")), (json!(first), json!(exact), json!("exact"))]);
        assert_eq!(found[1]["evidence"], json!(["fin"]));
        assert!(found[0]["evidence"].to_string().contains("name_and_day"), "{}", found[0]);
        for who in ["maker-1", "approver-1", "treasurer-1", "overrider-1", "auditor-1", "registrar-1", "administrator-1"] {
            assert_eq!(app.get(who, "/duplicates").await.code(), "not_your_role", "{who}");
            assert_eq!(app.post(who, "/duplicates/review", json!({})).await.code(), "not_your_role", "{who}");
        }

        let waits = app.draft(app.lump_sum(&exact)).await;
        app.step("maker-1", &waits, "submit", json!({})).await.must(200);
        let refused = app.step("approver-1", &waits, "approve", json!({})).await;
        assert_eq!((refused.code().as_str(), refused.rules()), ("needs_override", vec!["identity-under-review".to_owned()]));
        assert!(!refused.text().contains(&first) && !refused.text().contains("M-2014"), "{}", refused.text());
        let early = app.post("guardian-1", "/duplicates/review", json!({})).await;
        assert!(early.code() == "wrong_state" && early.text().contains(found[0]["id"].as_str().expect("an id")), "{}", early.text());

        let same = app.decide(&id(&found[1]), "same").await.must(200);
        assert_eq!((&same["decision"], &same["other"], &same["reviewed"]), (&json!("same"), &json!(exact), &json!(false)));
        app.decide(&id(&found[0]), "different").await.must(200);
        let refused = app.step("approver-1", &waits, "approve", json!({})).await;
        assert_eq!(refused.rules(), ["identity-under-review"], "a decision has no effect before the review");
        app.post("guardian-1", "/duplicates/review", json!({})).await.must(201);
        assert_eq!(app.decide(&id(&found[1]), "different").await.code(), "wrong_state", "a review took it over");

        let blocked = app.step("approver-1", &waits, "approve", json!({})).await;
        assert_eq!((blocked.code().as_str(), blocked.rules()), ("blocked_by_rule", vec!["lump-sum-twice".to_owned()]));
        for word in [&first, &paid, "A-2014"] {
            assert!(!blocked.text().contains(word), "{word} in {}", blocked.text());
        }
        let award = app.post("maker-1", "/awards", json!({"beneficiary": exact, "purpose": "lump_sum"})).await;
        assert!(award.code() == "invalid" && !award.text().contains("A-2014"), "{}", award.text());
        assert_eq!(checked(&app, &doubtful).await, [""; 0], "whoever is somebody else may be paid");
        app.released(app.lump_sum(&doubtful)).await;
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn joined_pseudonyms_are_one_person_over_three_and_what_both_had_becomes_a_finding(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let mut persons = vec![];
        for _ in 0..3 {
            let person = app.beneficiary_with(json!({"citizenship": "citizen", "minor": false, "identifications": [identification("2014-06-01")]})).await;
            persons.push(person);
        }
        let [one, two, three] = [&persons[0], &persons[1], &persons[2]];
        app.released_nameless(app.lump_sum(one)).await;
        let second = app.released_nameless(app.lump_sum(three)).await;
        for (person, part) in [(one, json!({"fin": "5XK4T2B"})), (two, aysel()), (three, json!({"documents": [{"number": "C01234567", "country": "AZ"}]}))] {
            app.post("maker-1", &format!("/beneficiaries/{person}/identity-parts"), part).await.must(201);
        }
        let found = app.matches().await;
        let pairs: Vec<_> = found.iter().map(|m| (m["beneficiary"].clone(), m["other"].clone())).collect();
        assert_eq!(pairs, [(json!(one), json!(two)), (json!(two), json!(three))]);
        for one in &found {
            app.decide(&id(one), "same").await.must(200);
        }
        app.reviewed().await;
        let told = app.get("auditor-1", "/findings?rule=lump-sum-twice").await;
        let listed = told.json()["items"].as_array().cloned().unwrap_or_default();
        assert_eq!(listed.len(), 1, "{}", told.text());
        assert_eq!((&listed[0]["subject"], &listed[0]["stage"], &listed[0]["severity"]), (&json!(second), &json!("join"), &json!("block")));
        assert!(!told.text().contains(one.as_str()), "the other pseudonym is in {}", told.text());
        assert!(checked(&app, two).await.iter().any(|f| f.contains("lump-sum-twice")), "the one in the middle never had it by itself");
        let paper = app.document("maker-1", "the decision").await;
        let notice = json!({"beneficiary": one, "form": "expulsion", "issued_by": "court", "decided_on": "2014-05-30", "document": paper});
        let notice = id(&app.post("guardian-1", "/notices", notice).await.must(201));
        let out = json!({"purpose": "other_necessary", "beneficiary": three, "amount": "50.00", "payee": {"kind": "supplier", "name": "Yol MMC"},
            "method": "bank", "items": [{"category": "travel", "amount": "50.00"}], "travel": {"on": "2014-06-10", "from": "AZ", "to": "TR"}});
        let answer = app.post("maker-1", "/payments/check", out).await;
        assert!(answer.text().contains("expulsion-funding") && !answer.text().contains(&notice) && !answer.text().contains(one.as_str()),
            "{}", answer.text());
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn who_opens_a_file_sees_the_same_whether_or_not_the_person_is_known(app: TestApp) {
        opened(&app, aysel()).await;
        app.reviewed().await;
        let mut seen: Vec<(Vec<String>, Vec<Duration>)> = vec![(vec![], vec![]), (vec![], vec![])];
        for round in 0..24 {
            // Both orders, so that whatever warms up favours neither.
            for which in if round % 2 == 0 { [0, 1] } else { [1, 0] } {
                // Of the same shape and size: a variant of who is known, and somebody else.
                let identity = if which == 0 { aysel() } else {
                    json!({"name": "Bənöv Tofiq qızı Həsənzadə", "fin": format!("6{round:05}Z"), "born_on": "1971-07-09",
                        "documents": [{"kind": "passport", "number": format!("P{round:08}"), "country": "AZ"}]})
                };
                let started = Instant::now();
                let answer = open(&app, identity).await;
                let took = started.elapsed();
                let person = id(&answer.json());
                let check = app.post("maker-1", "/payments/check", app.lump_sum(&person)).await;
                let file = app.get("auditor-1", &format!("/beneficiaries/{person}")).await;
                let headers = |a: &Answer| a.headers.iter().filter(|(name, _)| !["x-request-id", "date", "location"].contains(&name.as_str()))
                    .map(|(name, value)| format!("{name}: {value:?}")).collect::<Vec<_>>();
                let texts = [&answer, &check, &file].map(|a| format!("{} {:?} {}", a.status, headers(a), a.text()));
                seen[which].0.push(texts.join("\n").replace(&person, "B"));
                seen[which].1.push(took);
                // What is found in the background is found between the requests, so that neither waits for it.
                compare_all(&app.fund).await.expect("it compares");
            }
        }
        assert_eq!(seen[0].0, seen[1].0, "known and unknown");
        assert!(seen[0].0.iter().all(|text| text.contains("identity-under-review")), "everybody waits");
        let medians = [0, 1].map(|which| { let mut times = seen[which].1.clone(); times.sort(); times[times.len() / 2] });
        println!("opening on {}: known {:?}, unknown {:?} (medians of 24)", app.fund.store().engine(), medians[0], medians[1]);
        assert!(medians[0] < medians[1] * 3 && medians[1] < medians[0] * 3, "{medians:?}");
        assert!(app.matches().await.len() >= 24, "the known person was found each time");
    }

    async fn the_log_is_as_long_and_says_as_much_whether_or_not_somebody_was_found(app: TestApp) {
        opened(&app, aysel()).await;
        compare_all(&app.fund).await.expect("it compares");
        let mut shapes = vec![];
        for identity in [aysel(), stranger(3)] {
            let before = leaves(&app, 0).await.len();
            opened(&app, identity).await;
            compare_all(&app.fund).await.expect("it compares");
            let new = leaves(&app, before).await;
            assert_eq!(new.len(), 2, "one for opening, one for comparing: {new:?}");
            assert!(new[1].contains("identity.compared") && !new[1].contains("M-2014"), "{}", new[1]);
            // Numbers, ids and hashes differ, their places and lengths do not.
            shapes.push(new[1].chars().map(|c| if c.is_ascii_hexdigit() { '0' } else { c }).collect::<String>());
        }
        assert_eq!(shapes[0], shapes[1]);
        let sizes = sizes_of_results(&app).await;
        assert!(sizes.len() >= 3 && sizes.iter().all(|size| *size == sizes[0]), "{sizes:?}");
    }

    async fn a_person_known_before_does_not_begin_to_wait_when_somebody_opens_a_file_that_matches(app: TestApp) {
        app.donation("900.00", "2014-05-05", json!({})).await;
        let known = opened(&app, aysel()).await;
        app.reviewed().await;
        assert_eq!(checked(&app, &known).await, [""; 0]);
        opened(&app, aysel()).await;
        assert_eq!(app.matches().await.len(), 1);
        assert_eq!(checked(&app, &known).await, [""; 0], "it would tell whose pseudonym it is");

        let paid = app.beneficiary_with(json!({"citizenship": "citizen", "minor": false, "identifications": [identification("2014-06-01")]})).await;
        app.released_nameless(app.lump_sum(&paid)).await;
        app.post("maker-1", &format!("/beneficiaries/{paid}/identity-parts"), json!({"fin": "5XK4T2B"})).await.must(201);
        assert_eq!(app.matches().await.len(), 3);
        assert_eq!(checked(&app, &known).await.len(), 1, "money could be paid twice, so it waits");
    }

    async fn what_was_not_compared_when_the_service_was_killed_is_compared_after_the_next_start(app: TestApp) {
        opened(&app, aysel()).await;
        opened(&app, json!({"fin": "5XK4T2B"})).await;
        // Nothing compares in a test but who is asked to: this is how a service leaves its database that is killed after the answer.
        app.fund.store().close().await;
        let store = Store::open(&app.url, WriterKind::Fast).await.expect("it opens again");
        let keys = Keys::derive(&Secret::from_hex(crate::app::KEY).expect("the key of the tests"));
        let fund = Fund::open(store, keys, app.clock.clone()).await.expect("it is the same key");
        let open = |fund: Fund| async move { fund.store().read().await.expect("it reads").open_duplicates(0, 10).await.expect("it reads").len() };
        assert_eq!(open(fund.clone()).await, 0);
        let worker = tokio::spawn(relief_ledger::service::duplicate::work::work(fund.clone(), 1));
        let deadline = Instant::now() + Duration::from_secs(20);
        while open(fund.clone()).await == 0 && Instant::now() < deadline {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(open(fund.clone()).await, 1);
        worker.abort();
        let report = relief_ledger::service::verify::verify(&fund, |_| {}).await.expect("it can be checked");
        assert!(report.is_whole(), "{:?}", report.differences);
    }

    async fn a_comparison_takes_little_however_many_are_known(app: TestApp) {
        let persons = persons();
        for chunk in (0..persons).collect::<Vec<_>>().chunks(64) {
            join_all(chunk.iter().map(|number| opened(&app, anybody(*number)))).await;
            compare_all(&app.fund).await.expect("it compares");
        }
        let mut times = vec![];
        for number in 0..persons.min(500) {
            // Every second one is a variant of somebody who is known.
            let identity = if number % 2 == 0 { anybody(number) } else { anybody(persons + number) };
            opened(&app, identity).await;
            let started = Instant::now();
            compare_all(&app.fund).await.expect("it compares");
            times.push(started.elapsed());
        }
        times.sort();
        let at = |part: usize| times[(times.len() - 1) * part / 100];
        println!(
            "{} persons on {}: a comparison through the store, its writing included, takes {:?} (median), {:?} (p99)",
            persons, app.fund.store().engine(), at(50), at(99)
        );
        let listed = app.get("guardian-1", "/duplicates?limit=500").await.must(200);
        assert!(listed["items"].as_array().map_or(0, Vec::len) >= persons.min(500) / 2, "variants are found");
    }

    async fn the_index_of_an_erased_person_stays_for_the_days_that_were_said_and_then_goes(app: TestApp) {
        let gone = opened(&app, aysel()).await;
        app.reviewed().await;
        let path = format!("/beneficiaries/{gone}/erase");
        app.post("guardian-1", &path, json!({"reason": "The person asks for it."})).await.must(200);
        app.post("approver-1", &path, json!({"reason": "The person asks for it."})).await.must(200);
        assert_eq!(remove_terms(&app.fund, 30).await.expect("it looks"), 0, "it is too early");
        opened(&app, json!({"fin": "5XK4T2B"})).await;
        assert_eq!(app.matches().await.len(), 1, "who comes again is still found");
        assert_eq!(app.differences().await, [""; 0]);
        app.set_clock("2014-07-03T10:00:00+04:00");
        assert_eq!(remove_terms(&app.fund, 30).await.expect("it removes"), 1);
        assert_eq!(remove_terms(&app.fund, 30).await.expect("it looks"), 0);
        opened(&app, json!({"documents": [{"number": "C01234567", "country": "AZ"}]})).await;
        assert_eq!(app.matches().await.len(), 1, "the paper was the erased person's alone, and nobody can tell any more");
        assert_eq!(app.differences().await, [""; 0]);
    }
}

/// The texts of the leaves from one on.
async fn leaves(app: &TestApp, from: usize) -> Vec<String> {
    let answer = app.get("auditor-1", &format!("/log/leaves?from={from}&count=500")).await.must(200);
    let listed = answer["leaves"].as_array().cloned().unwrap_or_default();
    listed.iter().map(|leaf| leaf["body"].as_str().unwrap_or_default().to_owned()).collect()
}

/// How large the sealed results of comparisons are.
async fn sizes_of_results(app: &TestApp) -> Vec<usize> {
    let mut from = app.fund.store().read().await.expect("it reads");
    let all = from.compared_identities((0, 0), 100).await.expect("it reads");
    all.iter().map(|row| row.result_cipher.as_ref().map_or(0, Vec::len)).collect()
}
