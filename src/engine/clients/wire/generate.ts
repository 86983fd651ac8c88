import { z } from 'zod'
import { asText, event, type ModelCall, type Wire } from './wire.ts'

const declaration = z.looseObject({ name: z.string(), description: z.string().default('') })
const request = z.looseObject({
  tools: z.array(z.looseObject({ functionDeclarations: z.array(declaration).default([]) })).default([]),
  contents: z.array(z.looseObject({ parts: z.array(z.unknown()).default([]) })),
})
const result = z.looseObject({
  functionResponse: z.looseObject({ id: z.string(), response: z.unknown() }),
})

/** Google's generateContent. Source: ai.google.dev/api/generate-content, read 2026-11-21. */
export const generate: Wire = {
  matches: (path) => /:(generate|streamGenerate)Content$/.test(path),
  offered: (body) => request.parse(body).tools.flatMap(({ functionDeclarations }) => functionDeclarations),
  results: (body) =>
    new Map(
      request
        .parse(body)
        .contents.flatMap(({ parts }) => parts)
        .flatMap((part) => {
          const { data } = result.safeParse(part)
          return data ? [[data.functionResponse.id, asText(data.functionResponse.response)]] : []
        }),
    ),
  stream: (calls) => event(answer(calls)),
  document: (calls) => JSON.stringify(answer(calls)),
}

const answer = (calls: readonly ModelCall[]) => ({
  candidates: [
    {
      content: {
        role: 'model',
        parts:
          calls.length > 0
            ? calls.map(({ id, tool: { name }, args }) => ({ functionCall: { id, name, args } }))
            : [{ text: 'done' }],
      },
      finishReason: 'STOP',
      index: 0,
    },
  ],
  usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 },
  modelVersion: 'scripted',
})
