//! Doc comments and case files taken apart: a title, prose, and examples in fenced blocks.
//!
//! A block is marked ```` ```dockerfile bad ````, `good` or `fixed`; a ```` ```toml ```` block configures the examples behind
//! it. Any other fence is prose.

/// A doc comment, or a file of cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Docs<'d> {
    /// The first line.
    pub title: &'d str,
    /// Everything else, in order.
    pub blocks: Vec<Block<'d>>,
}

/// A part of the docs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block<'d> {
    /// Markdown.
    Prose(String),
    /// Options for the examples behind it.
    Options(String),
    /// An example.
    Example(Example<'d>),
}

/// An example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example<'d> {
    /// The language of the fence.
    pub language: &'d str,
    /// What the rule says of it.
    pub kind: Kind,
    /// The text.
    pub text: String,
    /// The options in force.
    pub options: String,
    /// Its line, from 1, in the text it was read from.
    pub line: usize,
}

/// What the rule says of an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// It fires.
    Bad,
    /// It is silent.
    Good,
    /// The bad example before it, with all fixes applied; silent.
    Fixed,
}

impl<'d> Docs<'d> {
    /// Takes `text` apart. The space that a doc comment, other than a file, has before each line is not part of it.
    #[must_use]
    pub fn read(text: &'d str) -> Self {
        let margin = if text.starts_with(' ') { " " } else { "" };
        let mut lines =
            text.lines().enumerate().map(|(index, line)| (index + 1, line.strip_prefix(margin).unwrap_or(line)));
        let title = lines.next().map_or("", |(_, line)| line.trim_start_matches("# ").trim());
        let mut blocks = Vec::new();
        let mut options = String::new();
        let mut prose = String::new();
        while let Some((number, line)) = lines.next() {
            let Some(fence) = line.strip_prefix("```") else {
                prose.push_str(line);
                prose.push('\n');
                continue;
            };
            let mut body = String::new();
            for (_, line) in lines.by_ref().take_while(|(_, line)| *line != "```") {
                body.push_str(line);
                body.push('\n');
            }
            let (language, kind) = match fence.split_once(' ') {
                Some((language, "bad")) => (language, Some(Kind::Bad)),
                Some((language, "good")) => (language, Some(Kind::Good)),
                Some((language, "fixed")) => (language, Some(Kind::Fixed)),
                _ => (fence, None),
            };
            let block = match kind {
                Some(kind) => {
                    Block::Example(Example { language, kind, text: body, options: options.clone(), line: number })
                }
                None if language == "toml" => {
                    options.clone_from(&body);
                    Block::Options(body)
                }
                None => {
                    prose.push_str(&format!("{line}\n{body}```\n"));
                    continue;
                }
            };
            push_prose(&mut blocks, &mut prose);
            blocks.push(block);
        }
        push_prose(&mut blocks, &mut prose);
        Self { title, blocks }
    }

    /// The examples in order.
    pub fn examples(&self) -> impl Iterator<Item = &Example<'d>> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Example(example) => Some(example),
            Block::Prose(_) | Block::Options(_) => None,
        })
    }
}

fn push_prose(blocks: &mut Vec<Block<'_>>, prose: &mut String) {
    let text = prose.trim();
    if !text.is_empty() {
        blocks.push(Block::Prose(text.to_owned()));
    }
    prose.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = " Title.\n\n Why.\n\n ```dockerfile bad\n FROM a\n  x\n ```\n\n ```toml\n a = 1\n ```\n ```dockerfile good\n ```\n ```console\n $ x\n ```\n";

    #[test]
    fn docs_are_a_title_prose_and_examples() {
        let docs = Docs::read(TEXT);
        assert_eq!(docs.title, "Title.");
        let [Block::Prose(why), Block::Example(bad), Block::Options(options), Block::Example(good), Block::Prose(rest)] =
            &docs.blocks[..]
        else {
            panic!("{:?}", docs.blocks);
        };
        assert_eq!((why.as_str(), bad.kind, bad.text.as_str(), bad.line), ("Why.", Kind::Bad, "FROM a\n x\n", 5));
        assert_eq!((options.as_str(), good.kind, good.options.as_str()), ("a = 1\n", Kind::Good, "a = 1\n"));
        assert_eq!(rest, "```console\n$ x\n```");
    }
}
