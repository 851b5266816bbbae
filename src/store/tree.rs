//! The tiles of the tree: full ones are rows, written with the leaves that fill them; of the others the hashes are read from
//! the leaves, or from the roots one level below. What a tile is and which ones a proof needs is said in `proof::tile`; who
//! signs the root, in `checkpoint`.
use super::{
    Fault, Snapshot, Store,
    checkpoint::Voice,
    flush::Parcel,
    gather::Tables,
    head::edge_of,
    log::Leaf,
    value::{Columns, Kind, Value},
};
use crate::{
    domain::day::Instant,
    proof::{
        tile::{self, Place, Tile, Tiles, WIDTH},
        tree::{Edge, Hash},
    },
};
use std::{collections::BTreeSet, ops::Range};

/// Full tiles of level 0 that one transaction fills in at an upgrade: some 500 KiB of leaf hashes.
const FILLED_AT_ONCE: u64 = 64;

/// How many tiles of a level are kept, and the first and last of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs, reason = "named as the columns of the statement")]
pub struct TileLevel {
    pub level: i32,
    pub tiles: i64,
    pub first: i64,
    pub last: i64,
}

/// A kept tile, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs, reason = "the columns are described in the migrations, once")]
pub struct KeptTile {
    pub root: Vec<u8>,
    pub hashes: Vec<u8>,
}

impl KeptTile {
    /// Is it the tile that it should be?
    pub fn is(&self, tile: &Tile) -> bool {
        self.root == tile.root && self.hashes == tile.hashes.concat()
    }
}

/// What ends a group: the tiles that added leaves filled, and the checkpoint over all leaves, on their way to the database. `edge`
/// is the tree with them.
pub(super) async fn closing(
    from: &mut Snapshot,
    edge: &Edge,
    added: &[Hash],
    voice: &Voice,
) -> Result<Vec<Parcel>, Fault> {
    if added.is_empty() {
        return Ok(vec![]);
    }
    let full = grown(from, edge.size() - added.len() as u64, added).await?;
    Ok([tiles_parcel(full)?].into_iter().chain(voice.checkpoint(edge)?).collect())
}

/// The tiles that are full once hashes are appended to a tree of `before` leaves, the lowest level first. The hashes that stand
/// before them in their tiles are read, a statement a level, and only where a tile gets full.
async fn grown(from: &mut Snapshot, before: u64, appended: &[Hash]) -> Result<Vec<Tile>, Fault> {
    let (mut before, mut row, mut grown) = (before, appended.to_vec(), vec![]);
    for level in 0.. {
        let Some(missing) = tile::missing(before, row.len() as u64) else { break };
        let first = missing.start / WIDTH;
        let mut hashes =
            if missing.is_empty() { vec![] } else { from.row_of_level(level, missing.clone()).await? };
        if hashes.len() as u64 != missing.end - missing.start {
            let table = if level == 0 { "leaf" } else { "tile" };
            return Err(Fault::broken(
                table,
                format!("hashes of a tile of level {level} are missing before {before}"),
            ));
        }
        hashes.append(&mut row);
        let tiles = tile::full(level, first, &hashes);
        row = tiles.iter().map(|tile| tile.root).collect();
        before /= WIDTH;
        grown.extend(tiles);
    }
    Ok(grown)
}

/// Full tiles on their way to the database.
fn tiles_parcel(tiles: Vec<Tile>) -> Result<Parcel, Fault> {
    const COLUMNS: Columns =
        &[("level", Kind::Int), ("position", Kind::Long), ("root", Kind::Bytes), ("hashes", Kind::Bytes)];
    let mut values = vec![];
    for tile in tiles {
        values.extend([
            Value::Int(i32::from(tile.level)),
            Value::Long(number(tile.position)?),
            Value::Bytes(tile.root.to_vec()),
            Value::Bytes(tile.hashes.concat()),
        ]);
    }
    Ok(Parcel::new("tile", "", COLUMNS, values))
}

impl Snapshot {
    /// Hashes of a level, within bounds: leaf hashes, or roots of full tiles one level below; those that the database has.
    async fn row_of_level(&mut self, level: u8, bounds: Range<u64>) -> Result<Vec<Hash>, Fault> {
        let (first, end) = (number(bounds.start)?, number(bounds.end)?);
        let (table, found): (_, Vec<(Vec<u8>,)>) = match level.checked_sub(1) {
            None => ("leaf", stored_rows!(self, "leaf/hashes", first, end)?),
            Some(below) => ("tile", stored_rows!(self, "tile/roots", i32::from(below), first, end)?),
        };
        found
            .into_iter()
            .map(|(hash,)| hash.try_into().map_err(|_| Fault::broken(table, "a hash has not 32 bytes")))
            .collect()
    }

