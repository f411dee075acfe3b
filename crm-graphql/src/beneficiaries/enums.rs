//! The coded words of the area, with their GraphQL names written out.

use async_graphql::Enum;
use crm_core::{beneficiaries as core, values};

/// What a beneficiary is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "core::BeneficiaryKind")]
pub enum BeneficiaryKind {
    /// A person.
    #[graphql(name = "INDIVIDUAL")]
    Individual,
    /// A company, a charity, an establishment.
    #[graphql(name = "ORGANISATION")]
    Organisation,
    /// People who live together and are served as one.
    #[graphql(name = "HOUSEHOLD")]
    Household,
    /// A body of the state.
    #[graphql(name = "GOVERNMENT_BODY")]
    GovernmentBody,
}

/// Where a record stands in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "core::BeneficiaryStatus")]
pub enum BeneficiaryStatus {
    /// In use.
    #[graphql(name = "ACTIVE")]
    Active,
    /// Redirects to another record; set by a merge only.
    #[graphql(name = "MERGED")]
    Merged,
    /// The person has died.
    #[graphql(name = "DECEASED")]
    Deceased,
    /// Seen by its own department and the privacy officer only.
    #[graphql(name = "RESTRICTED")]
    Restricted,
    /// Emptied of what tells who it was; set by an anonymisation only.
    #[graphql(name = "ANONYMISED")]
    Anonymised,
}

/// Sex as official documents state it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "core::Sex")]
pub enum Sex {
    /// Male.
    #[graphql(name = "MALE")]
    Male,
    /// Female.
    #[graphql(name = "FEMALE")]
    Female,
}

/// How exactly a birth date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "core::BirthPrecision")]
pub enum BirthPrecision {
    /// To the day.
    #[graphql(name = "DAY")]
    Day,
    /// To the month; the day stored is the first.
    #[graphql(name = "MONTH")]
    Month,
    /// To the year; the day stored is its first.
    #[graphql(name = "YEAR")]
    Year,
}

/// How surely the record is who it says, by how it was made (after the levels of eIDAS and NIST SP 800-63A).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "core::AssuranceLevel")]
pub enum AssuranceLevel {
    /// Told by the person, nothing seen.
    #[graphql(name = "DECLARED")]
    Declared,
    /// A document was seen.
    #[graphql(name = "DOCUMENT_SEEN")]
    DocumentSeen,
    /// Confirmed by the issuing register or a national sign-in.
    #[graphql(name = "VERIFIED")]
    Verified,
}

/// The way on which a beneficiary likes to be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "core::PreferredChannel")]
pub enum PreferredChannel {
    /// A call.
    #[graphql(name = "PHONE")]
    Phone,
    /// A text message.
    #[graphql(name = "SMS")]
    Sms,
    /// E-mail.
    #[graphql(name = "EMAIL")]
    Email,
    /// The app.
    #[graphql(name = "APP")]
    App,
    /// The portal.
    #[graphql(name = "PORTAL")]
    Portal,
    /// A letter.
    #[graphql(name = "POST")]
    Post,
    /// In person.
    #[graphql(name = "COUNTER")]
    Counter,
}

/// What a beneficiary needs so that a service is within reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "core::AccessibilityNeed")]
pub enum AccessibilityNeed {
    /// Step-free ways.
    #[graphql(name = "WHEELCHAIR")]
    Wheelchair,
    /// Sign language.
    #[graphql(name = "SIGN_LANGUAGE")]
    SignLanguage,
    /// Written rather than spoken words.
    #[graphql(name = "HARD_OF_HEARING")]
    HardOfHearing,
    /// Spoken words, or pages a screen reader can read.
    #[graphql(name = "LOW_VISION")]
    LowVision,
    /// Plain words and more time.
    #[graphql(name = "PLAIN_LANGUAGE")]
    PlainLanguage,
    /// A companion, or a visit at home.
    #[graphql(name = "HOME_VISIT")]
    HomeVisit,
}

/// What kind of contact point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "core::ContactKind")]
pub enum ContactKind {
    /// A mobile phone: takes text messages.
    #[graphql(name = "MOBILE")]
    Mobile,
    /// Any other phone.
    #[graphql(name = "PHONE")]
    Phone,
    /// An e-mail address.
    #[graphql(name = "EMAIL")]
    Email,
    /// A Saudi national address.
    #[graphql(name = "NATIONAL_ADDRESS")]
    NationalAddress,
    /// A handle on a social network.
    #[graphql(name = "SOCIAL")]
    Social,
}

/// Whose contact point it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "core::ContactOwner")]
pub enum ContactOwner {
    /// The beneficiary's own.
    #[graphql(name = "OWN")]
    Own,
    /// A relative's.
    #[graphql(name = "FAMILY")]
    Family,
    /// The employer's.
    #[graphql(name = "EMPLOYER")]
    Employer,
}

/// How a contact point was verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "core::VerifiedBy")]
pub enum VerifiedBy {
    /// By a code sent to it.
    #[graphql(name = "CODE")]
    Code,
    /// By a document that was seen.
    #[graphql(name = "DOCUMENT")]
    Document,
    /// By another body's register.
    #[graphql(name = "REGISTER")]
    Register,
}

/// What a message is about, for do-not-disturb and, later, consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "core::MessageClass")]
pub enum MessageClass {
    /// About a service the person asked for.
    #[graphql(name = "SERVICE_NOTICE")]
    ServiceNotice,
    /// Public awareness.
    #[graphql(name = "PUBLIC_AWARENESS")]
    PublicAwareness,
    /// Promotion.
    #[graphql(name = "PROMOTIONAL")]
    Promotional,
}

/// Which register an identifier belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "values::IdentifierKind")]
pub enum IdentifierKind {
    /// Saudi national id (رقم الهوية الوطنية): 10 digits, first 1, check digit.
    #[graphql(name = "NATIONAL_ID")]
    NationalId,
    /// Resident id (رقم الإقامة): 10 digits, first 2, check digit.
    #[graphql(name = "RESIDENT_ID")]
    ResidentId,
    /// Border number (رقم الحدود): 10 digits, first 3 or 4.
    #[graphql(name = "BORDER_NUMBER")]
    BorderNumber,
    /// Identity number of another Gulf Cooperation Council state: 6-15 digits, with issuer.
    #[graphql(name = "GCC_ID")]
    GccId,
    /// Passport: 5-15 Latin letters and digits, with issuer.
    #[graphql(name = "PASSPORT")]
    Passport,
    /// Commercial register (السجل التجاري): 10 digits.
    #[graphql(name = "COMMERCIAL_REGISTER")]
    CommercialRegister,
    /// Unified number of an establishment (الرقم الوطني الموحد): 10 digits, first 7.
    #[graphql(name = "UNIFIED_NUMBER")]
    UnifiedNumber,
    /// Value added tax number (الرقم الضريبي): 15 digits, first and last 3.
    #[graphql(name = "VAT")]
    Vat,
}
