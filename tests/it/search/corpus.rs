//! A catalogue to search in, as a region's offices would write it.

use crm_core::OpContext;
use crm_core::catalogue::services;
use crm_core::ids::DepartmentId;
use crm_core::text::{LanguageTag, LocalizedText};
use support::TestDb;

use crate::catalogue::{card, department, new_service, published};

/// A service with its texts.
pub struct Entry {
    /// The number in its code `GS-101`; services are made in its order.
    pub number: u16,
    /// Its name in Arabic, English and French.
    pub names: [&'static str; 3],
    /// Its summary in Arabic and English.
    pub summaries: [&'static str; 2],
    /// Another Arabic name, or nothing.
    pub other: &'static str,
}

const fn entry(number: u16, names: [&'static str; 3], summaries: [&'static str; 2]) -> Entry {
    Entry { number, names, summaries, other: "" }
}

const fn known_as(number: u16, names: [&'static str; 3], summaries: [&'static str; 2], other: &'static str) -> Entry {
    Entry { number, names, summaries, other }
}

#[rustfmt::skip]
pub const CORPUS: [Entry; 42] = [
    known_as(101, ["إصدار رخصة بناء", "Building permit", "Permis de construire"], ["السماح ببدء أعمال التشييد على أرض مملوكة", "Leave to start works on owned land"], "فسح بناء"),
    entry(102, ["تجديد رخصة البناء", "Building permit renewal", "Renouvellement du permis de construire"], ["تمديد المدة قبل انتهائها", "More time before it runs out"]),
    entry(103, ["رخصة هدم مبنى", "Demolition permit", "Permis de démolir"], ["إزالة المباني القديمة أو الآيلة للسقوط", "Removal of old or unsafe buildings"]),
    known_as(104, ["إصدار رخصة تجارية", "Commercial licence", "Licence commerciale"], ["مزاولة نشاط في محل", "Trading from a shop"], "رخصة محل"),
    entry(105, ["تجديد الرخصة التجارية", "Commercial licence renewal", "Renouvellement de la licence commerciale"], ["للمنشآت القائمة", "For running businesses"]),
    entry(106, ["إلغاء الرخصة التجارية", "Commercial licence cancellation", "Annulation de la licence commerciale"], ["عند ترك النشاط", "When the business closes"]),
    entry(107, ["تصريح إقامة فعالية", "Event permit", "Autorisation d'événement"], ["الحفلات والمعارض والمهرجانات", "Parties, exhibitions and festivals"]),
    entry(108, ["تصريح حفر في الشوارع", "Street excavation permit", "Autorisation de fouille sur la voie publique"], ["للجهات الخدمية والمقاولين", "For utilities and contractors"]),
    entry(109, ["شهادة إتمام البناء", "Building completion certificate", "Certificat d'achèvement des travaux"], ["بعد المعاينة الميدانية", "After an inspection on site"]),
    entry(110, ["شهادة ميلاد", "Birth certificate", "Acte de naissance"], ["تسجيل المواليد خلال ثلاثين يومًا", "Newborns, within thirty days"]),
    entry(111, ["شهادة وفاة", "Death certificate", "Acte de décès"], ["تسجيل الوفيات", "Records a death"]),
    entry(112, ["توثيق عقد الزواج", "Marriage contract registration", "Enregistrement du mariage"], ["لدى مأذون معتمد", "Before an approved officiant"]),
    entry(113, ["بطاقة الهوية الوطنية", "National identity card", "Carte nationale d'identité"], ["لمن أتم خمس عشرة سنة", "From the age of fifteen"]),
    known_as(114, ["تجديد هوية مقيم", "Resident identity renewal", "Renouvellement du titre de séjour"], ["للعاملين وأسرهم", "Workers and their families"], "تجديد الإقامة"),
    entry(115, ["إصدار جواز سفر", "Passport", "Délivrance d'un passeport"], ["للمواطنين عبر المنصة", "For citizens, online"]),
    entry(116, ["تجديد جواز السفر", "Passport renewal", "Renouvellement de passeport"], ["قبل ستة أشهر من انتهائه", "Six months before the end"]),
    entry(117, ["تأشيرة زيارة عائلية", "Family visit visa", "Visa de visite familiale"], ["لأقارب المقيم", "Relatives of residents"]),
    entry(118, ["تأشيرة خروج وعودة", "Exit and re-entry visa", "Visa de sortie et de retour"], ["مفردة أو متعددة", "Single or multiple"]),
    entry(119, ["رخصة قيادة خاصة", "Private driving licence", "Permis de conduire"], ["بعد اجتياز الاختبار", "After passing the test"]),
    entry(120, ["تجديد رخصة القيادة", "Driving licence renewal", "Renouvellement du permis de conduire"], ["بعد الفحص الطبي", "After a medical check"]),
    entry(121, ["الاعتراض على مخالفة مرورية", "Traffic violation objection", "Contestation d'une infraction routière"], ["خلال شهر من تسجيلها", "Within a month"]),
    entry(122, ["فتح سجل زراعي", "Agricultural register", "Registre agricole"], ["للمزارعين والمزارع", "Farmers and farms"]),
    entry(123, ["رخصة حفر بئر", "Well drilling licence", "Licence de forage"], ["آبار الشرب والري", "Drinking and irrigation wells"]),
    entry(124, ["شكوى انقطاع المياه", "Water outage complaint", "Réclamation pour coupure d'eau"], ["يعالج البلاغ خلال يوم", "Answered within a day"]),
    entry(125, ["توصيل الكهرباء", "Electricity connection", "Raccordement électrique"], ["للمباني الجديدة", "New buildings"]),
    entry(126, ["بلاغ عن تلوث بيئي", "Pollution report", "Signalement de pollution"], ["تلوث الهواء أو الماء أو التربة", "Polluted air, water or soil"]),
    entry(127, ["تصريح بيئي للتشغيل", "Environmental operating permit", "Permis d'exploitation environnemental"], ["للمصانع", "Factories"]),
    entry(128, ["حجز موعد في المستشفى", "Hospital appointment", "Rendez-vous à l'hôpital"], ["العيادات الخارجية", "Outpatient clinics"]),
    entry(129, ["تقرير طبي", "Medical report", "Rapport médical"], ["يصدره المستشفى المعالج", "From the treating hospital"]),
    entry(130, ["شهادة تطعيم", "Vaccination certificate", "Certificat de vaccination"], ["للأطفال والمسافرين", "Children and travellers"]),
    entry(131, ["تسجيل طالب في المدرسة", "School enrolment", "Inscription scolaire"], ["للمراحل الثلاث", "All stages"]),
    entry(132, ["معادلة الشهادات الجامعية", "University degree equivalence", "Équivalence de diplômes"], ["للدارسين في الخارج", "Studies abroad"]),
    entry(133, ["منحة دراسية", "Scholarship", "Bourse d'études"], ["للطلاب المتفوقين", "Outstanding students"]),
    entry(134, ["دعم الأسر المنتجة", "Support for productive families", "Soutien aux familles productives"], ["تمويل وتدريب", "Funding and training"]),
    entry(135, ["الضمان الاجتماعي", "Social security", "Sécurité sociale"], ["معاش شهري للمحتاجين", "A monthly pension for the needy"]),
    entry(136, ["خدمات ذوي الإعاقة", "Services for persons with disabilities", "Services aux personnes handicapées"], ["بطاقة تسهيلات وأجهزة مساعدة", "A card and assistive devices"]),
    entry(137, ["كفالة يتيم", "Orphan sponsorship", "Parrainage d'un orphelin"], ["رعاية الأيتام شهريًا", "Monthly care of orphans"]),
    entry(138, ["زيارة سجين", "Prisoner visit", "Visite à un détenu"], ["تحديد موعد اللقاء", "Fixes the hour of the meeting"]),
    entry(139, ["طلب مقابلة أمير المنطقة", "Audience with the governor", "Audience auprès du gouverneur"], ["تقديم المطالب والشكاوى", "Requests and complaints"]),
    entry(140, ["متابعة معاملة إلكترونيًا", "Electronic follow-up of a case", "Suivi électronique d'un dossier"], ["برقم المعاملة وتاريخها", "By its number and date"]),
    entry(141, ["استخراج صك ملكية", "Title deed", "Titre de propriété"], ["للأراضي والعقارات", "Land and real estate"]),
    entry(142, ["تقسيم أرض", "Land subdivision", "Lotissement d'un terrain"], ["فرز القطع وإفرادها", "Parts a plot"]),
];

impl Entry {
    pub fn code(&self) -> String {
        format!("GS-{}", self.number)
    }

    /// Every text with its field's weight: code 5, names 4, other names 3, summaries 2.
    pub fn texts(&self) -> Vec<(String, i32)> {
        let mut texts = vec![(self.code(), 5), (self.other.to_owned(), 3)];
        texts.extend(self.names.iter().map(|name| ((*name).to_owned(), 4)));
        texts.extend(self.summaries.iter().map(|summary| ((*summary).to_owned(), 2)));
        texts
    }

    /// Whether the first of the two departments owns it.
    pub fn is_even(&self) -> bool {
        self.number.is_multiple_of(2)
    }
}

/// Publishes the corpus; even numbers belong to the first of the two departments.
pub async fn publish(db: &TestDb, op: &OpContext) -> [DepartmentId; 2] {
    let owners = [department(db, "EVEN").await, department(db, "ODD").await];
    for entry in &CORPUS {
        let [ar, en, fr] = entry.names;
        let mut card = card(ar, en);
        card.identity.name = card.identity.name.with(LanguageTag::parse("fr").unwrap(), fr);
        card.identity.summary = LocalizedText::ar_en(entry.summaries[0], entry.summaries[1]);
        if !entry.other.is_empty() {
            card.identity.alternate_names = vec![LocalizedText::new().with(LanguageTag::arabic(), entry.other)];
        }
        let owner = owners[usize::from(!entry.is_even())];
        published(db, op, new_service(&entry.code(), owner, card)).await;
    }
    let all = services::ServiceQuery::default();
    assert_eq!(services::count(db, op, all).await.unwrap(), CORPUS.len() as u64);
    owners
}
