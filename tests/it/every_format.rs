//! One call in three languages, written down in every format: the same verdict, the same quotes.

use scamscreen::parse::Format;
use scamscreen::source::Source;
use scamscreen::{Code, Level, Reader, RuleBook, Screener, Screening};
use serde_json::{Value, json};

/// Turns of a call: whether the caller speaks, and what is said.
type Call = &'static [(bool, &'static str)];

const ENGLISH: Call = &[
    (true, "Good morning, this is Alan from Trend Micro. I am calling about your ticket number 4471-20."),
    (false, "Oh. That was about the printer, I think."),
    (true, "Our servers have been infected, and your computer is sending out viruses."),
    (false, "That does not sound good."),
    (true, "Please go to your computer and download AnyDesk, so that I can connect to it."),
    (false, "Wait, I have to find my glasses."),
    (true, "After that I need your credit card number to renew the protection for 299 dollars."),
];
const FRENCH: Call = &[
    (true, "Bonjour madame, ici Alain de Trend Micro. Je vous appelle au sujet de votre ticket numéro 4471-20."),
    (false, "Ah oui, c'était pour l'imprimante, je crois."),
    (true, "Nos serveurs ont été infectés et votre ordinateur envoie des virus."),
    (false, "Ce n'est pas une bonne nouvelle."),
    (true, "Allez devant votre ordinateur et téléchargez AnyDesk, pour que je puisse me connecter."),
    (false, "Attendez, je cherche mes lunettes."),
    (true, "Ensuite il me faut votre numéro de carte bancaire pour renouveler la protection à 299 euros."),
];
const ITALIAN: Call = &[
    (true, "Buongiorno signora, sono Alano di Trend Micro. La chiamo per il suo ticket numero 4471-20."),
    (false, "Ah sì, era per la stampante, credo."),
    (true, "I nostri server sono stati infettati e il suo computer sta inviando virus."),
    (false, "Non è una bella notizia."),
    (true, "Vada davanti al computer e scarichi AnyDesk, così mi posso collegare."),
    (false, "Aspetti, cerco gli occhiali."),
    (true, "Poi mi serve il numero della sua carta di credito per rinnovare la protezione a 299 euro."),
];

/// The n-th turn lasts from `5 n` to `5 n + 4` seconds.
fn begin(n: usize) -> u64 {
    5 * n as u64
}

fn clock(seconds: u64, mark: char) -> String {
    format!("00:{:02}:{:02}{mark}000", seconds / 60, seconds % 60)
}

fn label(caller: bool) -> &'static str {
    if caller { "Caller" } else { "Me" }
}

/// The call as blocks of text, one a turn.
fn blocks(call: Call, block: impl Fn(usize, bool, &str) -> String) -> String {
    call.iter().enumerate().map(|(n, (caller, text))| block(n, *caller, text)).collect()
}

/// The call as a list of JSON objects, one a turn.
fn items(call: Call, item: impl Fn(usize, bool, &str) -> Value) -> Vec<Value> {
    call.iter().enumerate().map(|(n, (caller, text))| item(n, *caller, text)).collect()
}

/// The words of a turn with their times in seconds.
#[expect(clippy::cast_precision_loss, reason = "a call has few words")]
fn words(n: usize, text: &str) -> Vec<(f64, f64, &str)> {
    let words: Vec<&str> = text.split(' ').collect();
    let step = 4.0 / words.len() as f64;
    let time = |at: usize| begin(n) as f64 + at as f64 * step;
    words.iter().enumerate().map(|(at, word)| (time(at), time(at + 1), *word)).collect()
}

fn plain(call: Call) -> String {
    call.iter().map(|(_, text)| *text).collect::<Vec<_>>().join(" ")
}

fn cues(call: Call, mark: char, cue: impl Fn(bool, &str) -> String) -> String {
    blocks(call, |n, caller, text| {
        let (from, to) = (clock(begin(n), mark), clock(begin(n) + 4, mark));
        format!("{}\n{from} --> {to}\n{}\n\n", n + 1, cue(caller, text))
    })
}

