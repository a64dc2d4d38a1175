//! Where we and hadolint differ on the corpus, and why.

use crate::{Class, Difference, Side};

const PARSE_ERRORS: &[&str] =
    &["SC1001", "SC1012", "SC1036", "SC1065", "SC1072", "SC1083", "SC1088", "SC1133", "SC1140"];

/// The classes, tried in order.
pub(crate) const CLASSES: &[Class] = &[
    Class {
        codes: &["DL1000"],
        side: Side::Ours,
        reason: "BuildKit refuses what hadolint reads: a flag without a value, a variable in --from, a name that no stage can have",
        holds: |_| true,
    },
    Class {
        codes: PARSE_ERRORS,
        side: Side::Theirs,
        reason: "ShellCheck cannot read PowerShell and cmd; the linter here recovers and goes on",
        holds: is_windows,
    },
    Class {
        codes: PARSE_ERRORS,
        side: Side::Ours,
        reason: "of one unreadable PowerShell or cmd text, another place is told",
        holds: is_windows,
    },
    Class {
        codes: &["SC2035", "SC2086", "SC2288"],
        side: Side::Theirs,
        reason: "PowerShell and cmd, read as if they were sh: each reader makes something else of them",
        holds: is_windows,
    },
    Class {
        codes: &["SC2086", "SC2102", "SC3006"],
        side: Side::Ours,
        reason: "PowerShell and cmd, read as if they were sh: each reader makes something else of them",
        holds: is_windows,
    },
    Class {
        codes: &["DL3059"],
        side: Side::Theirs,
        reason: "a PowerShell or cmd text that ShellCheck cannot read has no command for hadolint, so several count as one",
        holds: is_windows,
    },
    Class {
        codes: &["DL3047", "DL3059"],
        side: Side::Ours,
        reason: "a PowerShell or cmd text that ShellCheck cannot read has no command for hadolint",
        holds: is_windows,
    },
    Class {
        codes: &["DL3025"],
        side: Side::Ours,
        reason: "`[\"C:\\…\"]` is no JSON, so Docker takes it for shell form; hadolint is content with the brackets",
        holds: |difference| is_windows(difference) && difference.instruction.contains("C:\\"),
    },
    Class {
        codes: &["DL3025"],
        side: Side::Theirs,
        reason: "a JSON array with escaped quotes in it is exec form; hadolint does not read these",
        holds: |difference| difference.instruction.contains("\\\""),
    },
    Class {
        codes: &["SC2086"],
        side: Side::Theirs,
        reason: "ENV of the image holds in ONBUILD too; hadolint forgets it there",
        holds: |difference| difference.instruction.trim_start().starts_with("ONBUILD"),
    },
    Class {
        codes: &["SC2086"],
        side: Side::Theirs,
        reason: "an ARG may declare several names; hadolint knows the first",
        holds: |difference| declares_several_arguments(difference.file),
    },
    Class {
        codes: &["SC3009", "SC3010"],
        side: Side::Theirs,
        reason: "SHELL names bash; hadolint forgets it at the next ARG or ENV",
        holds: |difference| difference.file.contains("SHELL [\"/bin/bash\""),
    },
    Class {
        codes: &["SC2086"],
        side: Side::Theirs,
        reason: "`${opensslExtraConfig:-}` is set in some branches only; of several findings there, another is the last",
        holds: |difference| difference.instruction.contains("${opensslExtraConfig:-}"),
    },
    Class {
        codes: &["SC2154", "SC2155"],
        side: Side::Ours,
        reason: "`${opensslExtraConfig:-}` is set in some branches only; of several findings there, another is the last",
        holds: |difference| difference.instruction.contains("${opensslExtraConfig:-}"),
    },
    Class {
        codes: &["SC3060"],
        side: Side::Theirs,
        reason: "`${A//,/ }` brings in a blank and is split, which is the later finding here; one an instruction is shown",
        holds: |difference| difference.instruction.contains("//,/ }"),
    },
    Class {
        codes: &["SC2086"],
        side: Side::Ours,
        reason: "`${A//,/ }` brings in a blank and is split; ShellCheck looks at `A` only",
        holds: |difference| difference.instruction.contains("//,/ }"),
    },
    Class {
        codes: &["SC2086"],
        side: Side::Ours,
        reason: "there is no rule for SC2227, which hadolint shows instead",
        holds: |difference| difference.instruction.contains("-exec ldd '{}' 2>/dev/null"),
    },
    Class {
        codes: &["SC2291"],
        side: Side::Theirs,
        reason: "the blanks between the words of `echo` are one tab",
        holds: |difference| difference.instruction.contains("echo %sudo\t"),
    },
    Class {
        codes: &["SC2146"],
        side: Side::Ours,
        reason: "`find` with `-o` on both sides of parentheses, which ShellCheck takes as grouped",
        holds: |difference| difference.instruction.contains("find "),
    },
];

/// Whether the file is for Windows: hadolint does not know the default shell there, or has no notion of its language.
fn is_windows(difference: &Difference<'_>) -> bool {
    let file = difference.file.to_ascii_lowercase();
    let marks = ["nanoserver", "servercore", "windows", "powershell", "escape=`", "\"cmd\"", "cmd /c", "c:\\"];
    marks.iter().any(|mark| file.contains(mark))
}

fn declares_several_arguments(file: &str) -> bool {
    let joined = file.replace("\\\n", " ");
    let several = |line: &str| {
        let mut words = line.split_whitespace();
        words.next() == Some("ARG") && words.filter(|word| !word.starts_with('#')).count() > 1
    };
    joined.lines().any(several)
}
