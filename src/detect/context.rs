//! What stands around the words: denial, advice, what did not happen, reported speech.

use std::ops::Range;

use super::is_recipient;
use super::matcher::Hit;
use super::stream::Stream;
use crate::language::Code;
use crate::rules::{Denied, Owner, Role, Rule, RuleBook, SaidBy};
use crate::transcript::Speaker;

/// How many words may stand between a denial and what it denies. Longer ones belong to the next
/// thought, above all in raw ASR, which has no commas to tell.
const DENIAL_REACH: u32 = 5;
/// A denial behind the words ("die TAN brauche ich nicht") stands close to them.
const DENIAL_AFTER_REACH: u32 = 2;
/// How far "what if he had" reaches.
const HYPOTHETICAL_REACH: u32 = 8;
/// Advice covers its sentence, but raw ASR has no sentences.
const ADVICE_REACH: u32 = 30;
/// How far "he told me" makes what follows another's words.
const REPORT_REACH: u32 = 15;
/// How far an exception of a rule may stand away.
const UNLESS_REACH: u32 = 25;

/// How a hit is to be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// It happened, or is demanded now.
    Counts,
    /// The text warns of it, or asks whether it was and is told that it was not.
    Described,
    /// It is denied, excepted, or said by the wrong person.
    Void,
}

/// The context phrases of one call, by kind, in the order of the text.
pub(super) struct Context<'s> {
    stream: &'s Stream,
    denials: Vec<(u32, u32)>,
    denials_after: Vec<(u32, u32)>,
    contrasts: Vec<(u32, u32)>,
    inquiries: Vec<(u32, u32)>,
    answers_no: Vec<(u32, u32)>,
    advice: Vec<(u32, u32)>,
    hypothetical: Vec<(u32, u32)>,
    reported: Vec<(u32, u32)>,
    refusals: Vec<(u32, u32)>,
    /// Exceptions by rule.
    unless: Vec<(u16, u32, u32)>,
}

impl<'s> Context<'s> {
    pub(super) fn new(book: &RuleBook, stream: &'s Stream, hits: &[Hit]) -> Self {
        let mut context = Self {
            stream,
            denials: Vec::new(),
            denials_after: Vec::new(),
            contrasts: Vec::new(),
            inquiries: Vec::new(),
            answers_no: Vec::new(),
            advice: Vec::new(),
            hypothetical: Vec::new(),
            reported: Vec::new(),
            refusals: Vec::new(),
            unless: Vec::new(),
        };
        for hit in hits {
            let info = book.phrases.get(hit.phrase);
            let fits = |code: Code| stream.speaks(hit.words.start, code);
            if !info.language.is_none_or(fits) {
                continue;
            }
            let place = (hit.words.start, hit.words.end);
            match info.owner {
                Owner::Denial => context.denials.push(place),
                Owner::DenialAfter => context.denials_after.push(place),
                Owner::Contrast => context.contrasts.push(place),
                Owner::Inquiry => context.inquiries.push(place),
                Owner::AnswerNo => context.answers_no.push(place),
                Owner::Advice => context.advice.push(place),
                Owner::Hypothetical => context.hypothetical.push(place),
                Owner::Reported => context.reported.push(place),
                Owner::Refusal => context.refusals.push(place),
                Owner::Unless(rule) => context.unless.push((rule, place.0, place.1)),
                Owner::Rule(_) | Owner::Company(_) => {}
            }
        }
        context
    }

