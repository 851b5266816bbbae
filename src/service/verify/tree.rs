//! The tree over the leaves: its tiles are what the leaves fill, its checkpoint is signed over all of them, and every checkpoint
//! that somebody cosigned is still where the log begins. Who rewrites leaves, tiles and head together without the key is found
//! out here. Roots and signatures are those of the verifier, which shares no code with what wrote them.
use super::{Check, difference::look};
use crate::{
    proof::{
        tile::{self, Growing, Tile},
        tree::leaf_hash,
        verifier::{Checkpoint, Hash, Note, PublicKey, Rebuilt, cosigned_at},
    },
    service::halt::Outcome,
    store::{
        checkpoint::{CheckpointRow, CosignatureRow},
        log::Leaf,
    },
};
use std::collections::{BTreeMap, BTreeSet};

const PAGE: i64 = 500;

/// What the walk over the leaves comes to.
pub(super) struct Tree {
    growing: Growing,
    /// Tiles that the leaves of this page filled.
    full: Vec<Tile>,
    rebuilt: Rebuilt,
    /// Sizes at which the root is wanted: those of the checkpoint and of cosignatures.
    wanted: BTreeSet<u64>,
    roots: BTreeMap<u64, Hash>,
    checkpoint: Option<CheckpointRow>,
}

impl Tree {
    /// Reads which roots will be wanted.
    pub async fn begin(check: &mut Check<'_>) -> Outcome<Tree> {
        let mut wanted = BTreeSet::new();
        let checkpoint = match look(check.from, |from| Box::pin(from.checkpoint())).await? {
            Ok(checkpoint) => checkpoint,
            Err(unread) => {
                check.found.add("checkpoint", "the checkpoint", unread.words());
                None
            }
        };
        match look(check.from, |from| Box::pin(from.cosigned_sizes())).await? {
            Ok(sizes) => wanted.extend(sizes.into_iter().filter_map(|size| u64::try_from(size).ok())),
            Err(unread) => check.found.add("cosignature", "a size in the table", unread.words()),
        }
        // The size that was signed counts, whatever the column beside it says.
        let signed = checkpoint.as_ref().and_then(|row| signed_by(&row.note, &check.key).ok());
        wanted.extend(signed.map(|checkpoint| checkpoint.size));
        let (growing, rebuilt) = (Growing::default(), Rebuilt::default());
        Ok(Tree { growing, full: vec![], rebuilt, wanted, roots: BTreeMap::new(), checkpoint })
    }

    /// Takes the next leaf.
    pub fn leaf(&mut self, leaf: &Leaf) {
        let body = leaf.body.as_bytes();
        self.full.extend(self.growing.push(leaf_hash(body)));
        self.rebuilt.push(body);
        if self.wanted.contains(&self.rebuilt.size()) {
            self.roots.insert(self.rebuilt.size(), self.rebuilt.root());
        }
    }

    /// Compares the tiles that a page of leaves filled.
    pub async fn compare_page(&mut self, check: &mut Check<'_>) -> Outcome<()> {
        for tile in std::mem::take(&mut self.full) {
            // After a leaf that is missing or slipped in, every tile would be another.
            if check.found.has("tile") || check.found.has("leaf") {
                return Ok(());
            }
            let (level, position) = (tile.level, tile.position);
            let row = format!("tile {position} of level {level}");
            match look(check.from, move |from| Box::pin(from.kept_tile(level, position))).await? {
                Ok(Some(kept)) if kept.is(&tile) => {}
                Ok(Some(_)) => {
                    check.found.add("tile", row, "its hashes or its root are not what the leaves come to")
                }
                Ok(None) => check.found.add("tile", row, "is missing: the leaves fill it"),
                Err(unread) => check.found.add("tile", row, unread.words()),
            }
        }
        Ok(())
    }

    /// The end of the log: no tile too many, the checkpoint, the cosignatures.
    pub async fn end(self, check: &mut Check<'_>) -> Outcome<()> {
        self.no_tile_beyond(check).await?;
        self.compare_checkpoint(check);
        self.compare_cosignatures(check).await
    }

