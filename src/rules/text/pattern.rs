//! The words for who is paid beside a payment, money that is not free or was spent already, hands and days. Only templates live here.
use super::{POLICY, templates};

const OFFENDER: &str = "THB Law, art. 22 and 23";
const SANCTIONS: &str = "policy of the Fund, after the rules against money laundering";
const ROUND_TRIP: &str = "audit: no money back to its giver by a detour; number of days: policy of the Fund";
const ACCOUNT: &str = "audit: each payee has an account of its own";
const GHOST: &str = "audit: each beneficiary is a person whom others know";
const OVERHEAD: &str = "Fund Regulation (Decision 8), 5.1";
const RECEIPT: &str = "audit: a receipt is paid once";
const ONCE: &str = "audit: a cost is paid once";
const STATE: &str = "audit: what the state budget pays is not paid again";
const HANDS: &str = "separation of duties";
const SPLIT: &str = "audit: a sum is not split to need fewer approvers; number of days: policy of the Fund";
const APPROVAL: &str = "audit: money leaves after approval";
const RECORDED: &str = "audit: what happened is recorded when it happens; number of days: policy of the Fund";
const CLOSED: &str = "audit: a closed period stays closed";

templates! {
    OffenderLinked "accused" OFFENDER:
        "Who is paid for {beneficiary} ({payee}) is accused in a case that is linked to the person (art. 22 and \
         23)."
        "{beneficiary} üçün ödəniş alan ({payee}) şəxslə bağlı işdə təqsirləndirilir (22 və 23-cü maddələr)."
        "Pay somebody else who provides the same; an overrider may lift this with a written reason."
        "Eyni xidməti göstərən başqasına ödəyin; səlahiyyətli şəxs bunu yazılı əsaslandırmaqla götürə bilər.";
    OffenderLinked "resembles" OFFENDER:
        "Who is paid for {beneficiary} ({payee}) is named as an offender in another case, or has the name of one \
         (art. 22 and 23)."
        "{beneficiary} üçün ödəniş alan ({payee}) başqa işdə cinayət törətmiş şəxs kimi göstərilib və ya onun adını \
         daşıyır (22 və 23-cü maddələr)."
        "Find out with the court whether it is the same; an overrider may lift this with a written reason."
        "Eyni şəxs olub-olmadığını məhkəmə ilə dəqiqləşdirin; səlahiyyətli şəxs bunu yazılı əsaslandırmaqla götürə \
         bilər.";
    OffenderLinked "account" OFFENDER:
        "The account of who is paid for {beneficiary} ({payee}) is an offender's account too (art. 22 and 23)."
        "{beneficiary} üçün ödəniş alanın ({payee}) hesabı həm də cinayət törətmiş şəxsin hesabıdır (22 və 23-cü \
         maddələr)."
        "Ask for another account, or pay somebody else who provides the same; an overrider may lift this with a \
         written reason."
        "Başqa hesab istəyin və ya eyni xidməti göstərən başqasına ödəyin; səlahiyyətli şəxs bunu yazılı \
         əsaslandırmaqla götürə bilər.";
    OffenderLinked "unknown" OFFENDER:
        "Whether who is paid for {beneficiary} ({payee}) is an offender or an accused in a linked case (art. 22 \
         and 23) cannot be told without: {missing}."
        "{beneficiary} üçün ödəniş alanın ({payee}) bağlı işdə məhkum edilib-edilmədiyini və ya \
         təqsirləndirilib-təqsirləndirilmədiyini (22 və 23-cü maddələr) müəyyən etmək üçün lazımdır: {missing}."
        "Name the payee."
        "Ödəniş alanın adını göstərin.";
    SanctionsHit "document" SANCTIONS:
        "The number of a document of the payee ({payee}) stands on a sanctions list; {amount} AZN are not paid."
        "Ödəniş alanın ({payee}) sənədinin nömrəsi sanksiya siyahısındadır; {amount} AZN ödənilmir."
        "Pay nothing and tell who is answerable for the rules against money laundering; nobody can lift this."
        "Heç nə ödəməyin və cinayət yolu ilə əldə edilmiş vəsaitlərin leqallaşdırılmasına qarşı qaydalara cavabdeh \
         şəxsə bildirin; bunu heç kim ləğv edə bilməz.";
    SanctionsHit "name" SANCTIONS:
        "The name of the payee ({payee}) resembles one on a sanctions list; {amount} AZN wait until it is clear \
         that it is somebody else."
        "Ödəniş alanın ({payee}) adı sanksiya siyahısındakı ada uyğun gəlir; {amount} AZN onun başqası olduğu \
         aydınlaşanadək gözləyir."
        "Compare day of birth, number of a document or register; an overrider may lift this with a written reason."
        "Doğum tarixini, sənədin və ya reyestrin nömrəsini müqayisə edin; səlahiyyətli şəxs bunu yazılı \
         əsaslandırmaqla götürə bilər.";
    SanctionsHit "unknown" SANCTIONS:
        "Whether the payee ({payee}) of {amount} AZN stands on a sanctions list cannot be told without: {missing}."
        "{amount} AZN ödəniş alanın ({payee}) sanksiya siyahısında olub-olmadığını müəyyən etmək üçün lazımdır: \
         {missing}."
        "Name the payee."
        "Ödəniş alanın adını göstərin.";
    RoundTrip "within-days" ROUND_TRIP:
        "The payee ({payee}), or the holder of the account, gave to the Fund on {gave_on}; {amount} AZN go back on \
         {on}, within {round_trip_days} days."
        "Ödəniş alan ({payee}) və ya hesabın sahibi {gave_on} tarixində Fonda vəsait verib; {amount} AZN {on} \
         tarixində, {round_trip_days} gün ərzində ona qayıdır."
        "Choose another payee, or show with the contract and the bill that the payee did what it is paid for; an \
         overrider may then lift this with a written reason. A gift is not given back by a payment for a person."
        "Başqa ödəniş alan seçin və ya ödəniş alanın bu işi gördüyünü müqavilə və hesabla təsdiq edin; onda \
         səlahiyyətli şəxs bunu yazılı əsaslandırmaqla götürə bilər. İanə şəxs üçün ödənişlə geri qaytarılmır.";
    RoundTrip "payee-unknown" ROUND_TRIP:
        "Whether the payee ({payee}) of {amount} AZN gave to the Fund shortly before {on} cannot be told without: \
         {missing}."
        "{amount} AZN ödəniş alanın ({payee}) {on} tarixindən az əvvəl Fonda vəsait verib-vermədiyini müəyyən etmək \
         üçün lazımdır: {missing}."
        "Name the payee; an overrider may lift this with a written reason."
        "Ödəniş alanın adını göstərin; səlahiyyətli şəxs bunu yazılı əsaslandırmaqla götürə bilər.";
    SharedAccount "beneficiary" ACCOUNT:
        "The account that is paid for {beneficiary} ({payee}) is recorded for somebody else too. Whose it is, is not \
         told here."
        "{beneficiary} üçün ödəniş edilən hesab ({payee}) başqasının adına da qeyd olunub. Kimin olduğu burada \
         açıqlanmır."
        "Ask the person alone whose the account is and who holds its card, and pay to an account of the person's \
         own or in cash, as the person wishes; an overrider may lift this with a written reason."
        "Hesabın kimə məxsus olduğunu və karta kimin sərəncam verdiyini şəxsdən təklikdə soruşun və şəxsin istədiyi \
         kimi onun öz hesabına və ya nağd ödəyin; səlahiyyətli şəxs bunu yazılı əsaslandırmaqla götürə bilər.";
    SharedAccount "lawyer" ACCOUNT:
        "The account that is paid for {beneficiary} ({payee}) is recorded for somebody else too. Whose it is, is not \
         told here."
        "{beneficiary} üçün ödəniş edilən hesab ({payee}) başqasının adına da qeyd olunub. Kimin olduğu burada \
         açıqlanmır."
        "Ask the person alone whose the account is and who holds its card, and pay to an account of the person's \
         own or in cash, as the person wishes; an overrider may lift this with a written reason."
        "Hesabın kimə məxsus olduğunu və karta kimin sərəncam verdiyini şəxsdən təklikdə soruşun və şəxsin istədiyi \
         kimi onun öz hesabına və ya nağd ödəyin; səlahiyyətli şəxs bunu yazılı əsaslandırmaqla götürə bilər.";
    SharedAccount "offender" ACCOUNT:
        "The account that is paid for {beneficiary} ({payee}) is recorded for somebody else too. Whose it is, is not \
         told here."
        "{beneficiary} üçün ödəniş edilən hesab ({payee}) başqasının adına da qeyd olunub. Kimin olduğu burada \
         açıqlanmır."
        "Ask the person alone whose the account is and who holds its card, and pay to an account of the person's \
         own or in cash, as the person wishes; an overrider may lift this with a written reason."
        "Hesabın kimə məxsus olduğunu və karta kimin sərəncam verdiyini şəxsdən təklikdə soruşun və şəxsin istədiyi \
         kimi onun öz hesabına və ya nağd ödəyin; səlahiyyətli şəxs bunu yazılı əsaslandırmaqla götürə bilər.";
    SharedAccount "staff" ACCOUNT:
        "The account that is paid for {beneficiary} ({payee}) is a staff member's too."
        "{beneficiary} üçün ödəniş edilən hesab ({payee}) həm də Fondun əməkdaşının hesabıdır."
        "Pay to an account of the payee's own, and tell the auditor; nobody can lift this."
        "Ödəniş alanın öz hesabına ödəyin və auditora bildirin; bunu heç kim ləğv edə bilməz.";
    GhostBeneficiary "no-evidence" GHOST:
        "{beneficiary} is recorded as identified, and no document shows it; the payment ({purpose}) would rest on \
         the record alone."
        "{beneficiary} qurban kimi müəyyən edilmiş göstərilib, lakin bunu təsdiq edən sənəd yoxdur; ödəniş \
         ({purpose}) yalnız qeydə əsaslanardı."
        "Attach the document of whoever identified the person; an overrider may lift this with a written reason."
        "Şəxsi qurban kimi müəyyən edən orqanın sənədini əlavə edin; səlahiyyətli şəxs bunu yazılı əsaslandırmaqla \
         götürə bilər.";
    GhostBeneficiary "evidence-unknown" GHOST:
        "{beneficiary} is recorded as identified, and for the payment ({purpose}) it is not known: {missing}."
        "{beneficiary} qurban kimi müəyyən edilmiş göstərilib, ödəniş ({purpose}) üçün isə məlum deyil: {missing}."
        "Attach the document of whoever identified the person."
        "Şəxsi qurban kimi müəyyən edən orqanın sənədini əlavə edin.";
    GhostBeneficiary "opener-releases" GHOST:
        "The officer who opened the file of {beneficiary} also releases the payment ({purpose}), so nobody else \
         would have to know that the person exists."
        "{beneficiary} benefisiarını qeydə alan əməkdaş ödənişi ({purpose}) də özü buraxır, beləliklə, şəxsin \
         mövcudluğunu başqa heç kimin bilməsi tələb olunmazdı."
        "Let another treasurer release it; an overrider may lift this with a written reason."
        "Ödənişi başqa xəzinədar buraxsın; səlahiyyətli şəxs bunu yazılı əsaslandırmaqla götürə bilər.";
    InterLotLoan "lending" POLICY:
        "These restricted lots would pay for {purpose} in the place of another restricted lot that has too little: \
         {lots}."
        "Bu məqsəd ({purpose}) üçün vəsaiti çatmayan başqa şərtli lotun yerinə bu şərtli lotlar ödəyərdi: {lots}."
        "Name only lots whose givers meant this payment, or draw from free money; an overrider may lift this with \
         a written reason."
        "Yalnız bu ödəniş üçün nəzərdə tutulmuş lotları göstərin və ya şərtsiz vəsaitdən istifadə edin; \
         səlahiyyətli şəxs bunu yazılı əsaslandırmaqla götürə bilər.";
    UnprovenLot "spent" POLICY:
        "The origin of these lots is not shown, and they would pay for {purpose}: {lots}."
        "Bu lotların mənşəyi təsdiqlənməyib, lakin bu məqsədə ({purpose}) onlardan ödənilərdi: {lots}."
        "Record the evidence of where the money came from, or draw from other lots; an overrider may lift this \
         with a written reason."
        "Vəsaitin haradan gəldiyini təsdiq edən sənədi qeyd edin və ya başqa lotlardan istifadə edin; səlahiyyətli \
         şəxs bunu yazılı əsaslandırmaqla götürə bilər.";
    AdminOverhead "fund-means" OVERHEAD:
        "Of the {amount} AZN ({purpose}) some pay the Fund's own administration: staff, office, fuel or the cost \
         of an event. The Fund's means are for victims (Reg. 5.1)."
        "{amount} AZN məbləğin ({purpose}) bir hissəsi Fondun inzibati xərcləridir: əməkdaşlar, ofis, yanacaq və \
         ya tədbirin xərci. Fondun vəsaiti qurbanlar üçündür (Əsasnamənin 5.1-ci bəndi)."
        "Take these costs out, or pay them from the state budget; an overrider may lift this with a written \
         reason."
        "Bu xərcləri çıxarın və ya dövlət büdcəsindən ödəyin; səlahiyyətli şəxs bunu yazılı əsaslandırmaqla götürə \
         bilər.";
    ReceiptTwice "paid" RECEIPT:
        "Another payment paid these receipts before: {receipts}. They are among the {amount} AZN of this one."
        "Bu qəbzlər əvvəl başqa ödənişlə ödənilib: {receipts}. Onlar bu ödənişin {amount} AZN məbləğinə də \
         daxildir."
        "Take out what was paid; nobody can lift this."
        "Artıq ödənilmiş hissəni çıxarın; bunu heç kim ləğv edə bilməz.";
    ReceiptTwice "unsaid" RECEIPT:
        "Costs are reimbursed ({purpose}, {amount} AZN), and whether they were before cannot be told without: \
         {missing}."
        "Çəkilmiş xərclər ödənilir ({purpose}, {amount} AZN), əvvəl ödənilib-ödənilmədiyini bilmək üçün isə \
         lazımdır: {missing}."
        "Attach the receipt to each item that is reimbursed."
        "Ödənilən hər xərcə qəbzini əlavə edin.";
    DoubleFunded "others" ONCE:
        "Another funder pays for {beneficiary} on that day, and this payment ({purpose}) pays it again: \
         {categories}."
        "Həmin gün {beneficiary} üçün xərci başqa maliyyələşdirən ödəyir, bu ödəniş ({purpose}) isə onu təkrar \
         ödəyir: {categories}."
        "Take out what the other pays, or record that the other stopped; an overrider may lift this with a written \
         reason."
        "Başqasının ödədiyini çıxarın və ya onun ödənişi dayandırdığını qeyd edin; səlahiyyətli şəxs bunu yazılı \
         əsaslandırmaqla götürə bilər.";
    DoubleFunded "unknown" ONCE:
        "Rent or food of {beneficiary} ({purpose}) may be paid by another funder already, and nobody recorded: \
         {missing}."
        "{beneficiary} üçün kirayə haqqını və ya ərzağı ({purpose}) artıq başqa maliyyələşdirən ödəyə bilər, lakin \
         qeyd edilməyib: {missing}."
        "Ask the person and the organisations that help, and record the answer."
        "Şəxsdən və ona kömək edən təşkilatlardan soruşun və cavabı qeyd edin.";
    StateShelterCost "state" STATE:
        "The state budget pays for {beneficiary} on that day, as in a state shelter, and this payment ({purpose}) \
         pays it again: {categories}."
        "Həmin gün {beneficiary} üçün xərci dövlət büdcəsi ödəyir, məsələn, dövlət sığınacağında, bu ödəniş \
         ({purpose}) isə onu təkrar ödəyir: {categories}."
        "Take out what the state budget pays, or record that the person left the shelter; an overrider may lift \
         this with a written reason."
        "Dövlət büdcəsinin ödədiyini çıxarın və ya şəxsin sığınacaqdan getdiyini qeyd edin; səlahiyyətli şəxs bunu \
         yazılı əsaslandırmaqla götürə bilər.";
    StateShelterCost "unknown" STATE:
        "Rent or food of {beneficiary} ({purpose}) may be paid by the state budget already, as in a state shelter, \
         and nobody recorded: {missing}."
        "{beneficiary} üçün kirayə haqqını və ya ərzağı ({purpose}) artıq dövlət büdcəsi ödəyə bilər, məsələn, \
         dövlət sığınacağında, lakin qeyd edilməyib: {missing}."
        "Record whether the person stays in a state shelter and what it pays."
        "Şəxsin dövlət sığınacağında qalıb-qalmadığını və orada nəyin ödənildiyini qeyd edin.";
    RateMissing "payment" POLICY:
        "The payment is in another currency, and there is no bulletin of the central bank for {on}, so {amount} \
         AZN rest on no rate."
        "Ödəniş xarici valyutadadır, {on} tarixi üçün isə Mərkəzi Bankın bülleteni yoxdur, ona görə {amount} AZN \
         heç bir məzənnəyə əsaslanmır."
        "Load the central bank's bulletin of that day; nobody can lift this."
        "Mərkəzi Bankın həmin günün bülletenini yükləyin; bunu heç kim ləğv edə bilməz.";
    SameHands "two-steps" HANDS:
        "One person took two of these steps of the payment: {steps}. Each person has one hand at most on it."
        "Ödənişin bu addımlarından ikisini bir şəxs atıb: {steps}. Hər şəxs ödənişdə yalnız bir dəfə iştirak edə \
         bilər."
        "Withdraw or cancel the payment and draft it anew, with another person for each step; nobody can lift \
         this."
        "Ödənişi geri götürün və ya dayandırın və hər addımda başqa şəxslə yenidən hazırlayın; bunu heç kim ləğv \
         edə bilməz.";
    SplitPayment "together-over" SPLIT:
        "{amount} AZN for {beneficiary} ({purpose}) need one approver only, and so did {near} AZN within \
         {split_window_days} days; together they come to the {two_approvers_from} AZN from which two approve."
        "{beneficiary} üçün {amount} AZN ({purpose}) yalnız bir təsdiq tələb edir, {split_window_days} gün \
         ərzindəki {near} AZN də belə idi; birlikdə onlar iki təsdiq tələb edən {two_approvers_from} AZN həddinə \
         çatır."
        "Let a second approver look at all of them together; an overrider may lift this with a written reason."
        "Onların hamısına birlikdə ikinci təsdiq edən şəxs də baxsın; səlahiyyətli şəxs bunu yazılı \
         əsaslandırmaqla götürə bilər.";
    PaidBeforeApproval "settled" APPROVAL:
        "The money left on {settled_on}, before the payment was approved on {approved_on}."
        "Vəsait {settled_on} tarixində, ödəniş {approved_on} tarixində təsdiq edilməzdən əvvəl çıxıb."
        "Find out who let the money go, and write it down for the auditor; where the day is wrong, correct it."
        "Vəsaitin kim tərəfindən buraxıldığını araşdırın və auditor üçün yazın; tarix səhvdirsə, onu düzəldin.";
    BackDated "payment" RECORDED:
        "The step is dated {on}, {days_back} days before it is recorded; the Fund's limit is {back_dated_days} \
         days."
        "Addımın tarixi {on} göstərilib, bu, qeydə alınmadan {days_back} gün əvvəldir; Fondun müəyyən etdiyi hədd \
         {back_dated_days} gündür."
        "Date the step on the day it is taken; an overrider may lift this with a written reason."
        "Addımı atıldığı günün tarixi ilə qeyd edin; səlahiyyətli şəxs bunu yazılı əsaslandırmaqla götürə bilər.";
    BackDated "payment-period-closed" CLOSED:
        "The step is dated {on}, and that day lies in a period that is closed."
        "Addımın tarixi {on} göstərilib, həmin gün isə bağlanmış dövrə düşür."
        "Date the step on a day of an open period; what was booked wrongly is reversed there. Nobody can lift \
         this."
        "Addımı açıq dövrün tarixi ilə qeyd edin; səhv yazılış orada əks yazılışla düzəldilir. Bunu heç kim ləğv \
         edə bilməz.";
    GuardianConflict "age-unknown" POLICY:
        "If {beneficiary} is a child, whoever stands in for it is in conflict with it: representative \
         {representative} ({kind}), {relation}. Nobody recorded {missing}."
        "{beneficiary} uşaqdırsa, onu təmsil edənlə arasında mənafe ziddiyyəti var: {representative} nömrəli \
         nümayəndə ({kind}), {relation}. Qeyd edilməyib: {missing}."
        "Record the person's minority; for a child, record another representative with a document, or pay whoever \
         provides the service."
        "Şəxsin yaşını qeyd edin; uşaq üçün başqa nümayəndəni sənədlə qeyd edin və ya xidməti göstərənə ödəyin.";
}
