//! The statement as CSV in the machine dialect: UTF-8, comma, dot, ISO dates, line feeds. Its columns are a promise.
use super::statement::*;
use crate::domain::{account::AccountCode, day::instant_text, money::Qepik};

/// The columns, in order.
const COLUMNS: [&str; 16] = [
    "entry",
    "effective_on",
    "recorded_at",
    "kind",
    "account",
    "account_name",
    "lot",
    "payment",
    "order",
    "beneficiary",
    "debit",
    "credit",
    "currency",
    "phrase",
    "reverses",
    "log_index",
];

/// The writer.
pub(super) struct Csv;

fn rows<'a>(rows: impl Iterator<Item = [String; 16]> + 'a) -> String {
    let mut writer = ::csv::WriterBuilder::new().has_headers(false).from_writer(vec![]);
    for row in rows {
        // Writing to memory fails only for rows of unequal length, and these are arrays.
        writer.write_record(row).expect("sixteen columns go into memory");
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn text(value: Option<impl ToString>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}

fn sums(account: AccountCode, amount: Qepik) -> [String; 4] {
    [
        account.to_string(),
        account.account().name_en.to_owned(),
        amount.debit().to_string(),
        amount.credit().to_string(),
    ]
}

impl StatementWriter for Csv {
    fn begin(&mut self, _: &Header) -> String {
        format!("{}\n", COLUMNS.join(","))
    }

    fn opening(&mut self, lines: &[OpeningLine]) -> String {
        let none = String::new;
        rows(lines.iter().map(|line| {
            let [account, name, debit, credit] = sums(line.account, line.amount);
            [
                none(),
                line.on.to_string(),
                none(),
                "opening".into(),
                account,
                name,
                text(line.lot),
                none(),
                none(),
                none(),
                debit,
                credit,
                "AZN".into(),
                "balance brought to the first day".into(),
                none(),
                none(),
            ]
        }))
    }

    fn entry(&mut self, entry: &Entry) -> String {
        rows(entry.lines.iter().map(|line| {
            let [account, name, debit, credit] = sums(line.account, line.amount);
            [
                entry.id.to_string(),
                entry.effective_on.to_string(),
                instant_text(&entry.recorded_at),
                entry.kind.to_string(),
                account,
                name,
                text(line.lot),
                text(entry.payment),
                text(entry.order),
                text(entry.beneficiary),
                debit,
                credit,
                "AZN".into(),
                entry.kind.phrase().0.to_owned(),
                text(entry.reverses),
                entry.log_index.to_string(),
            ]
        }))
    }

    fn end(&mut self) -> String {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_and_rows_are_as_promised() {
        let text = sample::written(StatementFormat::Csv);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[0],
            "entry,effective_on,recorded_at,kind,account,account_name,lot,payment,order,beneficiary,debit,credit,currency,phrase,reverses,log_index"
        );
        assert_eq!(
            lines[1],
            ",2014-05-31,,opening,1110,Bank,L-2014-000001,,,,500.00,0.00,AZN,balance brought to the first day,,"
        );
        assert_eq!(
            lines[3],
            "J-2014-000003,2014-06-02,2014-06-02T06:00:00.000002Z,release,5210,Restitution,L-2014-000001,P-2014-000001,O-2014-000001,B-2014-000001,100.50,0.00,AZN,payment released,,41"
        );
        assert_eq!(lines.len(), 7);
    }
}
