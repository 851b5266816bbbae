//! The words for where money comes from and what it may still do: orders, lots, inflows, hands. Only
//! templates live here.
use super::{POLICY, templates};

const RESTITUTION: &str = "THB Law, art. 23";
const DONOR: &str = "donor terms";
const HANDS: &str = "separation of duties";
const APPROVED: &str = "audit: an account is paid as it was approved";

templates! {
    OverOrder "above" RESTITUTION:
        "{amount} AZN is more than order {order} still leaves: {ordered} AZN ordered, {received} AZN \
         received, {paid_by_fund} AZN paid by the Fund, so {left} AZN are left (art. 23)."
        "{amount} AZN məbləği {order} nömrəli qərarın qalığından çoxdur: təyin edilib {ordered} AZN, alınıb \
         {received} AZN, Fond ödəyib {paid_by_fund} AZN, qalıq {left} AZN (23-cü maddə)."
        "Pay no more than is left."
        "Qalıqdan artıq ödəməyin.";
    OverOrder "unknown-order" RESTITUTION:
        "No more than the ordered sum is ever paid (art. 23), and the payment does not name: {missing}."
        "Təyin edilmiş məbləğdən artıq ödənilə bilməz (23-cü maddə), lakin ödənişdə göstərilməyib: \
         {missing}."
        "Name the restitution order."
        "Zərərin ödənilməsi barədə qərarı göstərin.";
    PropertySufficient "no-finding" RESTITUTION:
        "The Fund pays restitution only where the trafficker's property does not suffice (art. 23), and \
         order {order} has no finding that it does not."
        "Fond zərəri yalnız təqsirkarın əmlakı kifayət etmədikdə ödəyir (23-cü maddə), {order} nömrəli \
         qərar üzrə isə əmlakın kifayət etmədiyi müəyyən edilməyib."
        "The registrar must record the finding of insufficiency, with what can still be realised."
        "Qeydiyyatçı əmlakın kifayət etmədiyini və hələ nə qədər vəsait əldə edilə biləcəyini qeyd \
         etməlidir.";
    PropertySufficient "above-residual" RESTITUTION:
        "{amount} AZN is more than the trafficker's property leaves open on order {order}: {ordered} AZN \
         ordered, {received} AZN received, {paid_by_fund} AZN paid by the Fund, {realisable} AZN can be \
         realised (found on {found_on}), so the Fund may pay {left} AZN (art. 23)."
        "{amount} AZN məbləği {order} nömrəli qərar üzrə təqsirkarın əmlakı ilə örtülməyən məbləğdən \
         çoxdur: təyin edilib {ordered} AZN, alınıb {received} AZN, Fond ödəyib {paid_by_fund} AZN, \
         əmlakdan əldə edilə bilər {realisable} AZN ({found_on} tarixinə), Fond ödəyə bilər: {left} AZN \
         (23-cü maddə)."
        "Pay no more than that, or record a later finding on the property."
        "Bundan artıq ödəməyin və ya əmlak barədə daha yeni rəyi qeyd edin.";
    PropertySufficient "unknown-order" RESTITUTION:
        "Whether the trafficker's property suffices (art. 23) cannot be told without: {missing}."
        "Təqsirkarın əmlakının kifayət edib-etmədiyini (23-cü maddə) bilmək üçün lazımdır: {missing}."
        "Name the restitution order."
        "Zərərin ödənilməsi barədə qərarı göstərin.";
    RestrictedElsewhere "purpose" DONOR:
        "The terms of these lots do not allow {purpose}: {lots}."
        "Bu lotların şərtləri həmin məqsədə ({purpose}) icazə vermir: {lots}."
        "Draw from other lots, or ask the giver to widen the terms."
        "Başqa lotlardan istifadə edin və ya verən tərəfdən şərtlərin genişləndirilməsini xahiş edin.";
    RestrictedElsewhere "minors" DONOR:
        "These lots are for children only, and the person is of age: {lots}."
        "Bu lotlar yalnız uşaqlar üçündür, şəxs isə yetkinlik yaşına çatıb: {lots}."
        "Draw from other lots."
        "Başqa lotlardan istifadə edin.";
    RestrictedElsewhere "expired" DONOR:
        "The terms of these lots ended before {on}: {lots}."
        "Bu lotların istifadə müddəti {on} tarixindən əvvəl bitib: {lots}."
        "Draw from other lots, or ask the giver what becomes of the rest."
        "Başqa lotlardan istifadə edin və ya qalığın taleyini verən tərəfdən soruşun.";
    RestrictedElsewhere "minor-unknown" DONOR:
        "These lots are for children only: {lots}. Nobody recorded {missing}."
        "Bu lotlar yalnız uşaqlar üçündür: {lots}. Qeyd edilməyib: {missing}."
        "Record the person's minority, or draw from other lots."
        "Şəxsin yaşını qeyd edin və ya başqa lotlardan istifadə edin.";
    LotOverdrawn "uncovered" POLICY:
        "No lot that may pay for this ({purpose}) covers {uncovered} AZN of the {amount} AZN."
        "{amount} AZN məbləğin {uncovered} AZN hissəsini bu məqsədə ({purpose}) xərclənə bilən heç bir lot \
         qarşılamır."
        "Name other lots, pay less, or wait for money that may be spent on it."
        "Başqa lotları göstərin, az ödəyin və ya bu məqsəd üçün vəsait gözləyin.";
    LotOverdrawn "above-available" POLICY:
        "These lots would go below zero: {lots}; drawn, in AZN: {drawn}; available, commitments counted: \
         {held}."
        "Bu lotların qalığı mənfi olardı: {lots}; götürülən, AZN: {drawn}; öhdəliklər nəzərə alınmaqla \
         mövcud olan: {held}."
        "Draw no more than is available, or name other lots."
        "Mövcud olandan artıq götürməyin və ya başqa lotları göstərin.";
    LotOverdrawn "wrong-place" POLICY:
        "The money of these lots does not lie where this method ({method}) pays from: {lots}; drawn, in \
         AZN: {drawn}; there: {held}."
        "Bu lotların vəsaiti həmin üsulla ({method}) ödəniş edilən yerdə deyil: {lots}; götürülən, AZN: \
         {drawn}; orada olan: {held}."
        "Move the money between bank and cash desk first, or choose the other method if the person wishes \
         it."
        "Əvvəlcə vəsaiti bankla kassa arasında köçürün və ya şəxs istəyirsə, digər ödəniş üsulunu seçin.";
    LotOverdrawn "place-unknown" POLICY:
        "At release it must be known where the money of these lots lies: {lots}. Lacking: {missing}."
        "Ödəniş icra olunarkən bu lotların vəsaitinin yeri məlum olmalıdır: {lots}. Çatışmayan: {missing}."
        "Check the lots' balances at the bank and at the cash desk."
        "Lotların bankdakı və kassadakı qalıqlarını yoxlayın.";
    SameHands "second-hand" HANDS:
        "{person} already had a hand on {subject} ({before}); each person has one hand at most on it."
        "{person} artıq {subject} üzərində iştirak edib ({before}); hər şəxs burada yalnız bir dəfə iştirak \
         edə bilər."
        "Another person must take this step."
        "Bu addımı başqa şəxs atmalıdır.";
    AnonymousDonation "donor-unknown" POLICY:
        "The donor of {amount} AZN ({kind}) is not named, so the money is held back and cannot be spent: \
         the Fund follows the rule that anonymous donations are not accepted."
        "{amount} AZN ({kind}) verən donor göstərilməyib, ona görə vəsait saxlanılır və xərclənə bilməz: \
         Fond anonim ianələrin qəbul edilməməsi qaydasına əməl edir."
        "Name the donor, or give the money back."
        "Donoru göstərin və ya vəsaiti qaytarın.";
    CashOverLimit "one-gift" POLICY:
        "{amount} AZN in cash is above the limit of {limit} AZN that the Fund set for cash from one donor \
         within {days} days."
        "{amount} AZN nağd vəsait Fondun bir donordan {days} gün ərzində nağd qəbul üçün müəyyən etdiyi \
         {limit} AZN həddindən artıqdır."
        "Ask for a bank transfer; an overrider may lift this with a written reason."
        "Bank köçürməsi xahiş edin; səlahiyyətli şəxs bunu yazılı əsaslandırmaqla götürə bilər.";
    CashOverLimit "thirty-days" POLICY:
        "With these {amount} AZN the donor gave {donor_cash} AZN in cash within {days} days, above the \
         Fund's limit of {limit} AZN."
        "Bu {amount} AZN ilə birlikdə donor {days} gün ərzində nağd {donor_cash} AZN verib; bu, Fondun \
         {limit} AZN həddindən artıqdır."
        "Ask for a bank transfer; an overrider may lift this with a written reason."
        "Bank köçürməsi xahiş edin; səlahiyyətli şəxs bunu yazılı əsaslandırmaqla götürə bilər.";
    CashOverLimit "donor-cash-unknown" POLICY:
        "Whether the donor stays within the Fund's limit of {limit} AZN in cash cannot be told without: \
         {missing}."
        "Donorun Fondun {limit} AZN nağd həddini aşıb-aşmadığını bilmək üçün lazımdır: {missing}."
        "Look up the donor's other cash gifts; an overrider may lift this with a written reason."
        "Donorun digər nağd ianələrini yoxlayın; səlahiyyətli şəxs bunu yazılı əsaslandırmaqla götürə \
         bilər.";
    AccountChanged "changed" APPROVED:
        "The account of {payment} is another than the one it was approved for."
        "{payment} üzrə hesab təsdiq edilən hesabdan fərqlidir."
        "Recall the payment and draft it anew, so that an approver sees the account as it is now."
        "Ödənişi geri çağırın və yenidən hazırlayın ki, təsdiq edən şəxs hesabı indiki halında görsün.";
    RuleError "not-evaluated" POLICY:
        "A rule of the rulebook could not be evaluated ({policy}), and what it would have said is not known."
        "Qaydalar toplusunun bir qaydası ({policy}) yoxlanıla bilmədi və onun nəticəsi məlum deyil."
        "Tell the administrator: the policy must be mended before this can go on. Nobody can lift this."
        "Administratora bildirin: davam etmək üçün qayda düzəldilməlidir. Bunu heç kim ləğv edə bilməz.";
    RuleError "bound" POLICY:
        "The rulebook that rules would let this pass, and no rulebook may: {bound}."
        "Qüvvədə olan qaydalar toplusu buna yol verir, halbuki heç bir qaydalar toplusu yol verə bilməz: {bound_az}."
        "Do not pay. Tell the administrators: the rulebook must be put right. Nobody can lift this."
        "Ödəməyin. Administratorlara bildirin: qaydalar toplusu düzəldilməlidir. Bunu heç kim ləğv edə bilməz.";
}