#[expect(clippy::format_collect, reason = "a text of a page")]
fn texts(call: Call) -> Vec<(&'static str, String)> {
    let labelled = blocks(call, |_, caller, text| format!("{}: {text}\n", label(caller)));
    let html = format!(
        "<!DOCTYPE html><html><head><title>call</title></head><body>{}</body></html>",
        blocks(call, |_, caller, text| format!("<p>{}: {text}</p>\n", label(caller)))
    );
    let mail = |kind: &str, body: &str| {
        format!(
            "From: A <a@example.org>\r\nTo: b@example.org\r\nSubject: a call\r\nMIME-Version: 1.0\r\n\
             Content-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body}"
        )
    };
    vec![
        ("labelled", labelled.clone()),
        ("labelled", blocks(call, |n, caller, text| format!("[00:{:02}] {}: {text}\n", begin(n), label(caller)))),
        ("labelled", blocks(call, |_, caller, text| format!("**{}:** {text}\n\n", label(caller)))),
        ("labelled", blocks(call, |_, caller, text| format!("{}:\n{text}\n\n", label(caller).to_uppercase()))),
        (
            "labelled",
            blocks(call, |n, caller, text| format!("02/04/26, 21:{:02} - {}: {text}\n", begin(n), label(caller))),
        ),
        ("dialogue", blocks(call, |_, _, text| format!("— {text}\n"))),
        ("note", plain(call)),
        ("otter", blocks(call, |n, caller, text| format!("{}  0:{:02}  \n{text}\n\n", label(caller), begin(n)))),
        (
            "google-meet",
            format!(
                "Call (2026-04-02 at 21:15 GMT+2) – Transcript\nAttendees\nCaller, Me\nTranscript\n\n00:00:00\n\n{labelled}\nMeeting ended after 00:06:10\n"
            ),
        ),
        (
            "phone-app",
            format!(
                "Call with Alan\nApr 2, 2026, 9:15 AM · 35 sec\n\n{}",
                blocks(call, |_, caller, text| format!("{}: {text}\n", if caller { "Them" } else { "You" }))
            ),
        ),
        ("webvtt", format!("WEBVTT\n\n{}", cues(call, '.', |caller, text| format!("<v {}>{text}</v>", label(caller))))),
        ("webvtt", format!("WEBVTT\n\n{}", cues(call, '.', |caller, text| format!("{}: {text}", label(caller))))),
        ("webvtt", format!("WEBVTT\n\n{}", cues(call, '.', |_, text| text.to_owned()))),
        // Cues cut anywhere, as Teams does.
        (
            "webvtt",
            format!(
                "WEBVTT\n\n{}",
                blocks(call, |n, caller, text| words(n, text)
                    .chunks(5)
                    .enumerate()
                    .map(|(m, part)| {
                        let said: Vec<&str> = part.iter().map(|word| word.2).collect();
                        let at = clock(begin(n), '.').replace("000", &format!("{:03}", m * 100));
                        let to = clock(begin(n), '.').replace("000", &format!("{:03}", m * 100 + 100));
                        format!("id/{n}-{m}\n{at} --> {to}\n<v {}>{}</v>\n\n", label(caller), said.join(" "))
                    })
                    .collect())
            ),
        ),
        ("srt", cues(call, ',', |_, text| text.to_owned())),
        ("srt", cues(call, ',', |caller, text| format!("[SPEAKER_0{}]: {text}", u8::from(!caller)))),
        (
            "segment-table",
            format!(
                "start\tend\ttext\n{}",
                blocks(call, |n, _, text| format!("{}\t{}\t{text}\n", begin(n) * 1000, begin(n) * 1000 + 4000))
            ),
        ),
        (
            "segment-table",
            format!(
                "start,end,speaker,text\n{}",
                blocks(call, |n, caller, text| format!(
                    "{},{},\"{}\",\" {text}\"\n",
                    begin(n) * 1000,
                    begin(n) * 1000 + 4000,
                    u8::from(!caller)
                ))
            ),
        ),
        ("html", html.clone()),
        ("mail", mail("text/plain", &labelled.replace('\n', "\r\n"))),
        ("mail", mail("text/html", &html)),
    ]
}

fn segment(n: usize, text: &str) -> Value {
    json!({"id": n, "seek": 0, "start": begin(n), "end": begin(n) + 4, "text": format!(" {text}")})
}

