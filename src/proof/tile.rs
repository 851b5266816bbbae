//! The tree in tiles of height 8 (C2SP tlog-tiles): a tile of level 0 has 256 leaf hashes, one of a higher level the roots
//! of 256 full tiles below it. Here is which tiles are full, what they come to, and which of their hashes make a proof;
//! where tiles are kept is said in the store.
use super::tree::{Hash, node_hash};
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

/// Hashes of a full tile.
pub const WIDTH: u64 = 256;

/// The height of a tile.
const HEIGHT: u32 = 8;

/// A full tile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// Its level, from 0.
    pub level: u8,
    /// Its index within the level, from 0.
    pub position: u64,
    /// What its hashes come to (RFC 6962, 2.1).
    pub root: Hash,
    /// Its 256 hashes, left to right.
    pub hashes: Vec<Hash>,
}

/// Where a tile stands: its level, and its index within the level.
pub type Place = (u8, u64);

/// The hashes of tiles, as far as they are needed. The last tile of a level may have fewer than 256.
pub type Tiles = BTreeMap<Place, Vec<Hash>>;

/// Roots of full subtrees that are known without any tile, by their first leaf and the one after their last.
pub type Known = BTreeMap<(u64, u64), Hash>;

/// The hashes of a level that stand before `before` in the same tile, where `more` further ones fill that tile; nothing
/// where they fill none.
pub fn missing(before: u64, more: u64) -> Option<Range<u64>> {
    (before % WIDTH + more >= WIDTH).then_some(before - before % WIDTH..before)
}

/// The full tiles of a level that a row of hashes makes, the first of which begins tile `first`. What is left over at the
/// end makes none.
pub fn full(level: u8, first: u64, hashes: &[Hash]) -> Vec<Tile> {
    let whole = hashes.chunks_exact(WIDTH as usize);
    let tile = |(position, hashes): (u64, &[Hash])| {
        Some(Tile { level, position, root: root_of(hashes)?, hashes: hashes.to_vec() })
    };
    (first..).zip(whole).filter_map(tile).collect()
}

/// The tiles that leaves fill, told as they are: what `verify` compares the kept ones with. Keeps at most 255 hashes a level.
#[derive(Debug, Default)]
pub struct Growing {
    levels: Vec<(u64, Vec<Hash>)>,
}

impl Growing {
    /// Takes the next leaf hash, and tells the tiles that are full with it, the lowest first.
    pub fn push(&mut self, leaf: Hash) -> Vec<Tile> {
        let mut told: Vec<Tile> = vec![];
        let mut next = leaf;
        for level in 0.. {
            if self.levels.len() <= level {
                self.levels.push((0, vec![]));
            }
            let (position, hashes) = &mut self.levels[level];
            hashes.push(next);
            let full = full(level as u8, *position, hashes);
            let Some(tile) = full.into_iter().next() else { break };
            *position += 1;
            hashes.clear();
            next = tile.root;
            told.push(tile);
        }
        told
    }
}

/// How many full tiles of a level a tree of so many leaves has.
pub fn full_at(level: u32, size: u64) -> u64 {
    level.checked_add(1).and_then(|n| WIDTH.checked_pow(n)).map_or(0, |leaves| size / leaves)
}

/// The subtrees whose roots are the inclusion proof of a leaf, the nearest first (RFC 6962, 2.1.1). Nothing where the tree
/// has no such leaf.
pub fn inclusion(index: u64, size: u64) -> Vec<Range<u64>> {
    let mut path = vec![];
    let mut tree = 0..size;
    while index < size && tree.end - tree.start > 1 {
        let middle = split(&tree);
        let (left, right) = (tree.start..middle, middle..tree.end);
        let (inside, beside) = if index < middle { (left, right) } else { (right, left) };
        path.push(beside);
        tree = inside;
    }
    path.reverse();
    path
}

/// The subtrees whose roots are the consistency proof between two sizes (RFC 6962, 2.1.2). Nothing where one of them is all
/// the other needs, or where `from` is 0 or beyond `to`.
pub fn consistency(from: u64, to: u64) -> Vec<Range<u64>> {
    let mut path = vec![];
    if from == 0 || from >= to {
        return path;
    }
    let mut tree = 0..to;
    // True while the old tree is the whole left side, which the asker has as a root already.
    let mut known = true;
    while from != tree.end {
        let middle = split(&tree);
        if from <= middle {
            path.push(middle..tree.end);
            tree = tree.start..middle;
        } else {
            path.push(tree.start..middle);
            tree = middle..tree.end;
            known = false;
        }
    }
    if !known {
        path.push(tree);
    }
    path.reverse();
    path
}

/// Where a tree divides: after the largest power of two that is smaller than its size.
fn split(tree: &Range<u64>) -> u64 {
    let size = tree.end - tree.start;
    tree.start + size.next_power_of_two() / 2
}

