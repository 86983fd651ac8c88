import type { Site } from './site.ts'
import { issues } from './urls.ts'

/** What the page about the site says in figures, and where its source is. */
export interface AboutPage {
  servers: number
  tools: number
  reviewed: number
  targets: number
  attacks: number
  /** The day on which the newest list of tools was read; undefined for an empty catalogue. */
  newest: string | undefined
  /** Where people report; a form of the repository where it is on GitHub or GitLab. */
  issues: string
  /** The repository of the issues; undefined where they are kept elsewhere. */
  repository: string | undefined
}

/** The figures of a catalogue. */
export function aboutPage({ servers, tools, content }: Site, targets: number): AboutPage {
  return {
    servers: servers.length,
    tools: tools.length,
    reviewed: tools.filter(({ assessment }) => assessment.reviewed !== undefined).length,
    targets,
    attacks: content.attacks.attacks.length,
    newest: servers
      .map(({ snapshot }) => snapshot.capturedAt)
      .sort()
      .at(-1),
    issues,
    repository: /^(https:\/\/[^?#]+?)(?:\/-)?\/issues(?:\/new)?\/?(?:[?#].*)?$/.exec(issues)?.[1],
  }
}
