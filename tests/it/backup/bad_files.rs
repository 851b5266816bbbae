//! Files that are not what `backup` wrote: each is refused before anything of the target is touched, and says what it is.
use super::{House, Undone, is_untouched, restore};
use relief_ledger::store::backup::{Trouble, inspect};
use std::{collections::BTreeSet, fs, path::Path};

/// The trouble that a restore ended with; the target must be as it was.
async fn trouble(house: &House, file: &Path) -> Trouble {
    let url = house.target();
    let before = house.names();
    match restore(file, &url).await {
        Err(Undone::Trouble(trouble)) => {
            assert!(is_untouched(&url).await, "{trouble}, and something was left behind");
            assert_eq!(house.names(), before, "{trouble}, and something was left behind");
            trouble
        }
        other => panic!("{} was restored, or ended otherwise: {other:?}", file.display()),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_byte_that_was_changed_anywhere_is_found() {
    for house in House::small().await {
        let whole = fs::read(house.take("whole.backup").await).expect("the file can be read");
        let file = house.file("changed.backup");
        let (size, step) = (whole.len(), whole.len() / 40);
        let mut places: BTreeSet<usize> = (0..size).step_by(step).collect();
        // The first bytes and the whole tail are where marks, lengths and the checksum itself stand.
        places.extend((0..20).chain(size - 66..size));
        assert!(places.len() > 120);
        for place in places {
            let mut bytes = whole.clone();
            bytes[place] ^= 0x40;
            fs::write(&file, &bytes).expect("the file can be written");
            let found = inspect(&file, &mut |_, _, _| {}).await;
            assert!(
                found.is_err_and(|trouble| trouble.is_refusal()),
                "byte {place} of {size} was not missed"
            );
        }
        assert!(matches!(trouble(&house, &file).await, Trouble::Changed { .. }));
        let mut bytes = whole.clone();
        bytes[size / 2] ^= 1;
        fs::write(&file, &bytes).expect("the file can be written");
        assert!(matches!(trouble(&house, &file).await, Trouble::Changed { .. }));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_that_was_cut_off_or_grew_is_refused_at_every_length() {
    for house in House::small().await {
        let whole = fs::read(house.take("whole.backup").await).expect("the file can be read");
        let file = house.file("cut.backup");
        let size = whole.len();
        for length in
            [1, 15, 16, 40, 63, 64, 65, 4096, size / 3, size / 2, size - 65, size - 64, size - 33, size - 1]
        {
            fs::write(&file, &whole[..length]).expect("the file can be written");
            let found = trouble(&house, &file).await;
            let fits = matches!(found, Trouble::CutOff { .. } | Trouble::OnlyADatabase { .. });
            assert!(fits, "{length} of {size} bytes: {found}");
        }
        let longer = [whole.as_slice(), b"more"].concat();
        fs::write(&file, longer).expect("the file can be written");
        let found = trouble(&house, &file).await;
        assert!(matches!(found, Trouble::CutOff { .. } | Trouble::OnlyADatabase { .. }), "{found}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_backup_is_told_apart() {
    for house in House::small().await {
        let file = house.file("other");
        for other in ["hello".to_owned(), "x".repeat(5_000)] {
            fs::write(&file, other).expect("the file can be written");
            assert!(matches!(trouble(&house, &file).await, Trouble::NotABackup { .. }));
        }
        fs::write(&file, "").expect("the file can be written");
        assert!(matches!(trouble(&house, &file).await, Trouble::Empty { .. }));
        assert!(matches!(trouble(&house, house.folder.path()).await, Trouble::NoFile { .. }));
        let gone = trouble(&house, &house.file("gone")).await;
        assert!(matches!(gone, Trouble::Disk { .. }) && !gone.is_refusal(), "{gone}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_the_other_engine_is_refused() {
    let houses = House::small().await;
    let [one, other] = houses.as_slice() else { return };
    for (from, to) in [(one, other), (other, one)] {
        let file = from.take("mine.backup").await;
        let found = trouble(to, &file).await;
        assert!(matches!(found, Trouble::OtherEngine { .. }), "{found}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_target_that_holds_anything_is_left_as_it_is() {
    for house in House::small().await {
        let file = house.take("one.backup").await;
        let log = super::leaves(&house.fund).await;
        let refused = restore(&file, &house.url).await;
        assert!(matches!(refused, Err(Undone::Trouble(Trouble::NotEmpty { .. }))), "{refused:?}");
        assert_eq!(super::leaves(&house.fund).await, log);
        let url = house.target();
        restore(&file, &url).await.expect("into an absent database it goes");
        let again = restore(&file, &url).await;
        assert!(matches!(again, Err(Undone::Trouble(Trouble::NotEmpty { .. }))), "{again:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_of_postgres_with_one_function_or_table_in_it_is_not_empty() {
    let houses = House::small().await;
    let Some(house) = houses.iter().find(|house| house.engine() == "postgres") else { return };
    let file = house.take("one.backup").await;
    for statement in
        ["create table note (a int)", "create function note() returns int language sql as 'select 1'"]
    {
        let url = house.target();
        let mut raw = super::connect(&url).await;
        raw.must(statement).await;
        raw.close().await;
        let refused = restore(&file, &url).await;
        assert!(
            matches!(&refused, Err(Undone::Trouble(Trouble::NotEmpty { what })) if what == "note"),
            "{refused:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_empty_file_is_an_empty_target_and_a_left_over_log_beside_it_is_not() {
    let houses = House::small().await;
    let house = houses.iter().find(|house| house.engine() == "sqlite").expect("SQLite is always here");
    let file = house.take("one.backup").await;
    let target = house.file("empty.db");
    fs::write(&target, "").expect("the file can be written");
    for left in ["empty.db-wal", "empty.db-journal"] {
        fs::write(house.file(left), "pages of a database that is gone").expect("the file can be written");
        let refused = restore(&file, &super::sqlite_at(&target)).await;
        assert!(matches!(refused, Err(Undone::Trouble(Trouble::LeftOver { .. }))), "{refused:?}");
        assert_eq!(fs::metadata(&target).expect("it is there").len(), 0);
        fs::remove_file(house.file(left)).expect("it can be moved away");
    }
    restore(&file, &super::sqlite_at(&target)).await.expect("an empty file is an empty database");
    let nowhere = restore(&file, "sqlite::memory:").await;
    assert!(matches!(nowhere, Err(Undone::Trouble(Trouble::NoTarget))), "{nowhere:?}");
}
