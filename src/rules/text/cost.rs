//! The words for what a cost is called: a fine, the Fund's own costs and a ticket by their words, whatever category was typed. Only
//! templates live here.
use super::templates;

const REMOVAL: &str = "Decision 252, 1.3; CoE Convention, art. 16; list of words: policy of the Fund";
const RETURN: &str = "Decision 252; Palermo Protocol, art. 8; list of words: policy of the Fund";
const EXEMPT: &str =
    "THB Law: exemption of victims from liability for coerced offences; list of words: policy of the Fund";
const OVERHEAD: &str = "Fund Regulation (Decision 8), 5.1";
const OVERHEAD_WORDS: &str = "Fund Regulation (Decision 8), 5.1; list of words: policy of the Fund";

templates! {
    ExpulsionFunding "ticket-in-words" REMOVAL:
        "Against {beneficiary} stands: {forms} ({removals}), the memo or the title of a document speaks of a ticket \
         or a flight, and nobody said: {missing} (Decision 252, 1.3)."
        "{beneficiary} barəsində qərar var: {forms} ({removals}), qeyddə və ya sənədin adında biletdən və ya uçuşdan \
         bəhs olunur, lakin göstərilməyib: {missing} (252 nömrəli qərar, 1.3)."
        "Enter the ticket as travel with the countries of the journey: a homecoming or a journey within Azerbaijan \
         passes. Where there is no ticket, correct the words; an overrider may lift this with a written reason."
        "Bileti səfərin ölkələri ilə birlikdə yol xərci kimi daxil edin: vətənə qayıdışa və ya ölkədaxili səfərə maneə \
         yoxdur. Bilet yoxdursa, sözləri düzəldin; səlahiyyətli şəxs bunu yazılı əsaslandırmaqla götürə bilər.";
    ReturnFileMissing "ticket-in-words" RETURN:
        "For {beneficiary} ({purpose}) the memo or the title of a document speaks of a ticket or a flight, and nobody \
         said: {missing}. A journey out needs a file of voluntary return (Decision 252; Palermo Protocol, art. 8)."
        "{beneficiary} üçün ödənişin ({purpose}) qeydində və ya sənədin adında biletdən və ya uçuşdan bəhs olunur, \
         lakin göstərilməyib: {missing}. Ölkədən getmək üçün könüllü qayıdış sənədləri toplusu tələb olunur (252 \
         nömrəli qərar; Palermo Protokolu, 8-ci maddə)."
        "Enter the ticket as travel with the countries of the journey; where there is no ticket, correct the words."
        "Bileti səfərin ölkələri ilə birlikdə yol xərci kimi daxil edin; bilet yoxdursa, sözləri düzəldin.";
    FineOfExemptVictim "in-words" EXEMPT:
        "The memo or the title of a document of the payment of {amount} AZN ({purpose}) speaks of a fine or of an \
         overstay charge, and no item is entered as a penalty. Whatever the cost is called, the law exempts a victim \
         ({beneficiary}) from liability for a coerced offence."
        "{amount} AZN ödənişin ({purpose}) qeydində və ya sənədinin adında cərimədən və ya müddətdən artıq qalmağa görə \
         ödənişdən bəhs olunur, lakin heç bir xərc cərimə kimi göstərilməyib. Xərc necə adlandırılsa da, qanun qurbanı \
         ({beneficiary}) məcburiyyət altında törətdiyi əmələ görə məsuliyyətdən azad edir."
        "Enter the fine as a penalty, and have it annulled: legal aid may be paid for that. Where there is no fine, \
         correct the words; an overrider may lift this with a written reason."
        "Cəriməni öz növü ilə daxil edin və onun ləğvinə nail olun: bunun üçün hüquqi yardım ödənilə bilər. Cərimə \
         yoxdursa, sözləri düzəldin; səlahiyyətli şəxs bunu yazılı əsaslandırmaqla götürə bilər.";
    FineOfExemptVictim "in-words-unknown" EXEMPT:
        "The memo or the title of a document of the payment of {amount} AZN ({purpose}) speaks of a fine or of an \
         overstay charge, and no item is entered as a penalty. A victim ({beneficiary}) is exempt from liability for a \
         coerced offence, and nobody recorded: {missing}."
        "{amount} AZN ödənişin ({purpose}) qeydində və ya sənədinin adında cərimədən və ya müddətdən artıq qalmağa görə \
         ödənişdən bəhs olunur, lakin heç bir xərc cərimə kimi göstərilməyib. Qurban ({beneficiary}) məcburiyyət \
         altında törətdiyi əmələ görə məsuliyyətdən azaddır, lakin qeyd edilməyib: {missing}."
        "Record whether there was coercion, and enter the fine as a penalty. Where there is no fine, correct the \
         words; an overrider may lift this with a written reason."
        "Məcburiyyətin olub-olmadığını qeyd edin və cəriməni öz növü ilə daxil edin. Cərimə yoxdursa, sözləri \
         düzəldin; səlahiyyətli şəxs bunu yazılı əsaslandırmaqla götürə bilər.";
    AdminOverhead "in-words" OVERHEAD_WORDS:
        "The memo or the title of a document speaks of the staff's pay, of the office or of its car, and no item of \
         the {amount} AZN ({purpose}) is entered as administration. The Fund's means are for victims (Reg. 5.1)."
        "Qeyddə və ya sənədin adında əməkdaşların əmək haqqından, ofisdən və ya onun avtomobilindən bəhs olunur, \
         {amount} AZN məbləğin ({purpose}) heç bir hissəsi isə inzibati xərc kimi göstərilməyib. Fondun vəsaiti \
         qurbanlar üçündür (Əsasnamənin 5.1-ci bəndi)."
        "Take these costs out, or enter them as administration and pay them from the state budget. Where they are a \
         victim's own, correct the words; an overrider may lift this with a written reason."
        "Bu xərcləri çıxarın və ya inzibati xərc kimi daxil edib dövlət büdcəsindən ödəyin. Xərc qurbanın özünündürsə, \
         sözləri düzəldin; səlahiyyətli şəxs bunu yazılı əsaslandırmaqla götürə bilər.";
    AdminOverhead "items-unknown" OVERHEAD:
        "Of the {amount} AZN ({purpose}) nobody said: {missing}. Some of it may be the Fund's own administration, and \
         the Fund's means are for victims (Reg. 5.1)."
        "{amount} AZN məbləğ ({purpose}) üzrə göstərilməyib: {missing}. Onun bir hissəsi Fondun inzibati xərci ola \
         bilər, Fondun vəsaiti isə qurbanlar üçündür (Əsasnamənin 5.1-ci bəndi)."
        "List the items with their categories and sums."
        "Xərcləri növləri və məbləğləri ilə sadalayın.";
}
