//! The gate on texts that must stop and texts that must pass: subject words of three languages however they are spelt, shapes,
//! known words, and the characters that banks take.
use super::*;
use crate::domain::reference::OrderRef;

fn found(text: &str) -> Vec<&'static str> {
    offences(text, &Forbidden::nobody()).into_iter().map(Offence::as_str).collect()
}

#[test]
fn the_funds_subject_is_found_in_three_languages_however_it_is_spelt() {
    for text in [
        "help for a victim",
        "VICTIMS of human trafficking",
        "v i c t i m",
        "v\u{200b}ic\u{ad}tim",
        "viсtim with a Cyrillic letter",
        "human_trafficking_2014",
        "forced labour",
        "İnsan alveri",
        "INSAN ALVERI QURBANI",
        "insanalveri",
        "insan alverinin qurbanına kömək",
        "qurbanlara yardım",
        "zərərçəkmiş şəxs",
        "uşaq istismarı",
        "жертва торговли людьми",
        "ЖЕРТВЫ",
        "потерпевшая",
        "траффикинг",
        "torgovlya lyudmi",
    ] {
        assert!(found(text).contains(&"subject"), "{text} passed");
    }
    for text in [
        "Qurbanova Şəhla",
        "Qurban bayramı üçün ərzaq",
        "traffic lights",
        "binanın istismar xərcləri",
        "insan resursları",
        "kommunal ödəniş",
        "торговый центр",
        "trade of goods",
    ] {
        assert!(!found(text).contains(&"subject"), "{text} was stopped");
    }
    assert_eq!(found("shelter rent"), ["status"]);
}

#[test]
fn shapes_of_numbers_are_found_and_references_sums_and_days_are_not() {
    for (text, what) in [
        ("FIN 5ABC7E9 paid", "fin"),
        ("to AZ21 NABZ 0000 0000 1370 1000 1944", "account"),
        ("to AZ21NABZ00000000137010001945", "account"),
        ("de89-3704-0044-0532-0130-00", "account"),
        ("card 4169738812345678", "account"),
        ("qərar 1(101)-123/2014", "case"),
        ("1-1-101/14", "case"),
        ("iş № 12", "case"),
        ("case no. 12", "case"),
        ("по делу и дело №7", "case"),
        ("bill 12345AB", "number"),
        ("paper 1234567", "number"),
    ] {
        assert_eq!(found(text), [what], "{text}");
    }
    for text in [
        "Odenis P-2014-000001",
        "100.00 AZN",
        "2014-06-02",
        "3 and 4/2014",
        "in case 2 come",
        "invoice 12-7",
        "10 kq",
    ] {
        assert!(found(text).is_empty(), "{text}: {:?}", found(text));
    }
}

#[test]
fn words_known_of_a_person_are_found_however_they_are_written() {
    let mut known = Forbidden::nobody();
    known.name("Planted Şəhla Əli qızı");
    known.number("AZE 7654321");
    known.number("7PLNTD9");
    known.words("ask the planted shelter");
    for text in [
        "sehla",
        "ŞƏHLA",
        "Şəhlanın haqqı",
        "for plаnted",
        "Əli",
        "aze-765 4321",
        "7pl ntd9",
        "Ask the  planted shelter!",
    ] {
        assert!(offences(text, &known).contains(&Offence::Person), "{text} passed");
    }
    for text in ["qızı üçün", "alış", "plant", "odenis"] {
        assert!(!offences(text, &known).contains(&Offence::Person), "{text} was stopped");
    }
    assert_eq!(format!("{known:?}"), "[sealed]");
}

#[test]
fn a_narrative_is_of_the_characters_that_all_banks_take() {
    let nobody = Forbidden::nobody();
    let plain = |text: &str| Narrative::new(text, &nobody).map(|n| n.0).map_err(|e| e.why.en);
    assert_eq!(plain("Kirayə haqqı, İyun – ödəniş!").as_deref(), Ok("Kiraye haqqi, Iyun - odenis"));
    assert_eq!(plain("//a\r\n:b//c\u{202e}").as_deref(), Ok("a :b/c"));
    assert_eq!(plain(&"ə".repeat(140)).map(|t| t.len()), Ok(140));
    for (text, word) in [
        ("", "neither"),
        (" -- ", "neither"),
        ("аренда", "Latin"),
        (&"a".repeat(141), "140"),
        (&"x ".repeat(9999), "140"),
    ] {
        let why = plain(text).expect_err("refused");
        assert!(why.contains(word), "{text}: {why}");
    }
}

#[test]
fn the_line_of_a_payment_takes_words_only_where_they_are_safe() {
    let payment = PaymentRef::new(2014, 7);
    let line = |words: Option<&str>| Narrative::for_payment(payment, words, &Forbidden::nobody()).0;
    assert_eq!(line(None), "Odenis P-2014-000007");
    assert_eq!(line(Some("dərman")), "Odenis P-2014-000007 derman");
    assert_eq!(line(Some("qurbanlara")), "Odenis P-2014-000007");
    assert_eq!(line(Some(&"a".repeat(130))), "Odenis P-2014-000007");
    assert!(found(&line(None)).is_empty());
}

#[test]
fn a_sender_is_neutral_and_says_why_it_is_refused() {
    assert_eq!(SenderName::new("Ödəniş mərkəzi"), Ok(SenderName::default()));
    assert_eq!(SenderName::new(SenderName::default().as_str()), Ok(SenderName::default()));
    let why =
        "İnsan Alveri Qurbanlarına Yardım Fondu".parse::<SenderName>().expect_err("it names the subject");
    assert!(
        why.en.starts_with("unsafe-narrative: ") && why.en.contains("subject") && why.en != why.az,
        "{why}"
    );
    assert!(!why.en.contains("Alveri"), "{why}");
    assert!(SenderName::new(&"a".repeat(71)).is_err());
}

#[test]
fn a_file_is_named_by_words_of_the_house() {
    let day = "2014-01-01".parse().ok();
    assert_eq!(FileName::dated("statement", day, None, "csv").as_str(), "statement_2014-01-01_all.csv");
    assert_eq!(
        FileName::referred("order", OrderRef::new(2014, 3), "xml").as_str(),
        "order_O-2014-000003.xml"
    );
}
