import type { Excuse, Limitation, SnippetEffect } from '../core/snippet.ts'

/** What the limitations of a snippet excuse; each excuses only what it states. */
export interface Excused {
  effect(tool: string, wanted: SnippetEffect, does: SnippetEffect): boolean
  has(kind: Exclude<Excuse['kind'], 'effect' | 'unlisted'>, tool: string): boolean
  unlisted(does: string): boolean
}

/** Reads the limitations once, so that a question takes no longer when there are many. */
export function excusedBy(limitations: readonly Limitation[]): Excused {
  const stated = new Set<string>()
  for (const excuse of limitations.flatMap(({ excuses = [] }) => excuses)) stated.add(keyOf(excuse))
  return {
    effect: (tool, wanted, does) => stated.has(keyOf({ kind: 'effect', tool, wanted, does })),
    has: (kind, tool) => stated.has(JSON.stringify([kind, tool])),
    unlisted: (does) => stated.has(JSON.stringify(['unlisted', does])),
  }
}

function keyOf(excuse: Excuse): string {
  if (excuse.kind === 'effect') return JSON.stringify([excuse.kind, excuse.tool, excuse.wanted, excuse.does])
  return JSON.stringify([excuse.kind, excuse.kind === 'unlisted' ? excuse.does : excuse.tool])
}
