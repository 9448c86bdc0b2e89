//! The steps of a function: whom it calls, and which of its ways only lead to last words.

use std::ops::Range;

use anyhow::Result;
use wasmparser::{FunctionBody, Operator};

/// What matters of the steps of a function.
#[derive(Default)]
pub(super) struct Steps {
    /// The ways that lead straight to last words, with nothing on them that the outside would notice.
    pub(super) lost: Vec<Range<usize>>,
    /// The numbers of the functions it calls on its other ways.
    pub(super) calls: Vec<u32>,
}

impl Steps {
    pub(super) fn of(body: &FunctionBody<'_>, is_last_word: impl Fn(u32) -> bool) -> Result<Self> {
        let mut steps = Self::default();
        let mut operators = body.get_operators_reader()?;
        let mut way = operators.original_position();
        while !operators.eof() {
            let operator = operators.read()?;
            let next = operators.original_position();
            match operator {
                Operator::Call { function_index } if is_last_word(function_index) => {
                    steps.lost.push(way..next);
                    way = next;
                }
                Operator::Call { function_index } => {
                    steps.calls.push(function_index);
                    way = next;
                }
                other => {
                    if !is_straight(&other) {
                        way = next;
                    }
                }
            }
        }
        Ok(steps)
    }
}

/// Whether the last step of a function ends the instance, and no other leaves it.
pub(super) fn never_returns(body: &FunctionBody<'_>) -> Result<bool> {
    use Operator as O;
    let mut depth: u32 = 0;
    let mut before = None;
    for operator in body.get_operators_reader()? {
        let operator = operator?;
        let leaves = match &operator {
            O::Block { .. } | O::Loop { .. } | O::If { .. } => {
                depth = depth.saturating_add(1);
                false
            }
            O::End if depth == 0 => return Ok(matches!(before, Some(O::Unreachable))),
            O::End => {
                depth = depth.saturating_sub(1);
                false
            }
            O::Br { relative_depth } | O::BrIf { relative_depth } => *relative_depth == depth,
            O::BrTable { targets } => {
                let others = targets.targets().collect::<Result<Vec<_>, _>>()?;
                targets.default() == depth || others.contains(&depth)
            }
            // Errors of JavaScript pass through some functions; those of the standard library do not touch them.
            O::Return
            | O::ReturnCall { .. }
            | O::ReturnCallIndirect { .. }
            | O::Throw { .. }
            | O::ThrowRef
            | O::TryTable { .. } => true,
            _ => false,
        };
        if leaves {
            return Ok(false);
        }
        before = Some(operator);
    }
    Ok(false)
}

/// Whether it goes on to the next step, and touches nothing but values and memory of the instance. There are more of
/// this kind; these are the ones that come before last words.
fn is_straight(operator: &Operator<'_>) -> bool {
    use Operator as O;
    matches!(
        operator,
        O::LocalGet { .. }
            | O::LocalSet { .. }
            | O::LocalTee { .. }
            | O::GlobalGet { .. }
            | O::GlobalSet { .. }
            | O::Drop
            | O::Select
            | O::I32Const { .. }
            | O::I32Load { .. }
            | O::I32Load8U { .. }
            | O::I32Load16U { .. }
            | O::I32Store { .. }
            | O::I32Store8 { .. }
            | O::I32Store16 { .. }
            | O::I32Add
            | O::I32Sub
            | O::I32And
            | O::I32Or
            | O::I32Shl
            | O::I32WrapI64
            | O::I64Const { .. }
            | O::I64Load { .. }
            | O::I64Store { .. }
            | O::I64Or
            | O::I64Shl
            | O::I64ExtendI32U
    )
}
