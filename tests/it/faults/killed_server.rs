//! `kill -9` of PostgreSQL, with all its processes, while the service is under load and stays up: it says that it could not
//! write, and writes again by itself once the server is back.
use super::{
    cluster::Cluster,
    house::House,
    load::Load,
    reckoning::reckon,
    rounds::{A_HOUSE, Row, is_long, rounds, strikes_after},
};

/// Clients of the load.
const CLIENTS: usize = 16;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_service_outlives_a_killed_postgres_and_writes_again_by_itself() {
    let mut row = Row::new("kill -9 of PostgreSQL", "postgres");
    let (mut left, mut round) = (rounds(2), 0);
    while left > 0 {
        let Some(mut cluster) = Cluster::start() else { return };
        let mut house = House::over(cluster.url());
        house.serve().await;
        for _ in 0..left.min(A_HOUSE) {
            row.add(one_round(&mut house, &mut cluster, round).await);
            round += 1;
        }
        left -= left.min(A_HOUSE);
        house.stop();
    }
    row.finish();
}

async fn one_round(house: &mut House, cluster: &mut Cluster, round: usize) -> super::reckoning::Tally {
    let load = Load::start(&house.cast, &house.addresses(), CLIENTS, true);
    load.until_acknowledged(strikes_after(round)).await;
    let refused = load.refused();
    cluster.kill();
    if round == 0 {
        house.until_ready(503).await;
    }
    // What was under way is answered at once. What comes later waits for the server as long as the service has patience; the
    // long form sees the end of that too.
    let told = if is_long() && round == 0 { CLIENTS + 1 } else { 1 };
    load.until(&format!("{told} refusals"), || load.refused() >= refused + told).await;
    cluster.restart();
    load.until_acknowledged(20).await;
    let sent = load.stop().await;
    house.until_ready(200).await;
    reckon(house, sent).await
}
