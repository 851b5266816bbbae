//! Everything that lies on the disk once nothing runs any more: database, write-ahead logs, backups, exports, temporary files. A word
//! written in the clear on purpose shows that the search sees what the engine writes.
use super::{needle::Search, planted::CANARY};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Writes the canary into a table of its own, as somebody might who forgets the seal.
pub async fn plant_canary(url: &str) {
    for statement in
        ["create table canary (word text)".to_owned(), format!("insert into canary values ('{CANARY}')")]
    {
        let statement = AssertSqlSafe(statement);
        if url.starts_with("sqlite:") {
            let mut conn = SqliteConnection::connect(url).await.expect("the database opens");
            conn.execute(statement).await.expect("a table may be added");
        } else {
            let mut conn = PgConnection::connect(url).await.expect("the database opens");
            conn.execute(statement).await.expect("a table may be added");
        }
    }
}

/// Every row of every table of a PostgreSQL as text: long values lie compressed on the disk, in a way that only the server knows.
pub async fn rows(url: &str) -> String {
    if url.starts_with("sqlite:") {
        return String::new();
    }
    let mut conn = PgConnection::connect(url).await.expect("the database opens");
    let tables = "select table_name::text from information_schema.tables where table_schema = 'public'";
    let names: Vec<String> =
        sqlx::query_scalar(tables).fetch_all(&mut conn).await.expect("the catalogue answers");
    assert!(names.len() > 40, "{names:?}");
    let mut all = vec![];
    for name in names {
        let text = format!("select coalesce(string_agg(t::text, chr(10)), '') from \"{name}\" t");
        all.push(
            sqlx::query_scalar::<_, String>(AssertSqlSafe(text))
                .fetch_one(&mut conn)
                .await
                .expect("a table reads"),
        );
    }
    all.join("\n")
}

/// What is found beside the canary, or that the canary is not.
pub fn holds_more_than_the_canary(search: &Search, places: &[&Path]) -> Vec<String> {
    let mut found = BTreeSet::new();
    let (mut files, mut bytes) = (0, 0);
    for file in places.iter().flat_map(|place| files_in(place)) {
        // Sockets and what the server has removed meanwhile cannot be read.
        let Ok(content) = fs::read(&file) else { continue };
        files += 1;
        bytes += content.len();
        found.extend(search.find(&content).into_iter().map(|word| (word, file.display().to_string())));
        found.extend(
            search
                .find(file.to_string_lossy().as_bytes())
                .into_iter()
                .map(|word| (word, "a file's name".to_owned())),
        );
    }
    let mut wrong: Vec<String> = found
        .iter()
        .filter(|(word, _)| *word != CANARY)
        .map(|(word, file)| format!("{word} lies in {file}"))
        .collect();
    if wrong.len() == found.len() {
        wrong.push(format!("the canary was not found in {files} files of {bytes} bytes"));
    }
    wrong
}

fn files_in(place: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(place) else { return vec![place.to_owned()] };
    entries.filter_map(Result::ok).flat_map(|entry| files_in(&entry.path())).collect()
}
