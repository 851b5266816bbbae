//! The statement as one JSON object, written so that it can be streamed: header, `opening`, `entries` with their postings.
use super::statement::*;
use crate::domain::{day::instant_text, money::Qepik};
use serde_json::{Value, json};

/// The writer: remembers which list is open.
#[derive(Default)]
pub(super) struct Json {
    openings: usize,
    entries: usize,
    in_entries: bool,
}

fn posting(
    account: crate::domain::account::AccountCode,
    lot: Option<crate::domain::reference::LotRef>,
    amount: Qepik,
) -> Value {
    // Members stand in the order of their names, as they always did: they are written as they stand here.
    json!({"account": account, "account_name": account.account().name_en, "account_name_az": account.account().name_az,
        "credit": amount.credit(), "debit": amount.debit(), "lot": lot})
}

impl Json {
    fn turn_to_entries(&mut self) -> &'static str {
        if std::mem::replace(&mut self.in_entries, true) { "" } else { "\n],\"entries\":[" }
    }
}

impl StatementWriter for Json {
    fn begin(&mut self, header: &Header) -> String {
        let (from, to) = (json!(header.from), json!(header.to));
        format!(
            "{{\"from\":{from},\"to\":{to},\"known_at\":{},\"currency\":\"AZN\",\"opening\":[",
            json!(instant_text(&header.known_at))
        )
    }

    fn opening(&mut self, lines: &[OpeningLine]) -> String {
        let mut text = String::new();
        for line in lines {
            text.push_str(if self.openings == 0 { "\n" } else { ",\n" });
            text.push_str(&posting(line.account, line.lot, line.amount).to_string());
            self.openings += 1;
        }
        text
    }

    fn entry(&mut self, entry: &Entry) -> String {
        let mut text = self.turn_to_entries().to_owned();
        text.push_str(if self.entries == 0 { "\n" } else { ",\n" });
        self.entries += 1;
        let (phrase, phrase_az) = entry.kind.phrase();
        let postings: Vec<Value> = entry.lines.iter().map(|l| posting(l.account, l.lot, l.amount)).collect();
        let object = json!({
            "beneficiary": entry.beneficiary, "effective_on": entry.effective_on, "entry": entry.id, "inflow": entry.inflow,
            "kind": entry.kind, "log_index": entry.log_index, "order": entry.order, "payment": entry.payment, "phrase": phrase,
            "phrase_az": phrase_az, "postings": postings, "recorded_at": instant_text(&entry.recorded_at), "reverses": entry.reverses,
        });
        text.push_str(&object.to_string());
        text
    }

    fn end(&mut self) -> String {
        format!("{}\n]}}\n", self.turn_to_entries())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_back_as_one_object_even_when_it_is_empty() {
        let whole: Value = serde_json::from_str(&sample::written(StatementFormat::Json)).expect("JSON reads");
        assert_eq!(whole["opening"].as_array().map(Vec::len), Some(2));
        assert_eq!(whole["entries"][0]["postings"][0]["debit"], "100.50");
        let mut writer = StatementFormat::Json.writer();
        let empty = [writer.begin(&sample::header()), writer.end()].concat();
        let empty: Value = serde_json::from_str(&empty).expect("JSON reads");
        assert_eq!((&empty["opening"], &empty["entries"]), (&json!([]), &json!([])));
    }
}
