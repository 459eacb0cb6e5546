//! Web pages and the bodies of mails and tickets: their text, a line for each block.

use std::borrow::Cow;

use mail_parser::decoders::html::html_to_text;

/// Elements that begin a line of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];
/// Elements whose content nobody reads.
const HIDDEN: &[&str] = &["head", "noscript", "script", "style", "template"];

/// Whether a text is a page or a fragment of one, not a text that mentions a tag.
pub(super) fn is_page(text: &str) -> bool {
    let start = text.trim_start();
    let begins = |prefix: &str| start.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
    ["<!doctype html", "<html", "<head>", "<body", "<div", "<p>", "<p ", "<table"].iter().any(|prefix| begins(prefix))
}

/// The text of a page. Addresses of links are kept, since they are often what gives a call away.
pub(super) fn text(html: &str) -> String {
    let mut out = Page::default();
    let mut rest = html;
    // Beyond the last bracket no tag ends; looking for one from every other bracket costs the square.
    let last = html.rfind('>').unwrap_or_default();
    while let Some(at) = rest.find('<') {
        out.words(&rest[..at]);
        if let Some(comment) = rest[at..].strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let inside = &rest[at + 1..];
        let named = inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!' || c == '?');
        let closed = named && html.len() - inside.len() <= last;
        let Some((tag, after)) = Some(inside).filter(|_| closed).and_then(|inside| inside.split_once('>')) else {
            out.words("<");
            rest = inside;
            continue;
        };
        rest = after;
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let name = name.to_ascii_lowercase();
        if !tag.starts_with('/') && HIDDEN.contains(&name.as_str()) && !tag.ends_with('/') {
            rest = after_close(rest, &name);
        } else if BLOCKS.contains(&name.as_str()) {
            out.new_line(name == "p");
        } else if name == "a" {
            out.link(tag);
        }
    }
    out.words(rest);
    out.text.trim().to_owned()
}

/// What follows the end of an element, or nothing if it never ends.
fn after_close<'h>(html: &'h str, name: &str) -> &'h str {
    let mut rest = html;
    while let Some((_, after)) = rest.split_once("</") {
        if after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return after.split_once('>').map_or("", |(_, after)| after);
        }
        rest = after;
    }
    ""
}

#[derive(Default)]
struct Page {
    text: String,
    /// Where the open link leads, and where its text began.
    link: Option<(String, usize)>,
}

impl Page {
    fn words(&mut self, raw: &str) {
        let text = unescape(raw);
        for (index, word) in text.split([' ', '\t', '\r', '\n']).enumerate() {
            if index > 0 && !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
            self.text.push_str(word);
        }
    }

    fn new_line(&mut self, paragraph: bool) {
        self.text.truncate(self.text.trim_end_matches(' ').len());
        if !self.text.is_empty() && !self.text.ends_with("\n\n") && (paragraph || !self.text.ends_with('\n')) {
            self.text.push('\n');
        }
    }

    fn link(&mut self, tag: &str) {
        if tag.starts_with('/') {
            if let Some((target, start)) = self.link.take()
                && !self.text.get(start..).is_some_and(|text| text.contains(&target))
            {
                self.text.push_str(" (");
                self.text.push_str(&target);
                self.text.push(')');
            }
            return;
        }
        let target = tag.split_once("href=").map(|(_, value)| {
            let quote = value.chars().next().filter(|&c| c == '"' || c == '\'');
            quote.map_or_else(
                || value.split_whitespace().next().unwrap_or_default(),
                |quote| value[1..].split(quote).next().unwrap_or_default(),
            )
        });
        self.link = target
            .filter(|target| target.starts_with("http") || target.starts_with("tel:"))
            .map(|target| (unescape(target).into_owned(), self.text.len()));
    }
}

/// `&amp;`, `&nbsp;`, `&#233;`, `&eacute;` and the like as the characters they mean.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let name_end = rest[at + 1..].find(|c: char| !c.is_ascii_alphanumeric() && c != '#').map(|end| at + 1 + end);
        let entity = name_end.filter(|&end| (at + 3..at + 34).contains(&end) && rest[end..].starts_with(';'));
        let end = entity.map_or(at + 1, |end| end + 1);
        match entity {
            Some(_) => out.push_str(&html_to_text(&rest[at..end])),
            None => out.push('&'),
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_become_lines_and_entities_characters() {
        let html = "<div>Il cliente dice:<br>Chiamante: S&igrave;, &egrave; l&#39;IBAN<br/>Cliente:\n  Adesso?</div><p>Fine</p>";
        assert_eq!(text(html), "Il cliente dice:\nChiamante: Sì, è l'IBAN\nCliente: Adesso?\n\nFine");
    }

    #[test]
    fn scripts_are_dropped_and_links_kept() {
        let html = "<style>p{}</style><!-- x --><p>Go <a href=\"https://evil.example/x\">here</a> now 1 < 2</p><script>a<b</script>";
        assert_eq!(text(html), "Go here (https://evil.example/x) now 1 < 2");
    }

    #[test]
    fn what_is_no_entity_stays() {
        assert_eq!(unescape("Q&A &amp; &lt;b&gt; &nonsense; R&D; &#x2019;"), "Q&A & <b> &nonsense; R&D; ’");
    }
}
