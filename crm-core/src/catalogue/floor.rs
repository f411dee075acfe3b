//! What a card lacks: the floor without which it is not published by hand, and how complete it is.

use crate::error::{Error, FieldError, Result};
use crate::names::names;
use crate::rule::Rule;
use crate::text::{LanguageTag, LocalizedText};

use super::card::{Card, Fees, OnlineAnswer, ServiceKind};

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
    fn held(self, card: &Card) -> bool {
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

/// Something without which a card is below the floor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Which part.
    pub part: CardPart,
    /// In which language, for a text.
    pub language: Option<LanguageTag>,
}

impl Gap {
    /// A stable code: the part's name, and the language where it matters: `fees`, `summary.en`.
    pub fn code(&self) -> String {
        joined(self.part.name(), self.language.as_ref())
    }

    /// Where to mend it, as a dotted path: `identity.summary.en`.
    pub fn path(&self) -> String {
        joined(self.part.path(), self.language.as_ref())
    }
}

fn joined(start: &str, language: Option<&LanguageTag>) -> String {
    language.map_or_else(|| start.to_owned(), |language| format!("{start}.{language}"))
}

/// What the card lacks of the floor: name and summary in every required language, an owner, an audience, a
/// channel, a promise, a fee or "free". Empty means that it may be published by hand.
pub fn missing(card: &Card, has_owner: bool, required_languages: &[LanguageTag]) -> Vec<Gap> {
    let lacking = |part: CardPart, text: &LocalizedText| -> Vec<Gap> {
        let without = required_languages.iter().filter(|language| text.exact(language).is_none());
        without.map(|language| Gap { part, language: Some(language.clone()) }).collect()
    };
    let mut gaps = lacking(CardPart::Name, &card.identity.name);
    gaps.extend(lacking(CardPart::Summary, &card.identity.summary));
    if !has_owner {
        gaps.push(Gap { part: CardPart::Owner, language: None });
    }
    let parts = [CardPart::Audience, CardPart::Channels, CardPart::Promise, CardPart::Fees];
    gaps.extend(parts.into_iter().filter(|part| !part.held(card)).map(|part| Gap { part, language: None }));
    gaps
}

/// Fails with [`Rule::CardFloor`] at every gap of [`missing`]: the check before publishing by hand.
pub fn require(card: &Card, has_owner: bool, required_languages: &[LanguageTag]) -> Result<()> {
    let gaps = missing(card, has_owner, required_languages);
    if gaps.is_empty() {
        return Ok(());
    }
    Err(Error::Invalid { fields: gaps.iter().map(|gap| FieldError::new(&gap.path(), Rule::CardFloor)).collect() })
}

/// How complete a card is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completeness {
    /// Weight of the parts that are held, of the weight of all, in percent rounded down: 100 means no gaps.
    pub score: u8,
    /// The parts that are missing, in the order of the card.
    pub gaps: Vec<CardPart>,
}

/// How complete a card is, over every part with a [weight](CardPart::weight).
pub fn completeness(card: &Card) -> Completeness {
    let all: u32 = CardPart::ALL.iter().map(|part| part.weight()).sum();
    let gaps: Vec<_> = CardPart::ALL.iter().copied().filter(|part| !part.held(card)).collect();
    let lost: u32 = gaps.iter().map(|part| part.weight()).sum();
    Completeness { score: u8::try_from((all - lost) * 100 / all).unwrap_or(100), gaps }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::card::samples;

    fn both() -> [LanguageTag; 2] {
        [LanguageTag::arabic(), LanguageTag::english()]
    }

    #[test]
    fn the_weights_are_as_documented() {
        assert_eq!(CardPart::ALL.iter().map(|part| part.weight()).sum::<u32>(), 100);
    }

    #[test]
    fn an_empty_card_lacks_the_whole_floor() {
        let codes: Vec<_> = missing(&Card::default(), false, &both()).iter().map(Gap::code).collect();
        assert_eq!(
            codes,
            ["name.ar", "name.en", "summary.ar", "summary.en", "owner", "audience", "channels", "promise", "fees"]
        );
        // an informational or free card has parts that do not apply; an empty one has none
        assert_eq!(completeness(&Card::default()).score, 0);
    }

    #[test]
    fn a_full_card_lacks_nothing() {
        assert!(require(&samples::full(), true, &both()).is_ok());
        assert_eq!(completeness(&samples::full()), Completeness { score: 100, gaps: vec![] });
    }

    #[test]
    fn a_gap_is_an_input_error_at_its_field() {
        let french = LanguageTag::parse("fr").unwrap();
        let Err(Error::Invalid { fields }) = require(&samples::full(), true, &[french]) else { unreachable!() };
        assert_eq!(fields[0], FieldError::new("identity.name.fr", Rule::CardFloor));
    }

    #[test]
    fn a_fee_of_unknown_amount_is_a_gap_and_free_is_not() {
        let priced = Card { fees: Fees::Priced(vec![]), ..samples::full() };
        assert_eq!(completeness(&priced).gaps, [CardPart::Fees]);
        let free = Card { fees: Fees::Free, payment_channels: vec![], ..samples::full() };
        assert_eq!(completeness(&free).gaps, []);
    }

    #[test]
    fn a_service_that_informs_needs_no_steps() {
        let mut card = samples::full();
        card.procedure.steps.clear();
        assert_eq!(completeness(&card).gaps, [CardPart::Steps]);
        card.identity.kind = Some(ServiceKind::Informational);
        assert_eq!(completeness(&card).gaps, []);
    }
}
