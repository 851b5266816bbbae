//! Rulebooks that are wrong: each is refused with file, line and mend, everything at once, and nothing of it is taken.
use super::*;
use crate::rules::flaw::Flaw;
use crate::rules::sample::*;

fn built_in() -> Files {
    FILES
        .iter()
        .map(|name| {
            let text = match *name {
                SCHEMA => include_str!("../../../policies/fund.cedarschema"),
                PURPOSES => include_str!("../../../policies/purposes.cedar"),
                MISUSE => include_str!("../../../policies/misuse.cedar"),
                LIMITS => include_str!("../../../policies/limits.toml"),
                AMOUNTS => include_str!("../../../policies/amounts.csv"),
                MANDATES => include_str!("../../../policies/mandates.csv"),
                TERMS => include_str!("../../../policies/words-terms.toml"),
                _ => crate::rules::words::SHIPPED,
            };
            ((*name).to_owned(), text.to_owned())
        })
        .collect()
}

/// What is wrong when a passage of a file is replaced, each as `file:line` and the sentence.
fn wrong(file: &str, passage: &str, by: &str) -> Vec<String> {
    let mut files = built_in();
    let text = files.get_mut(file).expect("a file of the rulebook");
    assert!(text.contains(passage), "{file} has no {passage}");
    *text = text.replacen(passage, by, 1);
    Rulebook::read(&files).expect_err("it is wrong").iter().map(Flaw::to_string).collect()
}

fn line_with(file: &str, passage: &str) -> usize {
    let text = &built_in()[file];
    1 + text[..text.find(passage).expect("the passage is there")].matches('\n').count()
}

#[test]
fn the_rulebook_that_is_built_in_reads_and_its_version_is_that_of_its_files() {
    let book = Rulebook::read(&built_in()).expect("it is right");
    assert_eq!(book.version(), Rulebook::built_in().version());
    assert!(book.version().len() == 32 && book.cases().count() > 60 && book.permits().len() == 14);
    let mut files = built_in();
    files.get_mut(LIMITS).expect("there").push_str("# a note\n");
    assert_ne!(
        Rulebook::read(&files).expect("a note changes nothing but the version").version(),
        book.version()
    );
}

