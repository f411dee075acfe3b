//! One row as a service card.

use super::columns::Fields;
use super::mapping::{Amounts, Charge, DeliveryDays, Headers, Mapping, ServiceColumns};
use crate::calendar::{Calendar, CalendarDate};
use crate::catalogue::card::{
    Audience, CalendarKind, Card, CardDate, Channel, ChannelKind, Classes, DeliveryTime, ExternalIdentifier, Fee, Fees,
    Identity, OnlinePoints, Ownership, Procedure, Promise, RequiredDocument, Span, Step,
};
use crate::rule::Rule;
use crate::text::digits;
use crate::values::Money;

/// Longest id, in characters.
const MAX_ID: usize = 200;

/// The card of a row, before its rules are checked. What has no place on it is noted on `fields`.
pub(super) fn card<'a>(mapping: &'a Mapping, fields: &Fields<'a>, id: &str) -> Card {
    let columns = &mapping.service;
    Card {
        identity: identity(mapping, fields, id),
        ownership: Ownership {
            accountable_post: fields.texts(columns.accountable_post.as_ref()),
            programme: fields.texts(columns.programme.as_ref()),
            ..Ownership::default()
        },
        audience: Audience {
            clients: fields.coded(columns.clients.as_ref()).into_iter().collect(),
            residency: fields.coded(columns.residency.as_ref()).into_iter().collect(),
            area_served: fields.texts(columns.area_served.as_ref()),
            eligibility: fields.texts(columns.eligibility.as_ref()),
            ..Audience::default()
        },
        procedure: procedure(columns, fields),
        fees: columns.fee.as_ref().map_or(Fees::Unstated, |amounts| fees(amounts, fields)),
        payment_channels: fields.coded(columns.payment_channels.as_ref()),
        promise: Promise {
            delivery_times: columns
                .delivery_time
                .as_ref()
                .and_then(|days| delivery(days, fields))
                .into_iter()
                .collect(),
            ..Promise::default()
        },
        channels: channels(columns, fields),
        online_points: online(columns, fields),
        classes: Classes {
            priority: columns.priority.as_ref().is_some_and(|flag| fields.flag(flag)),
            ..Classes::default()
        },
        ..Card::default()
    }
}

fn identity<'a>(mapping: &'a Mapping, fields: &Fields<'a>, id: &str) -> Identity {
    let columns = &mapping.service;
    let own = ExternalIdentifier { scheme: mapping.scheme.as_str().to_owned(), value: id.to_owned() };
    let others = columns.identifiers.iter().filter_map(|(scheme, column)| {
        Some(ExternalIdentifier { scheme: scheme.clone(), value: fields.text(column)?.to_owned() })
    });
    let other_name = fields.texts(columns.alternate_name.as_ref());
    Identity {
        external_identifiers: Some(own).filter(|_| !mapping.by_code).into_iter().chain(others).collect(),
        name: fields.texts(Some(&columns.name)),
        alternate_names: Some(other_name).filter(|name| !name.is_empty()).into_iter().collect(),
        summary: fields.texts(columns.summary.as_ref()),
        description: fields.texts(columns.description.as_ref()),
        kind: fields.coded(columns.kind.as_ref()).first().copied(),
        output: fields.texts(columns.output.as_ref()),
        scope: fields.coded(columns.scope.as_ref()).into_iter().collect(),
        launch_date: launch_date(columns, fields),
        ..Identity::default()
    }
}

fn launch_date<'a>(columns: &'a ServiceColumns, fields: &Fields<'a>) -> Option<CardDate> {
    let column = columns.launch_date.as_ref()?;
    let Ok(date) = CalendarDate::parse(fields.text(column)?) else {
        fields.note(column, Rule::LeftOut);
        return None;
    };
    let calendar = match date.given_in() {
        Calendar::Gregorian => CalendarKind::Gregorian,
        Calendar::Hijri => CalendarKind::Hijri,
    };
    Some(CardDate { date: date.gregorian(), calendar })
}

