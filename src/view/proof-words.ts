import type { Proof, ProofGrade } from '../policy/core/target.ts'

/** The grade of a proof in words. */
export const proofBadges: Record<ProofGrade, string> = {
  product: 'Run in the product',
  schema: 'Checked by the vendor’s schema',
  model: 'Checked by our model',
}

/** The shape that tells a grade apart without colour. */
export const proofShapes: Record<ProofGrade, string> = { product: '●', schema: '◐', model: '○' }

/** The strongest proof of a target in one line: "Run in the product: Claude Code 2.1.329". Of a model also what it is not. */
export function proofLine([{ grade, by, version }]: readonly [Proof, ...Proof[]]): {
  grade: ProofGrade
  words: string
} {
  const what = version === undefined ? by : `${by} ${version}`
  return {
    grade,
    words: grade === 'model' ? `${proofBadges[grade]} of ${what}; not run in it` : `${proofBadges[grade]}: ${what}`,
  }
}
