//! One statement of many questions that differ in their values alone: its rows come back with the number of the question they answer.
//! On PostgreSQL the statement stands beside the questions in a `lateral` join. SQLite has none, so the questions are put into the
//! statement's own `from`, in front of what is there; a statement of another shape is asked for each question there.
use super::{
    Fault, Live,
    fault::QUESTIONS,
    question::{Answer, Question, with_places},
    value::{Kind, Value, array_of, postgres_arguments, sqlite_arguments, sqlite_source},
};
use sqlx::{AssertSqlSafe, Row, postgres::PgArguments};

/// Most questions of one statement.
const AT_ONCE: usize = 512;

/// For how many rows SQLite's statements are made, so that they are found prepared; what is left over is null.
const SIZES: [usize; 3] = [8, 64, AT_ONCE];

/// Asks questions of one kind, all of them different. Returns the answers in their order and how many statements that took.
pub(super) async fn ask(live: Live<'_>, questions: &[Question]) -> Result<(Vec<Answer>, usize), Fault> {
    let (mut answers, mut statements) = (vec![], 0);
    match live {
        Live::Sqlite(conn) => {
            for some in questions.chunks(AT_ONCE) {
                match sqlite_many(some) {
                    Some(Many { text, values, first_only }) => {
                        let query = sqlx::query_with(AssertSqlSafe(text), sqlite_arguments(values)?);
                        let rows = query.fetch_all(&mut *conn).await?;
                        answers.extend(parted(rows, some.len(), first_only)?.into_iter().map(Answer::Sqlite));
                        statements += 1;
                    }
                    None => {
                        for Question { text, values, .. } in some {
                            let text = AssertSqlSafe(text.clone().into_owned());
                            let query = sqlx::query_with(text, sqlite_arguments(values.clone())?);
                            answers.push(Answer::Sqlite(query.fetch_all(&mut *conn).await?));
                            statements += 1;
                        }
                    }
                }
            }
        }
        Live::Postgres(conn) => {
            for some in questions.chunks(AT_ONCE) {
                let (text, arguments) = postgres_many(some)?;
                let rows = sqlx::query_with(AssertSqlSafe(text), arguments).fetch_all(&mut *conn).await?;
                answers.extend(parted(rows, some.len(), false)?.into_iter().map(Answer::Postgres));
                statements += 1;
            }
        }
    }
    Ok((answers, statements))
}

/// The rows of each question, by the number that each row has.
fn parted<R>(rows: Vec<R>, questions: usize, first_only: bool) -> Result<Vec<Vec<R>>, Fault>
where
    R: Row,
    for<'c> &'c str: sqlx::ColumnIndex<R>,
    for<'r> i64: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
{
    let mut parts: Vec<Vec<R>> = (0..questions).map(|_| vec![]).collect();
    for row in rows {
        let number: i64 = row.try_get("asked")?;
        let part = usize::try_from(number).ok().and_then(|number| parts.get_mut(number));
        let part = part.ok_or_else(|| Fault::broken(QUESTIONS, "an answer to none of them"))?;
        if !first_only || part.is_empty() {
            part.push(row);
        }
    }
    Ok(parts)
}

/// A statement of many questions, with its values.
struct Many {
    text: String,
    values: Vec<Value>,
    /// Of each question the first row counts.
    first_only: bool,
}

/// The same for SQLite; none where the statement is of a shape that cannot be asked so.
fn sqlite_many(some: &[Question]) -> Option<Many> {
    let first = some.first()?;
    if let Some(of) = first.rows {
        let mut values = numbered_rows(some, of.columns.len());
        let width = of.columns.len() + 1;
        let rows = room_for(values.len() / width);
        values.resize(rows * width, Value::Null);
        return Some(Many { text: (of.sqlite)(rows), values, first_only: false });
    }
    if some.len() == 1 {
        return None;
    }
    let shape = Shape::of(&first.text)?;
    let (rows, width) = (room_for(some.len()), first.values.len() + 1);
    let mut values = numbered(some);
    values.resize(rows * width, Value::Null);
    let columns: Vec<(&str, Kind)> = vec![("asked", Kind::Long); width];
    let text = format!("with among as ({}) {}", sqlite_source(&columns, rows), shape.beside("q.column1"));
    Some(Many { text, values, first_only: shape.first_only })
}

fn room_for(rows: usize) -> usize {
    SIZES.into_iter().find(|size| rows <= *size).unwrap_or_else(|| rows.next_multiple_of(AT_ONCE))
}

