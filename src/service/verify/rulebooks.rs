//! Rulebooks that were proposed and adopted: their texts have the hashes under which they stand, their files the version that verdicts
//! name, nobody adopted their own, nothing that leaves a bound was adopted, and the head row names the one that was adopted last.
use super::{Check, difference::look};
use crate::{
    domain::{reference::Reference, rulebook::*},
    rules::book::version_of,
    service::halt::Outcome,
    store::{Head, Snapshot, rulebook::ProposedRulebook},
    vault::content_hash,
};

/// Proposals that are read at once; their files, one proposal at a time.
const PAGE: i64 = 100;

pub(super) async fn verify_rulebooks(check: &mut Check<'_>, head: Option<&Head>) -> Outcome<()> {
    let (mut after, mut adopted) = (0, vec![]);
    loop {
        let page = match look(check.from, |from| Box::pin(from.rulebooks(after, PAGE))).await? {
            Ok(page) => page,
            Err(unread) => {
                check.found.add("rulebook", "a row of the table", unread.words());
                return Ok(());
            }
        };
        let Some(last) = page.last() else { break };
        after = last.row.id.stored();
        for proposed in page {
            verify_proposal(check, &proposed).await?;
            if let Some(number) = proposed.adoption {
                adopted.push((number, proposed));
            }
        }
    }
    verify_adoptions(check, adopted, head);
    Ok(())
}

async fn verify_proposal(check: &mut Check<'_>, proposed: &ProposedRulebook) -> Outcome<()> {
    let row = &proposed.row;
    for (side, version) in [(RulebookSide::Proposed, &row.version), (RulebookSide::Ruling, &row.base)] {
        let (id, name) = (row.id, row.id.to_string());
        match look(check.from, |from: &mut Snapshot| Box::pin(from.rulebook_texts(id, side))).await? {
            Ok(files) if version_of(&files) == *version => {}
            Ok(_) => check.found.add(
                "rulebook_file",
                name,
                format!("what stands as {side} does not have the version {version}"),
            ),
            Err(unread) => check.found.add("rulebook_file", name, unread.words()),
        }
    }
    let (id, name) = (row.id, row.id.to_string());
    match look(check.from, |from: &mut Snapshot| Box::pin(from.policy_texts_of(id))).await? {
        Ok(texts) => {
            if let Some((hash, _)) = texts.iter().find(|(hash, text)| content_hash(text.as_bytes()) != *hash)
            {
                check.found.add("policy_text", hash.clone(), "the text is not the one of this hash");
            }
        }
        Err(unread) => check.found.add("policy_text", name, unread.words()),
    }
    if proposed.adoption.is_some() && proposed.ended_by == Some(row.person) {
        check.found.add("rulebook_end", row.id.to_string(), "was adopted by the person who proposed it");
    }
    if proposed.adoption.is_some() && row.proof == ProofOutcome::Refuted {
        check.found.add("rulebook_end", row.id.to_string(), "was adopted, and leaves a bound");
    }
    Ok(())
}

/// Adoptions have no gap, and the last one rules.
fn verify_adoptions(check: &mut Check<'_>, mut adopted: Vec<(i64, ProposedRulebook)>, head: Option<&Head>) {
    adopted.sort_by_key(|(number, _)| *number);
    for (place, (number, proposed)) in (1..).zip(&adopted) {
        if place != *number {
            let what = format!("is adoption {number}, and adoption {place} is not there");
            check.found.add("rulebook_end", proposed.row.id.to_string(), what);
            break;
        }
    }
    let last = adopted.last().map_or("", |(_, proposed)| proposed.row.version.as_str());
    if let Some(head) = head
        && head.ruling != last
    {
        let what = format!("says that the version `{}` rules, and `{last}` was adopted last", head.ruling);
        check.found.add("head", "the head row", what);
    }
}
