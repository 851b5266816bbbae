//! The Merkle tree over the leaves (RFC 6962, SHA-256), kept as its right edge: the roots of its full subtrees, at
//! most one for each size of a power of two. Appending and the root cost O(log n).
use sha2::{Digest, Sha256};

/// A hash.
pub type Hash = [u8; 32];

/// The hash of a leaf: SHA-256 of 0x00 and its bytes (RFC 6962, 2.1).
pub fn leaf_hash(body: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(body).finalize().into()
}

/// The hash of two subtrees: SHA-256 of 0x01 and both (RFC 6962, 2.1).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// The right edge of a tree of `size` leaves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edge {
    size: u64,
    /// Roots of the full subtrees, largest first; one for each bit that is set in `size`.
    roots: Vec<Hash>,
}

impl Edge {
    /// How many leaves there are.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf by its hash.
    pub fn append(&mut self, leaf: Hash) {
        let mut root = leaf;
        let mut size = self.size;
        while size & 1 == 1 {
            if let Some(left) = self.roots.pop() {
                root = node_hash(&left, &root);
            }
            size >>= 1;
        }
        self.roots.push(root);
        self.size += 1;
    }

    /// The root of the tree (RFC 6962, 2.1); of no leaves, the hash of nothing.
    pub fn root(&self) -> Hash {
        let mut from_right = self.roots.iter().rev();
        match from_right.next() {
            None => Sha256::digest([]).into(),
            Some(last) => from_right.fold(*last, |right, left| node_hash(left, &right)),
        }
    }

    /// The full subtrees with their roots, each by its first leaf and the one after its last.
    pub fn subtrees(&self) -> impl Iterator<Item = ((u64, u64), Hash)> {
        let mut left = self.size;
        let mut start = 0;
        self.roots.iter().map(move |root| {
            let leaves = 1 << left.ilog2();
            left -= leaves;
            start += leaves;
            ((start - leaves, start), *root)
        })
    }

    /// The edge as text for the head row: hashes in hex, joined by blanks.
    pub fn to_text(&self) -> String {
        self.roots.iter().map(hex::encode).collect::<Vec<_>>().join(" ")
    }

    /// Reads what [`Edge::to_text`] wrote; none where text and size do not belong together.
    pub fn from_text(size: u64, text: &str) -> Option<Edge> {
        let roots: Option<Vec<Hash>> =
            text.split_whitespace().map(|h| hex::decode(h).ok()?.try_into().ok()).collect();
        let roots = roots?;
        (roots.len() == size.count_ones() as usize).then_some(Edge { size, roots })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree hash as RFC 6962, 2.1 defines it, by recursion over all leaves.
    fn by_definition(leaves: &[Vec<u8>]) -> Hash {
        match leaves {
            [] => Sha256::digest([]).into(),
            [one] => leaf_hash(one),
            many => {
                let split = many.len().next_power_of_two() / 2;
                node_hash(&by_definition(&many[..split]), &by_definition(&many[split..]))
            }
        }
    }

    #[test]
    fn the_edge_comes_to_the_root_of_the_published_vectors() {
        // Test vectors of the certificate-transparency reference implementation, seven of its eight leaves and roots.
        let leaves = [
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f",
        ];
        let leaves: Vec<Vec<u8>> = leaves.iter().map(|h| hex::decode(h).expect("a fixed hex text")).collect();
        let mut edge = Edge::default();
        let mut roots = vec![];
        for leaf in &leaves {
            edge.append(leaf_hash(leaf));
            roots.push(hex::encode(edge.root()));
        }
        assert_eq!(roots[0], "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
        assert_eq!(roots[1], "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
        assert_eq!(roots[7], "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    }

    #[test]
    fn the_edge_agrees_with_the_definition_at_every_size() {
        let mut edge = Edge::default();
        let mut leaves = vec![];
        for n in 0..70u8 {
            assert_eq!(edge.root(), by_definition(&leaves));
            assert_eq!(Edge::from_text(edge.size(), &edge.to_text()), Some(edge.clone()));
            leaves.push(vec![n; 3]);
            edge.append(leaf_hash(&[n; 3]));
        }
        assert_eq!(Edge::from_text(3, &edge.to_text()), None);
    }
}
