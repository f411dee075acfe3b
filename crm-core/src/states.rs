//! What the states of records, and the moves to them, are called in sentences for people. Every life cycle takes its
//! words from here, whatever the kind of record: `published` says the same of a service and of its revision.

use crate::text::LanguageTag;

/// A state's stable name, then in Arabic and in English: how the record is, and what is done to get it there.
const WORDS: &[(&str, [&str; 2], [&str; 2])] = &[
    ("proposed", ["مقترح", "الاقتراح"], ["proposed", "proposed"]),
    ("draft", ["مسودة", "إعادته إلى المسودة"], ["a draft", "made a draft"]),
    ("in_review", ["قيد التدقيق", "إرساله للتدقيق"], ["in review", "put in review"]),
    ("published", ["منشور", "النشر"], ["published", "published"]),
    ("rejected", ["مرفوض", "الرفض"], ["rejected", "rejected"]),
    ("suspended", ["موقوف", "الإيقاف"], ["suspended", "suspended"]),
    ("retired", ["ملغى", "الإلغاء"], ["retired", "retired"]),
    ("withdrawn", ["مسحوب", "السحب"], ["withdrawn", "withdrawn"]),
    ("approved", ["معتمد", "الاعتماد"], ["approved", "approved"]),
    ("replaced", ["مستبدل", "الاستبدال"], ["replaced", "replaced"]),
    ("active", ["نشط", "التنشيط"], ["active", "made active"]),
    ("merged", ["مدموج في سجل آخر", "الدمج"], ["merged into another record", "merged"]),
    ("deceased", ["متوفى", "تسجيل الوفاة"], ["deceased", "marked as deceased"]),
    ("restricted", ["مقيّد الاطلاع", "تقييد الاطلاع"], ["restricted", "restricted"]),
    ("anonymised", ["مجهّل الهوية", "تجهيل الهوية"], ["anonymised", "anonymised"]),
    ("open", ["مفتوح", "إعادة الفتح"], ["open", "opened again"]),
    ("dry_run", ["تجربة دون حفظ", "التجربة"], ["a dry run", "tried"]),
    ("queued", ["في الانتظار", "وضعه في الانتظار"], ["waiting", "queued"]),
    ("running", ["قيد التنفيذ", "التنفيذ"], ["running", "run"]),
    ("failed", ["متعثر", "إنهاؤه متعثرًا"], ["failed", "failed"]),
    ("done", ["منجز", "الإنجاز"], ["done", "marked as done"]),
    ("cancelled", ["ملغى", "الإلغاء"], ["cancelled", "cancelled"]),
    ("contact", ["قيد تواصل", "التسجيل"], ["a contact", "logged"]),
    ("correction", ["قيد تصحيح", "التصحيح"], ["a correction", "corrected"]),
    ("undo", ["قيد تراجع", "التراجع"], ["an entry taken back", "taken back"]),
    ("changed", ["معدّل", "التعديل"], ["changed", "changed"]),
    ("corrected", ["مصحّح", "التصحيح"], ["corrected", "corrected"]),
    ("undone", ["متراجع عنه", "التراجع"], ["taken back", "taken back"]),
    ("submitted", ["معروض على اللجنة", "العرض على اللجنة"], ["before the committee", "submitted"]),
    ("returned", ["معاد", "الإعادة"], ["returned", "returned"]),
    ("in_force", ["نافذ", "الإنفاذ"], ["in force", "put in force"]),
    ("superseded", ["حلّ غيره محله", "الاستبدال"], ["superseded", "superseded"]),
    ("voted", ["مصوّت عليه", "التصويت"], ["voted on", "voted on"]),
    ("scheduled", ["مجدولة", "الجدولة"], ["scheduled", "scheduled"]),
    ("opening", ["قيد الفتح", "الفتح"], ["being opened", "opened"]),
    ("verification", ["في مرحلة التحقق", "بدء التحقق"], ["in verification", "put in verification"]),
    ("closing", ["قيد الإغلاق", "الإغلاق"], ["being closed", "closed"]),
    ("closed", ["مغلقة", "الإغلاق"], ["closed", "closed"]),
    ("checked", ["مفحوص", "الفحص"], ["checked", "checked"]),
    ("linked", ["مربوط بخدمة", "الربط بخدمة"], ["linked to a service", "linked to a service"]),
    ("dismissed", ["مستبعد", "الاستبعاد"], ["dismissed", "dismissed"]),
    ("verified", ["متحقق منها", "التحقق من بصمتها"], ["verified", "verified against its digest"]),
    ("compared", ["مقارنة", "المقارنة"], ["compared", "compared"]),
    ("summed_up", ["ملخّصة", "التلخيص"], ["summed up", "summed up"]),
    ("extended", ["ممدّدة", "تمديد المهلة"], ["extended", "extended"]),
    ("pending", ["بانتظار الإجابة", "السؤال من جديد"], ["waiting for its answer", "asked anew"]),
    ("answered", ["مجاب عنه", "الإجابة"], ["answered", "answered"]),
    ("endorsed", ["معتمد من مدير الإدارة", "اعتماد مدير الإدارة"], ["approved by its head", "approved by its head"]),
    ("second_review", ["في المراجعة الثانية", "المراجعة الثانية"], ["in second review", "put in second review"]),
    ("accepted", ["مقبول", "القبول"], ["accepted", "accepted"]),
    ("unverified", ["غير متحقق منه", "تركه دون تحقق"], ["unverified", "left unverified"]),
    ("exempt", ["معفى", "الإعفاء"], ["exempt", "exempted"]),
    ("reassigned", ["مسند إلى غيره", "الإسناد إلى غيره"], ["reassigned", "reassigned"]),
];

