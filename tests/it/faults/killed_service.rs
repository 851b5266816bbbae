//! `kill -9` of the service under load: what it acknowledged is there when it is started again, once.
use super::{
    house::House,
    in_both_houses,
    load::Load,
    reckoning::reckon,
    rounds::{A_HOUSE, Row, rounds, strikes_after},
};

in_both_houses! {
    async fn a_killed_service_has_kept_what_it_acknowledged(house: House) {
        let mut house = house;
        let mut row = Row::new("kill -9 of the service", house.engine());
        for round in 0..rounds(3) {
            if round > 0 && round.is_multiple_of(A_HOUSE) {
                house = house.another();
            }
            house.serve().await;
            let load = Load::start(&house.cast, &house.addresses(), 16, true);
            load.until_acknowledged(strikes_after(round)).await;
            house.kill();
            let sent = load.stop().await;
            house.serve().await;
            row.add(reckon(&mut house, sent).await);
            house.stop();
        }
        row.finish();
    }
}
