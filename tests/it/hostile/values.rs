//! What is put where a plain value belongs.

use serde_json::{Value, json};
use support::Samples;
use support::introspect::{Kind, Schema, Spot};

/// Texts that mean something to some layer or other. Those that are surely refused come first.
const TEXTS: &[&str] = &[
    "\0",
    "a\u{7}b",
    "\u{202e}ar\u{2066}",
    "\u{200b}\u{200d}\u{feff}",
    "",
    " \t\r\n ",
    "\u{fffd}\u{ffff}",
    "%_\\%",
    "' OR 1=1; DROP TABLE audit --",
    "\"a\"* NEAR(b, 0) OR -c:^d",
    "(a+)+$ [\\p{L}]{1,99}",
    "👩‍👩‍👧‍👦 é e\u{301}",
    "{\"a\":1} ${jndi:x} <script>",
];

const DAYS: &[&str] = &[
    "",
    "0000-01-01",
    "-0001-01-01",
    "+10000-01-01",
    "2026-02-30",
    "٢٠٢٦-٠١-٠١",
    "\0",
    "2026-1-1",
    "0001-01-01",
    "9999-12-31",
];

const MOMENTS: &[&str] = &[
    "",
    "2026-01-01",
    "0000-01-01T00:00:00Z",
    "+262142-12-31T23:59:59Z",
    "2026-01-01T24:00:00Z",
    "2026-01-01T00:00:00",
    "\0",
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59.999999999-23:59",
    "2026-06-30T23:59:60Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999Z",
];

/// Values for one element at a place, whose type is that of the place.
pub fn elements(schema: &Schema, spot: &Spot, samples: &Samples) -> Vec<Value> {
    let texts = |list: &[&str]| list.iter().map(|text| json!(text)).collect::<Vec<_>>();
    let mut out = match (spot.ty.name.as_str(), schema.kind(&spot.ty.name)) {
        (_, Kind::Input { .. }) => {
            return vec![json!("x"), json!(5), json!({ "nope": 1 }), json!([[]]), json!({}), deep(120)];
        }
        (_, Kind::Enum(names)) => {
            let lower = names[0].to_lowercase();
            vec![json!(0), json!(""), json!("NO_SUCH"), json!(lower), json!({}), json!(names[0].clone() + "\0")]
        }
        ("Int", _) => vec![
            json!(2_147_483_648_i64),
            json!(i64::MIN),
            json!(u64::MAX),
            json!(1e308),
            json!(1.5),
            json!("1"),
            json!(i32::MIN),
            json!(-1),
            json!(i32::MAX),
            json!(0),
        ],
        ("Float", _) => {
            vec![json!("NaN"), json!("Infinity"), json!(1e308), json!(-1e308), json!(-90.000_001), json!(5e-324)]
        }
        ("Boolean", _) => vec![json!(1), json!("true"), json!({})],
        ("ID", _) => ids(spot, samples),
        ("Date", _) => texts(DAYS),
        ("DateTime", _) => texts(MOMENTS),
        ("Duration", _) => {
            texts(&["", "P", "-P1D", "P1Y", "P99999999999W", "P9223372036854775807D", "PT0S", "P36500D"])
        }
        ("LanguageTag", _) => texts(&["", "\0", "عربي", "x", "ar-", "en-US-u-nu-latn-x-private-use", "zz"]),
        _ => texts(TEXTS),
    };
    if spot.ty.name != "JSON" {
        out.extend([json!(7), json!({}), json!(["a", "b"]), json!(true)].into_iter().filter(|_| spot.ty.lists == 0));
    }
    out
}

/// Ids of another kind, damaged, unknown, and no ids at all.
fn ids(spot: &Spot, samples: &Samples) -> Vec<Value> {
    let own = samples.id(&spot.path);
    let foreign = samples.ids.values().find(|id| kind(id) != kind(own)).expect("ids of several kinds");
    let unknown = format!("{}_01h455vb4pex5vsknk084sn02q", kind(own));
    let damaged =
        [&own[..own.len() - 1], &own.to_uppercase(), &own.replace('_', "-"), &format!("{own}\0")].map(str::to_owned);
    let mut out: Vec<Value> = damaged.into_iter().map(Value::from).collect();
    out.extend([json!(foreign), json!(""), json!("1"), json!(1), json!("eyJh"), json!("٣"), json!(unknown)]);
    out
}

fn kind(id: &str) -> &str {
    id.rsplit_once('_').map_or(id, |parts| parts.0)
}

/// Values for a whole list at a place.
pub fn lists(spot: &Spot, plain: &Value) -> Vec<Value> {
    if spot.ty.lists == 0 {
        return Vec::new();
    }
    let many = |n: usize| Value::Array(vec![plain.clone(); n]);
    vec![json!(null), json!([]), json!([null]), json!("x"), json!({}), many(201), many(2_000), deep(120)]
}

/// Lists in lists.
pub fn deep(levels: usize) -> Value {
    (0..levels).fold(json!(1), |inner, _| json!([inner]))
}

/// A text of a megabyte; `kind` makes it different work.
pub fn long(kind: usize) -> Value {
    let unit = ["ا", "1", "e\u{301}", "x y "][kind % 4];
    json!(unit.repeat(1_000_000 / unit.len()))
}
