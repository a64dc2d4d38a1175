use crate::model::dockerfile::SourceKind;
use crate::rule::prelude::*;

rule! {
    /// A checksum of `ADD` cannot be checked.
    ///
    /// It belongs to exactly one file to download or repository to clone, and for a file is `sha256:`, `sha384:` or `sha512:` with as
    /// many hexadecimal digits as the algorithm has. The build stops.
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22
    /// ADD --checksum=sha256:24454f830c https://example.com/tool /opt/
    /// ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d tool /opt/
    /// ```
    ///
    /// ```dockerfile good
    /// FROM alpine:3.22
    /// ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/tool /opt/
    /// ADD --checksum=21b4d2f https://example.com/tool.git /src
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/invalid-add-checksum",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Build],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    let Some(add) = instruction.as_add() else { return };
    let Some(flag) = instruction.syntax().flag("checksum") else { return };
    let Some(checksum) = instruction.flag_value(flag).filter(|checksum| !checksum.is_empty()) else { return };
    let sources: Vec<_> = add.sources.iter().filter(|word| !add.is_heredoc(word)).collect();
    let [source] = sources[..] else {
        let message = format!("the checksum is that of one source, and there are {}", sources.len());
        ctx.report(flag.span(), message).help("give each source an `ADD` of its own");
        return;
    };
    let expanded = instruction.expanded(source);
    let Some(path) = expanded.known() else { return };
    match SourceKind::of(path) {
        SourceKind::Local if !path.starts_with("github.com/") => {
            ctx.report(flag.span(), format!("`{path}` is nothing to download, so it has no checksum to check"));
        }
        SourceKind::Http if !is_digest(&checksum) => {
            ctx.report(flag.value_span(), format!("`{checksum}` is no checksum of a file"))
                .help("write `sha256:` and 64 hexadecimal digits in lower case");
        }
        _ => {}
    }
}

fn is_digest(checksum: &str) -> bool {
    let Some((algorithm, digits)) = checksum.split_once(':') else { return false };
    let length = match algorithm {
        "sha256" => 64,
        "sha384" => 96,
        "sha512" => 128,
        _ => return false,
    };
    digits.len() == length && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
