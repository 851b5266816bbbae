//! The words for the way out and the person's own cases, mandates, what a victim is not made to do, and the routes of compensation. Only
//! templates live here.
use super::templates;

const RETURN: &str = "Decision 252";
const PROCEEDINGS: &str = "CoE Convention, art. 16(2)";
const RETURNS: &str = "policy of the Fund: mandate for returns";
const LEGAL_AID: &str = "policy of the Fund: mandate for legal aid (recommendation 9)";
const BAR: &str = "audit: a lawyer in a criminal case is a member of the Bar";
const EXEMPT: &str = "THB Law: exemption of victims from liability for coerced offences";
const CONDITION: &str = "THB Law, art. 13; CoE Convention, art. 12(6)";
const SET_OFF: &str = "audit: no claim of a victim is set off against another";
const WISH: &str = "audit: a victim is paid the way the victim wishes";
const CASH: &str = "audit: cash is handed out against a receipt, and a code or two witnesses";
const ROUTES: &str = "Criminal Procedure Code, art. 189-192";
const CLAIM: &str = "audit: each route of compensation has its own money";
const RESTITUTION: &str = "THB Law, art. 23";
const ALLOWANCE: &str = "THB Law, art. 17.2";
const OFFENDER: &str = "THB Law, art. 22 and 23";

