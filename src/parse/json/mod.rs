//! Transcripts in JSON: which recogniser's or export's shape a document has, and its readers.

mod assemblyai;
mod aws_call_analytics;
mod aws_transcribe;
mod azure_speech;
mod deepgram;
mod freshdesk;
mod genesys;
mod google_stt;
mod mend;
mod rev_ai;
mod ringcentral;
mod say;
mod tree;
mod turns;
mod twilio;
mod whisper;
mod whisper_cpp;
mod zendesk;

pub(super) use tree::{Node, parse};
pub(super) use turns::say_turns;

use super::draft::Draft;
use super::error::ParseError;
use super::format::Format;

/// A shape: its name, how it is told from the others, how it is read.
struct Shape(Format, fn(&Node) -> bool, fn(&Node, &mut Draft<'_>));

/// The shapes, the more telling ones first.
const SHAPES: &[Shape] = &[
    Shape(Format::WhisperCpp, whisper_cpp::recognise, whisper_cpp::read),
    Shape(Format::Whisperx, whisper::is_whisperx, whisper::read),
    Shape(Format::Deepgram, deepgram::recognise, deepgram::read),
    Shape(Format::AwsTranscribe, aws_transcribe::recognise, aws_transcribe::read),
    Shape(Format::AwsCallAnalytics, aws_call_analytics::recognise, aws_call_analytics::read),
    Shape(Format::GoogleStt, google_stt::recognise, google_stt::read),
    Shape(Format::AzureSpeech, azure_speech::recognise, azure_speech::read),
    Shape(Format::RevAi, rev_ai::recognise, rev_ai::read),
    Shape(Format::Twilio, twilio::recognise, twilio::read),
    Shape(Format::Genesys, genesys::recognise, genesys::read),
    Shape(Format::Assemblyai, assemblyai::recognise, assemblyai::read),
    Shape(Format::Ringcentral, ringcentral::recognise, ringcentral::read),
    Shape(Format::Zendesk, zendesk::recognise, zendesk::read),
    Shape(Format::Freshdesk, freshdesk::recognise, freshdesk::read),
    Shape(Format::Whisper, whisper::recognise, whisper::read),
    Shape(Format::Turns, turns::recognise, turns::read),
];

/// Whether a text means to be JSON: brackets, and then what only JSON has after them.
pub(super) fn is_json(text: &str) -> bool {
    let text = text.trim_start();
    let inner = text.trim_start_matches(|c: char| c == '[' || c.is_whitespace());
    let opened = inner.len() < text.len();
    match inner.chars().next() {
        Some('{') => inner[1..].trim_start().starts_with(['"', '}']),
        Some('"' | ']') | None => opened,
        _ => false,
    }
}

/// Whether a format is one of JSON.
pub(super) fn is_shape(format: Format) -> bool {
    SHAPES.iter().any(|shape| shape.0 == format)
}

/// Whether a document has a shape that says more than "some text in some object".
pub(super) fn is_transcript(root: &Node) -> bool {
    SHAPES.iter().any(|shape| shape.0 != Format::Turns && shape.1(root))
}

/// Reads a document by its shape, or by the one that is asked for.
pub(super) fn read(text: &str, draft: &mut Draft<'_>, forced: Option<Format>) -> Result<Format, ParseError> {
    let root = parse(text, &mut draft.repairs)?;
    let mut shapes = SHAPES.iter().filter(|shape| forced.is_none_or(|format| format == shape.0));
    let Some(Shape(format, _, read)) = shapes.find(|shape| shape.1(&root)) else {
        return Err(forced.map_or_else(|| unknown(&root), |format| ParseError::NotThatFormat { format }));
    };
    read(&root, draft);
    Ok(*format)
}

fn unknown(root: &Node) -> ParseError {
    let keys: Vec<_> = root.fields().iter().take(8).map(|field| field.key.as_str()).collect();
    let found = match root {
        Node::Object(fields) if fields.is_empty() => "an empty object".to_owned(),
        Node::Object(_) => format!("an object with {}", keys.join(", ")),
        Node::List(_) => "a list without texts".to_owned(),
        _ => "a single value".to_owned(),
    };
    ParseError::UnknownJson { found }
}
