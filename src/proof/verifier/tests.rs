//! The verifier against what others published: the vectors of the certificate-transparency reference implementation, the
//! examples of C2SP, and what must not pass.
use super::{super::tile, *};
use ed25519_dalek::{Signer, SigningKey};

/// Leaves of the certificate-transparency reference implementation (Google, `in_memory_merkle_tree_test.py`).
const LEAVES: [&str; 8] =
    ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

/// Its roots, by size from 1.
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

const A: &str = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
const B: &str = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
const C: &str = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
const D: &str = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
const E: &str = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
const F: &str = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";

/// Its inclusion proofs: index, size, path.
const INCLUSION: [(u64, u64, &[&str]); 5] = [
    (0, 1, &[]),
    (0, 8, &[A, B, C]),
    (5, 8, &[D, E, ROOTS[3]]),
    (2, 3, &[ROOTS[1]]),
    (1, 5, &[ROOTS[0], B, D]),
];

/// Its consistency proofs: from, to, path.
const CONSISTENCY: [(u64, u64, &[&str]); 4] =
    [(1, 1, &[]), (1, 8, &[A, B, C]), (6, 8, &[F, E, ROOTS[3]]), (2, 5, &[B, D])];

fn bytes(hex_digits: &str) -> Vec<u8> {
    hex::decode(hex_digits).expect("fixed hex digits")
}

fn hash_of(hex_digits: &str) -> Hash {
    bytes(hex_digits).try_into().expect("32 bytes")
}

#[test]
fn the_published_vectors_are_taken_and_made() {
    let mut rebuilt = Rebuilt::default();
    for (n, root) in ROOTS.iter().enumerate() {
        rebuilt.push(&bytes(LEAVES[n]));
        assert_eq!((rebuilt.size(), rebuilt.root()), (n as u64 + 1, hash_of(root)));
    }
    let leaves: Vec<Hash> = LEAVES.iter().map(|body| leaf(&bytes(body))).collect();
    let made = |subtrees: &[std::ops::Range<u64>]| -> Vec<Hash> {
        let tiles = tile::Tiles::from([((0, 0), leaves.clone())]);
        subtrees
            .iter()
            .map(|range| tile::subtree(range, &tiles, &tile::Known::new()).expect("all leaves are at hand"))
            .collect()
    };
    for (index, size, path) in INCLUSION {
        let path: Vec<Hash> = path.iter().map(|h| hash_of(h)).collect();
        let root = hash_of(ROOTS[size as usize - 1]);
        assert!(is_included(index, size, &leaves[index as usize], &path, &root), "leaf {index} of {size}");
        assert_eq!(made(&tile::inclusion(index, size)), path, "leaf {index} of {size}");
    }
    for (from, to, path) in CONSISTENCY {
        let path: Vec<Hash> = path.iter().map(|h| hash_of(h)).collect();
        let (old, new) = (hash_of(ROOTS[from as usize - 1]), hash_of(ROOTS[to as usize - 1]));
        assert!(is_prefix(from, &old, to, &new, &path), "{from} of {to}");
        assert_eq!(made(&tile::consistency(from, to)), path, "{from} of {to}");
    }
}

#[test]
fn a_proof_that_is_longer_shorter_or_of_another_place_is_not_taken() {
    let path = [A, B, C].map(hash_of);
    let (first, root) = (leaf(b""), hash_of(ROOTS[7]));
    assert!(is_included(0, 8, &first, &path, &root));
    for (index, size, path) in [
        (1, 8, path.to_vec()),
        (0, 16, path.to_vec()),
        (0, 4, path.to_vec()),
        (8, 8, path.to_vec()),
        (0, 8, path[..2].to_vec()),
        (0, 8, [path.as_slice(), &path[..1]].concat()),
        (0, 0, vec![]),
    ] {
        assert!(!is_included(index, size, &first, &path, &root), "leaf {index} of {size}");
    }
    let old = hash_of(ROOTS[0]);
    assert!(is_prefix(1, &old, 8, &root, &path));
    for (from, to, path) in [
        (2, 8, path.to_vec()),
        (1, 4, path.to_vec()),
        (8, 1, path.to_vec()),
        (1, 8, vec![]),
        (0, 8, path.to_vec()),
    ] {
        assert!(!is_prefix(from, &old, to, &root, &path), "{from} of {to}");
    }
    assert!(!is_prefix(8, &old, 8, &root, &[]), "two roots of one size");
    assert!(is_prefix(0, &Rebuilt::default().root(), 8, &root, &[]));
}

/// The example of C2SP signed-note, and of its checkpoint.
const KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const NOTE: &str = "This is an example message.\n\n\u{2014} example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

#[test]
fn the_note_of_the_specification_is_good_and_no_checkpoint() {
    let key = PublicKey::read(KEY).expect("the key of the specification");
    assert_eq!((key.name(), key.kind()), ("example.com/foo", Kind::Note));
    let note = Note::read(NOTE).expect("the note of the specification");
    let line = note.of(&key).expect("its key signed it");
    assert_eq!(verify(&key, note.text.as_bytes(), &line.signature), Some(()));
    assert_eq!(verify(&key, b"This is another message.\n", &line.signature), None);
    assert!(Checkpoint::signed(&note, &key).is_err());
}

