//! The messages of the `graphql-transport-ws` protocol and the codes it closes with.

use actix_ws::{CloseCode, CloseReason, ProtocolError};
use serde_json::{Map, Value, json};

use super::super::body::Parts;

/// The name of the protocol in `Sec-WebSocket-Protocol`.
pub(super) const PROTOCOL: &str = "graphql-transport-ws";
/// Most bytes of the id of an operation: it comes back with every answer.
const MAX_ID: usize = 128;

/// What a client says.
pub(super) enum Incoming {
    Init(Map<String, Value>),
    Ping(Option<Value>),
    Pong,
    Subscribe { id: String, parts: Parts },
    Complete { id: String },
}

/// Reads a message; none when it is not one of the protocol.
pub(super) fn parse(text: &str) -> Option<Incoming> {
    let Value::Object(mut message) = serde_json::from_str(text).ok()? else { return None };
    let payload = message.remove("payload").filter(|payload| !payload.is_null());
    let is_object = payload.as_ref().is_none_or(Value::is_object);
    match message.get("type")?.as_str()? {
        "subscribe" => {
            let parts: Parts = serde_json::from_value(payload.filter(Value::is_object)?).ok()?;
            let parts = parts.sound().ok()?;
            Some(Incoming::Subscribe { id: id(&mut message)?, parts })
        }
        "complete" => Some(Incoming::Complete { id: id(&mut message)? }),
        "connection_init" if is_object => Some(Incoming::Init(match payload {
            Some(Value::Object(said)) => said,
            _ => Map::new(),
        })),
        "ping" if is_object => Some(Incoming::Ping(payload)),
        "pong" if is_object => Some(Incoming::Pong),
        _ => None,
    }
}

fn id(message: &mut Map<String, Value>) -> Option<String> {
    match message.remove("id")? {
        Value::String(id) if (1..=MAX_ID).contains(&id.len()) => Some(id),
        _ => None,
    }
}

pub(super) fn ack() -> String {
    json!({ "type": "connection_ack" }).to_string()
}

pub(super) fn pong(payload: Option<Value>) -> String {
    match payload {
        Some(payload) => json!({ "type": "pong", "payload": payload }),
        None => json!({ "type": "pong" }),
    }
    .to_string()
}