#[test]
fn what_is_wrong_with_a_policy_is_told_with_its_line_and_a_mend() {
    let first = r#"@id("expulsion-funding/travel")"#;
    let line = line_with(MISUSE, first);
    for (passage, by, what) in [
        (first, "", "lacks @id"),
        ("@severity(\"block\")\n", "", "lacks @severity"),
        ("@severity(\"block\")", "@severity(\"stop\")", "has the severity stop"),
        (
            "@rule(\"expulsion-funding\")",
            "@rule(\"expulsion\")",
            "has the id expulsion-funding/travel, which is not expulsion/…",
        ),
        (
            "@shows(\"beneficiary, ",
            "@shows(\"name, ",
            "shows name, which is no fact that a finding can tell; the nearest are ",
        ),
        ("@basis(\"", "@bases(\"", "lacks @basis"),
        ("forbid(", "permit(", "permits something"),
    ] {
        let told = wrong(MISUSE, passage, by);
        let begins = if passage == first { line + 1 } else { line };
        assert!(
            told.iter().any(|t| t.starts_with(&format!("{MISUSE}:{begins}: {what}"))),
            "{what}: {told:?}"
        );
        assert!(told.iter().all(|t| t.matches(": ").count() >= 2), "each has a mend: {told:?}");
    }
    let told = wrong(MISUSE, r#"@id("expulsion-funding/category")"#, first);
    assert!(told[0].contains("has the id expulsion-funding/travel a second time"), "{told:?}");
    let told =
        wrong(MISUSE, "@missing(\"travel.from, travel.to\")", "@missing(\"travel.from\")\n@severity2(\"x\")");
    assert!(told[0].contains("has the annotation @severity2"), "{told:?}");
}

#[test]
fn an_unknown_fact_a_misspelt_word_and_a_syntax_error_are_told_where_they_stand() {
    let told = wrong(MISUSE, "resource.journey == \"outbound\"", "resource.jorney == \"outbound\"");
    let line = line_with(MISUSE, r#"@id("expulsion-funding/travel")"#);
    assert!(told[0].starts_with(&format!("{MISUSE}:{line}:")) && told[0].contains("jorney"), "{told:?}");
    let told = wrong(MISUSE, "resource.payee_enforces == \"yes\"", "resource.payee_enforces == true");
    assert!(told[0].contains("use the facts") || told[0].contains("Use the facts"), "{told:?}");
    let told = wrong(PURPOSES, "when { resource.purpose == \"lump_sum\" }", "when { resource.purpose == }");
    let line = line_with(PURPOSES, "when { resource.purpose == \"lump_sum\" }");
    assert!(told[0].starts_with(&format!("{PURPOSES}:{line}:")), "{told:?}");
    let told = wrong(SCHEMA, "purpose: String,", "purpose String,");
    assert!(told[0].starts_with(SCHEMA), "{told:?}");
    // A fact that may not be there is asked for with `has`.
    let told = wrong(
        MISUSE,
        "!(resource has identified_on && resource.identified_on <= resource.on)",
        "resource.identified_on > resource.on",
    );
    assert!(told[0].contains("identified_on"), "{told:?}");
}

#[test]
fn a_permit_without_a_legal_basis_or_whose_conditions_have_no_names_is_refused() {
    let line = line_with(PURPOSES, r#"@id("lump-sum")"#);
    let told = wrong(PURPOSES, "@legal_basis(\"Fund Regulation (Decision 8), 5.1.1\")\n", "");
    assert!(told[0].starts_with(&format!("{PURPOSES}:{line}: lacks @legal_basis")), "{told:?}");
    let told = wrong(PURPOSES, "@asks(\"purpose, payee, category\")", "@asks(\"purpose, payee\")");
    assert!(told[0].contains("has 3 conditions and names 2 in @asks"), "{told:?}");
    let told = wrong(PURPOSES, "@asks(\"purpose, payee, category\")", "@asks(\"payee, purpose, category\")");
    assert!(told[0].contains("does not ask for the purpose first"), "{told:?}");
}

#[test]
fn files_that_are_missing_empty_or_too_many_are_told_together() {
    let mut files = built_in();
    files.remove(LIMITS);
    files.insert(AMOUNTS.into(), " \n".into());
    files.insert("notes.txt".into(), "hello".into());
    let told: Vec<String> =
        Rulebook::read(&files).expect_err("it is wrong").iter().map(Flaw::to_string).collect();
    for what in
        ["limits.toml:1: is missing", "amounts.csv:1: is empty", "notes.txt:1: is no file of a rulebook"]
    {
        assert!(told.iter().any(|t| t.starts_with(what)), "{what}: {told:?}");
    }
}

#[test]
fn limits_and_amounts_are_read_strictly() {
    for (file, passage, by, line, what) in [
        (LIMITS, "value = \"100.00\"", "value = 100.00", None, "limits.toml"),
        (LIMITS, "value = \"100.00\"", "value = \"100,00\"", None, "limits.toml"),
        (LIMITS, "value = 3", "value = -3", None, "limits.toml"),
        (LIMITS, "value = 30", "value = 0", None, "cash_window_days is 0"),
        (LIMITS, "basis = \"policy of the Fund\"", "basis = \"\"", None, "emergency_cap has no basis"),
        (LIMITS, "value = \"100.00\"", "value = \"5000.00\"", Some(4), "emergency_cap is 5000.00"),
        (LIMITS, "[cash_limit]", "[cash_limits]", None, "limits.toml"),
        (AMOUNTS, "2013-01-01", "", Some(3), "has the day \"\""),
        (AMOUNTS, "2016-12-31", "2024-06-30", Some(4), "overlaps line 3"),
        (AMOUNTS, "2016-12-31", "2012-12-31", Some(3), "ends before it begins"),
        (AMOUNTS, "400.00", "400", Some(3), "has the sum \"400\""),
        (AMOUNTS, "lump_sum,", "medical,", Some(2), "has the purpose \"medical\""),
        (AMOUNTS, "Decision 8 of 12.01.2006 (first day: A)", "", Some(2), "names no act"),
        (AMOUNTS, "purpose,amount", "purpose,sum", Some(1), "has other columns"),
        (MANDATES, "legal_aid,off", "legal_aid,perhaps", Some(2), "has the state \"perhaps\""),
        (MANDATES, "2015-12-31", "2016-06-30", Some(3), "overlaps line 2"),
        (MANDATES, "2016-01-01", "", Some(3), "has the day \"\""),
        (MANDATES, "\"no mandate is known\"", "", Some(4), "names no act"),
    ] {
        let told = wrong(file, passage, by);
        assert!(told[0].contains(what), "{what}: {told:?}");
        if let Some(line) = line {
            assert!(told[0].starts_with(&format!("{file}:{line}:")), "{told:?}");
        }
    }
}

#[test]
fn the_sum_in_force_depends_on_the_day_and_may_be_unknown() {
    use crate::domain::purpose::Purpose;
    let book = Rulebook::built_in();
    let on =
        |purpose, text: &str| book.amounts().in_force(purpose, day(text)).map(|dated| dated.sum.to_string());
    assert_eq!(on(Purpose::LumpSum, "2013-05-01").as_deref(), Some("100.00"));
    assert_eq!(on(Purpose::ReintegrationAllowance, "2014-05-01").as_deref(), Some("400.00"));
    assert_eq!(on(Purpose::ReintegrationAllowance, "2018-05-01"), None);
    assert_eq!(on(Purpose::ReintegrationAllowance, "2024-01-01").as_deref(), Some("700.00"));
    assert_eq!(on(Purpose::ReintegrationAllowance, "2009-01-01"), None);
    assert_eq!(on(Purpose::Medical, "2014-05-01"), None);
}

#[test]
fn a_rule_that_errs_is_a_block_and_names_the_policy() {
    let mut files = built_in();
    let passage = "resource.uncovered > 0";
    let text = files.get_mut(MISUSE).expect("there");
    *text = text.replacen(passage, "resource.amount * 9000000000000000 * 9000000 > 0", 1);
    let book = Rulebook::read(&files).expect("an overflow is seen when it happens");
    let findings = book.judge_payment(&sample()).findings;
    let told: Vec<_> = findings
        .iter()
        .map(|f| (f.rule.to_string(), f.severity.to_string(), f.facts["policy"].to_string()))
        .collect();
    assert_eq!(
        told,
        [("rule-error".to_owned(), "block".to_owned(), "\"lot-overdrawn/uncovered\"".to_owned())]
    );
}

#[test]
fn a_rulebook_of_ones_own_judges_by_its_own_words() {
    let mut files = built_in();
    let text = files.get_mut(PURPOSES).expect("there");
    *text = text.replacen(
        r#"["clinic", "supplier", "beneficiary", "representative", "ngo"]"#,
        r#"["supplier"]"#,
        1,
    );
    let book = Rulebook::read(&files).expect("it is right");
    let judged = book.judge_payment(&sample());
    assert_eq!(judged.permits, []);
    assert_eq!(judged.findings[0].facts["covered"], serde_json::json!(["supplier"]));
    assert!(Rulebook::built_in().judge_payment(&sample()).findings.is_empty());
}

#[test]
fn an_owner_names_what_a_permit_and_a_case_rest_on_in_azerbaijani_too() {
    let mut files = built_in();
    let known = "@basis(\"Fund Regulation (Decision 8), 8\")\n";
    for (file, passage, own) in [
        (PURPOSES, "@legal_basis(\"Fund Regulation (Decision 8), 5.1.1\")\n", " Əsasnamə, 5.1.1 "),
        (MISUSE, known, "Əsasnamə, 8"),
    ] {
        let text = files.get_mut(file).expect("a file of the rulebook");
        *text = text.replace(passage, &format!("{passage}@basis_az(\"{own}\")\n"));
    }
    let book = Rulebook::read(&files).expect("it is right");
    let permits = book.judge_payment(&lump_sum()).permits;
    assert_eq!(permits[0].basis_az.as_deref(), Some("Əsasnamə, 5.1.1"));
    assert_eq!(Rulebook::built_in().judge_payment(&lump_sum()).permits[0].basis_az, None);
    let mut twice = lump_sum();
    twice.awards.elsewhere = true;
    let words = |book: &Rulebook| {
        let judged = book.judge_payment(&twice);
        let found = judged.findings.iter().find(|found| found.rule == Rule::LumpSumTwice);
        crate::rules::text::words(found.expect("it was paid before"))
    };
    let (own, shipped) = (words(&book), words(&Rulebook::built_in()));
    assert_eq!((own.basis.as_str(), own.basis_az.as_str()), (shipped.basis.as_str(), "Əsasnamə, 8"));
    assert_eq!(shipped.basis_az, "Fondun Əsasnaməsi (8 nömrəli qərar), bənd 8");
}

#[test]
fn every_basis_is_the_one_that_the_words_of_the_case_name() {
    for finding in every_finding() {
        let book = Rulebook::built_in();
        let exact = book.cases().find(|case| case.rule == finding.rule && finding.case == case.case);
        let begins = || book.cases().find(|c| c.rule == finding.rule && finding.case.starts_with(&c.case));
        if let Some(case) = exact.or_else(begins) {
            assert_eq!(crate::rules::text::words(&finding).basis, case.basis, "{}", case.id);
        }
    }
}
