//! The log rewritten in good order: leaves, tiles, head and rows all fit each other, and only the signed checkpoint or what
//! somebody cosigned tells. And the checkpoint itself: edited, deleted, exchanged for an older one. On both engines.
use super::{
    Scene,
    engines::Place,
    history::{self, AUDITOR},
};
use crate::log::cosigned;
use relief_ledger::{
    proof::tree::{Edge, Hash, leaf_hash},
    service::log::{
        add_cosignature::{AddCosignature, add_cosignature},
        prove,
        signer::CheckpointSigner,
    },
    store::{checkpoint::Signs, fund::FundRow},
};

/// Leaves that fill two tiles.
const FILLERS: usize = 520;

/// Fills two tiles and some of a third, has two checkpoints cosigned, and ends with a leaf that nothing refers to.
pub async fn fill(scene: &history::Scene) {
    let mut tx = scene.begin().await;
    let row = |name: String| FundRow { name, value: "x".into() };
    for n in 0..FILLERS {
        tx.add(row(format!("filler {n:04}"))).await.expect("it is new");
        tx.close("filler", None).expect("a leaf");
    }
    history::commit(tx, "filler").await;
    for name in ["one.example", "two.example"] {
        let note = prove::checkpoint(&scene.fund).await.expect("it is signed");
        let (note, key) = cosigned(&note, name, scene.fund.now().timestamp());
        let command = AddCosignature { note, key };
        add_cosignature(&scene.fund, &scene.caller(AUDITOR), command)
            .await
            .expect("nothing is wrong with it");
    }
    let mut tx = scene.begin().await;
    tx.add(row("last".into())).await.expect("it is new");
    history::commit(tx, "last").await;
}

#[tokio::test]
async fn sqlite_logs_that_were_rewritten_or_cut_in_good_order_are_found() {
    rewritten(&Place::sqlite()).await;
}

#[tokio::test]
async fn postgres_logs_that_were_rewritten_or_cut_in_good_order_are_found() {
    let Some(place) = Place::postgres() else { return };
    rewritten(&place).await;
}

/// The log as it is, and as somebody writes it again.
struct Written {
    bodies: Vec<String>,
    sqlite: bool,
}

impl Written {
    async fn read(scene: &mut Scene) -> Written {
        let bodies = scene.raw.texts("select body from leaf order by position").await;
        Written { bodies, sqlite: scene.raw.is_sqlite() }
    }

    fn edge(&self, size: usize) -> Edge {
        let mut edge = Edge::default();
        self.bodies[..size].iter().for_each(|body| edge.append(leaf_hash(body.as_bytes())));
        edge
    }

    fn bytes(&self, hash: &Hash) -> String {
        let hex = hex::encode(hash);
        if self.sqlite { format!("x'{hex}'") } else { format!("'\\x{hex}'::bytea") }
    }

    /// Writes the filler of a leaf anew, with its row, its hash and the head row.
    fn rewrite(&mut self, position: usize) -> String {
        let body = self.bodies[position].replace(r#""value":"x""#, r#""value":"y""#);
        assert_ne!(body, self.bodies[position]);
        let hash = self.bytes(&leaf_hash(body.as_bytes()));
        self.bodies[position] = body.clone();
        let head = self.head(self.bodies.len());
        let body = body.replace('\'', "''");
        format!(
            "update fund set value = 'y' where leaf = {position};
                 update leaf set body = '{body}', hash = {hash} where position = {position}; {head}"
        )
    }

    fn head(&self, size: usize) -> String {
        format!(
            "update head set leaf = {size}, edge = '{}', last_at = (select max(at) from leaf)",
            self.edge(size).to_text()
        )
    }

    /// A checkpoint of the log as it stands here, signed by whoever has the key.
    fn signed(&self, scene: &Scene, size: usize) -> String {
        let root = self.edge(size).root();
        let note = CheckpointSigner::of(scene.fund.keys()).note(size as u64, &root);
        format!("update checkpoint set size = {size}, root = {}, note = '{note}'", self.bytes(&root))
    }
}

const ALL: [&str; 4] = ["fund", "leaf", "head", "checkpoint"];

/// Does all of it, sees that one difference is told and which, and puts all back.
async fn told(scene: &mut Scene, statements: &str, table: &str, row: &str) {
    scene.raw.past_all_triggers(&ALL, statements).await;
    let report = super::verify(&scene.fund).await;
    let [found] = report.differences.as_slice() else {
        panic!("`{statements}`: one difference, but {:#?}", report.differences)
    };
    assert!(found.table == table && found.row.contains(row), "`{statements}`: {found:?}");
    for table in ALL {
        scene.raw.restore(table).await;
    }
    scene.tried += 1;
}

async fn rewritten(place: &Place) {
    let mut scene = Scene::lay(place).await;
    let was = Written::read(&mut scene).await;
    let (size, read) = (was.bodies.len(), Written { bodies: was.bodies.clone(), sqlite: was.sqlite });
    // The last leaf is gone with its row, and the head row fits: the checkpoint knows that it was there.
    let cut = format!(
        "delete from fund where name = 'last'; delete from leaf where position = {}; {}",
        size - 1,
        was.head(size - 1)
    );
    told(&mut scene, &cut, "leaf", &format!("leaf {}", size - 1)).await;
    // A leaf and its row are others, and the head row fits.
    let mut new = Written { bodies: read.bodies.clone(), sqlite: read.sqlite };
    let rewrite = new.rewrite(size - 1);
    told(&mut scene, &rewrite, "checkpoint", &format!("{size} leaves")).await;
    // Even with the key: what was cosigned is no more where the log begins. The fillers after the last full tile are free of it.
    let before_cosigning = size - 4;
    let mut new = Written { bodies: read.bodies.clone(), sqlite: read.sqlite };
    let rewrite = new.rewrite(before_cosigning);
    let forged = format!("{rewrite}; {}", new.signed(&scene, size));
    told(&mut scene, &forged, "cosignature", &format!("size {}", size - 3)).await;
    // An older checkpoint, rightly signed, leaves the last leaf out.
    let older = was.signed(&scene, size - 1);
    told(&mut scene, &older, "leaf", &format!("leaf {}", size - 1)).await;
    for change in [
        "update checkpoint set size = size - 1",
        "update checkpoint set root = (select hash from leaf where position = 1)",
        "update checkpoint set note = replace(note, 'relief', 'belief')",
        "update checkpoint set note = note || 'x'",
        "delete from checkpoint",
    ] {
        told(&mut scene, change, "checkpoint", "checkpoint").await;
    }
    let other =
        format!("update checkpoint set note = (select note from cosignature where size = {})", size - 3);
    told(&mut scene, &other, "checkpoint", "checkpoint").await;
    scene.is_whole_again().await;
}