#[test]
fn what_is_no_key_or_no_note_is_refused_in_both_languages() {
    for wrong in [
        "",
        "example.com/foo",
        "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/fob+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U",
        "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    ] {
        let why = PublicKey::read(wrong).expect_err(wrong);
        assert!(why.en != why.az && why.en.contains("verifier key"), "{why:?}");
    }
    for wrong in [
        "",
        "text\n",
        "text\n\n",
        "text\n\n\u{2014} name\n",
        "text\n\n\u{2014} name AAAA\n",
        "text\n\n- name AAAAAAAA\n",
        &NOTE[..NOTE.len() - 1],
        &NOTE.replace("message", "mess\tage"),
    ] {
        assert!(Note::read(wrong).is_err(), "{wrong:?}");
    }
    let many = format!("text\n\n{}", "\u{2014} name AAAAAAAA\n".repeat(17));
    assert!(Note::read(&many).is_err());
}

fn signer() -> (SigningKey, PublicKey, String) {
    let key = SigningKey::from_bytes(&[7; 32]);
    let text = super::super::note::verifier_key("log.example", key.verifying_key().as_bytes());
    (key, PublicKey::read(&text).expect("the writer's key reads"), text)
}

fn note_of(text: &str) -> String {
    let (key, _, _) = signer();
    let signature = key.sign(text.as_bytes()).to_bytes();
    super::super::note::signed(text, "log.example", key.verifying_key().as_bytes(), &signature)
}

#[test]
fn a_checkpoint_is_believed_only_as_its_log_signed_it() {
    let (_, log, _) = signer();
    let text = super::super::note::checkpoint("log.example", 3, &hash_of(ROOTS[2]));
    let note = note_of(&text);
    let read = Checkpoint::signed(&Note::read(&note).expect("a note"), &log).expect("its log signed it");
    assert_eq!(read, Checkpoint { origin: "log.example".into(), size: 3, root: hash_of(ROOTS[2]) });
    for bent in [note.replace("\n3\n", "\n4\n"), note.replace("log.example", "log.exemple")] {
        assert!(Checkpoint::signed(&Note::read(&bent).expect("a note"), &log).is_err(), "{bent}");
    }
    for text in
        ["log.example\n03\nAAAA\n", "log.example\n3\n", "other.example\n3\n", "log.example\n-3\nAAAA\n"]
    {
        assert!(Checkpoint::signed(&Note::read(&note_of(text)).expect("a note"), &log).is_err(), "{text}");
    }
    let of_another = note_of(&text.replace("log.example", "other.example"));
    assert!(
        Checkpoint::signed(&Note::read(&of_another).expect("a note"), &log).is_err(),
        "a log signs for itself"
    );
}

/// The cosignature of a fixed key under a note, and its verifier key.
fn cosigned(note: &str, time: u64) -> (String, PublicKey) {
    let key = SigningKey::from_bytes(&[9; 32]);
    let public = key.verifying_key().to_bytes();
    let id = Sha256::digest([b"audit.example\n\x04".as_slice(), &public].concat());
    let text = Note::read(note).expect("a note").text;
    let signature = key.sign(format!("cosignature/v1\ntime {time}\n{text}").as_bytes()).to_bytes();
    let line = STANDARD.encode([&id[..4], &time.to_be_bytes(), &signature].concat());
    let verifier = format!(
        "audit.example+{}+{}",
        hex::encode(&id[..4]),
        STANDARD.encode([&[4], public.as_slice()].concat())
    );
    (format!("{note}\u{2014} audit.example {line}\n"), PublicKey::read(&verifier).expect("the key reads"))
}

#[test]
fn a_cosignature_is_good_for_its_time_and_its_checkpoint_alone() {
    let (_, log, _) = signer();
    let text = super::super::note::checkpoint("log.example", 3, &hash_of(ROOTS[2]));
    let (note, cosigner) = cosigned(&note_of(&text), 1_402_387_200);
    let read = Note::read(&note).expect("a note");
    assert_eq!(cosigned_at(&read, &cosigner), Ok(1_402_387_200));
    assert!(Checkpoint::signed(&read, &log).is_ok(), "a line of another key does not matter");
    assert_eq!(read.only(&[&log, &cosigner]).as_deref(), Some(note.as_str()));
    assert!(cosigned_at(&read, &log).is_err(), "the log is no cosigner");
    let bent = note.replace("\n3\n", "\n4\n");
    assert!(cosigned_at(&Note::read(&bent).expect("a note"), &cosigner).is_err());
    let only_log = note_of(&text);
    assert!(cosigned_at(&Note::read(&only_log).expect("a note"), &cosigner).is_err());
}

#[test]
fn texts_of_proofs_are_taken_as_they_are_written_and_not_when_they_are_bent() {
    use super::super::note;
    let (_, log, _) = signer();
    let checkpoint = |n: usize| note_of(&note::checkpoint("log.example", n as u64, &hash_of(ROOTS[n - 1])));
    let proof = note::inclusion(5, &[D, E, ROOTS[3]].map(hash_of), &checkpoint(8));
    assert_eq!(proven(&proof, &bytes(LEAVES[5]), &log).map(|c| c.size), Ok(8));
    assert!(proven(&proof, &bytes(LEAVES[4]), &log).is_err());
    assert!(proven(&proof.replace("index 5", "index 4"), &bytes(LEAVES[5]), &log).is_err());
    assert!(proven(&proof.replace("index 5", "index 05"), &bytes(LEAVES[5]), &log).is_err());
    let old = Checkpoint { origin: "log.example".into(), size: 6, root: hash_of(ROOTS[5]) };
    let proof = note::consistency(6, &[F, E, ROOTS[3]].map(hash_of), &checkpoint(8));
    assert_eq!(continued(&old, &proof, &log).map(|c| c.size), Ok(8));
    let other = Checkpoint { root: hash_of(ROOTS[4]), ..old };
    assert!(continued(&other, &proof, &log).is_err());
}
