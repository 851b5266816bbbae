//! What the rulebook that is built in says, case by case: words that leave the house.
use super::prelude::*;

#[test]
fn a_memo_that_tells_too_much_blocks_and_one_that_may_be_an_invoice_does_not() {
    let mut facts = sample();
    facts.memo = [Offence::Number, Offence::Status].into();
    assert_eq!(seen(&facts), Vec::<String>::new());
    for offence in [Offence::Subject, Offence::Case, Offence::Person, Offence::Account, Offence::Fin] {
        facts.memo = [offence].into();
        assert_eq!(seen(&facts), ["unsafe-narrative/memo block"], "{offence}");
    }
}
