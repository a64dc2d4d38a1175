//! Commands as rules see them, on texts that people write.

use super::*;

fn read(text: &str) -> Script {
    Script::parse(text, Dialect::Bash)
}

/// The words of each command, joined.
fn commands(text: &str) -> Vec<String> {
    let join = |command: Command<'_>| command.words().map(Word::text).collect::<Vec<_>>().join(" ");
    read(text).commands().map(join).collect()
}

fn texts<'s>(words: impl Iterator<Item = Word<'s>>) -> Vec<&'s str> {
    words.map(Word::text).collect()
}

#[test]
fn every_simple_command_is_found_in_order() {
    let text = "set -eux; if [ -f a ]; then b \"$(c `d`)\"; elif e; then f; else g; fi && \
                for x in $(h); do i | j |& k || l; done; case $(m) in n) o;; esac; \
                p() { q; }; (r; s) & { t; } > \"$(u)\"; v=$(w) y <(z); while ! aa; do bb; done; time cc; \
                export DD=$(ee); [[ -n $(ff) ]] && exit 1; cat <<EOF\n$(gg)\nEOF\n";
    let names: Vec<_> = commands(text).iter().map(|words| words.split(' ').next().unwrap_or("").to_owned()).collect();
    let expected = "set [ b c d e f g h i j k l m o q r s t u y w z aa bb cc export ee ff exit cat gg";
    assert_eq!(names.join(" "), expected);
}

#[test]
fn ranges_are_those_of_the_words_as_written() {
    let text = "A=1 apt-get  install -y \"lib$X\" 'a b' > /dev/null 2>&1 && true";
    let script = read(text);
    let command = script.commands().next().expect("a command");
    assert_eq!(command.range().slice(text), "A=1 apt-get  install -y \"lib$X\" 'a b' > /dev/null 2>&1");
    let words: Vec<_> = command.words().map(|word| (word.range().slice(text), word.text())).collect();
    assert_eq!(words[3..], [("\"lib$X\"", "lib${X}"), ("'a b'", "a b")]);
    let flags: Vec<_> = command.words().map(|word| (word.is_literal(), word.is_quoted())).collect();
    assert_eq!(flags[2..], [(true, false), (false, true), (true, true)]);
    let assignment = command.assignments().next().expect("an assignment");
    assert_eq!((assignment.name(), assignment.value().map(Word::text), assignment.appends()), ("A", Some("1"), false));
    let redirections: Vec<_> =
        command.redirections().map(|part| (part.operator(), part.target().map(Word::text))).collect();
    let expected = [(RedirectionOperator::Write, Some("/dev/null")), (RedirectionOperator::DuplicateOutput, Some("1"))];
    assert_eq!(redirections, expected);
}

#[test]
fn commands_know_how_they_are_joined_and_nested() {
    let script = read("a && b || c; d | e & f\n(g; h) && if i; then j; fi && x=$(k) && l() { m; }");
    let told: Vec<_> = script
        .commands()
        .map(|command| (command.name().unwrap_or("="), command.joint(), format!("{:?}", command.nesting())))
        .collect();
    let told: Vec<_> = told.iter().map(|(name, joint, nesting)| (*name, *joint, nesting.as_str())).collect();
    let expected = [
        ("a", Joint::Start, "{}"),
        ("b", Joint::And, "{}"),
        ("c", Joint::Or, "{}"),
        ("d", Joint::Sequence, "{\"subshell\"}"),
        ("e", Joint::Pipe, "{\"subshell\"}"),
        ("f", Joint::Background, "{}"),
        ("g", Joint::Sequence, "{\"subshell\"}"),
        ("h", Joint::Sequence, "{\"subshell\"}"),
        ("i", Joint::And, "{\"condition\"}"),
        ("j", Joint::Sequence, "{\"branch\"}"),
        ("=", Joint::And, "{}"),
        ("k", Joint::Start, "{\"substitution\"}"),
        ("m", Joint::Start, "{\"function\"}"),
    ];
    assert_eq!(told, expected);
}

#[test]
fn pipelines_have_their_operators_and_stages() {
    let text = "a | b |& { c | d; } | e";
    let script = read(text);
    let operators: Vec<Vec<&str>> =
        script.pipelines().map(|line| line.operators().iter().map(|range| range.slice(text)).collect()).collect();
    assert_eq!(operators, [vec!["|", "|&", "|"], vec!["|"]]);
    let stages: Vec<_> =
        script.commands().filter_map(Command::stage).map(|stage| (stage.pipeline, stage.position)).collect();
    assert_eq!(stages, [(0, 0), (0, 1), (1, 0), (1, 1), (0, 3)]);
}

