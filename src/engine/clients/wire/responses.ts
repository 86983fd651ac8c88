import { z } from 'zod'
import { asText, event, type ModelCall, type Offered, type Wire } from './wire.ts'

const tool = z.looseObject({
  type: z.string(),
  name: z.string().optional(),
  description: z.string().default(''),
  get tools() {
    return z.array(tool).optional()
  },
})
const request = z.looseObject({ tools: z.array(tool).default([]), input: z.array(z.unknown()) })
const result = z.looseObject({ type: z.literal('function_call_output'), call_id: z.string(), output: z.unknown() })

/** OpenAI's Responses. Source: platform.openai.com/docs/api-reference/responses-streaming, read 2026-11-21. */
export const responses: Wire = {
  matches: (path) => path.endsWith('/responses'),
  offered: (body) =>
    request.parse(body).tools.flatMap(({ type, name, description, tools = [] }): Offered[] => {
      if (type !== 'namespace') return name === undefined ? [] : [{ name, description }]
      return tools.flatMap((one) =>
        one.name === undefined
          ? []
          : [
              {
                name: one.name,
                description: one.description,
                ...(name === undefined ? {} : { namespace: name }),
              },
            ],
      )
    }),
  results: (body) =>
    new Map(
      request.parse(body).input.flatMap((item) => {
        const { data } = result.safeParse(item)
        return data ? [[data.call_id, asText(data.output)]] : []
      }),
    ),
  stream: (calls) =>
    [
      { type: 'response.created', response: { id: 'r' } },
      ...output(calls).map((item, output_index) => ({ type: 'response.output_item.done', output_index, item })),
      { type: 'response.completed', response: { id: 'r', usage } },
    ]
      .map((one) => event(one, one.type))
      .join(''),
  document: (calls) => JSON.stringify({ id: 'r', object: 'response', output: output(calls), usage }),
}

const usage = { input_tokens: 1, output_tokens: 1, total_tokens: 2 }

const output = (calls: readonly ModelCall[]) =>
  calls.length > 0
    ? calls.map(({ id, tool: { name, namespace }, args }) => ({
        type: 'function_call',
        id,
        call_id: id,
        name,
        ...(namespace === undefined ? {} : { namespace }),
        arguments: JSON.stringify(args),
      }))
    : [{ type: 'message', role: 'assistant', id: 'm', content: [{ type: 'output_text', text: 'done' }] }]