/// Why a move is refused, in Arabic or English. A name that is not on the list stands as it is.
pub fn not_allowed(from: &str, to: &str, language: &LanguageTag) -> String {
    let row = |name: &str| WORDS.iter().find(|(known, ..)| *known == name);
    if language.is_arabic() {
        let (is, act) = (row(from).map_or(from, |row| row.1[0]), row(to).map_or(to, |row| row.1[1]));
        format!("الحالة الآن «{is}»، ولا يمكن معها {act}.")
    } else {
        let (is, act) = (row(from).map_or(from, |row| row.2[0]), row(to).map_or(to, |row| row.2[1]));
        format!("This is {is}; it cannot be {act}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beneficiaries::BeneficiaryStatus;
    use crate::catalogue::rules::{RevisionState, ServiceStatus};
    use crate::interactions::EntryKind;
    use crate::interactions::follow_ups::FollowUpState;
    use crate::interactions::mentions::MentionDecision;
    use crate::interactions::reasons::{self, ReasonStatus};
    use crate::inventory::cycles::CycleState;
    use crate::inventory::items::ItemState;
    use crate::inventory::plans::PlanState;
    use crate::jobs::JobState;

    #[test]
    fn every_state_of_every_life_cycle_has_its_words() {
        let names = BeneficiaryStatus::ALL.iter().map(|state| state.name());
        let names = names.chain(ServiceStatus::ALL.iter().map(|state| state.name()));
        let names = names.chain(RevisionState::ALL.iter().map(|state| state.name()));
        let names = names.chain(EntryKind::ALL.iter().map(|kind| kind.name()));
        let names = names.chain(FollowUpState::ALL.iter().map(|state| state.name()));
        let names = names.chain(JobState::ALL.iter().map(|state| state.name()));
        let names = names.chain(ReasonStatus::ALL.iter().map(|state| state.name()));
        let names = names.chain(reasons::RevisionState::ALL.iter().map(|state| state.name()));
        let names = names.chain(PlanState::ALL.iter().map(|state| state.name())).chain([
            "voted",
            "extended",
            "compared",
            "checked",
            "summed_up",
        ]);
        let names = names.chain(CycleState::ALL.iter().map(|state| state.name()));
        let names = names.chain(MentionDecision::ALL.iter().map(|decision| decision.name()));
        let names = names.chain(ItemState::ALL.iter().map(|state| state.name()));
        for name in names.chain(["changed", "corrected", "undone", "reassigned"]) {
            assert!(WORDS.iter().any(|(known, ..)| *known == name), "{name}");
        }
    }

    #[test]
    fn the_sentence_is_in_the_language_of_the_reader() {
        let say = |language| not_allowed("withdrawn", "in_review", &language);
        assert_eq!(say(LanguageTag::english()), "This is withdrawn; it cannot be put in review.");
        assert_eq!(say(LanguageTag::arabic()), "الحالة الآن «مسحوب»، ولا يمكن معها إرساله للتدقيق.");
        assert_eq!(not_allowed("odd", "strange", &LanguageTag::english()), "This is odd; it cannot be strange.");
    }
}
