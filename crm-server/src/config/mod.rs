//! What the server is told: flag > environment > file > default, under one name (`--http-bind` =
//! `CRM_HTTP_BIND` = `http.bind`).
//!
//! The list below is the only one: the structs, the flags, the environment names, `config show` and
//! `config example` come out of it. Every source gives text, and one `FromStr` per type reads it.

mod callers;
mod error;
mod print;
mod sources;
mod store;
mod values;

use std::net::SocketAddr;
use std::path::PathBuf;

use chrono_tz::Tz;
use crm_core::documents::Storage;
use crm_graphql::Limits;
use secrecy::ExposeSecret;

pub use callers::{CallerKinds, KeyAddress, Networks, ProxyHeader, PublicUrl, PurposeList, Rate};
pub use error::ConfigError;
pub use print::{example, show_json, show_text};
pub use sources::{Origin, Resolved, Sources};
pub use store::{BucketName, HeaderWord, StoreAddress};
pub use values::{DatabaseUrl, Language, LogFilter, LogFormat, OptionalAddress, Origins, Profile, Secret};

/// One setting of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its name in the file, dotted: `http.bind`.
    pub key: &'static str,
    /// What it means, one sentence per line.
    pub doc: &'static str,
    /// The default as text; `{data_dir}` stands for the data directory.
    pub default: &'static str,
    /// Whether it is masked when shown and may come from a file named by `…_FILE`.
    pub secret: bool,
}

impl Setting {
    /// The environment variable: `CRM_HTTP_BIND`.
    pub fn env(&self) -> String {
        format!("CRM_{}", self.key.replace('.', "_").to_uppercase())
    }

    /// The flag: `--http-bind`.
    pub fn flag(&self) -> String {
        format!("--{}", self.key.replace(['.', '_'], "-"))
    }
}

