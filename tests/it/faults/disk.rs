//! A small disk of a test's own, that can be filled and emptied. Unmounted with the tests, whatever ends them.
use std::{
    fs::File,
    io::{BufRead, BufReader, ErrorKind, Write},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

const GUARDIAN: &str = r#"
set -u
folder=$1
trap 'exit 0' HUP INT TERM PIPE
mount -t tmpfs -o "size=${2}k,mode=0700" relief-faults "$folder" 2>/dev/null || { echo no; exit 0; }
trap 'umount "$folder" 2>/dev/null || umount -l "$folder" 2>/dev/null' EXIT
echo yes
read -r _ || true
"#;

/// A mounted disk.
pub struct SmallDisk {
    guardian: Child,
}

impl SmallDisk {
    /// Mounts a disk of so many KiB on a folder; none where that is not allowed.
    pub fn mount(folder: &Path, kib: u32) -> Option<SmallDisk> {
        let mut guardian = Command::new("sh")
            .args(["-c", GUARDIAN, "guardian"])
            .arg(folder)
            .arg(kib.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("`sh` can be started");
        let mut said = String::new();
        let out = guardian.stdout.take().expect("the guardian's output is a pipe");
        BufReader::new(out).read_line(&mut said).expect("the guardian can be heard");
        let disk = SmallDisk { guardian };
        (said.trim() == "yes").then_some(disk)
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(self.guardian.stdin.take());
        // The guardian may already be gone, and then there is nothing to wait for.
        let _ = self.guardian.wait();
    }
}

/// Fills a disk to the last byte; dropped, there is room again.
pub struct Ballast {
    file: PathBuf,
}

impl Ballast {
    /// Writes zeros into the folder until nothing more goes in.
    pub fn fill(folder: &Path) -> Ballast {
        let ballast = Ballast { file: folder.join("ballast") };
        let mut file = File::create(&ballast.file).expect("a file can be made on the small disk");
        for size in [64 << 10, 4 << 10, 1] {
            let zeros = vec![0; size];
            let why = std::iter::repeat_with(|| file.write(&zeros)).find_map(Result::err);
            let why = why.expect("the disk is full at last").kind();
            assert_eq!(why, ErrorKind::StorageFull, "the small disk cannot be filled");
        }
        ballast
    }
}

impl Drop for Ballast {
    fn drop(&mut self) {
        // It may lie on a disk that is already unmounted.
        let _ = std::fs::remove_file(&self.file);
    }
}