/// The tiles that must be at hand for the roots of some subtrees, beside those that are known.
pub fn needed(subtrees: &[Range<u64>], known: &Known) -> BTreeSet<Place> {
    let parts = subtrees.iter().flat_map(parts).filter(|part| !known.contains_key(&leaves(part)));
    parts.map(|(level, first, _)| (level, first / WIDTH)).collect()
}

/// The root of a subtree, from what is known and the tiles at hand; of no leaves, the hash of nothing. Nothing where a hash is
/// missing.
pub fn subtree(range: &Range<u64>, tiles: &Tiles, known: &Known) -> Option<Hash> {
    let mut roots = vec![];
    for part in parts(range) {
        if let Some(root) = known.get(&leaves(&part)) {
            roots.push(*root);
            continue;
        }
        let (level, first, width) = part;
        let hashes = tiles.get(&(level, first / WIDTH))?;
        let begin = (first % WIDTH) as usize;
        roots.push(root_of(hashes.get(begin..begin + width as usize)?)?);
    }
    let mut from_right = roots.into_iter().rev();
    match from_right.next() {
        None => Some(Sha256::digest([]).into()),
        Some(last) => Some(from_right.fold(last, |right, left| node_hash(&left, &right))),
    }
}

/// The first leaf under a part, and the one after its last.
fn leaves((level, first, width): &(u8, u64, u64)) -> (u64, u64) {
    let height = u32::from(*level) * HEIGHT;
    (first << height, (first + width) << height)
}

/// The full subtrees of a range, left to right, each as hashes of one tile: level, index of the first, how many.
fn parts(range: &Range<u64>) -> Vec<(u8, u64, u64)> {
    let mut parts = vec![];
    let mut start = range.start;
    while start < range.end {
        // As high as the place allows and the rest fills.
        let room = (range.end - start).ilog2();
        let height = start.trailing_zeros().min(room);
        let level = height / HEIGHT;
        parts.push((level as u8, start >> (level * HEIGHT), 1 << (height % HEIGHT)));
        start += 1 << height;
    }
    parts
}

/// The root over as many hashes as a power of two.
fn root_of(hashes: &[Hash]) -> Option<Hash> {
    let mut row = hashes.to_vec();
    while row.len() > 1 {
        row =
            row.chunks(2).map(|pair| Some(node_hash(pair.first()?, pair.get(1)?))).collect::<Option<_>>()?;
    }
    row.first().copied()
}

#[cfg(test)]
mod tests {
    use super::{
        super::{
            tree::{Edge, leaf_hash},
            verifier,
        },
        *,
    };
    use proptest::prelude::*;

    fn leaf(n: u64) -> Hash {
        leaf_hash(&n.to_be_bytes())
    }

    /// All tiles of a tree, the partial ones too.
    fn tiles(leaves: &[Hash]) -> Tiles {
        let (mut tiles, mut row, mut level) = (Tiles::new(), leaves.to_vec(), 0);
        while !row.is_empty() {
            tiles.extend((0..).zip(row.chunks(256)).map(|(n, hashes)| ((level, n), hashes.to_vec())));
            row = full(level, 0, &row).into_iter().map(|tile| tile.root).collect();
            level += 1;
        }
        tiles
    }

    fn hashes(subtrees: &[Range<u64>], tiles: &Tiles) -> Vec<Hash> {
        let at_hand: Tiles =
            needed(subtrees, &Known::new()).into_iter().map(|place| (place, tiles[&place].clone())).collect();
        subtrees
            .iter()
            .map(|range| subtree(range, &at_hand, &Known::new()).expect("the tiles are at hand"))
            .collect()
    }

    fn tree(size: u64) -> (Vec<Hash>, Vec<Hash>) {
        let leaves: Vec<Hash> = (0..size).map(leaf).collect();
        let mut edge = Edge::default();
        let mut roots = vec![edge.root()];
        for leaf in &leaves {
            edge.append(*leaf);
            roots.push(edge.root());
        }
        (leaves, roots)
    }

    #[test]
    fn every_proof_of_every_small_tree_is_taken_by_the_verifier() {
        let (leaves, roots) = tree(64);
        let tiles = tiles(&leaves);
        for size in 1..=64_u64 {
            let root = roots[size as usize];
            assert_eq!(subtree(&(0..size), &tiles, &Known::new()), Some(root), "the root of {size} leaves");
            for index in 0..size {
                let proof = hashes(&inclusion(index, size), &tiles);
                let leaf = &leaves[index as usize];
                assert!(verifier::is_included(index, size, leaf, &proof, &root), "{index} in {size}");
            }
            for from in 0..=size {
                let proof = hashes(&consistency(from, size), &tiles);
                let old = &roots[from as usize];
                assert!(verifier::is_prefix(from, old, size, &root, &proof), "{from} of {size}");
            }
        }
        assert_eq!((inclusion(5, 5), consistency(6, 5), consistency(0, 5)), (vec![], vec![], vec![]));
    }

