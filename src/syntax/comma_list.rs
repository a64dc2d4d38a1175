//! Comma-separated fields with CSV's quoting, as `RUN --mount=` takes them.

use std::borrow::Cow;
use std::ops::Range;

/// A field of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<'a> {
    /// The field without quotes.
    pub text: Cow<'a, str>,
    /// Where it stands in the list, quotes included.
    pub range: Range<usize>,
}

/// The fields of `list`. `None` for an empty list and for quotes that do not enclose a whole field.
#[must_use]
pub fn fields(list: &str) -> Option<Vec<Field<'_>>> {
    if list.is_empty() {
        return None;
    }
    let mut fields = Vec::new();
    let mut start = 0;
    loop {
        let rest = &list[start..];
        let (text, length) = if let Some(quoted) = rest.strip_prefix('"') {
            let length = closing_quote(quoted)?;
            (unquoted(&quoted[..length]), length + 2)
        } else {
            let length = rest.find(',').unwrap_or(rest.len());
            if rest[..length].contains('"') {
                return None;
            }
            (Cow::Borrowed(&rest[..length]), length)
        };
        let end = start + length;
        fields.push(Field { text, range: start..end });
        match list[end..].chars().next() {
            None => return Some(fields),
            Some(',') => start = end + 1,
            Some(_) => return None,
        }
    }
}

/// Offset of the quote that is not one of a pair.
fn closing_quote(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += text[at..].find('"')?;
        if !text[at + 1..].starts_with('"') {
            return Some(at);
        }
        at += 2;
    }
}

fn unquoted(text: &str) -> Cow<'_, str> {
    if text.contains('"') { Cow::Owned(text.replace("\"\"", "\"")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(list: &str) -> Option<Vec<String>> {
        fields(list).map(|fields| fields.iter().map(|field| field.text.to_string()).collect())
    }

    #[test]
    fn fields_and_quotes() {
        assert_eq!(texts("a=b,c"), Some(vec!["a=b".into(), "c".into()]));
        assert_eq!(texts(r#""a,b","c""d""#), Some(vec!["a,b".into(), "c\"d".into()]));
        assert_eq!(texts("a,"), Some(vec!["a".into(), String::new()]));
    }

    #[test]
    fn malformed_lists() {
        for list in ["", r#"a"b"#, r#""a"#, r#""a"b"#] {
            assert_eq!(texts(list), None, "{list}");
        }
    }
}
