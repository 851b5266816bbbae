//! The statement as a ledger that `bean-check` accepts: accounts opened on the day of their first use, memoranda under
//! equity, references as metadata.
use super::statement::*;
use crate::domain::{account::AccountCode, day::Day, day::instant_text, money::Qepik, reference::LotRef};
use std::{collections::BTreeSet, fmt::Write};

/// The writer: remembers which accounts it opened.
#[derive(Default)]
pub(super) struct Beancount {
    opened: BTreeSet<(AccountCode, Option<LotRef>)>,
}

fn name(account: AccountCode, lot: Option<LotRef>) -> String {
    let root = root(account.account().class).0;
    lot.map_or_else(|| format!("{root}:{account}"), |lot| format!("{root}:{account}:{lot}"))
}

fn posting(account: AccountCode, lot: Option<LotRef>, amount: Qepik) -> String {
    format!("  {:<36}  {:>16} AZN\n", name(account, lot), amount.to_string())
}

impl Beancount {
    fn open(&mut self, on: Day, accounts: impl Iterator<Item = (AccountCode, Option<LotRef>)>) -> String {
        let new: BTreeSet<_> = accounts.filter(|pair| self.opened.insert(*pair)).collect();
        new.into_iter().map(|(account, lot)| format!("{on} open {} AZN\n", name(account, lot))).collect()
    }
}

impl StatementWriter for Beancount {
    fn begin(&mut self, header: &Header) -> String {
        format!(
            "; As known at {}\noption \"title\" \"Relief Ledger\"\noption \"operating_currency\" \"AZN\"\n\n",
            instant_text(&header.known_at)
        )
    }

    fn opening(&mut self, lines: &[OpeningLine]) -> String {
        let Some(first) = lines.first() else { return String::new() };
        let mut text = self.open(first.on, lines.iter().map(|l| (l.account, l.lot)));
        let _ = writeln!(text, "{} * \"balance brought to the first day\"\n  kind: \"opening\"", first.on);
        lines.iter().for_each(|l| text.push_str(&posting(l.account, l.lot, l.amount)));
        text.push('\n');
        text
    }

    fn entry(&mut self, entry: &Entry) -> String {
        let mut text = self.open(entry.effective_on, entry.lines.iter().map(|l| (l.account, l.lot)));
        let _ = writeln!(text, "{} * \"{}\" \"{}\"", entry.effective_on, entry.id, entry.kind.phrase().0);
        for (tag, value) in entry.tags() {
            let _ = writeln!(text, "  {tag}: \"{value}\"");
        }
        entry.lines.iter().for_each(|l| text.push_str(&posting(l.account, l.lot, l.amount)));
        text.push('\n');
        text
    }

    fn end(&mut self) -> String {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_open_under_the_root_of_their_class() {
        let text = sample::written(StatementFormat::Beancount);
        for line in [
            "2014-05-31 open Assets:1110:L-2014-000001 AZN",
            "2014-06-02 open Equity:9210 AZN",
            "  payment: \"P-2014-000001\"",
        ] {
            assert!(text.contains(line), "{line} is not in {text}");
        }
        assert_eq!(text.matches("open Assets:1110:L-2014-000001").count(), 1);
    }
}