/// The values of some questions, each with its number before them.
fn numbered(some: &[Question]) -> Vec<Value> {
    let one = |(number, question): (usize, &Question)| {
        [Value::Long(number as i64)].into_iter().chain(question.values.clone())
    };
    some.iter().enumerate().flat_map(one).collect()
}

/// The rows of some questions, each with the number of its question behind it; those of nulls left out.
fn numbered_rows(some: &[Question], width: usize) -> Vec<Value> {
    let mut values = vec![];
    for (number, question) in some.iter().enumerate() {
        for row in question.values.chunks(width).filter(|row| row[0] != Value::Null) {
            values.extend(row.iter().cloned());
            values.push(Value::Long(number as i64));
        }
    }
    values
}

fn postgres_many(some: &[Question]) -> Result<(String, PgArguments), Fault> {
    let mut arguments = PgArguments::default();
    let Some(first) = some.first() else { return Ok((String::new(), arguments)) };
    if let Some(of) = first.rows {
        let columns: Vec<_> = of.columns.iter().copied().chain([("asked", Kind::Long)]).collect();
        postgres_arguments(&mut arguments, &columns, &numbered_rows(some, of.columns.len()))?;
        return Ok(((of.postgres)(), arguments));
    }
    let mut columns = vec![("asked", Kind::Long)];
    columns.extend(first.kinds.iter().map(|kind| ("value", *kind)));
    postgres_arguments(&mut arguments, &columns, &numbered(some))?;
    Ok((lateral(&first.text, &first.kinds), arguments))
}

/// A statement beside the questions, each of which has its number and its values.
fn lateral(text: &str, kinds: &[Kind]) -> String {
    let places = kinds.iter().enumerate().map(|(at, kind)| format!("${}::{}", at + 2, array_of(*kind)));
    let places: Vec<String> = ["$1::bigint[]".to_owned()].into_iter().chain(places).collect();
    let names: Vec<String> = (2..=kinds.len() + 1).map(|at| format!(", column{at}")).collect();
    format!(
        "select s.*, q.asked from unnest({}) as q (asked{}) cross join lateral ({}) as s",
        places.join(", "),
        names.concat(),
        with_places(text, |number| format!("q.column{}", number + 1))
    )
}

/// A statement of one `select`, in its parts.
struct Shape<'s> {
    /// From `select` to in front of `from`.
    wanted: &'s str,
    /// Behind `from`, to in front of `group by` or the end; none where it reads from nothing.
    from: Option<&'s str>,
    /// Behind `group by`, with what orders it.
    grouped: Option<&'s str>,
    /// Whether of its rows the first alone was wanted.
    first_only: bool,
}