macro_rules! settings {
    ($($(#[doc = $doc:literal])+ $field:ident: $ty:ty = $key:literal, $default:literal $(, $secret:ident)?;)+) => {
        /// The settings in force.
        #[derive(Clone, Debug)]
        pub struct Config {
            $($(#[doc = $doc])+ pub $field: $ty,)+
        }

        /// Settings given on the command line, as text; they count before every other source.
        #[derive(Clone, Debug, Default, clap::Args)]
        #[command(next_help_heading = "Settings")]
        pub struct Flags {
            $($(#[doc = $doc])+ #[arg(long, global = true, value_name = "VALUE")] pub $field: Option<String>,)+
            /// Configuration file (default: crm.toml in the data directory, if it is there)
            #[arg(long, global = true, value_name = "FILE")]
            pub config: Option<PathBuf>,
        }

        impl Flags {
            /// The settings that were given, by key.
            fn given(&self) -> Vec<(&'static str, String)> {
                let all = [$(($key, &self.$field)),+];
                all.into_iter().filter_map(|(key, value)| value.clone().map(|value| (key, value))).collect()
            }
        }

        /// Every setting, in the order in which it is shown.
        pub const SETTINGS: &[Setting] = &[$(Setting {
            key: $key,
            doc: concat!($($doc, "\n"),+),
            default: $default,
            secret: settings!(@secret $($secret)?),
        }),+];

        impl Config {
            /// Reads every setting's text; the first one that cannot be read is the error.
            pub fn read(resolved: &[Resolved]) -> Result<Self, ConfigError> {
                Self { $($field: sources::parse(resolved, $key)?,)+ }.sound()
            }
        }
    };
    (@secret) => { false };
    (@secret secret) => { true };
}

settings! {
    /// Folder of the SQLite file, the keys and the configuration file
    data_dir: PathBuf = "data_dir", "crm-data";
    /// production or development; development also answers GET queries and shows the schema to everyone
    profile: Profile = "profile", "production";
    /// Language that every published text must have
    language: Language = "language", "ar";
    /// Time zone in which days, months and both calendars are reckoned
    zone: Tz = "zone", "Asia/Riyadh";
    /// Codes of further purposes of reading personal data, separated by commas, beside the known ones (`service_delivery`, ...)
    purposes: PurposeList = "purposes", "";
    /// File with the keys that protect personal data; made on first start
    keys_file: PathBuf = "keys_file", "{data_dir}/keys.json";
    /// Folder in which uploaded and generated files are kept, where no bucket is named
    documents_folder: PathBuf = "documents.folder", "{data_dir}/documents";
    /// Bucket of an S3-like store in which they are kept instead, for several machines; empty means the folder
    documents_bucket: BucketName = "documents.bucket", "";
    /// Address of that store, such as `https://s3.example.gov`
    documents_endpoint: StoreAddress = "documents.endpoint", "";
    /// Its region, where it has any
    documents_region: HeaderWord = "documents.region", "us-east-1";
    /// Id of the key by which this installation is known there
    documents_access_key: HeaderWord = "documents.access_key", "";
    /// That key
    documents_secret_key: Secret = "documents.secret_key", "", secret;
    /// Most bytes of an uploaded file
    documents_max_bytes: u64 = "documents.max_bytes", "33554432";
    /// Address of the database: `sqlite://FILE` or `postgres://USER:PASSWORD@HOST:PORT/DATABASE`
    database_url: DatabaseUrl = "database.url", "sqlite://{data_dir}/mustafid.db", secret;
    /// Most connections at once (on SQLite: readers; its writer is one)
    database_max_connections: u32 = "database.max_connections", "10";
    /// Prepared statements kept per connection; 0 behind `PgBouncer` in transaction mode
    database_statement_cache: usize = "database.statement_cache", "256";
    /// Address and port to listen on
    http_bind: SocketAddr = "http.bind", "127.0.0.1:8080";
    /// Most bytes of a request body
    http_body_limit: usize = "http.body_limit", "1048576";
    /// Address under which people reach this server, such as `https://services.example.gov`; needed to sign in at a provider
    http_public_url: PublicUrl = "http.public_url", "";
    /// Origins of web pages that may call from a browser, separated by commas; the server's own needs no entry
    http_cors_origins: Origins = "http.cors_origins", "";
    /// Addresses (10.0.0.7) or networks of proxies that say from where a caller comes, separated by commas; never of clients
    http_trusted_proxies: Networks = "http.trusted_proxies", "";
    /// The header in which they say so: x-forwarded-for or forwarded. They must write or extend it themselves
    http_proxy_header: ProxyHeader = "http.proxy_header", "x-forwarded-for";
    /// Seconds a client has to send its headers, again its body, and to take some of its answer
    http_read_timeout: u64 = "http.read_timeout", "10";
    /// Seconds that a connection may stay without a request
    http_idle_timeout: u64 = "http.idle_timeout", "60";
    /// Most connections at once; further ones wait. The process may need as many open files (`ulimit -n`)
    http_max_connections: usize = "http.max_connections", "20000";
    /// Most operations at once on one WebSocket
    http_socket_operations: usize = "http.socket_operations", "100";
    /// Seconds between the pings by which a WebSocket stays open; two without any sign of life end it
    http_ping_interval: u64 = "http.ping_interval", "20";
    /// File with the certificate and its chain in PEM, for TLS without a proxy; empty means none
    http_tls_certificate: PathBuf = "http.tls_certificate", "";
    /// File with the private key of the certificate in PEM
    http_tls_key: PathBuf = "http.tls_key", "";
    /// Seconds for which browsers are told to come by HTTPS only (HSTS); for servers behind TLS, here or at a proxy. 0 tells nothing
    http_hsts: u32 = "http.hsts", "0";
    /// Seconds after which a request that still runs is given up
    http_run_timeout: u64 = "http.run_timeout", "30";
    /// Seconds that running requests are given when the server stops
    http_stop_timeout: u64 = "http.stop_timeout", "30";
    /// Worker threads; 0 means one per processor
    http_workers: usize = "http.workers", "0";
    /// Requests of one actor: how many a second (s), minute (min) or hour (h), and how many at once; 0 means no limit
    limits_per_actor: Rate = "limits.per_actor", "100/s burst 400";
    /// Requests from one address
    limits_per_address: Rate = "limits.per_address", "400/s burst 1600";
    /// Refused sign-ins from one address
    limits_sign_in: Rate = "limits.sign_in", "30/min burst 60";
    /// What the public writes (feedback on a service's page) from one address
    limits_public_writes: Rate = "limits.public_writes", "20/h burst 10";
    /// Issuer whose JWTs sign staff in beside our own tokens, exactly as their claim `iss` has it; empty means none
    auth_jwt_issuer: String = "auth.jwt_issuer", "";
    /// What their claim `aud` must hold: how the issuer calls this installation
    auth_jwt_audience: String = "auth.jwt_audience", "";
    /// Where the issuer publishes its keys (JWKS); empty means that its OpenID configuration says so
    auth_jwks_url: KeyAddress = "auth.jwks_url", "";
    /// Seconds between two fetches of those keys at least
    auth_jwks_pause: u64 = "auth.jwks_pause", "5";
    /// Seconds by which the issuer's clock may differ from ours; at most 3600
    auth_jwt_leeway: u64 = "auth.jwt_leeway", "60";
    /// Claim that names the only roles a token may use, of those that its member holds; dotted when it lies deeper. Empty means all
    auth_jwt_roles_claim: String = "auth.jwt_roles_claim", "";
    /// OpenID Connect provider at which staff may sign in, exactly as it names itself; empty means none
    oidc_issuer: String = "oidc.issuer", "";
    /// How it calls this installation; its redirect address there is `http.public_url` with `/sign-in/oidc`
    oidc_client_id: String = "oidc.client_id", "";
    /// What it gave this installation to prove itself with; empty means a public client
    oidc_client_secret: Secret = "oidc.client_secret", "", secret;
    /// What the button says, such as the provider's name; empty means its host
    oidc_label: String = "oidc.label", "";
    /// Claim of the ID token that names the only roles a session may use, of those that its member holds; dotted when it lies deeper. Empty means all
    oidc_roles_claim: String = "oidc.roles_claim", "";
    /// Most bytes of a GraphQL document; long texts belong into variables
    graphql_bytes: usize = "graphql.bytes", "262144";
    /// Most names, numbers, texts and signs in a GraphQL document
    graphql_tokens: usize = "graphql.tokens", "10000";
    /// How deep fields may nest; at most 32
    graphql_depth: usize = "graphql.depth", "16";
    /// Most aliases in a document
    graphql_aliases: usize = "graphql.aliases", "30";
    /// Most directives in one place of a document
    graphql_directives: usize = "graphql.directives", "10";
    /// Most fields at the root of an operation
    graphql_root_fields: usize = "graphql.root_fields", "20";
    /// Most fields and values of a document with its fragments written out
    graphql_expanded: usize = "graphql.expanded", "20000";
    /// What a request may cost: leaf fields times the page sizes above them
    graphql_cost: usize = "graphql.cost", "20000";
    /// The same for the public: anonymous callers and kiosks
    graphql_cost_public: usize = "graphql.cost_public", "10000";
    /// Most values in the variables of a request, with those inside lists and objects
    graphql_variables: usize = "graphql.variables", "10000";
    /// Kinds of callers, separated by commas, that may run registered documents only (`crm-server schema documents`): anonymous, kiosk, integration, staff
    graphql_trusted_only: CallerKinds = "graphql.trusted_only", "";
    /// Folder whose files go before those of the pages: operations, templates, words, assets; empty means none. With the development profile a change is seen at once
    web_folder: PathBuf = "web.folder", "";
    /// Address and port for `/metrics` (Prometheus) alone; empty means none
    metrics_bind: OptionalAddress = "metrics.bind", "";
    /// true serves `/metrics` to whoever reaches `http.bind`
    metrics_public: bool = "metrics.public", "false";
    /// auto (text on a terminal, JSON otherwise), text or json
    log_format: LogFormat = "log.format", "auto";
    /// error, warn, info, debug or trace, also by part: `info,crm_core::sql=trace`; finer than info counts for our own parts, unless another is named
    log_level: LogFilter = "log.level", "info";
}

impl Config {
    /// Fails when settings do not go together.
    fn sound(self) -> Result<Self, ConfigError> {
        // Without it, a token that was issued for any other service would do.
        if !self.auth_jwt_issuer.is_empty() && self.auth_jwt_audience.is_empty() {
            return Err(ConfigError::Missing { key: "auth.jwt_audience", with: "auth.jwt_issuer" });
        }
        if !self.oidc_issuer.is_empty() {
            if self.oidc_client_id.is_empty() {
                return Err(ConfigError::Missing { key: "oidc.client_id", with: "oidc.issuer" });
            }
            if self.http_public_url.as_str().is_none() {
                return Err(ConfigError::Missing { key: "http.public_url", with: "oidc.issuer" });
            }
        }
        if !self.documents_bucket.0.is_empty() {
            let given = [
                ("documents.endpoint", self.documents_endpoint.as_str()),
                ("documents.access_key", &self.documents_access_key.0),
                ("documents.secret_key", self.documents_secret_key.0.expose_secret()),
            ];
            if let Some((key, _)) = given.into_iter().find(|(_, text)| text.is_empty()) {
                return Err(ConfigError::Missing { key, with: "documents.bucket" });
            }
        }
        Ok(self)
    }

    /// The database as it is opened by the server and its commands; [`bucket::place`](crate::bucket::place) tells where
    /// documents lie.
    pub fn database(&self, keys: crm_core::Keys) -> crm_core::Options {
        crm_core::Options {
            settings: crm_core::Settings {
                language: self.language.0.clone(),
                zone: self.zone,
                purposes: self.purposes.0.clone(),
                documents: Storage { place: None, max_bytes: self.documents_max_bytes },
            },
            max_connections: self.database_max_connections.max(1),
            statement_cache: self.database_statement_cache,
            ..crm_core::Options::new(self.database_url.reveal(), keys)
        }
    }

    /// How much a GraphQL request may ask for.
    pub fn limits(&self) -> Limits {
        Limits {
            bytes: self.graphql_bytes,
            tokens: self.graphql_tokens,
            depth: self.graphql_depth,
            aliases: self.graphql_aliases,
            directives: self.graphql_directives,
            root_fields: self.graphql_root_fields,
            expanded: self.graphql_expanded,
            cost: self.graphql_cost,
            cost_public: self.graphql_cost_public,
            variables: self.graphql_variables,
            ..Limits::default()
        }
    }

    /// Whether the server speaks TLS itself.
    pub fn has_tls(&self) -> bool {
        let (certificate, key) = (&self.http_tls_certificate, &self.http_tls_key);
        !certificate.as_os_str().is_empty() || !key.as_os_str().is_empty()
    }

    /// What its addresses begin with.
    pub fn scheme(&self) -> &'static str {
        if self.has_tls() { "https" } else { "http" }
    }

    /// The keys for commands that touch personal data.
    pub fn keys(&self) -> crm_core::Keys {
        crm_core::Keys::from_file_or_create(&self.keys_file)
    }
}

#[cfg(test)]
mod tests {
    use clap::Args;

    use super::*;

    #[test]
    fn every_setting_has_the_flag_of_its_key() {
        let command = Flags::augment_args(clap::Command::new("test"));
        let flags: Vec<String> =
            command.get_arguments().filter_map(|arg| arg.get_long()).map(|long| format!("--{long}")).collect();
        for setting in SETTINGS {
            assert!(flags.contains(&setting.flag()), "{}", setting.key);
        }
        assert_eq!(flags.len(), SETTINGS.len() + 1);
    }

    #[test]
    fn the_defaults_can_be_read() {
        let resolved = Sources::default().resolve().unwrap();
        let config = Config::read(&resolved).unwrap();
        assert_eq!(config.database_url.reveal(), "sqlite://crm-data/mustafid.db");
        assert_eq!(config.keys_file, PathBuf::from("crm-data/keys.json"));
        assert_eq!(config.limits(), Limits::default());
    }
}
