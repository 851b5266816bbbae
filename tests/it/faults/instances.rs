//! Several writers over one database: two services on PostgreSQL, and the command line beside a loaded service on both
//! engines. They take turns: no number is given twice or left out, and the log does not fork.
use super::{
    house::House,
    in_both_houses,
    load::Load,
    reckoning::reckon,
    rounds::{A_HOUSE, Row, rounds, strikes_after},
    statement,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_services_over_one_postgres_keep_one_log_and_one_outlives_the_other() {
    let Some(mut house) = House::postgres() else { return };
    let mut row = Row::new("two services, one killed", "postgres");
    for round in 0..rounds(2) {
        if round > 0 && round.is_multiple_of(A_HOUSE) {
            house = house.another();
        }
        house.serve().await;
        house.serve().await;
        let load = Load::start(&house.cast, &house.addresses(), 16, true);
        load.until_acknowledged(strikes_after(round)).await;
        house.services.remove(round % 2).kill();
        load.until_acknowledged(30).await;
        // The clients of the one that was killed find nobody; those of the other go on.
        let sent = load.stop().await;
        row.add(reckon(&mut house, sent).await);
        house.stop();
    }
    row.finish();
}

in_both_houses! {
    async fn the_command_line_works_beside_a_loaded_service_and_they_keep_one_log(house: House) {
        let mut house = house;
        let mut row = Row::new("command line beside a service", house.engine());
        for round in 0..rounds(1) {
            if round > 0 {
                house = house.another();
            }
            house.serve().await;
            let mut people = house.verify()["person"];
            let load = Load::start(&house.cast, &house.addresses(), 16, true);
            for turn in 0..3 {
                load.until_acknowledged(10).await;
                let name = format!("auditor-{turn}");
                let token = house.must(&["person", "add", &name, "--role", "auditor"]);
                house.must(&["token", "new", &name]);
                people += 1;
                house.must(&["export", "statement", "--format", "csv", "--out", "all.csv"]);
                let exported = std::fs::read_to_string(house.folder.path().join("all.csv")).expect("an export");
                statement::is_whole(&statement::of_csv(&exported));
                assert_eq!(house.verify()["person"], people);
                // Who was just added at the command line is known to the service that runs.
                let seen = house.ask_as(token.lines().last().unwrap_or_default(), "/trial-balance").await;
                assert_eq!(seen.status, 200, "{}", seen.text());
            }
            let sent = load.stop().await;
            row.add(reckon(&mut house, sent).await);
            assert_eq!(house.verify()["person"], people);
            house.stop();
        }
        row.finish();
    }
}
