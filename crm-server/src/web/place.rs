//! Addresses: the language at their beginning, and what is where nothing is.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use crm_core::text::LanguageTag;

use super::answer::Instead;
use crate::http::{Code, State, language};

/// A language of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Language {
    Arabic,
    English,
}

/// The languages of the pages; the first is the one for who asks for none of them.
pub(super) const LANGUAGES: [Language; 2] = [Language::Arabic, Language::English];

impl Language {
    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Arabic => "ar",
            Self::English => "en",
        }
    }

    /// What addresses in it begin with.
    pub fn path(self) -> &'static str {
        match self {
            Self::Arabic => "/ar",
            Self::English => "/en",
        }
    }

    /// The direction of its script.
    pub fn direction(self) -> &'static str {
        match self {
            Self::Arabic => "rtl",
            Self::English => "ltr",
        }
    }

    /// The language to answer in.
    pub fn tag(self) -> LanguageTag {
        match self {
            Self::Arabic => LanguageTag::arabic(),
            Self::English => LanguageTag::english(),
        }
    }

    /// A request's path below it.
    pub fn below(self, request: &HttpRequest) -> String {
        request.path().strip_prefix(self.path()).unwrap_or("/").to_owned()
    }

    /// The one that a caller wants most.
    pub fn wanted(request: &HttpRequest) -> Self {
        let english = language(request.headers()).is_some_and(|tag| tag.as_str().starts_with("en"));
        if english { Self::English } else { Self::Arabic }
    }
}

/// `/`: the front page in the caller's language.
pub(super) async fn front(request: HttpRequest) -> HttpResponse {
    let place = format!("{}/", Language::wanted(&request).path());
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, place))
        .insert_header((header::VARY, "accept-language"))
        .finish()
}

/// An address at which there is nothing.
pub(super) fn nothing(language: Language, request: &HttpRequest, state: &State) -> HttpResponse {
    Instead::from(Code::NoRoute).answer(state, language, request)
}
