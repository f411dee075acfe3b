//! The parts of a card that may be missing: weight, place, label, and whether a card holds them.

use crate::names::names;
use crate::text::LocalizedText;

use crate::catalogue::card::{Card, Fees, OnlineAnswer, ServiceKind};

names! {
    /// A part of a card that may be missing.
    CardPart {
        /// The owning department.
        Owner = "owner",
        /// The name.
        Name = "name",
        /// The summary.
        Summary = "summary",
        /// The full text.
        Description = "description",
        /// Informational, procedural or executive.
        Kind = "kind",
        /// The output.
        Output = "output",
        /// Internal, external or shared.
        Scope = "scope",
        /// The accountable post.
        AccountablePost = "accountable_post",
        /// The competent authority.
        CompetentAuthority = "competent_authority",
        /// For whom it is.
        Audience = "audience",
        /// Who is entitled.
        Eligibility = "eligibility",
        /// The steps.
        Steps = "steps",
        /// The required documents.
        Documents = "documents",
        /// The legal basis.
        LegalBasis = "legal_basis",
        /// How to complain.
        ComplaintPath = "complaint_path",
        /// How the output is delivered.
        DeliveryMethod = "delivery_method",
        /// How far it is automated.
        Automation = "automation",
        /// Fees, or that it is free.
        Fees = "fees",
        /// How to pay.
        PaymentChannels = "payment_channels",
        /// By when it is delivered.
        Promise = "promise",
        /// Where it is to be had.
        Channels = "channels",
        /// Which acts are online.
        OnlinePoints = "online_points",
        /// Its place in the category tree.
        Categories = "categories",
        /// When the card is reviewed next.
        NextReview = "next_review",
    }
}

impl CardPart {
    /// Its weight in the score, from 2 (nice to have) to 8 (a reader cannot do without); all together 100.
    /// The owner has none: every service has one, whatever its card says.
    pub fn weight(self) -> u32 {
        match self {
            Self::Owner => 0,
            Self::PaymentChannels | Self::NextReview => 2,
            Self::Kind
            | Self::Output
            | Self::Scope
            | Self::AccountablePost
            | Self::CompetentAuthority
            | Self::LegalBasis
            | Self::ComplaintPath
            | Self::DeliveryMethod
            | Self::Automation
            | Self::OnlinePoints
            | Self::Categories => 3,
            Self::Description | Self::Eligibility => 4,
            Self::Summary | Self::Steps | Self::Documents => 5,
            Self::Name | Self::Audience | Self::Fees | Self::Promise | Self::Channels => 8,
        }
    }

