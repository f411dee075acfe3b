//! The words of a workbook, as the pages have them: Arabic, English.

use crate::catalogue::card::ChannelKind;
use crate::inventory::items::{Existence, ItemState, MeasureKind, MeasureState, Provenance};
use crate::text::{LanguageTag, fold};

/// Values, each with what it is called.
pub(super) type Words<T> = &'static [(T, [&'static str; 2])];

pub(super) const EXISTENCE: Words<Existence> = &[
    (Existence::Ours, ["قائمة وتابعة لنا", "It exists and is ours"]),
    (Existence::Retired, ["لم تعد تُقدم", "It is no longer offered"]),
    (Existence::NotOurs, ["تقدمها إدارة أو جهة أخرى", "Another department or body offers it"]),
    (Existence::Split, ["صارت عدة خدمات", "It became several services"]),
    (Existence::Merged, ["صارت جزءًا من خدمة أخرى", "It became part of another service"]),
];
pub(super) const RIGHT: Words<bool> = &[(true, ["نعم", "Yes"]), (false, ["لا", "No"])];
pub(super) const STATES: Words<ItemState> = &[
    (ItemState::Pending, ["تنتظر الإجابة", "Awaits an answer"]),
    (ItemState::Answered, ["أُجيب عنها", "Answered"]),
    (ItemState::Returned, ["معادة", "Returned"]),
];
pub(super) const MEASURES: Words<MeasureKind> = &[
    (MeasureKind::Beneficiaries, ["المستفيدون", "Beneficiaries"]),
    (MeasureKind::Transactions, ["الطلبات", "Requests"]),
    (MeasureKind::Enquiries, ["مرات التواصل", "Contacts that asked"]),
    (MeasureKind::Completed, ["الطلبات المنجزة", "Finished requests"]),
    (MeasureKind::MetTarget, ["المنجز ضمن المعيار", "Within the standard"]),
    (MeasureKind::MeasuredOn, ["ما قيس عليه المعيار", "Measured on"]),
    (MeasureKind::DeliveryMinutes, ["مدة الإنجاز المعتادة (دقيقة)", "Usual delivery, minutes"]),
    (MeasureKind::Satisfaction, ["الرضا من 5", "Satisfaction of 5"]),
    (MeasureKind::Complaints, ["الشكاوى", "Complaints"]),
];
/// What stands in place of a figure.
pub(super) const UNTOLD: Words<MeasureState> = &[
    (MeasureState::NotKnown, ["غير معروف", "Not known"]),
    (MeasureState::NotApplicable, ["لا ينطبق", "Not applicable"]),
];
pub(super) const ORIGINS: Words<Provenance> = &[
    (Provenance::Computed, ["محسوب هنا", "Counted here"]),
    (Provenance::Carried, ["من الدورة السابقة", "From the cycle before"]),
    (Provenance::Stated, ["ذكرته الإدارة", "Told by the department"]),
    (Provenance::Imported, ["من ملف", "From a file"]),
];
pub(super) const CHANNELS: Words<ChannelKind> = &[
    (ChannelKind::Counter, ["حضوريًا", "Counter"]),
    (ChannelKind::Portal, ["البوابة الإلكترونية", "Portal"]),
    (ChannelKind::Email, ["البريد الإلكتروني", "E-mail"]),
    (ChannelKind::Phone, ["الهاتف", "Phone"]),
    (ChannelKind::Sms, ["رسالة نصية", "Text message"]),
    (ChannelKind::Kiosk, ["جهاز الخدمة الذاتية", "Kiosk"]),
    (ChannelKind::App, ["التطبيق", "Mobile app"]),
    (ChannelKind::Post, ["البريد", "Post"]),
    (ChannelKind::Social, ["وسائل التواصل الاجتماعي", "Social media"]),
    (ChannelKind::Partner, ["جهة شريكة", "Partner"]),
    (ChannelKind::Fax, ["الفاكس", "Fax"]),
    (ChannelKind::Other, ["قناة أخرى", "Another channel"]),
];

/// Which of two words.
pub(super) fn pick<T: Copy>(words: [T; 2], language: &LanguageTag) -> T {
    words[usize::from(!language.is_arabic())]
}

/// What a value is called.
pub(super) fn say<T: PartialEq>(words: Words<T>, value: &T, language: &LanguageTag) -> &'static str {
    words.iter().find(|(one, _)| one == value).map_or("", |(_, words)| pick(*words, language))
}

/// The value that a person wrote, in either language and any spelling.
pub(super) fn heard<T: Copy>(words: Words<T>, text: &str) -> Option<T> {
    let text = fold(text);
    words.iter().find(|(_, words)| words.iter().any(|word| fold(word) == text)).map(|(value, _)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every value has words, and no two sound alike.
    fn distinct<T: Copy + PartialEq + std::fmt::Debug>(words: Words<T>) {
        for (value, texts) in words {
            for text in texts {
                assert_eq!(heard(words, &format!(" {}  ", text.to_uppercase())), Some(*value));
            }
        }
    }

    #[test]
    fn words_are_heard_as_they_are_said() {
        distinct(EXISTENCE);
        distinct(RIGHT);
        distinct(MEASURES);
        distinct(UNTOLD);
        distinct(CHANNELS);
        assert_eq!(EXISTENCE.len(), Existence::ALL.len());
        assert_eq!(MEASURES.len(), MeasureKind::ALL.len());
        assert_eq!(ORIGINS.len(), Provenance::ALL.len());
        assert_eq!(CHANNELS.len(), ChannelKind::ALL.len());
        assert_eq!(heard(RIGHT, "ربما"), None);
        assert_eq!(say(UNTOLD, &MeasureState::Known, &LanguageTag::arabic()), "");
    }
}
