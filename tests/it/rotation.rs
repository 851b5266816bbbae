//! Giving the Fund another key: everything opens with the new one and nothing with the old one, the log goes on under the key that
//! auditors know, and a rotation that is broken off is ended by the same command.
use crate::app::{KEY, TestApp, on_both_engines};
use relief_ledger::{
    domain::{
        person::{Officer, Role},
        reference::{PersonRef, Reference},
    },
    service::{
        Caller, Fund,
        beneficiary::open_beneficiary::open_beneficiary,
        keys::{Rotated, rotate_keys},
        log::signer::CheckpointSigner,
    },
    store::{Fault, Store, WriterKind},
    vault::{Keys, Secret},
};
use serde_json::json;
use std::sync::{Arc, Mutex};

fn secret(of: char) -> Secret {
    Secret::from_hex(&KEY.replace('4', &of.to_string())).expect("a fixed key")
}

async fn persons(app: &TestApp, count: usize) {
    let officer = Officer { person: PersonRef::new(2014, 1), roles: [Role::Maker].into(), issuer: None };
    let opened = (0..count).map(|n| {
        let (fund, who) = (app.fund.clone(), Caller::new(officer.clone()));
        let command = json!({"method_wish": "cash", "languages": ["az"], "identity": {"name": format!("Person {n} A")}});
        let command = serde_json::from_value(command).expect("a fixed command");
        tokio::spawn(async move { open_beneficiary(&fund, &who, command).await.map(drop) })
    });
    for opened in opened.collect::<Vec<_>>() {
        opened.await.expect("it ran").expect("a person's file is opened");
    }
}

async fn store(app: &TestApp) -> Store {
    Store::open(&app.url, WriterKind::Fast).await.expect("the database opens")
}

async fn opened(app: &TestApp, secret: &Secret) -> Result<Fund, Fault> {
    Fund::open(store(app).await, Keys::derive(secret), app.clock.clone()).await
}

async fn rotate(app: &TestApp, old: &Secret, new: &Secret) -> Result<Rotated, Fault> {
    let store = store(app).await;
    let rotated = rotate_keys(&store, old, new, &*app.clock, |_| {}).await;
    store.close().await;
    rotated
}

async fn is_whole(fund: &Fund) {
    let report = relief_ledger::service::verify::verify(fund, |_| {}).await.expect("verify can be done");
    assert!(report.is_whole(), "{:#?}", report.differences);
}

on_both_engines! {
    async fn after_a_rotation_the_new_key_opens_everything_and_the_old_one_nothing(app: TestApp) {
        persons(&app, 3).await;
        let log_key = CheckpointSigner::of(app.fund.keys()).verifier_key();
        app.fund.store().close().await;
        let [first, second, third] = ['4', '6', '7'].map(secret);
        assert_eq!(rotate(&app, &first, &second).await.expect("it rotates").data_keys, 3);
        assert!(matches!(opened(&app, &first).await, Err(Fault::WrongKey)));
        let fund = opened(&app, &second).await.expect("the new key opens");
        assert_eq!(CheckpointSigner::of(fund.keys()).verifier_key(), log_key, "the log keeps its key");
        is_whole(&fund).await;
        let tokens = fund.store().holder(fund.keys().token_hash(&app.tokens["maker-1"])).await.expect("tokens are read");
        assert!(tokens.is_some(), "tokens go on");
        fund.store().close().await;
        // The same again does nothing, a second one goes on from the first, and the first key comes back if need be.
        assert_eq!(rotate(&app, &first, &second).await.expect("it is through").data_keys, 0);
        assert!(matches!(rotate(&app, &first, &third).await, Err(Fault::WrongKey)), "the first opens nothing any more");
        assert_eq!(rotate(&app, &second, &third).await.expect("it rotates").data_keys, 3);
        assert_eq!(rotate(&app, &third, &first).await.expect("it rotates").data_keys, 3);
        is_whole(&opened(&app, &first).await.expect("it is the key again")).await;
    }

    async fn a_rotation_that_is_broken_off_stops_the_service_and_goes_on_where_it_was(app: TestApp) {
        persons(&app, 450).await;
        app.fund.store().close().await;
        let [old, new, other] = ['4', '6', '7'].map(secret);
        let told = Arc::new(Mutex::new(0));
        let running = {
            let (store, clock, told) = (store(&app).await, app.clock.clone(), told.clone());
            let (old, new) = (old.copy(), new.copy());
            tokio::spawn(async move {
                let stop = |_| {
                    *told.lock().expect("nobody panicked") += 1;
                    panic!("killed after the first part, as the test wants");
                };
                rotate_keys(&store, &old, &new, &*clock, stop).await.map(drop)
            })
        };
        assert!(running.await.is_err_and(|e| e.is_panic()));
        assert_eq!(*told.lock().expect("nobody else"), 1);
        assert!(matches!(opened(&app, &old).await, Err(Fault::HalfRotated)));
        assert!(matches!(opened(&app, &new).await, Err(Fault::WrongKey)));
        assert!(matches!(rotate(&app, &old, &other).await, Err(Fault::HalfRotated)), "a third key cannot end it");
        assert_eq!(rotate(&app, &old, &new).await.expect("it goes on").data_keys, 250);
        is_whole(&opened(&app, &new).await.expect("the new key opens")).await;
    }
}