    /// How one hit of a rule is to be understood.
    pub(super) fn read(&self, number: u16, rule: &Rule, hit: &Hit) -> Reading {
        let (start, end) = (hit.words.start, hit.words.end);
        let speaker = self.stream.speaker(start);
        let told = is_recipient(speaker) && rule.said_by == SaidBy::Caller && self.is_reported(start);
        if !told && !may_say(rule.said_by, speaker) {
            return Reading::Void;
        }
        let excepted = self.unless.iter().any(|(other, from, to)| {
            *other == number && self.stream.same_sentence(*from, start) && gap(*from, *to, start, end) <= UNLESS_REACH
        });
        if excepted {
            return Reading::Void;
        }
        if rule.denied == Denied::Keep {
            return Reading::Counts;
        }
        let advised = self.stands_before(&self.advice, start, ADVICE_REACH).next().is_some();
        if advised || self.is_answered_no(&hit.words) {
            return Reading::Described;
        }
        let covers = |places, reach| self.covers(places, &hit.words, reach);
        let undone = rule.role == Role::Records && covers(&self.refusals, DENIAL_REACH);
        if undone
            || covers(&self.denials, DENIAL_REACH)
            || covers(&self.hypothetical, HYPOTHETICAL_REACH)
            || self.is_denied_after(end)
        {
            return Reading::Void;
        }
        Reading::Counts
    }

    /// The ends of those of the places that stand before a word, in its sentence and within reach.
    fn stands_before(&self, places: &[(u32, u32)], word: u32, reach: u32) -> impl Iterator<Item = u32> {
        let until = places.partition_point(|(from, _)| *from < word);
        let near = places[..until].iter().rev().take_while(move |(from, _)| word - from <= reach + 40);
        near.filter(move |(from, to)| self.stream.same_sentence(*from, word) && word.saturating_sub(*to) <= reach)
            .map(|(_, to)| *to)
    }

    /// Whether one of the places denies a run of words. It does so only within its clause: "No. Buy the
    /// cards." is no denial, nor is "I do not want the PIN, only the code". One that begins before the words
    /// and ends in them ("ne … jamais") denies them too.
    fn covers(&self, places: &[(u32, u32)], words: &Range<u32>, reach: u32) -> bool {
        self.stands_before(places, words.start, reach).any(|to| {
            !self.stream.comma_between(to.saturating_sub(1).min(words.start), words.start)
                && !self.has_contrast(to, words.end)
        })
    }

    fn has_contrast(&self, from: u32, to: u32) -> bool {
        let first = self.contrasts.partition_point(|(start, _)| *start < from);
        self.contrasts.get(first).is_some_and(|(start, _)| *start < to)
    }

    fn is_denied_after(&self, end: u32) -> bool {
        let last = end.saturating_sub(1);
        let from = self.denials_after.partition_point(|(from, _)| *from < end);
        self.denials_after[from..].first().is_some_and(|(from, _)| {
            from - end <= DENIAL_AFTER_REACH
                && self.stream.same_sentence(last, *from)
                && !self.stream.comma_between(last, *from)
        })
    }

    /// Whether the words stand in a question for what has happened, and the next sentence says that it has
    /// not. "Can you read me the code?" is no such question, whatever is answered.
    fn is_answered_no(&self, words: &Range<u32>) -> bool {
        // The words may begin with the question.
        let begun = self.inquiries.partition_point(|(from, _)| *from < words.end);
        let asked =
            self.inquiries[..begun].last().is_some_and(|(from, _)| self.stream.same_sentence(*from, words.start));
        asked
            && self
                .stream
                .next_sentence(words.end - 1)
                .is_some_and(|next| self.answers_no.binary_search_by_key(&next, |(from, _)| *from).is_ok())
    }

    fn is_reported(&self, word: u32) -> bool {
        let until = self.reported.partition_point(|(from, _)| *from <= word);
        self.reported[..until].iter().rev().take(3).any(|(from, to)| {
            word.saturating_sub(*to) <= REPORT_REACH && self.stream.utterance(*from) == self.stream.utterance(word)
        })
    }
}

/// Whether a speaker's words can be what a rule listens to. An unknown speaker always counts.
pub(super) fn may_say(said_by: SaidBy, speaker: &Speaker) -> bool {
    match said_by {
        SaidBy::Anyone => true,
        SaidBy::Caller => *speaker != Speaker::Recipient,
        SaidBy::Recipient => *speaker != Speaker::Caller,
    }
}

/// Words between two runs of words; 0 if they touch or overlap.
fn gap(a_start: u32, a_end: u32, b_start: u32, b_end: u32) -> u32 {
    if a_end <= b_start { b_start - a_end } else { a_start.saturating_sub(b_end) }
}
