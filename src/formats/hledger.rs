//! The statement as a journal that `hledger check --strict` accepts: every account and the commodity declared, every entry
//! balanced. An account's name begins with its four-digit code, then the lot.
use super::statement::*;
use crate::domain::{
    account::{AccountCode, CHART},
    day::instant_text,
    money::Qepik,
    reference::LotRef,
};
use std::{collections::BTreeSet, fmt::Write};

/// The writer: remembers which accounts it declared.
#[derive(Default)]
pub(super) struct Hledger {
    declared: BTreeSet<(AccountCode, LotRef)>,
}

fn name(account: AccountCode, lot: Option<LotRef>) -> String {
    lot.map_or_else(|| account.to_string(), |lot| format!("{account}:{lot}"))
}

fn posting(account: AccountCode, lot: Option<LotRef>, amount: Qepik) -> String {
    format!("    {:<24}  {:>16} AZN\n", name(account, lot), amount.to_string())
}

impl Hledger {
    fn declare(&mut self, accounts: impl Iterator<Item = (AccountCode, Option<LotRef>)>) -> String {
        let new: BTreeSet<_> = accounts
            .filter_map(|(account, lot)| Some((account, lot?)))
            .filter(|pair| self.declared.insert(*pair))
            .collect();
        let text: String =
            new.into_iter().map(|(account, lot)| format!("account {}\n", name(account, Some(lot)))).collect();
        if text.is_empty() { text } else { format!("{text}\n") }
    }
}

impl StatementWriter for Hledger {
    fn begin(&mut self, header: &Header) -> String {
        let day = |d: Option<crate::domain::day::Day>, open: &str| {
            d.map_or_else(|| open.to_owned(), |d| d.to_string())
        };
        let (from, to) = (day(header.from, "the beginning"), day(header.to, "the end"));
        let mut text = format!(
            "; Relief Ledger: statement from {from} to {to}, as known at {}\n\ncommodity 1000.00 AZN\n\n",
            instant_text(&header.known_at)
        );
        for account in CHART {
            let kind = root(account.class).1;
            // Writing to a string cannot fail.
            let _ = writeln!(
                text,
                "account {:04}  ; type:{kind}, {}",
                account.code,
                account.name_en.replace(',', "")
            );
        }
        text.push('\n');
        text
    }

    fn opening(&mut self, lines: &[OpeningLine]) -> String {
        let Some(first) = lines.first() else { return String::new() };
        let mut text = self.declare(lines.iter().map(|l| (l.account, l.lot)));
        let _ = writeln!(text, "{} * balance brought to the first day  ; kind:opening", first.on);
        lines.iter().for_each(|l| text.push_str(&posting(l.account, l.lot, l.amount)));
        text.push('\n');
        text
    }

    fn entry(&mut self, entry: &Entry) -> String {
        let mut text = self.declare(entry.lines.iter().map(|l| (l.account, l.lot)));
        let tags: Vec<String> =
            entry.tags().into_iter().map(|(tag, value)| format!("{tag}:{value}")).collect();
        let _ = writeln!(
            text,
            "{} * ({}) {}  ; {}",
            entry.effective_on,
            entry.id,
            entry.kind.phrase().0,
            tags.join(", ")
        );
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
    fn accounts_are_declared_before_they_are_used_and_entries_carry_their_tags() {
        let text = sample::written(StatementFormat::Hledger);
        assert!(text.contains("account 1110:L-2014-000001\n"));
        assert!(text.contains(
            "2014-06-02 * (J-2014-000003) payment released  ; kind:release, payment:P-2014-000001, order:O-2014-000001, beneficiary:B-2014-000001\n"
        ));
        assert!(text.contains("    5210:L-2014-000001                  100.50 AZN\n"), "{text}");
        assert_eq!(text.matches("account 1191:L-2014-000001").count(), 1);
    }
}