#[test]
fn options_are_in_force_from_where_they_are_set() {
    for (text, from) in [
        ("set -o pipefail && a | b", Some(15)),
        ("set -euxo pipefail; a", Some(18)),
        ("a; set -e -o errexit -o pipefail\nb", Some(32)),
        ("(set -o pipefail; a)", None),
        ("a || set -o pipefail", None),
        ("if a; then set -o pipefail; fi", None),
        ("set +o pipefail", None),
        ("set -- -o pipefail", None),
        ("bash -o pipefail -c 'a | b'", None),
    ] {
        assert_eq!(read(text).pipefail_from(), from, "{text}");
    }
    let script = read("set -eo pipefail; a; set +o pipefail; b");
    let at = |offset| {
        let options = script.options_at(offset, ShellOptions { nounset: true, ..Default::default() });
        (options.errexit, options.pipefail, options.nounset)
    };
    assert_eq!((at(0), at(18), at(38)), ((false, false, true), (true, true, true), (true, false, true)));
}

#[test]
fn programs_are_seen_through_wrappers() {
    for (text, name, program, wrapped) in [
        ("apt-get install x", Some("apt-get"), Some("apt-get"), false),
        ("/usr/bin/apt-get update", Some("/usr/bin/apt-get"), Some("apt-get"), false),
        ("A=1 'sudo' -E -u root B=2 apt-get install", Some("sudo"), Some("apt-get"), true),
        ("sudo --user=root -- env -i -u D PATH=/bin C=3 apt-get x", Some("sudo"), Some("apt-get"), true),
        ("env -u D -i C=3 nice -n 5 ionice -c2 apt-get x", Some("env"), Some("apt-get"), true),
        ("command apt-get x", Some("apt-get"), Some("apt-get"), true),
        ("exec -a name apt-get x", Some("apt-get"), Some("apt-get"), true),
        ("time apt-get x", Some("apt-get"), Some("apt-get"), false),
        ("/usr/bin/time -f %e apt-get x", Some("/usr/bin/time"), Some("apt-get"), true),
        ("nohup timeout -k 5 10m apt-get x", Some("nohup"), Some("apt-get"), true),
        ("xargs -r0 -n 1 apt-get x", Some("xargs"), Some("apt-get"), true),
        ("gosu app:app apt-get x", Some("gosu"), Some("apt-get"), true),
        ("busybox wget x", Some("busybox"), Some("wget"), true),
        ("busybox --install -s /bin", Some("busybox"), Some("busybox"), false),
        ("command -v apt-get", Some("command"), Some("command"), false),
        ("env", Some("env"), Some("env"), false),
        ("eval apt-get x", Some("eval"), Some("eval"), false),
        ("chroot /mnt apt-get x", Some("chroot"), Some("chroot"), false),
        ("\\apt-get x", None, Some("apt-get"), false),
        ("\"$TOOL\" install", None, None, false),
        ("sudo $TOOL install", Some("sudo"), None, false),
        ("A=1", None, None, false),
    ] {
        let script = read(text);
        let command = script.commands().next().expect("a command");
        let found = command.program();
        assert_eq!(command.name(), name, "{text}");
        assert_eq!(found.map(|program| program.name), program, "{text}");
        assert_eq!(found.is_some_and(|program| program.wrapped), wrapped, "{text}");
        assert!(command.arguments().len() < command.words().len().max(1), "{text}");
    }
}

#[test]
fn flags_are_read_in_every_spelling() {
    let script =
        read("sudo apt-get -yqq install --no-install-recommends -t stable -o A=b --option=C=d - -- curl 'git'");
    let command = script.commands().next().expect("a command");
    assert!(command.runs("apt-get") && !command.runs("sudo"));
    let flags: Vec<_> = command.flags().collect();
    assert_eq!(flags, ["y", "q", "q", "no-install-recommends", "t", "o", "option"]);
    assert!(command.has_flag("y") && command.has_any_flag(&["yes", "q"]) && !command.has_flag("assume-yes"));
    assert_eq!(command.subcommand().map(Word::text), Some("install"));
    assert!(
        command.has_argument("install") && command.has_any_argument(&["a", "curl"]) && !command.has_argument("sudo")
    );
    assert_eq!(texts(command.arguments_without_flags()), ["install", "stable", "A=b", "curl", "git"]);
    assert_eq!(texts(command.operands(&["t", "o"])), ["install", "curl", "git"]);
    assert_eq!(texts(command.without_flag_values(&["t", "o"])).len(), command.arguments().len() - 2);
    assert_eq!(command.flag("t").map(Word::text), Some("-t"));
    assert_eq!(read("a -x$y --$z").commands().next().expect("a command").flags().collect::<Vec<_>>(), ["x", "${z}"]);
}

