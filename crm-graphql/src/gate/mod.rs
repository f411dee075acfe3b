//! What a request passes before the engine sees it.
//!
//! The engine's own limits come too late: it parses, and walks each use of a fragment again, before it counts. The
//! gate takes time in step with the bytes of the request, and counts its steps:
//!
//! 1. `scan` reads the document's tokens once and refuses what is too long, too deep or has too many of something,
//!    before anything follows it by recursion.
//! 2. The engine's parser reads it, once; the request carries the document on.
//! 3. `values` weighs the variables, `walk` goes along the types of the schema over what was parsed: mistakes that
//!    could be many stop at ten; what fragments amount to is counted once for each and bounded in sum, so that the
//!    engine's validation has no more to do than for a document without fragments.
//!
//! **Cost** is leaf fields times the rows of the lists above them: the page size asked for (25 when none is), one row
//! for each of `ids`, five for a list without page arguments. What stands inside a list or object given to a field adds
//! one for each value, and a text one for each kilobyte, times the same rows.

mod lexer;
mod limits;
mod refusal;
mod scan;
mod types;
mod values;
mod walk;

use async_graphql::Request;
use async_graphql::parser::parse_query;
use async_graphql::parser::types::{ExecutableDocument, OperationType};
use crm_core::Actor;

pub use limits::Limits;
pub use refusal::{Bound, Fault, Mistake, Refusal};

use values::{Given, Scale};
use walk::Walk;

/// What the gate found a request to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Steps taken: bytes, tokens, selections and values looked at.
    pub steps: usize,
    /// What the request costs; 0 when it was refused before that was known.
    pub cost: usize,
    /// What it may cost.
    pub limit: usize,
    /// The kind of operation; none when it was refused before that was known.
    pub kind: Option<OperationType>,
    /// Why it is not run.
    pub refusal: Option<Refusal>,
}

/// Judges a request. One that passes carries its parsed document from then on.
pub fn judge(request: &mut Request, limits: &Limits, actor: &Actor) -> Verdict {
    let mut verdict = Verdict { steps: 0, cost: 0, limit: limits.cost_of(actor), kind: None, refusal: None };
    match pass(request, limits, &mut verdict) {
        Ok(document) => request.set_parsed_query(document),
        Err(refusal) => verdict.refusal = Some(refusal),
    }
    verdict
}

/// The kind of operation that a request would run; none when the gate will refuse its document as it stands.
pub fn kind(request: &Request, limits: &Limits) -> Option<OperationType> {
    let document = read(&request.query, limits, &mut 0).ok()?;
    walk::chosen(&document, request.operation_name.as_deref()).ok().map(|operation| operation.node.ty)
}

fn pass(request: &Request, limits: &Limits, verdict: &mut Verdict) -> Result<ExecutableDocument, Refusal> {
    let document = read(&request.query, limits, &mut verdict.steps)?;
    let chosen = walk::chosen(&document, request.operation_name.as_deref())?;
    verdict.kind = Some(chosen.node.ty);
    let mut scale = Scale::new(limits);
    let given = Given::weigh(&request.variables, &chosen.node.variable_definitions, &mut scale);
    verdict.steps += scale.steps;
    let given = given?;
    let mut walk = Walk::new(limits, &document, &given);
    let weight = walk.whole(chosen);
    verdict.steps += walk.steps;
    verdict.cost = weight?.cost;
    Bound::Cost.hold(verdict.cost, verdict.limit)?;
    Ok(document)
}

/// A document that is safe to follow by recursion, parsed.
fn read(text: &str, limits: &Limits, steps: &mut usize) -> Result<ExecutableDocument, Refusal> {
    scan::scan(text, limits, steps)?;
    // the parser's own words would repeat the text
    parse_query(text).map_err(|error| Refusal::one(Fault::new(Mistake::Unreadable, "", error.positions().next())))
}
