import { celConditions } from '../../core/cel-conditions.ts'
import { celString } from '../../core/cel-text.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'

const BODY = 'json(request.body)'
const NO_POST = 'request.method != "POST"'

/**
 * That a message can be read: other expressions about the body would not hold for one that cannot, and a limit whose condition
 * fails counts nothing. Lists of messages, which no current version of the protocol has, are refused with it.
 */
export const READABLE = `${NO_POST} || ${BODY}.jsonrpc == "2.0"`

/** Before the names of the tools that a message calls, and that it does not call. */
export const IS_CALLED = `request.method == "POST" && ${BODY}.method == "tools/call" && ${BODY}.params.name in `
export const NOT_CALLED = `${NO_POST} || !("method" in ${BODY}) || ${BODY}.method != "tools/call" || !(${BODY}.params.name in `

/** That a message is a call of one of these tools. A route with several servers puts their key before each name. */
export const callOf = (tools: readonly string[], serverKey: string): string => IS_CALLED + namesOf(tools, serverKey)

/** That the arguments of a tool are in order, if the message calls it. */
export const conditionsOf = ({ rule: { tool }, conditions }: LoweredRule, serverKey: string): string =>
  `${NOT_CALLED}${namesOf([tool], serverKey)}) || (${celConditions(conditions, `${BODY}.params`)})`

const namesOf = (tools: readonly string[], serverKey: string) =>
  `[${tools.flatMap((tool) => [celString(tool), celString(`${serverKey}_${tool}`)]).join(', ')}]`
