import { z } from 'zod'
import { asText, event, type ModelCall, type Wire } from './wire.ts'

const request = z.looseObject({
  tools: z
    .array(z.looseObject({ function: z.looseObject({ name: z.string(), description: z.string().default('') }) }))
    .default([]),
  messages: z.array(z.looseObject({ role: z.string(), tool_call_id: z.string().optional(), content: z.unknown() })),
})

/** OpenAI's Chat Completions. Source: platform.openai.com/docs/api-reference/chat, read 2026-11-21. */
export const chat: Wire = {
  matches: (path) => path.endsWith('/chat/completions'),
  offered: (body) => request.parse(body).tools.map(({ function: { name, description } }) => ({ name, description })),
  results: (body) =>
    new Map(
      request
        .parse(body)
        .messages.flatMap(({ role, tool_call_id, content }) =>
          role === 'tool' && tool_call_id !== undefined ? [[tool_call_id, asText(content)]] : [],
        ),
    ),
  stream: (calls) =>
    [
      { ...head, choices: [{ index: 0, delta: message(calls), finish_reason: null }] },
      { ...head, choices: [{ index: 0, delta: {}, finish_reason: finish(calls) }], usage },
      '[DONE]',
    ]
      .map((one) => event(one))
      .join(''),
  document: (calls) =>
    JSON.stringify({
      ...head,
      object: 'chat.completion',
      choices: [{ index: 0, message: message(calls), finish_reason: finish(calls) }],
      usage,
    }),
}

const head = { id: 'c', object: 'chat.completion.chunk', created: 1, model: 'scripted' }
const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 }
const finish = (calls: readonly ModelCall[]) => (calls.length > 0 ? 'tool_calls' : 'stop')

const message = (calls: readonly ModelCall[]) =>
  calls.length === 0
    ? { role: 'assistant', content: 'done' }
    : {
        role: 'assistant',
        content: null,
        tool_calls: calls.map(({ id, tool: { name }, args }, index) => ({
          index,
          id,
          type: 'function',
          function: { name, arguments: JSON.stringify(args) },
        })),
      }