    /// Where it stands on the card, as a dotted path; the owner stands on the service.
    pub fn path(self) -> &'static str {
        match self {
            Self::Owner => "department",
            Self::Name => "identity.name",
            Self::Summary => "identity.summary",
            Self::Description => "identity.description",
            Self::Kind => "identity.kind",
            Self::Output => "identity.output",
            Self::Scope => "identity.scope",
            Self::AccountablePost => "ownership.accountablePost",
            Self::CompetentAuthority => "ownership.competentAuthority",
            Self::Audience => "audience.clients",
            Self::Eligibility => "audience.eligibility",
            Self::Steps => "procedure.steps",
            Self::Documents => "procedure.documents",
            Self::LegalBasis => "procedure.legalBasis",
            Self::ComplaintPath => "procedure.complaintPath",
            Self::DeliveryMethod => "procedure.deliveryMethods",
            Self::Automation => "procedure.automation",
            Self::Fees => "fees",
            Self::PaymentChannels => "paymentChannels",
            Self::Promise => "promise.deliveryTimes",
            Self::Channels => "channels",
            Self::OnlinePoints => "onlinePoints",
            Self::Categories => "classes.categories",
            Self::NextReview => "governance.nextReviewDue",
        }
    }

    /// What people call it, in Arabic and English.
    pub fn label(self) -> LocalizedText {
        let (ar, en) = match self {
            Self::Owner => ("الإدارة المالكة", "Owning department"),
            Self::Name => ("اسم الخدمة", "Name"),
            Self::Summary => ("نبذة مختصرة", "Summary"),
            Self::Description => ("وصف الخدمة", "Description"),
            Self::Kind => ("نوع الخدمة", "Kind of service"),
            Self::Output => ("مخرج الخدمة", "Output"),
            Self::Scope => ("نطاق الخدمة", "Scope"),
            Self::AccountablePost => ("المنصب المسؤول", "Accountable post"),
            Self::CompetentAuthority => ("الجهة المختصة", "Competent authority"),
            Self::Audience => ("الفئة المستفيدة", "Audience"),
            Self::Eligibility => ("شروط الاستحقاق", "Eligibility"),
            Self::Steps => ("خطوات الخدمة", "Steps"),
            Self::Documents => ("المستندات المطلوبة", "Required documents"),
            Self::LegalBasis => ("السند النظامي", "Legal basis"),
            Self::ComplaintPath => ("مسار الشكوى والتظلّم", "Complaints and appeals"),
            Self::DeliveryMethod => ("طريقة تسليم المخرج", "Delivery method"),
            Self::Automation => ("مستوى الأتمتة", "Automation level"),
            Self::Fees => ("الرسوم أو مجانية الخدمة", "Fees, or that it is free"),
            Self::PaymentChannels => ("قنوات السداد", "Payment channels"),
            Self::Promise => ("مدة تقديم الخدمة", "Delivery time"),
            Self::Channels => ("قنوات تقديم الخدمة", "Channels"),
            Self::OnlinePoints => ("نقاط الخدمة الإلكترونية", "Online points"),
            Self::Categories => ("تصنيف الخدمة", "Category"),
            Self::NextReview => ("موعد المراجعة القادمة", "Next review"),
        };
        LocalizedText::ar_en(ar, en)
    }

    /// Whether the card holds it, in any language. A part that does not apply counts as held: payment channels
    /// of a free service; steps and documents of a service that only informs.
    pub(super) fn held(self, card: &Card) -> bool {
        let (identity, procedure) = (&card.identity, &card.procedure);
        let informs = identity.kind == Some(ServiceKind::Informational);
        match self {
            Self::Owner => true,
            Self::Name => !identity.name.is_empty(),
            Self::Summary => !identity.summary.is_empty(),
            Self::Description => !identity.description.is_empty(),
            Self::Kind => identity.kind.is_some(),
            Self::Output => !identity.output.is_empty(),
            Self::Scope => !identity.scope.is_empty(),
            Self::AccountablePost => !card.ownership.accountable_post.is_empty(),
            Self::CompetentAuthority => !card.ownership.competent_authority.is_empty(),
            Self::Audience => card.audience.is_stated(),
            Self::Eligibility => !card.audience.eligibility.is_empty() || !procedure.conditions.is_empty(),
            Self::Steps => informs || !procedure.steps.is_empty(),
            Self::Documents => informs || !procedure.documents.is_empty(),
            Self::LegalBasis => !procedure.legal_basis.is_empty(),
            Self::ComplaintPath => !procedure.complaint_path.is_empty(),
            Self::DeliveryMethod => !procedure.delivery_methods.is_empty(),
            Self::Automation => procedure.automation.is_some(),
            Self::Fees => card.fees.is_stated(),
            Self::PaymentChannels => card.fees == Fees::Free || !card.payment_channels.is_empty(),
            Self::Promise => card.promise.is_stated(),
            Self::Channels => !card.channels.is_empty(),
            Self::OnlinePoints => !card.online_points.answers().contains(&OnlineAnswer::NotKnown),
            Self::Categories => !card.classes.categories.is_empty(),
            Self::NextReview => card.governance.next_review_due.is_some(),
        }
    }
}