#[expect(clippy::too_many_lines, reason = "a list")]
fn jsons(call: Call, language: &str) -> Vec<(&'static str, Value)> {
    let who = |caller: bool| u8::from(!caller);
    let all = plain(call);
    let aws_items: Vec<Value> = call
        .iter()
        .enumerate()
        .flat_map(|(n, (_, text))| {
            words(n, text).into_iter().flat_map(|(from, to, word)| {
                let bare = word.trim_end_matches(['.', ',', '?', '!']);
                let said = json!({"type": "pronunciation", "start_time": format!("{from:.3}"), "end_time": format!("{to:.3}"), "alternatives": [{"confidence": "0.9", "content": bare}]});
                let mark = (bare.len() < word.len()).then(|| json!({"type": "punctuation", "alternatives": [{"confidence": "0.0", "content": &word[bare.len()..]}]}));
                std::iter::once(said).chain(mark)
            })
        })
        .collect();
    let deepgram: Vec<Value> = call
        .iter()
        .enumerate()
        .flat_map(|(n, (caller, text))| {
            words(n, text).into_iter().map(move |(from, to, word)| {
                json!({"word": word.to_lowercase(), "punctuated_word": word, "start": from, "end": to, "speaker": who(*caller)})
            })
        })
        .collect();
    // The customer is the one who was called; AGENT is a place in a contact centre and anybody's.
    let amazon = |caller: bool| if caller { "AGENT" } else { "CUSTOMER" };
    vec![
        ("whisper", json!({"text": all, "segments": items(call, |n, _, text| segment(n, text)), "language": language})),
        ("whisper", Value::Array(items(call, |n, _, text| segment(n, text)))),
        (
            "whisper",
            json!({"task": "transcribe", "language": "x", "duration": 35.0, "text": all, "segments": items(call, |n, _, text| segment(n, text))}),
        ),
        (
            "whisperx",
            json!({"segments": items(call, |n, caller, text| {
            let mut one = segment(n, text);
            one["speaker"] = json!(format!("SPEAKER_0{}", who(caller)));
            one["words"] = words(n, text).into_iter().map(|(from, to, word)| json!({"word": word, "start": from, "end": to, "score": 0.9, "speaker": format!("SPEAKER_0{}", who(caller))})).collect();
            one
        }), "language": language}),
        ),
        (
            "whisper-cpp",
            json!({"result": {"language": language}, "transcription": items(call, |n, _, text| json!({
            "timestamps": {"from": clock(begin(n), ','), "to": clock(begin(n) + 4, ',')},
            "offsets": {"from": begin(n) * 1000, "to": begin(n) * 1000 + 4000}, "text": format!(" {text}")}))}),
        ),
        (
            "deepgram",
            json!({"metadata": {"duration": 35.0}, "results": {"channels": [{"detected_language": language, "alternatives": [{"transcript": all, "words": deepgram}]}]}}),
        ),
        (
            "assemblyai",
            json!({"id": "x", "status": "completed", "language_code": language, "audio_duration": 35, "text": all, "words": [], "utterances": items(call, |n, caller, text| json!({"speaker": if caller { "A" } else { "B" }, "text": text, "start": begin(n) * 1000, "end": begin(n) * 1000 + 4000}))}),
        ),
        (
            "aws-transcribe",
            json!({"jobName": "j", "results": {"transcripts": [{"transcript": all}],
            "speaker_labels": {"speakers": 2, "segments": items(call, |n, caller, _| json!({"start_time": format!("{}.0", begin(n)), "end_time": format!("{}.0", begin(n) + 4), "speaker_label": format!("spk_{}", who(caller)), "items": []}))},
            "items": aws_items}}),
        ),
        (
            "aws-call-analytics",
            json!({"LanguageCode": language, "Transcript": items(call, |n, caller, text| json!({"Content": text, "ParticipantRole": amazon(caller), "BeginOffsetMillis": begin(n) * 1000, "EndOffsetMillis": begin(n) * 1000 + 4000}))}),
        ),
        (
            "aws-call-analytics",
            json!({"Channel": "VOICE", "Segments": items(call, |n, caller, text| json!({"Transcript": {"Content": text, "ParticipantId": amazon(caller), "BeginOffsetMillis": begin(n) * 1000, "EndOffsetMillis": begin(n) * 1000 + 4000}}))}),
        ),
        (
            "google-stt",
            json!({"results": items(call, |n, _, text| json!({"alternatives": [{"transcript": text, "words": words(n, text).into_iter().map(|(from, to, word)| json!({"word": word, "startTime": format!("{from:.3}s"), "endTime": format!("{to:.3}s")})).collect::<Vec<_>>()}], "languageCode": language}))}),
        ),
        (
            "google-stt",
            json!({"results": items(call, |n, caller, text| json!({"alternatives": [{"transcript": text, "words": words(n, text).into_iter().map(|(from, to, word)| json!({"word": word, "startOffset": format!("{from:.3}s"), "endOffset": format!("{to:.3}s"), "speakerLabel": (who(caller) + 1).to_string()})).collect::<Vec<_>>()}]}))}),
        ),
        (
            "azure-speech",
            json!({"combinedRecognizedPhrases": [{"display": all}], "recognizedPhrases": items(call, |n, caller, text| json!({"recognitionStatus": "Success", "channel": 0, "speaker": who(caller) + 1, "offset": format!("PT{}S", begin(n)), "duration": "PT4S", "offsetInTicks": begin(n) * 10_000_000, "nBest": [{"lexical": text.to_lowercase(), "display": text}]}))}),
        ),
        (
            "azure-speech",
            json!({"combinedPhrases": [{"text": all}], "phrases": items(call, |n, caller, text| json!({"channel": who(caller), "offsetMilliseconds": begin(n) * 1000, "durationMilliseconds": 4000, "text": text}))}),
        ),
        (
            "rev-ai",
            json!({"monologues": items(call, |n, caller, text| json!({"speaker": who(caller), "elements": words(n, text).into_iter().flat_map(|(from, to, word)| [json!({"type": "text", "value": word, "ts": from, "end_ts": to}), json!({"type": "punct", "value": " "})]).collect::<Vec<_>>()}))}),
        ),
        (
            "twilio",
            json!({"sentences": items(call, |n, caller, text| json!({"media_channel": who(caller) + 1, "sentence_index": n, "start_time": begin(n).to_string(), "end_time": (begin(n) + 4).to_string(), "transcript": text})), "meta": {"page": 0}}),
        ),
        (
            "genesys",
            json!({"conversationId": "c", "conversationStartTime": 1_772_380_800_000_u64, "participants": [{"participantPurpose": "internal"}, {"participantPurpose": "external"}], "transcripts": [{"language": language, "phrases": items(call, |n, caller, text| json!({"text": text, "startTimeMs": 1_772_380_800_000 + begin(n) * 1000, "duration": {"milliseconds": 4000}, "participantPurpose": if caller { "external" } else { "internal" }}))}]}),
        ),
        (
            "ringcentral",
            json!({"status": "Success", "response": {"speakerCount": 2, "transcript": all, "utterances": items(call, |n, caller, text| json!({"speakerId": who(caller).to_string(), "start": begin(n), "end": begin(n) + 4, "text": text}))}}),
        ),
        (
            "zendesk",
            json!({"ticket": {"id": 7, "subject": "-"}, "comments": [{"id": 2, "type": "VoiceComment", "author_id": 5, "body": "Length: 35 seconds", "data": {"transcription_text": all}, "created_at": "2026-04-02T08:31:00Z"}]}),
        ),
        (
            "freshdesk",
            json!({"subject": "-", "description": "", "description_text": "", "created_at": "2026-04-02T08:30:00Z", "conversations": [{"id": 1, "incoming": false, "private": true, "body": format!("<div>{}</div>", blocks(call, |_, caller, text| format!("{}: {text}<br>", label(caller)))), "body_text": "", "created_at": "2026-04-02T09:00:00Z"}]}),
        ),
        (
            "turns",
            json!({"turns": items(call, |n, caller, text| json!({"speaker": label(caller), "start_ms": begin(n) * 1000, "end_ms": begin(n) * 1000 + 4000, "text": text}))}),
        ),
    ]
}

