//! `token create|list|revoke`.

use chrono::TimeDelta;
use clap::{Args, Subcommand, ValueEnum};
use crm_core::ids::{DepartmentId, SiteId, TokenId};
use crm_core::page::{MAX_SIZE, PageRequest};
use crm_core::policy::Role;
use crm_core::rule::Rule;
use crm_core::staff::tokens::{self, Bearer, CreateToken, NewToken, Scope, Token};
use crm_core::{Db, Error, Keys};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{open, operator};
use crate::cli::Format;
use crate::config::Config;
use crate::failure::{Failure, Outcome};

/// `token …`
#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Make a token and print it: it is shown this once
    Create(CreateArgs),
    /// List tokens, newest first
    List,
    /// Revoke a token; it stops working within 5 seconds
    Revoke {
        /// Its id, as `token create` and `token list` print it
        id: Uuid,
    },
}

/// `token create …`
#[derive(Args, Debug)]
pub struct CreateArgs {
    /// What the token is for; without --staff also the name of the member, system or device, made if there is none
    #[arg(long)]
    pub name: String,
    /// What its bearer is; needed with --kind staff
    #[arg(long, required_if_eq("kind", "staff"), value_parser = role, value_name = "ROLE")]
    pub role: Option<Role>,
    /// Code of the staff member to whom it belongs
    #[arg(long, value_name = "CODE")]
    pub staff: Option<String>,
    /// Code of the department in which the role is held (default: the whole body)
    #[arg(long, value_name = "CODE")]
    pub department: Option<String>,
    /// Whose it is
    #[arg(long, value_enum, default_value_t)]
    pub kind: Kind,
    /// Code of the site at which a kiosk stands
    #[arg(long, value_name = "CODE")]
    pub site: Option<String>,
    /// What a system may do beyond its own rights; `act_for_staff` lets it send X-On-Behalf-Of
    #[arg(long, value_parser = scope, value_name = "SCOPE")]
    pub scope: Vec<Scope>,
    /// Code of the purpose for which its bearer reads when it sends no X-Purpose (default: by its roles)
    #[arg(long, value_name = "CODE")]
    pub purpose: Option<String>,
    /// Days until it ends (default: never)
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(i64).range(1..=36_500))]
    pub expires: Option<i64>,
}

/// Whose a token is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// A member of staff.
    #[default]
    Staff,
    /// Another department's system.
    Integration,
    /// A device at a site.
    Kiosk,
}

pub(super) async fn run(config: &Config, command: TokenCommand, format: Format) -> Result<Outcome, Failure> {
    // The record of who was given what is protected with the keys; reading the list needs none.
    let keys = if matches!(command, TokenCommand::List) { Keys::None } else { config.keys() };
    let db = open(config, keys, true).await?;
    match command {
        TokenCommand::Create(args) => print_new(&create(&db, args).await?, format),
        TokenCommand::List => list(&db, format).await?,
        TokenCommand::Revoke { id } => {
            let token = tokens::revoke(&db, &operator(), TokenId(id)).await?;
            match format {
                Format::Text => println!("{} ({}) is revoked.", token.id, token.name),
                Format::Json => println!("{}", shown(&token)),
            }
        }
    }
    db.close().await?;
    Ok(Outcome::Done)
}

async fn create(db: &Db, args: CreateArgs) -> Result<NewToken, Failure> {
    let op = operator();
    let CreateArgs { name, role, staff, department, kind, site, scope, purpose, expires } = args;
    let (department, site) = places(db, department, site).await?;
    let bearer = match (kind, role, staff, site, &*scope) {
        (Kind::Staff, Some(role), code, None, []) => Bearer::Staff { code, role, department },
        (Kind::Integration, None, None, None, _) => {
            Bearer::Integration { department, scopes: scope.into_iter().collect() }
        }
        (Kind::Kiosk, None, None, site, []) => Bearer::Kiosk { department, site },
        (kind, ..) => return Err(Failure::Usage(kind.takes().into())),
    };
    let expires_at = expires.map(|days| op.at + TimeDelta::days(days));
    Ok(tokens::create(db, &op, CreateToken { name, bearer, expires_at, purpose }).await?)
}

impl Kind {
    fn takes(self) -> &'static str {
        match self {
            Self::Staff => "--kind staff takes --role, and no --site or --scope",
            Self::Integration => "--kind integration takes no --role, --staff or --site",
            Self::Kiosk => "--kind kiosk takes no --role, --staff or --scope",
        }
    }
}

/// The department and the site behind their codes.
async fn places(
    db: &Db,
    department: Option<String>,
    site: Option<String>,
) -> Result<(Option<DepartmentId>, Option<SiteId>), Error> {
    let reference = db.reference().await?;
    let unknown = |field| Error::invalid(field, Rule::Unknown);
    let department = department
        .map(|code| reference.department_by_code(&code).map(|found| found.id).ok_or_else(|| unknown("--department")));
    let site = site.map(|code| reference.site_by_code(&code).map(|found| found.id).ok_or_else(|| unknown("--site")));
    Ok((department.transpose()?, site.transpose()?))
}

fn print_new(new: &NewToken, format: Format) {
    match format {
        Format::Text => println!("{}\n(id {}; the token is not shown again)", *new.secret, new.token.id),
        Format::Json => println!("{}", json!({ "token": *new.secret, "id": new.token.id })),
    }
}

async fn list(db: &Db, format: Format) -> Result<(), Failure> {
    let op = operator();
    let mut request = PageRequest::first(MAX_SIZE);
    let mut all = Vec::new();
    loop {
        let page = tokens::list(db, &op, &request).await?;
        for token in page.nodes() {
            match format {
                Format::Text => println!("{}", line(token)),
                Format::Json => all.push(shown(token)),
            }
        }
        match page.edges.last() {
            Some(last) if page.has_next => request = request.after(&*last.cursor),
            _ => break,
        }
    }
    if format == Format::Json {
        println!("{}", Value::from(all));
    }
    Ok(())
}

fn shown(token: &Token) -> Value {
    json!({
        "id": token.id,
        "name": token.name,
        "kind": token.kind(),
        "role": token.role,
        "scopes": token.scopes,
        "purpose": token.purpose,
        "createdAt": token.created_at,
        "expiresAt": token.expires_at,
        "revokedAt": token.revoked_at,
        "lastUsedAt": token.last_used_at,
    })
}

fn line(token: &Token) -> String {
    let day = |name: &str, at: Option<chrono::DateTime<chrono::Utc>>| {
        at.map(|at| format!("  {name} {}", at.format("%F"))).unwrap_or_default()
    };
    format!(
        "{}  {}{}{}  {}{}{}{}",
        token.id,
        token.kind().name(),
        token.role.map(|role| format!(" {}", role.name())).unwrap_or_default(),
        token.scopes.names().fold(String::new(), |list, name| list + " " + name),
        token.name,
        day("expires", token.expires_at),
        day("revoked", token.revoked_at),
        day("last used", token.last_used_at),
    )
}

fn scope(name: &str) -> Result<Scope, String> {
    let names = || Scope::ALL.iter().map(|scope| scope.name()).collect::<Vec<_>>().join(", ");
    Scope::parse(name).ok_or_else(|| format!("it must be one of {}", names()))
}

fn role(name: &str) -> Result<Role, String> {
    let names = || Role::ALL.iter().map(|role| role.name()).collect::<Vec<_>>().join(", ");
    Role::parse(name).ok_or_else(|| format!("it must be one of {}", names()))
}
