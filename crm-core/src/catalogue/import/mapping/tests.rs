use super::*;

const SMALL: &str = r#"
scheme = "sheet"
code = "S-{id}"
languages = ["ar"]
required_language = "ar"

[service]
id = ["الرقم", "رقم الخدمة"]
name = "اسم الخدمة"

[department]
name = "الإدارة"
code = "D-{id}"
"#;

fn refused(text: &str) -> String {
    match Mapping::parse(text) {
        Err(Error::Setup(message)) => message,
        other => panic!("{other:?}"),
    }
}

#[test]
fn shipped_mappings_are_sound() {
    for (name, _) in SHIPPED {
        assert!(matches!(Mapping::shipped(name), Some(Ok(_))), "{name}");
    }
    assert!(Mapping::shipped("nothing").is_none());
}

#[test]
fn headings_may_be_of_any_language_and_have_alternatives() -> Result<()> {
    let mapping = Mapping::parse(SMALL)?;
    assert_eq!(mapping.service.id.folded().len(), 2);
    assert!(mapping.service.name.covers(mapping.language()));
    Ok(())
}

#[test]
fn errors_name_line_and_key() {
    let unknown = refused(&SMALL.replace("[department]", "nmae = 1\n[department]"));
    assert!(unknown.contains("line 11") && unknown.contains("nmae"), "{unknown}");
    let template = refused(&SMALL.replace("S-{id}", "S-"));
    assert!(template.contains("line 3") && template.contains("code") && template.contains("{id}"), "{template}");
    let language = refused(&SMALL.replace("required_language = \"ar\"", "required_language = \"en\""));
    assert!(language.contains("line 5") && language.contains("required_language"), "{language}");
    let meaning = refused(&format!("{SMALL}\n[service.scope]\ncolumn = \"x\"\nvalues = {{ a = \"outside\" }}\n"));
    assert!(meaning.contains("line 17") && meaning.contains("external"), "{meaning}");
    let lookup = refused(&format!("{SMALL}column = \"x\"\nlookup = \"nowhere\"\n"));
    assert!(lookup.contains("line 15") && lookup.contains("department.lookup"), "{lookup}");
    assert!(refused(&SMALL.replace("name = \"الإدارة\"\n", "")).contains("department"));
}