    #[test]
    fn tiles_are_told_when_they_are_full_and_counted_over_all_levels() {
        let mut growing = Growing::default();
        let mut told = vec![];
        for n in 0..WIDTH * WIDTH + WIDTH {
            told.extend(growing.push(leaf(n)));
        }
        let of_level = |level| told.iter().filter(|tile| u32::from(tile.level) == level).count() as u64;
        for level in 0..4 {
            assert_eq!(of_level(level), full_at(level, WIDTH * WIDTH + WIDTH));
        }
        let full = [255, 256, 65_535, 65_536].map(|size| (full_at(0, size), full_at(1, size)));
        assert_eq!((full, full_at(99, u64::MAX)), ([(0, 0), (1, 0), (255, 0), (256, 1)], 0));
        let upper: Vec<&Tile> = told.iter().filter(|tile| tile.level == 1).collect();
        let [upper] = upper.as_slice() else { panic!("one tile of level 1, not {}", upper.len()) };
        let lower: Vec<Hash> =
            told.iter().filter(|tile| tile.level == 0).map(|tile| tile.root).take(256).collect();
        assert_eq!((upper.position, &upper.hashes), (0, &lower));
        let (_, roots) = tree(WIDTH * WIDTH);
        assert_eq!(Some(&upper.root), roots.last());
    }

    #[test]
    fn what_stands_before_in_a_tile_is_asked_for_only_when_the_tile_gets_full() {
        assert_eq!(missing(250, 5), None);
        assert_eq!(missing(250, 6), Some(0..250));
        assert_eq!(missing(256, 255), None);
        assert_eq!(missing(512, 256), Some(512..512));
        assert_eq!(missing(700, 3_000), Some(512..700));
    }

    /// A tree of several levels: its leaves, its root at every size, its tiles.
    fn large() -> &'static (Vec<Hash>, Vec<Hash>, Tiles) {
        static LARGE: std::sync::OnceLock<(Vec<Hash>, Vec<Hash>, Tiles)> = std::sync::OnceLock::new();
        LARGE.get_or_init(|| {
            let (leaves, roots) = tree(66_000);
            let tiles = tiles(&leaves);
            (leaves, roots, tiles)
        })
    }

    /// Sizes up to some hundreds, and some that reach a third level.
    fn sizes() -> impl Strategy<Value = u64> {
        prop_oneof![1_u64..600, 65_400_u64..66_000]
    }

    proptest! {
        #[test]
        fn proofs_are_those_of_the_definition_and_bent_ones_are_not_taken(size in sizes(), at in any::<u64>(), bent in any::<usize>()) {
            let (leaves, roots, tiles) = large();
            let (index, root) = (at % size, roots[size as usize]);
            prop_assert_eq!(subtree(&(0..size), tiles, &Known::new()), Some(root));
            let mut edge = Edge::default();
            leaves[..size as usize].iter().for_each(|leaf| edge.append(*leaf));
            let known: Known = edge.subtrees().collect();
            prop_assert_eq!(subtree(&(0..size), &Tiles::new(), &known), Some(root), "the edge alone gives the root");
            for beside in inclusion(index, size) {
                let at_hand = needed(std::slice::from_ref(&beside), &known).into_iter().map(|place| (place, tiles[&place].clone())).collect();
                prop_assert_eq!(subtree(&beside, &at_hand, &known), subtree(&beside, tiles, &Known::new()));
            }
            let leaf = &leaves[index as usize];
            prop_assert!(needed(&inclusion(index, size), &Known::new()).len() <= 2 * 3, "a few tiles a level");
            let mut proof = hashes(&inclusion(index, size), tiles);
            prop_assert!(verifier::is_included(index, size, leaf, &proof, &root));
            prop_assert!(!verifier::is_included(index ^ 1, size, leaf, &proof, &root) || size == 1);
            if !proof.is_empty() {
                let place = bent % proof.len();
                proof[place][bent % 32] ^= 1;
                prop_assert!(!verifier::is_included(index, size, leaf, &proof, &root));
            }

            let (from, old) = (index + 1, roots[index as usize + 1]);
            let mut proof = hashes(&consistency(from, size), tiles);
            prop_assert!(verifier::is_prefix(from, &old, size, &root, &proof));
            if !proof.is_empty() {
                let place = bent % proof.len();
                proof[place][bent % 32] ^= 1;
                prop_assert!(!verifier::is_prefix(from, &old, size, &root, &proof));
            }
        }

        #[test]
        fn the_root_from_tiles_is_the_one_of_the_definition(size in 0_usize..400) {
            let leaves = &large().0[..size];
            prop_assert_eq!(subtree(&(0..size as u64), &large().2, &Known::new()), Some(by_definition(leaves)));
        }
    }

    /// RFC 6962, 2.1, word for word, over leaf hashes.
    fn by_definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Sha256::digest([]).into(),
            [one] => *one,
            many => {
                let k = (1..).map(|n| 1_usize << n).take_while(|k| *k < many.len()).last().unwrap_or(1);
                node_hash(&by_definition(&many[..k]), &by_definition(&many[k..]))
            }
        }
    }
}
