//! Serves the schema inside a host's own actix app, with the host's own idea of who the caller is.
//! `cargo run -p crm-examples --example host_app -- FOLDER`, then POST a document to the address it prints.

use actix_web::{App, HttpResponse, HttpServer, web};
use crm_core::{Db, Keys, OpContext, Options};
use crm_graphql::{Request, Schema, execute, schema};

async fn graphql(schema: web::Data<Schema>, request: web::Json<Request>) -> HttpResponse {
    // A host signs its people in as it likes and says here who asks; this one lets everyone read what is public.
    HttpResponse::Ok().json(execute(&schema, request.into_inner(), OpContext::anonymous()).await)
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::path::PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "host-data".into()));
    std::fs::create_dir_all(&folder)?;
    let keys = Keys::from_file_or_create(folder.join("keys.json"));
    let schema = schema(Db::open(Options::sqlite(folder.join("mustafid.db"), keys)).await?);
    let server = HttpServer::new(move || {
        App::new()
            .app_data(web::Data::new(schema.clone()))
            .route("/about", web::get().to(|| async { "the host's own page" }))
            .route("/api/graphql", web::post().to(graphql))
    });
    let server = server.workers(1).bind(("127.0.0.1", 0))?;
    for address in server.addrs() {
        println!("listening on http://{address}");
    }
    Ok(server.run().await?)
}
