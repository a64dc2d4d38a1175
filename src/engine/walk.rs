//! The single traversal: every rule that is on meets every node of the kind it looks at.

use std::borrow::Cow;
use std::collections::HashMap;
use std::time::{Duration, Instant};

use super::guard::{defect, guarded};
use super::{Measure, Timing};
use crate::config::{Active, Kind, Settings};
use crate::diagnostic::Diagnostic;
use crate::model::dockerfile::{Dockerfile, Run};
use crate::model::k8s::{Completion, Manifest, Object, requirements, validation};
use crate::rule::{Check, Ctx, Peer};
use crate::syntax::shell::{ShellFinding, code};
use crate::text::Source;

/// The id under which a panic in a rule is told.
pub(super) const RULE_PANIC: &str = "internal/rule-panic";

/// All findings in a Dockerfile, in no particular order.
pub(super) fn dockerfile(
    source: &Source,
    model: &Dockerfile<'_>,
    settings: &Settings,
    clock: &mut Clock,
) -> Vec<Diagnostic> {
    let completion = Completion::NONE;
    let mut walk =
        Walk { source, object_kind: None, settings, completion, clock, found: Vec::new(), panicked: Vec::new() };
    for error in &model.tree().errors {
        walk.visit(Kind::SyntaxError, |check, ctx| {
            if let Check::SyntaxError(check) = check {
                check(error, ctx);
            }
        });
    }
    walk.visit(Kind::Dockerfile, |check, ctx| {
        if let Check::Dockerfile(check) = check {
            check(model, ctx);
        }
    });
    for stage in model.stages() {
        walk.visit(Kind::Stage, |check, ctx| {
            if let Check::Stage(check) = check {
                check(stage, ctx);
            }
        });
    }
    for instruction in model.instructions() {
        walk.visit(Kind::Instruction, |check, ctx| {
            if let Check::Instruction(check) = check {
                check(instruction, ctx);
            }
        });
        if let Some(run) = instruction.deferred_instruction().unwrap_or(instruction).as_run() {
            walk.run_instruction(run);
        }
    }
    walk.found
}

/// All findings in a manifest, in no particular order.
pub(super) fn manifest(
    source: &Source,
    model: &Manifest<'_>,
    settings: &Settings,
    clock: &mut Clock,
) -> Vec<Diagnostic> {
    let completion = model.completion();
    let mut walk =
        Walk { source, object_kind: None, settings, completion, clock, found: Vec::new(), panicked: Vec::new() };
    for error in model.tree().errors() {
        walk.visit(Kind::YamlError, |check, ctx| {
            if let Check::YamlError(check) = check {
                check(error, ctx);
            }
        });
    }
    for &object in model.objects() {
        let first = walk.found.len();
        walk.object_kind = Some((object.api_version().value, object.kind().value));
        walk.object(object);
        if walk.found.len() > first {
            let id = object.id();
            for finding in &mut walk.found[first..] {
                finding.object = Some(Box::new(id.clone()));
            }
        }
    }
    walk.found
}

struct Walk<'a> {
    source: &'a Source,
    /// The `apiVersion` and `kind` of the object that the nodes are part of.
    object_kind: Option<(Cow<'a, str>, Cow<'a, str>)>,
    settings: &'a Settings,
    completion: &'a Completion,
    clock: &'a mut Clock,
    found: Vec<Diagnostic>,
    /// Rules that panicked in this file and are left alone from then on.
    panicked: Vec<&'static str>,
}

