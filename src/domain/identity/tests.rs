//! What an identity takes and refuses, and that neither its errors nor its `Debug` repeat it.
use super::*;

fn today() -> Day {
    "2026-11-24".parse().expect("a fixed day reads")
}

fn read(json: &str) -> Result<Identity, String> {
    serde_json::from_str(json).map_err(|e| e.to_string())
}

#[test]
fn every_part_may_be_missing_and_what_is_there_comes_back_as_it_was_kept() {
    assert!(read("{}").expect("nothing is an identity").is_empty());
    let full = r#"{"name":"Aysel Məmmədova","fin":"5XK4T2B","born_on":"1990-02-28","documents":[{"kind":"passport","number":"C01234567","country":"AZ"}],"accounts":[{"iban":"DE89370400440532013000"},{"country":"PH","number":"001-2","bic":"BNORPHMM"}],"safe_contact":"through the shelter"}"#;
    let identity = read(full).expect("a whole identity reads");
    assert_eq!(serde_json::to_string(&identity).expect("what was read is written"), full);
    assert_eq!(identity.check("identity.", Some(1990), today()), []);
}

#[test]
fn nothing_of_an_identity_prints() {
    let identity = read(
        r#"{"name":"Aysel","fin":"5XK4T2B","born_on":"1990-02-28","documents":[{"number":"C0123","country":"AZ"}],"accounts":[{"iban":"DE89370400440532013000"}]}"#,
    );
    let identity = identity.expect("a fixed identity reads");
    let parts = format!("{:?}{:?}{:?}", identity.name, identity.born_on, identity.documents);
    let printed = format!("{identity:?}{parts}{:?}", identity.accounts);
    for secret in ["Aysel", "5XK", "1990", "C01", "DE8", "AZ"] {
        assert!(!printed.contains(secret), "{printed} holds {secret}");
    }
}

#[test]
fn a_name_loses_what_nobody_sees_and_keeps_its_letters() {
    let name = |text: &str| PersonName::new(text).map(|name| name.expose().to_owned());
    assert_eq!(name(" Aysel\r\n\tMəmmədova "), Ok("Aysel Məmmədova".to_owned()));
    assert_eq!(
        name("Ay\u{200b}s\u{ad}el \u{202e}Məm\u{feff}mədova\u{2069}"),
        Ok("Aysel Məmmədova".to_owned())
    );
    assert_eq!(name("می\u{200c}نا"), Ok("می\u{200c}نا".to_owned()));
    assert!(name(&"a ".repeat(40)).is_ok() && name(&"a ".repeat(41)).is_err());
    assert!(name(&"ə".repeat(600)).is_ok() && name(&"ə".repeat(601)).is_err());
    for none in ["", " ", "-", "???", "\u{200b}", "12", "\u{1f600}"] {
        assert!(name(none).is_err(), "{none:?} was taken for a name");
    }
}

#[test]
fn numbers_keep_to_their_shapes_and_errors_do_not_repeat_them() {
    assert_eq!(Fin::new(" 5xk4t2b ").map(|fin| fin.expose().to_owned()), Ok("5XK4T2B".to_owned()));
    for fin in ["5XK4T", "5XK4T2"] {
        assert!(Fin::new(fin).is_ok(), "residence permits of foreigners have 5 or 6");
    }
    for wrong in ["5XK4", "5XK4T2BB", "5XK4TOB", "5XK4TIB", "5XK 4T2", "5XK4T2\u{412}"] {
        let why = Fin::new(wrong).expect_err("this is no FIN").to_string();
        assert!(!why.contains(wrong), "{why}");
    }
    assert_eq!(
        PersonIban::new("gb82 west 1234 5698 7654 32").map(|iban| iban.expose().to_owned()),
        Ok("GB82WEST12345698765432".to_owned())
    );
    assert!(PersonIban::new("GB82WEST12345698765433").is_err());
    assert!(PersonBic::new("nabzaz2c").is_ok() && PersonBic::new("NABZAZ2CXXX").is_ok());
    assert!(PersonBic::new("NABZ1Z2C").is_err() && PersonBic::new("NABZAZ2").is_err());
    assert!(PaperNumber::new("AZE № 123").is_ok() && PaperNumber::new(" - ").is_err());
    for wrong in ["", "1990", "1990-02-30", "1899-12-31", "01.02.1990", "1990-2-3", "+990-01-01", "19900-1-1"]
    {
        let why = BirthDate::new(wrong).expect_err("this is no day of birth").to_string();
        assert!(wrong.is_empty() || !why.contains(wrong), "{why}");
    }
}

#[test]
fn what_only_the_whole_shows_is_named_by_its_field() {
    let wrong = |json: &str, year| -> Vec<String> {
        let identity = read(json).expect("its parts are right");
        identity.check("identity.", year, today()).into_iter().map(|error| error.field).collect()
    };
    assert_eq!(wrong(r#"{"born_on":"2026-11-25"}"#, None), ["identity.born_on"]);
    assert_eq!(wrong(r#"{"born_on":"1990-01-01"}"#, Some(1991)), ["identity.born_on"]);
    assert_eq!(wrong(r#"{"documents":[{},{"country":"PH"}]}"#, None), ["identity.documents[0]"]);
    assert_eq!(wrong(r#"{"accounts":[{"bic":"NABZAZ2C"}]}"#, None), ["identity.accounts[0]"]);
    let many = format!(r#"{{"documents":[{}]}}"#, [r#"{"kind":"a"}"#; 11].join(","));
    assert_eq!(wrong(&many, None), ["identity.documents"]);
}

#[test]
fn unknown_fields_and_other_kinds_are_refused() {
    for json in [
        r#"{"nick":"a"}"#,
        r#"{"name":5}"#,
        r#"{"documents":[{"series":"a"}]}"#,
        r#"{"accounts":["DE89370400440532013000"]}"#,
        r#"{"born_on":19900101}"#,
        r#"{"fin":"5XK4TOB"}"#,
    ] {
        assert!(read(json).is_err(), "{json}");
    }
}
