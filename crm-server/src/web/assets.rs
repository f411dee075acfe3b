//! Styles, modules and pictures, under names that change with their content, so that browsers may keep them.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::web::{Bytes, Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::files::Files;
use crate::http::{Code, Problem, State};

const FOLDER: &str = "assets/";
/// A year: the name says which content it is.
const KEPT: &str = "public, max-age=31536000, immutable";

/// The files by the name under which they are served, and that name by the file's own.
#[derive(Clone, Default)]
pub(super) struct Assets(Arc<Served>);

#[derive(Default)]
struct Served {
    files: BTreeMap<String, (&'static str, Bytes)>,
    names: BTreeMap<String, String>,
}

impl Assets {
    pub fn of(files: &Files) -> Self {
        let mut served = Served::default();
        let assets = files.iter().filter_map(|(path, bytes)| Some((path.strip_prefix(FOLDER)?, bytes)));
        let assets: Vec<_> = assets.collect();
        // modules import each other by their plain names, so all of them are of one version
        let version = digest(&assets);
        for (name, bytes) in assets {
            let Some((stem, kind)) = name.rsplit_once('.') else { continue };
            let public = format!("{stem}.{version}.{kind}");
            let bytes = if kind == "mjs" { imports(bytes, &version) } else { Bytes::copy_from_slice(bytes) };
            served.names.insert(name.to_owned(), format!("/assets/{public}"));
            served.files.insert(public, (media(kind), bytes));
        }
        Self(Arc::new(served))
    }

    /// The address of a file.
    pub fn address(&self, name: &str) -> Option<&str> {
        self.0.names.get(name).map(String::as_str)
    }
}

fn digest(assets: &[(&str, &std::borrow::Cow<'static, [u8]>)]) -> String {
    let mut hasher = DefaultHasher::new();
    assets.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// A module whose imports name the same version.
fn imports(bytes: &[u8], version: &str) -> Bytes {
    let text = String::from_utf8_lossy(bytes);
    Bytes::from(text.replace(".mjs\"", &format!(".{version}.mjs\"")))
}

fn media(kind: &str) -> &'static str {
    match kind {
        "css" => "text/css; charset=utf-8",
        "mjs" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// `/assets/NAME`.
pub(super) async fn serve(request: HttpRequest, state: Data<State>, name: Path<String>) -> HttpResponse {
    let loaded = state.site.loaded();
    match loaded.assets.0.files.get(name.as_str()) {
        Some((media, bytes)) => HttpResponse::Ok()
            .insert_header((CONTENT_TYPE, *media))
            .insert_header((CACHE_CONTROL, KEPT))
            .body(bytes.clone()),
        None => Problem::from(Code::NoRoute).answer(&request),
    }
}
