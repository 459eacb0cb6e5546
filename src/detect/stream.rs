//! A whole transcript as one stream of words, so that phrases run across cues of one speaker.

use std::ops::Range;

use crate::language::{Code, Guess, Guesser};
use crate::rules::RuleBook;
use crate::transcript::{Span, Speaker, Transcript};
use crate::words::{Break, Obfuscation, Word, fold, tokenize};

/// The words of a transcript with the utterances they come from.
pub(super) struct Stream {
    pub(super) words: Vec<Word>,
    /// First word of each utterance, and the number of words at the end.
    starts: Vec<u32>,
    pub(super) speakers: Vec<Speaker>,
    /// Languages of each utterance and of the call, one bit each.
    languages: Vec<u8>,
    /// How many hard and soft breaks stand before each word, itself included.
    hard: Vec<u32>,
    soft: Vec<u32>,
    pub(super) guess: Guess,
    pub(super) obfuscation: Obfuscation,
}

impl Stream {
    pub(super) fn read(transcript: &Transcript, book: &RuleBook, guesser: &Guesser) -> Self {
        let parts: Vec<Guess> = transcript.utterances.iter().map(|utterance| guess(guesser, &utterance.text)).collect();
        let mut whole = Guess::default();
        for part in &parts {
            whole.add(*part);
        }
        let call = bit(transcript.language.or_else(|| whole.best()));
        let unsure = transcript.language.is_none() && whole.is_weak();

        let mut stream = Self {
            words: Vec::new(),
            starts: Vec::with_capacity(transcript.utterances.len() + 1),
            speakers: Vec::with_capacity(transcript.utterances.len()),
            languages: Vec::with_capacity(transcript.utterances.len()),
            hard: Vec::new(),
            soft: Vec::new(),
            guess: whole,
            obfuscation: Obfuscation::default(),
        };
        let mut before: Option<&crate::transcript::Utterance> = None;
        let mut after = Break::Hard;
        for (utterance, guess) in transcript.utterances.iter().zip(&parts) {
            stream.starts.push(number(stream.words.len()));
            stream.speakers.push(utterance.speaker.clone());
            let languages = match call | bit(guess.best()) | quoted(guesser, &utterance.text) {
                // Nothing can be told, so nothing is ruled out.
                known if known == 0 || unsure => u8::MAX,
                known => known,
            };
            stream.languages.push(languages);
            let border = match before {
                // Cues of one speaker are cut anywhere; lines of a note are thoughts of their own.
                Some(before) if before.speaker == utterance.speaker => {
                    let cue = before.time.is_some() && utterance.time.is_some();
                    if cue { after } else { after.max(Break::Soft) }
                }
                _ => Break::Hard,
            };
            after = tokenize(
                &utterance.text,
                &book.patterns.vocabulary,
                border,
                &mut stream.words,
                &mut stream.obfuscation,
            );
            before = Some(utterance);
        }
        stream.starts.push(number(stream.words.len()));
        let (mut hard, mut soft) = (0, 0);
        for word in &stream.words {
            hard += u32::from(word.brk == Break::Hard);
            soft += u32::from(word.brk == Break::Soft);
            stream.hard.push(hard);
            stream.soft.push(soft);
        }
        stream
    }

    /// Whether a language fits the utterance a word stands in, or the call.
    pub(super) fn speaks(&self, word: u32, code: Code) -> bool {
        self.languages.get(self.utterance(word)).is_some_and(|mask| mask >> code.index() & 1 == 1)
    }

    /// The utterance a word stands in.
    pub(super) fn utterance(&self, word: u32) -> usize {
        self.starts.partition_point(|start| *start <= word).saturating_sub(1)
    }

    pub(super) fn text<'t>(&self, transcript: &'t Transcript, word: u32) -> &'t str {
        let bytes = &self.words[word as usize].bytes;
        &transcript.utterances[self.utterance(word)].text[bytes.start as usize..bytes.end as usize]
    }

    pub(super) fn speaker(&self, word: u32) -> &Speaker {
        self.speakers.get(self.utterance(word)).unwrap_or(&Speaker::Unknown)
    }

    pub(super) fn first_word(&self, utterance: usize) -> u32 {
        self.starts[utterance]
    }

    /// Whether no full stop and no change of speaker stands between two words.
    pub(super) fn same_sentence(&self, a: u32, b: u32) -> bool {
        self.hard.get(a as usize) == self.hard.get(b as usize)
    }

    /// The first word of the sentence behind that of a word.
    pub(super) fn next_sentence(&self, word: u32) -> Option<u32> {
        let own = self.hard.get(word as usize)?;
        let next = self.hard.partition_point(|breaks| breaks <= own);
        (next < self.words.len()).then(|| number(next))
    }

    /// Whether a comma or the like stands between two words.
    pub(super) fn comma_between(&self, a: u32, b: u32) -> bool {
        self.soft.get(a as usize) != self.soft.get(b as usize)
    }

    /// The places of a run of words in the original text, one an utterance.
    pub(super) fn spans(&self, words: Range<u32>) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for number in words {
            let Some(word) = self.words.get(number as usize) else { break };
            let utterance = self.utterance(number);
            let bytes = word.bytes.start as usize..word.bytes.end as usize;
            match spans.last_mut() {
                Some(last) if last.utterance == utterance => last.bytes.end = last.bytes.end.max(bytes.end),
                _ => spans.push(Span { utterance, bytes }),
            }
        }
        spans
    }

    /// The words of an utterance that overlap a range of its bytes.
    pub(super) fn words_in(&self, utterance: usize, bytes: Range<usize>) -> Range<u32> {
        let (first, end) = (self.starts[utterance], self.starts[utterance + 1]);
        let own = &self.words[first as usize..end as usize];
        let from = own.partition_point(|word| word.bytes.end as usize <= bytes.start);
        let to = own.partition_point(|word| (word.bytes.start as usize) < bytes.end).max(from);
        first + number(from)..first + number(to)
    }
}

fn guess(guesser: &Guesser, text: &str) -> Guess {
    guesser.guess(text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(fold))
}

/// Languages of the sentences and quotations in a text: a French victim quotes an English caller.
fn quoted(guesser: &Guesser, text: &str) -> u8 {
    // A few words are in any language.
    const LEAST_WORDS: u32 = 5;
    let parts = text.split(['.', '!', '?', ':', '\n', '"', '«', '»', '“', '”', '„']);
    parts
        .map(|part| guess(guesser, part))
        .filter(|part| part.words >= LEAST_WORDS)
        .fold(0, |all, part| all | bit(part.best()))
}

fn bit(code: Option<Code>) -> u8 {
    code.map_or(0, |code| 1 << code.index())
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
