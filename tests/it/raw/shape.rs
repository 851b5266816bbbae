//! The shape of the tables as a database itself tells it (columns, keys, parents), and rows made from nothing but that shape:
//! every number is 1, every text the same, every id the same, so that every foreign key finds its row.
use super::{Engine, Raw};
use std::collections::{BTreeMap, BTreeSet};

/// A column as it was declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    /// The engine's word for its type, in small letters.
    pub kind: String,
    pub nullable: bool,
}

/// A table as the database tells it.
#[derive(Debug, Clone)]
pub struct Table {
    pub name: String,
    pub columns: Vec<Column>,
    /// Its keys, the primary one first, then the unique ones.
    pub keys: Vec<Vec<String>>,
    /// Columns that refer to another row.
    pub references: BTreeSet<String>,
    /// The tables they refer to, itself apart.
    pub parents: BTreeSet<String>,
    engine: Engine,
}

impl Raw {
    /// The names of all tables, the migrations' own apart.
    pub async fn table_names(&mut self) -> Vec<String> {
        let sql = match self {
            Raw::Sqlite(_) => {
                "select name from sqlite_schema where type = 'table' and name not like 'sqlite%'"
            }
            Raw::Postgres(_) => {
                "select relname::text from pg_class
                  where relkind in ('r', 'p') and relnamespace = current_schema()::regnamespace"
            }
        };
        let mut names = self.column(sql).await;
        names.retain(|name| !name.starts_with("_sqlx"));
        names.sort_unstable();
        assert!(names.len() > 30, "there are only {} tables, so this looks in the wrong place", names.len());
        names
    }

    /// All tables with their shape, each after those it refers to.
    pub async fn tables(&mut self) -> Vec<Table> {
        let mut waiting = vec![];
        for name in self.table_names().await {
            waiting.push(self.table(name).await);
        }
        let mut laid: Vec<Table> = vec![];
        while !waiting.is_empty() {
            let is_next =
                |table: &Table| table.parents.iter().all(|name| laid.iter().any(|t| t.name == *name));
            let (next, later): (Vec<Table>, Vec<Table>) = waiting.into_iter().partition(is_next);
            assert!(!next.is_empty(), "some tables refer to each other in a ring");
            laid.extend(next);
            waiting = later;
        }
        laid
    }

    async fn table(&mut self, name: String) -> Table {
        let engine = self.engine();
        let (columns, keys, references) = match engine {
            Engine::Sqlite => SQLITE,
            Engine::Postgres => POSTGRES,
        };
        let split = |line: &String| line.split('|').map(str::to_owned).collect::<Vec<String>>();
        let columns = self.column(&columns.replace("TABLE", &name)).await;
        let columns = columns.iter().map(split).map(|parts| Column {
            name: parts[0].clone(),
            kind: parts[1].clone(),
            nullable: parts[2] == "0",
        });
        let columns = columns.collect();
        let keys = self.column(&keys.replace("TABLE", &name)).await;
        let keys = keys.iter().map(|key| key.split(',').map(str::to_owned).collect()).collect();
        let links = self.column(&references.replace("TABLE", &name)).await;
        let links: Vec<Vec<String>> = links.iter().map(split).collect();
        let references = links.iter().map(|link| link[0].clone()).collect();
        let parents =
            links.into_iter().map(|mut link| link.remove(1)).filter(|parent| *parent != name).collect();
        Table { name, columns, keys, references, parents, engine }
    }

    /// Puts one row into every table but those of the journal.
    pub async fn fill_but_journal(&mut self) -> Vec<Table> {
        let tables = self.tables().await;
        for table in tables.iter().filter(|table| !["entry", "posting"].contains(&table.name.as_str())) {
            self.must(&table.row().insert()).await;
        }
        tables
    }

    /// Puts one row into every table, and two postings into the one entry.
    pub async fn fill(&mut self) -> Vec<Table> {
        let tables = self.fill_but_journal().await;
        let [entry, posting] = ["entry", "posting"].map(|name| table(&tables, name));
        let lines = [posting.row(), posting.row().with("line", 2).with("amount", -1)];
        let [first, second] = lines.map(|line| line.insert());
        let seal = entry.row().with("postings", 2).insert();
        self.transact(&[first, second, seal]).await.expect("a balanced entry is sealed");
        tables
    }
}

/// The table of a name.
pub fn table<'t>(tables: &'t [Table], name: &str) -> &'t Table {
    tables.iter().find(|table| table.name == name).unwrap_or_else(|| panic!("there is no table {name}"))
}

impl Table {
    /// A row that breaks nothing, while there is no other.
    pub fn row(&self) -> Row<'_> {
        let values = self.columns.iter().map(|column| (column.name.as_str(), column.literal()));
        let row = Row { table: self, values: values.collect() };
        match self.name.as_str() {
            // The first of its kind is part of nothing and reverses nothing.
            "lot" => row.with("parent", "null"),
            "entry" => row.with("reverses", "null"),
            // Nobody adopts what they proposed, and all rows of a test are one person's.
            "rulebook_end" => row.with("adoption", "null"),
            "award_use" => row.with_bool("freed", false),
            _ => row,
        }
    }

    /// Does SQLite keep a hidden number for each row?
    pub fn has_rowid(&self) -> bool {
        matches!(self.keys.first().map(Vec::as_slice), Some([one]) if self.column(one).kind == "integer")
    }

    pub fn column(&self, name: &str) -> &Column {
        let found = self.columns.iter().find(|column| column.name == name);
        found.unwrap_or_else(|| panic!("{} has no column {name}", self.name))
    }
}

