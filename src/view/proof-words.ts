import type { Proof, ProofGrade } from '../policy/core/target.ts'

/** The grade of a proof in words. */
export const proofBadges: Record<ProofGrade, string> = {
  product: 'Tested in the product',
  schema: 'Checked against the vendor’s schema',
  model: 'Checked against our model',
}

/** The shape that tells a grade apart without colour. */
export const proofShapes: Record<ProofGrade, string> = { product: '●', schema: '◐', model: '○' }

/** The strongest proof of a target in one line: "Tested in Claude Code 2.1.329". What a model or a schema is of is on the target's page. */
export function proofLine([{ grade, by, version }]: readonly [Proof, ...Proof[]]): {
  grade: ProofGrade
  words: string
} {
  const what = version === undefined ? by : `${by} ${version}`
  return {
    grade,
    words:
      grade === 'product'
        ? `Tested in ${what}`
        : grade === 'model'
          ? `${proofBadges[grade]}; not run in the product`
          : proofBadges[grade],
  }
}
