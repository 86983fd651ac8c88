import { z } from 'zod'
import { asText, event, type ModelCall, type Wire } from './wire.ts'

const request = z.looseObject({
  tools: z.array(z.looseObject({ name: z.string(), description: z.string().default('') })).default([]),
  messages: z.array(z.looseObject({ content: z.unknown() })),
})
const result = z.looseObject({ type: z.literal('tool_result'), tool_use_id: z.string(), content: z.unknown() })

/** Anthropic's Messages. Source: docs.anthropic.com/en/api/messages and /messages-streaming, read 2026-11-21. */
export const messages: Wire = {
  matches: (path) => path === '/v1/messages',
  offered: (body) => request.parse(body).tools,
  results(body) {
    const parts = request.parse(body).messages.flatMap(({ content }) => (Array.isArray(content) ? content : []))
    return new Map(
      parts.flatMap((part) => {
        const { data } = result.safeParse(part)
        return data ? [[data.tool_use_id, asText(data.content)]] : []
      }),
    )
  },
  stream(calls) {
    const { content, stop_reason, ...head } = message(calls)
    const delta = { stop_reason, stop_sequence: null }
    return [
      { type: 'message_start', message: { ...head, content: [], stop_reason: null } },
      ...content.flatMap((block, index) => [
        {
          type: 'content_block_start',
          index,
          content_block: block.type === 'text' ? { ...block, text: '' } : { ...block, input: {} },
        },
        {
          type: 'content_block_delta',
          index,
          delta:
            block.type === 'text'
              ? { type: 'text_delta', text: block.text }
              : { type: 'input_json_delta', partial_json: JSON.stringify(block.input) },
        },
        { type: 'content_block_stop', index },
      ]),
      { type: 'message_delta', delta, usage: { output_tokens: 1 } },
      { type: 'message_stop' },
    ]
      .map((one) => event(one, one.type))
      .join('')
  },
  document: (calls) => JSON.stringify(message(calls)),
}

function message(calls: readonly ModelCall[]) {
  const uses = calls.map(({ id, tool, args }) => ({ type: 'tool_use' as const, id, name: tool.name, input: args }))
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'scripted',
    content: uses.length > 0 ? uses : [{ type: 'text' as const, text: 'done' }],
    stop_reason: uses.length > 0 ? 'tool_use' : 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: 1, output_tokens: 1 },
  }
}
