import type { RenderTarget, Target, TargetFiles } from './target.ts'

/** Makes a whole target of what renders its snippets and what reads and joins its files. */
export function defineTarget(rendering: RenderTarget, files: TargetFiles): Target {
  const target: Target = {
    ...rendering,
    ...files,
    render: (rules, options) => ({ ...rendering.render(rules, options), target }),
  }
  return target
}
