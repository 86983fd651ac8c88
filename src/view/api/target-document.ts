import type { Target } from '../../policy/core/target.ts'
import type { ApiTargets } from '../../schema/api/targets.ts'
import { postures } from '../../schema/posture.ts'
import { policyFile } from '../policy-file.ts'
import type { Site } from '../site.ts'
import { targetTable } from '../target-page.ts'
import { absolute } from '../urls.ts'
import { documentHead } from './documents.ts'

/** /api/v1/targets.json: what each target can and cannot say, and what checks it. */
export function targetsDocument(site: Pick<Site, 'content'>): ApiTargets {
  return {
    ...documentHead('targets'),
    targets: targetTable(site).map(({ target, href, proof, does }) => ({
      id: target.id,
      label: target.label,
      kind: target.kind,
      about: target.about,
      url: absolute(href),
      language: target.language,
      fileName: target.fileName('YOUR-SERVER'),
      files: filesOf(target),
      minimumVersion: target.minimumVersion,
      proof: { grade: proof.grade, words: proof.lines },
      proofs: target.proof.map(({ grade, by, version, read }) => ({
        grade,
        by,
        ...(version === undefined ? {} : { version }),
        ...(read === undefined ? {} : { read }),
      })),
      capabilities: does,
      sources: target.sources.map(({ what, read }) => ({ what, read })),
    })),
  }
}

const filesOf = (target: Target): ApiTargets['targets'][number]['files'] =>
  Object.fromEntries(
    postures.map((posture) => [posture, policyFile(target, posture)]),
  ) as ApiTargets['targets'][number]['files']
