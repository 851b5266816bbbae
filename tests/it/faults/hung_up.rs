//! Clients that hang up before their answer and ask again, and clients that ask with one key many times at once: whatever was
//! sent is done once, and everyone gets the same answer.
use super::{
    client::{Client, Reply},
    house::House,
    in_both_houses,
    load::{Command, Ended, Load, Sent},
    reckoning::reckon,
    rounds::{A_HOUSE, Row, draw, rounds},
};
use std::{sync::Arc, time::Duration};
use tokio::{io::AsyncWriteExt, net::TcpStream, sync::Barrier, time::sleep};

/// Commands that are hung up on in a round.
const HANG_UPS: usize = 40;
/// Times that one key is sent at once.
const AT_ONCE: usize = 200;

in_both_houses! {
    async fn a_client_that_hangs_up_and_asks_again_has_its_command_done_once(house: House) {
        let mut house = house;
        let mut row = Row::new("a client that hangs up", house.engine());
        for round in 0..rounds(2) {
            if round > 0 && round.is_multiple_of(A_HOUSE) {
                house = house.another();
            }
            if house.services.is_empty() {
                house.serve().await;
            }
            // Others work meanwhile, so that what was hung up on also waits in the queue.
            let load = Load::start(&house.cast, &house.addresses(), 8, true);
            let mut asking = vec![];
            for n in 0..HANG_UPS {
                let (command, address) = (Command::inflow(), house.services[0].address);
                let bytes = command.bytes(&house.cast);
                asking.push(tokio::spawn(async move {
                    hang_up(TcpStream::connect(address).await.expect("a connection"), &bytes, round * HANG_UPS + n).await;
                    let reply = Client::new(address).send(&bytes).await.expect("the service answers");
                    assert_eq!(reply.status, 201, "{}", reply.text());
                    Sent { command, ended: Ended::Acknowledged(reply) }
                }));
            }
            let mut sent = vec![];
            for client in asking {
                sent.push(client.await.expect("no client panics"));
            }
            sent.extend(load.stop().await);
            row.add(reckon(&mut house, sent).await);
        }
        row.finish();
        house.stop();
    }

    async fn a_key_sent_hundreds_of_times_at_once_is_done_once_and_answered_alike(house: House) {
        let mut house = house;
        house.serve().await;
        let mut row = Row::new("one key at once, 200 times", house.engine());
        for _ in 0..rounds(1) {
            let command = Command::inflow();
            let replies = at_once(&house, &command).await;
            let first = replies[0].clone();
            assert_eq!(first.status, 201, "{}", first.text());
            let others: Vec<_> = replies.iter().filter(|reply| **reply != first).collect();
            assert!(others.is_empty(), "{} was answered, and also {others:?}", first.text());
            row.add(reckon(&mut house, vec![Sent { command, ended: Ended::Acknowledged(first) }]).await);
        }
        row.finish();
        house.stop();
    }
}

/// Sends a part of a request or all of it, and closes the connection: at once, or after a moment.
async fn hang_up(mut stream: TcpStream, bytes: &[u8], n: usize) {
    let part = match draw(n) % 4 {
        0 => draw(n + 1) % bytes.len(),
        _ => bytes.len(),
    };
    stream.write_all(&bytes[..part]).await.expect("the service takes what is sent");
    if draw(n) % 4 == 1 {
        // Not a place in the code of the service but in its work: from the queue to the answer.
        sleep(Duration::from_micros((draw(n + 2) % 20_000) as u64)).await;
    }
    if draw(n).is_multiple_of(2) {
        // The other side sees a reset, and not a farewell.
        stream.set_zero_linger().expect("a socket can be told not to linger");
    }
}

/// Everyone connects first and sends then, so that the same key is in flight many times.
async fn at_once(house: &House, command: &Command) -> Vec<Reply> {
    let (barrier, bytes) = (Arc::new(Barrier::new(AT_ONCE)), Arc::new(command.bytes(&house.cast)));
    let address = house.services[0].address;
    let clients: Vec<_> = (0..AT_ONCE)
        .map(|_| {
            let (barrier, bytes) = (barrier.clone(), bytes.clone());
            tokio::spawn(async move {
                let mut client = Client::new(address);
                client.connect().await.expect("the service takes a connection");
                barrier.wait().await;
                client.send(&bytes).await.expect("the service answers")
            })
        })
        .collect();
    let mut replies = vec![];
    for client in clients {
        replies.push(client.await.expect("no client panics"));
    }
    replies
}
