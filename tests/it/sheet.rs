//! What a person's sheet answers is what the database answers: a question that a sheet spares is one whose answer is nothing.
use crate::{
    app::{TestApp, on_both_engines},
    tamper::history,
};
use relief_ledger::{
    domain::{
        day::Day,
        purpose::Purpose,
        reference::{BeneficiaryRef, Reference},
    },
    store::Snapshot,
};

/// Every question that an open sheet may answer, with what came.
async fn asked(from: &mut Snapshot, of: BeneficiaryRef) -> Vec<(&'static str, String)> {
    let key = of.to_string();
    let (first, last) =
        ("2005-01-01".parse::<Day>().expect("a day"), "2030-01-01".parse::<Day>().expect("a day"));
    macro_rules! all {
        ($($name:ident($($argument:expr),*);)+) => {
            vec![$((stringify!($name), format!("{:?}", from.$name($($argument),*).await.expect("it reads")))),+]
        };
    }
    let mut answers = all! {
        beneficiary(of); identity(of); minority(of); wished(of); identifications(of); care_periods(of); proceedings(of); supports(of);
        return_file(of); standing_notices(of); standing_notices_on_subjects(of); removal_orders(of); representatives(of); data_key_row(of);
        unreviewed_identities(of); joined_keys(&key); ruling();
    };
    for purpose in [Purpose::LumpSum, Purpose::ReintegrationAllowance, Purpose::Medical] {
        answers.extend(all! {
            holding_matches(of, purpose, 1); award_in_slot(&key, 1, purpose); awards_in_slots(&key, purpose);
            unreversed_payments(of, purpose, None); paid_near((of, purpose), None, i64::MAX, (first, last));
        });
    }
    let profile = from.beneficiary(of).await.expect("it reads").map(|row| row.profile);
    let identity = from.identity(of).await.expect("it reads").map(|row| row.words);
    for id in [profile, identity].into_iter().flatten() {
        answers.push(("seal", format!("{:?}", from.seal(id).await.expect("it reads"))));
    }
    answers
}

on_both_engines! {
    async fn a_sheet_answers_as_the_database_does_for_everybody(app: TestApp) {
        history::lay(&app.fund).await;
        let (mut persons, mut told, mut nothing) = (0, 0, 0);
        for number in 1.. {
            let of = BeneficiaryRef::new(2014, number);
            let mut plain = app.fund.read().await.expect("it reads");
            if plain.beneficiary(of).await.expect("it reads").is_none() {
                break;
            }
            persons += 1;
            let mut with_sheet = app.fund.read().await.expect("it reads");
            with_sheet.open_sheet(of).await.expect("it reads");
            assert!(with_sheet.leaf_on_sheet().is_some(), "{of} has a sheet");
            let (known, spared) = (asked(&mut plain, of).await, asked(&mut with_sheet, of).await);
            assert!(with_sheet.leaf_on_sheet().is_some(), "it stayed open");
            for (one, other) in known.iter().zip(&spared) {
                assert_eq!(one, other, "{of}");
                let is_nothing = ["None", "[]", "Qepik(0)"].contains(&one.1.as_str());
                *(if is_nothing { &mut nothing } else { &mut told }) += 1;
            }
        }
        assert!(persons > 1 && told > 20 && nothing > 10, "{persons} persons, {told} answers, {nothing} times nothing");
    }
}
