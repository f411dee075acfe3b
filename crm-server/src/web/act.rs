//! What a form sent: a mutation is run as the caller; then one goes on, or sees the page with what is to be mended.

use actix_web::http::StatusCode;
use actix_web::web::Payload;
use actix_web::{HttpRequest, HttpResponse};
use crm_core::OpContext;
use crm_graphql::documents::{Empty, Fields, Reading};
use minijinja::Value;
use minijinja::value::Serde;
use serde_json::Value as Json;

use super::answer::Instead;
use super::form::{Form, Mistake};
use super::place::Language;
use super::render::part;
use super::sent::{at_the_file, received};
use super::show::{Parts, Shown, admit, place, refused};
use super::{Action, answer, pages};
use crate::http::{Code, State, engine};

/// The field that says for what purpose personal data is read.
const PURPOSE: &str = "purpose";

/// Carries an action out.
pub(super) async fn act(
    action: &'static Action,
    language: Language,
    request: HttpRequest,
    parts: Parts,
    body: Payload,
) -> HttpResponse {
    let state = parts.state.clone();
    let done = carry_out(action, language, &request, parts, body).await;
    done.unwrap_or_else(|instead| instead.answer(&state, language, &request))
}

async fn carry_out(
    action: &'static Action,
    language: Language,
    request: &HttpRequest,
    parts: Parts,
    body: Payload,
) -> Result<HttpResponse, Instead> {
    let Parts { state, caller, place, query } = parts;
    let op = admit(action.who, language, request, caller)?;
    state.rates.write(&op, state.proxies.caller(request))?;
    let (form, refused) = received(action, &state, &op, request, body).await?;
    let op = reason(&state, op, &form)?;
    let left = if let Some(mistake) = refused {
        Left::wrong(form, vec![mistake])
    } else if action.run.is_empty() {
        Left::of(form)
    } else {
        let fields: Fields = form.pairs().iter().chain(&place).cloned().collect();
        let press = state.presses.take(&op, action, &fields).await;
        match run(&state, op.renewed(), action.run, &fields).await? {
            Outcome::Done(data) if action.then.is_empty() => Left {
                answer: payload(&data).map(|payload| Value::from(Serde(payload))).unwrap_or_default(),
                ..Left::of(form)
            },
            Outcome::Done(data) => {
                let onward = onward(action.then, language, &data, &fields);
                press.led(&onward);
                return Ok(answer::go(&onward));
            }
            Outcome::Wrong(wrong) => match press.before(&wrong.mistakes) {
                Some(onward) => return Ok(answer::go(&onward)),
                None => wrong.left(action, form),
            },
        }
    };
    let page = pages().find(|page| page.path == action.page).ok_or(Code::Internal)?;
    let Left { status, form, answer } = left;
    let shown = Shown {
        page,
        language,
        fields: query.iter().chain(&place).chain(form.fields.pairs()).cloned().collect(),
        place,
        query,
        form,
        answer,
        status,
    };
    shown.answer(&state, request, op).await
}

/// What the page of the form shows after it was sent.
struct Left {
    status: StatusCode,
    form: Form,
    /// What the mutation answered.
    answer: Value,
}

impl Left {
    /// The form as it was typed.
    fn of(fields: Fields) -> Self {
        Self { status: StatusCode::OK, form: Form { fields, ..Form::default() }, answer: Value::UNDEFINED }
    }