#[test]
fn values_of_flags_have_their_place() {
    let text = "useradd --uid=1000 -g users --home \"/h $X\" --shell='/bin/sh' -m";
    let script = read(text);
    let command = script.commands().next().expect("a command");
    let value = |name| command.flag_value(name).map(|value| (value.text, value.range.slice(text)));
    assert_eq!(value("uid"), Some(("1000", "1000")));
    assert_eq!(value("g"), Some(("users", "users")));
    assert_eq!(value("home"), Some(("/h ${X}", "\"/h $X\"")));
    assert_eq!(value("shell"), Some(("/bin/sh", "--shell='/bin/sh'")), "quotes hide where the value begins");
    assert_eq!((value("m"), value("x")), (None, None));
}

#[test]
fn scripts_within_words_are_read_where_they_stand() {
    let text = r#"sudo bash -lc "apt-get update && sh -c \"apt-get install \\\"a b\\\" \$Y\" | tee $(log) $X" && ls"#;
    let script = read(text);
    let told: Vec<_> =
        script.commands().map(|command| (command.range().slice(text), command.nesting().in_shell_string())).collect();
    let expected = [
        (&text[..text.len() - 6], false),
        ("apt-get update", true),
        (r#"sh -c \"apt-get install \\\"a b\\\" \$Y\""#, true),
        (r#"apt-get install \\\"a b\\\" \$Y"#, true),
        ("tee $(log) $X", true),
        ("log", false),
        ("ls", false),
    ];
    assert_eq!(told, expected);
    let inner = script.commands().nth(3).expect("the innermost command");
    assert_eq!(texts(inner.words()), ["apt-get", "install", "a b", "${Y}"]);
    assert_eq!(inner.joint(), Joint::Start);
    assert_eq!(commands("su app -c 'a; b' && c"), ["su app -c a; b", "a", "b", "c"]);
}

#[test]
fn a_sole_heredoc_is_read_as_its_lines() {
    let text = "<<-\"EOF\"\n\tapt-get update\n\tapt-get install -y curl\n\tEOF\n";
    let script = read(text);
    assert_eq!(script.text(), text);
    let lines: Vec<_> = script.commands().map(|command| command.range().slice(text)).collect();
    assert_eq!(lines, ["apt-get update", "apt-get install -y curl"]);
    assert!(read("<<EOF\n#!/usr/bin/env python3\nimport os\nEOF\n").commands().next().is_none());
    assert_eq!(commands("<<EOF cat\na b\nEOF\n"), ["cat"], "the lines are what `cat` reads");
}

#[test]
fn heredocs_of_commands_are_not_words() {
    let text = "cat <<EOF > /etc/motd && chmod +x a\nhello $(whoami)\nEOF\n";
    let script = read(text);
    let cat = script.commands().next().expect("a command");
    assert_eq!(cat.range().slice(text), "cat <<EOF > /etc/motd");
    let heredoc = cat.redirections().next().expect("a heredoc");
    assert_eq!(heredoc.heredoc_body().map(|body| body.slice(text)), Some("hello $(whoami)\n"));
    assert_eq!(commands(text), ["cat", "chmod +x a", "whoami"]);
}

#[test]
fn broken_texts_are_read_as_far_as_they_go() {
    for (text, expected, problem) in [
        ("apt-get update && echo \"oops", &["apt-get update", "echo"][..], "\"oops"),
        ("a; if x; then b; c", &["a", "x", "b", "c"], "c"),
        ("a b && (c d; e", &["a b", "c d", "e"], "e"),
        ("a; b )", &["a", "b"], ")"),
        ("a | ", &["a"], "|"),
        ("for x in 1 2; do a $x", &["a ${x}"], "$x"),
    ] {
        let script = read(text);
        assert_eq!(commands(text), expected, "{text}");
        assert_eq!(script.problem().map(|problem| problem.range.slice(text)), Some(problem), "{text}");
    }
    assert!(read("a && b").problem().is_none());
}

#[test]
fn nesting_that_nobody_writes_is_not_read() {
    for text in ["${a:-".repeat(100_000), "time ".repeat(100_000), "coproc ".repeat(100_000), "{ ".repeat(100_000)] {
        let script = read(&text);
        assert_eq!(script.commands().len(), 0);
        assert_eq!(script.problem().map(|problem| problem.message.as_str()), Some("nested too deep to be read"));
    }
    for text in ["(".repeat(100_000), "$(".repeat(20_000), "if a; then ".repeat(2_000)] {
        assert!(read(&text).problem().is_some());
    }
}

#[test]
fn every_code_of_the_table_says_something() {
    for entry in CODES {
        assert_eq!(code(entry.code), Some(entry));
    }
}

#[cfg(feature = "shell-lint")]
mod findings {
    use super::*;

    fn found<'t>(text: &'t str, known: &[&str]) -> Vec<(u16, &'t str, usize)> {
        let settings = Settings { shell: Shell::DEFAULT, known_variables: known };
        let told = |finding: ShellFinding| (finding.code, finding.range.slice(text), finding.more.len());
        lint(text, &settings).into_iter().map(told).collect()
    }

    #[test]
    fn places_are_the_very_words() {
        for (text, expected) in [
            ("cp $A/x \"$b\" && rm $A", &[(2086, "$A", 1)][..]),
            ("export A=$(ls)", &[(2155, "A", 0), (2046, "$(ls)", 0)]),
            ("for unused in 1 2; do a; done", &[(2034, "unused", 0)]),
            ("cd /x; make", &[(2164, "cd /x", 0)]),
            ("set -e; cd /x; ! grep a b; c", &[(2251, "!", 0)]),
            ("echo -e 'a'", &[(3037, "-e", 0)]),
            ("[[ -f a ]] && set -o pipefail", &[(3010, "[[ -f a ]]", 0)]),
            ("a |& b", &[(3029, "|&", 0)]),
            ("make && A= B= && c \"$A$B\"", &[(1007, "A=", 0)]),
            ("cp `date` a", &[(2006, "`date`", 0), (2046, "`date`", 0)]),
        ] {
            assert_eq!(found(text, &["b", "A_B"]), expected, "{text}");
        }
    }

    #[test]
    fn known_variables_are_set_to_a_word() {
        assert_eq!(found("cp $A $HTTP_PROXY b", &["A"]), []);
        assert_eq!(found("cp $A b", &[]), [(2086, "$A", 0)]);
        assert_eq!(found("echo \"$a\"", &["a"]), []);
        assert_eq!(found("echo \"$a\"", &["my-var", "1st"]), [(2154, "$a", 0)]);
        assert_eq!(found("echo \"$FOO_UR\"", &["FOO_URL"]), [(2153, "$FOO_UR", 0)]);
        assert_eq!(found("A=1", &["A"]), [], "it is exported");
    }

    #[test]
    fn the_dialect_and_options_decide() {
        let codes = |text: &str, shell: &str| -> Vec<u16> {
            let shell = Interpreter::from_command_line(shell).shell().expect("a shell");
            lint(text, &Settings { shell, known_variables: &[] }).iter().map(|finding| finding.code).collect()
        };
        assert_eq!(codes("[[ -f a ]] && cat <(b)", "/bin/bash -c"), [0_u16; 0]);
        assert_eq!(codes("[[ -f a ]] && cat <(b)", "/bin/sh -c"), [3010, 3001]);
        assert_eq!(codes("echo -e a", "/bin/ash -c"), [3036]);
        assert_eq!(codes("cd /x; make", "/bin/sh -ec"), [0_u16; 0]);
        assert_eq!(codes("! a; b", "/bin/sh -ec"), [2251]);
        assert_eq!(codes("<<EOF\n#!/bin/bash\n[[ -f a ]] && b\nEOF\n", "/bin/sh -c"), [0_u16; 0]);
    }

    #[test]
    fn a_text_that_cannot_be_read_has_one_finding() {
        assert_eq!(found("cp $A b; if c; then d", &[]), [(1046, "if", 0)]);
        assert_eq!(found("cp $A \"b", &["A"]), [(1072, "\"b", 0)]);
    }

    #[test]
    fn a_heredocs_findings_stand_in_it() {
        assert_eq!(found("<<EOF\ncp $A b\n# shellcheck disable=SC2086\ncp $B b\nEOF\n", &[]), [(2086, "$A", 0)]);
    }

    #[test]
    fn messages_say_what_is_and_help_what_to_do() {
        let settings = Settings { shell: Shell::DEFAULT, known_variables: &[] };
        let findings = lint("cp $A b; X=1; let y=2", &settings);
        for finding in &findings {
            assert!(finding.message.starts_with(|c: char| c.is_lowercase() || c == '`'), "{}", finding.message);
            assert!(!finding.message.ends_with('.'), "{}", finding.message);
        }
        assert_eq!(findings[0].message, "`$A` is split into words and expanded as a glob");
        assert!(findings[0].help.as_deref().is_some_and(|help| help.starts_with("quote")));
    }
}
