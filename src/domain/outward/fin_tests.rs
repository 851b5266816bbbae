//! FINs that somebody tries to carry past the gate, and ordinary words that look a little like one. Invented numbers only.
use super::{Forbidden, Offence, offences};

/// Spellings of FINs in free words: other scripts, other widths, signs between, signs that nobody sees.
const EVASIONS: &[&str] = &[
    "FIN 5ABC7E9",
    "5abc7e9",
    "5АВС7Е9",
    "5аbс7е9",
    "ödəniş 5ABС7E9 üçün",
    "7КМТ2НХ",
    "５ＡＢＣ７Ｅ９",
    "5ABC７E9",
    "５abc７e９",
    "5\u{200b}ABC7E9",
    "5A\u{ad}BC7\u{2060}E9",
    "5\u{feff}A\u{200d}B\u{200c}C7E9",
    "5A\u{301}BC7E\u{336}9",
    "\u{202e}5ABC7E9\u{202c}",
    "5 A B C 7 E 9",
    "5-A-B-C-7-E-9",
    "5.A.B.C.7.E.9",
    "5  А  В  С  7  Е  9",
    "5ABC 7E9",
    "5A BC 7E9",
    "5A-BC7-E9",
    "5 ABC7E9",
    "5ABC7 E9",
    "5ABC/7E9",
    "5-ABC-7E9",
    "5_abc_7e9",
    "5\u{a0}ABC7\u{2009}E9",
    "FIN5ABC7E9",
    "FİN: 5 ABC 7 E9",
    "фин 5авс7е9",
    "FIN kodu 5A B C 7E 9",
    "𝟓𝐀𝐁𝐂𝟕𝐄𝟗",
    "⑤ⒶⒷⒸ⑦Ⓔ⑨",
    "٥ABC٧E٩",
    "5ABO7E9 O ilə",
    "5ÁBĈ7Ê9",
    "5—ABC7—E9",
    "5ABC7E9-a köçürülsün",
];

/// Ordinary words, sums, days, references and articles.
const NEAR_MISSES: &[&str] = &[
    "B-2026-000123",
    "P-2026-000012 və B-2026-000123 üzrə",
    "L-2014-000001, A-2014-000002",
    "T-2014-000001",
    "100.00 AZN",
    "1.234,50 AZN",
    "AZN 1,234.50",
    "2014-06-02",
    "02.06.2014",
    "12-may-14",
    "12may14",
    "2 iyn 2014",
    "2 ay 5 gün",
    "2 ay 5 gun",
    "3gün2ay",
    "3 ay 2 gun",
    "ev 5a 12 may",
    "blok 2B 10 gun",
    "3B 20 kq 1",
    "un 5kq 3l 2m",
    "süd 2 l 5 kq 1 l",
    "pərdə 2 x 3 m, 1 x 4 m",
    "pərdə 3x2m 4x1",
    "maddə 5.1.1",
    "art. 17.2 və 22",
    "m.17-2b",
    "Decision 8, 5.1.1",
    "152 nömrəli qərar",
    "iyun 2014",
    "2014-cü ilin 6-cı ayı",
    "1-ci və 2-ci hissə",
    "A4 kağız 500 vərəq",
    "16gb 4gb",
    "monitor ODENIS",
    "3 мес 2 нед",
    "за 5 дней и 3 ч",
    "3мес2нед",
    "kommunal ödəniş, iyun",
    "Kirayə haqqı",
    "Fin dili 3 ay",
    "10 kq un, 5 l süd",
    "saat 10:30-da",
    "a b c d e f g",
    "mənzil 12A",
];

#[test]
fn a_fin_is_found_however_it_is_written() {
    let passed: Vec<_> = EVASIONS
        .iter()
        .filter(|text| !offences(text, &Forbidden::nobody()).contains(&Offence::Fin))
        .collect();
    assert!(EVASIONS.len() >= 30 && passed.is_empty(), "passed: {passed:#?}");
}

#[test]
fn what_only_looks_like_a_fin_passes() {
    let found = |text: &&str| offences(text, &Forbidden::nobody()).into_iter().any(Offence::is_finding);
    let stopped: Vec<_> = NEAR_MISSES.iter().filter(|text| found(text)).collect();
    assert!(NEAR_MISSES.len() >= 30 && stopped.is_empty(), "stopped: {stopped:#?}");
}
