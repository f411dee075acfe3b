use super::*;

const MAPPING: &str = r#"
scheme = "sheet"
code = "S-{id}"
languages = ["ar", "en"]
required_language = "ar"
not_applicable = "NA"
not_known = "ND"

[period]
column = "السنة"
year_begins = "01-01"

[service]
id = ["رقم الخدمة", "id"]
name = { ar = "الاسم", en = "name" }
link = { ar = "link" }
fee = { amount = "fee" }
delivery_time = { column = "days", unit = "working_days" }
scope = { column = "scope", values = { e = "external", i = ["internal", "shared"] } }
online = { values = { Y = "yes", N = "no" }, application = "online" }

[department]
name = { ar = "الإدارة" }
code = "D-{id}"

[standards]
service = "id"
id = "std"
text = { ar = "text" }
target = "target"
"#;

fn plan(services: &str, standards: Option<&str>) -> Result<Plan> {
    let mapping = Mapping::parse(MAPPING)?;
    let standards = standards.map(|text| Sheet::read(text.as_bytes())).transpose()?;
    let services = Sheet::read(services.as_bytes())?;
    let sheets = Sheets { services: &services, standards: standards.as_ref(), lookups: BTreeMap::new() };
    Plan::new(&mapping, &sheets, None)
}

const HEAD: &str = "id,الاسم,name,الادارة,السنة,link,fee,days,scope,online\n";

#[test]
fn every_row_is_a_service_a_duplicate_or_rejected() -> Result<()> {
    let rows = "1,رخصة,Licence,التراخيص,2024,https://example.org/a,50,٥ أيام,\"e,i\",NA\n\
        ,بلا رقم,,التراخيص,2024,,,,,\n\
        1,أخرى,,التراخيص,2024,,,,,\n\
        2,,English only,التراخيص,2024,,,,,\n\
        3,رخصه,,,2024,,,,,\n\
        4,رخصه,,الإدارة العامة,2024,ftp://x,none,,z,N\n\
        5,رخصة,,التراخيص,2024,,0,,,ND\n";
    let plan = plan(&format!("{HEAD}{rows}"), None)?;
    let report = plan.report();
    assert_eq!((report.rows, report.services, report.duplicates, report.rejected), (7, 3, 1, 3));
    assert_eq!((report.repeated_names, report.similar_names), (1, 1));
    assert_eq!(report.effective, NaiveDate::from_ymd_opt(2024, 1, 1));
    let told: Vec<_> = report
        .row_reports
        .iter()
        .map(|r| r.notes.iter().map(|n| (n.column.as_str(), n.rule.code())).collect::<Vec<_>>())
        .collect();
    let expected: [Vec<(&str, &str)>; 7] = [
        vec![],
        vec![("id", "REQUIRED")],
        vec![("id", "ROW_REPEATED")],
        vec![("الاسم", "MISSING_LANGUAGE")],
        vec![("الادارة", "REQUIRED")],
        vec![("scope", "LEFT_OUT"), ("fee", "LEFT_OUT"), ("link", "LEFT_OUT"), ("الاسم", "NAME_SIMILAR")],
        vec![("الاسم", "NAME_REPEATED")],
    ];
    assert_eq!(told, expected);
    Ok(())
}

#[test]
fn a_row_becomes_a_card() -> Result<()> {
    use crate::catalogue::card::{ChannelKind, Fees, OnlineAnswer, Scope, Span, TimeUnit};
    let row = "1,رخصة,NA,التراخيص,2024,see https://example.org/a,50.5,٥ أيام,\"e,i\",NA\n";
    let plan = plan(&format!("{HEAD}{row}"), None)?;
    let service = &plan.services[0];
    assert_eq!(service.code, "S-1");
    let card = &service.card;
    assert_eq!(card.identity.name.iter().count(), 1);
    assert_eq!(card.identity.scope, [Scope::Internal, Scope::External, Scope::Shared].into());
    assert!(matches!(&card.fees, Fees::Priced(fees) if fees[0].amount_minor == 5050 && fees[0].currency == "SAR"));
    assert_eq!(card.promise.delivery_times[0].within, Span { amount: 5, unit: TimeUnit::WorkingDays });
    assert_eq!(card.channels[0].kind, ChannelKind::Portal);
    assert_eq!(card.online_points.application, OnlineAnswer::NotApplicable);
    assert_eq!(card.online_points.feedback, OnlineAnswer::NotKnown);
    assert_eq!(plan.departments.len(), 1);
    Ok(())
}

