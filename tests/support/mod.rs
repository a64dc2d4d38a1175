//! What the test programs share: the reference material beside the repository, when it is there, and repeatable randomness.
#![allow(dead_code, reason = "each test program uses a part of this")]
#![allow(clippy::print_stderr, reason = "a test that did not run says so")]

pub mod findings;
pub mod program;

use std::path::{Path, PathBuf};

/// `../shared/NAME`; `None`, said once on standard error, where a clone stands alone.
pub fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("not run: there is no reference material {name} beside this clone");
    None
}

/// A small generator whose numbers are the same in every run.
pub struct Randomness(u64);

impl Randomness {
    /// A generator that begins at `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `bound`, which is not zero.
    pub fn below(&mut self, bound: usize) -> usize {
        // xorshift64*, Vigna 2016.
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % bound
    }

    /// A broken copy of one of `texts`: cut, spliced with another, or with characters replaced.
    pub fn broken(&mut self, texts: &[String]) -> String {
        const HOSTILE: [&str; 24] = [
            "\\", "`", "\n", "\r\n", "\t", " ", "\"", "'", "$", "${", "}", "<<", "<<EOF", "[", "]", ",", "=", "#",
            "--", "&&", "|", "\u{0}", "ä", "\u{a0}",
        ];
        let mut text = texts[self.below(texts.len())].clone();
        match self.below(4) {
            0 => text.truncate(self.boundary(&text)),
            1 => drop(text.drain(..self.boundary(&text))),
            2 => {
                let other = &texts[self.below(texts.len())];
                let at = self.boundary(&text);
                text.insert_str(at, &other[self.boundary(other)..]);
            }
            _ => {
                for _ in 0..=self.below(8) {
                    let at = self.boundary(&text);
                    let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8() * self.below(2));
                    text.replace_range(at..end, HOSTILE[self.below(HOSTILE.len())]);
                }
            }
        }
        text
    }

    fn boundary(&mut self, text: &str) -> usize {
        let mut at = self.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}
