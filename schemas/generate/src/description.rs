//! What a field is for, short enough to be shown beside it.

/// Longest description that is kept, in bytes; the layout of the table allows 255.
const LONGEST: usize = 200;

/// The first sentence of the first line, without its full stop; cut at a word when it is too long.
pub(crate) fn first_sentence(description: &str) -> String {
    let line = description.trim_start().lines().next().unwrap_or_default();
    let end = line
        .match_indices(". ")
        .map(|(at, _)| at)
        .find(|&at| !is_abbreviation(line[..at].rsplit([' ', '(']).next().unwrap_or_default()))
        .unwrap_or(line.len());
    let sentence = line[..end].trim_end().trim_end_matches(['.', ':']);
    if sentence.len() <= LONGEST {
        return sentence.to_owned();
    }
    let limit = sentence.floor_char_boundary(LONGEST);
    let end = sentence[..limit].rfind(' ').unwrap_or(limit);
    format!("{}…", sentence[..end].trim_end_matches([',', ';', ':', '.']))
}

fn is_abbreviation(word: &str) -> bool {
    matches!(word, "e.g" | "i.e" | "etc" | "vs" | "ex" | "Ex" | "eg")
}

/// Whether the text of a field calls the field itself deprecated, rather than one of its values.
pub(crate) fn is_deprecated(description: &str) -> bool {
    ["Deprecated: ", "Deprecated. ", "DEPRECATED: ", "his field is deprecated", "is the deprecated field"]
        .iter()
        .any(|phrase| description.contains(phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_at_its_full_stop() {
        assert_eq!(first_sentence("The image. More info: elsewhere."), "The image");
        assert_eq!(first_sentence("One line\n\nanother"), "One line");
        assert_eq!(first_sentence("A name, e.g. web, that is short. Really."), "A name, e.g. web, that is short");
        assert_eq!(first_sentence(""), "");
    }

    #[test]
    fn a_long_sentence_ends_at_a_word() {
        let sentence = first_sentence(&"sixteen bytes äö ".repeat(20));
        assert!(sentence.len() <= LONGEST + '…'.len_utf8(), "{}", sentence.len());
        assert!(sentence.ends_with("äö…") || sentence.ends_with("bytes…") || sentence.ends_with("sixteen…"));
    }

    #[test]
    fn deprecation_is_of_the_field_not_of_a_value() {
        assert!(is_deprecated("An alias. Deprecated: Use serviceAccountName instead."));
        assert!(!is_deprecated("Delete, Retain and Recycle (deprecated)."));
        assert!(!is_deprecated("deprecated indicates this version of the resource is deprecated."));
    }
}