#[test]
fn a_page_is_a_portal_only_where_the_sheet_says_nothing_else_of_channels() -> Result<()> {
    use crate::catalogue::card::ChannelKind;
    let channels = "channels = { column = \"ways\", values = { onl = \"portal\", tel = \"phone\" } }\n";
    let mapping = Mapping::parse(&MAPPING.replace("fee = {", &format!("{channels}fee = {{")))?;
    let row = |id: &str, ways: &str| format!("{id},رخصة {id},,التراخيص,2024,https://example.org/{id},,,,,{ways}\n");
    let rows = [row("1", "\"onl,tel\""), row("2", "tel"), row("3", "ND")].concat();
    let sheet = Sheet::read(format!("{},ways\n{rows}", HEAD.trim_end()).as_bytes())?;
    let plan = Plan::new(&mapping, &Sheets { services: &sheet, standards: None, lookups: BTreeMap::new() }, None)?;
    let of = |place: usize| {
        plan.services[place].card.channels.iter().map(|channel| (channel.kind, channel.url.iter().count()))
    };
    assert_eq!(of(0).collect::<Vec<_>>(), [(ChannelKind::Portal, 1), (ChannelKind::Phone, 0)]);
    assert_eq!(of(1).collect::<Vec<_>>(), [(ChannelKind::Phone, 0)]);
    assert_eq!(of(2).count(), 0);
    let noted = plan.report().row_reports.iter().map(|row| row.notes.iter().map(|note| &*note.column).collect());
    assert_eq!(noted.collect::<Vec<Vec<_>>>(), [vec![], vec!["link"], vec!["link"]], "what has no place is told");
    Ok(())
}

#[test]
fn a_good_row_stands_in_for_a_bad_first_one() -> Result<()> {
    let plan = plan(&format!("{HEAD}1,,,التراخيص,2024,,,,,\n1,رخصة,,التراخيص,2024,,,,,\n"), None)?;
    assert_eq!((plan.report.services, plan.report.rejected, plan.report.duplicates), (1, 1, 0));
    Ok(())
}

#[test]
fn our_own_codes_are_taken_as_they_are_or_refused() -> Result<()> {
    let mapping = Mapping::parse(&MAPPING.replace("code = \"S-{id}\"", "code = \"{id}\"\nby_code = true"))?;
    let row = |id: &str| format!("{id},رخصة {id},,التراخيص,2024,,,,,\n");
    let rows = ["A--1", "GC-١٢", "bad code!", "GC-12", "a/b"].map(row).concat();
    let sheet = Sheet::read(format!("{HEAD}{rows}").as_bytes())?;
    let plan = Plan::new(&mapping, &Sheets { services: &sheet, standards: None, lookups: BTreeMap::new() }, None)?;
    let codes: Vec<_> = plan.services.iter().map(|service| service.code.as_str()).collect();
    assert_eq!(codes, ["A--1", "GC-12"]);
    let notes = plan.report.row_reports.iter().flat_map(|row| &row.notes);
    let told: Vec<_> = notes.map(|note| (note.column.as_str(), note.rule.code())).collect();
    assert_eq!(told, [("id", "CODE"), ("id", "ROW_REPEATED"), ("id", "CODE")]);
    Ok(())
}

#[test]
fn standards_are_known_by_service_id_and_text() -> Result<()> {
    let services = format!("{HEAD}1,رخصة,,التراخيص,2024,,,,,\n");
    let standards = "id,std,text,target\n1,a,خلال يوم,80\n1,a,خلال يومين,مرتان\n1,a,خلال يوم,80\n9,b,آخر,\n1,c,,\n";
    let plan = plan(&services, Some(standards))?;
    let list = &plan.services[0].card.promise.standards;
    assert_eq!(list.len(), 2);
    assert_eq!(list[0].target.map(|target| target.to_string()).as_deref(), Some("80"));
    assert!(list[1].target.is_none() && !list[1].target_text.is_empty());
    let outcomes: Vec<_> = plan.report.standard_reports.iter().map(|row| row.outcome.name()).collect();
    assert_eq!(outcomes, ["attached", "attached", "duplicate", "orphaned", "rejected"]);
    assert_eq!((plan.report.standards, plan.report.standards_orphaned), (5, 1));
    Ok(())
}

#[test]
fn whole_files_that_do_not_fit_are_refused() {
    let path = |result: Result<Plan>| match result {
        Err(Error::Invalid { fields }) => (fields[0].path.join("/"), fields[0].rule.code()),
        other => panic!("{other:?}"),
    };
    assert_eq!(path(plan("a,b\n1,2\n", None)), ("file/الاسم".into(), "MISSING_COLUMN"));
    let mixed = format!("{HEAD}1,رخصة,,التراخيص,2024,,,,,\n2,رخصة,,التراخيص,2025,,,,,\n");
    assert_eq!(path(plan(&mixed, None)), ("file/السنة".into(), "SEVERAL_PERIODS"));
    assert_eq!(path(plan(HEAD, Some("x\n1\n"))), ("standards/text".into(), "MISSING_COLUMN"));
}

#[test]
fn optional_columns_may_be_absent_and_are_named() -> Result<()> {
    let plan = plan("id,الاسم,الإدارة\n1,رخصة,التراخيص\n", None)?;
    assert_eq!(plan.report.services, 1);
    assert!(plan.report.columns_absent.contains(&"fee".to_owned()));
    Ok(())
}
