use super::*;

const OLD: &str = r#"
schema { query: Query }
directive @tag(name: String) on OBJECT
interface Named { name: String }
type Query { service(id: ID!, lang: String = "ar", asOf: Date): Service services: [Service!] }
type Service implements Named { name: String code: String! fees: [Int!]! state(at: Date): State! old: Int }
type Fee { amount: Int! }
union Found = Service | Fee
enum State { DRAFT PUBLISHED }
scalar Date
input Key @oneOf { id: ID code: String }
input Facts { name: String! note: String size: Int! = 1 }
"#;

/// What differs when a part of the old schema is written otherwise.
#[track_caller]
fn after(part: &str, otherwise: &str) -> Vec<String> {
    assert_eq!(OLD.matches(part).count(), 1, "{part}");
    compare(OLD, &OLD.replace(part, otherwise)).unwrap().iter().map(ToString::to_string).collect()
}

#[test]
fn every_kind_of_change_is_named_and_judged() {
    for (part, otherwise, told) in [
        // what goes
        ("type Fee { amount: Int! }", "", "breaking: Fee was removed"),
        (" old: Int", "", "breaking: Service.old was removed"),
        (", asOf: Date", "", "breaking: Query.service(asOf:) was removed"),
        (" PUBLISHED", "", "breaking: State.PUBLISHED was removed"),
        (" | Fee", "", "breaking: Found = Fee was removed"),
        (" implements Named", "", "breaking: Service & Named was removed"),
        (" note: String", "", "breaking: Facts.note was removed"),
        ("directive @tag(name: String) on OBJECT", "", "breaking: @tag was removed"),
        (" @oneOf", "", "safe: Key @oneOf was removed"),
        // what comes
        ("scalar Date", "scalar Date scalar Time", "safe: Time was added"),
        (" old: Int", " old: Int new(must: Int!): Int", "safe: Service.new was added"),
        (", asOf: Date", ", asOf: Date, way: Int", "safe: Query.service(way:) was added"),
        (", asOf: Date", ", asOf: Date, way: Int!", "breaking: Query.service(way:) was added, and is required"),
        (", asOf: Date", ", asOf: Date, way: Int! = 1", "safe: Query.service(way:) was added"),
        (" note: String", " note: String tag: String", "safe: Facts.tag was added"),
        (" note: String", " note: String tag: String!", "breaking: Facts.tag was added, and is required"),
        (" PUBLISHED", " PUBLISHED RETIRED", "careful: State.RETIRED was added"),
        ("union Found = Service", "union Found = Query | Service", "careful: Found = Query was added"),
        ("input Facts", "input Facts @oneOf", "breaking: Facts @oneOf was added"),
        (" old: Int", " old: Int @deprecated", "safe: Service.old @deprecated was added"),
        // what is otherwise
        ("scalar Date", "enum Date { TODAY }", "breaking: Date changed from scalar to enum"),
        ("query: Query", "query: Service", "breaking: schema.query changed from Query to Service"),
        (" code: String!", " code: ID!", "breaking: Service.code changed its type from String! to ID!"),
        (" code: String!", " code: String", "breaking: Service.code changed its type from String! to String"),
        ("[Service!]", "[Service!]!", "safe: Query.services changed its type from [Service!] to [Service!]!"),
        ("[Int!]!", "[Int]!", "breaking: Service.fees changed its type from [Int!]! to [Int]!"),
        ("[Int!]!", "Int!", "breaking: Service.fees changed its type from [Int!]! to Int!"),
        ("id: ID!", "id: ID", "safe: Query.service(id:) changed its type from ID! to ID"),
        ("at: Date", "at: Date!", "breaking: Service.state(at:) changed its type from Date to Date!"),
        ("{ name: String! note", "{ name: String note", "safe: Facts.name changed its type from String! to String"),
        ("note: String size", "note: String! size", "breaking: Facts.note changed its type from String to String!"),
        (r#""ar""#, r#""en""#, r#"careful: Query.service(lang:) changed its default from "ar" to "en""#),
        ("Int! = 1", "Int!", "breaking: Facts.size changed its default from 1 to none"),
    ] {
        assert_eq!(after(part, otherwise), [told], "{part} -> {otherwise}");
    }
}

#[test]
fn equal_schemas_differ_in_nothing_and_words_about_them_do_not_count() {
    assert_eq!(compare(OLD, OLD).unwrap(), []);
    assert!(after("type Fee", "\"\"\"What it costs.\"\"\" type Fee").is_empty());
}

#[test]
fn breaking_changes_come_first() {
    let told = after("scalar Date", "scalar Adate");
    assert!(told[0].starts_with("breaking: "), "{told:?}");
    assert_eq!(told.last().unwrap(), "safe: Adate was added");
    assert_eq!(told.len(), 2, "{told:?}");
}

#[test]
fn a_text_that_is_no_schema_is_named() {
    let error = compare(OLD, "type {").unwrap_err().to_string();
    assert!(error.starts_with("the current schema cannot be read"), "{error}");
}
