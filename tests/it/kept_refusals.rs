//! Commands that were refused stay on a list: who tried what on which thing, and by which rule. Overriders and auditors read it, in
//! pages, and find there neither a typed word nor a fact. What each refusal answers is shown in `refusals`.
use crate::{
    app::{TestApp, id, on_both_engines},
    envelopes::change,
};
use relief_ledger::{
    domain::{
        payment::Verb,
        person::{Officer, Role},
        reference::{PersonRef, Reference, RefusalRef},
        refusal::Refusal,
        text::Line,
    },
    service::{Caller, person::add_person::add_person},
    store::finding::RefusalRow,
    vault::Words,
};
use serde_json::{Value, json};

const ASKS: &str = "She refuses to testify, so she gets no help until she gives a statement to the police.";

/// The lines of one page.
async fn lines(app: &TestApp, who: &str, query: &str) -> Vec<Value> {
    let page = app.get(who, &format!("/refusals{query}")).await.must(200);
    page["items"].as_array().cloned().unwrap_or_default()
}

/// A line as `command code: rules with case and weight`.
fn told(line: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let rules: Vec<String> = line["rules"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|found| {
            format!("{} {} {}", text(&found["rule"]), text(&found["case"]), text(&found["severity"]))
        })
        .collect();
    format!("{} {}: {}", text(&line["command"]), text(&line["code"]), rules.join(", "))
}

/// The rules for which a line was refused.
fn rules(line: &Value) -> Vec<&str> {
    line["rules"].as_array().into_iter().flatten().filter_map(|found| found["rule"].as_str()).collect()
}

/// All references of the list, page after page.
async fn all_pages(app: &TestApp, query: &str) -> Vec<String> {
    let (mut seen, mut after) = (vec![], String::new());
    loop {
        let page = app.get("auditor-1", &format!("/refusals?{query}{after}")).await.must(200);
        seen.extend(page["items"].as_array().into_iter().flatten().map(id));
        let Some(next) = page["next"].as_str() else { return seen };
        after = format!("&after={next}");
    }
}

/// A payment that its maker has submitted; the maker may approve, too.
async fn submitted_by_an_approver(app: &TestApp) -> String {
    let name = Line::new("maker-1").expect("a fixed name");
    add_person(&app.fund, &name, &[Role::Approver].into(), None).await.expect("both roles go together");
    app.donation("900.00", "2014-05-05", json!({})).await;
    let person = app.beneficiary("2014-05-20").await;
    let payment = app.draft(app.lump_sum(&person)).await;
    app.step("maker-1", &payment, "submit", json!({})).await.must(200);
    payment
}

/// A payment for somebody whom nobody identified.
async fn blocked(app: &TestApp) -> String {
    let stranger = app.beneficiary_with(json!({"citizenship": "citizen"})).await;
    app.draft(app.lump_sum(&stranger)).await
}

