//! Payments that meet cases by their sum beside others and by what their words call the cost.
use super::*;
use crate::rules::words::Kind;

pub fn every_cost() -> Vec<PaymentFacts> {
    let help = |with: fn(&mut PaymentFacts)| {
        let mut facts = change(sample(), |f| f.purpose = Purpose::EmergencyHelp);
        with(&mut facts);
        facts
    };
    let ticket = change(sample(), |f| {
        f.beneficiary.removals = vec![Removal { form: RemovalForm::Deportation, ..expulsion() }];
        f.texts.terms = [Kind::Ticket].into();
    });
    vec![help(|f| f.amount = money("150.00")), help(|f| f.around.near = Qepik(5_001)), ticket]
}
