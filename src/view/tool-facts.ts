import { endWords } from './archived-words.ts'
import { dateWords } from './attack-page.ts'
import type { Setting } from './deed-words.ts'
import { supportWords } from './publisher-words.ts'
import { actSentence, decidedBy } from './severity-sentence.ts'
import type { Site, SiteTool } from './site.ts'

/** What the first screen says of a tool beside its name. */
export interface ToolFacts {
  /** What one call does to what, as a sentence; empty where the definition does not show it. */
  lead: string
  /** Whose server it is. */
  publisher: string
  package: string
  version: string | undefined
  /** The day on which the definition was read. */
  read: string
  /** What it means that nobody maintains the server any more; empty where somebody does. */
  archived: string
}

/** The facts about one tool. */
export function toolFacts(
  { content }: Pick<Site, 'content'>,
  { assessment, server, tool }: SiteTool,
  setting: Setting,
): ToolFacts {
  const { manifest, snapshot } = server
  const decided = decidedBy(assessment)
  return {
    lead: decided ? actSentence(decided, assessment, content.risk.rubric, { ...setting, tool }) : '',
    publisher: supportWords(manifest),
    package: snapshot.source.name,
    version: snapshot.source.version ?? '',
    read: dateWords(snapshot.capturedAt.slice(0, 10)),
    archived: endWords(manifest),
  }
}
