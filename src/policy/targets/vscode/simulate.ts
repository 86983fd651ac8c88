import { z } from 'zod'
import { readJson } from '../../core/read-text.ts'
import { membersBeside, type Simulate } from '../../core/simulation.ts'
import { ELIGIBLE, referenceName } from './render.ts'

const schema = z.looseObject({ [ELIGIBLE]: z.record(z.string(), z.boolean()) })

/**
 * `false` asks about every call; `true` and no entry leave the tool to the approvals of the interface.
 * Source: microsoft/vscode, languageModelToolsService.ts at 00e03ed0 and mcpLanguageModelToolContribution.ts at 027907cb;
 * microsoft/vscode-docs, docs/agents/approvals.md at 16286a6a; read 2026-11-21.
 */
export const simulateVscode: Simulate = (text) => {
  const { value, problems } = readJson(text, schema)
  if (!value) return { problems }
  const tools = new Map(Object.entries(value[ELIGIBLE] as Record<string, boolean>))
  return {
    call: (tool) => (tools.get(referenceName(tool)) === false ? 'ask' : 'unset'),
    mentions: () => ({
      named: [...tools.keys()].map((tool) => ({ tool })),
      open: [],
      extra: [
        ...membersBeside(value, [ELIGIBLE]),
        ...[...tools].flatMap(([tool, eligible]) => (eligible ? [`${tool} is true, which says nothing`] : [])),
      ],
    }),
  }
}
