import type { Combine } from '../../core/combine.ts'

/** One command with the flags of several. */
export const combineCommands: Combine = {
  join: (texts) =>
    `copilot${texts
      .map((text) => text.replace(/^copilot(?: \\\n)?/, '').trimEnd())
      .flatMap((flags) => (flags === '' ? [] : [` \\\n${flags}`]))
      .join('')}\n`,
}
