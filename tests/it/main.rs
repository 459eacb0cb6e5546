//! The program as its users meet it, from the command line.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

mod articles;
mod batches;
mod checking;
mod context;
mod evaluating;
mod every_format;
mod examples;
mod formats;
mod hostile;
mod keeping;
mod limits;
mod manner;
mod mutations;
mod output;
mod rules;
mod schema;
mod score;
mod stories;
mod support;
