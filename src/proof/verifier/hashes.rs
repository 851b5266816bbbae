//! The tree as the verifier reckons it: hashes of leaves and pairs (RFC 6962, 2.1), and whether a proof leads where it says
//! (RFC 9162, 2.1.3.2 and 2.1.4.2). Nothing of the writer's tree is used here.
use sha2::{Digest, Sha256};

/// A hash.
pub type Hash = [u8; 32];

/// The hash of a leaf's exact bytes.
pub fn leaf(body: &[u8]) -> Hash {
    let mut hash = Sha256::new();
    hash.update([0u8]);
    hash.update(body);
    hash.finalize().into()
}

fn pair(left: &Hash, right: &Hash) -> Hash {
    let mut bytes = [1u8; 65];
    bytes[1..33].copy_from_slice(left);
    bytes[33..].copy_from_slice(right);
    Sha256::digest(bytes).into()
}

/// The root over no leaves.
fn of_nothing() -> Hash {
    Sha256::digest([]).into()
}

/// Does the proof lead from the leaf at `index` to the root of `size` leaves?
pub fn is_included(index: u64, size: u64, leaf: &Hash, proof: &[Hash], root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut place, mut last, mut reached) = (index, size - 1, *leaf);
    for beside in proof {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            reached = pair(beside, &reached);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            reached = pair(&reached, beside);
        }
        place >>= 1;
        last >>= 1;
    }
    last == 0 && reached == *root
}

/// Does the proof show that the tree of `to` leaves begins with that of `from` leaves? Of no leaves, every tree is one.
pub fn is_prefix(from: u64, old: &Hash, to: u64, new: &Hash, proof: &[Hash]) -> bool {
    if from == 0 {
        return proof.is_empty() && *old == of_nothing() && (to > 0 || *new == of_nothing());
    }
    if from >= to {
        return from == to && old == new && proof.is_empty();
    }
    // A whole left side is not told again: its root is the old one.
    let mut path = proof.iter();
    let first = if from.is_power_of_two() { Some(old) } else { path.next() };
    let Some(first) = first else { return false };
    let (mut place, mut last) = (from - 1, to - 1);
    while place & 1 == 1 {
        place >>= 1;
        last >>= 1;
    }
    let (mut before, mut after) = (*first, *first);
    for beside in path {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            before = pair(beside, &before);
            after = pair(beside, &after);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            after = pair(&after, beside);
        }
        place >>= 1;
        last >>= 1;
    }
    last == 0 && before == *old && after == *new
}

/// The root of leaves that are read one after another: a pile of whole subtrees, each with its height.
#[derive(Debug, Clone, Default)]
pub struct Rebuilt {
    size: u64,
    pile: Vec<(u32, Hash)>,
}

impl Rebuilt {
    /// Takes the exact bytes of the next leaf.
    pub fn push(&mut self, body: &[u8]) {
        let mut top = (0, leaf(body));
        while let Some((_, left)) = self.pile.pop_if(|(height, _)| *height == top.0) {
            top = (top.0 + 1, pair(&left, &top.1));
        }
        self.pile.push(top);
        self.size += 1;
    }

    /// How many leaves were taken.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root of what was taken so far.
    pub fn root(&self) -> Hash {
        let mut root: Option<Hash> = None;
        for (_, left) in self.pile.iter().rev() {
            root = Some(root.map_or(*left, |right| pair(left, &right)));
        }
        root.unwrap_or_else(of_nothing)
    }
}
