//! The words for money in another's hands: representatives, children, collectors. Only templates live here.
use super::{POLICY, templates};

const CHILD: &str = "Decision 180";
const AUDIT: &str = "audit: cash is handed to the payee or under a power of attorney";

templates! {
    GuardianConflict "paid" POLICY:
        "Representative {representative} of {beneficiary} ({kind}) is in conflict with the person: {relation}. Nothing \
         is paid to such a representative."
        "{beneficiary} benefisiarının {representative} nömrəli nümayəndəsi ({kind}) ilə şəxs arasında mənafe ziddiyyəti \
         var: {relation}. Belə nümayəndəyə heç nə ödənilmir."
        "Pay another representative, or whoever provides the service; nobody can lift this. A conflict that was recorded \
         wrongly is lifted by a second person, with a document."
        "Başqa nümayəndəyə və ya xidməti göstərənə ödəyin; bunu heç kim ləğv edə bilməz. Səhvən qeyd edilmiş ziddiyyəti \
         ikinci şəxs sənədlə götürür.";
    GuardianConflict "child" POLICY:
        "{beneficiary} is a child, and whoever stands in for it is in conflict with it: representative {representative} \
         ({kind}), {relation}. The child's money would reach them."
        "{beneficiary} uşaqdır və onu təmsil edənlə arasında mənafe ziddiyyəti var: {representative} nömrəli nümayəndə \
         ({kind}), {relation}. Uşağın vəsaiti onun əlinə keçə bilər."
        "Record another representative of the child, with a document, or pay whoever provides the service; nobody can \
         lift this."
        "Uşağın başqa nümayəndəsini sənədlə qeyd edin və ya xidməti göstərənə ödəyin; bunu heç kim ləğv edə bilməz.";
    GuardianConflict "collector" POLICY:
        "Representative {representative} of {beneficiary} ({kind}), who collects the cash, is in conflict with the \
         person: {relation}."
        "Nağd vəsaiti alan {representative} nömrəli nümayəndə ({kind}) ilə {beneficiary} benefisiarı arasında mənafe \
         ziddiyyəti var: {relation}."
        "Hand the cash to the payee or to another collector; nobody can lift this."
        "Nağd vəsaiti ödəniş alanın özünə və ya başqa etibar edilmiş şəxsə verin; bunu heç kim ləğv edə bilməz.";
    GuardianConflict "unnamed" POLICY:
        "A representative of {beneficiary} is paid, and whether that one is in conflict with the person cannot be told \
         without: {missing}."
        "{beneficiary} benefisiarının nümayəndəsinə ödənilir, onunla şəxs arasında mənafe ziddiyyətinin olub-olmadığı isə \
         məlum deyil, çünki göstərilməyib: {missing}."
        "Name the representative by the number under which it is recorded."
        "Nümayəndəni qeyd edildiyi nömrə ilə göstərin.";
    ChildWithoutRepresentative "none" CHILD:
        "{beneficiary} is a child, and nobody is in force who stands in for it and is in no conflict with it; without \
         that no cash goes into its hands and nobody receives money for it (Decision 180)."
        "{beneficiary} uşaqdır, onu təmsil edən, qüvvədə olan və mənafe ziddiyyəti olmayan nümayəndə isə yoxdur; bunsuz \
         uşağın əlinə nağd vəsait verilmir və onun üçün heç kim vəsait almır (180 nömrəli qərar)."
        "Record a parent, a guardian, the state committee or the head of the shelter; goods, and payments to whoever \
         provides the service, pass."
        "Valideyni, qəyyumu, dövlət komitəsini və ya sığınacağın rəhbərini qeyd edin; mal verilməsinə və xidməti \
         göstərənə ödənişə maneə yoxdur.";
    ChildWithoutRepresentative "age-unknown" CHILD:
        "Whether somebody must stand in for {beneficiary} (Decision 180) cannot be told, for nobody recorded: {missing}."
        "{beneficiary} üçün nümayəndənin tələb olunub-olunmadığı (180 nömrəli qərar) bilinmir, çünki qeyd edilməyib: \
         {missing}."
        "Record what is known of the person's age."
        "Şəxsin yaşı barədə məlum olanı qeyd edin.";
    ChildWithoutRepresentative "not-in-force" CHILD:
        "Representative {representative} of {beneficiary} ({kind}), who is to receive the child's money, is not in force \
         on the day: {state} (Decision 180)."
        "{beneficiary} benefisiarının {representative} nömrəli nümayəndəsi ({kind}) uşağın vəsaitini almalıdır, lakin \
         həmin gün səlahiyyəti qüvvədə deyil: {state} (180 nömrəli qərar)."
        "Pay a representative who is in force, or record one."
        "Səlahiyyəti qüvvədə olan nümayəndəyə ödəyin və ya belə nümayəndəni qeyd edin.";
    CollectorNotPayee "stranger" AUDIT:
        "The cash is for: {payee}. Who is said to collect it is neither that nor anybody recorded who may collect it for \
         {beneficiary}."
        "Nağd vəsait bunun üçündür: {payee}. Onu alan isə nə həmin şəxsdir, nə də {beneficiary} üçün qeyd edilmiş və bu \
         vəsaiti ala bilən nümayəndədir."
        "Record the collector with the power of attorney and name its number; if the payee came in person, \
         say nothing of who collected. Nobody can lift this."
        "Etibar edilmiş şəxsi etibarnamə ilə qeyd edin və nömrəsini göstərin; ödəniş alan özü gəlibsə, kimin \
         aldığını yazmayın. Bunu heç kim ləğv edə bilməz.";
    CollectorNotPayee "not-authorised" AUDIT:
        "Representative {representative} of {beneficiary} ({kind}) is not authorised to collect this cash."
        "{beneficiary} benefisiarının {representative} nömrəli nümayəndəsinin ({kind}) bu nağd vəsaiti almaq səlahiyyəti \
         yoxdur."
        "Hand the cash to the payee, or for the beneficiary to a collector with a power of attorney; nobody can lift this."
        "Nağd vəsaiti ödəniş alana, benefisiar üçün isə etibarnaməsi olan şəxsə verin; bunu heç kim ləğv edə bilməz.";
    CollectorNotPayee "not-in-force" AUDIT:
        "Representative {representative} of {beneficiary} ({kind}) may not receive this money on the day: {state}."
        "{beneficiary} benefisiarının {representative} nömrəli nümayəndəsi ({kind}) həmin gün bu vəsaiti ala bilməz: \
         {state}."
        "Record a power of attorney that is in force, or pay the person; nobody can lift this."
        "Qüvvədə olan etibarnaməni qeyd edin və ya şəxsin özünə ödəyin; bunu heç kim ləğv edə bilməz.";
    CollectorNotPayee "collector-unknown" AUDIT:
        "Cash for {beneficiary} ({payee}) is handed out, and nobody recorded: {missing}."
        "{beneficiary} üçün nağd vəsait ({payee}) verilir, lakin qeyd edilməyib: {missing}."
        "Say who collects: the payee, or a representative by number; an overrider may lift this with a written reason."
        "Vəsaiti kimin aldığını göstərin: ödəniş alanın özü və ya nömrəsi ilə nümayəndə; səlahiyyətli şəxs bunu yazılı \
         əsaslandırmaqla götürə bilər.";
}
