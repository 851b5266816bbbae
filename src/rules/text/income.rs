//! The words for what comes in, for property, and for donors and their terms. Only templates live here.
use super::{POLICY, templates};

const OFFENDER: &str = "THB Law, art. 22 and 23";
const SANCTIONS: &str = "policy of the Fund, after the rules against money laundering";
const SEIZED: &str = "Fund Regulation (Decision 8), 4.1";
const RESTITUTION: &str = "THB Law, art. 23";
const COUNTED: &str = "audit: the cash of an event is counted by two, with a sheet";
const GROSS: &str = "audit: proceeds and costs of an event are booked apart";
const DISCLOSURE: &str = "THB Law, art. 17";
const VALUED: &str = "audit: goods are valued by a method and with evidence";
const RECORDED: &str = "audit: what happened is recorded when it happens; number of days: policy of the Fund";
const CLOSED: &str = "audit: a closed period stays closed";

templates! {
    OffenderLinked "donor-convicted" OFFENDER:
        "The donor of {amount} AZN ({kind}) is convicted in a case of trafficking (art. 22 and 23)."
        "{amount} AZN ({kind}) verən donor insan alveri işi üzrə məhkum edilib (22 və 23-cü maddələr)."
        "Give it back: what an offender owes comes by the court's decision and not as a gift; nobody can lift \
         this."
        "Vəsaiti qaytarın: cinayət törətmiş şəxsin borcu ianə kimi qəbul edilmir, məhkəmə qərarı əsasında tutulur; \
         bunu heç kim ləğv edə bilməz.";
    OffenderLinked "donor-accused" OFFENDER:
        "The donor of {amount} AZN ({kind}) is accused in a case of trafficking (art. 22 and 23)."
        "{amount} AZN ({kind}) verən donor insan alveri işi üzrə təqsirləndirilir (22 və 23-cü maddələr)."
        "Hold it back, unspent, until the case is decided, or give it back; an overrider may lift this with a \
         written reason."
        "İş üzrə qərar çıxarılanadək vəsaiti istifadə etmədən saxlayın və ya qaytarın; səlahiyyətli şəxs bunu \
         yazılı əsaslandırmaqla götürə bilər.";
    OffenderLinked "donor-resembles" OFFENDER:
        "The donor of {amount} AZN ({kind}) is named as an offender in a case of trafficking, or has the name of \
         one (art. 22 and 23)."
        "{amount} AZN ({kind}) verən donor insan alveri işində cinayət törətmiş şəxs kimi göstərilib və ya belə \
         şəxsin adını daşıyır (22 və 23-cü maddələr)."
        "Find out with the court whether it is the same; an overrider may lift this with a written reason."
        "Eyni şəxs olub-olmadığını məhkəmə ilə dəqiqləşdirin; səlahiyyətli şəxs bunu yazılı əsaslandırmaqla götürə \
         bilər.";
    OffenderLinked "donor-unknown" OFFENDER:
        "Whether the donor of {amount} AZN ({kind}) is an offender in a case of trafficking (art. 22 and 23) \
         cannot be told without: {missing}."
        "{amount} AZN ({kind}) verən donorun insan alveri işi üzrə məhkum edilib-edilmədiyini (22 və 23-cü \
         maddələr) müəyyən etmək üçün lazımdır: {missing}."
        "Name the donor."
        "Donorun adını göstərin.";
    SanctionsHit "donor-document" SANCTIONS:
        "The number of a document of the donor of {amount} AZN ({kind}) stands on a sanctions list; the gift is \
         held back."
        "{amount} AZN ({kind}) verən donorun sənədinin nömrəsi sanksiya siyahısındadır; vəsait saxlanılır."
        "Spend nothing of it, give nothing back, and tell who is answerable for the rules against money \
         laundering; nobody can lift this."
        "Onu xərcləməyin, geri də qaytarmayın və cinayət yolu ilə əldə edilmiş vəsaitlərin leqallaşdırılmasına \
         qarşı qaydalara cavabdeh şəxsə bildirin; bunu heç kim ləğv edə bilməz.";
    SanctionsHit "donor-name" SANCTIONS:
        "The name of the donor of {amount} AZN ({kind}) resembles one on a sanctions list; the gift waits until it \
         is clear that it is somebody else."
        "{amount} AZN ({kind}) verən donorun adı sanksiya siyahısındakı ada uyğun gəlir; vəsait onun başqası \
         olduğu aydınlaşanadək gözləyir."
        "Compare day of birth, number of a document or register; an overrider may lift this with a written reason."
        "Doğum tarixini, sənədin və ya reyestrin nömrəsini müqayisə edin; səlahiyyətli şəxs bunu yazılı \
         əsaslandırmaqla götürə bilər.";
    SanctionsHit "donor-unknown" SANCTIONS:
        "Whether the donor of {amount} AZN ({kind}) stands on a sanctions list cannot be told without: {missing}."
        "{amount} AZN ({kind}) verən donorun sanksiya siyahısında olub-olmadığını müəyyən etmək üçün lazımdır: \
         {missing}."
        "Name the donor."
        "Donorun adını göstərin.";
    SeizedSpent "received" SEIZED:
        "{amount} AZN ({kind}) are property, or come from property, that is seized and not yet forfeited; until a \
         final decision it is held for others (Reg. 4.1)."
        "{amount} AZN ({kind}) üzərinə həbs qoyulmuş, lakin hələ müsadirə edilməmiş əmlaka aiddir; yekun qərara \
         qədər bu əmlak başqaları üçün saxlanılır (Əsasnamənin 4.1-ci bəndi)."
        "Give it back to the authority that answers for the property, or record the decision that forfeits it; \
         nobody can lift this."
        "Onu əmlaka görə cavabdeh orqana qaytarın və ya müsadirə barədə qərarı qeyd edin; bunu heç kim ləğv edə \
         bilməz.";
    SeizedSpent "received-stage-unknown" SEIZED:
        "{amount} AZN ({kind}) may be, or come from, property that is held for others until a final decision (Reg. \
         4.1): nobody recorded {missing}."
        "{amount} AZN ({kind}) yekun qərara qədər başqaları üçün saxlanılan əmlaka aid ola bilər (Əsasnamənin \
         4.1-ci bəndi). Qeyd edilməyib: {missing}."
        "Name the order and which asset of it this is."
        "Qərarı və bunun qərardakı hansı əmlak olduğunu göstərin.";
    SeizedSpent "disposed" SEIZED:
        "Property that is seized and not yet forfeited would be used or sold for the Fund; until a final decision \
         it is held for others (Reg. 4.1)."
        "Üzərinə həbs qoyulmuş, lakin hələ müsadirə edilməmiş əmlakın Fond üçün istifadəsi və ya satışı nəzərdə \
         tutulur; belə əmlak yekun qərara qədər başqaları üçün saxlanılır (Əsasnamənin 4.1-ci bəndi)."
        "Keep it as it is until the decision that forfeits it is recorded; nobody can lift this."
        "Müsadirə barədə qərar qeyd edilənədək onu olduğu kimi saxlayın; bunu heç kim ləğv edə bilməz.";
    SeizedSpent "stage-unknown" SEIZED:
        "The property would be used or sold, and it may be held for others until a final decision (Reg. 4.1): \
         nobody recorded {missing}."
        "Əmlakın istifadəsi və ya satışı nəzərdə tutulur, lakin o, yekun qərara qədər başqaları üçün saxlanılan \
         əmlak ola bilər (Əsasnamənin 4.1-ci bəndi). Qeyd edilməyib: {missing}."
        "Record the decision that forfeits it."
        "Müsadirə barədə qərarı qeyd edin.";
    AssetToInsider "not-appraised" SEIZED:
        "The property would be used or sold without an appraisal, so nobody can tell what it is worth to the Fund \
         (Reg. 4.1)."
        "Əmlakın qiymətləndirilmədən istifadəsi və ya satışı nəzərdə tutulur, ona görə onun Fond üçün dəyəri məlum \
         deyil (Əsasnamənin 4.1-ci bəndi)."
        "Let somebody independent appraise it, and record the appraisal; nobody can lift this."
        "Əmlakın müstəqil qiymətləndirilməsini təmin edin və nəticəsini qeyd edin; bunu heç kim ləğv edə bilməz.";
    AssetToInsider "insider" SEIZED:
        "The property would go to somebody within or close to the Fund: {taker} (Reg. 4.1)."
        "Əmlakın Fondun daxilindən və ya ona yaxın şəxsə verilməsi nəzərdə tutulur: {taker} (Əsasnamənin 4.1-ci \
         bəndi)."
        "Sell it openly to somebody who is neither of the Fund's staff nor related to it; nobody can lift this."
        "Əmlakı açıq satışa çıxarın və Fondun əməkdaşı olmayan, əməkdaşlarla bağlılığı da olmayan şəxsə satın; \
         bunu heç kim ləğv edə bilməz.";
    AssetToInsider "taker-unknown" SEIZED:
        "Property must not go to the Fund's staff or to whoever is related to it (Reg. 4.1), and nobody recorded \
         {missing}."
        "Əmlak Fondun əməkdaşlarına və ya onlarla bağlı şəxslərə keçə bilməz (Əsasnamənin 4.1-ci bəndi). Qeyd \
         edilməyib: {missing}."
        "Name who takes it, and say whether that is one of the Fund's staff or somebody related to it."
        "Əmlakı kimin aldığını və onun Fondun əməkdaşı və ya əməkdaşla bağlı şəxs olub-olmadığını göstərin.";
    ConfiscatedBeforeRestitution "received" RESTITUTION:
        "{amount} AZN ({kind}) come to the Fund while restitution in the same case is still owed to victims (art. \
         23)."
        "{amount} AZN ({kind}) Fonda daxil olur, halbuki eyni iş üzrə qurbanlara dəymiş zərər hələ ödənilməyib \
         (23-cü maddə)."
        "Ask the court whether the property serves the victims first, and record what it answers."
        "Əmlakın əvvəlcə qurbanlara ödəniş üçün istifadə edilməli olub-olmadığını məhkəmədən soruşun və cavabı \
         qeyd edin.";
    ConfiscatedBeforeRestitution "order" RESTITUTION:
        "Property came to the Fund by order {order} while restitution in the same case is still owed to victims \
         (art. 23)."
        "{order} nömrəli qərarla Fonda əmlak daxil olub, halbuki eyni iş üzrə qurbanlara dəymiş zərər hələ \
         ödənilməyib (23-cü maddə)."
        "Ask the court whether the property serves the victims first, and look whether the Fund may pay what is \
         owed to them."
        "Əmlakın əvvəlcə qurbanlara ödəniş üçün istifadə edilməli olub-olmadığını məhkəmədən soruşun və onlara \
         çatası məbləği Fondun ödəyə biləcəyini yoxlayın.";
    EventCashUncounted "lacking" COUNTED:
        "{amount} AZN come from an event, and nobody recorded: {event_lacks}."
        "{amount} AZN xeyriyyə tədbirindən daxil olub, lakin qeyd edilməyib: {event_lacks}."
        "Record what is missing with the sheet that was signed at the count; an overrider may lift this with a \
         written reason."
        "Çatışmayanı sayım zamanı imzalanmış vərəqlə qeyd edin; səlahiyyətli şəxs bunu yazılı əsaslandırmaqla \
         götürə bilər.";
    EventBookedNet "net" GROSS:
        "{amount} AZN of an event are booked without its costs, so nobody can tell what was given and what was \
         spent."
        "Xeyriyyə tədbirindən {amount} AZN xərcləri göstərilmədən uçota alınıb, ona görə nə qədər toplandığı və nə \
         qədər xərcləndiyi məlum deyil."
        "Record gross proceeds and costs apart."
        "Ümumi gəliri və xərcləri ayrı-ayrılıqda qeyd edin.";
    DonorTermUnlawful "asks" DISCLOSURE:
        "Whoever gives {amount} AZN ({kind}) asks for something that no gift may buy: {terms_ask} (art. 17)."
        "{amount} AZN ({kind}) verən şərt kimi elə bir şey tələb edir ki, onu heç bir ianənin müqabilində istəmək \
         olmaz: {terms_ask} (17-ci maddə)."
        "Let the giver strike the term in writing, or give it back; nobody can lift this."
        "Verən tərəf bu şərti yazılı şəkildə çıxarsın və ya vəsaiti qaytarın; bunu heç kim ləğv edə bilməz.";
    InKindUnvalued "unvalued" VALUED:
        "The goods are booked at {amount} AZN without a method by which they were valued and without evidence."
        "Mallar {amount} AZN dəyərində uçota alınıb, lakin qiymətləndirmə üsulu və dəyəri təsdiq edən sənəd \
         yoxdur."
        "Record how the goods were valued, with an invoice or the offer of a shop; an overrider may lift this with \
         a written reason."
        "Malların necə qiymətləndirildiyini hesab-faktura və ya mağazanın təklifi ilə qeyd edin; səlahiyyətli şəxs \
         bunu yazılı əsaslandırmaqla götürə bilər.";
    InKindUnvalued "price-list" VALUED:
        "The goods are booked at {amount} AZN after the standard price list, and nothing shows what they are worth \
         themselves."
        "Mallar standart qiymət siyahısı üzrə {amount} AZN dəyərində uçota alınıb, onların öz dəyərini isə heç nə \
         təsdiq etmir."
        "Where goods are worth much, record an invoice or the offer of a shop."
        "Mallar bahalıdırsa, hesab-faktura və ya mağazanın təklifini qeyd edin.";
    BackDated "inflow" RECORDED:
        "{amount} AZN ({kind}) are dated {days_back} days before they are recorded; the Fund's limit is \
         {back_dated_days} days."
        "{amount} AZN ({kind}) üçün göstərilən tarix qeydə alınmadan {days_back} gün əvvəldir; Fondun müəyyən \
         etdiyi hədd {back_dated_days} gündür."
        "Check the day against the bank or the count sheet, and write down why it was recorded late."
        "Tarixi bank çıxarışı və ya sayım vərəqi ilə tutuşdurun və gec qeydə alınmanın səbəbini yazın.";
    BackDated "inflow-period-closed" CLOSED:
        "{amount} AZN ({kind}) are dated on a day that lies in a period that is closed."
        "{amount} AZN ({kind}) üçün göstərilən tarix bağlanmış dövrə düşür."
        "Date it on a day of an open period, and tell the day that it came in the memo; nobody can lift this."
        "Onu açıq dövrün tarixi ilə qeyd edin və daxil olduğu günü qeyddə göstərin; bunu heç kim ləğv edə bilməz.";
    RateMissing "inflow" POLICY:
        "{amount} AZN ({kind}) came in another currency, and there is no bulletin of the central bank for that \
         day, so the sum rests on no rate."
        "{amount} AZN ({kind}) xarici valyutada daxil olub, həmin gün üçün isə Mərkəzi Bankın bülleteni yoxdur, \
         ona görə məbləğ heç bir məzənnəyə əsaslanmır."
        "Load the central bank's bulletin of that day; nobody can lift this."
        "Mərkəzi Bankın həmin günün bülletenini yükləyin; bunu heç kim ləğv edə bilməz.";
}