templates! {
    ReflectionPeriodReturn "running" RETURN:
        "The reflection period of {beneficiary} has not ended on {on}, and the journey (where it goes: \
         {direction}) is not at the person's own request. Until the period ends nobody is sent out (Decision 252)."
        "{beneficiary} üçün düşünmə müddəti {on} tarixində bitməyib, səfər ({direction}) isə şəxsin öz xahişi ilə \
         deyil. Həmin müddət bitənədək heç kim ölkədən göndərilmir (252 nömrəli qərar)."
        "Wait until the period ends. Where the person did ask for the journey, record that in the file of return; \
         nobody can lift this."
        "Müddətin bitməsini gözləyin. Səfəri şəxs özü xahiş edibsə, bunu qayıdış sənədlərində qeyd edin; bunu heç \
         kim ləğv edə bilməz.";
    ReflectionPeriodReturn "request-unknown" RETURN:
        "The reflection period of {beneficiary} has not ended on {on}, and the journey goes out (where it goes: \
         {direction}). Nobody recorded: {missing} (Decision 252)."
        "{beneficiary} üçün düşünmə müddəti {on} tarixində bitməyib və səfər ölkədən kənaradır ({direction}). Qeyd \
         edilməyib: {missing} (252 nömrəli qərar)."
        "Ask the person in a language the person understands, and record the answer in the file of return."
        "Şəxsdən başa düşdüyü dildə soruşun və cavabı qayıdış sənədlərində qeyd edin.";
    ReflectionPeriodReturn "period-unknown" RETURN:
        "Before the end of the reflection period nobody is sent out (Decision 252), and of {beneficiary} nobody \
         recorded: {missing}."
        "Düşünmə müddəti bitənədək heç kim ölkədən göndərilmir (252 nömrəli qərar), {beneficiary} barəsində isə \
         qeyd edilməyib: {missing}."
        "Record when the period began and when it ends, or that the person asked for the journey."
        "Müddətin nə vaxt başladığını və bitdiyini və ya səfəri şəxsin özünün xahiş etdiyini qeyd edin.";
    ReflectionPeriodReturn "journey-unknown" RETURN:
        "The reflection period of {beneficiary} is not known to have ended, so a journey out would wait for it \
         (Decision 252), and nobody said: {missing}."
        "{beneficiary} üçün düşünmə müddətinin bitdiyi məlum deyil, ona görə ölkədən getmək üçün həmin müddət \
         gözlənilməlidir (252 nömrəli qərar), lakin göstərilməyib: {missing}."
        "Name the countries of the journey."
        "Səfərin ölkələrini göstərin.";
    PendingProceedingsReturn "appeal-open" PROCEEDINGS:
        "{beneficiary} can still appeal against a decision, and the person's return (where it goes: {direction}) \
         has to regard the state of the proceedings (CoE Convention, art. 16(2))."
        "{beneficiary} üçün qərardan şikayət müddəti hələ bitməyib, qayıdışda ({direction}) isə icraatın vəziyyəti \
         nəzərə alınmalıdır (Konvensiyanın 16-cı maddəsinin 2-ci bəndi)."
        "Wait until the window is closed, or let the person decide with legal advice; an overrider may lift this \
         with a written reason."
        "Müddətin bitməsini gözləyin və ya şəxs hüquqi məsləhət alaraq özü qərar versin; səlahiyyətli şəxs bunu \
         yazılı əsaslandırmaqla götürə bilər.";
    PendingProceedingsReturn "no-arrangement" PROCEEDINGS:
        "{beneficiary} is party or witness in open cases ({open_cases} in all), and in some of them \
         ({cases_without_arrangement}) nothing is arranged for the time after the journey (where it goes: \
         {direction}; CoE Convention, art. 16(2))."
        "{beneficiary} başa çatmamış işlərdə tərəf və ya şahiddir (cəmi {open_cases}), onların bir hissəsində \
         ({cases_without_arrangement}) səfərdən ({direction}) sonrakı dövr üçün heç nə razılaşdırılmayıb \
         (Konvensiyanın 16-cı maddəsinin 2-ci bəndi)."
        "Arrange how the person takes part from abroad, and record it in each case; an overrider may lift this \
         with a written reason."
        "Şəxsin xaricdən necə iştirak edəcəyini razılaşdırın və bunu hər iş üzrə qeyd edin; səlahiyyətli şəxs bunu \
         yazılı əsaslandırmaqla götürə bilər.";
    PendingProceedingsReturn "unknown" PROCEEDINGS:
        "The return of {beneficiary} (where it goes: {direction}) has to regard the state of the person's \
         proceedings (CoE Convention, art. 16(2)), and nobody recorded: {missing}."
        "{beneficiary} benefisiarının qayıdışında ({direction}) icraatın vəziyyəti nəzərə alınmalıdır \
         (Konvensiyanın 16-cı maddəsinin 2-ci bəndi), lakin qeyd edilməyib: {missing}."
        "Ask the person and the person's lawyer, and record the proceedings, or that there are none."
        "Şəxsdən və vəkilindən soruşun, icraatları və ya onların olmadığını qeyd edin.";
    PendingProceedingsReturn "appeal-unknown" PROCEEDINGS:
        "The proceedings of {beneficiary} are recorded, and the return (where it goes: {direction}) has to regard \
         their state (CoE Convention, art. 16(2)); lacking is: {missing}."
        "{beneficiary} barəsində icraatlar qeyd edilib, qayıdışda ({direction}) isə onların vəziyyəti nəzərə \
         alınmalıdır (Konvensiyanın 16-cı maddəsinin 2-ci bəndi); çatışmır: {missing}."
        "Record until when the person can appeal."
        "Şəxsin nə vaxtadək şikayət verə biləcəyini qeyd edin.";
    PendingProceedingsReturn "journey-unknown" PROCEEDINGS:
        "Proceedings of {beneficiary} are open or not known, so a journey out would have to regard them (CoE \
         Convention, art. 16(2)), and nobody said: {missing}."
        "{beneficiary} barəsində icraat başa çatmayıb və ya məlum deyil, ona görə ölkədən gedərkən bu nəzərə \
         alınmalıdır (Konvensiyanın 16-cı maddəsinin 2-ci bəndi), lakin göstərilməyib: {missing}."
        "Name the countries of the journey."
        "Səfərin ölkələrini göstərin.";
    RepatriationUnmandated "off" RETURNS:
        "On {on} no mandate lets the Fund's own means pay for {purpose}, and no donor's terms cover all of the \
         {amount} AZN. Money for returns needs a clear mandate."
        "{on} tarixində Fondun öz vəsaitinin bu məqsədə ({purpose}) xərclənməsinə səlahiyyət yoxdur və {amount} \
         AZN məbləği donorların şərtləri tam əhatə etmir. Qayıdış üçün vəsaitin aydın səlahiyyəti olmalıdır."
        "Draw from lots that were given for returns, or wait for a mandate; an overrider may lift this with a \
         written reason."
        "Qayıdış üçün verilmiş lotlardan istifadə edin və ya səlahiyyətin verilməsini gözləyin; səlahiyyətli şəxs \
         bunu yazılı əsaslandırmaqla götürə bilər.";
    RepatriationUnmandated "unknown" RETURNS:
        "Whether the Fund's own means may pay for {purpose} on {on} cannot be told without: {missing}. No donor's \
         terms cover all of the {amount} AZN."
        "{on} tarixində Fondun öz vəsaitinin bu məqsədə ({purpose}) xərclənə bilib-bilmədiyini müəyyən etmək üçün \
         lazımdır: {missing}. {amount} AZN məbləği donorların şərtləri tam əhatə etmir."
        "Enter the dated mandate into the rulebook, or draw from lots that were given for returns."
        "Səlahiyyəti tarixi ilə qaydalar toplusuna daxil edin və ya qayıdış üçün verilmiş lotlardan istifadə edin.";
    LegalAidUnmandated "off" LEGAL_AID:
        "On {on} no mandate lets the Fund's own means pay for {purpose}, and no donor's terms cover all of the \
         {amount} AZN."
        "{on} tarixində Fondun öz vəsaitinin bu məqsədə ({purpose}) xərclənməsinə səlahiyyət yoxdur və {amount} \
         AZN məbləği donorların şərtləri tam əhatə etmir."
        "Draw from lots that were given for legal aid, or wait for a mandate; an overrider may lift this with a \
         written reason."
        "Hüquqi yardım üçün verilmiş lotlardan istifadə edin və ya səlahiyyətin verilməsini gözləyin; səlahiyyətli \
         şəxs bunu yazılı əsaslandırmaqla götürə bilər.";
    LegalAidUnmandated "unknown" LEGAL_AID:
        "Whether the Fund's own means may pay for {purpose} on {on} cannot be told without: {missing}. No donor's \
         terms cover all of the {amount} AZN."
        "{on} tarixində Fondun öz vəsaitinin bu məqsədə ({purpose}) xərclənə bilib-bilmədiyini müəyyən etmək üçün \
         lazımdır: {missing}. {amount} AZN məbləği donorların şərtləri tam əhatə etmir."
        "Enter the dated mandate into the rulebook, or draw from lots that were given for legal aid."
        "Səlahiyyəti tarixi ilə qaydalar toplusuna daxil edin və ya hüquqi yardım üçün verilmiş lotlardan istifadə \
         edin.";
    UnlistedLawyer "not-listed" BAR:
        "The lawyer in a criminal case of {beneficiary}, for whom {amount} AZN are paid, is not on the Bar's list \
         on the day of service."
        "{beneficiary} benefisiarının cinayət işi üzrə {amount} AZN ödənilən vəkil xidmət günü Vəkillər \
         Kollegiyasının siyahısında yoxdur."
        "Choose a lawyer who is a member of the Bar, or correct the number or the day of service; an overrider may \
         lift this with a written reason."
        "Kollegiyanın üzvü olan vəkil seçin və ya vəkilin nömrəsini, yaxud xidmət gününü düzəldin; səlahiyyətli \
         şəxs bunu yazılı əsaslandırmaqla götürə bilər.";
    UnlistedLawyer "unknown" BAR:
        "In a criminal case a lawyer is a member of the Bar. For the {amount} AZN of {beneficiary} it is not \
         known: {missing}."
        "Cinayət işində vəkil Vəkillər Kollegiyasının üzvü olmalıdır. {beneficiary} üçün ödənilən {amount} AZN \
         üzrə məlum deyil: {missing}."
        "Name the lawyer's number at the Bar and the day of service, and load the Bar's list of that day."
        "Vəkilin Kollegiyadakı nömrəsini və xidmət gününü göstərin, həmin günün siyahısını yükləyin.";
    FineOfExemptVictim "coerced" EXEMPT:
        "The payment of {amount} AZN ({purpose}) pays a fine or penalty of {beneficiary}, and it is recorded that \
         the offence was committed under coercion. The law exempts such a victim from liability, so nothing is \
         due."
        "{amount} AZN ödəniş ({purpose}) {beneficiary} benefisiarının cəriməsi üçündür, əməlin isə məcburiyyət \
         altında törədildiyi qeyd edilib. Qanun belə qurbanı məsuliyyətdən azad edir, deməli, ödəniləsi cərimə \
         yoxdur."
        "Take the penalty out, and have it annulled: legal aid may be paid for that. Nobody can lift this."
        "Cəriməni çıxarın və onun ləğvinə nail olun: bunun üçün hüquqi yardım ödənilə bilər. Bunu heç kim ləğv edə \
         bilməz.";
    FineOfExemptVictim "not-coerced" EXEMPT:
        "The payment of {amount} AZN ({purpose}) pays a fine or penalty of {beneficiary}. It is recorded that \
         there was no coercion; a victim may be exempt all the same."
        "{amount} AZN ödəniş ({purpose}) {beneficiary} benefisiarının cəriməsi üçündür. Məcburiyyət olmadığı qeyd \
         edilib, lakin qurban yenə də məsuliyyətdən azad edilə bilər."
        "Ask a lawyer whether the penalty stands; an overrider may lift this with a written reason."
        "Cərimənin qüvvədə olub-olmadığını vəkildən öyrənin; səlahiyyətli şəxs bunu yazılı əsaslandırmaqla götürə \
         bilər.";
    FineOfExemptVictim "unknown" EXEMPT:
        "The payment of {amount} AZN ({purpose}) pays a fine or penalty of {beneficiary}. A victim is exempt from \
         liability for a coerced offence, and nobody recorded: {missing}."
        "{amount} AZN ödəniş ({purpose}) {beneficiary} benefisiarının cəriməsi üçündür. Qurban məcburiyyət altında \
         törətdiyi əmələ görə məsuliyyətdən azaddır, lakin qeyd edilməyib: {missing}."
        "Record whether there was coercion, and ask a lawyer whether the penalty stands."
        "Məcburiyyətin olub-olmadığını qeyd edin və cərimənin qüvvədə olub-olmadığını vəkildən öyrənin.";
    CooperationCondition "reason" CONDITION:
        "The reason makes help depend on testimony, a statement, co-operation with the authorities, an opened case \
         or a referral by the police. Help does not depend on that (art. 13; CoE Convention, art. 12(6))."
        "Əsaslandırma yardımı ifadə verməkdən, orqanlarla əməkdaşlıqdan, işin açılmasından və ya polisin \
         göndərişindən asılı edir. Yardım bunlardan asılı deyil (13-cü maddə; Konvensiyanın 12-ci maddəsinin 6-cı \
         bəndi)."
        "Decide without it and write the reason anew; nobody can lift this."
        "Qərarı bu şərt olmadan verin və əsaslandırmanı yenidən yazın; bunu heç kim ləğv edə bilməz.";
    CooperationCondition "payment" CONDITION:
        "The memo or the title of a document speaks of testimony, a statement, co-operation with the authorities, \
         an opened case or a referral by the police. The payment to or for {beneficiary} ({purpose}) must not \
         depend on that (art. 13; CoE Convention, art. 12(6))."
        "Qeyddə və ya sənədin adında ifadə verməkdən, orqanlarla əməkdaşlıqdan, işin açılmasından və ya polisin \
         göndərişindən bəhs olunur. {beneficiary} üçün ödəniş ({purpose}) bunlardan asılı edilə bilməz (13-cü \
         maddə; Konvensiyanın 12-ci maddəsinin 6-cı bəndi)."
        "Take out what is not needed for the payment, and ask no such document of the person; an overrider may \
         lift this with a written reason."
        "Ödəniş üçün lazım olmayanı çıxarın və şəxsdən belə sənəd tələb etməyin; səlahiyyətli şəxs bunu yazılı \
         əsaslandırmaqla götürə bilər.";
    SetOff "reason" SET_OFF:
        "The reason takes another claim or payment off what the person is owed. No claim of a victim is set off \
         against another."
        "Əsaslandırma şəxsə çatası məbləğdən başqa tələbi və ya ödənişi çıxır. Qurbanın bir tələbi digəri ilə \
         əvəzləşdirilmir."
        "Decide on each claim by itself and write the reason anew; an overrider may lift this with a written \
         reason."
        "Hər tələb üzrə ayrıca qərar verin və əsaslandırmanı yenidən yazın; səlahiyyətli şəxs bunu yazılı \
         əsaslandırmaqla götürə bilər.";
    SetOff "payment" SET_OFF:
        "The memo or the title of a document says that another claim or payment was taken off. {amount} AZN \
         ({purpose}) are paid to or for {beneficiary}, and no claim of a victim is set off against another."
        "Qeyddə və ya sənədin adında başqa tələbin və ya ödənişin çıxıldığı göstərilib. {beneficiary} üçün \
         {amount} AZN ödənilir ({purpose}), qurbanın bir tələbi isə digəri ilə əvəzləşdirilmir."
        "Pay the whole sum that is due; an overrider may lift this with a written reason."
        "Çatası məbləği tam ödəyin; səlahiyyətli şəxs bunu yazılı əsaslandırmaqla götürə bilər.";
    ChannelAgainstWish "differs" WISH:
        "The method that {beneficiary} wishes is: {wish}. This payment is made by another: {method}."
        "{beneficiary} ödənişi bu üsulla almaq istəyir: {wish}. Bu ödəniş isə bu üsulla edilir: {method}."
        "Pay the way the person wishes, or record a new wish of the person; an overrider may lift this with a \
         written reason."
        "Şəxsin istədiyi üsulla ödəyin və ya onun yeni istəyini qeyd edin; səlahiyyətli şəxs bunu yazılı \
         əsaslandırmaqla götürə bilər.";
    ChannelAgainstWish "unknown" WISH:
        "The method of payment to {beneficiary} is: {method}. Nobody recorded: {missing}."
        "{beneficiary} üçün ödəniş üsulu: {method}. Qeyd edilməyib: {missing}."
        "Ask the person, tell what a bank would show of the sender, and record the answer."
        "Şəxsdən soruşun, bankın göndərən barədə nəyi göstərəcəyini bildirin və cavabı qeyd edin.";
    CashUnproven "no-receipt" CASH:
        "The cash of {beneficiary} is handed out, and there is no receipt of whoever takes it."
        "{beneficiary} üçün nağd vəsait verilir, onu alanın qəbzi isə yoxdur."
        "Have the receipt signed and attach it before the cash is settled; nobody can lift this."
        "Nağd ödənişin icrası qeyd edilməzdən əvvəl qəbzi imzaladın və əlavə edin; bunu heç kim ləğv edə bilməz.";
    CashUnproven "no-proof" CASH:
        "The cash of {beneficiary} is handed out, and neither the one-time code nor two witnesses prove who took \
         it."
        "{beneficiary} üçün nağd vəsait verilir, onu kimin aldığı isə nə birdəfəlik kodla, nə də iki şahidlə \
         təsdiqlənib."
        "Enter the person's code, or have two witnesses sign; nobody can lift this."
        "Şəxsin kodunu daxil edin və ya iki şahidə imzaladın; bunu heç kim ləğv edə bilməz.";
    RoutesMixed "budget-order-from-fund" ROUTES:
        "The order is on compensation from the state budget (Criminal Procedure Code, art. 189-192), and {amount} \
         AZN ({purpose}) would come from the Fund's own lots: {lots}."
        "Qərar dövlət büdcəsindən kompensasiya barədədir (Cinayət-Prosessual Məcəlləsi, 189-192-ci maddələr), \
         {amount} AZN ({purpose}) isə Fondun öz lotlarından ödənilərdi: {lots}."
        "Leave it to the state budget, or pay without that order what the Fund owes the person itself; nobody can \
         lift this."
        "Bunu dövlət büdcəsinə saxlayın və ya Fondun özünün şəxsə borclu olduğunu həmin qərarsız ödəyin; bunu heç \
         kim ləğv edə bilməz.";
    RoutesMixed "budget-order-as-restitution" ROUTES:
        "The order is on compensation from the state budget (Criminal Procedure Code, art. 189-192), and the \
         payment of {amount} AZN to {beneficiary} is called: {purpose}. The two routes are never mixed."
        "Qərar dövlət büdcəsindən kompensasiya barədədir (Cinayət-Prosessual Məcəlləsi, 189-192-ci maddələr), \
         {beneficiary} üçün {amount} AZN ödəniş isə belə adlandırılıb: {purpose}. Bu iki yol heç vaxt \
         qarışdırılmır."
        "Track it as compensation of the state budget, and pay restitution only on an order of restitution; nobody \
         can lift this."
        "Onu dövlət büdcəsinin kompensasiyası kimi izləyin, zərəri yalnız zərərin ödənilməsi barədə qərar üzrə \
         ödəyin; bunu heç kim ləğv edə bilməz.";
    RoutesMixed "restitution-from-budget" ROUTES:
        "{amount} AZN of restitution to {beneficiary} would come from lots of the state budget: {lots}. \
         Compensation from the state budget has its own route (Criminal Procedure Code, art. 189-192)."
        "{beneficiary} üçün {amount} AZN zərər dövlət büdcəsinin lotlarından ödənilərdi: {lots}. Dövlət \
         büdcəsindən kompensasiyanın öz yolu var (Cinayət-Prosessual Məcəlləsi, 189-192-ci maddələr)."
        "Draw from lots of the Fund; nobody can lift this."
        "Fondun lotlarından istifadə edin; bunu heç kim ləğv edə bilməz.";
    RoutesMixed "civil-claim" CLAIM:
        "The order is on a civil claim, and the payment of {amount} AZN to {beneficiary} is called: {purpose}. Who \
         lost the claim owes it, not the Fund."
        "Qərar mülki iddia barədədir, {beneficiary} üçün {amount} AZN ödəniş isə belə adlandırılıb: {purpose}. \
         Bunu Fond deyil, iddianı uduzan tərəf ödəməlidir."
        "Track the civil claim as its own route; nobody can lift this."
        "Mülki iddianı ayrıca yol kimi izləyin; bunu heç kim ləğv edə bilməz.";
    RoutesMixed "unknown-order" ROUTES:
        "Whether {amount} AZN to {beneficiary} are restitution or compensation from the state budget (Criminal \
         Procedure Code, art. 189-192) cannot be told without: {missing}."
        "{beneficiary} üçün {amount} AZN məbləğin zərərin ödənilməsi, yoxsa dövlət büdcəsindən kompensasiya \
         (Cinayət-Prosessual Məcəlləsi, 189-192-ci maddələr) olduğunu müəyyən etmək üçün lazımdır: {missing}."
        "Name the restitution order."
        "Zərərin ödənilməsi barədə qərarı göstərin.";
    NoFinalDecision "lacking" RESTITUTION:
        "Restitution to {beneficiary} rests on a final decision of a court (art. 23), and order {order} lacks: \
         {order_lacks}."
        "{beneficiary} üçün zərər məhkəmənin qüvvəyə minmiş qərarı əsasında ödənilir (23-cü maddə), {order} \
         nömrəli qərarda isə çatışmır: {order_lacks}."
        "The registrar must complete the order, and a second registrar must confirm it; nobody can lift this."
        "Qeydiyyatçı qərarın məlumatlarını tamamlamalı, ikinci qeydiyyatçı isə onu təsdiq etməlidir; bunu heç kim \
         ləğv edə bilməz.";
    NoFinalDecision "unknown-order" RESTITUTION:
        "{amount} AZN of restitution to {beneficiary} need a final decision of a court (art. 23), and the payment \
         does not name: {missing}."
        "{beneficiary} üçün {amount} AZN zərərin ödənilməsinə məhkəmənin qüvvəyə minmiş qərarı tələb olunur (23-cü \
         maddə), lakin ödənişdə göstərilməyib: {missing}."
        "Name the restitution order."
        "Zərərin ödənilməsi barədə qərarı göstərin.";
    AllowanceFromFundMeans "budget-could-pay" ALLOWANCE:
        "The allowance of {amount} AZN for {beneficiary} is drawn from the Fund's own lots ({lots}), while a lot \
         of the state budget could pay all of it (art. 17.2)."
        "{beneficiary} üçün {amount} AZN müavinət Fondun öz lotlarından götürülür ({lots}), halbuki onu dövlət \
         büdcəsinin lotu tam ödəyə bilərdi (17.2-ci maddə)."
        "Draw the allowance from the state budget's lot, and keep the Fund's means for what nobody else pays."
        "Müavinəti dövlət büdcəsinin lotundan götürün, Fondun vəsaitini isə başqa heç kimin ödəmədiyi xərclərə \
         saxlayın.";
    OffenderLinked "convicted" OFFENDER:
        "Who is paid for {beneficiary} ({payee}) is convicted in a case that is linked to the person. The Fund's \
         means are for victims (art. 22 and 23)."
        "{beneficiary} üçün ödəniş alan ({payee}) şəxslə bağlı işdə məhkum edilib. Fondun vəsaiti qurbanlar \
         üçündür (22 və 23-cü maddələr)."
        "Pay somebody else who provides the same; nobody can lift this."
        "Eyni xidməti göstərən başqasına ödəyin; bunu heç kim ləğv edə bilməz.";
}
