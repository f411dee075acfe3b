//! Where a setting's text comes from, and which source counts.

use std::collections::BTreeMap;
use std::fmt::{self, Display};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::{ConfigError, Flags, SETTINGS, Setting};

/// Where a value was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// On the command line.
    Flag(String),
    /// In an environment variable.
    Environment(String),
    /// In the configuration file.
    File(PathBuf),
    /// Nowhere.
    Default,
}

impl Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) | Self::Environment(name) => f.write_str(name),
            Self::File(path) => path.display().fmt(f),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A setting with the text that counts.
#[derive(Clone)]
pub struct Resolved {
    /// Which setting.
    pub setting: &'static Setting,
    /// Its text; a secret in clear.
    pub text: String,
    /// Where it was found.
    pub origin: Origin,
}

/// The sources, each as key and text.
#[derive(Default)]
pub struct Sources {
    flags: Vec<(&'static str, String)>,
    environment: BTreeMap<String, String>,
    config: Option<PathBuf>,
    demo: bool,
}

/// What a configuration file says, by dotted key.
struct FileValues {
    path: PathBuf,
    values: BTreeMap<String, String>,
}

impl Sources {
    /// The flags given and the process's environment. `demo` moves the default data directory aside.
    pub fn of_process(flags: &Flags, demo: bool) -> Self {
        // A variable that is not Unicode cannot be a setting's value; its name is compared all the same.
        let environment = std::env::vars_os()
            .map(|(name, value)| (name.to_string_lossy().into_owned(), value.to_string_lossy().into_owned()))
            .filter(|(name, _)| name.starts_with("CRM_") && !name.starts_with("CRM_TEST_"))
            .collect();
        Self { flags: flags.given(), environment, config: flags.config.clone(), demo }
    }

    /// Every setting with the text that counts, in the order of the table. Fails on names no setting has.
    pub fn resolve(&self) -> Result<Vec<Resolved>, ConfigError> {
        let environment = self.environment()?;
        let data_dir = self.find("data_dir", &environment, None);
        let file = self.file(data_dir.as_ref().map_or(self.default_data_dir(), |(text, _)| text))?;
        let mut resolved: Vec<Resolved> = Vec::with_capacity(SETTINGS.len());
        for setting in SETTINGS {
            let (text, origin) = match self.find(setting.key, &environment, file.as_ref()) {
                Some(found) => found,
                None if setting.key == "data_dir" && self.demo => {
                    (self.default_data_dir().to_owned(), Origin::Flag("--demo".into()))
                }
                None => (setting.default.to_owned(), Origin::Default),
            };
            let data_dir = resolved.first().map(|first| first.text.clone());
            let text = match data_dir.filter(|_| origin == Origin::Default) {
                Some(folder) => text.replace("{data_dir}", &folder),
                None => text,
            };
            resolved.push(Resolved { setting, text, origin });
        }
        Ok(resolved)
    }

    fn default_data_dir(&self) -> &'static str {
        if self.demo { "crm-demo" } else { SETTINGS[0].default }
    }

    fn find(
        &self,
        key: &str,
        environment: &BTreeMap<&'static str, (String, String)>,
        file: Option<&FileValues>,
    ) -> Option<(String, Origin)> {
        if let Some((_, text)) = self.flags.iter().find(|(name, _)| *name == key) {
            return Some((text.clone(), Origin::Flag(format!("--{}", key.replace(['.', '_'], "-")))));
        }
        if let Some((variable, text)) = environment.get(key) {
            return Some((text.clone(), Origin::Environment(variable.clone())));
        }
        let FileValues { path, values } = file?;
        values.get(key).map(|text| (text.clone(), Origin::File(path.clone())))
    }

    /// By key: the variable's name and the text.
    fn environment(&self) -> Result<BTreeMap<&'static str, (String, String)>, ConfigError> {
        let mut found = BTreeMap::new();
        for (name, value) in self.environment.iter().filter(|(name, _)| *name != "CRM_CONFIG") {
            let plain = name.strip_suffix("_FILE").unwrap_or(name);
            let setting = SETTINGS.iter().find(|setting| setting.env() == *name);
            let from_file = SETTINGS.iter().find(|setting| setting.secret && setting.env() == plain);
            let (setting, text) = match (setting, from_file) {
                (Some(setting), _) => (setting, value.clone()),
                (None, Some(setting)) => (setting, read(Path::new(value))?.trim_end().to_owned()),
                (None, None) => return Err(unknown(name, "environment", SETTINGS.iter().map(Setting::env))),
            };
            if found.insert(setting.key, (name.clone(), text)).is_some() {
                return Err(ConfigError::Twice { variable: setting.env() });
            }
        }
        Ok(found)
    }

    /// The file that was named, or `crm.toml` of the data directory when it is there.
    fn file(&self, data_dir: &str) -> Result<Option<FileValues>, ConfigError> {
        let named = self.config.clone().or_else(|| self.environment.get("CRM_CONFIG").map(PathBuf::from));
        let path = named.clone().unwrap_or_else(|| Path::new(data_dir).join("crm.toml"));
        if named.is_none() && !path.exists() {
            return Ok(None);
        }
        let fail = |why: String| ConfigError::File { path: path.clone(), why };
        let table: toml::Table = read(&path)?.parse().map_err(|error: toml::de::Error| fail(error.message().into()))?;
        let mut values = BTreeMap::new();
        flatten("", &table, &mut values).map_err(fail)?;
        let stranger = values.keys().find(|key| SETTINGS.iter().all(|setting| setting.key != key.as_str()));
        if let Some(key) = stranger {
            let keys = SETTINGS.iter().map(|setting| setting.key.to_owned());
            return Err(unknown(key, &path.display().to_string(), keys));
        }
        Ok(Some(FileValues { path, values }))
    }
}

