//! Through the parser's tree, in the order of the text, with a stack of its own: what each command stands in.
//!
//! Knows every kind of statement; how its parts are kept is the recorder's business.

use shuck_ast as ast;
use shuck_parser::parser::ParseResult;

use super::record::{Context, Parts, Recorder};
use super::script::{Joint, Nesting, Stage};
use super::substitution::substitutions;

/// What surrounds a statement.
#[derive(Debug, Clone, Copy)]
struct Place {
    context: Context,
    /// Whether the statement is one of a list whose status is that of another one.
    unchecked: bool,
    /// Whether its status, or that of what it stands in, decides what runs next.
    decisive: bool,
}

impl Place {
    fn inside(self, nesting: Nesting) -> Self {
        Self { context: Context { nesting: self.context.nesting.with(nesting), ..self.context }, ..self }
    }

    fn joined(self, joint: Joint) -> Self {
        Self { context: Context { joint, ..self.context }, ..self }
    }

    fn condition(self) -> Self {
        Self { decisive: true, ..self.inside(Nesting::CONDITION) }
    }

    /// A shell or function of its own: what surrounds it joins and pipes none of its commands.
    fn apart(self, nesting: Nesting) -> Self {
        let nesting = self.context.nesting.with(nesting);
        Self { context: Context { nesting, ..Context::default() }, unchecked: false, ..self }
    }
}

