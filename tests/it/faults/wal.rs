//! The write-ahead log of SQLite as a file (sqlite.org/fileformat2.html, section 4): which frames of it count, and where
//! its transactions end. It is read here as a stranger would, to know what may be torn.
use std::{fs, path::Path};

const HEADER: usize = 32;
const FRAME_HEADER: usize = 24;

/// A log as it lies on the disk.
pub struct Wal {
    pub bytes: Vec<u8>,
    /// Bytes of a frame, with its page.
    pub frame: usize,
    /// Where each transaction that counts ends.
    pub ends: Vec<usize>,
}

impl Wal {
    /// Reads the log beside a database file. Frames count up to the first whose salts or checksum are not the log's.
    pub fn of(database: &Path) -> Wal {
        let bytes = fs::read(database.with_extension("db-wal")).expect("the database has a log");
        let frame = FRAME_HEADER + word(&bytes, 8) as usize;
        let little = word(&bytes, 0) & 1 == 0;
        let mut sums = checksum((0, 0), &bytes[..24], little);
        let (mut at, mut ends) = (HEADER, vec![]);
        while let Some(this) = bytes.get(at..at + frame) {
            sums = checksum(checksum(sums, &this[..8], little), &this[FRAME_HEADER..], little);
            if this[8..16] != bytes[16..24] || sums != (word(this, 16), word(this, 20)) {
                break;
            }
            at += frame;
            if word(this, 4) != 0 {
                ends.push(at);
            }
        }
        Wal { bytes, frame, ends }
    }

    /// Where the last transaction ends.
    pub fn end(&self) -> usize {
        self.ends.last().copied().unwrap_or(HEADER)
    }

    /// Where the last transaction begins.
    pub fn last_begins(&self) -> usize {
        self.ends.iter().rev().nth(1).copied().unwrap_or(HEADER)
    }

    /// Was a part of the last transaction already copied into the database? Then it was made durable before, and cannot
    /// be torn any more. The count of copied frames stands in the index beside the log.
    pub fn last_is_copied(&self, database: &Path) -> bool {
        let index = fs::read(database.with_extension("db-shm")).expect("the log has an index");
        let copied = u32::from_ne_bytes(index[96..100].try_into().expect("four bytes"));
        copied as usize > (self.last_begins() - HEADER) / self.frame
    }
}

fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

fn checksum((mut first, mut second): (u32, u32), bytes: &[u8], little: bool) -> (u32, u32) {
    let word = |four: &[u8]| {
        let four = four.try_into().expect("four bytes");
        if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) }
    };
    for eight in bytes.chunks_exact(8) {
        first = first.wrapping_add(word(&eight[..4])).wrapping_add(second);
        second = second.wrapping_add(word(&eight[4..])).wrapping_add(first);
    }
    (first, second)
}