impl Column {
    /// The value that every row has in a column of this kind.
    fn literal(&self) -> String {
        match self.kind.as_str() {
            "integer" | "bigint" => "1",
            "text" => "'x'",
            "boolean" => "true",
            "date" => "date '2014-06-02'",
            "timestamp with time zone" => "timestamptz '2014-06-02 06:00:00.000001+00'",
            "uuid" => "uuid '01465b2e-8e00-7000-8000-000000000001'",
            "bytea" => r"bytea '\x01'",
            "blob" => "x'01'",
            other => panic!("{} is of a kind that no row was made of yet: {other}", self.name),
        }
        .to_owned()
    }

    /// Another value of the same kind.
    pub fn other_literal(&self) -> String {
        match self.kind.as_str() {
            "integer" | "bigint" => "7",
            "text" => "'y'",
            "boolean" => "false",
            "date" => "date '2014-06-03'",
            "timestamp with time zone" => "timestamptz '2014-06-03 06:00:00.000001+00'",
            "uuid" => "uuid '01465b2e-8e00-7000-8000-000000000002'",
            "bytea" => r"bytea '\x02'",
            "blob" => "x'02'",
            other => panic!("{} is of a kind that no row was made of yet: {other}", self.name),
        }
        .to_owned()
    }
}

/// A row to be written: a literal for each column.
#[derive(Debug, Clone)]
pub struct Row<'t> {
    table: &'t Table,
    values: BTreeMap<&'t str, String>,
}

impl Row<'_> {
    /// The same row with another value in a column: a number, `null`, or a literal in its quotes.
    pub fn with(mut self, column: &str, literal: impl ToString) -> Self {
        let name = self.table.column(column).name.as_str();
        self.values.insert(name, literal.to_string());
        self
    }

    /// The same row with yes or no in a column.
    pub fn with_bool(self, column: &str, value: bool) -> Self {
        match self.table.engine {
            Engine::Sqlite => self.with(column, i32::from(value)),
            Engine::Postgres => self.with(column, value),
        }
    }

    /// The same row with a column called otherwise, as SQLite allows for the number of a row.
    pub fn naming(mut self, column: &str, name: &'static str) -> Self {
        if let Some(value) = self.values.remove(column) {
            self.values.insert(name, value);
        }
        self
    }

    /// The literal in a column.
    pub fn value(&self, column: &str) -> &str {
        &self.values[column]
    }

    pub fn insert(&self) -> String {
        self.insert_by("insert", "")
    }

    /// The insert with its first word and its tail said otherwise.
    pub fn insert_by(&self, verb: &str, tail: &str) -> String {
        let columns: Vec<&str> = self.values.keys().copied().collect();
        let values: Vec<&str> = self.values.values().map(String::as_str).collect();
        format!(
            "{verb} into {} ({}) values ({}) {tail}",
            self.table.name,
            columns.join(", "),
            values.join(", ")
        )
    }
}

/// Columns as `name|kind|not null`, keys as `one,two`, references as `column|table`.
const SQLITE: (&str, &str, &str) = (
    r#"select name || '|' || lower(type) || '|' || "notnull" from pragma_table_info('TABLE') order by cid"#,
    "select group_concat(name, ',') from (select name from pragma_table_info('TABLE') where pk > 0 order by pk)
     union all
     select (select group_concat(name, ',') from (select name from pragma_index_info(i.name) order by seqno))
       from (select name from pragma_index_list('TABLE') where \"unique\" = 1 and origin <> 'pk' order by name) i",
    r#"select "from" || '|' || "table" from pragma_foreign_key_list('TABLE') order by 1"#,
);

const POSTGRES: (&str, &str, &str) = (
    "select column_name || '|' || data_type || '|' || (case is_nullable when 'NO' then 1 else 0 end)
       from information_schema.columns where table_schema = current_schema() and table_name = 'TABLE' order by ordinal_position",
    "select string_agg(a.attname, ',' order by k.place)
       from pg_constraint c, unnest(c.conkey) with ordinality k(number, place), pg_attribute a
      where c.conrelid = 'TABLE'::regclass and c.contype in ('p', 'u') and a.attrelid = c.conrelid and a.attnum = k.number
      group by c.oid, c.contype, c.conname order by c.contype, c.conname",
    "select a.attname || '|' || c.confrelid::regclass::text
       from pg_constraint c, unnest(c.conkey) k(number), pg_attribute a
      where c.conrelid = 'TABLE'::regclass and c.contype = 'f' and a.attrelid = c.conrelid and a.attnum = k.number
     union
     select split_part(word, '=', 1) || '|' || split_part(word, '=', 2)
       from pg_trigger t, unnest(string_to_array(encode(t.tgargs, 'escape'), '\\000')) word
      where t.tgrelid = 'TABLE'::regclass and not t.tgisinternal and word like '%=%' order by 1",
);
