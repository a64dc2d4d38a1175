//! The scripts inside a word: `$(…)`, backticks, `<(…)`, also deep in `${x:-$(…)}` and arithmetic.
//!
//! Knows the parser's words; nothing of commands.

use shuck_ast as ast;

/// Hands each script inside `word` to `found`, in order of the text as far as the tree keeps it.
pub(super) fn substitutions<'a>(word: &'a ast::Word, found: &mut dyn FnMut(&'a ast::StmtSeq)) {
    if word.parts.iter().all(|part| matches!(part.kind, ast::WordPart::Literal(_) | ast::WordPart::Variable(_))) {
        return;
    }
    let mut parts: Vec<&'a ast::WordPart> = word.parts.iter().rev().map(|part| &part.kind).collect();
    while let Some(part) = parts.pop() {
        let mut into = |word: &'a ast::Word| parts.extend(word.parts.iter().rev().map(|part| &part.kind));
        match part {
            ast::WordPart::CommandSubstitution { body, .. } | ast::WordPart::ProcessSubstitution { body, .. } => {
                found(body);
            }
            ast::WordPart::DoubleQuoted { parts: inner, .. } => parts.extend(inner.iter().rev().map(|part| &part.kind)),
            ast::WordPart::ArithmeticExpansion { expression_word_ast, .. } => into(expression_word_ast),
            ast::WordPart::ParameterExpansion { operand_word_ast, operator, .. } => {
                operand_word_ast.iter().for_each(|word| into(word));
                of_operator(operator, &mut into);
            }
            ast::WordPart::IndirectExpansion { operand_word_ast, operator, .. } => {
                operand_word_ast.iter().for_each(|word| into(word));
                operator.iter().for_each(|operator| of_operator(operator, &mut into));
            }
            ast::WordPart::Substring { offset_word_ast, length_word_ast, .. }
            | ast::WordPart::ArraySlice { offset_word_ast, length_word_ast, .. } => {
                length_word_ast.iter().for_each(|word| into(word));
                into(offset_word_ast);
            }
            ast::WordPart::Parameter(expansion) => of_expansion(expansion, &mut into),
            _ => {}
        }
    }
}

fn of_expansion<'a>(expansion: &'a ast::ParameterExpansion, into: &mut impl FnMut(&'a ast::Word)) {
    match &expansion.syntax {
        ast::ParameterExpansionSyntax::Bourne(syntax) => {
            syntax.length_word_ast().into_iter().for_each(&mut *into);
            syntax.offset_word_ast().into_iter().for_each(&mut *into);
            syntax.operand_word_ast().into_iter().for_each(&mut *into);
            if let ast::BourneParameterExpansion::Operation { operator, .. } = syntax {
                of_operator(operator, into);
            }
        }
        ast::ParameterExpansionSyntax::Zsh(syntax) => {
            if let Some(operation) = &syntax.operation {
                operation.operand_word_ast().into_iter().for_each(&mut *into);
                operation.replacement_word_ast().into_iter().for_each(&mut *into);
            }
        }
    }
}

/// The words in an operator's pattern and replacement.
fn of_operator<'a>(operator: &'a ast::ParameterOp, into: &mut impl FnMut(&'a ast::Word)) {
    use ast::ParameterOp as Operator;
    operator.replacement_word_ast().into_iter().for_each(&mut *into);
    let (Operator::RemovePrefixShort { pattern }
    | Operator::RemovePrefixLong { pattern }
    | Operator::RemoveSuffixShort { pattern }
    | Operator::RemoveSuffixLong { pattern }
    | Operator::ReplaceFirst { pattern, .. }
    | Operator::ReplaceAll { pattern, .. }) = operator
    else {
        return;
    };
    for (part, _) in pattern.parts_with_spans() {
        if let ast::PatternPart::Word(word) = part {
            into(word);
        }
    }
}
