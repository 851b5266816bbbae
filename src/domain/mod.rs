//! The words of the Fund. Pure: no clock, no input or output, no database. The glossary below is the law for names
//! in code, API and files.
//!
//! - **inflow** (`IN-`): money or property that came in once, of one kind, from one giver.
//! - **lot** (`L-`): the money of one inflow with its restriction; a small self-balancing fund.
//! - **restriction**: what a donor or an act allows a lot to be spent on, for whom and until when.
//! - **notified**: a donation that the ministry was told of, or a grant that was registered.
//! - **quarantined**: received but not to be spent until a finding is lifted or the donor identified.
//! - **journal entry** (`J-`): numbered without gaps, never edited, sums to zero for each lot.
//! - **posting**: one line of an entry: account, lot, sum in qəpik (debit positive inside, two columns outside).
//! - **encumbrance**: the reserve that approval puts on lots (9110/9119), freed by release or cancellation.
//! - **clearing**: 1191/1192, where a released payment stands until the bank or the payee has it.
//! - **beneficiary** (`B-`): a person helped, by pseudonym. **episode**: one time of being trafficked.
//! - **proceeding**: a case of a person before a court or an authority, by number beside the pseudonym. **support**: who else pays for the person.
//! - **representative**: who may receive money for a beneficiary, by number beside the pseudonym; never by name.
//! - **award** (`A-`): a sum that a person has coming for a purpose in an episode.
//! - **payment** (`P-`): one way of money to one payee. **draw**: what it takes from one lot.
//! - **hand**: a person's one part in a payment. **decision**: a step that a person took, for ever.
//! - **finding** (`F-`): what a rule says: `block`, `override` or `warn`. **verdict**: what findings come to.
//! - **refusal** (`K-`): a command that was not done; one that says something of the books (same hands, rules, lots) is kept.
//! - **rulebook**: permits, cases of misuse, limits, dated sums, mandates and words, as policies. **permit**: what may be paid or lifted, and by which text.
//!   **case**: one way in which a rule is met. **bound**: what no rulebook may leave, and is proved. **sweep**: looking through all that stands.
//! - **lift**: letting an override finding stand, by an overrider who has no other hand on it, with a reason and a basis, where a permit to
//!   lift covers it. **override**: the weight of such a finding, and the decision that lifts it.
//! - **proposal** (`Q-`): a rulebook that one administrator wants to rule; **adoption**: that another one let it.
//! - **order** (`O-`): a decision of a court or authority. **notice** (`N-`): that a removal decision exists.
//! - **restitution**: what offenders owe a victim; **insufficiency**: that their property does not cover it;
//!   **recourse**: what the Fund claims back from them.
//! - **seal**: an encrypted, erasable row; **commitment**: the keyed hash of it that stays in the log for ever.
//! - **tile**: 256 hashes of one level of the tree over the leaves, kept once they are full.
//! - **checkpoint**: how many leaves the log has and the root over them, signed with the log's key.
//! - **cosignature**: the signature of somebody outside under a checkpoint, with the time at which it was seen.
//! - **group**: use cases that share one transaction and one commit. **member**: one of them, whole or not at all.
//! - **head row**: the one row with the last numbers, the last instant and the edge of the tree; who holds it may write.
//! - **identity**: who a person is: name, FIN, day of birth, papers, accounts. It prints as `[sealed]`.
//! - **disclosure**: showing parts of an identity under an order in force (art. 17). **look** (`Y-`): one asking for it, shown or refused.
//! - **narrative**: the words of a payment that leave the house: what a bank or a voucher shows to others.
//! - **forbidden words**: what of one payment no text that leaves may hold: names, numbers, accounts, the case.
//! - **guarantee**: a bound that no rulebook may leave, whoever writes it. **proof**: that no payment and no lift there could be
//!   leaves it; a **breach** is one that would, and is shown as it is.
//! - **screening**: what the dictionary of words that hide an expulsion finds in a text: kinds and stems, never the text. **stem**: the
//!   beginning of a word that is sought; **context**: words that say what it means there. **terms**: what texts ask of a person, take off a
//!   sum, or call a cost (a fine, overhead, a ticket), whatever category was typed.
//! - **batch** (`T-`): released payments that go to the bank in one file (ISO 20022 pain.001). **creditor**: who is paid, as the bank must know.
//! - **term**: a folded value of an identity as its blind index; **comparison**: the search for it among all that are known.
//! - **match** (`M-`): two pseudonyms, or a pseudonym and a subject, that may be one person; only guardians see it. **joined**: found to be one.
//! - **subject** (`U-`): a person whom an order or a notice names by identity; **bound**: found to be a person helped.
//! - **register** (entries `G-`): who is of the Bar, of the staff, related to it; which courts and enforcing bodies are known.
//! - **party**: whom money comes from or goes to, known again by blind terms of account, number and name.
//! - **leaf**: one line of the log. **effective** is the day something counts, **recorded** the instant it was written.
pub mod account;
pub mod batch;
pub mod beneficiary;
pub mod country;
pub mod day;
pub mod disclosure;
pub mod duplicate;
pub mod finding;
pub(crate) mod fold;
pub mod identity;
pub mod inflow;
pub mod journal;
pub mod letters;
pub mod lot;
pub mod money;
pub mod order;
pub mod outward;
pub mod party;
pub mod payment;
pub mod person;
pub mod purpose;
pub mod reference;
pub mod refusal;
pub mod register;
pub mod representative;
pub mod rulebook;
pub mod spoken;
pub mod text;
#[cfg(test)]
pub(crate) mod tongue;
pub mod word;

mod schema;