impl<'s> Shape<'s> {
    /// Reads a statement; none where it is not of one `select`, makes one row of many without grouping them, or has a limit
    /// that is not of the first of rows in an order, or reads from a `select` in brackets.
    fn of(text: &'s str) -> Option<Shape<'s>> {
        let text = text.trim();
        let words = outer_words(text);
        let place = |word: &str| words.iter().find(|(_, found)| *found == word).map(|(at, _)| *at);
        let is_one =
            words.first()?.1 == "select" && words.iter().filter(|(_, word)| *word == "select").count() == 1;
        if !is_one || place("union").is_some() {
            return None;
        }
        let (from, grouped, ordered) = (place("from"), place("group"), place("order"));
        let limit = place("limit");
        let first_only = limit.is_some_and(|at| ordered.is_some() && text[at..].trim() == "limit 1");
        if limit.is_some() != first_only {
            return None;
        }
        let end = limit.unwrap_or(text.len());
        let wanted = &text[..from.unwrap_or(end)];
        if makes_one(wanted) && grouped.is_none() {
            return None;
        }
        let grouped_text = grouped.map(|at| text[at + "group by".len()..end].trim());
        let from = from.map(|at| text[at + "from".len()..grouped.unwrap_or(end)].trim());
        if from.is_some_and(reads_a_select) {
            return None;
        }
        Some(Shape { wanted: wanted.trim(), from, grouped: grouped_text, first_only })
    }

    /// It beside the questions `among`.
    fn beside(&self, number: &str) -> String {
        let from = self.from.map_or_else(String::new, |from| format!(" cross join {from}"));
        let grouped = self.grouped.map_or_else(String::new, |by| format!(" group by {number}, {by}"));
        let text = format!("{}, {number} as asked from among q{from}{grouped}", self.wanted);
        with_places(&text, |place| format!("q.column{}", place + 1))
    }
}

/// Is one row made of many here? What a `select` in brackets makes is its own.
fn makes_one(wanted: &str) -> bool {
    let (mut plain, mut rest) = (String::new(), wanted);
    while let Some(at) = rest.find('(') {
        let inside = &rest[at + 1..];
        plain.push_str(&rest[..=at]);
        rest = inside;
        if inside.trim_start().starts_with("select") {
            let mut depth = 1_usize;
            let end = inside.find(|c| {
                depth = match c {
                    '(' => depth + 1,
                    ')' => depth - 1,
                    _ => depth,
                };
                depth == 0
            });
            rest = &inside[end.unwrap_or(inside.len())..];
        }
    }
    plain.push_str(rest);
    let words = plain.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    words
        .into_iter()
        .any(|word| ["sum", "count", "max", "min", "avg", "total", "group_concat", "over"].contains(&word))
}

/// Does it read from a `select` in brackets? SQLite lets that know nothing of the questions beside it.
fn reads_a_select(from: &str) -> bool {
    let plain = from.split_whitespace().collect::<Vec<_>>().join(" ");
    plain.starts_with('(') || plain.contains("join (") || plain.contains(", (select")
}

/// The words of a statement that stand in no brackets and no quotes, with their places.
fn outer_words(text: &str) -> Vec<(usize, &str)> {
    let (mut words, mut depth, mut is_quoted, mut begin) = (vec![], 0_usize, false, None);
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let is_part = c.is_ascii_alphanumeric() || c == '_';
        if is_part && depth == 0 && !is_quoted {
            begin.get_or_insert(at);
            continue;
        }
        if let Some(first) = begin.take() {
            words.push((first, &text[first..at]));
        }
        match c {
            '\'' => is_quoted = !is_quoted,
            '(' if !is_quoted => depth += 1,
            ')' if !is_quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beside(text: &str) -> Option<(String, bool)> {
        Shape::of(text).map(|shape| (shape.beside("q.column1"), shape.first_only))
    }

    #[test]
    fn questions_stand_in_front_of_what_a_statement_reads() {
        let told = |text: &str| beside(text).expect("it is of one select");
        assert_eq!(
            told("select * from notice n where n.beneficiary = $1 and not exists (select 1 from x where x.id = n.id) order by n.id\n"),
            (
                "select *, q.column1 as asked from among q cross join notice n where n.beneficiary = q.column2 \
                 and not exists (select 1 from x where x.id = n.id) order by n.id"
                    .into(),
                false
            )
        );
        assert_eq!(
            told("select b, sum(a) from r where o = $1 and 'from (x' <> $2 group by b"),
            (
                "select b, sum(a), q.column1 as asked from among q cross join r where o = q.column2 and 'from (x' <> q.column3 \
                 group by q.column1, b"
                    .into(),
                false
            )
        );
        assert_eq!(
            told("select (select sum(a) from r where r.o = $1) as near"),
            ("select (select sum(a) from r where r.o = q.column2) as near, q.column1 as asked from among q".into(), false)
        );
        let latest = told("select * from wish where beneficiary = $1 order by at desc limit 1");
        assert!(latest.1 && latest.0.ends_with("order by at desc"), "{latest:?}");
    }

    #[test]
    fn a_statement_of_another_shape_is_asked_for_each_question() {
        for text in [
            "with recursive x as (select 1) select * from x",
            "select a from b where c = $1 union select a from d",
            "select sum(a) from b where c = $1",
            "select cast(coalesce(sum(a), 0) as bigint) from b where c = $1",
            "select a, row_number() over (order by a) from b where c = $1",
            "select a from (select a from b where c = $1) x",
            "select a from b join (select d from e where f = $1) x on x.d = b.d",
            "select a from b where c = $1 limit 1",
            "select a from b where c = $1 order by a limit 8",
            "select a from b where c = $1 order by a limit $2",
            "update b set a = $1",
        ] {
            assert_eq!(beside(text), None, "{text}");
        }
    }

    #[test]
    fn a_statement_stands_beside_its_questions() {
        assert_eq!(
            lateral("select a from b where c = $1 and d = $2 limit 8", &[Kind::Long, Kind::Text]),
            "select s.*, q.asked from unnest($1::bigint[], $2::bigint[], $3::text[]) as q (asked, column2, column3) \
             cross join lateral (select a from b where c = q.column2 and d = q.column3 limit 8) as s"
        );
    }
}
