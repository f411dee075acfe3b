//! The coded words of the area, each stored and written under its stable name.

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

use crate::names::names;

names! {
    /// What a beneficiary is.
    BeneficiaryKind {
        /// A person.
        Individual = "individual",
        /// A company, a charity, an establishment.
        Organisation = "organisation",
        /// People who live together and are served as one.
        Household = "household",
        /// A body of the state.
        GovernmentBody = "government_body",
    }
}

names! {
    /// Where a record stands in its life.
    BeneficiaryStatus {
        /// In use.
        Active = "active",
        /// Redirects to another record; set by a merge only.
        Merged = "merged",
        /// The person has died.
        Deceased = "deceased",
        /// Seen by its own department and the privacy officer only.
        Restricted = "restricted",
        /// Emptied of what tells who it was; set by an anonymisation only.
        Anonymised = "anonymised",
    }
}

names! {
    /// Sex as official documents state it.
    Sex {
        /// Male.
        Male = "male",
        /// Female.
        Female = "female",
    }
}

names! {
    /// How exactly a birth date is known.
    BirthPrecision {
        /// To the day.
        Day = "day",
        /// To the month; the day stored is the first.
        Month = "month",
        /// To the year; the day stored is its first.
        Year = "year",
    }
}

names! {
    /// How surely the record is who it says, by how it was made (after the levels of eIDAS and NIST SP 800-63A).
    AssuranceLevel {
        /// Told by the person, nothing seen.
        Declared = "declared",
        /// A document was seen.
        DocumentSeen = "document_seen",
        /// Confirmed by the issuing register or a national sign-in.
        Verified = "verified",
    }
}

names! {
    /// The way on which a beneficiary likes to be reached.
    PreferredChannel {
        /// A call.
        Phone = "phone",
        /// A text message.
        Sms = "sms",
        /// E-mail.
        Email = "email",
        /// The app.
        App = "app",
        /// The portal.
        Portal = "portal",
        /// A letter.
        Post = "post",
        /// In person.
        Counter = "counter",
    }
}

names! {
    /// What a beneficiary needs so that a service is within reach.
    AccessibilityNeed {
        /// Step-free ways.
        Wheelchair = "wheelchair",
        /// Sign language.
        SignLanguage = "sign_language",
        /// Written rather than spoken words.
        HardOfHearing = "hard_of_hearing",
        /// Spoken words, or pages a screen reader can read.
        LowVision = "low_vision",
        /// Plain words and more time.
        PlainLanguage = "plain_language",
        /// A companion, or a visit at home.
        HomeVisit = "home_visit",
    }
}

names! {
    /// What kind of contact point.
    ContactKind {
        /// A mobile phone: takes text messages.
        Mobile = "mobile",
        /// Any other phone.
        Phone = "phone",
        /// An e-mail address.
        Email = "email",
        /// A Saudi national address.
        NationalAddress = "national_address",
        /// A handle on a social network.
        Social = "social",
    }
}

names! {
    /// Whose contact point it is.
    ContactOwner {
        /// The beneficiary's own.
        Own = "own",
        /// A relative's.
        Family = "family",
        /// The employer's.
        Employer = "employer",
    }
}

names! {
    /// How a contact point was verified.
    VerifiedBy {
        /// By a code sent to it.
        Code = "code",
        /// By a document that was seen.
        Document = "document",
        /// By another body's register.
        Register = "register",
    }
}

names! {
    /// What a message is about, for do-not-disturb and, later, consent.
    MessageClass {
        /// About a service the person asked for.
        ServiceNotice = "service_notice",
        /// Public awareness.
        PublicAwareness = "public_awareness",
        /// Promotion.
        Promotional = "promotional",
    }
}

/// A list of coded words as one column: distinct, in the order of their table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct AccessibilityNeeds(pub Vec<AccessibilityNeed>);

/// The classes of messages that a contact point must not get: distinct, in the order of their table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct MessageClasses(pub Vec<MessageClass>);

impl BeneficiaryStatus {
    /// Whether a record may be moved there by [`set_status`](super::set_status). A merge and an anonymisation
    /// have operations of their own, and nothing leads back from them here.
    pub fn can_become(self, next: Self) -> bool {
        use BeneficiaryStatus::{Active, Deceased, Restricted};
        matches!(
            (self, next),
            (Active, Restricted | Deceased) | (Restricted, Active | Deceased) | (Deceased, Active | Restricted)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back() {
        for kind in BeneficiaryKind::ALL {
            assert_eq!(BeneficiaryKind::parse(kind.name()), Some(*kind));
        }
        assert_eq!(Sex::parse("MALE"), None);
    }

    #[test]
    fn no_status_leads_out_of_a_merge_or_an_anonymisation() {
        use BeneficiaryStatus as S;
        for next in S::ALL {
            assert!(!S::Merged.can_become(*next) && !S::Anonymised.can_become(*next));
            assert!(!next.can_become(*next) && !next.can_become(S::Merged) && !next.can_become(S::Anonymised));
        }
        assert!(S::Active.can_become(S::Restricted) && S::Restricted.can_become(S::Active));
    }
}
