//! The words for what the sweep finds: what stands for long, and what only many payments together show.
//! Only templates live here.
use super::{POLICY, templates};

const CONFISCATION: &str =
    "THB Law, art. 22; Fund Regulation (Decision 8), 4.1; number of days: policy of the Fund";
const RESTITUTION: &str = "THB Law, art. 23";
const NOTIFIED: &str =
    "policy of the Fund, after the rules for donations and grants to non-governmental organisations";
const UNCLAIMED: &str =
    "audit: cash that nobody collects goes back to its lots; number of days: policy of the Fund";
const ANSWERED: &str = "audit: who asks is answered in time; number of days: policy of the Fund";
const EXCEPTIONS: &str = "audit: exceptions stay exceptions; share and number: policy of the Fund";
const KICKBACK: &str =
    "audit: who speaks for victims has nothing of their sums; number of persons: policy of the Fund";
const ALIKE: &str = "audit: like cases have like sums";
const AGREE: &str = "audit: bank and ledger agree; number of days: policy of the Fund";

templates! {
    ConfiscationOverdue "late" CONFISCATION:
        "Order {order} has been in force for {days} days, and not all of the property that it forfeits came to the \
         Fund (art. 22; number of assets missing: {assets_due}); the Fund's limit is {confiscation_days} days."
        "{order} nömrəli qərar {days} gündür qüvvədədir, müsadirə edilmiş əmlak isə Fonda tam daxil olmayıb (22-ci \
         maddə; daxil olmayanların sayı: {assets_due}); Fondun müəyyən etdiyi hədd {confiscation_days} gündür."
        "Ask the court and the enforcement officer where the property is, and record the answer."
        "Əmlakın harada olduğunu məhkəmədən və icra məmurundan soruşun və cavabı qeyd edin.";
    ConfiscationOverdue "longer" CONFISCATION:
        "Order {order} has been in force for {days} days, more than twice the Fund's limit of {confiscation_days} \
         days, and not all of the property that it forfeits came to the Fund (art. 22; number of assets missing: \
         {assets_due})."
        "{order} nömrəli qərar {days} gündür qüvvədədir, bu, Fondun müəyyən etdiyi {confiscation_days} günlük \
         həddin iki mislindən çoxdur; müsadirə edilmiş əmlak Fonda tam daxil olmayıb (22-ci maddə; daxil \
         olmayanların sayı: {assets_due})."
        "Write to the court and to the prosecutor, and tell the head of the Fund."
        "Məhkəməyə və prokurora yazılı müraciət edin və Fondun rəhbərinə bildirin.";
    ConfiscationOverdue "longest" CONFISCATION:
        "Order {order} has been in force for {days} days, more than four times the Fund's limit of \
         {confiscation_days} days, and not all of the property that it forfeits came to the Fund (art. 22; number \
         of assets missing: {assets_due})."
        "{order} nömrəli qərar {days} gündür qüvvədədir, bu, Fondun müəyyən etdiyi {confiscation_days} günlük \
         həddin dörd mislindən çoxdur; müsadirə edilmiş əmlak Fonda tam daxil olmayıb (22-ci maddə; daxil \
         olmayanların sayı: {assets_due})."
        "Bring it before the authority that oversees the Fund, and name it in the yearly report."
        "Məsələni Fonda nəzarət edən orqan qarşısında qaldırın və illik hesabatda göstərin.";
    ConfiscationOverdue "day-unknown" CONFISCATION:
        "Not all of the property that order {order} forfeits came to the Fund (art. 22; number of assets missing: \
         {assets_due}), and since when it is late cannot be told without: {missing}."
        "{order} nömrəli qərar üzrə müsadirə edilmiş əmlak Fonda tam daxil olmayıb (22-ci maddə; daxil \
         olmayanların sayı: {assets_due}). Nə vaxtdan gecikdiyini müəyyən etmək üçün lazımdır: {missing}."
        "The registrar must record the day on which the order came into force."
        "Qeydiyyatçı qərarın qüvvəyə mindiyi tarixi qeyd etməlidir.";
    Overpaid "received" RESTITUTION:
        "More came from the offender's side than order {order} orders for one person: {ordered} AZN ordered, \
         {received} AZN received, {paid_by_fund} AZN paid by the Fund, so {over} AZN are too much (art. 23)."
        "Cinayət törətmiş şəxs tərəfindən {order} nömrəli qərarla bir nəfər üçün təyin ediləndən çox ödənilib: təyin \
         edilib {ordered} AZN, alınıb {received} AZN, Fond ödəyib {paid_by_fund} AZN, artıq məbləğ {over} AZN \
         (23-cü maddə)."
        "Check the receipts, tell the court, and record what it decides about what is too much."
        "Qəbzləri yoxlayın, məhkəməyə bildirin və artıq məbləğ barədə onun qərarını qeyd edin.";
    Overpaid "fund" RESTITUTION:
        "With what the Fund paid more was paid than order {order} orders for one person: {ordered} AZN ordered, \
         {received} AZN received, {paid_by_fund} AZN paid by the Fund, so {over} AZN are too much (art. 23)."
        "Fondun ödədiyi ilə birlikdə {order} nömrəli qərarla bir nəfər üçün təyin ediləndən çox ödənilib: təyin edilib \
         {ordered} AZN, alınıb {received} AZN, Fond ödəyib {paid_by_fund} AZN, artıq məbləğ {over} AZN (23-cü \
         maddə)."
        "Pay no more on this order, tell the court, and record what it decides about what is too much."
        "Bu qərar üzrə daha ödəməyin, məhkəməyə bildirin və artıq məbləğ barədə onun qərarını qeyd edin.";
    RecourseNotOpened "late" POLICY:
        "The Fund paid {paid_by_fund} AZN on order {order}, part of it at least more than {recourse_days} days ago, \
         and no recourse against the offender was opened since."
        "Fond {order} nömrəli qərar üzrə {paid_by_fund} AZN ödəyib, ən azı bir hissəsi üzrə {recourse_days} gündən \
         çox keçib, lakin ödənişdən sonra cinayət törətmiş şəxsə qarşı reqres tələbi qeyd edilməyib."
        "Let a lawyer look whether the Fund can have it back from the offender, and record the recourse, or write \
         down why there is none."
        "Fondun bu məbləği cinayət törətmiş şəxsdən geri ala biləcəyini hüquqşünas yoxlasın; reqres tələbini qeyd \
         edin və ya onun nə üçün olmadığını yazın.";
    RecourseNotOpened "day-unknown" POLICY:
        "The Fund paid {paid_by_fund} AZN on order {order}, no recourse against the offender was opened, and \
         nobody recorded {missing}."
        "Fond {order} nömrəli qərar üzrə {paid_by_fund} AZN ödəyib, lakin cinayət törətmiş şəxsə qarşı reqres \
         tələbi qeyd edilməyib. Həmçinin qeyd edilməyib: {missing}."
        "Record when the Fund first paid, and the recourse."
        "Fondun ilk dəfə nə vaxt ödədiyini və reqres tələbini qeyd edin.";
    NotificationOverdue "donation" NOTIFIED:
        "The donation {subject} came {days} days ago, and nobody recorded that the authority was told of it; the \
         Fund follows the rule of {donation_days} days."
        "{subject} nömrəli ianə {days} gün əvvəl daxil olub, lakin onun barədə müvafiq orqana məlumat verildiyi \
         qeyd edilməyib; Fond {donation_days} günlük müddətə əməl edir."
        "Notify the donation, and record the day and the document."
        "İanə barədə məlumat verin, tarixi və sənədi qeyd edin.";
    NotificationOverdue "grant" NOTIFIED:
        "The grant {subject} came {days} days ago, and nobody recorded that it was registered; the Fund follows \
         the rule of {grant_days} days."
        "{subject} nömrəli qrant {days} gün əvvəl daxil olub, lakin onun qeydiyyata alındığı göstərilməyib; Fond \
         {grant_days} günlük müddətə əməl edir."
        "Have the grant registered, and record the day and the document."
        "Qrantı qeydiyyata aldırın, tarixi və sənədi qeyd edin.";
    NotificationOverdue "kind-unknown" NOTIFIED:
        "The gift {subject} came {days} days ago, and nobody recorded that an authority was told of it; of the two \
         terms ({donation_days} days for a donation, {grant_days} for a grant) it is late by one at least. Nobody \
         recorded: {missing}."
        "{subject} nömrəli vəsait {days} gün əvvəl daxil olub, lakin onun barədə müvafiq orqana məlumat verildiyi \
         qeyd edilməyib; iki müddətdən (ianə üçün {donation_days}, qrant üçün {grant_days} gün) ən azı biri keçib. \
         Qeyd edilməyib: {missing}."
        "Record of what kind the gift is, and tell the authority of it."
        "Vəsaitin növünü qeyd edin və onun barədə müvafiq orqana məlumat verin.";
    UnclaimedCash "waiting" UNCLAIMED:
        "The cash of {subject} was released {days} days ago and was not collected; after {collection_days} days it \
         goes back to its lots."
        "{subject} üzrə nağd vəsait {days} gün əvvəl buraxılıb, lakin alınmayıb; {collection_days} gündən sonra o, \
         öz lotlarına qayıdır."
        "Tell the person over the safe channel alone, where there is one; else record the payment as returned. The \
         sum stays due to the person."
        "Təhlükəsiz əlaqə kanalı varsa, şəxsə yalnız onunla bildirin; yoxdursa, ödənişi qaytarılmış kimi qeyd \
         edin. Şəxsin bu məbləğə hüququ qalır.";
    DecisionDelay "award" ANSWERED:
        "The award {subject} has waited {days} days for a decision; the Fund's limit is {decision_days} days."
        "{subject} nömrəli məbləğin təyin edilməsi barədə {days} gündür qərar gözlənilir; Fondun müəyyən etdiyi \
         hədd {decision_days} gündür."
        "Decide, or write down what is waited for; no decision may wait for what the person tells the police."
        "Qərar verin və ya nəyin gözlənildiyini yazın; qərar şəxsin polisə ifadə verməsindən asılı ola bilməz.";
    DecisionDelay "payment" ANSWERED:
        "The payment {subject} was submitted and has waited {days} days for a decision; the Fund's limit is \
         {decision_days} days."
        "{subject} nömrəli ödəniş təqdim edilib və {days} gündür qərar gözləyir; Fondun müəyyən etdiyi hədd \
         {decision_days} gündür."
        "Approve or reject it, or write down what is waited for; no decision may wait for what the person tells \
         the police."
        "Onu təsdiq və ya rədd edin və ya nəyin gözlənildiyini yazın; qərar şəxsin polisə ifadə verməsindən asılı \
         ola bilməz.";
    DecisionDelay "about-unknown" ANSWERED:
        "{subject} has waited {days} days for a decision; the Fund's limit is {decision_days} days. Nobody recorded: \
         {missing}."
        "{subject} üzrə {days} gündür qərar gözlənilir; Fondun müəyyən etdiyi hədd {decision_days} gündür. Qeyd \
         edilməyib: {missing}."
        "Record what is decided, and decide; no decision may wait for what the person tells the police."
        "Nəyin həll edildiyini qeyd edin və qərar verin; qərar şəxsin polisə ifadə verməsindən asılı ola bilməz.";
    GhostBeneficiary "emergency-unreviewed" POLICY:
        "Emergency help by {subject} was given {working_days} working days ago, and nobody recorded since whether \
         the person is a victim; the Fund reviews such help within {review_days} working days."
        "{subject} üzrə təcili yardım {working_days} iş günü əvvəl göstərilib, lakin o vaxtdan bəri şəxsin \
         qurban olub-olmadığı qeyd edilməyib; Fond belə yardımı {review_days} iş günü ərzində nəzərdən keçirir."
        "Record the identification, or that the person is not a victim; the help itself is not asked back."
        "Şəxsin qurban kimi müəyyən edildiyini və ya qurban olmadığını qeyd edin; göstərilmiş yardım geri \
         istənilmir.";
    OverridePattern "share" EXCEPTIONS:
        "{subject} gave {overrides} overrides, {share} per cent of all in the window (rounded up); the Fund's \
         limit for one officer is {override_share} per cent."
        "{subject} {overrides} istisnaya icazə verib, bu, baxılan dövrdəki bütün istisnaların {share} faizidir \
         (yuxarıya yuvarlaqlaşdırılıb); bir əməkdaş üçün Fondun müəyyən etdiyi hədd {override_share} faizdir."
        "Let the auditor read the reasons that were given, and let others give overrides, too."
        "Auditor göstərilmiş əsasları oxusun, istisnalara başqaları da icazə versin.";
    KickbackPattern "referred" KICKBACK:
        "Within days of {subject}, by which an organisation was paid or gave, {persons} persons for whom it speaks \
         or whom it referred were paid sums that a person has once; the Fund looks closer from {referred_persons} \
         persons on."
        "{subject} üzrə təşkilata ödəniş edilib və ya təşkilat vəsait verib, elə həmin günlərdə onun təmsil etdiyi \
         və ya yönləndirdiyi {persons} şəxsə yalnız bir dəfə verilən məbləğlər ödənilib; Fond {referred_persons} \
         nəfərdən başlayaraq bunu araşdırır."
        "Ask each person alone, over the safe channel where there is one, whether anything was taken of the sum, \
         and tell the auditor."
        "Məbləğdən nəsə alınıb-alınmadığını hər şəxsdən ayrılıqda, təhlükəsiz əlaqə kanalı varsa, yalnız onunla \
         soruşun və auditora bildirin.";
    UnequalTreatment "sums" ALIKE:
        "While one act was in force, sums of one purpose ({purpose}) were decided that are not alike: from {least} \
         AZN to {most} AZN."
        "Eyni aktın qüvvədə olduğu müddətdə bir məqsəd ({purpose}) üçün fərqli məbləğlər təyin edilib: {least} AZN \
         ilə {most} AZN arasında."
        "Look at the least of them: what was withheld is paid, and why a sum is another is written down."
        "Ən az olanlara baxın: az ödənilmiş hissə tamamlanır, məbləğin nə üçün fərqli olduğu isə yazılır.";
    BankUnmatched "bank" AGREE:
        "The bank's entry {subject} is {days} days old and has no match in the ledger; the Fund's limit is \
         {bank_days} days, and the period cannot be closed with it."
        "Bankın {subject} yazılışı {days} gün əvvələ aiddir və uçotda qarşılığı yoxdur; Fondun müəyyən etdiyi hədd \
         {bank_days} gündür, bu yazılışla dövr bağlana bilməz."
        "Find the payment or the inflow that it belongs to, or record it."
        "Onun aid olduğu ödənişi və ya daxilolmanı tapın və ya qeyd edin.";
    BankUnmatched "ledger" AGREE:
        "The ledger's entry {subject} is {days} days old and has no match at the bank; the Fund's limit is \
         {bank_days} days, and the period cannot be closed with it."
        "Uçotdakı {subject} yazılışı {days} gün əvvələ aiddir və bankda qarşılığı yoxdur; Fondun müəyyən etdiyi \
         hədd {bank_days} gündür, bu yazılışla dövr bağlana bilməz."
        "Import the bank's statement of that day, and ask the bank where the money is."
        "Bankın həmin günün çıxarışını yükləyin və vəsaitin harada olduğunu bankdan soruşun.";
    BankUnmatched "side-unknown" AGREE:
        "The entry {subject} is {days} days old and has no match; the Fund's limit is {bank_days} days. Nobody \
         recorded: {missing}."
        "{subject} yazılışı {days} gün əvvələ aiddir və qarşılığı yoxdur; Fondun müəyyən etdiyi hədd {bank_days} \
         gündür. Qeyd edilməyib: {missing}."
        "Look for the entry in the bank's statement of that day and in the ledger, and record what is lacking."
        "Yazılışı bankın həmin günün çıxarışında və uçotda axtarın və çatışmayanı qeyd edin.";
}