/// What must not hang on the format: the level, the scheme, each reason with its points and quotes.
fn told(screening: &Screening) -> String {
    let verdict = &screening.verdict;
    let scheme = verdict.scheme.as_ref().map_or("none", |scheme| scheme.id.as_str());
    let mut lines: Vec<String> = Vec::new();
    for reason in &verdict.reasons {
        // A quote that runs over the border of a cue is told in two pieces.
        let quotes: Vec<&str> = reason.quotes.iter().map(|quote| quote.text.as_str()).collect();
        lines.push(format!("{} {} {}", reason.id, reason.points, quotes.join(" ")));
    }
    lines.sort();
    format!("{} {scheme}\n{}", verdict.level, lines.join("\n"))
}

#[test]
fn one_call_gives_the_same_verdict_and_quotes_in_every_format() {
    let book = RuleBook::builtin();
    let labels: Vec<_> = book.languages.iter().map(|language| language.labels.clone()).collect();
    for (code, call) in [(Code::En, ENGLISH), (Code::Fr, FRENCH), (Code::It, ITALIAN)] {
        let screener = Screener::new(book, Reader { language: code, ..Reader::default() });
        let read = |format: &str, text: String| {
            let source = Source { name: format.to_owned(), bytes: text.into_bytes() };
            let parsed = scamscreen::parse::parse(&source.text(None).unwrap().text, &labels, None).unwrap();
            assert!(parsed.reader.to_string().starts_with(format), "{code}: {} is not {format}", parsed.reader);
            screener.screen(parsed.transcript)
        };
        let mut written: Vec<(&str, String)> = texts(call);
        written.extend(jsons(call, code.as_str()).into_iter().map(|(format, json)| (format, json.to_string())));
        for format in Format::ALL {
            assert!(written.iter().any(|(name, _)| *name == format.as_str()), "{format} is not written here");
        }
        let first = read(written[0].0, written[0].1.clone());
        assert_eq!(first.verdict.level, Level::Scam, "{code}");
        for (format, text) in written {
            let screening = read(format, text.clone());
            assert_eq!(told(&screening), told(&first), "{code} as {format}:\n{text}");
        }
    }
}
