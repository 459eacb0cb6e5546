//! The program as its users meet it, from the command line.

mod batches;
mod checking;
mod evaluating;
mod examples;
mod formats;
mod hostile;
mod keeping;
mod output;
mod rules;
mod schema;
mod score;
mod stories;
mod support;
