//! The formats the readers know, under names that do not change.

use std::fmt;
use std::str::FromStr;

macro_rules! formats {
    ($($variant:ident $name:literal $doc:literal,)*) => {
        /// A format a transcript can be written in.
        #[expect(clippy::doc_markdown, reason = "users are shown these lines as they are")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Format {
            $(#[doc = $doc] $variant,)*
        }

        impl Format {
            /// Every format, in the order in which a list shows them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Its name, as `--input-format` takes it and reports show it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// What it is, in one line.
            pub const fn about(self) -> &'static str {
                match self {
                    $(Self::$variant => $doc,)*
                }
            }
        }
    };
}

formats! {
    Note "note" "A free note or story, nobody's words in particular.",
    Labelled "labelled" "Typed or pasted text with a speaker before each turn, with or without time stamps.",
    Dialogue "dialogue" "Turns that begin with a dash.",
    Otter "otter" "Speaker and time on a line of their own above each turn (Otter, Teams).",
    GoogleMeet "google-meet" "A Google Meet transcript saved as text.",
    PhoneApp "phone-app" "Text copied from a phone's call app.",
    Webvtt "webvtt" "WebVTT: W3C, Zoom, Teams, whisper.cpp.",
    Srt "srt" "SubRip subtitles.",
    SegmentTable "segment-table" "CSV or TSV with a start, an end and a text per line (whisper, whisper.cpp).",
    Html "html" "A web page.",
    Mail "mail" "A mail (.eml).",
    Whisper "whisper" "JSON of openai-whisper, faster-whisper or the OpenAI API.",
    Whisperx "whisperx" "JSON of WhisperX.",
    WhisperCpp "whisper-cpp" "JSON of whisper.cpp.",
    Deepgram "deepgram" "JSON of Deepgram.",
    Assemblyai "assemblyai" "JSON of AssemblyAI.",
    AwsTranscribe "aws-transcribe" "JSON of Amazon Transcribe.",
    AwsCallAnalytics "aws-call-analytics" "JSON of Amazon Transcribe Call Analytics or Contact Lens.",
    GoogleStt "google-stt" "JSON of Google Speech-to-Text v1 or v2.",
    AzureSpeech "azure-speech" "JSON of Azure Speech, batch or fast transcription.",
    RevAi "rev-ai" "JSON of Rev AI.",
    Twilio "twilio" "JSON of Twilio Conversational Intelligence sentences.",
    Genesys "genesys" "JSON of a Genesys Cloud transcript.",
    Ringcentral "ringcentral" "JSON of RingCentral speech to text.",
    Zendesk "zendesk" "JSON of Zendesk ticket comments.",
    Freshdesk "freshdesk" "JSON of Freshdesk ticket conversations.",
    Turns "turns" "Any other JSON that holds a text or a list of turns.",
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// No format has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown input format {name:?} (known: {known})", known = known())]
pub struct UnknownFormat {
    /// What was asked for.
    pub name: String,
}

fn known() -> String {
    Format::ALL.iter().map(|format| format.as_str()).collect::<Vec<_>>().join(", ")
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|format| format.as_str().eq_ignore_ascii_case(name))
            .ok_or_else(|| UnknownFormat { name: name.to_owned() })
    }
}
