//! Azerbaijani names of steps, of states and of whoever had a hand before, for sentences that English tells by the words of the API. Words
//! only; the sentences are in `refusal`.
use super::{payment::Verb, person::Role};

/// What a step is called.
pub fn step(verb: Verb) -> &'static str {
    match verb {
        Verb::Draft => "tərtib etmə",
        Verb::Submit => "təqdim etmə",
        Verb::Withdraw => "geri götürmə",
        Verb::Approve => "təsdiqləmə",
        Verb::Reject => "rədd etmə",
        Verb::Cancel => "dayandırma",
        Verb::Override => "istisnaya icazə",
        Verb::Release => "buraxma",
        Verb::Recall => "geri çağırma",
        Verb::Settle => "icranın qeydi",
        Verb::Return => "qaytarma",
        Verb::ProposeUnsettle => "icra qeydini geri götürmə təklifi",
        Verb::Unsettle => "icra qeydini geri götürmə",
        Verb::Identify => "ianəçini göstərmə",
        Verb::ProposeReverse => "əks yazılış təklifi",
        Verb::Reverse => "əks yazılış",
        Verb::Confirm => "ikinci şəxsin təsdiqi",
        Verb::Lift => "aradan qaldırma",
        Verb::Grant => "təyin etmə",
        Verb::Refuse => "təyinatdan imtina",
        Verb::Appeal => "şikayət",
        Verb::ProposeErase => "silmə təklifi",
        Verb::Erase => "silmə",
        Verb::End => "xitam vermə",
        Verb::Annul => "qərarı ləğv etmə",
        Verb::Supersede => "başqa qərarla əvəz etmə",
        Verb::Disclose => "şəxsiyyət məlumatına baxış",
        Verb::Batch => "bank faylına daxil etmə",
        Verb::Notify => "məlumatlandırmanın qeydi",
        Verb::Recourse => "reqres tələbinin qeydi",
        Verb::ProposeRulebook => "qaydalar toplusunun təklifi",
        Verb::AdoptRulebook => "qaydalar toplusunun qəbulu",
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Maker => "işi aparan",
        Role::Approver => "təsdiq edən",
        Role::Treasurer => "xəzinədar",
        Role::Overrider => "istisnaya icazə verən",
        Role::Registrar => "qeydiyyatçı",
        Role::Auditor => "auditor",
        Role::Guardian => "məlumatların mühafizəsi üzrə məsul şəxs",
        Role::Administrator => "inzibatçı",
    }
}

/// What somebody did or was before, told by the word of a role or a step; another word stands for itself.
pub fn hand(word: &str) -> &str {
    // Words are compared and not read: of one that cannot be read the error would be made first, with all that is looked for in it.
    let of_role = Role::ALL.iter().find(|role| role.as_str() == word).map(|of| role(*of));
    let of_step = || Verb::ALL.iter().find(|verb| verb.as_str() == word).map(|of| step(*of));
    of_role.or_else(of_step).unwrap_or(word)
}

/// How something stands; another word stands for itself.
pub fn state(word: &str) -> &str {
    const STATES: &[(&str, &str)] = &[
        ("draft", "qaralama"),
        ("submitted", "təqdim edilib"),
        ("approved", "təsdiqlənib"),
        ("released", "buraxılıb"),
        ("settled", "icra edilib"),
        ("rejected", "rədd edilib"),
        ("withdrawn", "geri götürülüb"),
        ("cancelled", "dayandırılıb"),
        ("recalled", "geri çağırılıb"),
        ("returned", "qaytarılıb"),
        ("available", "istifadəyə açıqdır"),
        ("quarantined", "gözləmədədir"),
        ("identified", "ianəçi göstərilib"),
        ("notified", "məlumat verilib"),
        ("reversed", "əks yazılışla ləğv edilib"),
        ("registered", "qeydə alınıb"),
        ("confirmed", "təsdiq edilib"),
        ("filed", "tərtib edilib"),
        ("annulled", "ləğv edilib"),
        ("superseded", "başqası ilə əvəz edilib"),
        ("proposed", "təklif edilib"),
        ("outdated", "köhnəlib"),
        ("adopted", "qəbul edilib"),
        ("replaced", "başqası qəbul edilib"),
        ("refuted", "hədləri aşmadığı sübut edilməyib"),
        ("not_tried", "yoxlanılmayıb, halbuki burada yoxlanıla bilər"),
        ("granted", "təyin edilib"),
        ("refused", "imtina edilib"),
        ("appealed", "şikayət verilib"),
        ("ended", "xitam verilib"),
        ("not in conflict", "mənafe ziddiyyəti yoxdur"),
        ("lifted", "aradan qaldırılıb"),
        ("erased", "silinib"),
        ("open", "açıqdır"),
        ("live", "qüvvədədir"),
        ("taken", "banka aparılıb"),
    ];
    STATES.iter().find(|(known, _)| *known == word).map_or(word, |(_, az)| az)
}
