//! The words for what a payment means for the person: purposes, removal, return, fixed sums, identification.
//! Only templates live here.
use super::{POLICY, templates};

const TABLE: &str =
    "THB Law, art. 22; Fund Regulation (Decision 8), 5.1; table of permits: policy of the Fund";
const ORDER: &str = "THB Law, art. 23";
const REMOVAL: &str = "Decision 252, 1.3; CoE Convention, art. 16";
const WORDS: &str = "Decision 252, 1.3; CoE Convention, art. 16; list of words: policy of the Fund";
const RETURN: &str = "Decision 252; Palermo Protocol, art. 8";
const RETURN_DAYS: &str = "Decision 252; Palermo Protocol, art. 8; number of days: policy of the Fund";
const PAYEE: &str = "Fund Regulation (Decision 8), 5.1";
const LUMP_SUM: &str = "Fund Regulation (Decision 8), 8";
const ALLOWANCE: &str = "Decision 152";
const AMOUNT: &str = "Decision 8; Decision 152; first and last days: in part policy of the Fund";
const NARRATIVE: &str = "THB Law, art. 17";
const IDENTIFIED: &str = "Decisions 123 and 131";

templates! {
    OutsidePurpose "condition" TABLE:
        "The permit {permit}, which comes nearest to this payment ({purpose}), has a condition that is not met."
        "Bu ödənişə ({purpose}) ən yaxın icazənin ({permit}) şərti yerinə yetirilməyib."
        "Read the permit in the rulebook, and bring the payment within it or pay from elsewhere."
        "Qaydalar toplusunda həmin icazəni oxuyun və ödənişi ona uyğunlaşdırın və ya başqa mənbədən ödəyin.";
    OutsidePurpose "payee" TABLE:
        "No permit covers {purpose} paid to this kind of payee: {payee}. Art. 22 and Reg. 5.1 bind the \
         Fund's means to its purposes; for this one the table of permits names: {covered}."
        "Bu məqsəd üçün ({purpose}) belə ödəniş alana icazə yoxdur: {payee}. 22-ci maddə və Əsasnamənin \
         5.1-ci bəndi Fondun vəsaitini məqsədlərlə məhdudlaşdırır; icazə cədvəlində bu məqsəd üçün nəzərdə \
         tutulub: {covered}."
        "Pay one of those, or choose the purpose that the cost really has."
        "Ödənişi onlardan birinə edin və ya xərcin həqiqi məqsədini seçin.";
    OutsidePurpose "category" TABLE:
        "No permit for {purpose} covers these costs: {categories}. Art. 22 and Reg. 5.1 bind the Fund's \
         means to its purposes; items that this one covers: {covered}."
        "Bu məqsəd üçün ({purpose}) aşağıdakı xərclərə icazə yoxdur: {categories}. 22-ci maddə və \
         Əsasnamənin 5.1-ci bəndi Fondun vəsaitini məqsədlərlə məhdudlaşdırır; bu məqsəd üzrə icazə verilən \
         xərclər: {covered}."
        "Take these items out, or pay them under a purpose that covers them; escort, detention and border costs \
         are covered by none. Accompanying somebody within Azerbaijan, as to a hospital or a court, is no escort: \
         enter the way as travel with its countries, and the service of who comes along as other, under medical \
         expenses, social rehabilitation or other necessary expenses."
        "Bu xərcləri çıxarın və ya uyğun məqsəd üzrə ödəyin; müşayiət, saxlanma və sərhəd xərcləri heç bir \
         məqsədə daxil deyil. Şəxsi ölkə daxilində, məsələn, xəstəxanaya və ya məhkəməyə aparmaq müşayiət xərci \
         sayılmır: yolu ölkələri ilə birlikdə yol xərci, yanında gedənin xidmətini isə digər xərc kimi tibbi \
         yardım, sosial reabilitasiya və ya digər zəruri xərclər üzrə daxil edin.";
    OutsidePurpose "journey" TABLE:
        "The permit for {purpose} covers journeys within Azerbaijan only; this one goes: {direction}."
        "Bu məqsəd ({purpose}) yalnız Azərbaycan daxilində səfərləri əhatə edir; bu səfər isə: {direction}."
        "Pay the journey under the purpose it really has, such as repatriation for a homecoming."
        "Səfəri həqiqi məqsədi üzrə ödəyin, məsələn, vətənə qayıdışı repatriasiya kimi.";
    OutsidePurpose "journey-unknown" TABLE:
        "The permit for {purpose} covers journeys within Azerbaijan only, and nobody said: {missing}."
        "Bu məqsəd ({purpose}) yalnız Azərbaycan daxilində səfərləri əhatə edir, lakin göstərilməyib: \
         {missing}."
        "Name the countries of the journey."
        "Səfərin ölkələrini göstərin.";
    OutsidePurpose "items-unknown" TABLE:
        "A permit for {purpose} depends on the costs, and nobody said: {missing}."
        "Bu məqsəd ({purpose}) üzrə icazə xərclərin növündən asılıdır, lakin göstərilməyib: {missing}."
        "List the items with their categories and sums."
        "Xərcləri növləri və məbləğləri ilə sadalayın.";
    OutsidePurpose "cap" POLICY:
        "Emergency help of {amount} AZN is above the cap of {cap} AZN, which the Fund set itself."
        "{amount} AZN təcili yardım Fondun özünün müəyyən etdiyi {cap} AZN həddindən artıqdır."
        "Pay no more than the cap, or pay under another purpose once the person is identified."
        "Həddən artıq ödəməyin və ya şəxs qurban kimi müəyyən edildikdən sonra başqa məqsəd üzrə ödəyin.";
    OutsidePurpose "cap-together" POLICY:
        "{amount} AZN of emergency help and the {near} AZN that were approved for the same person within \
         {split_window_days} days are together above the cap of {cap} AZN, which the Fund set itself."
        "{amount} AZN təcili yardım {split_window_days} gün ərzində həmin şəxs üçün təsdiq edilmiş {near} AZN ilə \
         birlikdə Fondun özünün müəyyən etdiyi {cap} AZN həddindən artıqdır."
        "Pay no more than the cap leaves, cancel an approved payment that is no longer needed, or pay under another \
         purpose once the person is identified."
        "Həddin qalığından artıq ödəməyin, daha lazım olmayan təsdiq edilmiş ödənişi dayandırın və ya şəxs qurban \
         kimi müəyyən edildikdən sonra başqa məqsəd üzrə ödəyin.";
    OutsidePurpose "no-order" ORDER:
        "Restitution is paid by the Fund only under a court's decision (art. 23), and the payment names no \
         order."
        "Fond zərəri yalnız məhkəmənin qərarı əsasında ödəyir (23-cü maddə), ödənişdə isə heç bir qərar \
         göstərilməyib."
        "Name the restitution order."
        "Zərərin ödənilməsi barədə qərarı göstərin.";
    OutsidePurpose "order-other-person" ORDER:
        "Order {order} awards nothing to {beneficiary}; restitution is paid only to whom the court named \
         (art. 23)."
        "{order} nömrəli qərar bu benefisiara ({beneficiary}) heç nə təyin etmir; zərər yalnız məhkəmənin \
         göstərdiyi şəxsə ödənilir (23-cü maddə)."
        "Name the order that awards a sum to this beneficiary."
        "Bu benefisiara məbləğ təyin edən qərarı göstərin.";
    OutsidePurpose "order-superseded" ORDER:
        "Order {order} was superseded, suspended or annulled, so it no longer carries a payment (art. 23)."
        "{order} nömrəli qərar əvəz edilib, dayandırılıb və ya ləğv olunub, ona görə ödənişə əsas vermir \
         (23-cü maddə)."
        "Name the order that stands now."
        "Hazırda qüvvədə olan qərarı göstərin.";
    OutsidePurpose "order-unconfirmed" ORDER:
        "Order {order} was not confirmed by a second registrar, so it does not carry a payment yet (art. \
         23)."
        "{order} nömrəli qərarı ikinci qeydiyyatçı təsdiq etməyib, ona görə o hələ ödənişə əsas vermir \
         (23-cü maddə)."
        "A second registrar of the same issuer must confirm the order."
        "Həmin orqanın ikinci qeydiyyatçısı qərarı təsdiq etməlidir.";
    OutsidePurpose "order-not-in-force" ORDER:
        "Order {order} is not known to be in force on {on}; the Fund pays under a decision in force only \
         (art. 23)."
        "{order} nömrəli qərarın {on} tarixində qüvvədə olduğu məlum deyil; Fond yalnız qüvvəyə minmiş \
         qərar əsasında ödəyir (23-cü maddə)."
        "Record the day it came into force, or wait for that day."
        "Qərarın qüvvəyə mindiyi günü qeyd edin və ya həmin günü gözləyin.";
    ExpulsionFunding "travel" REMOVAL:
        "The payment pays for a journey out of Azerbaijan, and against {beneficiary} stands: {forms} \
         ({removals}). Victims are not to be removed against their will (Decision 252, 1.3; CoE Convention, \
         art. 16)."
        "Ödəniş Azərbaycandan xaricə səfər üçündür, {beneficiary} barəsində isə qərar var: {forms} \
         ({removals}). Qurban öz iradəsinə zidd olaraq ölkədən çıxarıla bilməz (252 nömrəli qərar, 1.3; \
         Konvensiyanın 16-cı maddəsi)."
        "Nobody can lift this; have the removal decision itself lifted, with a document, before any journey \
         is paid."
        "Bunu heç kim ləğv edə bilməz; səfər ödənilməzdən əvvəl ölkədən çıxarma qərarı sənədlə \
         götürülməlidir.";
    ExpulsionFunding "category" REMOVAL:
        "The payment includes {categories}, and against {beneficiary} stands: {forms} ({removals}). The \
         Fund must not pay for removing a victim (Decision 252, 1.3; CoE Convention, art. 16)."
        "Ödənişdə bu xərclər var: {categories}; {beneficiary} barəsində isə qərar var: {forms} \
         ({removals}). Fond qurbanın ölkədən çıxarılmasını ödəyə bilməz (252 nömrəli qərar, 1.3; \
         Konvensiyanın 16-cı maddəsi)."
        "Take these costs out; nobody can lift this."
        "Bu xərcləri çıxarın; bunu heç kim ləğv edə bilməz.";
    ExpulsionFunding "purpose" REMOVAL:
        "This is a repatriation (journey: {direction}), and against {beneficiary} stands: {forms} \
         ({removals}). A return under a removal decision is no free one (Decision 252, 1.3; CoE Convention, \
         art. 16)."
        "Bu, repatriasiyadır (səfər: {direction}), {beneficiary} barəsində isə qərar var: {forms} \
         ({removals}). Ölkədən çıxarma qərarı altında qayıdış könüllü sayılmır (252 nömrəli qərar, 1.3; \
         Konvensiyanın 16-cı maddəsi)."
        "Only a homecoming or a journey within Azerbaijan passes: name its countries, or have the decision \
         lifted first."
        "Yalnız vətənə qayıdış və ya ölkədaxili səfər mümkündür: ölkələri göstərin və ya əvvəlcə qərar \
         götürülməlidir.";
    ExpulsionFunding "entry-ban" REMOVAL:
        "Against {beneficiary} stands an entry ban ({removals}), and the payment may help to send the \
         person out (Decision 252, 1.3; CoE Convention, art. 16)."
        "{beneficiary} barəsində ölkəyə giriş qadağası var ({removals}), ödəniş isə şəxsin ölkədən \
         çıxarılmasına xidmət edə bilər (252 nömrəli qərar, 1.3; Konvensiyanın 16-cı maddəsi)."
        "An overrider may lift this with a written reason that the return is free, or the ban is lifted \
         first."
        "Səlahiyyətli şəxs qayıdışın könüllü olduğunu yazılı əsaslandırmaqla bunu götürə bilər, ya da \
         əvvəlcə qadağa götürülməlidir.";
    ExpulsionFunding "journey-unknown" REMOVAL:
        "Against {beneficiary} stands: {forms} ({removals}), and nobody said: {missing} (Decision 252, \
         1.3)."
        "{beneficiary} barəsində qərar var: {forms} ({removals}), lakin göstərilməyib: {missing} (252 \
         nömrəli qərar, 1.3)."
        "Name the countries: a homecoming or a journey within Azerbaijan passes."
        "Ölkələri göstərin: vətənə qayıdışa və ya ölkədaxili səfərə maneə yoxdur.";
    ExpulsionFunding "journey-unsaid" REMOVAL:
        "Against {beneficiary} stands: {forms} ({removals}), the items do not say what is bought, and nobody said: \
         {missing} (Decision 252, 1.3)."
        "{beneficiary} barəsində qərar var: {forms} ({removals}), maddələrdən nəyin alındığı bilinmir və \
         göstərilməyib: {missing} (252 nömrəli qərar, 1.3)."
        "Name what is bought by its category, or the journey with its countries: a homecoming or a journey within \
         Azerbaijan passes."
        "Nəyin alındığını növü ilə və ya səfəri ölkələri ilə göstərin: vətənə qayıdışa və ya ölkədaxili səfərə maneə \
         yoxdur.";
    ExpulsionFunding "items-unknown" REMOVAL:
        "Against {beneficiary} stands: {forms} ({removals}), and nobody said: {missing} (Decision 252, \
         1.3)."
        "{beneficiary} barəsində qərar var: {forms} ({removals}), lakin göstərilməyib: {missing} (252 \
         nömrəli qərar, 1.3)."
        "List the items with their categories and sums."
        "Xərcləri növləri və məbləğləri ilə sadalayın.";
    ReturnFileMissing "absent" RETURN:
        "A journey out needs a file of voluntary return, and {beneficiary} has none (Decision 252; Palermo \
         Protocol, art. 8)."
        "Ölkədən getmək üçün könüllü qayıdış sənədləri toplusu tələb olunur, {beneficiary} üçün isə belə \
         toplu yoxdur (252 nömrəli qərar; Palermo Protokolu, 8-ci maddə)."
        "Record the file and have a second person confirm it. What it needs: {lacking}."
        "Sənədləri qeyd edin və ikinci şəxsə təsdiq etdirin. Tələb olunur: {lacking}.";
    ReturnFileMissing "custody" RETURN:
        "Consent to the return was given in custody, so it is not free (Decision 252; Palermo Protocol, \
         art. 8)."
        "Qayıdışa razılıq həbsdə və ya saxlanma yerində verilib, ona görə könüllü sayılmır (252 nömrəli \
         qərar; Palermo Protokolu, 8-ci maddə)."
        "Ask the person again in freedom and record a new file. Lacking: {lacking}."
        "Şəxsin razılığını azadlıqda yenidən soruşun və yeni sənədlər toplusu qeyd edin. Çatışmayanlar: \
         {lacking}.";
    ReturnFileMissing "removal-exists" RETURN:
        "Asked on {checked_on}, an authority answered that a removal decision exists, so the return is not \
         shown to be free (Decision 252; Palermo Protocol, art. 8)."
        "{checked_on} tarixli sorğuya cavabda ölkədən çıxarma qərarının olduğu bildirilib, ona görə \
         qayıdışın könüllü olması sübut edilməyib (252 nömrəli qərar; Palermo Protokolu, 8-ci maddə)."
        "Record the decision as a notice; only after it is lifted can a new check be filed. Lacking: \
         {lacking}."
        "Həmin qərarı bildiriş kimi qeyd edin; yalnız o götürüldükdən sonra yeni yoxlama əlavə edilə bilər. \
         Çatışmayanlar: {lacking}.";
    ReturnFileMissing "incomplete" RETURN:
        "The file of voluntary return of {beneficiary} lacks: {lacking} (Decision 252; Palermo Protocol, \
         art. 8)."
        "{beneficiary} üzrə könüllü qayıdış sənədlərində çatışmır: {lacking} (252 nömrəli qərar; Palermo \
         Protokolu, 8-ci maddə)."
        "Record a complete file and have a second person confirm it."
        "Sənədləri tam qeyd edin və ikinci şəxsə təsdiq etdirin.";
    ReturnFileMissing "future" RETURN:
        "The file of voluntary return has dates after {on}: {future} (Decision 252; Palermo Protocol, art. \
         8)."
        "Könüllü qayıdış sənədlərində {on} tarixindən sonrakı tarixlər var: {future} (252 nömrəli qərar; \
         Palermo Protokolu, 8-ci maddə)."
        "Correct the dates, or wait until it happened. Lacking: {lacking}."
        "Tarixləri düzəldin və ya həmin günü gözləyin. Çatışmayanlar: {lacking}.";
    ReturnFileMissing "stale-check" RETURN_DAYS:
        "The check for removal decisions is of {checked_on}; at release on {on} it may be at most {days} \
         days old."
        "Ölkədən çıxarma qərarına dair yoxlama {checked_on} tarixlidir; {on} tarixində, ödəniş icra \
         olunarkən, cavab {days} gündən köhnə olmamalıdır."
        "Ask the authority again and file the answer. Lacking: {lacking}."
        "Orqana yenidən sorğu göndərin və cavabı əlavə edin. Çatışmayanlar: {lacking}.";
    ReturnFileMissing "unconfirmed" RETURN:
        "The file of voluntary return of {beneficiary} is complete, but no second person has confirmed it \
         (Decision 252; Palermo Protocol, art. 8)."
        "{beneficiary} üzrə könüllü qayıdış sənədləri tamdır, lakin ikinci şəxs onları təsdiq etməyib (252 \
         nömrəli qərar; Palermo Protokolu, 8-ci maddə)."
        "Another maker or the guardian must confirm the file."
        "Sənədləri başqa icraçı və ya məlumatların qorunması üzrə məsul şəxs təsdiq etməlidir.";
    ReturnFileMissing "journey-unknown" RETURN:
        "A journey out needs a file of voluntary return (Decision 252; Palermo Protocol, art. 8), and \
         nobody said: {missing}."
        "Ölkədən getmək üçün könüllü qayıdış sənədləri tələb olunur (252 nömrəli qərar; Palermo Protokolu, \
         8-ci maddə), lakin göstərilməyib: {missing}."
        "Name the countries of the journey."
        "Səfərin ölkələrini göstərin.";
    ExpulsionInWords "override" WORDS:
        "Words that speak of an expulsion stand in: {places}; they concern: {kinds} (of the Fund's list: {stems}). The Fund must not \
         pay for removing, guarding, detaining or taking a victim over the border (Decision 252, 1.3)."
        "Ölkədən çıxarmadan xəbər verən sözlər var: {places}; mövzu: {kinds} (Fondun siyahısından: {stems}). Fond qurbanın ölkədən \
         çıxarılmasını, mühafizə altında aparılmasını, saxlanmasını və ya sərhəddən keçirilməsini ödəyə bilməz (252 nömrəli qərar, 1.3)."
        "If the money serves that, withdraw the payment. If the words mean something else, write plainly what is paid for, or let an \
         overrider lift this with a written reason and a document."
        "Vəsait buna xidmət edirsə, ödənişi geri götürün. Sözlər başqa məna daşıyırsa, nəyin ödənildiyini aydın yazın və ya səlahiyyətli \
         şəxs bunu yazılı əsas və sənədlə götürsün.";
    ExpulsionInWords "warn" WORDS:
        "Words that may speak of an expulsion stand in: {places}; they concern: {kinds} (of the Fund's list: {stems}). Either what is \
         beside them speaks for lawful help, such as an appeal, a hospital, a court or a way home, or the words often mean something \
         else (Decision 252, 1.3)."
        "Ölkədən çıxarmadan xəbər verə bilən sözlər var: {places}; mövzu: {kinds} (Fondun siyahısından: {stems}). Ya onların yanında \
         olan qanuni yardımı göstərir, məsələn, şikayət, xəstəxana, məhkəmə və ya evə qayıdış, ya da bu sözlər çox vaxt başqa məna \
         daşıyır (252 nömrəli qərar, 1.3)."
        "Nothing has to be done. The approver should look at the bill or the lawyer's letter."
        "Heç nə tələb olunmur. Təsdiq edən şəxs hesaba və ya vəkilin məktubuna baxmalıdır.";
    EnforcementPayee "named" PAYEE:
        "The payee is a police, migration, border or detention body; the Fund's means go to victims' needs, \
         not to those who enforce removals (Reg. 5.1)."
        "Ödəniş alan polis, miqrasiya, sərhəd və ya saxlanma orqanıdır; Fondun vəsaiti qurbanların \
         ehtiyaclarına xərclənir, məcburi çıxarmanı icra edən orqanlara yox (Əsasnamənin 5.1-ci bəndi)."
        "Pay who really provides the service; nobody can lift this."
        "Xidməti faktiki göstərən tərəfə ödəyin; bunu heç kim ləğv edə bilməz.";
    EnforcementPayee "unknown" PAYEE:
        "Whether this payee ({payee}) is a police, migration, border or detention body cannot be told \
         without: {missing} (Reg. 5.1)."
        "Bu ödəniş alanın ({payee}) polis, miqrasiya, sərhəd və ya saxlanma orqanı olub-olmadığı məlum \
         deyil, çünki göstərilməyib: {missing} (Əsasnamənin 5.1-ci bəndi)."
        "Name the payee."
        "Ödəniş alanın adını göstərin.";
    LumpSumTwice "exact" LUMP_SUM:
        "{beneficiary} already has {paid} AZN of the lump sum in episode {episode} (payment {paid_by}), and \
         it is paid once (Reg. 8)."
        "{beneficiary} üçün {episode} nömrəli hadisə üzrə artıq {paid} AZN birdəfəlik ödəniş var (ödəniş \
         {paid_by}); o, yalnız bir dəfə verilir (Əsasnamənin 8-ci bəndi)."
        "Withdraw this payment; if it is an instalment, name its award, and stay within the award."
        "Bu ödənişi geri götürün; hissə-hissə ödənişdirsə, hansı təyin edilmiş məbləğə aid olduğunu \
         göstərin və onu aşmayın.";
    LumpSumTwice "joined" LUMP_SUM:
        "The person of {beneficiary} has the lump sum of episode {episode} under another pseudonym, and it is paid once \
         (Reg. 8)."
        "{beneficiary} benefisiarının {episode} nömrəli hadisə üzrə birdəfəlik ödənişi başqa psevdonimlə var; o, yalnız bir dəfə \
         verilir (Əsasnamənin 8-ci bəndi)."
        "Withdraw this payment, or have it recovered; nobody can lift this."
        "Bu ödənişi geri götürün və ya geri alınmasını təmin edin; bunu heç kim ləğv edə bilməz.";
    LumpSumTwice "over-award" LUMP_SUM:
        "The award of the lump sum in episode {episode} is {award_sum} AZN; {amount} AZN would be more \
         (Reg. 8)."
        "{episode} nömrəli hadisə üzrə təyin edilmiş birdəfəlik ödəniş {award_sum} AZN-dir; {amount} AZN \
         bundan çoxdur (Əsasnamənin 8-ci bəndi)."
        "Pay no more than is left of the award."
        "Təyin edilmiş məbləğin qalığından artıq ödəməyin.";
    LumpSumTwice "second-episode" POLICY:
        "{beneficiary} has the lump sum of other episodes as well: {other_episodes}. The law says nothing \
         of a second episode, so the Fund asks for an override."
        "{beneficiary} üçün başqa hadisələr üzrə də birdəfəlik ödəniş var: {other_episodes}. Qanun təkrar \
         hadisə barədə susur, ona görə Fond səlahiyyətli şəxsin qərarını tələb edir."
        "An overrider may lift this with a written reason that it is a new episode."
        "Səlahiyyətli şəxs bunun yeni hadisə olduğunu yazılı əsaslandırmaqla götürə bilər.";
    AllowanceTwice "joined" ALLOWANCE:
        "The person of {beneficiary} has the reintegration allowance of episode {episode} under another pseudonym, and it is \
         paid once (Decision 152)."
        "{beneficiary} benefisiarının {episode} nömrəli hadisə üzrə reinteqrasiya müavinəti başqa psevdonimlə var; müavinət yalnız \
         bir dəfə verilir (152 nömrəli qərar)."
        "Withdraw this payment, or have it recovered; nobody can lift this."
        "Bu ödənişi geri götürün və ya geri alınmasını təmin edin; bunu heç kim ləğv edə bilməz.";
    IdentityUnderReview "waiting" POLICY:
        "The data protection officer has not reviewed the identity of {beneficiary} yet. Each payment to a person waits for \
         that after the identity was recorded or completed."
        "Məlumatların mühafizəsi üzrə məsul şəxs {beneficiary} benefisiarının şəxsiyyət məlumatına hələ baxmayıb. Məlumat qeyd \
         edildikdən və ya tamamlandıqdan sonra şəxsə hər ödəniş bunu gözləyir."
        "Wait for the next review; where help cannot wait, an overrider may lift this with a written reason."
        "Növbəti baxışı gözləyin; yardım gözləyə bilmirsə, səlahiyyətli şəxs bunu yazılı əsaslandırmaqla götürə bilər.";
    IdentityUnderReview "no-identity" POLICY:
        "Nothing is recorded by which {beneficiary} could be compared with others, so nobody can tell whether the person has \
         had the {purpose} already under another pseudonym. Missing: {missing}."
        "{beneficiary} benefisiarını başqaları ilə müqayisə etməyə imkan verən heç nə qeyd edilməyib, ona görə şəxsin bunu \
         ({purpose}) artıq başqa psevdonimlə alıb-almadığını heç kim deyə bilməz. Çatışmır: {missing}."
        "Record what the person says of themselves: a name, with the day of birth where it is known, a paper, an account; it is \
         then compared, and the payment waits for the next review. To have no papers is normal: an overrider may lift this with \
         a written reason."
        "Şəxsin özü haqqında dediyini qeyd edin: adı, məlumdursa doğum günü ilə, sənədi, hesabı; bundan sonra məlumat müqayisə \
         edilir və ödəniş növbəti baxışı gözləyir. Sənədin olmaması adi haldır: səlahiyyətli şəxs bunu yazılı əsaslandırmaqla \
         götürə bilər.";
    AllowanceTwice "exact" ALLOWANCE:
        "{beneficiary} already has {paid} AZN of the reintegration allowance in episode {episode} (payment \
         {paid_by}), and it is paid once (Decision 152)."
        "{beneficiary} üçün {episode} nömrəli hadisə üzrə artıq {paid} AZN reinteqrasiya müavinəti var \
         (ödəniş {paid_by}); müavinət yalnız bir dəfə verilir (152 nömrəli qərar)."
        "Withdraw this payment; if it is an instalment, name its award, and stay within the award."
        "Bu ödənişi geri götürün; hissə-hissə ödənişdirsə, hansı təyin edilmiş məbləğə aid olduğunu \
         göstərin və onu aşmayın.";
    AllowanceTwice "over-award" ALLOWANCE:
        "The award of the allowance in episode {episode} is {award_sum} AZN; {amount} AZN would be more \
         (Decision 152)."
        "{episode} nömrəli hadisə üzrə təyin edilmiş müavinət {award_sum} AZN-dir; {amount} AZN bundan \
         çoxdur (152 nömrəli qərar)."
        "Pay no more than is left of the award."
        "Təyin edilmiş məbləğin qalığından artıq ödəməyin.";
    AllowanceTwice "second-episode" POLICY:
        "{beneficiary} has the allowance of other episodes as well: {other_episodes}. The law says nothing \
         of a second episode, so the Fund asks for an override."
        "{beneficiary} üçün başqa hadisələr üzrə də müavinət var: {other_episodes}. Qanun təkrar hadisə \
         barədə susur, ona görə Fond səlahiyyətli şəxsin qərarını tələb edir."
        "An overrider may lift this with a written reason that it is a new episode."
        "Səlahiyyətli şəxs bunun yeni hadisə olduğunu yazılı əsaslandırmaqla götürə bilər.";
    AmountNotInForce "amount" AMOUNT:
        "{amount} AZN is not the sum in force for this purpose ({purpose}): on the entitlement day {day} it \
         is {sum} AZN."
        "{amount} AZN bu məqsəd ({purpose}) üzrə qüvvədə olan məbləğ deyil: hüququn yarandığı {day} \
         tarixində məbləğ {sum} AZN-dir."
        "Pay the sum in force, or name the award of which this is an instalment."
        "Qüvvədə olan məbləği ödəyin və ya bunun hansı təyin edilmiş məbləğin hissəsi olduğunu göstərin.";
    AmountNotInForce "day" AMOUNT:
        "The draft says that the entitlement arose on {claimed}, but the records say {day}; the sum is the \
         one in force on the day that is derived, not typed."
        "Layihədə hüququn {claimed} tarixində yarandığı yazılıb, qeydlərə görə isə bu, {day} tarixidir; \
         məbləğ yazılan yox, qeydlərdən müəyyən edilən günə görə götürülür."
        "Correct the day, or the record it is derived from."
        "Tarixi və ya onun müəyyən edildiyi qeydi düzəldin.";
    AmountNotInForce "unknown-day" AMOUNT:
        "Which sum is in force for this purpose ({purpose}) depends on a day that nobody recorded: \
         {missing}."
        "Bu məqsəd ({purpose}) üzrə qüvvədə olan məbləğ qeyd edilməmiş tarixdən asılıdır: {missing}."
        "Record that day for the beneficiary."
        "Benefisiar üçün həmin tarixi qeyd edin.";
    AmountNotInForce "unknown-sum" AMOUNT:
        "The acts known do not tell, for this purpose ({purpose}) and the entitlement day {day}: {missing}."
        "Məlum aktlardan bu məqsəd ({purpose}) və hüququn yarandığı {day} tarixi üçün aydın olmur: \
         {missing}."
        "An overrider may lift this with the act that fixes the sum on that day."
        "Səlahiyyətli şəxs həmin gün üçün məbləği müəyyən edən aktı göstərməklə bunu götürə bilər.";
    NotIdentified "none" IDENTIFIED:
        "Nobody is recorded to have identified {beneficiary} as a victim in episode {episode} by {on} \
         (Decisions 123 and 131); only emergency help goes without."
        "{on} tarixinədək {episode} nömrəli hadisə üzrə {beneficiary} qurban kimi müəyyən edilməyib (123 və \
         131 nömrəli qərarlar); bunsuz yalnız təcili yardım göstərilə bilər."
        "Record the identification by police, court, NGO, migration service or a foreign authority; \
         presumed is enough."
        "Polis, məhkəmə, QHT, miqrasiya xidməti və ya xarici orqan tərəfindən müəyyən edilməni qeyd edin; \
         ehtimal edilən qurban statusu kifayətdir.";
    UnsafeNarrative "memo" NARRATIVE:
        "The memo holds what must not leave the house with a payment: {told} (THB Law, art. 17)."
        "Qeyddə ödənişlə birlikdə kənara çıxmamalı olan məlumat var: {told} (İnsan alveri haqqında Qanunun \
         17-ci maddəsi)."
        "Write the payment again with neutral words, or without a memo."
        "Ödənişi neytral sözlərlə və ya qeydsiz yenidən yazın.";
}
