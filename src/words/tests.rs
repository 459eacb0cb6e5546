//! How a text is cut into words, told by examples.

use super::*;

fn vocabulary() -> Vocabulary {
    let words = ["gift", "card", "cards", "password", "anydesk", "buy", "code", "read", "strasse", "the"];
    Vocabulary::new(words.into_iter(), ["infect"].into_iter())
}

fn read(text: &str) -> (Vec<String>, Obfuscation) {
    let (mut words, mut mended) = (Vec::new(), Obfuscation::default());
    let vocabulary = vocabulary();
    tokenize(text, &vocabulary, Break::None, &mut words, &mut mended);
    let shown = words.iter().map(|word| {
        let sign = ["", ", ", ". "][word.brk as usize];
        let raw = &text[word.bytes.start as usize..word.bytes.end as usize];
        if word.token == UNKNOWN { format!("{sign}{raw}") } else { format!("{sign}{}", vocabulary.text(word.token)) }
    });
    (shown.collect(), mended)
}

fn words(text: &str) -> String {
    read(text).0.join("|")
}

#[test]
fn punctuation_becomes_breaks() {
    assert_eq!(words("Buy: the cards, now! OK"), "buy|, the|cards|, now|. OK");
    assert_eq!(words("don't sign-in l’ami"), "don|t|sign|in|l|ami");
    assert_eq!(words("one – two - three (four)"), "one|, two|, three|, four");
    assert_eq!(
        words("a line\nthat is wrapped\nNew line\n\nNew paragraph"),
        "a|line|that|is|wrapped|, New|line|. New|paragraph"
    );
}

#[test]
fn a_dot_that_ends_nothing_is_no_break() {
    assert_eq!(words("at 5 p.m. today"), "at|5|p|m|today");
    assert_eq!(words("Mr. Smith, e.g. the U.S. bank"), "Mr|Smith|, e|g|the|U|S|bank");
    assert_eq!(words("Pay 299.99. Now"), "Pay|299.99|. Now");
    assert_eq!(words("It was I. Then"), "It|was|I|. Then");
    assert_eq!(words("am 5. Mai, der 2. von dreien"), "am|5|Mai|, der|2|von|dreien");
    assert_eq!(words("at 5. Then he left"), "at|5|. Then|he|left");
    assert_eq!(words("rif. pratica, Kd. rief an"), "rif|pratica|, Kd|rief|an");
}

#[test]
fn a_number_in_one_word_is_one_whether_the_word_is_known_or_not() {
    let known = Vocabulary::new(["trecento", "zehntausend", "settimana"].into_iter(), std::iter::empty());
    for vocabulary in [known, vocabulary()] {
        let mut words = Vec::new();
        let text = "trecento zehntausend settimana";
        tokenize(text, &vocabulary, Break::None, &mut words, &mut Obfuscation::default());
        assert_eq!(words.iter().map(|word| word.shapes.is_spelled()).collect::<Vec<_>>(), [true, true, false]);
    }
}

#[test]
fn shapes_are_one_word() {
    assert_eq!(
        words("pay $1,299.99 to bob@example.com at www.anydesk.com/x."),
        "pay|$1,299.99|to|bob@example.com|at|anydesk"
    );
    assert_eq!(words("ticket TM-20931, [phone 2]"), "ticket|TM-20931|, [phone 2]");
}

#[test]
fn disguises_are_mended_and_counted() {
    let (text, mended) = read("g1ft c4rds, a n y d e s k, p@ssw0rd, G.I.F.T cards");
    assert_eq!(text.join("|"), "gift|cards|, anydesk|, password|, gift|cards");
    assert_eq!((mended.leet, mended.spaced), (3, 2));
    let (text, mended) = read("install аnydеsk, buy ｇｉｆｔ cаrds");
    assert_eq!(text.join("|"), "install|anydesk|, buy|gift|cards");
    assert_eq!(mended.look_alikes, 7);
    let (text, mended) = read("g\u{200b}i\u{200c}ft c\u{ad}ard \u{202e}code");
    assert_eq!(text.join("|"), "gift|card|code");
    assert_eq!((mended.zero_width, mended.bidi), (3, 1));
    let (text, mended) = read("g\u{301}\u{302}\u{303}\u{304}ift");
    assert_eq!((text.join("|").as_str(), mended.combining), ("gift", 2));
}

#[test]
fn honest_text_is_not_mended() {
    for text in [
        "4 cards, 1 code",
        "Привет, как дела? Нормально",
        "the 1st and 2nd",
        "A B C",
        "U.S. and 3 a.m. calls",
        "déjà vu cafe\u{301}",
    ] {
        assert_eq!(read(text).1, Obfuscation::default(), "{text}");
    }
}

#[test]
fn the_break_after_the_text_is_returned() {
    let (mut words, mut mended) = (Vec::new(), Obfuscation::default());
    let vocabulary = vocabulary();
    let after = tokenize("Buy the cards.", &vocabulary, Break::Hard, &mut words, &mut mended);
    assert_eq!((words[0].brk, after), (Break::Hard, Break::Hard));
}

#[test]
fn hostile_text_costs_no_more_than_its_length() {
    let vocabulary = vocabulary();
    let time = |part: &str, size: usize| {
        let text = part.repeat(size / part.len());
        let once = || {
            let start = std::time::Instant::now();
            tokenize(&text, &vocabulary, Break::None, &mut Vec::new(), &mut Obfuscation::default());
            start.elapsed()
        };
        // The best of three: a busy machine makes any of them long.
        (0..3).map(|_| once()).min().unwrap_or_default()
    };
    for part in
        ["a-", "a.", "$a", "a@", "p a s s w o r d, ", "1,", "1 ", "DE89 ", "\u{301}", "a\u{200b}", "а", "\n", "["]
    {
        let short = time(part, 4_000).max(std::time::Duration::from_millis(2));
        let long = time(part, 32_000);
        // Eight times the text; quadratic would be sixty-four times the time.
        assert!(long < short * 40, "{part:?}: {short:?}, {long:?}");
    }
}

proptest::proptest! {
    #[test]
    fn every_word_lies_on_character_boundaries(text in "(\\PC|[a-z .$@\\[\\]0-9\n]|gift|[\u{300}-\u{310}\u{200b}\u{430}-\u{440}]){0,60}") {
        let (mut words, mut mended) = (Vec::new(), Obfuscation::default());
        tokenize(&text, &vocabulary(), Break::None, &mut words, &mut mended);
        let mut last = 0;
        for word in &words {
            proptest::prop_assert!(word.bytes.start >= last && word.bytes.end > word.bytes.start);
            proptest::prop_assert!(text.get(word.bytes.start as usize..word.bytes.end as usize).is_some());
            last = word.bytes.end;
        }
    }
}