on_both_engines! {
    async fn each_misuse_that_was_tried_stands_on_the_list_with_its_rule(app: TestApp) {
        let payment = submitted_by_an_approver(&app).await;
        let other = blocked(&app).await;
        let lift = json!({"rule": "not-identified", "reason": "The kept reason of an overrider.", "basis": "the kept basis"});
        assert_eq!(app.step("maker-1", &payment, "approve", json!({})).await.code(), "same_hands");
        assert_eq!(app.step("approver-1", &payment, "reject", json!({"reason": ASKS})).await.code(), "blocked_by_rule");
        assert_eq!(app.step("overrider-1", &other, "override", lift).await.code(), "blocked_by_rule");

        let listed = app.get("auditor-1", "/refusals").await;
        for word in ["testify", "statement", "police", "kept reason", "kept basis", "facts", "missing"] {
            assert!(!listed.text().contains(word), "{word}: {}", listed.text());
        }
        assert_eq!(app.get("overrider-1", "/refusals").await.text(), listed.text());
        let page = listed.must(200);
        assert_eq!(page["next"], Value::Null);
        let lines = page["items"].as_array().cloned().unwrap_or_default();
        assert_eq!(lines.len(), 3, "{page}");
        assert_eq!(told(&lines[0]), "payment.approved same_hands: same-hands - block");
        assert_eq!((&lines[0]["before"], &lines[0]["subject"]), (&json!("maker"), &json!(payment)));
        for (line, command, rule, subject) in [
            (&lines[1], "payment.rejected blocked_by_rule: ", "cooperation-condition", &payment),
            (&lines[2], "payment.overridden blocked_by_rule: ", "not-identified", &other),
        ] {
            assert!(told(line).starts_with(command) && told(line).ends_with(" block"), "{line}");
            assert_eq!((rules(line), &line["subject"], &line["before"]), (vec![rule], &json!(subject), &Value::Null), "{line}");
            assert!(line["rules"][0]["case"].is_string(), "{line}");
        }
        let people: Vec<&str> = lines.iter().filter_map(|line| line["person"].as_str()).collect();
        assert!(people.len() == 3 && people[0] != people[1] && people[1] != people[2], "{people:?}");
        for (number, line) in lines.iter().enumerate() {
            assert_eq!(line["id"], format!("K-2014-00000{}", number + 1));
            let index = line["log_index"].as_i64().expect("an index");
            let leaf = app.get("auditor-1", &format!("/log/leaves?from={index}&count=1")).await.text();
            assert!(leaf.contains(&id(line)), "{leaf}");
        }
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn what_rules_or_lots_refuse_is_listed_under_what_it_was_tried_on(app: TestApp) {
        let lot = app.donation("50.00", "2014-05-05", json!({})).await["lot"].clone();
        let (person, other) = (app.beneficiary("2014-06-01").await, app.beneficiary("2014-06-01").await);
        let moved = json!({"lot": lot, "amount": "60.00", "from": "bank", "to": "cash"});
        assert_eq!(app.post("treasurer-1", "/cash-transfers", moved).await.code(), "lot_overdrawn");
        let award = id(&app.post("maker-1", "/awards", json!({"beneficiary": other, "purpose": "lump_sum"})).await.must(201));
        let refused = json!({"decision": "refused", "reason": ASKS});
        assert_eq!(app.post("approver-1", &format!("/awards/{award}/decide"), refused).await.code(), "blocked_by_rule");
        let mut body = app.lump_sum(&person);
        body["amount"] = json!("40.00");
        let payment = app.draft(body).await;
        app.step("maker-1", &payment, "submit", json!({})).await.must(200);
        assert_eq!(app.step("approver-1", &payment, "approve", json!({})).await.code(), "needs_override");
        let lines = lines(&app, "auditor-1", "").await;
        let seen: Vec<(&str, &Value, Vec<&str>)> =
            lines.iter().map(|line| (line["code"].as_str().unwrap_or_default(), &line["subject"], rules(line))).collect();
        assert_eq!(seen, [
            ("lot_overdrawn", &lot, vec!["lot-overdrawn"]),
            ("blocked_by_rule", &json!(award), vec!["cooperation-condition"]),
            ("needs_override", &json!(payment), vec!["amount-not-in-force"]),
        ]);
        assert_eq!(lines[2]["rules"][0]["severity"], "override");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn the_list_is_narrowed_by_rule_person_subject_and_day(app: TestApp) {
        let payment = submitted_by_an_approver(&app).await;
        app.step("maker-1", &payment, "approve", json!({})).await;
        app.set_clock("2014-06-03T10:00:00+04:00");
        app.step("approver-1", &payment, "reject", json!({"reason": ASKS})).await;
        app.step("maker-1", &blocked(&app).await, "submit", json!({})).await;
        let all = lines(&app, "auditor-1", "").await;
        assert_eq!(all.len(), 3, "{all:?}");
        let maker = all[0]["person"].as_str().expect("somebody asked").to_owned();
        for (query, numbers) in [
            ("?rule=same-hands".to_owned(), vec![0]),
            ("?rule=cooperation-condition".to_owned(), vec![1]),
            ("?rule=not-identified".to_owned(), vec![2]),
            ("?rule=receipt-twice".to_owned(), vec![]),
            (format!("?person={maker}"), vec![0, 2]),
            (format!("?person={maker}&limit=1"), vec![0]),
            (format!("?subject={payment}"), vec![0, 1]),
            (format!("?subject={payment}&person={maker}"), vec![0]),
            (format!("?subject={payment}&rule=cooperation-condition&from=2014-06-03"), vec![1]),
            ("?subject=P-2014-000099".to_owned(), vec![]),
            ("?to=2014-06-02".to_owned(), vec![0]),
            ("?from=2014-06-03&to=2014-06-03".to_owned(), vec![1, 2]),
            (format!("?person={maker}&from=2014-06-03"), vec![2]),
            ("?from=2014-06-04".to_owned(), vec![]),
        ] {
            let wanted: Vec<Value> = numbers.into_iter().map(|number: usize| all[number].clone()).collect();
            assert_eq!(lines(&app, "auditor-1", &query).await, wanted, "{query}");
        }
    }

    async fn nobody_but_overriders_and_auditors_reads_it_and_a_wrong_question_is_told_in_both_languages(app: TestApp) {
        for who in ["maker-1", "approver-1", "treasurer-1", "registrar-1", "guardian-1", "administrator-1"] {
            assert_eq!(app.get(who, "/refusals").await.code(), "not_your_role", "{who}");
        }
        assert_eq!(app.get("", "/refusals").await.code(), "not_signed_in");
        for (query, field) in [
            ("rule=gone", "rule"), ("person=P-2014-000001", "person"), ("subject=", "subject"), ("subject=%00", "subject"),
            ("limit=501", "limit"), ("after=x", "after"), ("from=2014-02-30", "from"), ("code=same_hands", "code"),
        ] {
            let answer = app.get("overrider-1", &format!("/refusals?{query}")).await;
            assert_eq!((answer.status, answer.code().as_str()), (422, "invalid"), "{query}: {}", answer.text());
            let told = answer.json()["fields"][0].clone();
            assert!(told["field"] == field && told["message"] != told["message_az"], "{query}: {told}");
        }
    }

    async fn who_may_not_read_rulebooks_is_not_shown_who_tried_to_adopt_their_own(app: TestApp) {
        let limits = crate::rulebook::files()["limits.toml"].replacen("value = \"100.00\"", "value = \"50.00\"", 1);
        let proposal = json!({"files": {"limits.toml": limits}, "reason": "Prices rose in Baku."});
        let of = id(&app.post("administrator-1", "/rulebooks", proposal).await.must(201));
        assert_eq!(app.post("administrator-1", &format!("/rulebooks/{of}/adopt"), json!({})).await.code(), "same_hands");
        app.step("maker-1", &blocked(&app).await, "submit", json!({})).await;
        let seen = lines(&app, "auditor-1", "").await;
        assert_eq!((seen.len(), &seen[0]["subject"], &seen[0]["before"]), (2, &json!(of), &json!("propose_rulebook")), "{seen:?}");
        assert_eq!(lines(&app, "overrider-1", "").await, seen[1..]);
        assert!(lines(&app, "overrider-1", &format!("?subject={of}")).await.is_empty());
        let page = app.get("overrider-1", &format!("/refusals?subject={of}&limit=1")).await.must(200);
        assert_eq!(page["next"], Value::Null, "an empty page does not say that something is there");
    }

    async fn the_list_is_read_in_pages_each_refusal_once(app: TestApp) {
        let payment = submitted_by_an_approver(&app).await;
        for _ in 0..3 {
            app.step("maker-1", &payment, "approve", json!({})).await;
            app.step("approver-1", &payment, "reject", json!({"reason": ASKS})).await;
        }
        let whole: Vec<String> = lines(&app, "auditor-1", "").await.iter().map(id).collect();
        assert!(whole.len() == 6 && whole.is_sorted(), "{whole:?}");
        for limit in 1..=7 {
            assert_eq!(all_pages(&app, &format!("limit={limit}")).await, whole, "{limit}");
            let narrowed = all_pages(&app, &format!("limit={limit}&rule=same-hands")).await;
            assert_eq!(narrowed, [whole[0].clone(), whole[2].clone(), whole[4].clone()], "{limit}");
            assert_eq!(all_pages(&app, &format!("limit={limit}&subject={payment}")).await, whole, "{limit}");
        }
    }

    async fn a_page_for_one_rule_looks_through_so_many_refusals_and_leads_on(app: TestApp) {
        many_of_the_same_hands(&app, 510).await;
        app.step("maker-1", &blocked(&app).await, "submit", json!({})).await;
        let page = app.get("auditor-1", "/refusals?rule=not-identified&limit=1").await.must(200);
        assert_eq!(page["items"], json!([]), "it is not among the first");
        let next = page["next"].as_str().expect("the list goes on").to_owned();
        let page = app.get("auditor-1", &format!("/refusals?rule=not-identified&limit=1&after={next}")).await.must(200);
        assert_eq!(page["items"][0]["id"], "K-2014-000511", "{page}");
        assert_eq!(all_pages(&app, "rule=not-identified").await, ["K-2014-000511"]);
        assert_eq!(all_pages(&app, "limit=500").await.len(), 511);
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn details_that_were_bent_are_told_as_a_fault_and_never_left_out(app: TestApp) {
        let payment = submitted_by_an_approver(&app).await;
        app.step("maker-1", &payment, "approve", json!({})).await;
        app.step("approver-1", &payment, "reject", json!({"reason": ASKS})).await;
        let whole = lines(&app, "auditor-1", "").await;
        let sqlite = app.url.starts_with("sqlite:");
        for (trigger, table) in [("seal_is_only_erased", "seal"), (if sqlite { "refusal_is_kept_from_update" } else { "refusal_is_kept" }, "refusal")] {
            let on = if sqlite { String::new() } else { format!(" on {table}") };
            change(&app, &format!("drop trigger {trigger}{on}")).await;
            change(&app, &format!("create table kept_{table} as select * from {table}")).await;
        }
        let mine = "where id = (select words from refusal where code = 'blocked_by_rule')";
        for bent in [
            format!("update seal set cipher = substr(cipher, 1, 30) {mine}"),
            format!("update seal set cipher = null {mine}"),
            format!("update seal set cipher = (select k.cipher from kept_seal k join refusal r on r.words = k.id where r.code = 'same_hands') {mine}"),
            "update refusal set code = 'needs_override' where code = 'blocked_by_rule'".to_owned(),
            "update refusal set words = (select k.words from kept_refusal k where k.code = 'same_hands') where code = 'blocked_by_rule'".to_owned(),
        ] {
            change(&app, &bent).await;
            for query in ["", "?rule=same-hands", &format!("?subject={payment}"), "?limit=2"] {
                let answer = app.get("auditor-1", &format!("/refusals{query}")).await;
                assert_eq!((answer.status, answer.code().as_str()), (500, "internal"), "{bent}: {query}: {}", answer.text());
                assert!(!answer.text().contains("seal") && !answer.text().contains("K-2014"), "{}", answer.text());
            }
            assert_eq!(lines(&app, "auditor-1", "?limit=1").await, whole[..1], "what is whole before it is read");
            let found = app.differences().await;
            assert!(found.iter().any(|line| line.starts_with("seal ") || line.starts_with("refusal ")), "{bent}: {found:?}");
            change(&app, "update seal set cipher = (select k.cipher from kept_seal k where k.id = seal.id) where place = 'refusal.words'").await;
            for column in ["code", "words"] {
                change(&app, &format!("update refusal set {column} = (select k.{column} from kept_refusal k where k.id = refusal.id)")).await;
            }
        }
        assert_eq!(lines(&app, "auditor-1", "").await, whole, "put back, it opens");
    }
}

/// Keeps refusals of one person, as the service keeps each of them.
async fn many_of_the_same_hands(app: &TestApp, how_many: usize) {
    let person = PersonRef::new(2014, 1);
    let who = Caller::new(Officer { person, roles: [Role::Maker].into(), issuer: None });
    let written = app.fund.write(&who, "test.refused", how_many, |job, tx| {
        Box::pin(async move {
            let person = job.who.person();
            for _ in 0..*job.command {
                let subject = "P-2014-000099".to_owned();
                let (before, subject_told) = (Verb::Draft.to_string(), subject.clone());
                let refusal = Refusal::SameHands { subject: subject_told, person, before };
                let words = job.fund.seal("refusal.words", &Words::of_json(&refusal)?)?;
                let words = tx.add_seal(words).await?;
                let (id, at): (RefusalRef, _) = (tx.next(), tx.at());
                let (command, code) = ("payment.approved".to_owned(), refusal.code().to_owned());
                tx.add(RefusalRow { id, person, command, subject: Some(subject), code, words, at }).await?;
            }
            Ok(())
        })
    });
    written.await.expect("rows of the test are as the service writes them");
}
