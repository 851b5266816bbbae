//! Payments and collections that together meet every case of whose hands the money comes into.
use super::*;

pub fn every_hand() -> Vec<PaymentFacts> {
    let in_conflict = || Representative {
        conflict: Some(Relation::Accused),
        ..representative(RepresentativeKind::Guardian, RepresentativeState::InForce)
    };
    let child = || {
        change(lump_sum(), |f| {
            f.method = Method::Cash;
            f.beneficiary.minor = Fact::Known(true);
        })
    };
    let paid = |kind, state| {
        let mut facts = child();
        facts.payee_kind = PayeeKind::Representative;
        facts.representatives.paid = Fact::Known(representative(kind, state));
        facts
    };
    let mut all = vec![
        child(),
        change(child(), |f| f.beneficiary.minor = Fact::Unknown),
        change(child(), |f| f.representatives.collected = Fact::Known(Receiver::Stranger)),
        change(paid(RepresentativeKind::Parent, RepresentativeState::Ended), |_| {}),
        change(paid(RepresentativeKind::Heir, RepresentativeState::NotYet), |_| {}),
        change(paid(RepresentativeKind::Heir, RepresentativeState::NotYet), |f| {
            f.representatives.paid = Fact::Unknown;
        }),
    ];
    let mut of_child = child();
    of_child.representatives.of_child = vec![in_conflict()];
    let mut taken = child();
    taken.representatives.collected = Fact::Known(Receiver::Representative(in_conflict()));
    let mut by_heir = child();
    by_heir.representatives.collected = Fact::Known(Receiver::Representative(Representative {
        number: 2,
        ..representative(RepresentativeKind::Heir, RepresentativeState::InForce)
    }));
    let mut father = paid(RepresentativeKind::Parent, RepresentativeState::InForce);
    father.representatives.paid = Fact::Known(in_conflict());
    all.extend([of_child, taken, by_heir, father]);
    all
}
