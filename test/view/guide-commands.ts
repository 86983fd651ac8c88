import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'

/** A block of commands of a guide. */
export interface CommandBlock {
  guide: string
  order: number
  text: string
  /** One entry for each command; a here-document belongs to its command. */
  commands: string[]
  /** Why no test runs it, from not-run="…" behind the language. */
  notRun: string | undefined
}

/** Every block in sh or bash of every guide, in the order of the guides and of their text. */
export function commandBlocks(): CommandBlock[] {
  return globSync('content/guides/*.mdx')
    .flatMap((file) => blocksOf(basename(file, '.mdx'), readFileSync(file, 'utf8')))
    .toSorted((a, b) => a.order - b.order)
}

/** The blocks of one guide. */
export function blocksOf(guide: string, text: string): CommandBlock[] {
  const order = Number(/^order: (\d+)$/m.exec(text)?.[1] ?? 0)
  return [...text.matchAll(/^```(?:sh|bash|shell)\b([^\n]*)\n([\s\S]*?)^```$/gm)].map(([, info = '', block = '']) => ({
    guide,
    order,
    text: block,
    commands: commandsOf(block),
    notRun: /\bnot-run="([^"]+)"/.exec(info)?.[1],
  }))
}

function commandsOf(block: string): string[] {
  const commands: string[] = []
  let end: string | undefined
  for (const line of block.split('\n')) {
    if (end !== undefined) {
      if (line === end) end = undefined
    } else if (line.trim() !== '' && !line.trim().startsWith('#')) {
      commands.push(line.trim())
      end = /<<-?\s*['"]?(\w+)/.exec(line)?.[1]
    }
  }
  return commands
}