impl Walk<'_> {
    fn run_instruction(&mut self, run: Run<'_>) {
        // First, because linting the shell text reads its commands on the way.
        let codes = self.settings.of_kind(Kind::ShellCode);
        if !codes.is_empty() {
            let as_hadolint = self.settings.as_peer == Some(Peer::Hadolint);
            let run = if as_hadolint { run.taken_for_posix() } else { run };
            let findings = self.clock.time("(shell)", || run.shell_findings());
            // hadolint shows one of ShellCheck's findings an instruction: the last, of several there the mildest.
            let last = findings.iter().max_by_key(|finding| {
                let place = finding.more.last().unwrap_or(&finding.range).start;
                (place, std::cmp::Reverse(code(finding.code).map(|code| code.level)), finding.code)
            });
            let is_shown = |finding: &&ShellFinding| !as_hadolint || last.is_some_and(|last| last.code == finding.code);
            for finding in findings.iter().filter(is_shown) {
                self.shell_finding(run, finding, codes);
            }
        }
        self.visit(Kind::Run, |check, ctx| {
            if let Check::Run(check) = check {
                check(run, ctx);
            }
        });
        // Commands of other shells only look like what rules know; hadolint takes them for the same.
        if self.settings.of_kind(Kind::Command).is_empty()
            || !(run.is_posix() || self.settings.as_peer == Some(Peer::Hadolint))
        {
            return;
        }
        for command in run.commands() {
            self.visit(Kind::Command, |check, ctx| {
                if let Check::Command(check) = check {
                    check(command, ctx);
                }
            });
        }
    }

    fn object(&mut self, object: Object<'_>) {
        self.visit(Kind::Object, |check, ctx| {
            if let Check::Object(check) = check {
                check(object, ctx);
            }
        });
        if self.settings.want_schemas() {
            let Settings { kubernetes, custom_schemas, .. } = self.settings;
            let problems = self.clock.time("(schema)", || validation::problems(object, custom_schemas, *kubernetes));
            for problem in problems {
                self.visit(Kind::SchemaProblem, |check, ctx| {
                    if let Check::SchemaProblem(check) = check {
                        check(&problem, ctx);
                    }
                });
            }
        }
        self.requirements(object);
        let Some(pod) = object.pod() else { return };
        self.visit(Kind::PodSpec, |check, ctx| {
            if let Check::PodSpec(check) = check {
                check(pod, ctx);
            }
        });
        for container in pod.containers() {
            self.visit(Kind::Container, |check, ctx| {
                if let Check::Container(check) = check {
                    check(container, ctx);
                }
            });
        }
    }

    fn requirements(&mut self, object: Object<'_>) {
        let active = self.settings.of_kind(Kind::Requirement);
        if active.is_empty() {
            return;
        }
        let kubernetes = self.settings.kubernetes;
        let topic = |active: &Active| match active.rule.check {
            Check::Requirement(topic) => Some(topic),
            _ => None,
        };
        let topics = active.iter().filter_map(topic).collect();
        let work = || guarded(|| requirements::violations(object, kubernetes, topics));
        let violations = match self.clock.time("(requirements)", work) {
            Ok(violations) => violations,
            Err(reason) => {
                let message = format!("the requirements of an object could not be checked: {reason}");
                self.found.push(defect(RULE_PANIC, message));
                return;
            }
        };
        for violation in violations {
            if violation.missing == Some("namespace") && self.completion.namespace {
                continue;
            }
            let asks =
                |active: &&Active| matches!(active.rule.check, Check::Requirement(topic) if topic == violation.topic);
            let Some(active) = active.iter().find(asks) else { continue };
            if !active.looks_at(&object.api_version().value, &object.kind().value) {
                continue;
            }
            let mut diagnostic = Diagnostic::new(active.rule.id, active.level, violation.span, violation.message);
            diagnostic.help = violation.help;
            if let Some((span, message)) = violation.label {
                diagnostic.label(span, message);
            }
            self.found.push(diagnostic);
        }
    }

    fn shell_finding(&mut self, run: Run<'_>, finding: &ShellFinding, codes: &[Active]) {
        let asks = |active: &&Active| matches!(active.rule.check, Check::ShellCode(code) if code == finding.code);
        let Some(active) = codes.iter().find(asks) else { return };
        let message = finding.message.clone();
        let mut diagnostic = Diagnostic::new(active.rule.id, active.level, run.span(finding.range), message);
        diagnostic.help = finding.help.clone().map(Into::into);
        for &range in &finding.more {
            diagnostic.label(run.span(range), "here too");
        }
        self.found.push(diagnostic);
    }

    /// Lets every rule of `kind` look at a node.
    fn visit(&mut self, kind: Kind, call: impl Fn(&Check, &mut Ctx<'_>)) {
        for active in self.settings.of_kind(kind) {
            self.run(active, &call);
        }
    }

    fn run(&mut self, active: &Active, call: impl Fn(&Check, &mut Ctx<'_>)) {
        let is_passed_over =
            || self.object_kind.as_ref().is_some_and(|(version, kind)| !active.looks_at(version, kind));
        if self.panicked.contains(&active.rule.id) || is_passed_over() {
            return;
        }
        let mut ctx = ctx(active, self.source, self.settings, &mut self.found);
        ctx.completion = self.completion;
        let call = || call(&active.rule.check, &mut ctx);
        if let Err(reason) = self.clock.time(active.rule.id, || guarded(call)) {
            self.panicked.push(active.rule.id);
            self.found.push(rule_defect(active, &reason));
        }
    }
}

/// What `active` has beside its node.
fn ctx<'a>(active: &'a Active, source: &'a Source, settings: &Settings, found: &'a mut Vec<Diagnostic>) -> Ctx<'a> {
    Ctx {
        source,
        rule: active.rule,
        level: active.level,
        options: active.options.as_deref(),
        today: settings.today,
        as_peer: active.as_peer,
        kubernetes: settings.kubernetes,
        completion: Completion::NONE,
        found,
    }
}

/// Runs one rule outside the walk; a panic is told as a finding.
pub(super) fn run_rule(
    active: &Active,
    source: &Source,
    settings: &Settings,
    found: &mut Vec<Diagnostic>,
    call: impl Fn(&Check, &mut Ctx<'_>),
) {
    let result = guarded(|| call(&active.rule.check, &mut ctx(active, source, settings, found)));
    if let Err(reason) = result {
        found.push(rule_defect(active, &reason));
    }
}

fn rule_defect(active: &Active, reason: &str) -> Diagnostic {
    defect(RULE_PANIC, format!("the rule `{}` failed in this file: {reason}", active.rule.id))
}

/// Adds up times, if that is asked for.
pub(super) struct Clock {
    measure: Measure,
    times: HashMap<&'static str, Duration>,
}

impl Clock {
    pub(super) fn new(measure: Measure) -> Self {
        Self { measure, times: HashMap::new() }
    }

    /// Runs `work` and adds its time to `what`.
    pub(super) fn time<T>(&mut self, what: &'static str, work: impl FnOnce() -> T) -> T {
        match self.measure {
            Measure::No => work(),
            Measure::Yes => {
                let start = Instant::now();
                let result = work();
                *self.times.entry(what).or_default() += start.elapsed();
                result
            }
        }
    }

    pub(super) fn timings(self) -> Vec<Timing> {
        let mut timings: Vec<_> = self.times.into_iter().map(|(what, time)| Timing { what, time }).collect();
        timings.sort_by_key(|timing| timing.what);
        timings
    }
}