fn procedure<'a>(columns: &'a ServiceColumns, fields: &Fields<'a>) -> Procedure {
    let listed = |listed: Option<&'a super::mapping::Listed>| {
        listed.map(|listed| fields.lists(&listed.column, &listed.separator)).unwrap_or_default()
    };
    let documents = listed(columns.documents.as_ref()).into_iter();
    let steps = listed(columns.steps.as_ref()).into_iter();
    Procedure {
        steps: steps.map(|action| Step { action, ..Step::default() }).collect(),
        documents: documents.map(|name| RequiredDocument { name, ..RequiredDocument::default() }).collect(),
        conditions: listed(columns.conditions.as_ref()),
        complaint_path: fields.texts(columns.complaint_path.as_ref()),
        delivery_methods: fields.coded(columns.delivery_methods.as_ref()).into_iter().collect(),
        automation: fields.coded(columns.automation.as_ref()).first().copied(),
        ..Procedure::default()
    }
}

/// An amount says more than a yes; neither leaves the fee unstated.
fn fees<'a>(amounts: &'a Amounts, fields: &Fields<'a>) -> Fees {
    let Amounts { charged, amount, currency } = amounts;
    // In a column of both, the words come first.
    let shared = charged.as_ref().filter(|charged| amount.as_ref() == Some(&charged.column));
    if let Some(charge) = shared.and_then(|charged| fields.meaning(charged)) {
        return stated(charge);
    }
    if let Some((column, text)) = amount.as_ref().and_then(|column| Some((column, fields.text(column)?))) {
        match Money::parse(text, currency.clone()) {
            Ok(money) if money.amount_minor == 0 => return Fees::Free,
            Ok(money) => {
                let currency = currency.as_str().to_owned();
                return Fees::Priced(vec![Fee { amount_minor: money.amount_minor, currency, ..Fee::default() }]);
            }
            Err(_) => fields.note(column, Rule::LeftOut),
        }
    }
    let charged = charged.as_ref().filter(|_| shared.is_none());
    fields.coded(charged).first().map_or(Fees::Unstated, |charge| stated(*charge))
}

fn stated(charge: Charge) -> Fees {
    match charge {
        Charge::Free => Fees::Free,
        Charge::Priced => Fees::Priced(Vec::new()),
    }
}

/// The first number of the cell.
fn delivery<'a>(days: &'a DeliveryDays, fields: &Fields<'a>) -> Option<DeliveryTime> {
    let text = digits(fields.text(&days.column)?);
    let number: String = text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    let Ok(amount) = number.parse() else {
        fields.note(&days.column, Rule::LeftOut);
        return None;
    };
    let unit = fields.coded(days.unit_in.as_ref()).first().copied().unwrap_or(days.unit);
    Some(DeliveryTime::within(Span { amount, unit }))
}

/// The channels named, each once. The service's page is the portal's address where the portal is one of them, or where the
/// sheet has no column that names channels: a page that informs is no way to get the service, and a card has no other
/// place for it.
fn channels<'a>(columns: &'a ServiceColumns, fields: &Fields<'a>) -> Vec<Channel> {
    let mut channels: Vec<Channel> = Vec::new();
    for kind in fields.coded(columns.channels.as_ref()) {
        if !channels.iter().any(|channel| channel.kind == kind) {
            channels.push(Channel::new(kind));
        }
    }
    let links = fields.links(columns.link.as_ref());
    if links.is_empty() {
        return channels;
    }
    match channels.iter_mut().find(|channel| channel.kind == ChannelKind::Portal) {
        Some(portal) => portal.url = links,
        None if columns.channels.is_none() => {
            channels.push(Channel { url: links, ..Channel::new(ChannelKind::Portal) });
        }
        None => fields.left_out(columns.link.as_ref()),
    }
    channels
}

fn online<'a>(columns: &'a ServiceColumns, fields: &Fields<'a>) -> OnlinePoints {
    let Some(columns) = &columns.online else { return OnlinePoints::default() };
    let answer = |column: &'a Option<_>| fields.online(columns, column.as_ref());
    OnlinePoints {
        account: answer(&columns.account),
        sign_in: answer(&columns.sign_in),
        application: answer(&columns.application),
        decision: answer(&columns.decision),
        delivery: answer(&columns.delivery),
        feedback: answer(&columns.feedback),
    }
}

/// The id in a column: [`Rule::Required`] when there is none (`NA` is none), [`Rule::TooLong`] over 200 characters.
pub(crate) fn id<'a>(fields: &Fields<'a>, column: &'a Headers) -> Result<&'a str, Rule> {
    let id = fields.text(column).ok_or(Rule::Required)?;
    if id.chars().count() > MAX_ID { Err(Rule::TooLong(MAX_ID as u64)) } else { Ok(id) }
}
