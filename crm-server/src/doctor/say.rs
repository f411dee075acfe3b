//! The words of findings, in Arabic and English.

use crm_core::text::LanguageTag;
use serde_json::{Value, json};

/// A sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    ar: String,
    en: String,
}

impl Text {
    /// The sentence in Arabic for Arabic readers, in English for all others.
    pub fn of(&self, language: &LanguageTag) -> &str {
        if language.is_arabic() { &self.ar } else { &self.en }
    }
}

pub(super) fn both(ar: impl Into<String>, en: impl Into<String>) -> Text {
    Text { ar: ar.into(), en: en.into() }
}

/// How a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    /// Well.
    Green,
    /// To be looked at; the server runs.
    Yellow,
    /// Wrong: the server does not start, or should not run like this.
    Red,
}

impl Light {
    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Yellow => "yellow",
            Self::Red => "red",
        }
    }

    /// Its name in Arabic for Arabic readers, in English for all others.
    pub fn word(self, language: &LanguageTag) -> &'static str {
        match self {
            _ if !language.is_arabic() => self.name(),
            Self::Green => "أخضر",
            Self::Yellow => "أصفر",
            Self::Red => "أحمر",
        }
    }
}

macro_rules! parts {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $ar:literal, $en:literal;)+) => {
        /// What is looked at.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Part { $($(#[$doc])* $name,)+ }

        impl Part {
            /// Its stable name.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// Its name in Arabic for Arabic readers, in English for all others.
            pub fn title(self, language: &LanguageTag) -> &'static str {
                match self { $(Self::$name => if language.is_arabic() { $ar } else { $en },)+ }
            }
        }
    };
}

parts! {
    /// The settings in force.
    Configuration = "configuration", "الإعدادات", "configuration";
    /// The data folder.
    Folder = "data_folder", "مجلد البيانات", "data folder";
    /// Free space.
    Disk = "disk", "القرص", "disk";
    /// Whether the database answers.
    Database = "database", "قاعدة البيانات", "database";
    /// Whether its tables are this binary's.
    Schema = "schema", "بنية الجداول", "schema";
    /// Whether an SQLite file is whole.
    Integrity = "integrity", "سلامة الملف", "integrity";
    /// How a PostgreSQL server is set up.
    Server = "database_server", "خادم القاعدة", "database server";
    /// The keys of personal data.
    Keys = "keys", "المفاتيح", "keys";
    /// The time, and the zone.
    Clock = "clock", "الساعة", "clock";
    /// Where documents lie.
    Documents = "documents", "الوثائق", "documents";
    /// The search rows.
    Search = "search", "البحث", "search";
    /// The numbering of the record.
    Record = "record", "السجل", "record";
    /// The issuer whose JWTs are taken.
    Issuer = "issuer", "مُصدِر رموز الدخول", "token issuer";
    /// The provider at which people sign in.
    Provider = "sign_in_provider", "مزوّد الدخول", "sign-in provider";
    /// The address to listen on.
    Port = "port", "المنفذ", "port";
}

/// What was found of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The part.
    pub part: Part,
    /// How it is.
    pub light: Light,
    /// What was found, in one sentence.
    pub said: Text,
    /// What to do about it: a command or a setting.
    pub remedy: Option<Text>,
}

impl Part {
    pub(super) fn green(self, said: Text) -> Finding {
        Finding { part: self, light: Light::Green, said, remedy: None }
    }

    pub(super) fn yellow(self, said: Text, remedy: Text) -> Finding {
        Finding { part: self, light: Light::Yellow, said, remedy: Some(remedy) }
    }

    pub(super) fn red(self, said: Text, remedy: Text) -> Finding {
        Finding { part: self, light: Light::Red, said, remedy: Some(remedy) }
    }
}

impl Finding {
    /// For programs.
    pub fn json(&self, language: &LanguageTag) -> Value {
        let Self { part, light, said, remedy } = self;
        let remedy = remedy.as_ref().map(|text| text.of(language));
        json!({ "part": part.code(), "light": light.name(), "said": said.of(language), "remedy": remedy })
    }
}