/// The value of a setting.
pub(super) fn parse<T: FromStr<Err: Display>>(resolved: &[Resolved], key: &'static str) -> Result<T, ConfigError> {
    let missing = || ConfigError::Unknown { name: key.into(), origin: "settings".into(), nearest: None };
    let found = resolved.iter().find(|one| one.setting.key == key).ok_or_else(missing)?;
    found.text.parse().map_err(|why: T::Err| ConfigError::Value {
        key,
        value: if found.setting.secret { "***".into() } else { format!("{:?}", found.text) },
        origin: found.origin.clone(),
        why: why.to_string(),
    })
}

fn read(path: &Path) -> Result<String, ConfigError> {
    let fail = |error: std::io::Error| ConfigError::File { path: path.to_owned(), why: error.to_string() };
    std::fs::read_to_string(path).map_err(fail)
}

/// Tables become dotted keys, values become text.
fn flatten(prefix: &str, table: &toml::Table, out: &mut BTreeMap<String, String>) -> Result<(), String> {
    for (name, value) in table {
        let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        let text = match value {
            toml::Value::Table(inner) => {
                flatten(&key, inner, out)?;
                continue;
            }
            toml::Value::String(text) => text.clone(),
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Boolean(word) => word.to_string(),
            _ => return Err(format!("{key} must be a text or a number")),
        };
        out.insert(key, text);
    }
    Ok(())
}

fn unknown(name: &str, origin: &str, names: impl Iterator<Item = String>) -> ConfigError {
    let near = |candidate: &String| strsim::jaro_winkler(name, candidate);
    let nearest = names.max_by(|a, b| near(a).total_cmp(&near(b))).filter(|best| near(best) > 0.7);
    ConfigError::Unknown { name: name.to_owned(), origin: origin.to_owned(), nearest }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(flags: &[(&'static str, &str)], environment: &[(&str, &str)]) -> Sources {
        Sources {
            flags: flags.iter().map(|(key, text)| (*key, (*text).to_owned())).collect(),
            environment: environment.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect(),
            ..Sources::default()
        }
    }

    fn value(sources: &Sources, key: &str) -> (String, String) {
        let resolved = sources.resolve().unwrap();
        let found = resolved.into_iter().find(|one| one.setting.key == key).unwrap();
        (found.text, found.origin.to_string())
    }

    #[test]
    fn flag_before_environment_before_file_before_default() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("crm.toml");
        std::fs::write(&file, "[http]\nbind = \"127.0.0.1:3\"\nworkers = 3\nbody_limit = 3").unwrap();
        let mut all =
            sources(&[("http.bind", "127.0.0.1:1")], &[("CRM_HTTP_BIND", "127.0.0.1:2"), ("CRM_HTTP_WORKERS", "2")]);
        all.config = Some(file.clone());
        assert_eq!(value(&all, "http.bind"), ("127.0.0.1:1".into(), "--http-bind".into()));
        assert_eq!(value(&all, "http.workers"), ("2".into(), "CRM_HTTP_WORKERS".into()));
        assert_eq!(value(&all, "http.body_limit"), ("3".into(), file.display().to_string()));
        assert_eq!(value(&all, "log.level"), ("info".into(), "default".into()));
    }

    #[test]
    fn the_file_of_the_data_directory_is_read_unless_another_is_named() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("crm.toml"), "zone = \"UTC\"").unwrap();
        let here = folder.path().to_str().unwrap();
        assert_eq!(value(&sources(&[("data_dir", here)], &[]), "zone").0, "UTC");
        assert_eq!(value(&sources(&[("data_dir", here)], &[]), "keys_file").0, format!("{here}/keys.json"));
        assert!(sources(&[], &[("CRM_CONFIG", "/nowhere.toml")]).resolve().is_err());
    }

    #[test]
    fn a_secret_comes_from_a_file_and_only_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("url");
        std::fs::write(&file, "postgres://a:b@c/d\n").unwrap();
        let file = file.to_str().unwrap();
        let one = sources(&[], &[("CRM_DATABASE_URL_FILE", file)]);
        assert_eq!(value(&one, "database.url"), ("postgres://a:b@c/d".into(), "CRM_DATABASE_URL_FILE".into()));
        let two = sources(&[], &[("CRM_DATABASE_URL_FILE", file), ("CRM_DATABASE_URL", "sqlite://x")]);
        assert!(matches!(two.resolve(), Err(ConfigError::Twice { .. })));
    }

    #[test]
    fn an_unknown_name_is_an_error_that_names_the_nearest() {
        let error = sources(&[], &[("CRM_HTP_BIND", "x")]).resolve().err().unwrap();
        assert_eq!(error.to_string(), "environment: there is no setting CRM_HTP_BIND; did you mean CRM_HTTP_BIND?");
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("crm.toml");
        std::fs::write(&file, "[databse]\nurl = 'x'").unwrap();
        let mut all = sources(&[], &[]);
        all.config = Some(file);
        assert!(all.resolve().err().unwrap().to_string().ends_with("databse.url; did you mean database.url?"));
    }

    #[test]
    fn a_wrong_value_names_where_it_stands_and_keeps_secrets() {
        let resolved = sources(&[], &[("CRM_HTTP_WORKERS", "many"), ("CRM_DATABASE_URL", "mysql://u:pw@h")]).resolve();
        let resolved = resolved.unwrap();
        let error = parse::<usize>(&resolved, "http.workers").unwrap_err().to_string();
        assert!(error.starts_with("CRM_HTTP_WORKERS: http.workers cannot be \"many\""), "{error}");
        let error = parse::<super::super::DatabaseUrl>(&resolved, "database.url").unwrap_err().to_string();
        assert!(!error.contains("pw"), "{error}");
    }
}