/// One answer to an operation; `answer` is JSON already.
pub(super) fn next(id: &str, answer: &str) -> String {
    format!(r#"{{"type":"next","id":{},"payload":{answer}}}"#, Value::from(id))
}

/// An operation that is not run; its last message.
pub(super) fn error(id: &str, errors: &Value) -> String {
    json!({ "type": "error", "id": id, "payload": errors }).to_string()
}

pub(super) fn complete(id: &str) -> String {
    json!({ "type": "complete", "id": id }).to_string()
}

/// How a connection ends.
#[derive(Debug)]
pub(super) enum Close {
    /// There is nobody to tell.
    Gone,
    /// The client closes; it gets its own reason back.
    Asked(Option<CloseReason>),
    /// We close.
    With(u16, &'static str),
    /// An operation of this id is running.
    Taken(String),
}

impl Close {
    pub(super) const BAD_MESSAGE: Self = Self::With(4400, "Not a message of graphql-transport-ws");
    pub(super) const BEFORE_INIT: Self = Self::With(4401, "Unauthorized");
    pub(super) const TOKEN_OVER: Self = Self::With(4401, "The token expired or was revoked");
    pub(super) const ORIGIN: Self = Self::With(4403, "Pages of this origin may not connect");
    pub(super) const SUBPROTOCOL: Self = Self::With(4406, "Subprotocol not acceptable");
    pub(super) const INIT_TIMEOUT: Self = Self::With(4408, "Connection initialisation timeout");
    pub(super) const SECOND_INIT: Self = Self::With(4429, "Too many initialisation requests");
    /// The client comes again by itself, here or to another process.
    pub(super) const STOPPING: Self = Self::With(1001, "The server stops");
    pub(super) const RIGHTS_CHANGED: Self = Self::With(1012, "The caller's rights changed; connect again");
    pub(super) const UNAVAILABLE: Self = Self::With(1013, "Temporarily unavailable; connect again");

    /// Every code with which we close for a reason of ours, with what the client does then.
    const TABLE: [(Self, &'static str); 11] = [
        (Self::BAD_MESSAGE, "Mend the program."),
        (Self::BEFORE_INIT, "Send `connection_init` first."),
        (Self::TOKEN_OVER, "Get a new token, connect again."),
        (Self::ORIGIN, "Have the page's origin added to `http.cors_origins`."),
        (Self::refused("The code of the refusal, such as UNAUTHENTICATED"), "See the code above."),
        (Self::SUBPROTOCOL, "Offer `graphql-transport-ws`."),
        (Self::INIT_TIMEOUT, "Send `connection_init` as soon as the connection is open."),
        (Self::SECOND_INIT, "Send `connection_init` once."),
        (Self::STOPPING, "Connect again."),
        (Self::RIGHTS_CHANGED, "Connect again; what is shown may differ."),
        (Self::UNAVAILABLE, "Wait a second, connect again."),
    ];

    /// Words for an initialisation that is refused, by its code of the published table.
    pub(super) const fn refused(code: &'static str) -> Self {
        Self::With(4403, code)
    }

    /// What goes over the wire.
    pub(super) fn reason(self) -> Option<CloseReason> {
        let (code, description) = match self {
            Self::Gone => return None,
            Self::Asked(reason) => return reason,
            Self::With(code, why) => (code, why.to_owned()),
            Self::Taken(id) => (4409, format!("Subscriber for {id} already exists")),
        };
        Some(CloseReason { code: CloseCode::from(code), description: Some(description) })
    }
}

/// The codes with which a WebSocket is closed: number, words sent, what the client does.
pub fn close_codes() -> Vec<(u16, String, &'static str)> {
    let taken = (Close::Taken("ID".into()), "Use a new id for each operation.");
    let all = Close::TABLE.into_iter().chain([taken]);
    all.filter_map(|(close, remedy)| {
        let CloseReason { code, description } = close.reason()?;
        Some((code.into(), description.unwrap_or_default(), remedy))
    })
    .collect()
}

impl From<ProtocolError> for Close {
    fn from(error: ProtocolError) -> Self {
        match error {
            // How the library says that a text is not UTF-8, and that the parts of a message are too many bytes.
            ProtocolError::Io(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                Self::With(1007, "Not UTF-8")
            }
            ProtocolError::Overflow | ProtocolError::Io(_) => Self::With(1009, "Message too big"),
            _ => Self::With(1002, "Protocol error"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_read_by_the_letter() {
        assert!(matches!(parse(r#"{"type":"connection_init"}"#), Some(Incoming::Init(said)) if said.is_empty()));
        assert!(matches!(parse(r#"{"type":"ping","payload":{"a":1}}"#), Some(Incoming::Ping(Some(_)))));
        assert!(matches!(parse(r#"{"type":"pong","payload":null}"#), Some(Incoming::Pong)));
        assert!(matches!(parse(r#"{"type":"complete","id":"1"}"#), Some(Incoming::Complete { id }) if id == "1"));
        let subscribe = parse(r#"{"type":"subscribe","id":"1","payload":{"query":"{a}","more":1}}"#);
        assert!(matches!(subscribe, Some(Incoming::Subscribe { parts, .. }) if parts.query.as_deref() == Some("{a}")));
        let long = format!(r#"{{"type":"complete","id":"{}"}}"#, "x".repeat(MAX_ID + 1));
        for wrong in [
            "",
            "{",
            "[]",
            r#"{"id":"1"}"#,
            r#"{"type":1}"#,
            r#"{"type":"start"}"#,
            r#"{"type":"connection_init","payload":[]}"#,
            r#"{"type":"ping","payload":"x"}"#,
            r#"{"type":"complete"}"#,
            r#"{"type":"complete","id":1}"#,
            r#"{"type":"complete","id":""}"#,
            r#"{"type":"subscribe","id":"1"}"#,
            r#"{"type":"subscribe","payload":{"query":"{a}"}}"#,
            r#"{"type":"subscribe","id":"1","payload":["{a}"]}"#,
            r#"{"type":"subscribe","id":"1","payload":{}}"#,
            r#"{"type":"subscribe","id":"1","payload":{"query":1}}"#,
            &long,
        ] {
            assert!(parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn an_id_is_quoted_in_what_it_comes_back_in() {
        let text = next("a\"b", r#"{"data":null}"#);
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value, json!({ "type": "next", "id": "a\"b", "payload": { "data": null } }));
    }
}