/// What is still to be walked.
#[derive(Clone, Copy)]
enum Work<'a> {
    Statement(&'a ast::Stmt, Place),
    Sequence { statements: &'a [ast::Stmt], place: Place, last_is_status: bool },
    Word(&'a ast::Word, Place),
    Pattern(&'a ast::Pattern, Place),
    Test(&'a ast::ConditionalExpr, Place),
    Redirections(&'a [ast::Redirect], Place),
}

/// Hands every command of `parsed` to `recorder`; `context` is what surrounds them all.
pub(super) fn walk<'a>(recorder: &mut Recorder<'_, '_>, parsed: &'a ParseResult, context: Context) {
    let statements = parsed.file.body.as_slice();
    let added = statements.iter().take_while(|statement| recorder.range(statement.span).is_none()).count();
    let place = Place { context, unchecked: true, decisive: false };
    let mut walker = Walker { recorder, stack: Vec::<Work<'a>>::new() };
    walker.stack.push(Work::Sequence { statements: &statements[added..], place, last_is_status: true });
    while let Some(work) = walker.stack.pop() {
        walker.work(work);
    }
}

struct Walker<'a, 'r, 't, 's> {
    recorder: &'r mut Recorder<'t, 's>,
    stack: Vec<Work<'a>>,
}

impl<'a> Walker<'a, '_, '_, '_> {
    fn work(&mut self, work: Work<'a>) {
        match work {
            Work::Statement(statement, place) => self.statement(statement, place),
            Work::Sequence { statements, place, last_is_status } => self.sequence(statements, place, last_is_status),
            Work::Word(word, place) => {
                let inner = place.apart(Nesting::SUBSTITUTION);
                let at = self.stack.len();
                substitutions(word, &mut |body| {
                    self.stack.push(Work::Sequence { statements: body.as_slice(), place: inner, last_is_status: true });
                });
                self.stack[at..].reverse();
            }
            Work::Pattern(pattern, place) => {
                let at = self.stack.len();
                for (part, _) in pattern.parts_with_spans() {
                    match part {
                        ast::PatternPart::Word(word) => self.stack.push(Work::Word(word, place)),
                        ast::PatternPart::Group { patterns, .. } => {
                            self.stack.extend(patterns.iter().map(|pattern| Work::Pattern(pattern, place)));
                        }
                        _ => {}
                    }
                }
                self.stack[at..].reverse();
            }
            Work::Test(expression, place) => match expression {
                ast::ConditionalExpr::Binary(binary) => {
                    self.stack.push(Work::Test(&binary.right, place));
                    self.stack.push(Work::Test(&binary.left, place));
                }
                ast::ConditionalExpr::Unary(unary) => self.stack.push(Work::Test(&unary.expr, place)),
                ast::ConditionalExpr::Parenthesized(group) => self.stack.push(Work::Test(&group.expr, place)),
                ast::ConditionalExpr::Word(word) | ast::ConditionalExpr::Regex(word) => {
                    self.stack.push(Work::Word(word, place));
                }
                ast::ConditionalExpr::Pattern(pattern) => self.stack.push(Work::Pattern(pattern, place)),
                ast::ConditionalExpr::VarRef(_) => {}
            },
            Work::Redirections(redirections, place) => self.redirection_substitutions(redirections, place),
        }
    }

    fn push(&mut self, statements: &'a ast::StmtSeq, place: Place) {
        self.stack.push(Work::Sequence { statements: statements.as_slice(), place, last_is_status: false });
    }

    fn sequence(&mut self, statements: &'a [ast::Stmt], place: Place, last_is_status: bool) {
        let at = self.stack.len();
        for (index, statement) in statements.iter().enumerate() {
            let joint = match index.checked_sub(1).map(|before| statements[before].terminator) {
                None => place.context.joint,
                Some(Some(ast::StmtTerminator::Background(_))) => Joint::Background,
                Some(_) => Joint::Sequence,
            };
            let mut place = place.joined(joint);
            if matches!(statement.terminator, Some(ast::StmtTerminator::Background(_))) {
                place = place.inside(Nesting::SUBSHELL);
            }
            place.unchecked &= !(last_is_status && index + 1 == statements.len());
            self.stack.push(Work::Statement(statement, place));
        }
        self.stack[at..].reverse();
    }

    fn statement(&mut self, statement: &'a ast::Stmt, place: Place) {
        if statement.negated && place.unchecked && !place.decisive && !place.context.nesting.in_shell_string() {
            self.recorder.unchecked_negation(statement.span);
        }
        let place = Place { unchecked: place.unchecked && !statement.negated, ..place };
        match &statement.command {
            ast::Command::Simple(command) => {
                let parts = Parts { assignments: &command.assignments, redirections: &statement.redirects };
                let name = (!command.name.parts.is_empty()).then_some(command.name.span);
                let words = name.into_iter().chain(command.args.iter().map(|word| word.span));
                self.record(words, parts, place);
                self.stack.extend(command.args.iter().rev().map(|word| Work::Word(word, place)));
                self.stack.push(Work::Word(&command.name, place));
                self.assignment_substitutions(&command.assignments, place);
            }
            ast::Command::Decl(command) => {
                let parts = Parts { assignments: &command.assignments, redirections: &statement.redirects };
                let operands = command.operands.iter().map(|operand| match operand {
                    ast::DeclOperand::Flag(word) | ast::DeclOperand::Dynamic(word) => word.span,
                    ast::DeclOperand::Name(reference) => reference.span,
                    ast::DeclOperand::Assignment(assignment) => assignment.span,
                });
                self.record(std::iter::once(command.variant_span).chain(operands), parts, place);
                for operand in command.operands.iter().rev() {
                    match operand {
                        ast::DeclOperand::Flag(word) | ast::DeclOperand::Dynamic(word) => {
                            self.stack.push(Work::Word(word, place));
                        }
                        ast::DeclOperand::Assignment(assignment) => {
                            self.assignment_substitutions(std::slice::from_ref(assignment), place);
                        }
                        ast::DeclOperand::Name(_) => {}
                    }
                }
                self.assignment_substitutions(&command.assignments, place);
            }
            ast::Command::Builtin(command) => self.builtin(command, &statement.redirects, place),
            ast::Command::Binary(binary) => self.binary(binary, place),
            ast::Command::Compound(compound) => {
                self.stack.push(Work::Redirections(&statement.redirects, place));
                self.compound(compound, place);
            }
            ast::Command::Function(function) => self.function(&function.body, place),
            ast::Command::AnonymousFunction(function) => {
                self.function(&function.body, place);
                self.stack.extend(function.args.iter().rev().map(|word| Work::Word(word, place)));
            }
        }
    }

    fn function(&mut self, body: &'a ast::Stmt, place: Place) {
        let place = place.apart(Nesting::FUNCTION);
        self.stack.push(match &body.command {
            ast::Command::Compound(ast::CompoundCommand::BraceGroup(statements)) => {
                let place = Place { unchecked: true, ..place };
                Work::Sequence { statements: statements.as_slice(), place, last_is_status: true }
            }
            _ => Work::Statement(body, place),
        });
    }

    /// `break`, `continue`, `return`, `exit`: the tree does not say where their name stands.
    fn builtin(&mut self, command: &'a ast::BuiltinCommand, redirections: &'a [ast::Redirect], place: Place) {
        let (name, operand, rest, assignments, span) = match command {
            ast::BuiltinCommand::Break(c) => ("break", &c.depth, &c.extra_args, &c.assignments, c.span),
            ast::BuiltinCommand::Continue(c) => ("continue", &c.depth, &c.extra_args, &c.assignments, c.span),
            ast::BuiltinCommand::Return(c) => ("return", &c.code, &c.extra_args, &c.assignments, c.span),
            ast::BuiltinCommand::Exit(c) => ("exit", &c.code, &c.extra_args, &c.assignments, c.span),
        };
        let from = assignments.last().map_or(span.start, |assignment| assignment.span.end);
        let found =
            self.recorder.source.get(from.offset()..span.end.offset()).and_then(|text| Some((text, text.find(name)?)));
        let name_span = found.map(|(text, at)| {
            let start = from.advanced_by(&text[..at]);
            ast::Span::from_positions(start, start.advanced_by(name))
        });
        let words = operand.iter().chain(rest);
        let parts = Parts { assignments, redirections };
        self.record(name_span.into_iter().chain(words.clone().map(|word| word.span)), parts, place);
        let at = self.stack.len();
        self.stack.extend(words.map(|word| Work::Word(word, place)));
        self.stack[at..].reverse();
        self.assignment_substitutions(assignments, place);
    }

    fn binary(&mut self, binary: &'a ast::BinaryCommand, place: Place) {
        let checked = Place { unchecked: false, ..place };
        let joint = match binary.op {
            ast::BinaryOp::And => Joint::And,
            ast::BinaryOp::Or => Joint::Or,
            ast::BinaryOp::Pipe | ast::BinaryOp::PipeAll => return self.pipeline(binary, checked),
        };
        self.stack.push(Work::Statement(&binary.right, checked.joined(joint)));
        self.stack.push(Work::Statement(&binary.left, Place { decisive: true, ..checked }));
    }

    /// A chain of pipes leans to the left: `(a | b) | c`.
    fn pipeline(&mut self, last: &'a ast::BinaryCommand, place: Place) {
        let pipeline = self.recorder.next_pipeline();
        let mut stages = Vec::new();
        let mut operators = Vec::new();
        let mut binary = last;
        let first = loop {
            stages.push((&*binary.right, if binary.op == ast::BinaryOp::Pipe { Joint::Pipe } else { Joint::PipeAll }));
            operators.push(binary.op_span);
            match &binary.left.command {
                ast::Command::Binary(left) if matches!(left.op, ast::BinaryOp::Pipe | ast::BinaryOp::PipeAll) => {
                    binary = left;
                }
                _ => break &*binary.left,
            }
        };
        stages.push((first, place.context.joint));
        let nesting = place.context.nesting;
        for (position, (statement, joint)) in (0..stages.len() as u32).rev().zip(stages) {
            let context = Context { joint, nesting, stage: Some(Stage { pipeline, position }) };
            self.stack.push(Work::Statement(statement, Place { context, ..place }));
        }
        self.recorder.pipeline(last.span, operators.into_iter().rev(), nesting);
    }

    fn compound(&mut self, compound: &'a ast::CompoundCommand, place: Place) {
        use ast::CompoundCommand as Compound;
        let branch = Place { unchecked: true, ..place.inside(Nesting::BRANCH).joined(Joint::Sequence) };
        match compound {
            Compound::If(command) => {
                if let Some(otherwise) = &command.else_branch {
                    self.push(otherwise, branch);
                }
                for (condition, body) in command.elif_branches.iter().rev() {
                    self.push(body, branch);
                    self.push(condition, branch.condition());
                }
                self.push(&command.then_branch, branch);
                self.push(&command.condition, place.condition());
            }
            Compound::While(command) => {
                self.push(&command.body, branch);
                self.push(&command.condition, place.condition());
            }
            Compound::Until(command) => {
                self.push(&command.body, branch);
                self.push(&command.condition, place.condition());
            }
            Compound::For(command) => {
                self.push(&command.body, branch);
                self.stack.extend(command.words.iter().flatten().rev().map(|word| Work::Word(word, place)));
            }
            Compound::Foreach(command) => {
                self.push(&command.body, branch);
                self.stack.extend(command.words.iter().rev().map(|word| Work::Word(word, place)));
            }
            Compound::Select(command) => {
                self.push(&command.body, branch);
                self.stack.extend(command.words.iter().rev().map(|word| Work::Word(word, place)));
            }
            Compound::Repeat(command) => {
                self.push(&command.body, branch);
                self.stack.push(Work::Word(&command.count, place));
            }
            Compound::ArithmeticFor(command) => self.push(&command.body, branch),
            Compound::Case(command) => {
                for item in command.cases.iter().rev() {
                    self.push(&item.body, branch);
                    self.stack.extend(item.patterns.iter().rev().map(|pattern| Work::Pattern(pattern, place)));
                }
                self.stack.push(Work::Word(&command.word, place));
            }
            Compound::Subshell(statements) => {
                let place = Place { unchecked: true, ..place.inside(Nesting::SUBSHELL) };
                self.stack.push(Work::Sequence { statements: statements.as_slice(), place, last_is_status: true });
            }
            Compound::BraceGroup(statements) => {
                self.push(statements, Place { unchecked: true, ..place });
            }
            Compound::Time(command) => {
                self.stack.extend(command.command.iter().map(|statement| Work::Statement(statement, place)));
            }
            Compound::Conditional(command) => self.stack.push(Work::Test(&command.expression, place)),
            Compound::Coproc(command) => {
                self.stack.push(Work::Statement(&command.body, place.inside(Nesting::SUBSHELL)));
            }
            Compound::Always(command) => {
                self.push(&command.always_body, place.joined(Joint::Sequence));
                self.push(&command.body, place);
            }
            Compound::Arithmetic(_) => {}
        }
    }

    fn assignment_substitutions(&mut self, assignments: &'a [ast::Assignment], place: Place) {
        for assignment in assignments.iter().rev() {
            match &assignment.value {
                ast::AssignmentValue::Scalar(word) => self.stack.push(Work::Word(word, place)),
                ast::AssignmentValue::Compound(array) => {
                    let words = array.elements.iter().rev().map(|element| &element.value().word);
                    self.stack.extend(words.map(|word| Work::Word(word, place)));
                }
            }
        }
    }

    fn redirection_substitutions(&mut self, redirections: &'a [ast::Redirect], place: Place) {
        for redirection in redirections.iter().rev() {
            match &redirection.target {
                ast::RedirectTarget::Word(word) => self.stack.push(Work::Word(word, place)),
                ast::RedirectTarget::Heredoc(heredoc) => {
                    for (part, _) in heredoc.body.parts_with_spans() {
                        if let ast::HeredocBodyPart::CommandSubstitution { body, .. } = part {
                            let place = place.apart(Nesting::SUBSTITUTION);
                            self.stack.push(Work::Sequence {
                                statements: body.as_slice(),
                                place,
                                last_is_status: true,
                            });
                        }
                    }
                }
            }
        }
    }

    /// Records a simple command whose words stand at `words`; what its redirections hold comes behind all else.
    fn record(&mut self, words: impl Iterator<Item = ast::Span>, parts: Parts<'a>, place: Place) {
        self.stack.push(Work::Redirections(parts.redirections, place));
        self.recorder.command(words, parts, place.context);
    }
}