    async fn no_tile_beyond(&self, check: &mut Check<'_>) -> Outcome<()> {
        let levels = match look(check.from, |from| Box::pin(from.tile_levels())).await? {
            Ok(levels) => levels,
            Err(unread) => {
                check.found.add("tile", "a row of a level", unread.words());
                return Ok(());
            }
        };
        for kept in levels {
            let full =
                u32::try_from(kept.level).ok().map_or(0, |level| tile::full_at(level, self.rebuilt.size()));
            let beyond =
                [kept.first, kept.last].into_iter().find(|n| u64::try_from(*n).map_or(true, |n| n >= full));
            if let Some(position) = beyond {
                let row = format!("tile {position} of level {}", kept.level);
                check.found.add("tile", row, "is in the table, and the leaves do not fill it");
            }
        }
        Ok(())
    }

    fn compare_checkpoint(&self, check: &mut Check<'_>) {
        let (leaves, found) = (self.rebuilt.size(), &mut check.found);
        let Some(row) = &self.checkpoint else {
            if leaves > 0 {
                found.add("checkpoint", "the checkpoint", "is missing, and there are leaves");
            }
            return;
        };
        let name = format!("the checkpoint of {} leaves", row.size);
        let signed = match signed_by(&row.note, &check.key) {
            Ok(signed) => signed,
            Err(what) => return found.add("checkpoint", name, what),
        };
        if u64::try_from(row.size) != Ok(signed.size) || row.root != signed.root {
            return found.add("checkpoint", name, "its size or its root is not the one in its signed note");
        }
        if signed.size > leaves {
            let what = format!("is missing: the checkpoint is signed over {} leaves", signed.size);
            found.add("leaf", format!("leaf {leaves}"), what);
        } else if self.roots.get(&signed.size) != Some(&signed.root) {
            if !found.has("leaf") {
                let what = "the leaves come to another root than the one it is signed over: the log was rewritten without the key";
                found.add("checkpoint", name, what);
            }
        } else if signed.size < leaves {
            let what = format!("is not under the checkpoint, which is signed over {} leaves", signed.size);
            found.add("leaf", format!("leaf {}", signed.size), what);
        }
    }

    async fn compare_cosignatures(&self, check: &mut Check<'_>) -> Outcome<()> {
        let mut after = -1;
        loop {
            let page = match look(check.from, |from| Box::pin(from.cosignatures(after, PAGE))).await? {
                Ok(page) => page,
                Err(unread) => {
                    check.found.add("cosignature", "a row of the table", unread.words());
                    return Ok(());
                }
            };
            let Some(last) = page.last().map(|kept| kept.leaf) else { return Ok(()) };
            for kept in &page {
                if let Some(what) = self.wrong(&kept.row, &check.key) {
                    check.found.add("cosignature", format!("size {}", kept.row.size), what);
                }
            }
            after = last;
        }
    }

    fn wrong(&self, row: &CosignatureRow, log: &PublicKey) -> Option<&'static str> {
        let Ok(signed) = signed_by(&row.note, log) else { return Some("its note is not signed by this log") };
        if u64::try_from(row.size) != Ok(signed.size) {
            return Some("its size is not the one in its signed note");
        }
        let note = Note::read(&row.note).ok()?;
        if PublicKey::read(&row.vkey).and_then(|cosigner| cosigned_at(&note, &cosigner)).is_err() {
            return Some("its cosignature is not good");
        }
        (self.roots.get(&signed.size) != Some(&signed.root))
            .then_some("the log does not begin with what was cosigned: it was rewritten since")
    }
}

fn signed_by(note: &str, log: &PublicKey) -> Result<Checkpoint, &'static str> {
    let note = Note::read(note).map_err(|_| "its note is no signed note")?;
    Checkpoint::signed(&note, log).map_err(|_| "its note is not signed with the log's key, or was changed")
}