    /// Tiles, full or not: at most 256 hashes each.
    async fn tiles(&mut self, places: BTreeSet<Place>) -> Result<Tiles, Fault> {
        self.ready(&Tables::of("leaf")).await?;
        let mut tiles = Tiles::new();
        for (level, position) in places {
            let full: Option<(Vec<u8>,)> = row!(self, "tile/hashes", i32::from(level), number(position)?)?;
            let hashes = match full {
                Some((bytes,)) => bytes.as_chunks().0.to_vec(),
                None => self.row_of_level(level, position * WIDTH..(position + 1) * WIDTH).await?,
            };
            tiles.insert((level, position), hashes);
        }
        Ok(tiles)
    }

    /// The roots of some subtrees of the log, in O(log n) reads. All leaves of them must be there. Those at the right edge stand in
    /// the head row, so that the last tile, whose hashes are in as many leaves, is read for the newest leaves alone.
    async fn subtrees(&mut self, subtrees: &[Range<u64>]) -> Result<Vec<Hash>, Fault> {
        let head = self.head_row().await?;
        let edge = head.map(|head| edge_of(&head)).transpose()?.unwrap_or_default();
        let known = edge.subtrees().collect();
        let tiles = self.tiles(tile::needed(subtrees, &known)).await?;
        let hashes = subtrees.iter().map(|range| tile::subtree(range, &tiles, &known));
        hashes.collect::<Option<_>>().ok_or_else(|| Fault::broken("tile", "hashes of the tree are missing"))
    }

    /// The root over the first leaves.
    pub async fn tree_root(&mut self, size: u64) -> Result<Hash, Fault> {
        let whole = 0..size;
        let roots = self.subtrees(std::slice::from_ref(&whole)).await?;
        roots.into_iter().next().ok_or_else(|| Fault::broken("tile", "hashes of the tree are missing"))
    }

    /// The proof that a leaf is among the first `size` (RFC 6962, 2.1.1).
    pub async fn inclusion(&mut self, index: u64, size: u64) -> Result<Vec<Hash>, Fault> {
        self.subtrees(&tile::inclusion(index, size)).await
    }

    /// The proof that the first `to` leaves begin with the first `from` (RFC 6962, 2.1.2).
    pub async fn consistency(&mut self, from: u64, to: u64) -> Result<Vec<Hash>, Fault> {
        self.subtrees(&tile::consistency(from, to)).await
    }

    /// A leaf.
    pub async fn leaf(&mut self, index: u64) -> Result<Option<Leaf>, Fault> {
        let index = number(index)?;
        Ok(self.leaves(index, 1).await?.into_iter().find(|leaf| leaf.position == index))
    }

    /// A kept tile.
    pub async fn kept_tile(&mut self, level: u8, position: u64) -> Result<Option<KeptTile>, Fault> {
        row!(self, "tile/one", i32::from(level), number(position)?)
    }

    /// Which tiles are kept, by level.
    pub async fn tile_levels(&mut self) -> Result<Vec<TileLevel>, Fault> {
        rows!(self, "tile/levels")
    }
}

impl Store {
    /// Fills in the tiles of a log that was kept before there were any: some at a time, each in a transaction of its own, so
    /// that it can be broken off and begun again.
    pub(super) async fn fill_tiles(&self, now: Instant) -> Result<(), Fault> {
        loop {
            let mut tx = self.pools.begin(now, &Voice::default()).await?;
            let (filled,): (i64,) = row!(&mut tx, "tile/filled")?.unwrap_or_default();
            let filled = u64::try_from(filled).unwrap_or_default();
            let full = u64::try_from(tx.head().leaf).unwrap_or_default() / WIDTH;
            if filled >= full {
                tx.give_up().await;
                return Ok(());
            }
            let before = filled * WIDTH;
            let end = full.min(filled + FILLED_AT_ONCE) * WIDTH;
            let leaves = tx.row_of_level(0, before..end).await?;
            let tiles = grown(&mut tx, before, &leaves).await?;
            if tiles.is_empty() {
                return Err(Fault::broken("leaf", format!("leaves are missing after leaf {before}")));
            }
            tx.send(vec![tiles_parcel(tiles)?]).await?;
            tx.finish().await?;
        }
    }
}

fn number(of: u64) -> Result<i64, Fault> {
    i64::try_from(of).map_err(|_| Fault::broken("leaf", "no log has so many leaves"))
}
