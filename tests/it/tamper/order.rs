//! Every table re-ordered and truncated: two rows change places under their keys, or all rows are gone. What is edited, deleted
//! and slipped in is tried in the file above.
use super::{Scene, Try};

/// Two rows of each table exchange everything but their keys. Where no other row differs from the first in more than its key, the
/// first takes another place in the log.
pub async fn swapped(scene: &mut Scene, tables: &[(&'static str, Vec<&'static str>)]) {
    let mut tries = vec![];
    for (table, key) in tables {
        let columns: Vec<String> = scene.raw.columns(table).await.into_iter().map(|(name, _)| name).collect();
        if columns.len() == key.len() {
            // Nothing stands beside the key that could change places.
            continue;
        }
        let pair = Pair::of(table, key, &columns);
        let others =
            scene.raw.texts(&format!("select cast(count(*) as text) {}", pair.others)).await.remove(0);
        let (statement, which) = match others.as_str() {
            "0" => (format!("update {table} set leaf = leaf - 1 where {}", pair.first), pair.first.clone()),
            _ => (pair.exchange(table, key, &columns), format!("{} or {}", pair.first, pair.last)),
        };
        let rows = scene.names(table, key, &which).await;
        tries.push(Try { table, statement, rows });
    }
    scene.round(tries).await;
}

/// The first row of a table and the last that differs from it in more than its key, as conditions.
struct Pair {
    first: String,
    last: String,
    /// All rows that differ from the first, as what stands after `select`.
    others: String,
}

impl Pair {
    fn of(table: &str, key: &[&str], columns: &[String]) -> Pair {
        let keys = key.join(", ");
        let smallest = format!("select {keys} from was.{table} order by {keys} limit 1");
        let first = format!("({keys}) = ({smallest})");
        let of = |alias: &str| key.iter().map(|k| format!("{alias}.{k}")).collect::<Vec<_>>();
        let differs = columns.iter().filter(|c| !key.contains(&c.as_str()));
        let differs =
            differs.map(|c| format!("b.{c} is distinct from a.{c}")).collect::<Vec<_>>().join(" or ");
        let others = format!(
            "from was.{table} a, was.{table} b where ({}) = ({smallest}) and ({differs})",
            of("a").join(", ")
        );
        let order = of("b").iter().map(|k| format!("{k} desc")).collect::<Vec<_>>().join(", ");
        let last = format!("({keys}) = (select {} {others} order by {order} limit 1)", of("b").join(", "));
        Pair { first, last, others }
    }

    fn exchange(&self, table: &str, key: &[&str], columns: &[String]) -> String {
        let Pair { first, last, .. } = self;
        let one = |which: &str| format!("(select * from was.{table} where {which})");
        let from = |keys_of: &str, rest_of: &str| {
            let taken =
                columns.iter().map(|c| format!("{}.{c}", if key.contains(&c.as_str()) { "k" } else { "r" }));
            let taken = taken.collect::<Vec<_>>().join(", ");
            format!("select {taken} from {} k, {} r", one(keys_of), one(rest_of))
        };
        format!(
            "delete from {table} where {first} or {last}; insert into {table} ({}) {} union all {}",
            columns.join(", "),
            from(first, last),
            from(last, first),
        )
    }
}

/// All rows of each table are gone: the first that is missed is one of the first leaf, or the first by its key where rows have no leaf.
pub async fn emptied(scene: &mut Scene, tables: &[(&'static str, Vec<&'static str>)]) {
    let mut tries = vec![];
    for (table, key) in tables {
        let has_leaf = scene.raw.columns(table).await.iter().any(|(name, _)| name == "leaf");
        if ["hash", "term"].contains(&key[0]) {
            // Terms have no order: any of them may be named.
            let statement = format!("delete from {table}");
            tries.push(Try { table, statement, rows: vec![String::new()] });
            continue;
        }
        let order = if has_leaf { "leaf" } else { key[0] };
        let which = format!("{order} = (select min({order}) from {table})");
        let rows = scene.names(table, key, &which).await;
        tries.push(Try { table, statement: format!("delete from {table}"), rows });
    }
    scene.round(tries).await;
}
