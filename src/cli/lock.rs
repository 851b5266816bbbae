//! The lock of the one who serves: on a SQLite database, a file beside it that the system lets one process hold. Other
//! commands do not ask for it, so persons are added and files exported beside a running service.
use super::ended::Ended;
use crate::store::Store;
use std::{
    ffi::OsString,
    fs::{File, OpenOptions, TryLockError},
    path::{Path, PathBuf},
};

/// Held while the service runs. The system lets go of it however the process ends, so none is ever left behind.
#[derive(Debug)]
pub struct Lock {
    _file: Option<File>,
}

impl Lock {
    /// Takes the lock of a database, before it is opened, so that no newer program migrates what an older one serves. On
    /// PostgreSQL several services may run beside each other, and there is nothing to take.
    pub fn take(url: &str) -> Result<Lock, Ended> {
        let Some(database) = Store::file(url) else { return Ok(Lock { _file: None }) };
        let path = beside(&whole(&database));
        let file = OpenOptions::new().create(true).write(true).truncate(false).open(&path).map_err(|e| {
            Ended::could_not(format!(
                "{} cannot be written ({e}): let this user write the folder of the database, or name another with \
                 --database",
                path.display()
            ))
        })?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { _file: Some(file) }),
            Err(TryLockError::WouldBlock) => Err(Ended::could_not(format!(
                "another process serves {} already: stop it first, or serve another database",
                database.display()
            ))),
            Err(TryLockError::Error(e)) => Err(Ended::could_not(format!(
                "{} cannot be locked ({e}): keep the database on a disk of this machine",
                path.display()
            ))),
        }
    }
}

/// The file by its one true path, so that two names of it share a lock; it may not be there yet.
fn whole(database: &Path) -> PathBuf {
    if let Ok(whole) = database.canonicalize() {
        return whole;
    }
    let folder = database.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = database.file_name().unwrap_or(database.as_os_str());
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned()).join(name)
}

fn beside(database: &Path) -> PathBuf {
    let mut name = OsString::from(database);
    name.push("-serving");
    name.into()
}
