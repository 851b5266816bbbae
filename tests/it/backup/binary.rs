//! What an operator sees of `backup` and `restore` at the command line: one sentence and an exit code for each thing that can go
//! wrong, nothing half done under a name, also when the disk is full or the command is killed.
use super::{House, fresh_target, is_untouched, names, reopen};
use crate::app::KEY;
use relief_ledger::store::backup::inspect;
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_relief-ledger"));
    command
        .args(arguments)
        .env("RELIEF_KEY", KEY)
        .env_remove("RELIEF_DATABASE")
        .env("RUST_LOG", "off")
        .stdin(Stdio::null());
    command
}

fn text(path: &Path) -> &str {
    path.to_str().expect("paths of tests are UTF-8")
}

fn words(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// Runs it; it must end with this code and one sentence that has this phrase.
#[track_caller]
fn fails(command: &mut Command, code: i32, phrase: &str) {
    let (found, out, err) = words(&command.output().expect("the binary runs"));
    assert_eq!((found, out.as_str(), err.lines().count()), (Some(code), "", 1), "{err}");
    assert!(err.contains(phrase) && !err.contains(KEY), "{err}");
}

/// Runs it; it must succeed in silence but for what it was asked.
#[track_caller]
fn succeeds(command: &mut Command) -> String {
    let (code, out, err) = words(&command.output().expect("the binary runs"));
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    out
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_and_its_restore_say_leaves_entries_and_root_and_are_quiet_otherwise() {
    for house in House::small().await {
        let (file, target) = (house.file("one.backup"), house.target());
        let taken = succeeds(&mut command(&["backup", text(&file), "--database", &house.url]));
        let log = super::leaves(&house.fund).await;
        assert!(taken.contains(&format!("{} leaves, root ", log.len())) && taken.contains("X-"), "{taken}");
        let root = taken.lines().next().and_then(|line| line.rsplit(' ').next()).expect("the root is last");
        let restored = succeeds(&mut command(&["restore", text(&file), "--database", &target]));
        assert!(restored.contains(&format!("{} leaves, ", log.len())), "{restored}");
        assert!(restored.contains(" entries, root ") && restored.contains(root), "{restored}");
        let verified = succeeds(&mut command(&["verify", "--database", &target]));
        assert!(verified.contains("whole"), "{verified}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_thing_that_is_wrong_is_one_sentence_with_its_exit_code() {
    for house in House::small().await {
        let file = house.take("one.backup").await;
        let whole = fs::read(&file).expect("the file can be read");
        let backup = |to: &str| command(&["backup", to, "--database", &house.url]);
        fails(&mut backup(text(&file)), 1, "is there already: name another file, or say --force");
        assert_eq!(fs::read(&file).expect("the file can be read"), whole);
        fails(&mut backup(text(house.folder.path())), 1, "is not a file");
        fails(&mut backup(text(&house.file("nowhere/one.backup"))), 3, "check its name and its folder");
        // Nobody makes files in this folder, not even root.
        fails(&mut backup("/sys/kernel/one.backup"), 3, "name a place that this user may use");
        assert_eq!(words(&backup("--wrong").output().expect("the binary runs")).0, Some(2));

        let target = house.target();
        let restore = |from: &Path| command(&["restore", text(from), "--database", &target]);
        let bad = house.file("bad.backup");
        let write = |bytes: &[u8]| fs::write(&bad, bytes).expect("the file can be written");
        write(b"");
        fails(&mut restore(&bad), 1, "is empty: name a file that `backup` wrote");
        write(b"nothing of the kind");
        fails(&mut restore(&bad), 1, "is not a backup of this ledger");
        write(&whole[..whole.len() / 2]);
        fails(&mut restore(&bad), 1, "cut off");
        let mut changed = whole.clone();
        changed[whole.len() / 2] ^= 1;
        write(&changed);
        fails(&mut restore(&bad), 1, "was changed after it was written");
        fails(&mut restore(&house.file("gone.backup")), 3, "cannot be read");
        fails(restore(&file).env("RELIEF_KEY", KEY.replace('4', "5")), 3, "the key is not the one");
        fails(restore(&file).env_remove("RELIEF_KEY"), 3, "there is no key");
        assert!(is_untouched(&target).await);
        fails(
            &mut command(&["restore", text(&file), "--database", &house.url]),
            1,
            "the target is not empty",
        );
        let (other, phrase) = match house.engine() {
            "sqlite" => ("postgres://nobody@localhost/nothing".to_owned(), "is a backup of SQLite"),
            _ => (super::sqlite_at(&house.file("other.db")), "is a backup of PostgreSQL"),
        };
        fails(&mut command(&["restore", text(&file), "--database", &other]), 1, phrase);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_database_itself_is_never_overwritten_and_another_file_only_when_told() {
    for house in House::small().await {
        let file = house.file("one.backup");
        fs::write(&file, "something of yesterday").expect("the file can be written");
        succeeds(&mut command(&["backup", text(&file), "--force", "--database", &house.url]));
        inspect(&file, &mut |_, _, _| {}).await.expect("it was replaced by a whole backup");
    }
    let houses = House::small().await;
    let house = houses.iter().find(|house| house.engine() == "sqlite").expect("SQLite is always here");
    let link = house.file("link.backup");
    std::os::unix::fs::symlink(house.file("fund.db"), &link).expect("a link can be made");
    let log = super::leaves(&house.fund).await;
    for name in ["fund.db", "fund.db-wal", "fund.db-shm", "fund.db-journal", "link.backup"] {
        let file = house.file(name);
        let mut backup = command(&["backup", text(&file), "--force", "--database", &house.url]);
        fails(&mut backup, 1, "is the database itself or a part of it");
    }
    assert_eq!(super::leaves(&house.fund).await, log, "a refused backup is not recorded");
    let gone = super::sqlite_at(&house.file("mistyped.db"));
    let mut backup = command(&["backup", text(&house.file("none.backup")), "--database", &gone]);
    fails(&mut backup, 3, "there is no database to back up");
    assert!(!house.file("mistyped.db").exists() && !house.file("none.backup").exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restore_onto_a_folder_that_cannot_be_written_or_a_server_that_is_gone_is_said() {
    for house in House::small().await {
        let file = house.take("one.backup").await;
        let cases = match house.engine() {
            "sqlite" => vec![
                ("sqlite:/sys/kernel/fund.db".to_owned(), "name a place that this user may use"),
                (super::sqlite_at(&house.file("nowhere/fund.db")), "check its name and its folder"),
            ],
            _ => vec![(house.target().replace("/t_", "/gone_"), "does not exist")],
        };
        for (url, phrase) in cases {
            fails(&mut command(&["restore", text(&file), "--database", &url]), 3, phrase);
        }
    }
}

/// A filesystem of a few hundred kilobytes; gone when dropped.
struct Small(tempfile::TempDir);

impl Small {
    /// None where this user may not mount, which is then said.
    fn mount() -> Option<Small> {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=256k", "none", text(folder.path())]);
        let mounted = mount.output().is_ok_and(|output| output.status.success());
        if !mounted {
            let _ = writeln!(
                std::io::stderr(),
                "\nSKIPPED: backups onto a full disk, because only root can mount one\n"
            );
        }
        mounted.then(|| Small(folder))
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_leaves_no_half_backup_and_no_half_database() {
    let Some(small) = Small::mount() else { return };
    for house in House::small().await {
        // A document under seal makes any backup larger than the disk.
        super::add_document(&house, vec![b'x'; 400_000]).await;
        let file = small.file("one.backup");
        fails(&mut command(&["backup", text(&file), "--database", &house.url]), 3, "make room");
        assert_eq!(names(small.0.path()), [""; 0]);
        fs::write(&file, "something of yesterday").expect("there is room again");
        fails(&mut command(&["backup", text(&file), "--force", "--database", &house.url]), 3, "make room");
        assert_eq!(fs::read(&file).expect("it is still there"), b"something of yesterday");
        fs::remove_file(&file).expect("it can be moved away");
        if house.engine() == "sqlite" {
            let whole = house.take("whole.backup").await;
            let target = super::sqlite_at(&small.file("fund.db"));
            fails(&mut command(&["restore", text(&whole), "--database", &target]), 3, "make room");
            assert_eq!(names(small.0.path()), [""; 0]);
        }
    }
}

/// Waits until something is under way beside the name, or the command has ended.
fn wait_for_part(child: &mut Child, folder: &Path) {
    while !names(folder).iter().any(|name| name.ends_with(".part")) {
        if child.try_wait().expect("a child can be asked").is_some() {
            return;
        }
        std::thread::yield_now();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_that_is_killed_leaves_no_half_file_under_its_name() {
    for house in House::small().await {
        for round in 0..6 {
            let folder = house.file(&format!("round-{round}"));
            fs::create_dir(&folder).expect("a folder can be made");
            let file = folder.join("one.backup");
            let mut child = command(&["backup", text(&file), "--database", &house.url])
                .stdout(Stdio::null())
                .spawn()
                .expect("the binary runs");
            wait_for_part(&mut child, &folder);
            std::thread::sleep(std::time::Duration::from_millis(round * 15));
            child.kill().expect("it can be killed");
            child.wait().expect("it ends");
            if file.exists() {
                inspect(&file, &mut |_, _, _| {}).await.expect("what bears the name is whole");
            }
            let again = folder.join("again.backup");
            succeeds(&mut command(&["backup", text(&again), "--database", &house.url]));
            inspect(&again, &mut |_, _, _| {}).await.expect("a later backup is whole");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restore_that_is_killed_leaves_nothing_or_everything_and_can_be_done_again() {
    for house in House::small().await {
        let file = house.take("one.backup").await;
        for round in 0..5 {
            let folder = house.file(&format!("round-{round}"));
            fs::create_dir(&folder).expect("a folder can be made");
            let target = fresh_target(house.engine(), &folder);
            let arguments = ["restore", text(&file), "--database", &target];
            let mut child = command(&arguments).stdout(Stdio::null()).spawn().expect("the binary runs");
            if house.engine() == "sqlite" {
                wait_for_part(&mut child, &folder);
            }
            std::thread::sleep(std::time::Duration::from_millis(round * 60));
            child.kill().expect("it can be killed");
            child.wait().expect("it ends");
            let (code, out, err) = words(&command(&arguments).output().expect("the binary runs"));
            // The one that was killed had come to its end, or had left nothing.
            let is_done = code == Some(0) || (code == Some(1) && err.contains("the target is not empty"));
            assert!(is_done, "{code:?} {out} {err}");
            let fund = reopen(&target).await;
            let report =
                relief_ledger::service::verify::verify(&fund, |_| {}).await.expect("it can be verified");
            assert!(report.is_whole(), "{:?}", report.differences);
            assert_eq!(super::leaves(&fund).await, super::leaves(&house.fund).await);
            fund.store().close().await;
        }
    }
}