    /// The form with what is to be mended.
    fn wrong(fields: Fields, mistakes: Vec<Mistake>) -> Self {
        let conflict = mistakes.iter().any(|mistake| mistake.code == "CONFLICT");
        let status = if conflict { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
        Self { status, form: Form { fields, sent: true, mistakes, ..Form::default() }, answer: Value::UNDEFINED }
    }
}

/// To the page of an action's form.
pub(super) fn back(action: &Action, language: Language, request: &HttpRequest) -> HttpResponse {
    let place: Fields = place(request).into_iter().collect();
    answer::go(&onward(action.page, language, &Json::Null, &place))
}

fn reason(state: &State, op: OpContext, form: &Fields) -> Result<OpContext, Code> {
    match form.last(PURPOSE).filter(|code| !code.is_empty()) {
        Some(code) => {
            let purpose = state.db.settings().purposes.find(code).map_err(|_| Code::Purpose)?;
            Ok(op.for_purpose(purpose))
        }
        None => Ok(op),
    }
}

/// How a mutation ended.
enum Outcome {
    Done(Json),
    Wrong(Wrong),
}

/// What the person can mend.
struct Wrong {
    mistakes: Vec<Mistake>,
    /// What the mutation answered beside them.
    answer: Value,
}

impl Wrong {
    /// The form with what is to be mended in it, or in the file that it brought.
    fn left(self, action: &Action, form: Fields) -> Left {
        let mistakes = self.mistakes.into_iter().map(|one| at_the_file(action, one)).collect();
        Left { answer: self.answer, ..Left::wrong(form, mistakes) }
    }
}

/// Runs a mutation with variables out of fields.
async fn run(state: &State, op: OpContext, document: &str, fields: &Fields) -> Result<Outcome, Instead> {
    let loaded = state.site.loaded();
    let document = loaded.documents.get(document).ok_or(Code::Internal)?;
    let language = op.language.clone();
    let reading = Reading { empty: Empty::Null, zone: state.db.settings().zone };
    let query = match document.request(fields, reading) {
        Ok(query) => query,
        Err(mistakes) => {
            let mistakes = mistakes.iter().map(|one| Mistake::of(one, "input", &language)).collect();
            return Ok(Outcome::Wrong(Wrong { mistakes, answer: Value::UNDEFINED }));
        }
    };
    let response = engine::respond(state, op, query).await?;
    let data = serde_json::to_value(&response.data).map_err(|_| Code::Internal)?;
    let payload = payload(&data).ok_or_else(|| refused(&response))?;
    let mistakes: Vec<Mistake> =
        payload["userErrors"].as_array().into_iter().flatten().map(|error| mistake(error, fields)).collect();
    if mistakes.is_empty() {
        return Ok(Outcome::Done(data));
    }
    Ok(Outcome::Wrong(Wrong { mistakes, answer: Value::from(Serde(payload)) }))
}

/// What the mutation answered.
fn payload(data: &Json) -> Option<&Json> {
    data.as_object().and_then(|data| data.values().next()).filter(|payload| !payload.is_null())
}

/// An error at the form's own name of its field.
fn mistake(error: &Json, form: &Fields) -> Mistake {
    let text = |name: &str| error[name].as_str().map(str::to_owned);
    let path = error["path"].as_array().into_iter().flatten().filter_map(|part| part.as_str());
    let path: Vec<String> = ["input"].into_iter().chain(path).map(str::to_owned).collect();
    Mistake {
        field: (path.len() > 1).then(|| form.named(&path)),
        message: text("message").unwrap_or_default(),
        code: text("rule").or_else(|| text("code")).unwrap_or_default(),
    }
}

/// Where one is afterwards.
fn onward(then: &str, language: Language, data: &Json, fields: &Fields) -> String {
    format!("{}{}", language.path(), filled(then, data, fields))
}

/// An address with its names filled in.
pub(super) fn filled(address: &str, data: &Json, fields: &Fields) -> String {
    let mut place = String::new();
    let mut rest = address;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}').unwrap_or((after, ""));
        place.push_str(before);
        place.push_str(&part(&value(name, data, fields)));
        rest = behind;
    }
    place + rest
}

fn value(name: &str, data: &Json, fields: &Fields) -> String {
    let found = name.split('.').try_fold(data, |value, part| value.get(part));
    match found {
        Some(Json::String(text)) => text.clone(),
        Some(other) if !other.is_null() => other.to_string(),
        _ => fields.last(name).unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn one_goes_on_to_what_was_made() {
        let data = json!({ "createService": { "service": { "code": "A/1", "version": 2 } } });
        let fields: Fields = [("next", "here")].into_iter().collect();
        let goes = |then| onward(then, Language::Arabic, &data, &fields);
        assert_eq!(goes("/desk/services/{createService.service.code}?done=made"), "/ar/desk/services/A%2F1?done=made");
        assert_eq!(goes("/a/{createService.service.version}/{next}{nothing}"), "/ar/a/2/here");
    }
}
