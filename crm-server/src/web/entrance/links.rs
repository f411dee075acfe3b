//! What links open: looking never uses one up, sending the form does.

use actix_web::web::Payload;
use actix_web::{HttpRequest, HttpResponse};
use crm_core::error::Check;
use crm_core::rule::Rule;
use crm_core::staff::links::{self, LinkKind, SetUp};
use crm_core::{Db, Error, OpContext, staff};
use crm_graphql::documents::Fields;
use minijinja::context;

use super::{DESK, Entrance, enter, refused, typed};
use crate::http::Code;
use crate::web::For;
use crate::web::answer::{self, Instead};
use crate::web::place::Language;
use crate::web::sent::sent;
use crate::web::show::{Parts, admit};

/// What a link opens.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Door {
    /// `/setup/SECRET`
    Setup,
    /// `/welcome/SECRET`
    Welcome,
}

impl Door {
    /// The page of a link, if it is one for this door.
    fn page(self, kind: LinkKind) -> Result<Entrance, Instead> {
        match (self, kind) {
            (Self::Setup, LinkKind::Setup) => Ok(Entrance::of("setup.html")),
            (Self::Welcome, LinkKind::Invitation | LinkKind::Reset) => Ok(Entrance::of("welcome.html")),
            (Self::Welcome, LinkKind::Entry) => Ok(Entrance::of("enter.html")),
            _ => Err(Code::LinkOver.into()),
        }
    }
}

/// `GET` of a link.
pub(super) async fn show(door: Door, language: Language, request: HttpRequest, parts: Parts) -> HttpResponse {
    let Parts { state, caller, place, query } = parts;
    let shown = async {
        let op = admit(For::Everybody, language, &request, caller)?;
        let page = opened(door, &state.db, &op, secret(&place)).await?;
        Ok(Entrance { language, query, ..page }.answer(&state, &request))
    };
    shown.await.unwrap_or_else(|instead: Instead| instead.answer(&state, language, &request))
}

/// `POST` of a link.
pub(super) async fn send(
    door: Door,
    language: Language,
    request: HttpRequest,
    parts: Parts,
    body: Payload,
) -> HttpResponse {
    let Parts { state, caller, place, query } = parts;
    let done = async {
        let op = admit(For::Everybody, language, &request, caller)?;
        let form = sent(&state, &request, body).await?;
        state.rates.fail(state.proxies.caller(&request))?;
        let secret = secret(&place);
        let page = opened(door, &state.db, &op, secret).await?;
        if page.template == "enter.html" {
            let new = links::enter(&state.db, &op, secret).await.map_err(refused)?;
            return Ok(enter(&state, &new, &format!("{}{DESK}", language.path())));
        }
        match choose(door, &state.db, &op, secret, &form).await {
            Ok(()) => Ok(answer::go(&format!("{}/sign-in?done=password-set", language.path()))),
            Err(error) => Ok(Entrance { language, query, ..page }.again(form, error)?.answer(&state, &request)),
        }
    };
    done.await.unwrap_or_else(|instead: Instead| instead.answer(&state, language, &request))
}

async fn opened(door: Door, db: &Db, op: &OpContext, secret: &str) -> Result<Entrance, Instead> {
    let link = links::get(db, op, secret).await.map_err(refused)?;
    let page = door.page(link.kind)?;
    let Some(id) = link.staff_id else { return Ok(page) };
    let member = staff::many(db, &OpContext::system("link"), &[id]).await?.remove(&id);
    let name = member.and_then(|member| Some(member.name.get(&op.language, &db.settings().language)?.to_owned()));
    Ok(Entrance { data: context! { name }, ..page })
}

/// Carries out what a link was made for.
async fn choose(door: Door, db: &Db, op: &OpContext, secret: &str, form: &Fields) -> Result<(), Error> {
    let password = typed(form, "password");
    Check::default().that(password == typed(form, "again"), "again", Rule::Unequal).result()?;
    match door {
        Door::Setup => {
            let (name, username) = (typed(form, "name"), typed(form, "username"));
            links::set_up(db, op, secret, SetUp { name, username, password: password.into() }).await?;
        }
        Door::Welcome => {
            links::accept(db, op, secret, &password).await?;
        }
    }
    Ok(())
}

fn secret(place: &[(String, String)]) -> &str {
    place.iter().find(|(name, _)| name == "secret").map_or("", |(_, secret)| secret)
}
